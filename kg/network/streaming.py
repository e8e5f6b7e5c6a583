"""The projection as it goes into a file: nodes and edges in order, never all of them in memory.

In: a function that answers SPARQL with rows. Out: the nodes and edges that ``project`` puts into a multigraph, the same
attributes on each, sorted. What does not fit into the sorter's buffer waits in temporary files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from kg.network.projection import OPTIONAL, Rows, name_locally, rank, read_edges, read_labels
from kg.sorting import Sorter

__all__ = ["EDGE_ATTRIBUTES", "Edge", "Network", "Node", "stream"]

EDGE_ATTRIBUTES = ("kind", "relation", "label", *OPTIONAL)
Node: TypeAlias = tuple[str, str, str]
Edge: TypeAlias = dict[str, Any]
_TOUCHED, _LABELLED = 0, 1


@dataclass(frozen=True, slots=True)
class Network:
    """What ``stream`` yields: IRI, label and kind of each node; ``source``, ``target`` and attributes of each edge."""

    nodes: Iterable[Node]
    edges: Iterable[Edge]


@contextmanager
def stream(rows: Rows) -> Iterator[Network]:
    """Yield the network, each part to be read once. Raises ``ExportError`` where the disk for sorting is full."""
    with Sorter() as edges, Sorter() as nodes:
        relations: dict[str, tuple[str, str] | None] = {}
        for number, edge in enumerate(read_edges(rows)):
            fields = [edge["source"], edge["target"], edge["kind"], edge["relation"], *map(edge.get, OPTIONAL)]
            edges.add([_pack([*fields, number])])  # the number keeps edges apart that are alike
            nodes.add(_pack([edge[end], _TOUCHED]) for end in ("source", "target"))
            relations[edge["relation"]] = None
        for iri, label in read_labels(rows):
            nodes.add([_pack([iri, _LABELLED, *label])])
            if iri in relations and ((known := relations[iri]) is None or rank(label) < rank(known)):
                relations[iri] = label
        yield Network(_nodes(nodes), _edges(edges, relations))


def _nodes(lines: Iterable[bytes]) -> Iterator[Node]:
    for iri, group in groupby(map(json.loads, lines), lambda row: str(row[0])):
        (_, first, *_), *rest = group
        if first == _TOUCHED:
            label, kind = min(((row[2], row[3]) for row in rest), key=rank, default=(name_locally(iri), "Thing"))
            yield iri, label, kind


def _edges(lines: Iterable[bytes], relations: dict[str, tuple[str, str] | None]) -> Iterator[Edge]:
    for line in lines:
        source, target, kind, relation, *values, _ = json.loads(line)
        named = relations[relation]
        label = named[0] if named else name_locally(relation)
        optional = dict(zip(OPTIONAL, values, strict=True))
        yield {"source": source, "target": target, "kind": kind, "relation": relation, "label": label, **optional}


def _pack(values: list[Any]) -> bytes:
    return json.dumps(values, default=str).encode()
