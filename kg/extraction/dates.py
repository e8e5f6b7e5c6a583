"""Date expressions, resolved against the day of the statement.

In: the stored text and the statement's date. Out: spans with the first and last day that they can mean. A date that
needs an anchor which is not there becomes an issue. The stage knows the calendar and English date words, nothing else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from kg.extraction.model import DatedSpan
from kg.knowledge.letters import fold
from kg.record import Issue, Precision, Span, Time

__all__ = ["find_dates"]

_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_COUNT_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {name: n for n, name in enumerate(_COUNT_WORDS, 2)}

_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SHORT = r"(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
_ANY_MONTH = rf"(?:{_MONTH}|{_SHORT})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_TO = r"\s*(?:[-–—]|to|and|through|until)\s*"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_PART = r"(?:the\s+)?(?:early|mid|late|beginning\s+of|middle\s+of|end\s+of|end)[\s-]+"

# Matched against folded text. The look-ahead on two letters keeps the long alternation from most words.
_BEGIN = "ja|fe|ma|ap|ju|au|se|oc|no|de|mo|tu|we|th|fr|sa|su|ea|mi|la|en|be|ne|sp|wi|fi|fo|pa|co|to|ye|fa|fy"
_PATTERN = re.compile(
    rf"""\b(?=\d|{_BEGIN})(?:
      (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))
    | (?P<dmdmy>{_DAY}\s+{_ANY_MONTH}(?:,?\s+{_YEAR})?{_TO}{_DAY}\s+{_ANY_MONTH},?\s+{_YEAR})
    | (?P<mdmdy>{_ANY_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?{_TO}{_ANY_MONTH}\s+{_DAY},?\s+{_YEAR})
    | {_WEEKDAY}(?P<dmy>{_DAY}(?:{_TO}{_DAY})?,?(?:\s+of)?\s+{_ANY_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?)
    | {_WEEKDAY}(?P<mdy>{_ANY_MONTH}\s+{_DAY}(?:{_TO}{_DAY})?\b(?:,?\s+{_YEAR})?)
    | (?P<my>(?:{_PART})?{_MONTH},?\s+(?:of\s+)?{_YEAR})
    | (?P<month_of>{_MONTH}\s+(?:of\s+)?(?:this|last|next)\s+year)
    | (?P<deictic_month>(?:this|last|next|this\s+past|this\s+coming)\s+{_MONTH})
    | (?P<season>(?:(?:this|last|next)\s+)?(?:the\s+)?(?:spring|summer|autumn|fall|winter)(?:\s+of)?(?:\s+{_YEAR})?)
    | (?P<unit>(?:this|last|next|the\s+(?:coming|past|last|next))\s+(?:calendar\s+|fiscal\s+)?(?:year|month|week))
    | (?P<within>(?:earlier|later)\s+(?:this|last|next)\s+(?:year|month|week))
    | (?P<span>(?:the\s+)?(?:past|last|next|coming)\s+(?:\d{{1,2}}|[a-z]+)\s+(?:years|months|weeks))
    | (?P<half>(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:half|quarter)\s+of\s+(?:{_YEAR}|(?:this|next)\s+year))
    | (?P<day>today|yesterday|tomorrow)
    | (?P<decade>(?:the\s+)?(?:1[89]|20)\d0s)
    | (?P<years>{_YEAR}\s*[-–—/]\s*(?:{_YEAR}|\d\d)(?![\d-]))
    | (?P<year>(?:{_PART})?(?:(?:fiscal\s+year|fy)\s*)?{_YEAR})(?![\d/]|-\d|\.\d)
    | (?P<month>(?:{_PART})?{_MONTH})
    )\b""",
    re.VERBOSE,
)
_MONTH_WORD = re.compile(_ANY_MONTH)
_NUMBERS = re.compile(r"\d+")
_YEAR_WORD = re.compile(_YEAR)
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
    r"\b(?:will|shall|upcoming|scheduled|planned|plans?|intends?|next|forthcoming|coming|later)\b", re.I
)
_ARTICLE = re.compile(r"(?:the\s+(?!past|last|next|coming))?", re.IGNORECASE)
_FUTURE_REACH = 90


def find_dates(text: str, anchor: str | None) -> tuple[tuple[DatedSpan, ...], tuple[Issue, ...]]:
    """Return the dated spans of a text, and an issue for each that only an ``anchor`` (ISO day) could resolve."""
    day = date.fromisoformat(anchor) if anchor else None
    dated, issues = [], []
    for match in _PATTERN.finditer(fold(text)):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        start += len(_ARTICLE.match(text, start)[0])  # type: ignore[index]
        if not _is_date(text, match, kind):
            continue
        period = _resolve(kind, text[start:end], day, _looks_ahead(text, start))
        if period:
            begin, finish, precision = period
            time = Time(text[start:end], begin.isoformat(), finish.isoformat(), precision)
            dated.append(DatedSpan(Span(start, end), time))
        elif day is None and kind not in ("season", "month"):
            issues.append(Issue("date-without-anchor", start, end, text[start:end]))
    return tuple(dated), tuple(issues)


def _looks_ahead(text: str, start: int) -> bool:
    return bool(_FUTURE.search(text, max(0, start - _FUTURE_REACH), start))


def _is_date(text: str, match: re.Match[str], kind: str) -> bool:
    start, end = match.span(kind)
    if kind in ("year", "years"):
        return not _NO_YEAR_BEFORE.search(text, max(0, start - 14), start) and not _NO_YEAR_AFTER.match(text, end)
    if kind == "month":
        month = _MONTH_WORD.search(match[kind])
        capital = month is not None and text[start + month.start()].isupper()
        return capital and (text[start].islower() or bool(_MONTH_BEFORE.search(text, max(0, start - 10), start)))
    if kind == "season":
        return bool(re.match(r"(?:this|last|next)\b", match[kind], re.I) or _YEAR_WORD.search(match[kind]))
    return kind != "day" or not text[:start].endswith(" of ")


Period: TypeAlias = tuple[date, date, Precision]


def _resolve(kind: str, words: str, day: date | None, ahead: bool) -> Period | None:
    words = " ".join(words.lower().split())
    try:
        if kind in _ABSOLUTE:
            return _ABSOLUTE[kind](words)
        if kind in _EITHER and (_YEAR_WORD.search(words) or day):
            return _EITHER[kind](words, day, ahead)
        return _RELATIVE[kind](words, day, ahead) if day and kind in _RELATIVE else None
    except (ValueError, OverflowError):  # 31 June, or a period before year 1
        return None


def _months(words: str) -> list[int]:
    return [_MONTHS[name[:3]] for name in _MONTH_WORD.findall(words)]


def _year(words: str) -> int | None:
    found = _YEAR_WORD.search(words)
    return int(found[0]) if found else None


def _whole_month(year: int, month: int) -> Period:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _whole_year(year: int) -> Period:
    return date(year, 1, 1), date(year, 12, 31), "year"


def _parse_iso(words: str) -> Period:
    day = date.fromisoformat(words)
    return day, day, "day"


def _parse_month_year(words: str) -> Period:
    year = _year(words)
    begin, end, precision = _whole_month(year or 1, _months(words)[0])
    return _narrow(words, begin, end, precision)


def _narrow(words: str, begin: date, end: date, precision: Precision) -> Period:
    """Cut a period to its beginning, middle or end third, as "early", "mid" and "late" say."""
    third = (end - begin) / 3
    if re.match(r"(?:the )?(?:early|beginning)", words):
        return begin, begin + third, "range"
    if re.match(r"(?:the )?mid", words):
        return begin + third, end - third, "range"
    if re.match(r"(?:the )?(?:late|end)", words):
        return end - third, end, "range"
    return begin, end, precision


def _parse_two_days(words: str) -> Period:
    """Parse a range that names two months: 28 November - 2 December 2022."""
    years = [int(year) for year in _YEAR_WORD.findall(words)]
    days = [int(number) for number in _NUMBERS.findall(_YEAR_WORD.sub("", words))]
    months = _months(words)
    begin = date(years[0], months[0], days[0])
    end = date(years[-1], months[-1], days[-1])
    if begin > end and len(years) == 1:
        begin = begin.replace(year=begin.year - 1)
    return begin, end, "range"


def _parse_years(words: str) -> Period:
    first, last = _NUMBERS.findall(words)
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if end < int(first):
        raise ValueError(words)
    return date(int(first), 1, 1), date(end, 12, 31), "range"


def _parse_decade(words: str) -> Period:
    year = int(_NUMBERS.findall(words)[0])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def _parse_year(words: str) -> Period:
    year = _year(words) or 0
    return _narrow(words, *_whole_year(year))


def _parse_day(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse a day or days of one month; without a year, the nearest such day in the sentence's direction."""
    days = [int(number) for number in _NUMBERS.findall(_YEAR_WORD.sub("", words))]
    month, year = _months(words)[0], _year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        year = _nearest_year(anchor, month, days[0], ahead)
    begin, end = date(year, month, days[0]), date(year, month, days[-1])
    return begin, end, "day" if begin == end else "range"


def _nearest_year(anchor: date, month: int, day: int, ahead: bool) -> int:
    if ahead:
        return anchor.year + ((month, day) < (anchor.month, anchor.day))
    return anchor.year - ((month, day) > (anchor.month, anchor.day))


def _parse_month(words: str, anchor: date | None, ahead: bool) -> Period:
    if anchor is None:
        raise ValueError(words)
    month = _months(words)[0]
    if words.startswith("next"):
        year = anchor.year + (month <= anchor.month)
    elif words.startswith("last"):
        year = anchor.year - (month >= anchor.month)
    elif words.startswith("this"):
        year = anchor.year
    else:
        year = anchor.year + (month < anchor.month) if ahead else anchor.year - (month > anchor.month)
    return _narrow(words, *_whole_month(year, month))


def _parse_month_of(words: str, anchor: date, ahead: bool) -> Period:
    shift = {"this": 0, "last": -1, "next": 1}[words.split(" ")[-2]]
    return _whole_month(anchor.year + shift, _months(words)[0])


def _parse_season(words: str, anchor: date | None, ahead: bool) -> Period:
    first, last = _SEASONS[next(name for name in _SEASONS if name in words)]
    year = _year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        year = anchor.year + _season_shift(words, first, anchor)
    end_year = year + (last < first)
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1]), "range"


def _season_shift(words: str, first: int, anchor: date) -> int:
    if words.startswith("next"):
        return int(first <= anchor.month)
    return -int(first >= anchor.month) if words.startswith("last") else 0


def _parse_unit(words: str, anchor: date, ahead: bool) -> Period:
    step = 1 if re.search(r"next|coming", words) else -1 if re.search(r"last|past", words) else 0
    if words.endswith("year"):
        if words.startswith("the "):
            return _stretch(anchor, step * 12)
        return _whole_year(anchor.year + step)
    if words.endswith("month"):
        return _whole_month(*_shift_month(anchor, step))
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    return monday, monday + timedelta(days=6), "range"


def _parse_within(words: str, anchor: date, ahead: bool) -> Period:
    """Parse "earlier this year" and "later this month": the part of the period before or after the anchor."""
    begin, end, _ = _parse_unit(words.partition(" ")[2], anchor, ahead)
    earlier = words.startswith("earlier")
    begin, end = (begin, min(end, anchor)) if earlier else (max(begin, anchor), end)
    if begin > end:
        raise ValueError(words)
    return begin, end, "range"


def _parse_span(words: str, anchor: date, ahead: bool) -> Period:
    count_word, unit = words.split(" ")[-2:]
    count = int(count_word) if count_word.isdigit() else _COUNTS.get(count_word)
    if count is None:
        raise ValueError(words)
    sign = 1 if re.search(r"next|coming", words) else -1
    if unit == "weeks":
        other = anchor + timedelta(weeks=sign * count)
        return min(anchor, other), max(anchor, other), "range"
    return _stretch(anchor, sign * count * (12 if unit == "years" else 1))


def _stretch(anchor: date, months: int) -> Period:
    year, month = _shift_month(anchor, months)
    other = date(year, month, min(anchor.day, monthrange(year, month)[1]))
    return min(anchor, other), max(anchor, other), "range"


def _shift_month(anchor: date, months: int) -> tuple[int, int]:
    index = anchor.year * 12 + anchor.month - 1 + months
    return index // 12, index % 12 + 1


def _parse_half(words: str, anchor: date | None, ahead: bool) -> Period:
    year = _year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        year = anchor.year + ("next" in words)
    size = 6 if "half" in words else 3
    ordinals = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // size - 1}
    index = next(value for name, value in ordinals.items() if name in words)
    if index * size >= 12:
        raise ValueError(words)
    begin = date(year, index * size + 1, 1)
    return begin, _whole_month(year, index * size + size)[1], "range"


def _parse_today(words: str, anchor: date, ahead: bool) -> Period:
    day = anchor + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[words])
    return day, day, "day"


_ABSOLUTE: dict[str, Callable[[str], Period]] = {
    "iso": _parse_iso,
    "dmdmy": _parse_two_days,
    "mdmdy": _parse_two_days,
    "my": _parse_month_year,
    "years": _parse_years,
    "year": _parse_year,
    "decade": _parse_decade,
}
_EITHER: dict[str, Callable[[str, date | None, bool], Period]] = {
    "dmy": _parse_day,
    "mdy": _parse_day,
    "season": _parse_season,
    "half": _parse_half,
}
_RELATIVE: dict[str, Callable[[str, date, bool], Period]] = {
    "deictic_month": _parse_month,
    "month_of": _parse_month_of,
    "month": _parse_month,
    "unit": _parse_unit,
    "within": _parse_within,
    "span": _parse_span,
    "day": _parse_today,
}
