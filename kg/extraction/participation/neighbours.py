"""Neighbours: adjectives that stand for several states: "the Nordic Ministers", "the Peruvian and Chilean Ministers".

Not a stage; the search for parties asks it. In: a text. Out: those states, or mentions that lists of names can hold.
Which words stand for which states is data in ``ontology/``; it refuses words that name no one who meets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.participation.seats import unique
from kg.knowledge.frames import load_demonyms
from kg.knowledge.naming import Naming
from kg.record import Mention, Span

__all__ = ["find_neighbours", "mention_adjectives", "mention_neighbours"]

_OFFICES = (
    r"(?i:ministers|secretaries|presidents|leaders|chiefs|governments|heads|colleagues|counterparts|officials|officers"
    r"|delegations|commanders|ambassadors|representatives|experts|sides|navies|armies|militaries|forces|guards)\b"
    r"(?:\s+of\s+(?:National\s+)?(?:Defen[cs]e|Foreign\s+Affairs|State|Staff|Government)\b)*"
)
_MEETING_ONES = re.compile(
    r"(?:[-–]\w+)?(?:(?:\s+and|,)\s+\w+)?(?:\s+[A-Za-z]+){0,3}?\s+"
    rf"(?:{_OFFICES}|(?i:states|countries|dialogue|consultations|meeting)\b)"
)
_ITEM = r"(?:South |North |New |Sri |Saudi )?[A-Z][\w.]+"
_AND = re.compile(r",?\s+and\s+|,\s+")
_ADJECTIVES = re.compile(
    rf"\b(?P<list>{_ITEM}(?:,\s+{_ITEM})*),?\s+and\s+(?P<last>{_ITEM})\s+"
    rf"(?:(?:[a-z-]+|Foreign|Defen[cs]e|Prime|Air|Army|Navy)\s+){{0,3}}?{_OFFICES}"
)


def find_neighbours(words: str, naming: Naming) -> list[str]:
    """Return the states that a word for several stands for, before who meets: "the Nordic Ministers of Defence"."""
    return unique(state for match, _ in _find(words, 0, len(words), naming) for state in naming.state_groups[match[1]])


def mention_neighbours(text: str, span: Span, naming: Naming) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield each such word with who meets as a mention, and the states that it stands for."""
    for match, end in _find(text, span.start, span.end, naming):
        mention = Mention(match.start(), end, text[match.start() : end], "STATE", None)
        yield mention, naming.state_groups[match[1]]


def mention_adjectives(text: str, span: Span, naming: Naming) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield each list of adjectives before who meets: "the Canadian, Peruvian and Chilean Ministers of Defence"."""
    for match in _ADJECTIVES.finditer(text, span.start, span.end):
        words = [word.strip() for word in _AND.split(match["list"])]
        states = [_state_of_adjective(word, naming) for word in (*words, match["last"])]
        if all(states):
            found = tuple(state for state in states if state)
            yield Mention(match.start(), match.end(), match[0], "STATE", None), found


def _state_of_adjective(word: str, naming: Naming) -> str | None:
    hits = naming.gazetteer.find(word).get("name", [])
    named = [hit.entries[0].iri for hit in hits if hit.end - hit.start == len(word) and len(hit.entries) == 1]
    return load_demonyms().get(word.lower()) or next((iri for iri in named if iri in naming.codes), None)


def _find(text: str, start: int, end: int, naming: Naming) -> Iterator[tuple[re.Match[str], int]]:
    for match in _groups(frozenset(naming.state_groups)).finditer(text, start, end):
        if meeting := _MEETING_ONES.match(text, match.end(), end):
            yield match, meeting.end()


@lru_cache(maxsize=1)
def _groups(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words)))})\b(?!\s+Sea)")
