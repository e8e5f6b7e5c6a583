"""States joined to states, as the page's own script counts them (``assets/js/pairs.js``).

In: ``PageData``. Out: one ``Pair`` for each two states that a link or an activity of both joins, best supported first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kg.page.data import Edge, PageData

__all__ = ["Pair", "state_pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states by IRI, in order; how many links join them, and how many of these are critical."""

    source: str
    target: str
    count: int
    critical: int


def state_pairs(data: PageData) -> list[Pair]:
    """Return the pairs of states, best supported first.

    >>> from kg.page.data import Node
    >>> a, b = Node("a", "A", "state"), Node("b", "B", "state")
    >>> state_pairs(PageData((a, b), (Edge("b", "a", "tie", None), Edge("a", "b", "critical", None))))
    [Pair(source='a', target='b', count=2, critical=1)]
    """
    states = {node.id for node in data.nodes if node.kind == "state"}
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one, other, edge in _joined(data, states):
        counts[min(one, other), max(one, other)][edge.relation == "critical"] += 1
    pairs = (Pair(a, b, plain + critical, critical) for (a, b), (plain, critical) in counts.items())
    return sorted(pairs, key=lambda pair: (-pair.count, pair.source, pair.target))


def _joined(data: PageData, states: set[str]) -> Iterator[tuple[str, str, Edge]]:
    guests: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge in data.edges:
        if edge.source in states and edge.target in states:
            yield edge.source, edge.target, edge
        elif edge.relation == "participation" and edge.source in states:
            guests[edge.target].setdefault(edge.source, edge)
    for present in guests.values():
        for one, other in combinations(sorted(present), 2):
            yield one, other, present[one]
            yield one, other, present[other]
