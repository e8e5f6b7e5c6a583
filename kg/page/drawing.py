"""Pictures for a report, without a browser: the states and what joins them, or what two states said.

In: ``PageData``. Out: SVG, equal for equal data, in the light theme's colours; PNG of it. Every text is escaped text.
The module writes the SVG that it needs and knows no library for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import hypot
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.files import write_atomically
from kg.page.assembly import page_data
from kg.page.bundle import design_tokens
from kg.page.data import Finding, Node, PageData, PagePart
from kg.page.gathering import Query
from kg.page.pairs import Pair, state_pairs
from kg.page.placing import place_states
from kg.page.raster import to_png
from kg.page.writing import plain_title

__all__ = ["draw", "draw_dyad", "draw_states", "write_drawing"]

_FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
_MARGIN, _HEAD, _FOOT = 70, 74, 46
_WIDTH = 1000
_ROWS, _ROW = 16, 30
_BARS = 300
_LETTER = 0.56
_COLOURS = design_tokens()
_STANCES = (("critical", "relation-critical"), ("supportive", "relation-supportive"), ("", "relation-setting"))


def write_drawing(
    query: Query, path: str | Path, *, focus: Sequence[str] = (), part: PagePart | None = None, png: bool = False
) -> None:
    """Write what ``draw`` returns as SVG, or with ``png`` as PNG at two pixels a unit."""
    drawn = draw(query, focus=focus, part=part)
    write_atomically(path, to_png(drawn) if png else drawn.encode())


def draw(query: Query, *, focus: Sequence[str] = (), part: PagePart | None = None) -> str:
    """Return the picture of the states, or with two IRIs as ``focus`` that of these two, or of one and its partners."""
    data = page_data(query, part=part)
    known = {node.id for node in data.nodes}
    for iri in focus:
        if iri not in known:
            raise QueryError("no entity of this IRI in the graph", where=iri, remedy="give the name of a state")
    if len(focus) > 2:
        raise QueryError(f"{len(focus)} entities for one picture", remedy="name at most two")
    if len(set(focus)) < len(focus):
        raise QueryError("the same entity twice", where=focus[0], remedy="name two different ones")
    return draw_dyad(data, *focus) if len(focus) == 2 else draw_states(data, about=focus[0] if focus else None)


def draw_states(data: PageData, *, about: str | None = None) -> str:
    """Return the network of states as SVG; with ``about`` only the pairs of that state."""
    pairs = [pair for pair in state_pairs(data) if about in {None, pair.source, pair.target}]
    used = {end for pair in pairs for end in (pair.source, pair.target)}
    nodes = [node for node in data.nodes if node.id in used]
    places = place_states(data)
    points, height = _fit([places[node.id] for node in nodes])
    at = {node.id: point for node, point in zip(nodes, points, strict=True)}
    most = max((pair.count for pair in pairs), default=1)
    subject = next((node.label for node in data.nodes if node.id == about), "")
    heading = f"States joined to {subject}" if subject else "States and what joins them"
    load = Counter(end for pair in pairs for end in (pair.source, pair.target))
    body = [
        *(_line(pair, at, most) for pair in reversed(pairs)),
        *(_state(node, at[node.id], load[node.id]) for node in nodes),
        *([] if pairs else [_text(30, _HEAD + 60, "No states are joined in this part of the graph.", 13)]),
    ]
    note = "Solid: what joins the two. Dashed: what is critical. Wider: more passages."
    return _document(_WIDTH, height, heading, f"{_span(data)}; {len(nodes)} states, {len(pairs)} pairs", body, note)


def _fit(places: Sequence[tuple[int, int]]) -> tuple[list[tuple[float, float]], int]:
    """Return the places within the picture's width, and the picture's height."""
    if not places:
        return [], _HEAD + _FOOT + 60
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    scale = min(1.6, (_WIDTH - 2 * _MARGIN) / max(right - left, 1))
    shift = (_WIDTH - (right - left) * scale) / 2
    points = [((x - left) * scale + shift, (y - top) * scale + _HEAD + 30) for x, y in places]
    return points, round((bottom - top) * scale + _HEAD + _FOOT + 80)


def _line(pair: Pair, at: dict[str, tuple[float, float]], most: int) -> str:
    """Return the line of a pair, and beside it a dashed one for what is critical: never the one less the other."""
    (ax, ay), (bx, by) = at[pair.source], at[pair.target]
    length = max(1.0, hypot(bx - ax, by - ay))
    both = 0 < pair.critical < pair.count
    lines = []
    for count, name, dash, side in (
        (pair.count - pair.critical, "relation-commissive", "", -1),
        (pair.critical, "relation-critical", ' stroke-dasharray="7 4"', 1),
    ):
        if count:
            share = (count / most) ** 0.5
            dx, dy = ((ay - by) / length * side * 3, (bx - ax) / length * side * 3) if both else (0.0, 0.0)
            lines.append(
                f'<line x1="{ax + dx:.1f}" y1="{ay + dy:.1f}" x2="{bx + dx:.1f}" y2="{by + dy:.1f}" '
                f'stroke="{_COLOURS[name]}" stroke-opacity="{0.25 + 0.6 * share:.2f}" '
                f'stroke-width="{0.8 + 6 * share:.1f}"{dash}/>'
            )
    return "".join(lines)


def _state(node: Node, point: tuple[float, float], load: int) -> str:
    x, y = point
    radius = 7 + min(6.0, load**0.5)
    circle = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{_COLOURS["kind-state"]}" '
        f'stroke="{_COLOURS["surface"]}" stroke-width="2"/>'
    )
    half = _text_width(_name(node), 13) / 2 + 6
    middle = min(max(x, half), _WIDTH - half)
    return circle + _text(middle, y + radius + 14, _name(node), 13, anchor="middle", weight=600, halo=True)


def _name(node: Node) -> str:
    return node.short or node.label


def draw_dyad(data: PageData, one: str, other: str) -> str:
    """Return what two states said of the topics that both speak of, side by side, as SVG."""
    labels = {node.id: node.label for node in data.nodes}
    topics = _shared_topics(data.findings, one, other)
    shared = [f for f in data.findings if f.kind == "activity" and {one, other} <= _named(f)]
    rows = topics[:_ROWS]
    most = max((sum(counts.values()) for _, *both in rows for counts in both), default=1)
    body = [_side(labels[one], _WIDTH / 2 - 110, "end"), _side(labels[other], _WIDTH / 2 + 110, "start"), *_key()]
    top = _HEAD + 60
    for index, (topic, left, right) in enumerate(rows):
        y = top + index * _ROW
        body += [
            *_bars(left, y, most, toward=-1),
            *_bars(right, y, most, toward=1),
            _text(_WIDTH / 2, y + 14, _cut(labels[topic], 30), 13, anchor="middle"),
        ]
    if not rows:
        body.append(_text(_WIDTH / 2, top + 14, "no topic that both speak of", 13, anchor="middle"))
    y = top + max(len(rows), 1) * _ROW + 16
    body += _activities(shared, y)
    height = y + 26 + 20 * min(len(shared), 6) + _FOOT
    more = f"; the {len(rows)} most spoken of {len(topics)} shared topics" if len(topics) > len(rows) else ""
    heading = f"{labels[one]} and {labels[other]}"
    return _document(_WIDTH, height, heading, _span(data) + more, body, "Numbers of acts. Stance is towards the topic.")


def _shared_topics(findings: Iterable[Finding], one: str, other: str) -> list[tuple[str, Counter[str], Counter[str]]]:
    counts: dict[str, tuple[Counter[str], Counter[str]]] = {}
    for finding in findings:
        if finding.kind != "act":
            continue
        actors = finding.roles.get("onBehalfOf", ()) or finding.roles.get("speaker", ())
        topics = {*finding.roles.get("topic", ()), *finding.roles.get("cooperationArea", ())}
        for topic in topics:
            for place, state in enumerate((one, other)):
                if state in actors:
                    counts.setdefault(topic, (Counter(), Counter()))[place][finding.stance] += 1
    both = [(topic, left, right) for topic, (left, right) in counts.items() if left and right]
    return sorted(both, key=lambda row: (-sum(row[1].values()) - sum(row[2].values()), row[0]))


def _named(finding: Finding) -> set[str]:
    return {iri for ids in finding.roles.values() for iri in ids}


def _bars(counts: Counter[str], y: float, most: int, *, toward: int) -> list[str]:
    """Return one bar for each stance, from the middle outwards, and the number at the end."""
    edge = _WIDTH / 2 + toward * 110.0
    parts = []
    for stance, token in _STANCES:
        if not counts[stance]:
            continue
        length = counts[stance] / most * _BARS
        x = edge if toward > 0 else edge - length
        parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{length:.1f}" height="20" fill="{_COLOURS[token]}"/>')
        edge += toward * length
    signs = "  ".join(f"{_sign(stance)}{counts[stance]}" for stance, _ in _STANCES if counts[stance])
    parts.append(_text(edge + toward * 6, y + 14, signs, 12, anchor="start" if toward > 0 else "end"))
    return parts


def _sign(stance: str) -> str:
    return {"critical": "▼", "supportive": "▲"}.get(stance, "○")


def _key() -> list[str]:
    names = ("▼ critical", "▲ supportive", "○ neither")
    return [
        f'<rect x="{_WIDTH / 2 - 150 + at * 105}" y="{_HEAD + 2}" width="11" height="11" fill="{_COLOURS[token]}"/>'
        + _text(_WIDTH / 2 - 134 + at * 105, _HEAD + 12, name, 12)
        for at, ((_, token), name) in enumerate(zip(_STANCES, names, strict=True))
    ]


def _side(label: str, x: float, anchor: str) -> str:
    return _text(x, _HEAD + 46, label, 15, anchor=anchor, weight=600)


def _activities(shared: Sequence[Finding], y: float) -> list[str]:
    if not shared:
        return []
    lines = [_text(30, y + 14, f"Activities of both ({len(shared)})", 13, weight=600)]
    return lines + [_text(30, y + 36 + at * 20, _cut(f.label, 110), 13) for at, f in enumerate(shared[:6])]


def _span(data: PageData) -> str:
    days = sorted(statement.date for statement in data.statements if statement.date)
    count = f"{len(data.statements)} statement{'s' if len(data.statements) != 1 else ''}"
    if not days:
        return count
    return f"{count}, {days[0]}" if days[0] == days[-1] else f"{count}, {days[0]} to {days[-1]}"


def _text(
    x: float, y: float, text: str, size: int, *, anchor: str = "start", weight: int = 400, halo: bool = False
) -> str:
    around = (
        f' stroke="{_COLOURS["surface"]}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if halo else ""
    )
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor={quoteattr(anchor)} '
        f'fill="{_COLOURS["ink"]}"{around}>{escape(plain_title(text))}</text>'
    )


def _text_width(text: str, size: int) -> float:
    return len(text) * size * _LETTER


def _cut(text: str, most: int) -> str:
    """Return the text, shortened where it is long.

    >>> _cut("training mission", 9)
    'training…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _document(width: int, height: float, heading: str, under: str, body: Iterable[str], note: str) -> str:
    title = escape(plain_title(heading))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}" font-family={quoteattr(_FONT)} role="img">',
        f"<title>{title}</title>",
        f'<rect width="{width}" height="{height:.0f}" fill="{_COLOURS["surface"]}"/>',
        _text(30, 38, heading, 21, weight=600),
        _text(30, 60, under, 13),
        *body,
        _text(30, height - 16, note, 12),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
