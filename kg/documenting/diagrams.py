"""Diagrams as inline SVG: a tree of classes, a grid of boxes with arrows, and the graph of a worked example.

In: names, and pairs of them. Out: SVG text with fixed coordinates; colours are left to the page's style sheet, so that
one drawing serves light and dark. It refuses to know RDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kg.names import slug

__all__ = ["Box", "Edge", "draw_example", "draw_grid", "draw_tree"]

_BOX_HEIGHT = 40
_NARROW, _WIDE = frozenset("fijlrtI.,:;'-/ "), frozenset("mwMWOQGCDHNU@")


def _measure(text: str, size: float = 13) -> float:
    """Return about how wide a text is in a sans-serif face, rather too much than too little."""
    return size * sum(0.4 if letter in _NARROW else 0.82 if letter in _WIDE else 0.62 for letter in text)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its key, the words in it, smaller lines below them, and where it leads."""

    key: str
    title: str
    notes: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one box to another with its label."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def draw_tree(roots: Sequence[Box], children: Mapping[str, Sequence[Box]], *, title: str) -> str:
    """Return a tree that grows to the right, one leaf a line.

    >>> "<svg" in draw_tree([Box("a", "A")], {}, title="One")
    True
    """
    rows: list[tuple[Box, int, int | None]] = []
    _list_rows(roots, children, 0, None, rows)
    indent, step = 26, 30
    parts, widest = [], 0.0
    for row, (box, depth, parent) in enumerate(rows):
        x, y = 6 + depth * indent, 6 + row * step
        width = _measure(box.title) + 18
        widest = max(widest, x + width)
        if parent is not None:
            top = 6 + parent * step + 24
            parts.append(f'<path class="line" d="M{x - indent + 12} {top}V{y + 12}H{x}"/>')
        parts.append(_draw_box(box, _Place(x, y, width, 24)))
    return _svg(parts, widest + 6, 12 + len(rows) * step - 6, title)


def _list_rows(
    boxes: Sequence[Box],
    children: Mapping[str, Sequence[Box]],
    depth: int,
    parent: int | None,
    rows: list[tuple[Box, int, int | None]],
) -> None:
    for box in boxes:
        rows.append((box, depth, parent))
        _list_rows(children.get(box.key, ()), children, depth + 1, len(rows) - 1, rows)


def draw_grid(boxes: Mapping[tuple[int, int], Box], edges: Iterable[Edge], *, title: str) -> str:
    """Return boxes at (column, row) with straight arrows between them."""
    pitch_x, pitch_y, width = 246, 112, 160
    places = {box.key: _Place(8 + c * pitch_x, 8 + r * pitch_y, width, _BOX_HEIGHT) for (c, r), box in boxes.items()}
    parts = [_draw_arrow(places[edge.source], places[edge.target], edge.label) for edge in edges]
    parts += [_draw_box(box, places[box.key]) for box in boxes.values()]
    right = max(place.x + place.width for place in places.values())
    bottom = max(place.y + place.height for place in places.values())
    return _svg(parts, right + 8, bottom + 8, title)


def _draw_arrow(source: _Place, target: _Place, label: str) -> str:
    (x1, y1), (x2, y2) = _border(source, target), _border(target, source)
    line = f'<path class="line" marker-end="url(#arrow)" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"/>'
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    return f'{line}<text class="edge" x="{x:.1f}" y="{y - 4:.1f}" text-anchor="middle">{escape(label)}</text>'


def _border(source: _Place, target: _Place) -> tuple[float, float]:
    """Return where the line from the middle of a box to that of another leaves it."""
    (x1, y1), (x2, y2) = source.middle, target.middle
    dx, dy = x2 - x1, y2 - y1
    reach = min(
        source.width / 2 / abs(dx) if dx else float("inf"),
        source.height / 2 / abs(dy) if dy else float("inf"),
    )
    return x1 + dx * reach, y1 + dy * reach


def draw_example(boxes: Sequence[Box], edges: Sequence[Edge], *, title: str) -> str:
    """Return the graph of an example: a box stands right of those that lead to it, and arrows bend to their labels.

    An arrow that skips a column takes a lane of its own above the boxes.
    """
    labels = _merge_labels(edges)
    arriving = {box.key: [pair for pair in labels if pair[1] == box.key] for box in boxes}
    columns = _columns(boxes, edges)
    column_of = {box.key: number for number, column in enumerate(columns) for box in column}
    lanes = [pair for pair in labels if column_of[pair[1]] > column_of[pair[0]] + 1]
    heights = {box.key: max(_height(box), 20 * (len(arriving[box.key]) + 1)) for box in boxes}
    places = _place_columns(columns, heights, labels, top=12 + 22 * len(lanes))
    parts = []
    for pair, label in labels.items():
        source, target = places[pair[0]], places[pair[1]]
        if pair in lanes:
            parts.append(_draw_lane(source, target, label, 18 + 22 * lanes.index(pair)))
        else:
            share = (arriving[pair[1]].index(pair) + 1) / (len(arriving[pair[1]]) + 1)
            rank = [box.key for box in columns[column_of[pair[0]]]].index(pair[0])
            reach = source.width + 14
            words = source.x + reach + 10 * len(columns[column_of[pair[0]]]) - 4
            parts.append(_draw_bend(source, target, label, share, reach + 10 * rank, words))
    parts += [_draw_box(box, places[box.key]) for box in boxes]
    right = max(place.x + place.width for place in places.values())
    bottom = max(place.y + place.height for place in places.values())
    return _svg(parts, right + 8, bottom + 8, title)


def _place_columns(
    columns: Sequence[Sequence[Box]], heights: Mapping[str, float], labels: Mapping[tuple[str, str], str], *, top: float
) -> dict[str, _Place]:
    space = 22
    totals = [sum(heights[box.key] + space for box in column) - space for column in columns]
    places: dict[str, _Place] = {}
    x = 8.0
    for column, total in zip(columns, totals, strict=True):
        width = max(_width(box) for box in column)
        y = top + (max(totals) - total) / 2
        for box in column:
            places[box.key] = _Place(x, y, width, heights[box.key])
            y += heights[box.key] + space
        own = {box.key for box in column}
        words = (_measure(label, 12) for (source, _), label in labels.items() if source in own)
        x += width + 38 + 10 * len(column) + max(words, default=0)
    return places


def _columns(boxes: Sequence[Box], edges: Sequence[Edge]) -> list[list[Box]]:
    depth = {box.key: 0 for box in boxes}
    for _ in boxes:
        for edge in edges:
            if depth[edge.target] <= depth[edge.source] and edge.source != edge.target:
                depth[edge.target] = min(depth[edge.source] + 1, 4)
    used = sorted(set(depth.values()))
    return [[box for box in boxes if depth[box.key] == level] for level in used]


def _merge_labels(edges: Sequence[Edge]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        found.setdefault((edge.source, edge.target), []).append(edge.label)
    return {pair: ", ".join(labels) for pair, labels in found.items()}


def _draw_bend(source: _Place, target: _Place, label: str, share: float, reach: float, words: float) -> str:
    """Draw an arrow that turns at a reach from its source and ends on its target's left; the label begins at words."""
    if target.x <= source.x:
        return _draw_arrow(source, target, label)
    x1, y1 = source.x + source.width, source.middle[1]
    x2, y2 = target.x, target.y + target.height * share
    turn = source.x + reach
    line = f'<path class="line" marker-end="url(#arrow)" d="M{x1:.1f} {y1:.1f}H{turn:.1f}V{y2:.1f}H{x2:.1f}"/>'
    return f'{line}<text class="edge" x="{words:.1f}" y="{y2 - 6:.1f}">{escape(label)}</text>'


def _draw_lane(source: _Place, target: _Place, label: str, y: float) -> str:
    x1, x2 = source.middle[0], target.middle[0]
    line = f'<path class="line" marker-end="url(#arrow)" d="M{x1:.1f} {source.y:.1f}V{y}H{x2:.1f}V{target.y:.1f}"/>'
    return f'{line}<text class="edge" x="{x1 + 8:.1f}" y="{y - 6}">{escape(label)}</text>'


def _width(box: Box) -> float:
    return max(_measure(box.title), *(_measure(note, 12) for note in box.notes), 0) + 20


def _height(box: Box) -> float:
    return 26 + 16 * len(box.notes) if box.notes else 30


def _draw_box(box: Box, place: _Place) -> str:
    middle = place.x + place.width / 2
    text_top = place.y + (place.height - _height(box)) / 2
    lines = [
        f'<rect x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" rx="5"/>'
    ]
    first = text_top + 18 if box.notes else place.y + place.height / 2 + 4.5
    lines.append(f'<text x="{middle:.1f}" y="{first:.1f}" text-anchor="middle">{escape(box.title)}</text>')
    for row, note in enumerate(box.notes, start=1):
        y = first + 16 * row
        lines.append(f'<text class="note" x="{middle:.1f}" y="{y:.1f}" text-anchor="middle">{escape(note)}</text>')
    body = "".join(lines)
    return f'<a href="{escape(box.href)}">{body}</a>' if box.href else f"<g>{body}</g>"


def _svg(parts: Iterable[str], width: float, height: float, title: str) -> str:
    """Return the drawing; the head of its arrows is named after its title, so that a page can hold several."""
    arrow = f"arrow-{slug(title)}"
    body = "".join(parts).replace("url(#arrow)", f"url(#{arrow})")
    marker = (
        f'<defs><marker id="{arrow}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    role = "group" if "<a href" in body else "img"  # what holds links is no image
    return (
        f'<svg class="diagram" role="{role}" aria-label="{escape(title)}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">'
        f"{marker if arrow in body else ''}{body}</svg>"
    )
