"""Fragments of a page as lines in reading order, column after column.

In: the fragments of one page. Out: its lines, the first to be read first. A gutter is a strip that hardly any line
crosses, with running text on both sides; lines that cross it end one band of columns and begin the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.reading.pdfglyphs import Fragment

__all__ = ["Line", "order_lines"]

_COLUMN_GAP = 1.4
_WORD_GAP = 0.16
_FEWEST = 3
_NARROWEST = 5.0
_DEEPEST = 4
_NOTE = re.compile(r"\d{1,3}|[*†‡]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column, in points. ``edge`` is where its column ends."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    column_left: float = 0.0
    column_right: float = 0.0


def order_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Return the lines of a page in reading order."""
    segments = [segment for row in _find_rows(fragments) for segment in _cut_row(row)]
    return list(_read(segments, 0))


def _find_rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Group fragments that share a baseline; a raised or lowered small one goes with its neighbours."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(_once(fragments), key=lambda f: (-f.size, -f.baseline, f.left)):
        row = next((row for row in rows if _shares_baseline(row[0], fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    return sorted(rows, key=lambda row: (-row[0].baseline, row[0].left))


def _shares_baseline(first: Fragment, other: Fragment) -> bool:
    shift = other.baseline - first.baseline
    small = other.size < 0.8 * first.size
    return abs(shift) < (0.55 if small and shift > 0 else 0.3) * first.size


def _once(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Return fragments without those that are drawn twice to look bold."""
    kept: dict[tuple[str, int, int], Fragment] = {}
    for f in fragments:
        places = [(f.text, round(f.left + dx), round(f.baseline)) for dx in (-1, 0, 1)]
        if f.text.strip() and not any(place in kept for place in places):
            kept[places[1]] = f
    return list(kept.values())


def _cut_row(row: Sequence[Fragment]) -> Iterator[Line]:
    """Yield the pieces of a row that wide gaps part, words spaced as they stand."""
    group: list[Fragment] = []
    for fragment in sorted(row, key=lambda f: f.left):
        if group and fragment.left - group[-1].right > _COLUMN_GAP * max(fragment.size, group[-1].size):
            yield _make_line(group)
            group = []
        group.append(fragment)
    if group:
        yield _make_line(group)


def _make_line(group: Sequence[Fragment]) -> Line:
    main = max(group, key=lambda f: (f.size, len(f.text)))
    text = ""
    for index, fragment in enumerate(group):
        before = group[index - 1] if index else None
        gap = fragment.left - before.right if before else 0.0
        if before and gap > _WORD_GAP * fragment.size and not text.endswith(" ") and not fragment.text.startswith(" "):
            text += " "
        text += _mark_note(fragment, main, first=not text.strip())
    right = max(fragment.right for fragment in group)
    return Line(" ".join(text.split(" ")).strip(), group[0].left, right, main.baseline, main.size)


def _mark_note(fragment: Fragment, main: Fragment, *, first: bool) -> str:
    raised = fragment.baseline - main.baseline > 0.15 * main.size and fragment.size < 0.85 * main.size
    if raised and _NOTE.fullmatch(fragment.text.strip()):
        return f"[{fragment.text.strip()}]" + (" " if first else "")
    return fragment.text


def _read(segments: Sequence[Line], depth: int) -> Iterator[Line]:
    gutter = _find_gutter(segments) if depth < _DEEPEST else None
    if gutter is None:
        yield from _join_segments(segments)
        return
    band: list[Line] = []
    for segment in sorted(segments, key=lambda s: (-s.baseline, s.left)):
        if segment.left < gutter < segment.right:
            yield from _read_band(band, gutter, depth)
            band = []
            yield from _join_segments([segment])
        else:
            band.append(segment)
    yield from _read_band(band, gutter, depth)


def _read_band(band: Sequence[Line], gutter: float, depth: int) -> Iterator[Line]:
    for side in ([s for s in band if s.right <= gutter], [s for s in band if s.left >= gutter]):
        yield from _read(side, depth + 1)


def _find_gutter(segments: Sequence[Line]) -> float | None:
    """Return the middle of the strip between running text that fewest segments cross; of these, the widest."""
    best: tuple[int, float, float] | None = None
    for edge in sorted({round(s.right, 1) for s in segments}):
        x = edge + 0.5
        left, right = [s for s in segments if s.right < x], [s for s in segments if s.left > x]
        crossing = len(segments) - len(left) - len(right)
        if crossing * 3 > len(segments) or not (_is_column(left) and _is_column(right)):
            continue
        width = min(s.left for s in right) - x
        if width >= _NARROWEST and (best is None or (-crossing, width) > best[:2]):
            best = (-crossing, width, x + width / 2)
    return best[2] if best else None


def _is_column(lines: Sequence[Line]) -> bool:
    """Tell whether lines are a column of text, no column of numbers or bullets."""
    return len(lines) >= _FEWEST and sum(len(line.text) for line in lines) >= 12 * len(lines)


def _join_segments(segments: Sequence[Line]) -> Iterator[Line]:
    """Yield whole lines of one column: what wide gaps part (a number and its paragraph) comes together again."""
    left = min((s.left for s in segments), default=0.0)
    right = max((s.right for s in segments), default=0.0)
    rows: dict[float, list[Line]] = {}
    for segment in segments:
        rows.setdefault(segment.baseline, []).append(segment)
    for baseline in sorted(rows, reverse=True):
        row = sorted(rows[baseline], key=lambda s: s.left)
        text = " ".join(s.text for s in row)
        yield Line(text, row[0].left, row[-1].right, baseline, max(s.size for s in row), left, right)
