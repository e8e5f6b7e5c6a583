"""Date lines: where a statement writes down its own day and place.

Not a stage; the stages that seek the day, the place and unlisted towns read with it. In: blocks of the stored text.
Out: spans, each with how the statement writes it. It knows the shapes of such lines, and no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.extraction.dating.dates import find_dates
from kg.extraction.model import SPOKEN, Block, Sentence
from kg.record import Span

__all__ = ["DateLine", "find_datelines", "says_day", "without_datelines"]

DateLineKind: TypeAlias = Literal["front", "posted", "leading", "done", "closing"]

_FRONT = 8
_CLOSING = 3  # a signature block may follow a line that says where it was signed, but no other closing line
_SIGNED = 10
_FORMULA = 160  # characters of "Done at ..., this third day of ..., in two originals"
_SHORT_LINE = 8
_YEAR = re.compile(r"\d{4}|\d\d$")
_POSTED = re.compile(
    r"(?:posted|published|updated|uploaded|released?|last (?:updated|modified)|date modified|modified|created)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?:adopted|issued|signed|done|held|made|given|agreed|approved|dated|concluded)\b", re.IGNORECASE
)
_DONE = re.compile(r"(?:done|signed|issued|given|adopted|made)\s+(?:and\s+\w+\s+)?(?:at|in|on|this)\b", re.IGNORECASE)
_TOWN = r"[A-ZÀ-Þ][\w’'.ʻ-]*(?:[ -](?:de|del|do|la|al|[A-ZÀ-Þ][\w’'.ʻ-]*)){0,3}"
# "MANILA, Peru, 3 May 2010 (PNA) — The"; "3 May 2010 – Riga, Latvia – The"; "Lima, 3 May 2010. The"
_LEADING = re.compile(
    rf"(?:\(?{_TOWN}\)?(?:\s*[,/]\s*[\w.]+(?: [\w.]+){{0,2}}){{0,4}}(?:\s*\([\w ./-]{{2,30}}\)/?)?"
    rf"|[\w.]+ \d{{1,2}},? \d{{4}} ?[–—-]+ ?{_TOWN}(?:, {_TOWN})?)"
    r"\s*(?:\s[–—-]+|—|–|--|(?<=\d{4})[:.])\s*(?=[\"“]?[A-Z])"
)
_PIECE = r"[\w.]+(?: [\w.]+){0,2}"
# "ORAN, May 3 (XYZ): The"; "RIGA: The"; "Lima - 3 May 2010 - The"; "LOME. 3 May 2010 /XYZ/. The"
_RELEASED = re.compile(
    rf"{_TOWN}(?:\s*[,/.]\s*{_PIECE}|\s(?=\d){_PIECE}|\s[–—-]+\s(?=[^\n:–—-]*\d){_PIECE},?(?: \d{{4}})?){{0,4}}"
    r"(?P<agency>[.,]?\s*[(/\[][\w ./“”\"’'&-]{2,40}[)/\]])?\s*(?:\s[–—-]+|[–—:.]|--)\s+(?=[\"“]?[A-Z])"
)
_DATED = re.compile(r"\d|\(|--")  # "Norway – Chile Talks" is no date line
_IN_TOWN = re.compile(rf"{_TOWN},\s[^;]{{0,60}}$")
_TAIL = re.compile(  # "... Summit (Lima, 3 May 1999)"
    rf"[(,;–—-]\s*(?P<line>{_TOWN}(?:,\s*{_TOWN})?,?\s+(?:on\s+)?\d{{1,2}}[^,;()]{{3,30}},?\s*\d{{4}})\)?$"
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line, or the beginning of a paragraph, that says a day or a place.

    ``kind``: "front" above the text, "posted" there but of the page alone, "leading" run into the first paragraph,
    "done" for a formula ("Done at ..."), "closing" for a place and day that end the text.
    """

    span: Span
    kind: DateLineKind


def find_datelines(text: str, blocks: Sequence[Block], is_city: Callable[[int], bool]) -> tuple[DateLine, ...]:
    """Return the date lines of a statement: those of the front, then of the first paragraph, then of the end.

    ``is_city`` tells whether the name of a listed city begins at an offset.
    """
    return (*_find_front(text, blocks), *_find_leading(text, blocks, is_city), *_find_last(text, blocks))


def without_datelines(sentences: Sequence[Sentence], lines: Sequence[DateLine]) -> tuple[Sentence, ...]:
    """Return the sentences without the date line that begins the first paragraph: it is no part of what is said."""
    led = next((line.span for line in lines if line.kind == "leading"), None)
    if led is None:
        return tuple(sentences)
    kept = (sentence for sentence in sentences if not led.start <= sentence.span.start < sentence.span.end <= led.end)
    return tuple(_behind(sentence, led) for sentence in kept)


def _behind(sentence: Sentence, line: Span) -> Sentence:
    if not line.start <= sentence.span.start < line.end:
        return sentence
    tokens = tuple(token for token in sentence.tokens if token.start >= line.end)
    return replace(sentence, span=Span(line.end, sentence.span.end), tokens=tokens)


def says_day(text: str, line: Span) -> bool:
    """Tell whether a line says a day and little else, or when something was adopted or signed."""
    words = text[line.start : line.end]
    found = find_dates(words, None)[0] if _YEAR.search(words) else ()
    days = [dated for dated in found if dated.time.precision in ("day", "range")]
    if any(dated.span.end - dated.span.start > (line.end - line.start) / 2 for dated in found):
        return True
    if days and days[-1].span.end == line.end - line.start and _IN_TOWN.match(words):
        return True  # "Lima, du 3 au 5 mai 2010 / 3 - 5 May 2010"
    return len(days) == 1 and bool(_ADOPTED.match(text, line.start) or _POSTED.match(text, line.start))


def _find_front(text: str, blocks: Sequence[Block]) -> Iterator[DateLine]:
    for block in blocks[:_FRONT]:
        tail = _TAIL.search(text, block.span.start, block.span.end)
        lead = _LEADING.match(text, block.span.start, block.span.end)
        if tail and block.kind in ("dateline", "title", "heading"):
            yield DateLine(Span(*tail.span("line")), "front")
        elif block.kind == "dateline" or (block.kind == "heading" and says_day(text, block.span)):
            yield DateLine(block.span, "posted" if _POSTED.match(text, block.span.start) else "front")
        elif block.kind == "heading" and lead and _YEAR.search(lead[0]):
            yield DateLine(Span(*lead.span()), "front")


def _find_leading(text: str, blocks: Sequence[Block], is_city: Callable[[int], bool]) -> Iterator[DateLine]:
    first = next((block for block in blocks if block.kind in SPOKEN), None)
    start = first.heading.start if first and first.heading else first.body.start if first else 0
    released = _RELEASED.match(text, start, first.body.end) if first else None
    if released and (released["agency"] or is_city(start)):
        yield DateLine(Span(*released.span()), "leading")
    elif first and (lead := _LEADING.match(text, start, first.body.end)) and _DATED.search(lead[0]):
        yield DateLine(Span(*lead.span()), "leading")


def _find_last(text: str, blocks: Sequence[Block]) -> Iterator[DateLine]:
    for block in reversed(blocks[-_SIGNED:]):
        if _DONE.match(text, block.body.start, block.body.end):
            yield DateLine(Span(block.body.start, min(block.body.end, block.body.start + _FORMULA)), "done")
    for block in reversed(blocks[-_CLOSING:]):
        line = text[block.span.start : block.span.end]
        if len(line.split()) <= _SHORT_LINE and _YEAR.search(line):
            days = [dated for dated in find_dates(line, None)[0] if dated.time.precision == "day"]
            if len(days) == 1:
                yield DateLine(block.span, "closing")
