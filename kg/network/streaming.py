"""The projection as it goes into a file: nodes and edges in order, never all of them in memory.

In: a function that answers SPARQL with rows. Out: the nodes and edges that ``project`` puts into a multigraph, the same
attributes on each, sorted. What does not fit into the sorter's buffer waits in temporary files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from kg.network.projection import OPTIONAL, Rows, name_nodes, read_edges
from kg.sorting import Sorter

__all__ = ["EDGE_ATTRIBUTES", "Edge", "Network", "Node", "stream"]

EDGE_ATTRIBUTES = ("kind", "relation", "label", *OPTIONAL)
Node: TypeAlias = tuple[str, str, str]
Edge: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Network:
    """What ``stream`` yields: IRI, label and kind of each node; ``source``, ``target`` and attributes of each edge."""

    nodes: Iterable[Node]
    edges: Iterable[Edge]


@contextmanager
def stream(rows: Rows) -> Iterator[Network]:
    """Yield the network, each part to be read once. Raises ``ExportError`` where the disk for sorting is full."""
    with Sorter() as edges, Sorter() as nodes:
        relations = set()
        for number, edge in enumerate(read_edges(rows)):
            fields = [edge["source"], edge["target"], edge["kind"], edge["relation"], *map(edge.get, OPTIONAL)]
            edges.add([_pack([*fields, number])])  # the number keeps edges apart that are alike
            nodes.add(_pack(edge[end]) for end in ("source", "target"))
            relations.add(edge["relation"])
        named = {iri: label for iri, label, _ in name_nodes(rows, sorted(relations))}
        yield Network(name_nodes(rows, map(json.loads, nodes)), _edges(edges, named))


def _edges(lines: Iterable[bytes], relations: dict[str, str]) -> Iterator[Edge]:
    for line in lines:
        source, target, kind, relation, *values, _ = json.loads(line)
        optional = dict(zip(OPTIONAL, values, strict=True))
        label = relations[relation]
        yield {"source": source, "target": target, "kind": kind, "relation": relation, "label": label, **optional}


def _pack(value: Any) -> bytes:
    return json.dumps(value, default=str).encode()
