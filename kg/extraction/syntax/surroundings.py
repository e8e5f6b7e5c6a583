"""Surroundings: what stands right before and behind an actor phrase and decides whether it can be a subject.

In: a lexed sentence and a place in it. Out: yes or no, or the place behind a wish. The module refuses to know verbs.
"""

from __future__ import annotations

from kg.extraction.syntax.grammar import Lexed

__all__ = ["skip_blessing", "within_pair", "within_phrase"]

_BLESSING = frozenset(["god", "allah", "almighty"])
_LONGEST_BLESSING = 10
_CLOSING = ("comma", "quote", "close")


def skip_blessing(lexed: Lexed, place: int) -> int:
    """Return where reading goes on behind a wish for who was named: "the Emir, may God protect him, | received"."""
    first = place
    while lexed.tag(first) in ("comma", "quote", "open"):
        first += 1
    if lexed.norm(first) != "may" or lexed.norm(first + 1) not in _BLESSING:
        return place
    ends = (at for at in range(first + 2, min(first + _LONGEST_BLESSING, len(lexed))) if lexed.tag(at) in _CLOSING)
    last = next(ends, place)
    while last > place and lexed.tag(last) in _CLOSING:
        last += 1
    return last


def within_pair(lexed: Lexed, place: int) -> bool:
    """Tell whether the phrase is one behind another in "between A, B and C" and no subject."""
    if lexed.tag(place - 1) == "comma":
        at = place - 2
        while at > 0 and (lexed.covered[at] or lexed.tag(at) in ("det", "comma")):
            at -= 1
        return lexed.norm(at) in ("between", "among")
    if lexed.norm(place - 1) != "and":
        return False
    for at in range(place - 2, max(place - 16, -1), -1):
        if lexed.norm(at) in ("between", "among") and not lexed.covered[at]:
            return True
        if lexed.tag(at) in ("comma", "stop", "be", "have", "modal"):
            return False
    return False


def within_phrase(lexed: Lexed, place: int) -> bool:
    """Tell whether the phrase is the second of a pair that a preposition governs: "support to A and B"."""
    if lexed.norm(place - 1) != "and" or not lexed.covered[place - 2]:
        return False
    at = place - 2
    while at > 0 and (lexed.covered[at] or lexed.tag(at) == "det"):
        at -= 1
    return lexed.tag(at) in ("prep", "to")
