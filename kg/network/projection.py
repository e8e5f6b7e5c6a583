"""One projection from the store to a multigraph whose every edge carries its evidence.

In: a function that answers SPARQL with rows. Out: a ``networkx.MultiDiGraph``. What counts as an edge is data:
each query of ``queries/network/`` yields one kind of edge, ``nodes.rq`` the labels and classes of the nodes that it is
given. The module knows nothing of stores.

Nodes are IRIs with ``label`` and ``kind`` (a class, such as "State" or "Concept"). Edges run from ``source`` to
``target`` with ``kind`` (the query's name), ``relation`` (IRI), ``label``, ``strength`` (1 to 5, or None),
``factuality``, ``statement``, ``date``, ``evidence`` (IRIs or None) and ``quote`` (the sentence, or None).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import networkx as nx

from kg.names import DCO
from kg.resources import queries_dir

__all__ = ["OPTIONAL", "Rows", "name_nodes", "project", "read_edges"]

Rows: TypeAlias = Callable[[str], Iterable[Mapping[str, Any]]]

OPTIONAL = ("strength", "factuality", "statement", "date", "evidence", "quote")
_AT_ONCE = 16_000  # characters of IRIs in one question
_IRI = re.compile(r"""[A-Za-z][\w+.-]*:[^<>"{}|^`\\\x00-\x20]*""", re.ASCII)
_ROLES = frozenset({"Framework", "NamedIndividual", "Thing"})  # what an individual is besides its kind


def project(rows: Rows) -> nx.MultiDiGraph:
    """Return the projection; nodes and edges are added in sorted order, so equal stores give equal graphs."""
    edges = sorted(read_edges(rows), key=lambda edge: tuple(str(edge.get(k)) for k in ("source", "target", *_KEY)))
    relations = {iri: label for iri, label, _ in name_nodes(rows, sorted({edge["relation"] for edge in edges}))}
    touched = sorted({end for edge in edges for end in (edge["source"], edge["target"])})
    graph = nx.MultiDiGraph()
    for iri, label, kind in name_nodes(rows, touched):
        graph.add_node(iri, label=label, kind=kind)
    for edge in edges:
        relation, label = edge["relation"], relations[edge["relation"]]
        attributes = {name: edge.get(name) for name in OPTIONAL}
        graph.add_edge(edge["source"], edge["target"], kind=edge["kind"], relation=relation, label=label, **attributes)
    return graph


_KEY = ("kind", "relation", "date", "statement", "evidence", "strength")


def read_edges(rows: Rows) -> Iterator[dict[str, Any]]:
    """Yield the edges of every kind, as the queries give them."""
    for path in sorted((queries_dir() / "network").glob("*.rq")):
        if path.stem == "nodes":
            continue
        for row in rows(path.read_text(encoding="utf-8")):
            yield {**row, "kind": path.stem}


def name_nodes(rows: Rows, nodes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield IRI, label and kind of each of these nodes, in their order; some hundred are asked for at a time.

    Where there are several labels or kinds it is the first in order, a role last; where there is none, the IRI's words.
    """
    query = (queries_dir() / "network" / "nodes.rq").read_text(encoding="utf-8")
    for batch in _batches(nodes):
        values = " ".join(f"<{iri}>" for iri in batch if _IRI.fullmatch(iri))
        found: dict[str, tuple[str, str]] = {}
        for row in rows(query.replace("UNDEF", values)):
            candidate = str(row["label"]), name_locally(row["class"])
            known = found.get(row["node"])
            if known is None or _rank(candidate) < _rank(known):
                found[row["node"]] = candidate
        for iri in batch:
            label, kind = found.get(iri, (name_locally(iri), "Thing"))
            yield iri, label, kind


def _batches(nodes: Iterable[str]) -> Iterator[list[str]]:
    batch, room = list[str](), _AT_ONCE
    for iri in nodes:
        batch.append(iri)
        room -= len(iri)
        if room < 0:
            yield batch
            batch, room = [], _AT_ONCE
    if batch:
        yield batch


def _rank(candidate: tuple[str, str]) -> tuple[bool, str, str]:
    """Return what a node's labels and kinds are sorted by, best first."""
    label, kind = candidate
    return kind in _ROLES, kind, label


def name_locally(iri: str) -> str:
    """Return the last segment of an IRI as words.

    >>> name_locally("https://w3id.org/defcoop/ontology#State")
    'State'
    >>> name_locally("https://w3id.org/defcoop/ontology#memberOf")
    'member of'
    """
    name = iri.rstrip("/#").rpartition("#")[2] if "#" in iri else iri.rstrip("/").rpartition("/")[2]
    if iri.startswith(DCO) and name[:1].islower():
        return "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return name
