"""Decides what the network opens on, and where each node stands.

In: ``PageData``. Out: positions, and how many of the best linked nodes the page draws at first. A small graph opens
whole; of a large one the page draws the core alone, laid out by the strongest links of each of its nodes.
"""

from __future__ import annotations

from collections import defaultdict
from math import log2

from kg.page.data import Node, PageData
from kg.page.layout import Placement, place_nodes
from kg.page.pairs import state_pairs
from kg.page.vocabulary import KINDS

__all__ = ["count_opening", "place_data", "place_states"]

_WHOLE, _CORE = 160, 90
_STRONGEST = 4
_GROWTH, _MOST_GROWTH = 0.5, 6.0
_LABEL_WIDTH, _LABEL_LINE, _LINE_LENGTH = 6.4, 15, 18


def count_opening(data: PageData) -> int:
    """Return how many nodes the network draws at first."""
    return len(data.nodes) if len(data.nodes) <= _WHOLE else _CORE


def place_data(data: PageData) -> Placement:
    """Return a position for each node of ``data``."""
    numbers = {node.id: index for index, node in enumerate(data.nodes)}
    weights: dict[tuple[int, int], float] = defaultdict(float)
    degree = [0] * len(data.nodes)
    for edge in data.edges:
        a, b = sorted((numbers[edge.source], numbers[edge.target]))
        weights[a, b] += 1.0
        degree[a] += 1
        degree[b] += 1
    ranked = sorted(range(len(degree)), key=lambda node: (-degree[node], node))
    core = ranked[: count_opening(data)]
    whole = len(core) == len(degree)
    kinds = list(KINDS)
    return place_nodes(
        sorted((a, b, weight) for (a, b), weight in (weights if whole else _strongest(weights)).items()),
        [kinds.index(node.kind) for node in data.nodes],
        [_box(node, links) for node, links in zip(data.nodes, degree, strict=True)],
        core,
    )


def place_states(data: PageData) -> dict[str, tuple[int, int]]:
    """Return positions for the states that are joined to others, by what joins them alone."""
    pairs = state_pairs(data)
    used = {end for pair in pairs for end in (pair.source, pair.target)}
    nodes = [node for node in data.nodes if node.id in used]
    numbers = {node.id: index for index, node in enumerate(nodes)}
    weights = {(numbers[pair.source], numbers[pair.target]): log2(pair.count + 1) for pair in pairs}
    links = sorted((a, b, weight) for (a, b), weight in _strongest(weights).items())
    boxes = [(max(64.0, len(node.short or node.label) * 7.6 + 16), 56.0) for node in nodes]
    places = place_nodes(links, [1] * len(nodes), boxes, range(len(nodes))).positions
    return {node.id: place for node, place in zip(nodes, places, strict=True)}


def _strongest(weights: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Return the links that are among the strongest of one of their ends."""
    links: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for (a, b), weight in weights.items():
        links[a].append((-weight, a, b))
        links[b].append((-weight, a, b))
    kept = {(a, b) for found in links.values() for _, a, b in sorted(found)[:_STRONGEST]}
    return {pair: weights[pair] for pair in kept}


def _box(node: Node, links: int) -> tuple[float, float]:
    """Return the width and height that a node needs with its label below; the painter draws it as large."""
    label = node.short or node.label
    size = KINDS[node.kind].size + min(_MOST_GROWTH, links**0.5 * _GROWTH)
    lines = min(2, -(-len(label) // _LINE_LENGTH))
    width = min(len(label), _LINE_LENGTH) * _LABEL_WIDTH + 14
    return max(width, size * 2 + 8.0), size * 2 + lines * _LABEL_LINE + 12.0
