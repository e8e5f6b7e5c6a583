"""Rosters: the lines that say who took part or signed, under a line for each party ("For Norway:").

In: the text's blocks, and where listed names stand. Out: for each party a span with its lines, and the blocks with
those lines as what they are, no headings. The stage knows the shapes of such lines; who the persons are is read later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extraction.model import Block
from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.naming import Naming
from kg.record import Span

__all__ = ["Roster", "find_rosters", "without_headings"]

_FOR = re.compile(
    r"(?:for|on behalf of|representing|from)\s+(?:the\s+)?(?:government\s+of\s+)?(?:the\s+)?(?=[A-Z])", re.IGNORECASE
)
_OFFICE = re.compile(
    r"(?=.*\b(?:Ministry|Department|Minister|Secretary|Office|Staff|Forces|Army|Navy)\b)"
    r"(?:(?:[A-Z][\w’'-]*|of|the|and|for|&),?\s)*[A-Z][\w’'-]*\s*:?"
)
_SIDE = re.compile(r"\b(?:side|delegation|participants|representatives|delegates|part)\b.{0,20}:$", re.IGNORECASE)
_ROW = re.compile(r"\s*(?:\||\t| {3,})\s*(?=\S)")  # the next cell of a table
_LONGEST_LINE = 160
_FEWEST = 2  # parties that have rosters


@dataclass(frozen=True, slots=True)
class Roster:
    """The lines of one party: ``span`` runs from the line that names it to its last."""

    party: str
    span: Span


def find_rosters(text: str, blocks: Sequence[Block], names: SpanIndex, naming: Naming) -> tuple[Roster, ...]:
    """Return the rosters of a text, where at least two parties have one.

    The line of a party stands above its persons, or below those who sign for it: then nothing follows the last one.
    """
    found = list(_rosters(text, blocks, names, naming))
    if len({roster.party for roster in found}) < _FEWEST:
        return ()
    return tuple(_in_columns(blocks, found) or _signed_above(text, blocks, found))


def _in_columns(blocks: Sequence[Block], rosters: Sequence[Roster]) -> list[Roster]:
    """Return a roster for each cell of a table that names the parties at the head of its columns, one cell a line."""
    lines = [block.span for block in blocks if any(block.span in roster.span for roster in rosters)]
    heads = [roster.span.start for roster in rosters]
    cells = lines[len(rosters) :]
    if [line.start for line in lines[: len(rosters)]] != heads or not cells or len(cells) % len(rosters):
        return []
    return [Roster(rosters[at % len(rosters)].party, cell) for at, cell in enumerate(cells)]


def _signed_above(text: str, blocks: Sequence[Block], rosters: Sequence[Roster]) -> list[Roster]:
    """Return the rosters with the lines above their parties' lines, where those of all parties stand so."""
    lines = [block.span for block in blocks]
    heads = [next(at for at, line in enumerate(lines) if line.start == roster.span.start) for roster in rosters]
    if lines[heads[-1]].end < rosters[-1].span.end or any(b - a < _FEWEST for a, b in pairwise(heads)):
        return list(rosters)
    first = heads[0]
    while first and heads[0] - first < heads[1] - heads[0] - 1 and _is_line(text, lines[first - 1]):
        first -= 1
    starts = [first, *(head + 1 for head in heads)]
    return [
        Roster(roster.party, Span(lines[start].start, lines[head].end))
        for roster, start, head in zip(rosters, starts, heads, strict=False)
    ]


def _rosters(text: str, blocks: Sequence[Block], names: SpanIndex, naming: Naming) -> Iterator[Roster]:
    party, start, end = None, 0, 0
    for block in blocks:
        opened = _party_of(text, block.span, names, naming)
        if party and (opened or not _is_line(text, block.span)):
            yield Roster(party, Span(start, end))
            party = None
        if opened:
            party, start = opened, block.span.start
        end = block.span.end
    if party:
        yield Roster(party, Span(start, end))


def _party_of(text: str, line: Span, names: SpanIndex, naming: Naming) -> str | None:
    """Return the state for which a line opens a roster."""
    words = text[line.start : line.end]
    if len(words) > _LONGEST_LINE:
        return None
    opener = _FOR.match(text, line.start, line.end)
    hit = names.starting(opener.end()) or names.covering(opener.end()) if opener else None
    if hit and not re.fullmatch(r"\s*(?:side|delegation)?\s*:?\s*", text[hit.end : line.end]):
        hit = None
    office = hit is None and opener and _OFFICE.fullmatch(words, opener.end() - line.start)
    row = names.starting(line.start) if hit is None else None
    if row and _ROW.match(text, row.end, line.end):
        hit = row
    if hit is None and (office or _SIDE.search(words)):
        hits = [hit for hit in names.within(line) if hit.entries[0].iri in naming.codes]
        hit = hits[0] if len(hits) == 1 else None
    iri = hit.entries[0].iri if hit and len(hit.entries) == 1 else ""
    state = iri if iri in naming.codes else naming.knowledge.value(iri, "dco:organOf")
    return state if state in naming.codes else None


def _is_line(text: str, span: Span) -> bool:
    return span.end - span.start <= _LONGEST_LINE and text[span.end - 1] not in ".:;"


def without_headings(blocks: Sequence[Block], rosters: Sequence[Roster]) -> tuple[Block, ...]:
    """Return the blocks with the lines of rosters as paragraphs, which head nothing."""
    if not rosters:
        return tuple(blocks)
    spans = [roster.span for roster in rosters]

    def inside(span: Span | None) -> bool:
        return span is not None and any(span in whole for whole in spans)

    freed = (replace(b, heading=None) if inside(b.heading) else b for b in blocks)
    return tuple(replace(b, kind="paragraph") if b.kind == "heading" and inside(b.span) else b for b in freed)
