"""Links between two entities: the k shortest paths that mean something, with the sentence behind every hop.

In: the projection and two IRIs. Out: ``Link`` values, best first. A path through a hub ("both spoke of piracy") says
little, so each inner node costs the logarithm of its degree, the idea of degree-penalised paths (Faloutsos et al.,
"Fast discovery of connection subgraphs", KDD 2004); a membership or a tie costs less than a shared topic. The
module knows nothing of stores or terminals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log2
from typing import Any

import networkx as nx

__all__ = ["Hop", "Link", "find_links"]

_COST = {"affiliations": 1.0, "ties": 1.0, "acts-targets": 1.0, "commitments": 1.2, "activities": 1.0, "claims": 1.0}
_OTHER_COST = 1.6
_NO_SENTENCE_COST = 0.6  # what no statement says is background knowledge
_HUB_FREE_DEGREE = 4


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a link, as its best edge tells it; ``forward`` says whether the edge runs along the path."""

    source: str
    target: str
    source_label: str
    target_label: str
    label: str
    forward: bool
    factuality: str | None
    date: str | None
    statement: str | None
    quote: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """A path from the first entity to the second; a smaller ``cost`` means a closer link."""

    hops: tuple[Hop, ...]
    cost: float


def find_links(
    projection: nx.MultiDiGraph, source: str, target: str, *, count: int = 3, longest: int = 4
) -> list[Link]:
    """Return up to ``count`` links of at most ``longest`` hops, cheapest first.

    Raises ``KeyError`` for an IRI that the projection does not hold.
    """
    for iri in (source, target):
        if iri not in projection:
            raise KeyError(iri)
    simple = _simple(projection)
    links = []
    for nodes in islice(_paths(simple, source, target), 50 * count):
        if len(nodes) - 1 <= longest:
            hops = tuple(_hop(projection, one, other) for one, other in pairwise(nodes))
            links.append(Link(hops, round(nx.path_weight(simple, nodes, "weight"), 3)))
        if len(links) == count:
            break
    return links


def _paths(simple: nx.Graph, source: str, target: str) -> Iterator[list[str]]:
    try:
        yield from nx.shortest_simple_paths(simple, source, target, weight="weight")
    except nx.NetworkXNoPath:
        return


def _simple(projection: nx.MultiDiGraph) -> nx.Graph:
    """Return the undirected graph with one weighted edge a pair; half of each end's hub penalty sits on the edge."""
    simple = nx.Graph()
    simple.add_nodes_from(projection)
    for source, target, data in projection.edges(data=True):
        if source == target:
            continue
        cost = _COST.get(data["kind"], _OTHER_COST) + (_NO_SENTENCE_COST if data["quote"] is None else 0)
        known = simple.get_edge_data(source, target)
        if known is None or cost < known["weight"]:
            simple.add_edge(source, target, weight=cost)
    penalty = {node: log2(max(1.0, degree / _HUB_FREE_DEGREE)) / 2 for node, degree in simple.degree}
    for source, target, data in simple.edges(data=True):
        data["weight"] += penalty[source] + penalty[target]
    return simple


def _hop(projection: nx.MultiDiGraph, one: str, other: str) -> Hop:
    edges: list[tuple[bool, dict[str, Any]]] = []
    for source, target, forward in ((one, other, True), (other, one, False)):
        edges += [(forward, data) for data in (projection.get_edge_data(source, target) or {}).values()]
    forward, best = min(edges, key=_worth)
    return Hop(
        source=one,
        target=other,
        source_label=projection.nodes[one]["label"],
        target_label=projection.nodes[other]["label"],
        label=best["label"],
        forward=forward,
        factuality=best["factuality"],
        date=None if best["date"] is None else str(best["date"]),
        statement=best["statement"],
        quote=best["quote"],
        count=len(edges),
    )


def _worth(edge: tuple[bool, dict[str, Any]]) -> tuple[float, bool, int, bool, str]:
    """Order parallel edges: the closest kind, then those with a quote, then the strongest, then forward ones."""
    forward, data = edge
    kind_cost = _COST.get(data["kind"], _OTHER_COST)
    return kind_cost, data["quote"] is None, -int(data["strength"] or 0), not forward, str(data["evidence"])
