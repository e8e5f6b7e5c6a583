"""Finds the individual or concept that a user means: by IRI, ISO code or name.

In: a store and a user's words. Out: an IRI, or a ``QueryError`` that lists near matches.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.names import DCC, DCR, compact, expand
from kg.store import QuadStore, select

__all__ = ["load_labels", "resolve"]

_NAMES = """
SELECT ?node ?name ?rank WHERE {
  VALUES (?property ?rank) {
    (skos:prefLabel 0) (dco:alpha3 0) (dco:alpha2 1) (rdfs:label 1) (skos:altLabel 2) (dco:abbreviation 2)
    (dco:demonym 3) (skos:hiddenLabel 4)
  }
  ?node ?property ?name
}"""
_LABELS = """
SELECT ?node ?name ?rank WHERE {
  VALUES (?property ?rank) { (skos:prefLabel 0) (rdfs:label 1) } ANY ?node ?property ?name
}
"""
_MEMBERS = """
SELECT DISTINCT ?node WHERE { { SELECT DISTINCT ?class WHERE { ?class rdfs:subClassOf* UNDEF } } ?node a ?class }"""
_KNOWN = "SELECT ?node WHERE { VALUES ?node { UNDEF } { ?node ?p ?o } UNION { ?s ?q ?node } } LIMIT 1"


def load_labels(store: QuadStore, nodes: Iterable[str] | None = None) -> dict[str, str]:
    """Return a label of every node, or of these, that has one: its preferred label, else the first in order."""
    wanted = "" if nodes is None else f"VALUES ?node {{ {' '.join(str(NamedNode(node)) for node in sorted(nodes))} }}"
    rows = select(store, _LABELS.replace("ANY", wanted))
    found = sorted((int(row["rank"].value), row["node"].value, row["name"].value) for row in rows)
    return {node: name for _, node, name in reversed(found)}


def resolve(store: QuadStore, words: str, kind: str | None = None) -> str:
    """Return the IRI that these words name; ``kind`` (``State``) is the class that is looked in first.

    Raises ``QueryError`` where nothing, or more than one thing, has that name.
    """
    iri = expand(words.strip().removeprefix("<").removesuffix(">"))
    if "://" in iri:
        return _check_known(store, iri, kind)
    wanted = " ".join(words.casefold().split())
    ranked: dict[int, set[str]] = {}
    for rank, node, name in _names(store):
        if node.startswith((DCR, DCC)) and " ".join(name.casefold().split()) == wanted:
            ranked.setdefault(rank, set()).add(node)
    if kind and (of_kind := _keep(ranked, _members(store, kind))):
        ranked = of_kind
    if not ranked:
        raise _unknown(store, words, kind)
    best = sorted(ranked[min(ranked)])
    if len(best) > 1:
        names = ", ".join(compact(node) for node in best[:5])
        raise QueryError(f"{words!r} names several: {names}", remedy="give one of these IRIs")
    return best[0]


def _names(store: QuadStore) -> Iterable[tuple[int, str, str]]:
    for row in select(store, _NAMES):
        yield int(row["rank"].value), row["node"].value, row["name"].value


def _members(store: QuadStore, kind: str) -> set[str]:
    class_ = expand(f"dco:{kind}") if kind != "Concept" else expand("skos:Concept")
    return {row["node"].value for row in select(store, _MEMBERS.replace("UNDEF", str(NamedNode(class_))))}


def _keep(ranked: dict[int, set[str]], members: set[str]) -> dict[int, set[str]]:
    kept = {rank: nodes & members for rank, nodes in ranked.items()}
    return {rank: nodes for rank, nodes in kept.items() if nodes}


def _check_known(store: QuadStore, iri: str, kind: str | None) -> str:
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI", remedy="percent-encode what an IRI may not hold") from error
    if not any(True for _ in select(store, _KNOWN.replace("UNDEF", str(node)))):
        raise _unknown(store, compact(iri), kind)
    return iri


def _unknown(store: QuadStore, words: str, kind: str | None) -> QueryError:
    members = _members(store, kind) if kind else set()
    names = {
        candidate
        for _, node, name in _names(store)
        if node.startswith((DCR, DCC)) and (not members or node in members)
        for candidate in (name, compact(node))
    }
    near = difflib.get_close_matches(words, sorted(names), n=3, cutoff=0.6)
    remedy = f"did you mean {', '.join(near)}?" if near else "give an ISO code, a name or an IRI of the graph"
    what = " ".join(re.findall("[A-Z][a-z]*", kind)).lower() if kind else "entity"
    return QueryError(f"the graph has no {what} named {words!r}", remedy=remedy)
