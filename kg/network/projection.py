"""One projection from the store to a multigraph whose every edge carries its evidence.

In: a function that answers SPARQL with rows. Out: a ``networkx.MultiDiGraph``. What counts as an edge is data:
each query of ``queries/network/`` yields one kind of edge, ``nodes.rq`` the labels and classes of what they touch. The
module knows nothing of stores.

Nodes are IRIs with ``label`` and ``kind`` (a class, such as "State" or "Concept"). Edges run from ``source`` to
``target`` with ``kind`` (the query's name), ``relation`` (IRI), ``label``, ``strength`` (1 to 5, or None),
``factuality``, ``statement``, ``date``, ``evidence`` (IRIs or None) and ``quote`` (the sentence, or None).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import networkx as nx

from kg.names import DCO
from kg.resources import queries_dir

__all__ = ["OPTIONAL", "Rows", "name_locally", "project", "rank", "read_edges", "read_labels"]

Rows: TypeAlias = Callable[[str], Iterable[Mapping[str, Any]]]

OPTIONAL = ("strength", "factuality", "statement", "date", "evidence", "quote")
_ROLES = frozenset({"Framework", "NamedIndividual", "Thing"})  # what an individual is besides its kind


def project(rows: Rows) -> nx.MultiDiGraph:
    """Return the projection; nodes and edges are added in sorted order, so equal stores give equal graphs."""
    edges = sorted(read_edges(rows), key=lambda edge: tuple(str(edge.get(k)) for k in ("source", "target", *_KEY)))
    nodes = _nodes(rows, {end for edge in edges for end in (edge["source"], edge["target"], edge["relation"])})
    graph = nx.MultiDiGraph()
    touched = sorted({end for edge in edges for end in (edge["source"], edge["target"])})
    for iri in touched:
        label, kind = nodes.get(iri, (name_locally(iri), "Thing"))
        graph.add_node(iri, label=label, kind=kind)
    for edge in edges:
        relation = edge["relation"]
        label = nodes[relation][0] if relation in nodes else name_locally(relation)
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


def _nodes(rows: Rows, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return label and kind of each wanted IRI; the first in order where there are several."""
    found: dict[str, tuple[str, str]] = {}
    for iri, candidate in read_labels(rows):
        known = found.get(iri)
        if iri in wanted and (known is None or rank(candidate) < rank(known)):
            found[iri] = candidate
    return found


def read_labels(rows: Rows) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield every label and kind that a node may have, as the query gives them; the first by ``rank`` is its own."""
    for row in rows((queries_dir() / "network" / "nodes.rq").read_text(encoding="utf-8")):
        yield row["node"], (str(row["label"]), name_locally(row["class"]))


def rank(candidate: tuple[str, str]) -> tuple[bool, str, str]:
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
