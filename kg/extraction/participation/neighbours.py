"""Neighbours: one word that stands for several states: "the Nordic Ministers of Defence", "the Baltic States".

Not a stage; the search for parties asks it. In: a text. Out: those states, or mentions that lists of names can hold.
Which words stand for which states is data in ``ontology/reference``; it refuses words that name no one who meets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.participation.seats import unique
from kg.knowledge.naming import Naming
from kg.record import Mention, Span

__all__ = ["find_neighbours", "mention_neighbours"]

_MEETING_ONES = re.compile(
    r"(?:[-–]\w+)?(?:(?:\s+and|,)\s+\w+)?(?:\s+[A-Za-z]+){0,3}?\s+(?:ministers|secretaries|presidents|leaders|chiefs|states|countries"
    r"|governments|heads|dialogue|consultations|meeting|colleagues|counterparts)\b"
    r"(?:\s+of\s+(?:National\s+)?(?:Defen[cs]e|Foreign\s+Affairs|State|Staff|Government)\b)*",
    re.IGNORECASE,
)


def find_neighbours(words: str, naming: Naming) -> list[str]:
    """Return the states that a word for several stands for, before who meets: "the Nordic Ministers of Defence"."""
    return unique(state for match, _ in _find(words, 0, len(words), naming) for state in naming.state_groups[match[1]])


def mention_neighbours(text: str, span: Span, naming: Naming) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield each such word with who meets as a mention, and the states that it stands for."""
    for match, end in _find(text, span.start, span.end, naming):
        mention = Mention(match.start(), end, text[match.start() : end], "STATE", None)
        yield mention, naming.state_groups[match[1]]


def _find(text: str, start: int, end: int, naming: Naming) -> Iterator[tuple[re.Match[str], int]]:
    for match in _groups(frozenset(naming.state_groups)).finditer(text, start, end):
        if meeting := _MEETING_ONES.match(text, match.end(), end):
            yield match, meeting.end()


@lru_cache(maxsize=1)
def _groups(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words)))})\b(?!\s+Sea)")
