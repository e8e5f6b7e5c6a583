"""Absolute periods: days, months and years of the calendar that need no anchor, and the words for them.

Not a stage; the stage of dates and the reader of relative periods read with it. In: folded words. Out: a begin, an end
and a precision. It knows the calendar and no text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from kg.extraction.dating.solemn import read_ordinal, read_year
from kg.record import Precision

__all__ = [
    "ABSOLUTE", "ANY_MONTH", "MONTH", "MONTHS", "MONTH_WORD", "NUMBERS", "YEAR", "YEAR_WORD", "Period", "find_months",
    "find_year", "narrow", "parse_year", "whole_month", "whole_year",
]  # fmt: skip

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
MONTH = rf"(?:{'|'.join(MONTHS)})"
_SHORT = r"(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
ANY_MONTH = rf"(?:{MONTH}|{_SHORT})"
YEAR = r"(?:1[89]|20)\d\d"

_NUMBER_OF = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_FIRST_SHORT_YEAR = 45
NUMBERS = re.compile(r"\d+")
MONTH_WORD = re.compile(ANY_MONTH)
YEAR_WORD = re.compile(YEAR)

Period: TypeAlias = tuple[date, date, Precision]


def find_months(words: str) -> list[int]:
    """Return the numbers of the months that words name, in order."""
    return [_NUMBER_OF[name[:3]] for name in MONTH_WORD.findall(words)]


def find_year(words: str) -> int | None:
    """Return the first year that words name."""
    found = YEAR_WORD.search(words)
    return int(found[0]) if found else None


def whole_month(year: int, month: int) -> Period:
    """Return a month from its first to its last day."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def whole_year(year: int) -> Period:
    """Return a year from its first to its last day."""
    return date(year, 1, 1), date(year, 12, 31), "year"


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _parse_numeric(words: str) -> Period:
    if "-" in words:
        day = date.fromisoformat(words)
    else:
        number, month, year = words.split(".")
        day = date(int(year), int(month) if month.isdigit() else _ROMAN.index(month.upper()) + 1, int(number))
    return day, day, "day"


def _parse_solemn(words: str) -> Period:
    day = date(read_year(words), find_months(words)[0], read_ordinal(words))
    return day, day, "day"


def _parse_short(words: str) -> Period:
    """Parse a day whose year has two digits: 05 Nov 04; none lies before the United Nations."""
    number, year = (int(found) for found in NUMBERS.findall(words))
    day = date(year + (1900 if year >= _FIRST_SHORT_YEAR else 2000), find_months(words)[0], number)
    return day, day, "day"


def _parse_month_year(words: str) -> Period:
    year = find_year(words)
    begin, end, precision = whole_month(year or 1, find_months(words)[0])
    return narrow(words, begin, end, precision)


def narrow(words: str, begin: date, end: date, precision: Precision) -> Period:
    """Cut a period to its beginning, middle or end third, as "early", "mid" and "late" say."""
    third = (end - begin) / 3
    if re.match(r"(?:the )?(?:early|beginning)", words):
        return begin, begin + third, "range"
    if re.match(r"(?:the )?mid", words):
        return begin + third, end - third, "range"
    if re.match(r"(?:the )?(?:late|end)", words):
        return end - third, end, "range"
    return begin, end, precision


def _parse_years(words: str) -> Period:
    first, last = NUMBERS.findall(words)
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if end < int(first):
        raise ValueError(words)
    return date(int(first), 1, 1), date(end, 12, 31), "range"


def _parse_decade(words: str) -> Period:
    year = int(NUMBERS.findall(words)[0])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def parse_year(words: str) -> Period:
    """Return a year, or the part of it that words such as "early" name."""
    year = find_year(words) or 0
    return narrow(words, *whole_year(year))


ABSOLUTE: dict[str, Callable[[str], Period]] = {
    "iso": _parse_numeric,
    "dotted": _parse_numeric,
    "solemn": _parse_solemn,
    "short": _parse_short,
    "my": _parse_month_year,
    "years": _parse_years,
    "year": parse_year,
    "decade": _parse_decade,
}
