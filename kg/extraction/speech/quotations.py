"""Quotations: who says what stands in quotation marks ('"We will train together," Minister X said.').

In: an ``Understanding``, its clauses and the reader of actor phrases. Out: quoted spans with the phrase that names who
says them: beside the marks in the same paragraph, or at the end of the paragraph before one that is quoted as a whole.
Where nobody is named a quotation is the text's own voice. Which of those named takes part is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import Understanding
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.extraction.syntax.phrases import ActorPhrase, Unit
from kg.record import Span

__all__ = ["Quotation", "find_quotations"]

Quotation = tuple[Span, ActorPhrase]

_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{12,})[”\"»]")
_OPENING = frozenset('“"«')
_SAYING = frozenset([
    "said", "says", "stated", "states", "added", "adds", "told", "declared", "remarked", "noted", "commented",
    "emphasized", "emphasised", "stressed", "continued", "concluded", "explained", "adding", "saying", "stating",
])  # fmt: skip
_DASH = re.compile(r"[-–—]\s")  # a paragraph that is spoken begins with it in many languages
_SAID = re.compile(rf"\s[-–—]\s+(?=(?:[\w.’'-]+\s+){{0,9}}?(?:{'|'.join(sorted(_SAYING))})\b)")
_SPEECHES = frozenset(["remarks", "speech", "address"])
_SPEAKER = frozenset(["he", "she"])
_REACH = 80


def find_quotations(understanding: Understanding, lexer: Lexer, actors: ActorReader) -> tuple[Quotation, ...]:
    """Return the quotations of a document whose speaker the text names, in text order."""
    text, sentences = understanding.text, dict[int, list[int]]()
    if not any(mark in text for mark in ("“", '"', "«", ":\n", "\n-", "\n–")):
        return ()
    found: list[Quotation] = []
    for index, sentence in enumerate(understanding.sentences):
        sentences.setdefault(sentence.block, []).append(index)
    before, speaking = -1, None
    for block, indices in sentences.items():
        span = understanding.blocks[block].span
        quoted = [Span(*m.span(1)) for m in _QUOTED.finditer(text, span.start, span.end)] or _find_dashed(text, span)
        tags = [tag for index in indices for tag in _tags(lexer.lex(index), actors, quoted)] if quoted else []
        named = [(part, nearest) for part in quoted if (nearest := _nearest(part, tags)) is not None]
        opened = text[span.start] in _OPENING
        if not opened or named:
            speaking = None  # who spoke in the paragraphs before has ended
        if not named:
            speaking = _headed(understanding, block) or speaking
            if before >= 0:
                speaking = _announced(lexer.lex(before), actors, opened=opened) or speaking
            named = [(span, speaking)] if speaking else []
        found += named
        before = indices[-1]
    return tuple(found)


def _find_dashed(text: str, block: Span) -> list[Span]:
    """Return what stands between dashes before who says it: "- We will train together - Minister X said"."""
    ends = [match.start() for match in _SAID.finditer(text, block.start + 2, block.end)]
    return [Span(block.start + 2, ends[-1])] if ends and _DASH.match(text, block.start) else []


def _headed(understanding: Understanding, block: int) -> ActorPhrase | None:
    """Return who says the paragraph below "Defence Minister X said:"."""
    heading = understanding.blocks[block].heading
    line = understanding.text[heading.start : heading.end] if heading else ""
    below = block > 0 and understanding.blocks[block - 1].span == heading
    if heading is None or not below or line.rstrip(" :").rpartition(" ")[2] not in _SAYING:
        return None
    named = [m for m in understanding.mentions if m.type in ("PER", "ROLE") and heading.start <= m.start < heading.end]
    mention = min(named, key=lambda m: (m.type, m.start), default=None)
    return ActorPhrase(0, 1, (Unit("person", "", 0, 1, mention),))


def _announced(lexed: Lexed, actors: ActorReader, *, opened: bool) -> ActorPhrase | None:
    """Return who says a paragraph behind "Minister X said:", or one in marks behind "X delivered opening remarks"."""
    said = lexed.norm(len(lexed) - 1) == ":" and lexed.norm(len(lexed) - 2) in _SAYING
    if not said and not (opened and not _SPEECHES.isdisjoint(lexed.norms)):
        return None
    phrases = (phrase for at in range(len(lexed)) if (phrase := actors.read(lexed, at)))
    return next((p for p in phrases if p.units[0].kind in ("person", "noun")), None)


def _tags(lexed: Lexed, actors: ActorReader, quoted: Sequence[Span]) -> Iterator[tuple[int, ActorPhrase]]:
    """Yield who says something outside the marks, with where the verb stands: "Minister X said", "said Minister X"."""
    for place, norm in enumerate(lexed.norms):
        offset = lexed.sentence.tokens[place].start
        if norm not in _SAYING or any(part.start <= offset < part.end for part in quoted):
            continue
        before = [phrase for at in range(place) if (phrase := actors.read(lexed, at))]
        beside = next((p for p in before if p.last == place), None) or actors.read(lexed, place + 1)
        speaker = next((p for p in (beside, *before) if p and _may_speak(p.units[0])), None)
        if speaker is not None and (beside is None or speaker is beside):
            yield offset, speaker


def _may_speak(unit: Unit) -> bool:
    return unit.kind in ("person", "noun") or unit.norm in _SPEAKER


def _nearest(part: Span, tags: Sequence[tuple[int, ActorPhrase]]) -> ActorPhrase | None:
    """Return who says a quotation: the nearest verb of saying beside it, or the one between its parts."""
    near = [(min(abs(at - part.start), abs(at - part.end)), number) for number, (at, _) in enumerate(tags)]
    best = min(near, default=None)
    return tags[best[1]][1] if best is not None and best[0] <= _REACH else None
