"""Date expressions, resolved against the day of the statement.

In: the stored text and the statement's date. Out: spans with the first and last day that they can mean. A date that
needs an anchor which is not there becomes an issue. The stage knows the calendar and English date words, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.extraction.dating.absolute import ANY_MONTH, MONTH, MONTH_WORD, YEAR, YEAR_WORD
from kg.extraction.dating.periods import resolve_period
from kg.extraction.dating.solemn import SOLEMN_DAY, SOLEMN_YEAR
from kg.extraction.model import DatedSpan
from kg.knowledge.letters import fold
from kg.record import Issue, Span, Time

__all__ = ["find_dates"]

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s*(?:[-–—]|(?:to|and|through|until)(?:\s+the(?=\s))?)\s*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_PART = r"(?:the\s+)?(?:early|mid|late|early\s+in|late\s+in|beginning\s+of|middle\s+of|end\s+of|end)[\s-]+"
_DAYS = rf"{_DAY}(?:(?:{_TO}|\s*&\s*|,\s+){_DAY}){{0,4}}"

# Matched against folded text. The look-ahead keeps the long alternation from most words.
_BEGIN = (
    r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|fall|winter"
    r"|earl|mid|lat|beginning|end|first|second|third|fourth|past|this|last|next|coming|week|today|yester|tomor|fiscal"
    r"|calendar|fy"
)
_PATTERN = re.compile(
    rf"""\b(?=(?:the\s+)?(?:{_BEGIN}))(?:
      (?P<iso>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))
    | (?P<dotted>(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]|0?[1-9]|xi{{0,2}}|i{{1,3}}|i?[vx]|vi{{1,3}})\.{YEAR})
    | (?P<dmdmy>{_DAY}\s+{ANY_MONTH}(?:,?\s+{YEAR})?{_TO}{_DAY}\s+{ANY_MONTH}(?:,?\s+{YEAR})?)
    | (?P<mdmdy>{ANY_MONTH}\s+{_DAY}(?:,?\s+{YEAR})?{_TO}{ANY_MONTH}\s+{_DAY}(?:,?\s+{YEAR})?)
    | (?P<week_of>week\s+(?:of|beginning|commencing|starting)\s+(?:{_DAY}\s+{MONTH}|{MONTH}\s+{_DAY})(?:,?\s+{YEAR})?)
    | (?P<nth_week>(?:first|second|third|fourth|last)\s+week\s+(?:of|in)\s+{MONTH}(?:,?\s+(?:of\s+)?{YEAR})?)
    | (?P<dmy>{_WEEKDAY}{_DAYS}(?:\s+day)?[.,]?(?:\s+of)?\s+{ANY_MONTH}(?:,?\s+(?:of\s+)?{YEAR})?)
    | (?P<mdy>{_WEEKDAY}{ANY_MONTH}\s+{_DAYS}\b(?:,?\s+{YEAR})?)
    | (?P<months>(?:{_PART})?{MONTH}(?:,?\s+{YEAR})?\s*(?:[-–—]|to|through|until)\s*(?:{_PART})?{MONTH}(?:,?\s+{YEAR})?)
    | (?<=between\ )(?P<two_months>(?:{_PART})?{MONTH}(?:,?\s+{YEAR})?\s+and\s+(?:{_PART})?{MONTH}(?:,?\s+{YEAR})?)
    | (?P<both_months>{MONTH}\s+(?:and|or)\s+{MONTH}(?:,?\s+(?:of\s+)?{YEAR}))
    | (?P<my>(?:{_PART})?{MONTH},?\s+(?:of\s+)?{YEAR})
    | (?P<month_of>{MONTH}\s+(?:of\s+)?(?:this|last|next)\s+year)
    | (?P<deictic_month>(?:this|last|next|this\s+past|this\s+coming)\s+{MONTH})
    | (?P<season>(?:{_PART})?(?:(?:this|last|next)\s+)?(?:the\s+)?(?:spring|summer|autumn|fall|winter)(?:\s+of)?
        (?:\s+(?:{YEAR}|(?:this|last|next)\s+year))?)
    | (?P<unit>(?:{_PART})?(?:this|last|next|the\s+(?:coming|past|last|next))
        \s+(?:calendar\s+|fiscal\s+)?(?:year|month|week))
    | (?P<within>(?:earlier|later)\s+(?:this|last|next)\s+(?:year|month|week))
    | (?P<span>(?:the\s+)?(?:past|last|next|coming)\s+(?:\d{{1,2}}|[a-z]+)\s+(?:years|months|weeks|days))
    | (?P<half>(?:the\s+)?(?:first|second|third|fourth|last|latter)\s+(?:half|quarter)\s+of\s+
        (?:{YEAR}|(?:this|next|the)\s+year)|(?:the\s+)?(?:first|second|third|fourth)\s+quarter)
    | (?P<year_end>(?:the\s+)?(?:beginning|middle|end)\s+of\s+(?:the|this|next)\s+(?:calendar\s+|fiscal\s+)?year)
    | (?P<day>today|yesterday|tomorrow)
    | (?P<weekday>(?:(?:last|next|this)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day)
    | (?P<decade>(?:the\s+)?(?:1[89]|20)\d0s)
    | (?P<years>{YEAR}(?:\s*[-–—/]\s*|\s+(?:to|through)\s+)(?:{YEAR}|\d\d)(?![\d-]))
    | (?P<year>(?:{_PART})?(?:(?:(?:fiscal|calendar)\s+year|fy)\s*)?{YEAR})(?![\d/]|-\d|\.\d)
    | (?P<month>(?:{_PART})?{MONTH})
    )\b""",
    re.VERBOSE,
)
_AGO = re.compile(r"\b(?P<ago>(?:an?|one|\d{1,2}|[a-z]+)\s+(?:years?|months?|weeks?|days?)\s+ago)\b")
_WITHIN = re.compile(r"\bwithin\s+(?P<term>(?:an?|one|\d{1,3}|[a-z]+)\s+(?:years?|months?|weeks?|days?))\b")
_SOLEMN = re.compile(  # "this third day of May, two thousand and twelve"
    rf"\b(?P<solemn>{SOLEMN_DAY}\s+day\s+of\s+{MONTH},?\s+(?:of\s+|in\s+)?(?:the\s+year\s+(?:of\s+)?)?{SOLEMN_YEAR})\b"
)
_SHORT_DAY = re.compile(  # a line that is a day, or ends in one: "Lima, 05 NOV 04"
    rf"(?:^|,)[ \t]*(?P<short>{_DAY}[ \t-]{ANY_MONTH}[ \t-]'?\d\d)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#/.,:-]|\b(?:resolutions?|no\.?|number|section|article)\s|\w-)\s*$", re.IGNORECASE
)
_NO_YEAR_AFTER = re.compile(
    r"\s*(?:%|percent|meters|metres|km|kilometers|troops|personnel|people|million|billion|hectares|soldiers|students)\b",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|last|this|next|of|by|until|from|to|before|after|during|between|and|on|for|late|early|mid|the|each)[\s-]+$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|upcoming|scheduled|planned|plans?|intends?|next|forthcoming|coming|later|to be held|due"
    r"|slated|expects?|expected|looks? forward|looked forward|looking forward"
    r"|to (?:hold|host|conduct|convene|reconvene|resume|meet|visit|launch|start|begin|dispatch|send|deploy|organi[sz]e"
    r"|participate|take part|travel|sign|receive|deliver|complete|finali[sz]e|join|attend|open|establish))\b"
    r"|\b(?:by|no later than|not later than)(?: the)? $",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"])|\n\s*\n")
_ARTICLE = re.compile(r"(?:the\s+(?!(?:past|last|next|coming)\s+(?:year|month|week)\b))?", re.IGNORECASE)
_FUTURE_REACH = 90
_WILL = re.compile(r"(?:,[^,.;]{1,60}|^(?:[\w,]+ ){1,4})\b(?:will|would|shall|(?:is|are) to)\b")
_OPENING = 60


def find_dates(text: str, anchor: str | None) -> tuple[tuple[DatedSpan, ...], tuple[Issue, ...]]:
    """Return the dated spans of a text, and an issue for each that only an ``anchor`` (ISO day) could resolve."""
    day = date.fromisoformat(anchor) if anchor else None
    dated, issues = [], []
    for match in _matches(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        start += len(_ARTICLE.match(text, start)[0])  # type: ignore[index]
        if not _is_date(text, match, kind):
            continue
        period = resolve_period(kind, text[start:end], day, _looks_ahead(text, start))
        if period:
            begin, finish, precision = period
            time = Time(text[start:end], begin.isoformat(), finish.isoformat(), precision)
            dated.append(DatedSpan(Span(start, end), time))
        elif day is None and kind not in ("season", "month"):
            issues.append(Issue("date-without-anchor", start, end, text[start:end]))
    return tuple(dated), tuple(issues)


def _matches(text: str) -> Iterable[re.Match[str]]:
    """Return the expressions of a text in order; "ago" overlaps no other, solemn and short ones stand first."""
    folded = fold(text)  # of the same length, without line breaks
    found: Iterable[re.Match[str]] = _PATTERN.finditer(folded)
    if " ago" in folded:
        found = sorted((*found, *_AGO.finditer(folded)), key=lambda match: match.start())
    if "within " in folded:
        found = sorted((*found, *_WITHIN.finditer(folded)), key=lambda match: match.start())
    found = _replacing(found, list(_SHORT_DAY.finditer(text)))
    if " day of " in folded and (solemn := list(_SOLEMN.finditer(folded))):
        found = _replacing(found, solemn)
    return found


def _replacing(found: Iterable[re.Match[str]], better: list[re.Match[str]]) -> Iterable[re.Match[str]]:
    """Return the expressions in order, with the better ones instead of those that they overlap."""
    if not better:
        return found
    outside = [m for m in found if not any(b.start() < m.end() and m.start() < b.end() for b in better)]
    return sorted((*outside, *better), key=lambda match: match.start())


def _looks_ahead(text: str, start: int) -> bool:
    """Tell whether the words before a date, or behind one that opens its sentence, speak of what is to come."""
    lead = _SENTENCE_END.split(text[max(0, start - _FUTURE_REACH) : start])[-1]
    if len(lead) > _OPENING:
        return _FUTURE.search(lead) is not None
    rest = _SENTENCE_END.split(text[start : start + _FUTURE_REACH], maxsplit=1)[0]
    return _WILL.search(rest) is not None or _FUTURE.search(lead) is not None


def _is_date(text: str, match: re.Match[str], kind: str) -> bool:
    start, end = match.span(kind)
    if kind in ("year", "years"):
        return not _NO_YEAR_BEFORE.search(text, max(0, start - 14), start) and not _NO_YEAR_AFTER.match(text, end)
    if kind in ("month", "months", "two_months") and not YEAR_WORD.search(match[kind]):
        month = MONTH_WORD.search(match[kind])
        capital = month is not None and text[start + month.start()].isupper()
        return capital and (text[start].islower() or bool(_MONTH_BEFORE.search(text, max(0, start - 10), start)))
    if kind == "weekday":
        return any(letter.isupper() for letter in text[start:end])
    if kind == "season":
        told = re.search(r"\b(?:this|last|next|early|mid|late)\b", match[kind], re.I)
        return bool(told or YEAR_WORD.search(match[kind]))
    return match[kind] != "tomorrow" or not text.startswith(" of ", max(0, start - 4))
