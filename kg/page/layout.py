"""Places nodes on a plane, once, when the page is written.

In: links as pairs of indices with weights, a group per node, the box that node and label need, and which nodes are the
core. Out: rounded coordinates in pixels, equal for equal input. Forces after Fruchterman and Reingold (1991) arrange
the core, with groups drawn to places of their own and boxes kept apart; the others settle about the core nodes that
they are linked to, which stay. The module knows nothing of what the nodes are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Placement", "place_nodes"]

Points = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int_]
Flags = npt.NDArray[np.bool_]
Link = tuple[int, int, float]

_ROUNDS = 300
_SEED = 7
_WINDOW = 120
_REST = 0.8
_ROOM, _FEW = 3.0, 4
_GOLDEN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Placement:
    """Positions in pixels; the core lies ``spread`` times as far apart as its boxes ask for."""

    positions: tuple[tuple[int, int], ...]
    spread: float


def place_nodes(
    links: Sequence[Link], groups: Sequence[int], boxes: Sequence[tuple[float, float]], core: Sequence[int]
) -> Placement:
    """Return a position for each node; ``groups`` and ``boxes`` (width, height) have one entry a node.

    Nodes of group 0 begin in the middle and keep more room about them the more they are linked; the others begin
    in a sector of their group.

    >>> place_nodes([], [0], [(40, 20)], [0])
    Placement(positions=((0, 0),), spread=1.0)
    """
    if not groups:
        return Placement((), 1.0)
    size = np.asarray(boxes, dtype=float)
    size *= _room(links, np.asarray(groups))[:, None]
    inner = np.asarray(sorted(core), dtype=int)
    number = {node: index for index, node in enumerate(inner.tolist())}
    among = [(number[a], number[b], weight) for a, b, weight in links if a in number and b in number]
    points = _arrange(among, np.asarray(groups)[inner], size[inner])
    area = size.prod(axis=1)
    spread = max(1.0, float(np.sqrt(area.sum() / max(area[inner].sum(), 1.0))))
    if len(inner) < len(groups):
        points = _surround(points * spread, inner, links, size)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return Placement(tuple((round(x), round(y)) for x, y in points.tolist()), round(spread, 3))


def _room(links: Sequence[Link], groups: Numbers) -> Points:
    """Return by how much each box grows: hubs of group 0 do, the more the fewer of the group there are."""
    ends = _Links(links, len(groups))
    load = np.bincount(ends.source, ends.weight, len(groups)) + np.bincount(ends.target, ends.weight, len(groups))
    most = _ROOM * min(1.0, _FEW / max(int((groups == 0).sum()), 1))
    return np.where(groups == 0, 1.25 + most * load / max(float(load.max()), 1.0), 1.0)


def _arrange(links: Sequence[Link], groups: Numbers, size: Points) -> Points:
    length = float(np.sqrt(size.prod(axis=1).mean()))
    homes = _homes(groups) * length * np.sqrt(len(groups))
    points = homes + np.random.default_rng(_SEED).normal(scale=length, size=homes.shape)
    return _separate(_settle(points, _Links(links, len(groups)), homes, size), size, 200)


def _homes(groups: Numbers) -> Points:
    """Return a place for each node on a circle by group, sectors as wide as their groups are large."""
    kinds, member = np.unique(groups, return_inverse=True)
    sizes = np.bincount(member).astype(float) * (kinds != 0)
    middle = (np.cumsum(sizes) - sizes / 2) / max(float(sizes.sum()), 1.0) * 2 * np.pi
    radius = np.where(kinds == 0, 0.0, 0.45)
    return np.column_stack((np.cos(middle) * radius * 0.7, np.sin(middle) * radius * 1.2))[member]


class _Links:
    """Links as arrays; ``pull`` falls with the degree of the ends, so that a hub does not swallow its leaves."""

    def __init__(self, links: Sequence[Link], count: int) -> None:
        ends = np.asarray([(a, b) for a, b, _ in links], dtype=np.intp).reshape(-1, 2)
        self.source, self.target = ends[:, 0], ends[:, 1]
        self.weight = np.asarray([w for _, _, w in links], dtype=float)
        degree = np.maximum(np.bincount(ends.ravel(), minlength=count), 1)
        self.pull = np.sqrt(self.weight) / np.maximum(1.0, np.minimum(degree[self.source], degree[self.target]))
        self.charge = np.sqrt(degree.astype(float))


def _settle(points: Points, links: _Links, homes: Points, size: Points) -> Points:
    length = float(np.sqrt(size.prod(axis=1).mean()))
    for turn in range(_ROUNDS):
        force = _repel(points, links.charge, length)
        _attract(force, points, links, length)
        force += (homes - points) * 0.3
        step = np.linalg.norm(force, axis=1, keepdims=True)
        heat = length * 1.5 * (1 - turn / _ROUNDS) + 0.5
        points = points + force / np.maximum(step, 1e-9) * np.minimum(step, heat)
        if turn > _ROUNDS // 3:
            points = _separate(points, size, 1)
    return points


def _repel(points: Points, charge: Points, length: float) -> Points:
    apart = points[:, None, :] - points[None, :, :]
    square = np.maximum((apart**2).sum(axis=2), length**2 / 16)
    push: Points = (apart * (np.outer(charge, charge) * length**2 / square)[:, :, None]).sum(axis=1)
    return push * 0.02


def _attract(force: Points, points: Points, links: _Links, length: float) -> None:
    apart = points[links.target] - points[links.source]
    distance = np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    pull = apart * (1 - _REST * length / distance) * 0.25 * links.pull[:, None]
    for axis in (0, 1):
        force[:, axis] += np.bincount(links.source, pull[:, axis], len(force))
        force[:, axis] -= np.bincount(links.target, pull[:, axis], len(force))


def _surround(core: Points, inner: Numbers, links: Sequence[Link], size: Points) -> Points:
    """Place the nodes outside of the core about the middle of their neighbours, on a spiral, and part them."""
    count = len(size)
    fixed = np.zeros(count, dtype=bool)
    fixed[inner] = True
    points = np.zeros((count, 2))
    points[inner] = core
    ends = _Links(links, count)
    known = fixed.copy()
    for _ in range(3):
        known |= _draw_in(points, ends, known, fixed)
    others = np.flatnonzero(~fixed)
    turn, reach = np.arange(len(others)) * _GOLDEN, np.sqrt(np.arange(len(others)) + 1.0)
    length = float(np.sqrt(size.prod(axis=1).mean()))
    points[others] += np.column_stack((np.cos(turn), np.sin(turn))) * (reach * length * 0.7)[:, None]
    return _separate(points, size, 60, fixed)


def _draw_in(points: Points, links: _Links, known: Flags, fixed: Flags) -> Flags:
    """Move what is not fixed to the weighted middle of its known neighbours; return which nodes have one."""
    count = len(points)
    total, drawn = np.zeros(count), np.zeros((count, 2))
    for here, there in ((links.source, links.target), (links.target, links.source)):
        weight = links.weight * known[there]
        total += np.bincount(here, weight, count)
        for axis in (0, 1):
            drawn[:, axis] += np.bincount(here, weight * points[there, axis], count)
    moved: Flags = (total > 0) & ~fixed
    points[moved] = drawn[moved] / total[moved, None]
    return moved


def _separate(points: Points, size: Points, rounds: int, fixed: Flags | None = None) -> Points:
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
        if fixed is not None:
            moved[:, fixed[order]] = 0
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
