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

EXACT = 700
_SAMPLE = 24
_ROUNDS = 300
_SEED = 7
_WINDOW = 120
_REST = 0.8
_ROOM = 2.5


def place_nodes(
    links: Sequence[tuple[int, int, float]], groups: Sequence[int], boxes: Sequence[tuple[float, float]]
) -> list[tuple[int, int]]:
    """Return a position for each node; ``groups`` and ``boxes`` (width, height) have one entry a node.

    Nodes of group 0 begin in the middle and keep more room about them; the others begin in a sector of their group.

    >>> place_nodes([], [0], [(40, 20)])
    [(0, 0)]
    """
    count = len(groups)
    if count < 2:
        return [(0, 0)] * count
    size = np.asarray(boxes, dtype=float)
    size[np.asarray(groups) == 0] *= _ROOM
    length = float(np.sqrt(size.prod(axis=1).mean()))
    homes = _homes(np.asarray(groups)) * length * np.sqrt(count)
    random = np.random.default_rng(_SEED)
    points = homes + random.normal(scale=length, size=homes.shape)
    points = _settle(points, _Links(links, count), homes, size, random)
    points = _separate(points, size, 200 if count <= EXACT else 80)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return [(round(x), round(y)) for x, y in points.tolist()]


def _homes(groups: npt.NDArray[np.int_]) -> Points:
    """Return a place for each node on a circle by group, sectors as wide as their groups are large."""
    kinds, member = np.unique(groups, return_inverse=True)
    sizes = np.bincount(member).astype(float) * (kinds != 0)
    middle = (np.cumsum(sizes) - sizes / 2) / max(float(sizes.sum()), 1.0) * 2 * np.pi
    radius = np.where(kinds == 0, 0.0, 0.45)
    return np.column_stack((np.cos(middle) * radius * 0.75, np.sin(middle) * radius * 1.2))[member]


class _Links:
    """Links as arrays; ``pull`` falls with the degree of the ends, so that a hub does not swallow its leaves."""

    def __init__(self, links: Sequence[tuple[int, int, float]], count: int) -> None:
        ends = np.asarray([(a, b) for a, b, _ in links], dtype=np.intp).reshape(-1, 2)
        self.source, self.target = ends[:, 0], ends[:, 1]
        weight = np.asarray([w for _, _, w in links], dtype=float)
        degree = np.maximum(np.bincount(ends.ravel(), minlength=count), 1)
        self.pull = np.sqrt(weight) / np.maximum(1.0, np.minimum(degree[self.source], degree[self.target]))
        self.charge = np.sqrt(degree.astype(float))


def _settle(points: Points, links: _Links, homes: Points, size: Points, random: np.random.Generator) -> Points:
    length = float(np.sqrt(size.prod(axis=1).mean()))
    pause = 1 if len(points) <= EXACT else 5
    for turn in range(_ROUNDS):
        force = _repel(points, links.charge, length, random)
        _attract(force, points, links, length)
        force += (homes - points) * 0.3
        step = np.linalg.norm(force, axis=1, keepdims=True)
        heat = length * 1.5 * (1 - turn / _ROUNDS) + 0.5
        points = points + force / np.maximum(step, 1e-9) * np.minimum(step, heat)
        if turn > _ROUNDS // 3 and turn % pause == 0:
            points = _separate(points, size, 1)
    return points


def _repel(points: Points, charge: npt.NDArray[np.float64], length: float, random: np.random.Generator) -> Points:
    count = len(points)
    if count <= EXACT:
        apart = points[:, None, :] - points[None, :, :]
        weight, scale = np.outer(charge, charge), 1.0
    else:
        other = random.integers(count, size=(count, _SAMPLE))
        apart = points[:, None, :] - points[other]
        weight, scale = charge[:, None] * charge[other], count / _SAMPLE
    square = np.maximum((apart**2).sum(axis=2), length**2 / 16)
    push: Points = (apart * (weight * length**2 / square)[:, :, None]).sum(axis=1)
    return push * scale * 0.02


def _attract(force: Points, points: Points, links: _Links, length: float) -> None:
    apart = points[links.target] - points[links.source]
    distance = np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    pull = apart * (1 - _REST * length / distance) * 0.25 * links.pull[:, None]
    for axis in (0, 1):
        force[:, axis] += np.bincount(links.source, pull[:, axis], len(force))
        force[:, axis] -= np.bincount(links.target, pull[:, axis], len(force))


def _separate(points: Points, size: Points, rounds: int) -> Points:
    """Push boxes that overlap apart the way that takes less of their size, each with the next ones in y order."""
    points = points.copy()
    tallest = size[:, 1].max()
    for _ in range(rounds):
        order = np.argsort(points[:, 1], kind="stable")
        place, extent = np.ascontiguousarray(points[order].T), np.ascontiguousarray(size[order].T) / 2
        window = int((np.searchsorted(place[1], place[1] + tallest) - np.arange(len(order))).max()) - 1
        moved = np.zeros_like(place)
        for step in range(1, min(window, _WINDOW) + 1):
            _push_apart(moved, place, extent, step)
        if not moved.any():
            break
        points[order] += moved.T * 0.6
    return points


def _push_apart(moved: Points, place: Points, extent: Points, step: int) -> None:
    """Add to ``moved`` what parts each box from the one ``step`` places on; rows are x and y, extents half sizes."""
    reach = extent[:, step:] + extent[:, :-step]
    apart = place[:, step:] - place[:, :-step]
    overlap = reach - np.abs(apart)
    hit = np.flatnonzero((overlap[0] > 0.5) & (overlap[1] > 0.5))
    if not hit.size:
        return
    share = overlap[:, hit] / reach[:, hit]
    axis = np.where(share[0] < share[1], 0, 1)
    shift = np.where(apart[axis, hit] >= 0, 0.5, -0.5) * overlap[axis, hit]
    moved[axis, hit] -= shift
    moved[axis, hit + step] += shift
