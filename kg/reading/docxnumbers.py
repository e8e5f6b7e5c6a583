"""The numbers and bullets that Word draws before list paragraphs.

In: ``numbering.xml`` and ``styles.xml``. Out: the mark of each list paragraph, asked for in document order. Levels
count as in Word: a paragraph of a level begins the deeper levels anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.reading.docxml import WORD, parse_xml
from kg.reading.passages import format_number

__all__ = ["Numbering", "read_numbering"]

_SLOT = re.compile(r"%([1-9])")
_KINDS = {
    "decimal": "1", "decimalZero": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
}  # fmt: skip
_VALUE = f"{WORD}val"


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    words: str = "%1."
    start: int = 1


class Numbering:
    """Counts list paragraphs. ``styles`` maps a paragraph style to the list and level that it brings."""

    def __init__(
        self, levels: Mapping[tuple[str, int], _Level], lists: Mapping[str, str], styles: Mapping[str, tuple[str, int]]
    ) -> None:
        self._levels, self._lists, self._styles = levels, lists, styles
        self._counts: dict[str, list[int]] = {}

    def mark(self, style: str | None, number: str | None, level: int | None) -> tuple[str, int] | None:
        """Return the mark and the level of the next list paragraph; None for a paragraph of no list."""
        given = self._styles.get(style or "")
        number = number if number is not None else given[0] if given else None
        if number is None or number == "0":
            return None
        depth = min(8, level if level is not None else given[1] if given else 0)
        abstract = self._lists.get(number, "")
        counts = self._counts.setdefault(abstract, [])
        while len(counts) <= depth:
            counts.append(self._level(abstract, len(counts)).start - 1)
        counts[depth] += 1
        del counts[depth + 1 :]
        return self._draw(abstract, depth, counts), depth

    def _level(self, abstract: str, depth: int) -> _Level:
        return self._levels.get((abstract, depth), _Level("bullet" if not self._levels else "decimal"))

    def _draw(self, abstract: str, depth: int, counts: list[int]) -> str:
        level = self._level(abstract, depth)
        if level.kind == "none":
            return ""
        if level.kind == "bullet" or not _SLOT.search(level.words):
            return "- "

        def fill(match: re.Match[str]) -> str:
            slot = min(int(match[1]) - 1, depth)
            return format_number(max(1, counts[slot]), _KINDS.get(self._level(abstract, slot).kind, "1"))

        return _SLOT.sub(fill, level.words) + " "


def read_numbering(parts: Mapping[str, bytes]) -> Numbering:
    """Return the numbering of a document from its parts."""
    levels: dict[tuple[str, int], _Level] = {}
    lists: dict[str, str] = {}
    styles: dict[str, tuple[str, int]] = {}
    at: dict[str, str] = {}

    def start(name: str, given: Mapping[str, str]) -> None:
        local = name.removeprefix(WORD)
        value = given.get(_VALUE, "")
        if local in ("abstractNum", "num", "style"):
            at.clear()
            at[local] = given.get(f"{WORD}{local}Id", "")
        elif local == "lvl" and "abstractNum" in at:
            at["lvl"] = given.get(f"{WORD}ilvl", "0")
            levels[(at["abstractNum"], _as_int(at["lvl"]))] = _Level()
        elif local == "abstractNumId" and "num" in at:
            lists[at["num"]] = value
        elif local in ("numFmt", "lvlText", "start") and "lvl" in at:
            level = levels[(at["abstractNum"], _as_int(at["lvl"]))]
            level.kind = value if local == "numFmt" else level.kind
            level.words = value if local == "lvlText" else level.words
            level.start = _as_int(value) if local == "start" else level.start
        elif local in ("numId", "ilvl") and "style" in at:
            number, depth = styles.get(at["style"], ("0", 0))
            styles[at["style"]] = (value, depth) if local == "numId" else (number, _as_int(value))

    for part in ("word/numbering.xml", "word/styles.xml"):
        if part in parts:
            parse_xml(parts[part], start, lambda _: None, lambda _: None)
    return Numbering(levels, lists, styles)


def _as_int(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else 0
