"""Quotations: who says what stands in quotation marks ('"We will train together," Minister X said.').

In: an ``Understanding``, its clauses and the reader of actor phrases. Out: quoted spans with the phrase that names who
says them. Only a verb of saying beside the marks, in the same paragraph, tells who speaks; without one a quotation is
the text's own voice. Which of those named takes part is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import Understanding
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.extraction.syntax.phrases import ActorPhrase
from kg.record import Span

__all__ = ["Quotation", "find_quotations"]

Quotation = tuple[Span, ActorPhrase]

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,})[”\"»]")
_SAYING = frozenset([
    "said", "says", "stated", "states", "added", "adds", "told", "declared", "remarked", "noted", "commented",
    "emphasized", "emphasised", "stressed", "continued", "concluded", "explained", "adding", "saying", "stating",
])  # fmt: skip
_SPEAKER = frozenset(["he", "she"])
_REACH = 80


def find_quotations(understanding: Understanding, lexer: Lexer, actors: ActorReader) -> tuple[Quotation, ...]:
    """Return the quotations of a document whose speaker the same paragraph names, in text order."""
    if not any(mark in understanding.text for mark in '“"«'):
        return ()
    found: list[Quotation] = []
    sentences: dict[int, list[int]] = {}
    for index, sentence in enumerate(understanding.sentences):
        sentences.setdefault(sentence.block, []).append(index)
    for block, indices in sentences.items():
        span = understanding.blocks[block].span
        quoted = [Span(*m.span(1)) for m in _QUOTED.finditer(understanding.text, span.start, span.end)]
        if quoted:
            tags = [tag for index in indices for tag in _tags(lexer.lex(index), actors, quoted)]
            found += [(part, nearest) for part in quoted if (nearest := _nearest(part, tags)) is not None]
    return tuple(found)


def _tags(lexed: Lexed, actors: ActorReader, quoted: Sequence[Span]) -> Iterator[tuple[int, ActorPhrase]]:
    """Yield who says something outside the marks, with where the verb stands: "Minister X said", "said Minister X"."""
    for place, norm in enumerate(lexed.norms):
        offset = lexed.sentence.tokens[place].start
        if norm not in _SAYING or any(part.start <= offset < part.end for part in quoted):
            continue
        before = [phrase for at in range(place) if (phrase := actors.read(lexed, at))]
        beside = next((p for p in before if p.last == place), None) or actors.read(lexed, place + 1)
        speaker = beside or next((p for p in before if p.units[0].kind in ("person", "noun")), None)
        if speaker is not None and (speaker.units[0].kind in ("person", "noun") or speaker.units[0].norm in _SPEAKER):
            yield offset, speaker


def _nearest(part: Span, tags: Sequence[tuple[int, ActorPhrase]]) -> ActorPhrase | None:
    """Return who says a quotation: the nearest verb of saying beside it, or the one between its parts."""
    near = [(min(abs(at - part.start), abs(at - part.end)), number) for number, (at, _) in enumerate(tags)]
    best = min(near, default=None)
    return tags[best[1]][1] if best is not None and best[0] <= _REACH else None
