"""A sentence as patterns read it: words in lower case, mentions as numbered slots.

In: an ``Understanding``. Out: ``EncodedSentence`` values, from whose matches the way back to mentions and offsets is
exact. Of overlapping mentions the longest one counts. Not a stage: the fact and activity stages both read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from kg.extraction.model import DatedSpan, Understanding
from kg.record import Mention, Span

__all__ = ["EncodedSentence", "Slot", "encode"]

_WORDS = re.compile(r"'s\b|[^\W_]+(?:[-.'’][^\W_]+)*|[^\w\s]")
_INDEX = re.compile(r"#(\d+)>")


class Slot(NamedTuple):
    """What a numbered slot of an encoded sentence stands for."""

    span: Span
    type: str
    iri: str | None
    mention: Mention | None
    date: DatedSpan | None


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """One sentence as ``text``.

    Its words and slots begin at ``marks`` in it, and lie from ``starts`` to ``ends`` in the document.
    """

    index: int
    span: Span
    text: str
    slots: tuple[Slot, ...]
    marks: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def mark_of(self, slot: Slot) -> int:
        """Return where the mark of a slot stands in the encoded text."""
        return self.marks[bisect_left(self.starts, slot.span.start)]

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return from where to where a span of the document, which holds a word, reaches in the encoded text."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return self.marks[first], self.marks[last] if last < len(self.marks) else len(self.text)

    def slots_of(self, group: str | None) -> tuple[Slot, ...]:
        """Return the slots that a matched group holds, in order."""
        return tuple(self.slots[int(number)] for number in _INDEX.findall(group or ""))

    def span_of(self, match: re.Match[str]) -> Span:
        """Return the document's span that a match covers."""
        first = bisect_right(self.marks, match.start()) - 1
        last = bisect_right(self.marks, max(match.start(), match.end() - 1)) - 1
        return Span(self.starts[first], self.ends[last])


def encode(understanding: Understanding) -> tuple[EncodedSentence, ...]:
    """Return every sentence of the document, encoded."""
    words, slots = _Words(understanding.text), _all_slots(understanding)
    starts = [slot.span.start for slot in slots]
    encoded = []
    for index, sentence in enumerate(understanding.sentences):
        first, last = bisect_right(starts, sentence.span.start - 1), bisect_right(starts, sentence.span.end - 1)
        inside = _outermost(slot for slot in slots[first:last] if slot.span.end <= sentence.span.end)
        encoded.append(_encode(words, index, sentence.span, inside))
    return tuple(encoded)


def _all_slots(understanding: Understanding) -> list[Slot]:
    slots = [Slot(Span(m.start, m.end), m.type, m.iri, m, None) for m in understanding.mentions if m.type != "DATE"]
    slots += [Slot(dated.span, "DATE", None, None, dated) for dated in understanding.dates]
    return sorted(slots, key=lambda slot: (slot.span.start, -slot.span.end))


def _outermost(slots: Iterator[Slot]) -> tuple[Slot, ...]:
    kept: list[Slot] = []
    for slot in slots:
        if not kept or slot.span.start >= kept[-1].span.end:
            kept.append(slot)
    return tuple(kept)


def _encode(words: _Words, index: int, span: Span, slots: tuple[Slot, ...]) -> EncodedSentence:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = span.start
    for number, slot in enumerate(slots):
        words.copy(position, slot.span.start, pieces, starts, ends)
        pieces.append(f"<{slot.type}#{number}> ")
        starts.append(slot.span.start)
        ends.append(slot.span.end)
        position = slot.span.end
    words.copy(position, span.end, pieces, starts, ends)
    marks = tuple(accumulate(map(len, pieces), initial=0))[:-1]
    return EncodedSentence(index, span, "".join(pieces), slots, marks, tuple(starts), tuple(ends))


class _Words:
    """The words of a document, each followed by a space, with where they lie: read once, copied piece by piece."""

    __slots__ = ("_ends", "_pieces", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text.replace("’", "'").replace("<", "(").replace(">", ")")
        spans = [match.span() for match in _WORDS.finditer(self._text)]
        self._pieces = [f"{self._text[start:end].lower()} " for start, end in spans]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def copy(self, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
        """Add the words of a stretch of the text; one that it cuts ("Peru|-Chile") is read anew there."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if (first and self._ends[first - 1] > start) or (last and self._ends[last - 1] > end):
            found = list(_WORDS.finditer(self._text, start, end))
            pieces += [f"{match[0].lower()} " for match in found]
            starts += [match.start() for match in found]
            ends += [match.end() for match in found]
        else:
            pieces += self._pieces[first:last]
            starts += self._starts[first:last]
            ends += self._ends[first:last]
