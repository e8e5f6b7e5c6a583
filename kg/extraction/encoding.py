"""A sentence as patterns read it: words in lower case, mentions as numbered slots.

In: an ``Understanding``. Out: ``EncodedSentence`` values, from whose matches the way back to mentions and offsets is
exact. Of overlapping mentions the longest one counts. Not a stage: the fact and activity stages both read it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.model import DatedSpan, Understanding
from kg.record import Mention, Span

__all__ = ["EncodedSentence", "Slot", "encode"]

_WORDS = re.compile(r"'s\b|[^\W_]+(?:[-.'’][^\W_]+)*|[^\w\s]")
_INDEX = re.compile(r"#(\d+)>")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a numbered slot of an encoded sentence stands for."""

    span: Span
    type: str
    iri: str | None
    mention: Mention | None
    date: DatedSpan | None


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """One sentence as ``text``; ``marks`` and ``spans`` lead from positions in it back to the document."""

    index: int
    span: Span
    text: str
    slots: tuple[Slot, ...]
    marks: tuple[int, ...]
    spans: tuple[Span, ...]

    def slots_of(self, group: str | None) -> tuple[Slot, ...]:
        """Return the slots that a matched group holds, in order."""
        return tuple(self.slots[int(number)] for number in _INDEX.findall(group or ""))

    def span_of(self, match: re.Match[str]) -> Span:
        """Return the document's span that a match covers."""
        first = bisect_right(self.marks, match.start()) - 1
        last = bisect_right(self.marks, max(match.start(), match.end() - 1)) - 1
        return Span(self.spans[first].start, self.spans[last].end)


def encode(understanding: Understanding) -> tuple[EncodedSentence, ...]:
    """Return every sentence of the document, encoded."""
    slots = _all_slots(understanding)
    starts = [slot.span.start for slot in slots]
    encoded = []
    for index, sentence in enumerate(understanding.sentences):
        first, last = bisect_right(starts, sentence.span.start - 1), bisect_right(starts, sentence.span.end - 1)
        inside = _outermost(slot for slot in slots[first:last] if slot.span.end <= sentence.span.end)
        encoded.append(_encode(understanding.text, index, sentence.span, inside))
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


def _encode(text: str, index: int, span: Span, slots: tuple[Slot, ...]) -> EncodedSentence:
    pieces: list[str] = []
    spans: list[Span] = []
    position = span.start
    for number, slot in enumerate(slots):
        _words(text, position, slot.span.start, pieces, spans)
        pieces.append(f"<{slot.type}#{number}> ")
        spans.append(slot.span)
        position = slot.span.end
    _words(text, position, span.end, pieces, spans)
    marks, length = [], 0
    for piece in pieces:
        marks.append(length)
        length += len(piece)
    return EncodedSentence(index, span, "".join(pieces), slots, tuple(marks), tuple(spans))


def _words(text: str, start: int, end: int, pieces: list[str], spans: list[Span]) -> None:
    for match in _WORDS.finditer(text[start:end].replace("’", "'")):
        pieces.append(match[0].lower().replace("<", "(").replace(">", ")") + " ")
        spans.append(Span(start + match.start(), start + match.end()))
