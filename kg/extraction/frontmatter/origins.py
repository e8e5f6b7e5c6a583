"""Origins: on which day and in which place a statement was made.

In: its date lines, title and first sentences, and for the place the mentions. Out: an ISO day, the IRI of a place, or
None. The stage knows the words of meeting; a day or place of which the text only tells is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from kg.extraction.dating.datelines import DateLine
from kg.extraction.dating.dates import find_dates
from kg.extraction.dating.languages import find_foreign_day
from kg.extraction.frontmatter.headlines import find_kind
from kg.extraction.model import Block, DatedSpan, Sentence
from kg.knowledge.naming import Naming
from kg.names import DCO
from kg.record import Mention, Span

__all__ = ["find_day", "find_place"]

_EARLIER = re.compile(
    r"(?:\b[A-Z][\w.]+ (?:of|dated|,)"
    r"|\b(?:signed|adopted|dated|concluded|established|since|until|(?:lines?|borders?) of)(?: \w+){0,4}?) (?:the )?$"
)
_NAMES_LINES = re.compile(r"\s+(?:lines?|borders?|frontiers?|war|aggression|agreement|treaty)\b")
_OPENING_SENTENCES = 6
_MONTH = 27
_TO_COME = re.compile(
    r"\b(?:scheduled|planned|due|slated|expected|envisaged)\s+(?:for|to|on)\b[^.,;]{0,40}$", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"['’]s\s+(?:\w+\s+){0,3}visit\s+to\s+(?:the\s+)?$")  # of one who comes or goes another time
_PLACED = re.compile(r"\b(?:in|at|to|city of)\s+(?:the\s+)?$")
_NEXT = re.compile(r"\b(?:next|will|expected|forthcoming|upcoming|planned)\b[^.]*$")
_HELD = re.compile(
    r"\b(?:held|meeting|summit|met|meets|signed|issued|adopted|done|session|conference|talks)\s+(?:in|at)\s+$", re.I
)
_DATED_PLACE = re.compile(r"[\w\s,.]{0,30}?[,(:]?\s*(?:on\s+)?(?:\d{1,2}|[A-Z][a-z]+\s+\d{1,2})\b")
_DAY_BEHIND = re.compile(
    r"(?:,\s+[A-Z][A-Za-z ]+)?,\s+(?:\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s+[A-Z][a-z]+|[A-Z][a-z]+\s+\d{1,2})\b"
)
_LINE_ABOVE = re.compile(r"(?:^|\n)[ \t]*(?P<line>[^\n]*\S)\s*\Z")
_LINE_BELOW = re.compile(r"[ \t]*\n\s*(?P<line>[^\n]*\S)")
_LINE_REST = 5  # commas, blanks and brackets
_SET_IN = re.compile(r"(?:(?:Today|Yesterday),?\s+)?(?:[Ii]n|[Aa]t)\s+(?:the\s+city\s+of\s+)?")
_MEETING_WORDS = frozenset(
    ["met", "meet", "meets", "meeting", "convened", "gathered", "held", "welcomed", "welcome", "hosted", "assembled",
     "visit", "talks"]
)  # fmt: skip


_SIGNED_TODAY = frozenset(["signed", "today"])


def find_day(
    text: str, lines: Sequence[DateLine], blocks: Sequence[Block], sentences: Sequence[Sentence], title: Sequence[Span]
) -> str | None:
    """Return the day of the statement: from its date lines, its title, a preface, its first sentences or its end."""
    prefaces = [block.span for block in blocks if block.kind == "preface"]
    head = [*_of(lines, "front"), *_of(lines, "posted"), *title, *_of(lines, "leading"), *prefaces, *_of(lines, "done")]
    first = sentences[0].span if sentences else None
    for span in chain(head, (sentence.span for sentence in sentences[:3])):
        found, _ = find_dates(text[span.start : span.end], None)
        days = [
            dated.time.end
            for dated in found
            if dated.time.precision == "day" or _is_days(dated.time.begin, dated.time.end)
        ]
        dated_days = [dated for dated in found if dated.time.precision in ("day", "range")]
        if span not in head and any(
            _EARLIER.search(text, span.start, span.start + one.span.start)
            or _NAMES_LINES.match(text, span.start + one.span.end)
            for one in dated_days
        ):
            continue
        if span not in head and _is_told(text, span, first, dated_days):
            continue
        if days and (span in head or len(dated_days) == 1):  # a sentence with several days tells of earlier events
            return days[0]
    elsewhere = (find_foreign_day(text[span.start : span.end]) for span in (*title, *prefaces))
    if day := next(filter(None, elsewhere), None):
        return day
    closing = [find_dates(text[span.start : span.end], None)[0] for span in _of(lines, "closing")]
    return next((dated.time.end for dates in closing for dated in dates if dated.time.precision == "day"), None)


def find_place(
    text: str,
    said: str | None,
    lines: Sequence[DateLine],
    title: Sequence[Span],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    naming: Naming,
) -> str | None:
    """Return where the statement was made, as the publisher (``said``), date lines, title or opening say."""
    for hit in naming.gazetteer.find(said or "").get("name", []):
        if naming.mention_type(hit.entries[0].type) == "LOC":
            return hit.entries[0].iri
    named = [m for m in mentions if m.type == "LOC" and not _is_wide(m.iri, naming)]
    spans = [*_of(lines, "front"), *_of(lines, "leading"), *_of(lines, "done")]
    places = chain(
        (m for span in spans for m in named if _lies_in(m, span)),
        (m for line in _place_lines(text, _of(lines, "front"), mentions) for m in named if _lies_in(m, line)),
        (m for span in title for m in named if _lies_in(m, span) and _is_held_there(text, m, span)),
        (m for sentence in sentences[:2] for m in named if _is_dateline(text, m, sentence.span)),
        (m for sentence in sentences[:2] for m in named if _opens(text, m, sentence.span)),
        _met_in(text, sentences, named, naming),
        (m for span in _of(lines, "closing") for m in named if _lies_in(m, span)),
    )
    return next((mention.iri for mention in places), None)


def _of(lines: Sequence[DateLine], kind: str) -> list[Span]:
    return [line.span for line in lines if line.kind == kind]


def _lies_in(mention: Mention, span: Span) -> bool:
    return span.start <= mention.start and mention.end <= span.end


def _place_lines(text: str, lines: Sequence[Span], mentions: Sequence[Mention]) -> Iterator[Span]:
    """Yield the lines above or below a date line that name a place and nothing else: "Oslo, Norway"."""
    for line in lines:
        for beside in (_LINE_ABOVE.search(text, 0, line.start), _LINE_BELOW.match(text, line.end)):
            span = Span(*beside.span("line")) if beside else None
            names = [m for m in mentions if span and m in span and m.type in ("LOC", "STATE")]
            rest = span.end - span.start - sum(m.end - m.start for m in names) if span and names else _LINE_REST
            if span and rest < _LINE_REST:
                yield span


def _is_held_there(text: str, mention: Mention, title: Span) -> bool:
    """Tell whether a title gives the place of the meeting: "held in Lima", "(Lima, 3 May 1999)"."""
    before = _HELD.search(text, max(title.start, mention.start - 24), mention.start)
    return before is not None or _DATED_PLACE.match(text, mention.end, title.end) is not None


def _is_dateline(text: str, mention: Mention, sentence: Span) -> bool:
    """Tell whether a place with a day begins a sentence or follows what the text is: "Statement. Oslo, 3 May"."""
    dated = _lies_in(mention, sentence) and _DAY_BEHIND.match(text, mention.end, sentence.end) is not None
    return dated and (mention.start == sentence.start or find_kind(text[sentence.start : mention.start]) is not None)


def _opens(text: str, mention: Mention, sentence: Span) -> bool:
    """Tell whether a sentence begins with where what it tells was: "Today in Oslo, ...", "In Oslo today ..."."""
    begun = _lies_in(mention, sentence) and _SET_IN.fullmatch(text, sentence.start, mention.start) is not None
    return begun and text.startswith((",", " today", " on "), mention.end)


def _met_in(text: str, sentences: Sequence[Sentence], named: Sequence[Mention], naming: Naming) -> Iterator[Mention]:
    """Yield the places of the opening where somebody met; the town before the house in it."""
    for sentence in sentences[:_OPENING_SENTENCES]:
        words = {token.norm for token in sentence.tokens}
        if words.isdisjoint(_MEETING_WORDS) and not words >= _SIGNED_TODAY:
            continue
        for at, mention in enumerate(named):
            placed = _PLACED.search(text, max(0, mention.start - 12), mention.start)
            planned = _NEXT.search(text, max(0, mention.start - 70), mention.start)
            planned = planned or _ELSEWHERE.search(text, max(0, mention.start - 60), mention.start)
            if placed and not planned and _lies_in(mention, sentence.span):
                yield from _town_of(text, mention, named[at + 1 : at + 2], naming)
                yield mention


def _town_of(text: str, house: Mention, following: Sequence[Mention], naming: Naming) -> Iterator[Mention]:
    """Yield the town in which a house that no list knows is said to be."""
    for town in following:
        if (house.iri or "") not in naming.knowledge and text[house.end : town.start] in (" in ", ", "):
            yield town


def _is_wide(iri: str | None, naming: Naming) -> bool:
    """Tell whether a place is a region or a sea, in which no statement is signed."""
    kinds = naming.knowledge.values(iri or "", "rdf:type")
    return any(kind in (DCO + "Region", DCO + "SeaArea") for kind in kinds)


def _is_told(text: str, span: Span, first: Span | None, days: Sequence[DatedSpan]) -> bool:
    """Tell whether a sentence only tells of a day: one to come, or behind the first one of which nobody meets."""
    if any(_TO_COME.search(text, span.start, span.start + day.span.start) for day in days):
        return True
    words = set(text[span.start : span.end].lower().replace(",", " ").split())
    return span != first and words.isdisjoint(_MEETING_WORDS | _SIGNED_TODAY)


def _is_days(begin: str, end: str) -> bool:
    """Tell whether a period is of some days: of one month, or of less than that on both sides of a month's end."""
    if begin[:7] == end[:7]:
        return begin[8:] != "01"
    return 0 < (date.fromisoformat(end) - date.fromisoformat(begin)).days < _MONTH and begin[8:] != "01"
