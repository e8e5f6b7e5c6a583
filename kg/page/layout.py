"""Places nodes on a plane, once, when the page is written.

In: links as pairs of indices with weights, a group per node and the box that node and label need. Out: rounded
coordinates in pixels at zoom 1. Equal input gives equal output. Forces follow Fruchterman and Reingold (1991), with
groups drawn to places of their own and, above ``EXACT`` nodes, repulsion from a sample (as Gove 2019); a last pass
pushes overlapping boxes apart. The module knows nothing of what the nodes are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["place_nodes"]

Points = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

EXACT = 700
_SAMPLE = 24
_ROUNDS = 320
_SEED = 7


def place_nodes(
    links: Sequence[tuple[int, int, float]], groups: Sequence[int], boxes: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """Return a position for each node; ``groups`` and ``boxes`` (width, height) have one entry a node.

    >>> place_nodes([], [0], [(40, 20)])
    [(0, 0)]
    """
    count = len(groups)
    if count < 2:
        return [(0, 0)] * count
    random = np.random.default_rng(_SEED)
    size = np.asarray(boxes, dtype=float)
    length = float(np.sqrt(size.prod(axis=1).mean())) * 1.25
    points = _start(np.asarray(groups), random) * length * np.sqrt(count)
    points = _settle(points, _Links(links, count), np.asarray(groups), length, random)
    points = _separate(points, size)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in points.tolist()]


def _start(groups: npt.NDArray[np.int_], random: np.random.Generator) -> Points:
    """Spread the nodes about their group's place on a circle."""
    return _homes(groups) + random.normal(scale=0.18, size=(len(groups), 2))


def _homes(groups: npt.NDArray[np.int_]) -> Points:
    kinds, member = np.unique(groups, return_inverse=True)
    sizes = np.bincount(member)
    middle = (np.cumsum(sizes) - sizes / 2) / sizes.sum() * 2 * np.pi
    angle = middle[member]
    radius = np.where(kinds[member] == 0, 0.0, 0.5)
    return np.column_stack((np.cos(angle) * radius, np.sin(angle) * radius))


class _Links:
    """Links as arrays; ``pull`` falls with the degree of the ends, so that a hub does not swallow its leaves."""

    def __init__(self, links: Sequence[tuple[int, int, float]], count: int) -> None:
        ends = np.asarray([(a, b) for a, b, _ in links], dtype=np.intp).reshape(-1, 2)
        self.source, self.target = ends[:, 0], ends[:, 1]
        weight = np.asarray([w for _, _, w in links], dtype=float)
        degree = np.maximum(np.bincount(ends.ravel(), minlength=count), 1)
        self.pull = np.log1p(weight) / np.sqrt(np.minimum(degree[self.source], degree[self.target]))
        self.charge = 1.0 + 0.6 * np.log(degree)


def _settle(
    points: Points, links: _Links, groups: npt.NDArray[np.int_], length: float, random: np.random.Generator
) -> Points:
    homes = _homes(groups) * length * np.sqrt(len(points))
    heat = length * 2.0
    for turn in range(_ROUNDS):
        force = _repel(points, links.charge, length, random)
        _attract(force, points, links, length)
        force += (homes - points) * 0.06
        step = np.linalg.norm(force, axis=1, keepdims=True)
        points = points + force / np.maximum(step, 1e-9) * np.minimum(step, heat * (1 - turn / _ROUNDS) + 0.1)
    return points


def _repel(points: Points, charge: npt.NDArray[np.float64], length: float, random: np.random.Generator) -> Points:
    count = len(points)
    if count <= EXACT:
        apart = points[:, None, :] - points[None, :, :]
        weight = np.outer(charge, charge)
        scale = 1.0
    else:
        other = random.integers(count, size=(count, _SAMPLE))
        apart = points[:, None, :] - points[other]
        weight = charge[:, None] * charge[other]
        scale = count / _SAMPLE
    square = np.maximum((apart**2).sum(axis=2), 1.0)
    push: Points = (apart * (weight * length**2 / square)[:, :, None]).sum(axis=1) * scale * 0.35
    return push


def _attract(force: Points, points: Points, links: _Links, length: float) -> None:
    apart = points[links.target] - points[links.source]
    distance = np.linalg.norm(apart, axis=1, keepdims=True)
    pull = apart * distance / length * 0.12 * links.pull[:, None]
    np.add.at(force, links.source, pull)
    np.add.at(force, links.target, -pull)


def _separate(points: Points, size: Points, rounds: int = 60) -> Points:
    """Push boxes that overlap apart along the shorter way, sweeping neighbours in x order."""
    points = points.copy()
    window = min(len(points) - 1, 40)
    for _ in range(rounds):
        order = np.argsort(points[:, 0], kind="stable")
        moved = np.zeros_like(points)
        for step in range(1, window + 1):
            a, b = order[:-step], order[step:]
            _push_apart(moved, points, size, a, b)
        if not moved.any():
            break
        points += moved * 0.5
    return points


def _push_apart(moved: Points, points: Points, size: Points, a: Indices, b: Indices) -> None:
    apart = points[b] - points[a]
    overlap = (size[a] + size[b]) / 2 - np.abs(apart)
    hit = np.all(overlap > 0, axis=1)
    if not hit.any():
        return
    side = np.where(apart >= 0, 1.0, -1.0)
    along_x = overlap[:, 0] < overlap[:, 1]
    shift = np.where(np.column_stack((along_x, ~along_x)), overlap * side, 0.0) * hit[:, None] / 2
    np.add.at(moved, a, -shift)
    np.add.at(moved, b, shift)
