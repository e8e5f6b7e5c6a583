"""Numbers about a graph: how central its nodes are, and which of them belong together.

In: any view. Out: plain mappings and lists in a stable order. Parallel edges count as weight.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import networkx as nx

from kg.errors import QueryError

__all__ = ["CENTRALITIES", "centrality", "communities", "strongest_edges"]


def _simple(graph: nx.Graph) -> nx.Graph:
    simple = nx.Graph()
    simple.add_nodes_from(graph.nodes(data=True))
    for source, target, data in graph.edges(data=True):
        if source != target:
            weight = data.get("weight", 1)
            known = simple.get_edge_data(source, target)
            simple.add_edge(source, target, weight=weight + (known["weight"] if known else 0))
    return simple


def _betweenness(graph: nx.Graph) -> dict[str, float]:
    """Exact up to 500 nodes; above that, Brandes's estimate from 500 pivots with a fixed seed."""
    sample = None if len(graph) <= 500 else 500
    return cast("dict[str, float]", nx.betweenness_centrality(graph, k=sample, seed=0))


CENTRALITIES: dict[str, Callable[[nx.Graph], dict[str, float]]] = {
    "betweenness": _betweenness,
    "closeness": nx.closeness_centrality,
    "degree": nx.degree_centrality,
}


def centrality(graph: nx.Graph, measure: str = "degree") -> list[tuple[str, float]]:
    """Return nodes with their centrality, highest first. Raises ``QueryError`` for an unknown measure."""
    if measure not in CENTRALITIES:
        raise QueryError(f"unknown measure {measure!r}", remedy=f"use edges, communities, {', '.join(CENTRALITIES)}")
    simple = _simple(graph)
    values = CENTRALITIES[measure](simple) if len(simple) else {}
    return sorted(((node, round(value, 6)) for node, value in values.items()), key=lambda pair: (-pair[1], pair[0]))


def communities(graph: nx.Graph) -> list[tuple[str, ...]]:
    """Return Louvain communities (Blondel et al. 2008, fixed seed), largest first, each sorted."""
    simple = _simple(graph)
    if simple.number_of_edges() == 0:
        return [(node,) for node in sorted(simple)]
    found = nx.community.louvain_communities(simple, weight="weight", seed=0)
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))


def strongest_edges(graph: nx.Graph) -> list[tuple[str, str, int, list[str]]]:
    """Return (source, target, weight, labels of what joins them) per pair, heaviest first; parallel edges add up."""
    pairs: dict[tuple[str, str], tuple[int, set[str]]] = {}
    for source, target, data in graph.edges(data=True):
        ends = (source, target) if graph.is_directed() else (min(source, target), max(source, target))
        weight, labels = pairs.get(ends, (0, set()))
        labels |= {str(edge["label"]) for edge in data.get("joined", [data])}
        pairs[ends] = (weight + data.get("weight", 1), labels)
    ordered = sorted(pairs.items(), key=lambda item: (-item[1][0], item[0]))
    return [(source, target, weight, sorted(labels)) for (source, target), (weight, labels) in ordered]
