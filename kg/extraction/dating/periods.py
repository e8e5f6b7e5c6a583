"""Periods: from the words of a date expression to the first and last day that they can mean.

Not a stage; the stage of dates reads with it. In: folded words, the kind of expression and the day that anchors
relative ones. Out: a begin, an end and a precision. It knows the calendar and no text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from kg.extraction.dating.absolute import (
    ABSOLUTE,
    MONTH_WORD,
    NUMBERS,
    YEAR_WORD,
    Period,
    find_months,
    find_year,
    narrow,
    parse_year,
    whole_month,
    whole_year,
)  # fmt: skip

__all__ = ["resolve_period"]

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month in which each begins
_SEASON = 3
_PART_OF = re.compile(r"(?:the )?(early|mid|late|beginning|middle|end)")
_MONTH_OF = {"early": (0, 0), "beginning": (0, 0), "mid": (1, 1), "middle": (1, 1), "late": (2, 2), "end": (2, 2)}
_COUNT_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {name: n for n, name in enumerate(_COUNT_WORDS, 2)} | {
    "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90, "hundred": 100
}  # fmt: skip
_ONE = {"a": 1, "an": 1, "one": 1}
_JOIN = re.compile(r"^[^a-z]*(?:(?:to|through|until|and|or)\b)?\W*")
_STEPS = {"last": -1, "this": 0, "next": 1}
_DEICTIC_YEAR = re.compile(r"(this|last|next) year$")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def resolve_period(kind: str, words: str, day: date | None, ahead: bool) -> Period | None:
    """Return the period that the words of an expression mean, or None where no day, or no anchor, fits.

    Without a year, ``ahead`` looks for the nearest such day after the anchor instead of before.

    >>> resolve_period("unit", "last year", date(2031, 5, 14), False)
    (datetime.date(2030, 1, 1), datetime.date(2030, 12, 31), 'year')
    """
    words = " ".join(words.lower().split())
    try:
        if kind in ABSOLUTE:
            return ABSOLUTE[kind](words)
        if kind in _EITHER and (YEAR_WORD.search(words) or day):
            return _EITHER[kind](words, day, ahead)
        return _RELATIVE[kind](words, day, ahead) if day and kind in _RELATIVE else None
    except (ValueError, OverflowError):  # 31 June, or a period before year 1
        return None


def _parse_day(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse a day or days of one month; without a year, the nearest such day in the sentence's direction."""
    days = [int(number) for number in NUMBERS.findall(YEAR_WORD.sub("", words))]
    month, year = find_months(words)[0], find_year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        year = _nearest_year(anchor, month, days[0], ahead)
    begin, end = date(year, month, min(days)), date(year, month, max(days))
    return begin, end, "day" if begin == end else "range"


def _parse_two_days(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse a range that names two months: 28 November - 2 December 2022, from 28 April to 3 May."""
    years = [int(year) for year in YEAR_WORD.findall(words)]
    days = [int(number) for number in NUMBERS.findall(YEAR_WORD.sub("", words))]
    months = find_months(words)
    if not years:
        if anchor is None:
            raise ValueError(words)
        years = [_nearest_year(anchor, months[0], days[0], ahead) + (months[0] > months[1])]
    begin = date(years[0], months[0], days[0])
    end = date(years[-1], months[-1], days[-1])
    if begin > end and len(years) == 1:
        begin = begin.replace(year=begin.year - 1)
    return begin, end, "range"


def _parse_week(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse "the week of 3 May 2021": from that day's Monday to Sunday."""
    day, _, _ = _parse_day(words, anchor, ahead)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6), "range"


def _parse_nth_week(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse "the second week of May": seven days of the month, counted from its first, or its last seven."""
    begin, end, _ = _parse_month(words.partition("week ")[2], anchor, ahead)
    if words.startswith("last"):
        return end - timedelta(days=6), end, "range"
    first = begin + timedelta(weeks=("first", "second", "third", "fourth").index(words.split()[0]))
    return first, first + timedelta(days=6), "range"


def _nearest_year(anchor: date, month: int, day: int, ahead: bool) -> int:
    if ahead:
        return anchor.year + ((month, day) < (anchor.month, anchor.day))
    return anchor.year - ((month, day) > (anchor.month, anchor.day))


def _parse_month(words: str, anchor: date | None, ahead: bool) -> Period:
    month, year = find_months(words)[0], find_year(words)
    if year is not None:
        return narrow(words, *whole_month(year, month))
    if anchor is None:
        raise ValueError(words)
    if words.startswith("next"):
        year = anchor.year + (month <= anchor.month)
    elif words.startswith("last"):
        year = anchor.year - (month >= anchor.month)
    elif words.startswith("this"):
        year = anchor.year
    else:
        year = anchor.year + (month < anchor.month) if ahead else anchor.year - (month > anchor.month)
    return narrow(words, *whole_month(year, month))


def _parse_months(words: str, anchor: date | None, ahead: bool) -> Period:
    """Parse months from one to another, or two of them: late September to early October, December 2022 to May 2023."""
    first, last = MONTH_WORD.finditer(words)
    begin, end = find_months(words)
    years = [int(year) for year in YEAR_WORD.findall(words)]
    if not years:
        if anchor is None:
            raise ValueError(words)
        late = anchor.year + (end < anchor.month) if ahead else anchor.year - (begin > anchor.month) + (begin > end)
        years = [late]
    since = years[0] - (len(years) == 1 and begin > end)
    opening = narrow(words[: first.start()], *whole_month(since, begin))
    closing = narrow(_JOIN.sub("", words[first.end() : last.start()]), *whole_month(years[-1], end))
    return opening[0], closing[1], "range"


def _parse_month_of(words: str, anchor: date, ahead: bool) -> Period:
    return whole_month(anchor.year + _STEPS[words.split(" ")[-2]], find_months(words)[0])


def _parse_season(words: str, anchor: date | None, ahead: bool) -> Period:
    first = _SEASONS[next(name for name in _SEASONS if name in words)]
    year = find_year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        whole = _DEICTIC_YEAR.search(words)
        year = anchor.year + (_STEPS[whole[1]] if whole else _season_shift(words, first, anchor))
    part = _PART_OF.match(words)
    months = _MONTH_OF[part[1]] if part else (0, _SEASON - 1)
    (begin_year, begin), (end_year, end) = (divmod(year * 12 + first - 1 + shift, 12) for shift in months)
    return date(begin_year, begin + 1, 1), date(end_year, end + 1, monthrange(end_year, end + 1)[1]), "range"


def _season_shift(words: str, first: int, anchor: date) -> int:
    if words.startswith("next"):
        return int(first <= anchor.month)
    return -int(first >= anchor.month) if words.startswith("last") else 0


def _parse_unit(words: str, anchor: date, ahead: bool) -> Period:
    step = 1 if re.search(r"next|coming", words) else -1 if re.search(r"last|past", words) else 0
    if words.endswith("year"):
        if words.startswith("the "):
            return _stretch(anchor, step * 12)
        return narrow(words, *whole_year(anchor.year + step))
    if words.endswith("month"):
        return narrow(words, *whole_month(*_shift_month(anchor, step)))
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
    if unit in ("weeks", "days"):
        other = anchor + timedelta(days=sign * count * (7 if unit == "weeks" else 1))
        return min(anchor, other), max(anchor, other), "range"
    return _stretch(anchor, sign * count * (12 if unit == "years" else 1))


def _parse_ago(words: str, anchor: date, ahead: bool) -> Period:
    """Parse "two years ago": the year, month, week or day that lies so far back."""
    count_word, unit = words.split(" ")[:2]
    count = int(count_word) if count_word.isdigit() else _ONE.get(count_word) or _COUNTS.get(count_word)
    if count is None:
        raise ValueError(words)
    if unit.startswith("year"):
        return whole_year(anchor.year - count)
    if unit.startswith("month"):
        return whole_month(*_shift_month(anchor, -count))
    day = anchor - timedelta(days=count * (7 if unit.startswith("week") else 1))
    monday = day - timedelta(days=day.weekday())
    return (day, day, "day") if unit.startswith("day") else (monday, monday + timedelta(days=6), "range")


def _parse_term(words: str, anchor: date, ahead: bool) -> Period:
    """Parse "two weeks" behind "within": from the statement's day on."""
    number, unit = words.split()
    count = int(number) if number.isdigit() else (_ONE | _COUNTS).get(number)
    if count is None:
        raise ValueError(words)
    if unit.startswith(("year", "month")):
        return _stretch(anchor, count * (12 if unit.startswith("year") else 1))
    return anchor, anchor + timedelta(days=count * (7 if unit.startswith("week") else 1)), "range"


def _stretch(anchor: date, months: int) -> Period:
    year, month = _shift_month(anchor, months)
    other = date(year, month, min(anchor.day, monthrange(year, month)[1]))
    return min(anchor, other), max(anchor, other), "range"


def _shift_month(anchor: date, months: int) -> tuple[int, int]:
    index = anchor.year * 12 + anchor.month - 1 + months
    return index // 12, index % 12 + 1


def _parse_year_end(words: str, anchor: date, ahead: bool) -> Period:
    part = next(name for name in ("beginning", "middle", "end") if name in words)
    return parse_year(f"{part} of {anchor.year + ('next' in words.split())}")


def _parse_half(words: str, anchor: date | None, ahead: bool) -> Period:
    year = find_year(words)
    if year is None:
        if anchor is None:
            raise ValueError(words)
        year = anchor.year + ("next" in words)
    size = 6 if "half" in words else 3
    ordinals = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // size - 1, "latter": 1}
    index = next(value for name, value in ordinals.items() if name in words)
    if index * size >= 12:
        raise ValueError(words)
    begin = date(year, index * size + 1, 1)
    return begin, whole_month(year, index * size + size)[1], "range"


def _parse_today(words: str, anchor: date, ahead: bool) -> Period:
    day = anchor + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[words])
    return day, day, "day"


def _parse_weekday(words: str, anchor: date, ahead: bool) -> Period:
    """Parse "Monday": the nearest such day in the sentence's direction, the statement's own day included."""
    wanted = _WEEKDAYS.index(words.split()[-1][:3])
    if words.startswith("next") or (ahead and not words.startswith("last")):
        day = anchor + timedelta(days=(wanted - anchor.weekday()) % 7 or (7 if words.startswith("next") else 0))
    else:
        day = anchor - timedelta(days=(anchor.weekday() - wanted) % 7 or (7 if words.startswith("last") else 0))
    return day, day, "day"


_EITHER: dict[str, Callable[[str, date | None, bool], Period]] = {
    "dmy": _parse_day,
    "mdy": _parse_day,
    "season": _parse_season,
    "half": _parse_half,
    "dmdmy": _parse_two_days,
    "mdmdy": _parse_two_days,
    "week_of": _parse_week,
    "nth_week": _parse_nth_week,
    "months": _parse_months,
    "two_months": _parse_months,
    "both_months": _parse_months,
}
_RELATIVE: dict[str, Callable[[str, date, bool], Period]] = {
    "deictic_month": _parse_month,
    "month_of": _parse_month_of,
    "month": _parse_month,
    "unit": _parse_unit,
    "year_end": _parse_year_end,
    "within": _parse_within,
    "span": _parse_span,
    "ago": _parse_ago,
    "term": _parse_term,
    "day": _parse_today,
    "weekday": _parse_weekday,
}
