"""Adjuncts: the words between a verb and what it asks for that say when, where and how.

In: a lexed sentence and the place behind a verb. Out: the place behind the adjuncts, or the same place where none stand
there. It refuses to know any frame.
"""

from __future__ import annotations

from kg.extraction.dating.absolute import MONTHS
from kg.extraction.syntax.grammar import Lexed

__all__ = ["WEEKDAYS", "is_dated", "skip_adjuncts", "skip_aside", "skip_day", "skip_manner", "skip_place", "skip_time"]

_TODAY = frozenset(["today", "yesterday", "here"])
_DAYTIMES = frozenset(["morning", "afternoon", "evening", "noon", "week", "month"])
_THIS = frozenset(["this", "that", "last"])
_EARLIER = frozenset(["earlier", "later", "late", "early"])
_MANNERS = (
    ("at", "length"), ("at", "some", "length"), ("at", "great", "length"), ("in", "depth"), ("in", "detail"),
    ("in", "general"), ("in", "particular"), ("in", "principle"), ("in", "unison"), ("with", "one", "voice"),
)  # fmt: skip
_YEAR = 4  # digits
_ADJUNCT = 9  # tokens
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_DAY_OPENERS = WEEKDAYS | _EARLIER | _THIS | _TODAY | {"on"}


def skip_day(lexed: Lexed, place: int) -> int:
    """Skip the day on which something was said: "agreed on Wednesday to hold talks", "met on Sunday 5 May"."""
    if lexed.norm(place) not in _DAY_OPENERS:
        return place
    if lexed.norm(place) == "on" and lexed.norm(place + 1) in WEEKDAYS:
        day = (lexed.norm(place + 2), lexed.norm(place + 3))
        dated = any(word.isdigit() for word in day) and any(word in MONTHS for word in day)
        return _behind_daytime(lexed, place + (4 if dated else 2))
    first = place + (lexed.norm(place) in _EARLIER)
    if lexed.norm(first) in _THIS and lexed.norm(first + 1) in _DAYTIMES | WEEKDAYS:
        return _behind_daytime(lexed, first + 2)
    while lexed.norm(first) in _TODAY:
        first, place = first + 1, first + 1  # "met here today"
    return _behind_daytime(lexed, first + 1) if lexed.norm(first) in WEEKDAYS else place


def _behind_daytime(lexed: Lexed, place: int) -> int:
    return place + (lexed.norm(place) in _DAYTIMES)  # "on Monday morning"


def skip_time(lexed: Lexed, place: int) -> int:
    """Skip the day that stands before a verb: "the Minister, member of X, | on 5 May | received"."""
    return _behind_date(lexed, place) or skip_day(lexed, place)


def _behind_date(lexed: Lexed, place: int) -> int:
    """Return where reading goes on behind "on 5 May 2020"; 0 where no date stands there."""
    end = place + 1
    while lexed.norm(end)[:1].isdigit() or lexed.norm(end) in MONTHS:
        end += 1
    return end if lexed.norm(place) == "on" and end > place + 1 else 0


def is_dated(lexed: Lexed, first: int, last: int) -> bool:
    """Tell whether words name a year or month, and so another day than that of the talks: "agreed in 2019"."""
    norms = lexed.norms[first:last]
    return any((len(word) == _YEAR and word.isdigit()) or word in MONTHS for word in norms)


def skip_adjuncts(lexed: Lexed, place: int) -> int:
    """Skip when and where somebody is met: "received this morning at the Ministry | the Minister of X"."""
    met = place
    while behind := _behind_name(lexed, met):
        met = behind  # "received on 5 May in Oslo | President X"
    place = met if lexed.capital(met) or lexed.tag(met) in ("det", "poss") else place
    while True:
        if lexed.norm(place) in ("this", "that") and lexed.norm(place + 1) in _DAYTIMES:
            place += 2
        elif lexed.norm(place) in ("in", "at") and (behind := _behind_place(lexed, place)):
            place = behind
        else:
            return place


def _behind_name(lexed: Lexed, place: int) -> int:
    """Return where reading goes on behind a day, a place or an audience: "in audience | on 5 May | in Oslo"."""
    if lexed.norms[place : place + 2] == ("in", "audience"):
        return place + 2
    if lexed.norm(place) == "on":
        return _behind_date(lexed, place)
    named = lexed.mentions.get(place + 1, ())
    return named[0][1] if named and lexed.norm(place) in ("in", "at") and named[0][0].type == "LOC" else 0


def _behind_place(lexed: Lexed, place: int) -> int:
    """Return where a person begins behind a place: "in his office | the Minister"; 0 where none does."""
    for at in range(place + 2, min(place + _ADJUNCT, len(lexed))):
        person = any(mention.type in ("PER", "ROLE") for mention, _ in lexed.mentions.get(at, ()))
        if person or (lexed.tag(at) == "det" and lexed.tag(at - 1) == "word"):
            return at
        if lexed.tag(at) not in ("word", "det", "poss") and lexed.norm(at) != "of":
            return 0
    return 0


def skip_place(lexed: Lexed, place: int) -> int:
    """Skip where something was held, if that stands before what was: "held in Oslo its third session"."""
    named = place + 1 + (lexed.tag(place + 1) == "det")
    if lexed.norm(place) not in ("in", "at") or named not in lexed.mentions:
        return place
    return max(end for _, end in lexed.mentions[named])


def skip_manner(lexed: Lexed, place: int) -> int:
    """Skip how something was done: "deliberated at length | on piracy", "reviewed in detail | the plan"."""
    if lexed.tag(place) != "prep":
        return place
    return next((place + len(words) for words in _MANNERS if lexed.norms[place : place + len(words)] == words), place)


def skip_aside(lexed: Lexed, place: int) -> int:
    """Skip an aside between commas: "condemned, in the strongest terms, the attack"."""
    if lexed.tag(place) != "comma":
        return place
    for end in range(place + 2, min(place + 10, len(lexed))):
        if lexed.tag(end) == "comma":
            return end + 1
    return place
