"""Shapes of the states for the map, as small as the map needs them.

In: the vendored TopoJSON of Natural Earth's countries at 1:110 million, and the nodes of the page. Out: arcs rounded to
tenths of a degree, and for each country its rings and the node that it shows, found by name, else by its capital. The
module takes no position on borders: it draws what Natural Earth draws.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from kg.errors import ExportError
from kg.page.bundle import ASSETS
from kg.page.data import Node

__all__ = ["Arc", "Shape", "encode_world", "load_world", "match_shapes"]

Arc = list[tuple[int, int]]
"""Points in tenths of a degree, longitude first."""

Shape = tuple[str, list[list[int]]]
"""A country's name and its rings, each a list of numbers of arcs as in TopoJSON: ``~n`` is arc ``n`` backwards."""

_FOLDER = ASSETS / "world"


@lru_cache(maxsize=1)
def load_world() -> tuple[list[Arc], list[Shape]]:
    """Return arcs and shapes. Raises ``ExportError`` where the file is not the pinned one."""
    entry = json.loads((_FOLDER / "vendor.json").read_text(encoding="utf-8"))[0]
    body = (_FOLDER / entry["file"]).read_bytes()
    if hashlib.sha256(body).hexdigest() != entry["sha256"]:
        raise ExportError("differs from the pinned file", where=_FOLDER / entry["file"], remedy="reinstall defcoop")
    topology = json.loads(body)
    arcs = [_round_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = [
        (str(country["properties"]["name"]), _rings(country))
        for country in topology["objects"]["countries"]["geometries"]
    ]
    return arcs, shapes


def _round_arc(arc: Iterable[Sequence[int]], transform: dict[str, Sequence[float]]) -> Arc:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points: Arc = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (round((x * kx + dx) * 10), round((y * ky + dy) * 10))
        if not points or points[-1] != point:
            points.append(point)
    return points if len(points) > 1 else [points[0], points[0]]


def _rings(country: dict[str, Any]) -> list[list[int]]:
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def match_shapes(nodes: Sequence[Node]) -> list[int]:
    """Return for each shape the index of the state that it shows, or -1."""
    arcs, shapes = load_world()
    states = [(index, node) for index, node in enumerate(nodes) if node.kind == "state"]
    names = {name.lower(): index for index, node in reversed(states) for name in (*node.aliases, node.label)}
    found = [names.get(name.lower(), -1) for name, _ in shapes]
    rest = [(index, node.at) for index, node in states if node.at and index not in found]
    for number, (_, rings) in enumerate(shapes):
        if found[number] < 0:
            inside = (index for index, at in rest if at and _holds(arcs, rings, (at[0] * 10, at[1] * 10)))
            found[number] = next(inside, -1)
    return found


def _holds(arcs: list[Arc], rings: list[list[int]], point: tuple[float, float]) -> bool:
    """Return whether the point lies inside: a ray to the east crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for ring in rings:
        for number in ring:
            line = arcs[number] if number >= 0 else arcs[~number]
            for (ax, ay), (bx, by) in pairwise(line):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    crossings += 1
    return crossings % 2 == 1


def encode_world(nodes: Sequence[Node]) -> dict[str, Any]:
    """Return the world for the page's data; each arc's points less the one before."""
    arcs, shapes = load_world()
    return {
        "arcs": [_delta(arc) for arc in arcs],
        "shapes": [
            {"rings": rings, "node": node} for (_, rings), node in zip(shapes, match_shapes(nodes), strict=True)
        ],
    }


def _delta(arc: Arc) -> list[int]:
    """Return coordinates as steps, in one list.

    >>> _delta([(10, 10), (12, 9)])
    [10, 10, 2, -1]
    """
    before = (0, 0)
    steps: list[int] = []
    for point in arc:
        steps += [point[0] - before[0], point[1] - before[1]]
        before = point
    return steps
