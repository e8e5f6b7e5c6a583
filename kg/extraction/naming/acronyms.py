"""Abbreviations that a document defines: "Maritime Domain Awareness (MDA)", and "MDA" wherever it comes again.

In: the stored text. Out: definitions with the spans of the long and the short form. The method is that of Schwartz and
Hearst (2003), with the letters of a short form that has punctuation (C-IED, HA/DR) compared without it. The stage does
not know what the long form names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.naming.candidates import Definition
from kg.record import Span

__all__ = ["find_definitions"]

_SHORT = re.compile(r"\s?\(\s*(?:the\s+)?[\"“'‘]?(?P<short>[^\W_][\w&./+-]{1,11})[\"”'’]?\s*(?:[;,][^()]{1,60})?\)")
_WORD = re.compile(r"[\w&]+")
_BREAK = re.compile(r"[.;:()\[\]!?\"“”](?=\s|$)|\n\s*\n")
_SMALL = frozenset(["the", "a", "an", "and", "of", "for", "in", "on", "to", "with", "by", "its", "our", "their", "new"])
_REACH = 160


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Return the definitions in a text, in order."""
    return tuple(_definitions(text))


def _definitions(text: str) -> Iterator[Definition]:
    for match in _SHORT.finditer(text):
        short = match["short"]
        if sum(c.isupper() for c in short) < 2 or len(short) < 2:
            continue
        floor = _floor(text, match.start())
        start = _match_long(text, floor, match.start(), short)
        if start is not None:
            yield Definition(Span(start, match.start()), Span(match.start("short"), match.end("short")), match.end())


def _floor(text: str, end: int) -> int:
    floor = max(0, end - _REACH)
    for found in _BREAK.finditer(text, floor, end):
        if not _is_initialism(text, found.start()):
            floor = found.end()
    return floor


def _is_initialism(text: str, dot: int) -> bool:
    return text[dot] == "." and dot >= 1 and text[dot - 1].isupper()


def _match_long(text: str, floor: int, end: int, short: str) -> int | None:
    """Return where the long form starts: its letters hold those of the short form in order."""
    letters = [c.lower() for c in (short.removesuffix("s") if short[:-1].isupper() else short) if c.isalnum()]
    words = [(m.start(), m[0]) for m in _WORD.finditer(text, floor, end)]
    limit = min(len(words), max(len(letters) + 5, 2 * len(letters)))
    start = _by_initials(words[-limit:], letters)
    if start is not None:
        return start
    return _by_letters(text, [at for at, _ in words[-limit:]], end, letters)


def _by_initials(words: list[tuple[int, str]], letters: list[str]) -> int | None:
    """Match each letter to the first letter of a word, from the end; small words and numbers may be passed over."""
    index = len(words) - 1
    start = None
    for letter in reversed(letters):
        while index >= 0 and words[index][1][0].lower() != letter and words[index][1].lower() in _SMALL:
            index -= 1
        if index < 0 or words[index][1][0].lower() != letter:
            return None
        start = words[index][0]
        index -= 1
    return start


def _by_letters(text: str, starts: list[int], end: int, letters: list[str]) -> int | None:
    position = end
    word_starts = set(starts)
    for index in range(len(letters) - 1, -1, -1):
        position -= 1
        floor = starts[0] if starts else end
        while position >= floor and not (
            text[position].lower() == letters[index] and (index > 0 or position in word_starts)
        ):
            position -= 1
        if position < floor:
            return None
    return position if text[position].isupper() or text[position:end].count(" ") else None
