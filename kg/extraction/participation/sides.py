"""Sides: the two states that a text tells only here and there, by "both sides", "the Chilean side" or who visits whom.

Not a stage; the search for parties asks it where title, lists and persons name nobody. In: the whole text and its
mentions. Out: two states, or none: it never takes the first two of three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.extraction.participation.issuers import is_subject
from kg.extraction.participation.partylists import state_of
from kg.extraction.participation.seats import Seat, unique
from kg.knowledge.letters import fold
from kg.knowledge.naming import GroupNoun, Naming
from kg.record import Mention, Span

__all__ = ["find_pair", "find_sides", "find_visited"]

_PAIR = 2
_SIDE = re.compile(r"\s+(?:side|delegation|conferees|delegates|representatives|party)\b")
_VISIT = re.compile(r"\b(?:visit(?:ed|s)?(?:\s+to)?|tour\s+of|stay\s+in|arrived\s+in)\s+(?:the\s+)?$")
_PLANNED = re.compile(r"\b(?:will|shall|to)\s+visit\s+(?:the\s+)?(?:\w+\s+and\s+)?$")


def find_pair(
    text: str,
    opened: Sequence[Mention],
    mentions: Sequence[Mention],
    opening: Sequence[Span],
    seats: Sequence[Seat],
    naming: Naming,
) -> list[str]:
    """Return the first two states of the opening, where two persons or parties act and no third is named yet.

    Where the opening names one or none, they are the only two that the whole text names.
    """
    alone = len(seats) == _PAIR and not any(seat.state for seat in seats)  # "Presidents X and Y inaugurated"
    if not alone and not _two_parties(naming.groups).search(fold(text)):
        return []
    for reach in opening:
        before = [m for m in opened if m.end <= reach.end]
        named = unique(state_of(m, naming) for m in before if not _is_spoken_of(text, m, before))
        if len(named) >= 2:
            return named if len(named) == 2 else []
    named = unique(state_of(m, naming) for m in mentions if m.type in ("STATE", "ROLE"))
    return named if len(named) == 2 else []


def find_visited(text: str, spoken: Sequence[str], mentions: Sequence[Mention], limit: int) -> list[str]:
    """Return the one state that a person of the opening speaks for, with the one that is visited there."""
    front = [m for m in mentions if m.type == "STATE" and m.end <= limit]
    hosts = [iri for iri in unique(m.iri for m in front if _is_visited(text, m)) if iri not in spoken]
    return unique([*hosts, *spoken]) if len(hosts) == len(spoken) == 1 else []


def find_sides(text: str, naming: Naming) -> list[str]:
    """Return the two states of which the text says "the ... side", where it says so of two."""
    found = []
    for match in _SIDE.finditer(text):
        start = max(0, match.start() - 40)
        hits = naming.gazetteer.find(text[start : match.start()]).get("name", [])
        if hits and start + hits[-1].end == match.start() and len(hits[-1].entries) == 1:
            found.append(hits[-1].entries[0].iri)
    states = unique(iri for iri in found if iri in naming.codes)
    return states if len(states) == 2 else []


@lru_cache(maxsize=1)
def _two_parties(groups: tuple[GroupNoun, ...]) -> re.Pattern[str]:
    """Return what finds "both sides", "the two Defence Ministers" in a folded text."""
    nouns = sorted({fold(label) for group in groups for label in group.labels})
    return re.compile(rf"[bt](?<!\w.)(?:(?<=b)oth|(?<=t)wo)(?:\s+\w+)?\s+(?:{'|'.join(map(re.escape, nouns))})\b")


def _is_spoken_of(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Tell whether a state of the opening is a place or a plan there: "troops in Latvia", "will visit Tonga"."""
    planned = _PLANNED.search(text, max(0, mention.start - 24), mention.start) is not None
    return planned or is_subject(text, mention, mentions)


def _is_visited(text: str, mention: Mention) -> bool:
    planned = _PLANNED.search(text, max(0, mention.start - 24), mention.start)
    return planned is None and _VISIT.search(text, max(0, mention.start - 20), mention.start) is not None
