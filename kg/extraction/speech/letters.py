"""Letters: who writes each letter of an exchange, and so is its "I", "we" and "my Government".

In: an ``Understanding``. Out: where each letter begins, with the party for which it is written. A letter begins with
its salutation; its writer is told by the heading over it ("The Minister of X to the Ambassador of Y"), by "on behalf
of", by the signature or, of two parties, by whom it is addressed to. The module refuses to guess where none tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extraction.model import Understanding
from kg.extraction.speech.hospitality import Sign, find_signs

__all__ = ["find_letters"]

_SALUTATION = re.compile(
    r"^[ \t]*(?:(?:Your\s+)?Excellency|(?:My\s+)?Dear\s+[^\n,:]{2,60}|Sir|Madam|Gentlemen|Monsieur[^\n,:]{0,40}"
    r"|(?:Mr\.?|Madam|Mister)\s+(?:Minister|Secretary|Ambassador|President|Chairman))[ \t]*[,:]?[ \t]*$",
    re.MULTILINE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my\s+Government)\b")
_CLOSING = re.compile(
    r"(?:high(?:est)?\s+(?:consideration|esteem)|obedient\s+servant|yours\s+(?:sincerely|faithfully|truly)"
    r"|^sincerely)[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(
    r"^[ \t]*(?:To\b|(?:His|Her)\s+Excellency|H\.\s?E\.|The\s+(?:Right\s+)?Honou?rable)", re.MULTILINE
)
_BEHALF = re.compile(r"\b(?:on|in)\s+behalf\s+of\s+(?:the\s+)?(?:Government\s+of\s+(?:the\s+)?)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:the\s+|(?:His|Her)\s+Excellency\b|H\.\s?E\.|Mr)", re.IGNORECASE)
_PAIR = 2


def find_letters(understanding: Understanding) -> tuple[tuple[int, str | None], ...]:
    """Return where the letters of a document begin, in text order, with the party that writes each if it is told."""
    text, parties = understanding.text, understanding.document.parties
    starts = [match.end() for match in _SALUTATION.finditer(text)]
    bounds = pairwise([*starts, len(text)])
    letters = [(first, last) for first, last in bounds if _FIRST_PERSON.search(text, first, last)]
    if not letters or len(parties) < _PAIR:
        return ()
    signs = find_signs(understanding, len(text))
    other = dict(zip(parties, reversed(parties), strict=True)) if len(parties) == _PAIR else {}
    found, above = [], 0
    for first, last in letters:
        found.append((first, _find_writer(text, above, first, last, signs, other)))
        closing = _CLOSING.search(text, first, last)
        above = closing.end() if closing else last
    return tuple(found)


def _find_writer(
    text: str, above: int, first: int, last: int, signs: Sequence[Sign], other: dict[str, str]
) -> str | None:
    head = [sign for sign in signs if above <= sign.start < first]
    for left, right in pairwise(head):
        between = text[left.end : right.start]
        if left.party != right.party and "\n" not in between and _TO.search(between):
            return left.party
    body = [sign for sign in signs if first <= sign.start < last]
    spoken = next((s.party for s in body if _BEHALF.search(text, max(first, s.start - 40), s.start)), None)
    closing = _CLOSING.search(text, first, last)
    if spoken or closing is None:
        return spoken
    addressed = _ADDRESSED.search(text, closing.end(), last)
    signed = [sign.party for sign in body if closing.end() <= sign.start < (addressed.start() if addressed else last)]
    received = [sign.party for sign in body if addressed and sign.start >= addressed.start()]
    return signed[0] if signed else other.get(received[0]) if received else None
