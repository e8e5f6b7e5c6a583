"""Lines of pages as paragraphs: running headers and page numbers out, hyphenated words whole again.

In: the lines of each page, in reading order. Out: paragraphs, each with the page of every piece of it. A line in the
margin that comes back on other pages is a running header, a bare number there a page number; nothing else is left
out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median

from kg.reading.pdflines import Line

__all__ = ["Page", "Paragraph", "drop_margins", "make_paragraphs"]

_MARGIN = 0.13
_MOST_RUNNING = 4
_HALF = 0.4  # a line without a full stop goes on even where it leaves as much of its column free
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.)?\s*(?:\d{1,3}|[ivxl]{1,6})\s*(?:(?:of|/)\s*\d{1,3})?[-–—|\s]*", re.IGNORECASE
)
_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|[-–—•*·▪▫◦‣●○■□➢✓])\s+\S")
_SENTENCE_END = re.compile(r"[.:;!?][\"'”’»)\]\d]*$")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONTINUED = re.compile(r"[^\W\d_]+")
_COMPOUND_FIRST = frozenset(
    ["all", "anti", "counter", "cross", "ex", "far", "full", "half", "high", "joint", "like", "long", "low", "mid",
     "multi", "non", "quasi", "self", "short", "so", "vice", "well"]
)  # fmt: skip
_COMPOUND_LAST = frozenset(
    ["based", "building", "day", "driven", "going", "keeping", "led", "level", "making", "minded", "range", "related",
     "scale", "sharing", "standing", "term", "to", "up", "wide", "year"]
)  # fmt: skip


_SUSPENDED = ("and", "or", "to")  # "short- and long-term"


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page; ``number`` counts from 1, ``height`` is in points."""

    number: int
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as pieces, each with its page; the text is all pieces, one after the other."""

    pieces: tuple[tuple[str, int], ...]


def drop_margins(pages: Sequence[Page]) -> list[Page]:
    """Return pages without running headers, running footers and page numbers."""
    leading = _find_leading([(line, page.number) for page in pages for line in page.lines])
    margins = [_find_margins(page, leading) for page in pages]
    seen = Counter(shape for lines in margins for shape in {_shape(line) for line in lines})
    often = max(2, len(pages) // 2)
    running = {shape for shape, count in seen.items() if count >= often}
    running |= {_shape(line) for page in pages[:1] for line in _find_letterhead(page)}
    kept = []
    for page, lines in zip(pages, margins, strict=True):
        left_out = {line for line in lines if _shape(line) in running or _PAGE_NUMBER.fullmatch(line.text)}
        kept.append(replace(page, lines=tuple(line for line in page.lines if line not in left_out)))
    return kept


def make_paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of a document."""
    lines = [(line, page.number) for page in pages for line in page.lines if line.text]
    words = Counter(word for line, _ in lines for word in _WORD.findall(_BROKEN.sub("", line.text.lower())))
    leading = _find_leading(lines)
    paragraphs: list[list[tuple[str, int]]] = []
    for index, (line, number) in enumerate(lines):
        if index and _continues(*lines[index - 1], line, number, leading):
            paragraphs[-1][-1:] = _join(paragraphs[-1][-1], line.text, number, words)
        else:
            paragraphs.append([(line.text, number)])
    return [Paragraph(tuple(pieces)) for pieces in paragraphs]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _find_margins(page: Page, leading: float) -> set[Line]:
    """Return the lines near the edges of a page that are set off from the rest of it."""
    found: set[Line] = set()
    for sign in (1, -1):
        lines = sorted(page.lines, key=lambda line: -sign * line.baseline)
        edge: list[Line] = []
        for line, inner in zip_longest(lines, lines[1:]):
            if _MARGIN * page.height < line.baseline < (1 - _MARGIN) * page.height or len(edge) == _MOST_RUNNING:
                break
            edge.append(line)
            if inner is None or abs(line.baseline - inner.baseline) > 1.6 * leading * inner.size:
                found.update(edge)
    return found


def _find_letterhead(page: Page) -> Iterator[Line]:
    """Yield small lines without a number above the headline: a single page cannot show that its header runs."""
    sizes = [line.size for line in page.lines]
    body = median(sizes) if sizes else 0.0
    headline = max((line.baseline for line in page.lines if line.size > 1.15 * body), default=0.0)
    for line in page.lines:
        above = line.baseline > headline > 0 and line.baseline > (1 - _MARGIN) * page.height
        if above and line.size < 0.9 * body and not any(character.isdigit() for character in line.text):
            yield line


def _find_leading(lines: Sequence[tuple[Line, int]]) -> float:
    """Return the usual distance of two lines of a paragraph, in units of the type's size."""
    steps = [
        (one.baseline - other.baseline) / one.size
        for (one, page), (other, next_page) in pairwise(lines)
        if page == next_page and one.size > 0 and 0 < one.baseline - other.baseline < 3 * one.size
    ]
    return min(sorted(steps)[len(steps) // 4], 2.2) if steps else 1.2


def _continues(before: Line, page: int, line: Line, number: int, leading: float) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    ended = _SENTENCE_END.search(before.text) is not None
    if abs(line.size - before.size) > 0.12 * before.size or (
        _ITEM.match(line.text) and (ended or line.text[0] in "•▪●")
    ):
        return False
    step = before.baseline - line.baseline
    reached = _is_full(before, line, 0.0 if ended else _HALF)
    if page != number or step <= 0:  # the next column or page
        return not ended and (line.text[0].islower() or reached)
    if step > 1.25 * leading * before.size:
        return False
    indented = line.left - line.column_left > 0.8 * line.size > before.left - before.column_left
    if indented and ended:
        return False
    return reached or (not ended and not indented and line.text[0].islower())


def _is_full(before: Line, line: Line, slack: float) -> bool:
    """Tell whether the first word of a line would not have fitted on the line before, with some slack."""
    letter = (before.right - before.left) / len(before.text)
    word = line.text.split(" ", 1)[0]
    width = sum(1.4 if character.isupper() else 0.9 for character in word)
    room = before.column_right - before.right - slack * (before.column_right - before.column_left)
    return (width + 0.5) * letter > room


def _join(last: tuple[str, int], text: str, number: int, words: Counter[str]) -> list[tuple[str, int]]:
    """Return the pieces that a piece and the next line make."""
    before, page = last
    glue = " "
    if (broken := _BROKEN.search(before)) and (rest := _CONTINUED.match(text)):
        glue = " " if rest[0] in _SUSPENDED else ""
        if rest[0][0].islower() and not glue and not _keeps_hyphen(broken[1], rest[0], words):
            before = before[:-1]
    elif before.endswith(("—", "/")) and not before[:-1].endswith(" "):
        glue = ""
    if page == number:
        return [(before + glue + text, page)]
    return [(before + glue, page), (text, number)]


def _keeps_hyphen(first: str, last: str, words: Counter[str]) -> bool:
    """Tell whether a hyphen at a line's end is the word's own: as elsewhere in the text, else as in compounds."""
    known = first[0].isupper() or words[first.lower()] > 0
    first, last = first.lower(), last.lower()
    whole, parted = words[first + last], words[f"{first}-{last}"]
    if whole or parted:
        return parted > whole
    return (first in _COMPOUND_FIRST and len(last) > 3) or (last in _COMPOUND_LAST and known)
