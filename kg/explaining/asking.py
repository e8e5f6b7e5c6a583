"""What a user asks to have explained: a node by IRI or name, or one triple.

In: an open store and the user's words. Out: an ``Explanation``, or a ``QueryError`` that says what the graph has
instead.
"""

from __future__ import annotations

import difflib

import pyoxigraph as ox

from kg.decisions import Decisions
from kg.errors import QueryError
from kg.explaining.explanation import Explanation
from kg.explaining.extracted import explain_node
from kg.explaining.individuals import explain_individual
from kg.explaining.proving import explain_triple, type_triple
from kg.explaining.sources import Sources, Term
from kg.names import DCO, compact, expand
from kg.query import resolve
from kg.store import QuadStore

__all__ = ["explain"]

_SAID_BY_PLACE = ("/id/evidence/", "/id/time/")


def explain(store: QuadStore, *words: str, limit: int = 3, decisions: Decisions | None = None) -> Explanation:
    """Return why the graph has a node (one word: IRI or name) or says a triple (subject, predicate, object).

    ``limit`` is how many ways to infer it, or statements that name it, are shown. ``decisions`` are a reviewer's, by
    default those that ``build`` finds. Raises ``QueryError`` where the graph has no such node or triple.
    """
    sources = Sources(store, decisions)
    if len(words) == 1:
        return _explain_named(sources, resolve(store, words[0]), limit)
    if len(words) != 3:
        raise QueryError("neither a node nor a triple", remedy="give one IRI or name, or subject, predicate and object")
    subject = resolve(store, words[0])
    predicate = _find_predicate(sources, subject, words[1])
    value = _find_object(sources, subject, predicate, words[2])
    return explain_triple(sources, (ox.NamedNode(subject), ox.NamedNode(predicate), value), limit)


def _explain_named(sources: Sources, iri: str, limit: int) -> Explanation:
    inferred = type_triple(sources, iri)
    if inferred is not None:
        return explain_triple(sources, inferred, limit)
    if sources.value(iri, "dco:evidence") or any(kind in iri for kind in _SAID_BY_PLACE):
        graph = next(home for home in sources.homes(iri) if sources.statement_of(home))
        return explain_node(sources, iri, graph)
    return explain_individual(sources, iri, limit)


def _find_predicate(sources: Sources, subject: str, words: str) -> str:
    """Return the property that the words name: an IRI, a local name (``cooperatesWith``) or a label."""
    node = ox.NamedNode(subject)
    known = [row[0].value for row in sources.select(f"SELECT DISTINCT ?p {{ {node} ?p ?o }}") if row[0]]
    iri = expand(words.removeprefix("<").removesuffix(">"))
    wanted = {iri, DCO + words}
    if words == "a":
        wanted.add(expand("rdf:type"))
    named = [p for p in known if p in wanted or sources.labels.get(p, "").casefold() == words.casefold()]
    if named:
        return named[0]
    names = {compact(p).partition(":")[2]: p for p in known}
    near = difflib.get_close_matches(words.partition(":")[2] or words, names, n=3, cutoff=0.5) or sorted(names)
    raise QueryError(
        f"{sources.label(subject)} has no {words!r}", remedy=f"it has {', '.join(compact(names[n]) for n in near)}"
    )


def _find_object(sources: Sources, subject: str, predicate: str, words: str) -> Term:
    values = sources.values(subject, predicate)
    wanted = words.casefold().strip('"')
    for value in values:
        names = {value.value, compact(value.value), sources.labels.get(value.value, "")}
        if wanted in {name.casefold() for name in names} or expand(words) == value.value:
            return value
    if not any(isinstance(value, ox.Literal) for value in values):
        node = ox.NamedNode(resolve(sources.store, words))
        if node in values:
            return node
    shown = ", ".join(sources.label(value) for value in values[:5]) + (", …" if len(values) > 5 else "")
    raise QueryError(
        f"the graph does not say {sources.label(subject)} {compact(predicate)} {words}", remedy=f"it says {shown}"
    )
