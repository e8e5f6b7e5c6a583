"""Homes: the state of the one person of a release whom the text gives none, by what it tells of that state.

Not a stage; the stage of participants asks it. In: seats, parties and mentions. Out: the same seats, one with a state,
and the parties with it. It guesses nothing where two states would fit alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extraction.participation.seats import Seat, unique
from kg.knowledge.naming import Naming
from kg.names import owning_state
from kg.record import Mention

__all__ = ["give_home"]

_OWN_DEED = re.compile(
    r"\s+(?:(?:\w+ly\s+)?(?:values|appreciates|attaches|desires|wishes)|will|would|intends?|(?:is|remains|stands)\s+(?:\w+ly\s+)?(?:committed|ready|proud|determined))\b"
    r"|['’]s?\s+(?:\w+\s+){0,2}(?:commitment|support|readiness|contributions?|willingness|appreciation|gratitude|leadership)\b"
)
_REPORTS = re.compile(r"\s+(?:said|says|told|announced|reported|reports|informed|stated)\b")
_TO_GUEST = re.compile(
    r" and |\s+(?:\w+ly\s+)?(?:supports|welcomes|thanks|appreciates|stands\s+(?:by|with|behind))\s+(?:the\s+)?"
)
_WELCOMING = re.compile(
    r"[^.;\n]{1,80}\b(?:welcom(?:ed|es)|received|receives|hosted|hosts|greet(?:ed|s))\s(?!by\b)(?:[^.;\n]|\.(?=\s?[a-z])){1,160}"
    r"\s(?:to|in|at)\s+"
)
_DATELINE = re.compile(r"[ ,(][^\n.]{0,40}?(?::|--|[–—])\s")


def give_home(
    text: str, seats: Sequence[Seat], parties: list[str], mentions: Sequence[Mention], naming: Naming
) -> list[str]:
    """Give the one person of no known state, in a release of his own side, the state in whose name he promises.

    The text tells it by what the state itself does: "announced that Canada will", "Canada's commitment to", or beside
    the state of who was met: "Canada and Poland", by the city in which he is host, by whose ministry reports it, or by
    the city from which it comes where the text names its state. Return the parties, with that state.
    """
    waiting = [seat for seat in seats if seat.state is None and seat.person and seat.intro.post]
    taken = {seat.state for seat in seats if seat.state}
    if len(waiting) != 1 or len(taken) > 1 or (parties and not set(parties) <= taken):
        return parties
    votes: Counter[str] = Counter()
    named = [m for m in mentions if m.type == "STATE" and m.iri]
    for before, mention in zip([None, *named], named, strict=False):
        if mention.iri not in taken and mention.iri:
            votes[mention.iri] += 2 * bool(_OWN_DEED.match(text, mention.end))
            beside = before is not None and before.iri in taken and text[before.end : mention.start] == " and "
            votes[mention.iri] += beside
        if before is not None and before.iri and mention.iri in taken:
            backs = _TO_GUEST.fullmatch(text, before.end, mention.start)
            votes[before.iri] += bool(backs) and before.iri not in taken
    for state in (*_welcoming(text, waiting[0], mentions, naming), *_reporting(text, mentions)):
        votes[state] += state not in taken
    for state in _datelined(text, mentions, naming):
        votes[state] += state not in taken and any(mention.iri == state for mention in named)
    best = votes.most_common(2)
    if not best or best[0][1] == 0 or (len(best) > 1 and best[0][1] == best[1][1]):
        return parties
    waiting[0].state = best[0][0]
    return unique([*parties, *sorted(iri for iri in taken if iri), best[0][0]])


def _welcoming(text: str, seat: Seat, mentions: Sequence[Mention], naming: Naming) -> Iterator[str]:
    """Yield the state of each city to which a person welcomes somebody: "Minister Lund welcomed Ana Rojas to Oslo"."""
    starts = [m.start for m in mentions if seat.person and m.iri == seat.person.iri]
    for city in mentions:
        before = max((start for start in starts if start < city.start), default=None)
        if city.type == "LOC" and before is not None and _WELCOMING.fullmatch(text, before, city.start):
            yield from _state_around(city, naming)


def _reporting(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the state of each body that is the source of a release: "the Ministry of Defence of Norway said"."""
    for mention in mentions:
        state = owning_state(mention.iri) if mention.type == "ORG" else None
        if state and _REPORTS.match(text, mention.end):
            yield state


def _datelined(text: str, mentions: Sequence[Mention], naming: Naming) -> Iterator[str]:
    """Yield the state of the city with which the release begins a line: "LIMA, 12 May 2010: The Minister received"."""
    for city in mentions:
        begins = text[: city.start].endswith("\n") and _DATELINE.match(text, city.end)
        if city.type == "LOC" and begins:
            yield from _state_around(city, naming)


def _state_around(city: Mention, naming: Naming) -> list[str]:
    return [place for place in naming.knowledge.values(city.iri or "", "dco:withinPlace") if place in naming.codes]
