"""Views: simpler graphs cut out of the projection, each answering one kind of question.

In: the projection. Out: a new graph; the projection is not changed. Edges of a view keep the evidence of the
edges that they sum up: ``joined`` lists their attributes, ``weight`` counts them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import networkx as nx

from kg.errors import QueryError

__all__ = ["VIEWS", "view"]

AGENTS = frozenset({"State", "InternationalOrganization", "InternationalOrgan", "SecurityArrangement"})


def _everything(projection: nx.MultiDiGraph) -> nx.MultiDiGraph:
    return projection.copy()


def _states(projection: nx.MultiDiGraph) -> nx.Graph:
    """State to state: an edge for each pair that a tie, an act, a commitment or a shared activity joins."""
    graph = nx.Graph()
    kinds = nx.get_node_attributes(projection, "kind")
    for iri, kind in kinds.items():
        if kind == "State":
            graph.add_node(iri, **projection.nodes[iri])
    for source, target, data in projection.edges(data=True):
        if kinds[source] == kinds[target] == "State" and source != target:
            _add(graph, source, target, data)
    for activity in projection:
        participants = sorted(
            {
                s
                for s, _, d in projection.in_edges(activity, data=True)
                if d["kind"] == "activities" and kinds[s] == "State"
            }
        )
        for one, other in combinations(participants, 2):
            _add(
                graph,
                one,
                other,
                next(iter(projection[one][activity].values())) | {"label": _label(projection, activity)},
            )
    graph.remove_nodes_from([n for n in list(graph) if graph.degree(n) == 0])
    return graph


def _issues(projection: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Who takes which position on what: agents on one side, issues and areas on the other."""
    chosen = [(s, t, k) for s, t, k, d in projection.edges(keys=True, data=True) if d["kind"] == "acts-topics"]
    return projection.edge_subgraph(chosen).copy()


def _frameworks(projection: nx.MultiDiGraph) -> nx.Graph:
    """Framework co-participation: agents that belong to, or act under, the same framework."""
    members: dict[str, dict[str, dict[str, object]]] = {}
    for source, target, data in projection.edges(data=True):
        if data["kind"] in {"acts-frameworks", "affiliations"} and projection.nodes[source]["kind"] in AGENTS:
            members.setdefault(target, {}).setdefault(source, data)
    graph = nx.Graph()
    for framework in sorted(members):
        label = _label(projection, framework)
        for one, other in combinations(sorted(members[framework]), 2):
            for iri in (one, other):
                graph.add_node(iri, **projection.nodes[iri])
            _add(graph, one, other, members[framework][one] | {"label": label, "framework": framework})
    return graph


def _label(graph: nx.Graph, iri: str) -> str:
    """Return a node's label."""
    return str(graph.nodes[iri]["label"])


def _add(graph: nx.Graph, one: str, other: str, data: dict[str, object]) -> None:
    if graph.has_edge(one, other):
        edge = graph[one][other]
        edge["weight"] += 1
        edge["joined"].append(dict(data))
    else:
        graph.add_edge(one, other, weight=1, joined=[dict(data)])


VIEWS: dict[str, Callable[[nx.MultiDiGraph], nx.Graph]] = {
    "all": _everything,
    "frameworks": _frameworks,
    "issues": _issues,
    "states": _states,
}


def view(projection: nx.MultiDiGraph, name: str) -> nx.Graph:
    """Return the named view of the projection. Raises ``QueryError`` for a name that ``VIEWS`` does not hold."""
    if name not in VIEWS:
        raise QueryError(f"unknown view {name!r}", remedy=f"use {', '.join(VIEWS)}")
    return VIEWS[name](projection)
