"""Letters as they are compared: case, quotes, dashes and spaces levelled, each character for one character.

In: stored text. Out: text of the same length, or squeezed text with a map back to the stored offsets. Nothing
here changes the stored text, and nothing knows of words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["INVISIBLE", "Squeezed", "fold", "level", "squeeze", "words_of"]

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'") | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"), " ")
_SPACES |= dict.fromkeys(range(0x2000, 0x200B), " ")
_LEVEL = _QUOTES | _DASHES | _SPACES | {0x130: "I"}  # the lower case of U+0130 is two characters long
_TABLE = {chr(code): plain for code, plain in _LEVEL.items()}
_SPECIAL = re.compile("[" + re.escape("".join(_TABLE)) + "]")  # faster than str.translate: few characters match
INVISIBLE = (  # soft hyphen, joiners, marks of direction
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LONG = 1000
_WORD = re.compile(r"\w+")
_RUN = re.compile(f"(?<= ) +|[{INVISIBLE}]+ *")


def level(text: str) -> str:
    """Return text with straight quotes, plain hyphens and plain spaces; its length stays.

    >>> level("Spain’s “2+2” –")
    'Spain\\'s "2+2" -'
    """
    return _SPECIAL.sub(lambda match: _TABLE[match[0]], text)


def fold(text: str) -> str:
    """Return levelled text in lower case; its length stays.

    >>> fold("İstanbul’s DEFENCE")
    "istanbul's defence"
    """
    return _fold_document(text) if len(text) >= _LONG else _fold_words(text)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case, for a rule to see whether one that it needs is there at all.

    >>> sorted(words_of("Japan's joint-staff office"))
    ['japan', 'joint', 'office', 's', 'staff']
    """
    return _words_of_document(text) if len(text) >= _LONG else _words_of(text)


def _fold(text: str) -> str:
    return level(text).lower()


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


_fold_document = lru_cache(maxsize=2)(_fold)  # one stage after the other asks for the whole text
_fold_words = lru_cache(maxsize=1 << 14)(_fold)  # and for the same few words
_words_of_document = lru_cache(maxsize=2)(_words_of)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Text without double spaces and invisible characters, with the way back to the offsets of the original."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def original(self, offset: int) -> int:
        """Return where a character of the squeezed text stood in the original."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def squeeze(text: str) -> Squeezed:
    """Return levelled text with each run of spaces as one space.

    >>> s = squeeze("sea  lanes")
    >>> s.text, s.original(4)
    ('sea lanes', 5)
    """
    if text.isascii() and "  " not in text:
        return Squeezed(text, (0,), (0,))  # as most texts are written
    pieces, starts, shifts = [], [0], [0]
    last = length = 0
    for run in _RUN.finditer(text):
        pieces.append(text[last : run.start()])
        length += run.start() - last
        last = run.end() - 1 if _keeps_space(text, run) else run.end()
        starts.append(length)
        shifts.append(last - length)
    pieces.append(text[last:])
    return Squeezed("".join(pieces), tuple(starts), tuple(shifts))


def _keeps_space(text: str, run: re.Match[str]) -> bool:
    return run[0][0] != " " and run[0][-1] == " " and text[run.start() - 1 : run.start()] != " "
