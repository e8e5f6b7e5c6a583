"""Days and years in words, as treaties and closing lines write them: "this third day of May, two thousand and twelve".

Not a stage; the reading of dates uses it. In: folded words. Out: numbers. It knows English numerals up to 9999.
"""

from __future__ import annotations

import re

__all__ = ["SOLEMN_DAY", "SOLEMN_YEAR", "read_ordinal", "read_year"]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split())}
_NUMBERS |= {
    word: number * 10
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)} | {"thirtieth": 30}
_SCALES = {"hundred": 100, "thousand": 1000}
_ORDINAL = rf"(?:(?:twenty|thirty)[\s-]+)?(?:{'|'.join(_ORDINALS)})"
SOLEMN_DAY = rf"(?:(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)|{_ORDINAL})"
_NUMERAL = rf"(?:{'|'.join((*_NUMBERS, *_SCALES))})"
SOLEMN_YEAR = rf"(?:(?:1[89]|20)\d\d|{_NUMERAL}(?:[\s-]+(?:and\s+)?{_NUMERAL}){{1,6}})"
_YEAR = re.compile(rf"{SOLEMN_YEAR}$")
_DAY = re.compile(SOLEMN_DAY)


def read_ordinal(words: str) -> int:
    """Return the first day that words name.

    >>> read_ordinal("the twenty-first day of may"), read_ordinal("3rd day of may")
    (21, 3)
    """
    match = _DAY.search(words)
    if match is None:
        raise ValueError(words)
    if match[0][0].isdigit():
        return int(match[0][:-2])
    parts = re.split(r"[\s-]+", match[0])
    return sum(_ORDINALS.get(part) or _NUMBERS[part] for part in parts)


def read_year(words: str) -> int:
    """Return the year at the end of words.

    >>> [read_year(words) for words in ("two thousand and twelve", "nineteen ninety-eight", "nineteen hundred and six")]
    [2012, 1998, 1906]
    """
    match = _YEAR.search(words)
    if match is None:
        raise ValueError(words)
    if match[0].isdigit():
        return int(match[0])
    total = group = 0
    for part in re.split(r"[\s-]+(?:and\s+)?", match[0]):
        if part == "thousand":
            total, group = total + group * 1000, 0
        elif part == "hundred":
            group *= 100
        elif 10 <= group < 100 and (group < 20 or _NUMBERS[part] >= 10):  # nineteen ninety, twenty twelve
            group = group * 100 + _NUMBERS[part]
        else:
            group += _NUMBERS[part]
    return total + group
