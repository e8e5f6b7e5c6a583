"""Homes: the state of those of a release whom the text gives none, by what it tells of that state.

Not a stage; the stage of participants asks it. In: seats, parties and mentions. Out: the same seats, with a state,
and the parties with it. It guesses nothing where two states would fit alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from kg.extraction.naming.candidates import Introduction
from kg.extraction.participation.seats import Seat, is_spokesman, unique
from kg.knowledge.naming import Naming
from kg.names import owning_state
from kg.record import Mention, Span

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
_DATELINE = re.compile(r"(?:[ ,(][^\n.]{0,40}?)?(?::|\s?--|\s?[–—]|\s-)\s|[.,]\s+(?:[A-Z]{3,}|[^\n.]{0,20}\d)")
_AWAY = re.compile(r"\b(?:sidelines?|margins?)\s+of\b")
_HOSTING = re.compile(
    r"\b(?:(?:met|meets|talks|meeting|arrived)\s+here|receive[sd]|hosts?|hosted|welcome[sd]|call(?:s|ed)\s+on|courtesy\s+call|visiting|guests?|arrived|(?:official|working)\s+visit)\b"
)
_SENT_TO = re.compile(  # who receives him is of that state
    r"\b[Aa]mbassador(?:\s+(?:of|the|and|[A-Z][\w-]+)){0,10}\s+to\s+(?:the\s+)?$"
)
_IN_HOUSE = re.compile(r"\bat\s+(?:the\s+)?$")
_OFFICE = re.compile(  # an office whose holder the text never names
    r"(?:^|[.\n]\s*)The\s+((?:(?:Prime|Foreign|Defen[cs]e)\s+)?(?:Minister|Secretary|President|Chancellor))\s+"
    r"(?:also\s+)?(?:spoke|met|held|thanked|welcomed|praised|received|called|hosted)\b"
)
_OPENING = 1200
_BESIDE = 24


def give_home(
    text: str,
    seats: Sequence[Seat],
    parties: list[str],
    mentions: Sequence[Mention],
    introductions: Sequence[Introduction],
    naming: Naming,
) -> list[str]:
    """Give those of no known state, in a release of their own side, the state in whose name it is published.

    The text tells it by what the state itself does: "announced that Canada will", "Canada's commitment to", or beside
    the state of who was met: "Canada and Poland", so too where an office alone acts; by the city in which he is host,
    by whose ministry, press service or spokesperson reports it, by the house in which they met, or by the city from
    which it comes. Several have one home where the state of whom they met is known. Return the parties, with it.
    """
    waiting = [seat for seat in seats if seat.state is None and seat.person and (seat.intro.post or seat.role)]
    taken = {seat.state for seat in seats if seat.state}
    unnamed = not waiting and len(taken) == 1 and _leaves_office(text, seats)
    if not (waiting or unnamed) or (len(waiting) > 1 and not taken) or (parties and not set(parties) <= taken):
        return parties
    published = Counter(state for state in _publishing(text, mentions, introductions, naming) if state not in taken)
    if len(taken) > 1 and (not published or not taken <= naming.codes.keys()):
        return parties
    votes = published + Counter(
        state
        for state in (
            *_doing(text, taken, mentions),
            *(state for seat in waiting[:1] for state in _welcoming(text, seat, mentions, naming)),
        )
        if state not in taken
    )
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return parties
    for seat in waiting:
        seat.state = best[0][0]
    return unique([*parties, *sorted(iri for iri in taken if iri), best[0][0]])


def _leaves_office(text: str, seats: Sequence[Seat]) -> bool:
    """Tell whether an office acts whose holder the text never names, and that nobody named holds."""
    found = _OFFICE.search(text, 0, _OPENING)
    office = " ".join(found[1].lower().split()) if found else ""
    head = office if office == "prime minister" else office.rpartition(" ")[2]
    return found is not None and not any(seat.role and seat.role.endswith(head) for seat in seats)


def _doing(text: str, taken: Collection[str | None], mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield states that promise or value something, or stand beside the state of who was met: "Canada and Poland"."""
    named = [m for m in mentions if m.type == "STATE" and m.iri]
    for before, mention in zip([None, *named], named, strict=False):
        if mention.iri and mention.iri not in taken:
            yield from [mention.iri] * (2 * bool(_OWN_DEED.match(text, mention.end)))
            if before is not None and before.iri in taken and text[before.end : mention.start] == " and ":
                yield mention.iri
        backs = before is not None and mention.iri in taken and _TO_GUEST.fullmatch(text, before.end, mention.start)
        if before is not None and before.iri and backs:
            yield before.iri


def _publishing(
    text: str, mentions: Sequence[Mention], introductions: Sequence[Introduction], naming: Naming
) -> Iterator[str]:
    """Yield the state of each body or person by whom, house in which and city from which a release comes."""
    owners = [(m, owning_state(m.iri) if m.type == "ORG" else m.iri) for m in mentions if m.type in ("ORG", "STATE")]
    named = {state for m, state in owners if state and not naming.is_press_service(m.iri)}
    dated = list(_datelined(text, mentions, naming))
    sent = (m for m in mentions if m.type == "STATE" and m.iri and m.end < _OPENING)
    yield from (m.iri or "" for m in sent if _SENT_TO.search(text, max(0, m.start - 120), m.start))
    away = _AWAY.search(text, 0, _OPENING) is not None
    yield from (state for state in dated if not away and (state in named or _HOSTING.search(text, 0, _OPENING)))
    for mention, state in owners:
        if mention.type != "ORG" or state is None:
            continue
        press = naming.is_press_service(mention.iri) and (state in named or state in dated)
        house = mention.end < _OPENING and _IN_HOUSE.search(text, max(0, mention.start - 8), mention.start)
        if press or house or _REPORTS.match(text, mention.end):
            yield state
    for intro in introductions:
        if intro.post and is_spokesman(intro, naming):
            within = Span(intro.post.start - _BESIDE, intro.post.end + _BESIDE)
            yield from unique([intro.state, *(state for m, state in owners if m in within)])[:1]


def _welcoming(text: str, seat: Seat, mentions: Sequence[Mention], naming: Naming) -> Iterator[str]:
    """Yield the state of each city to which a person welcomes somebody: "Minister Lund welcomed Ana Rojas to Oslo"."""
    starts = [m.start for m in mentions if seat.person and m.iri == seat.person.iri]
    for city in mentions:
        before = max((start for start in starts if start < city.start), default=None)
        if city.type == "LOC" and before is not None and _WELCOMING.fullmatch(text, before, city.start):
            yield from _state_around(city, naming)


def _datelined(text: str, mentions: Sequence[Mention], naming: Naming) -> Iterator[str]:
    """Yield the state of the city with which the release begins a line: "LIMA, 12 May 2010: The Minister received"."""
    for city in mentions:
        begins = text[max(0, city.start - 1) : city.start] in ("", "\n") and _DATELINE.match(text, city.end)
        if city.type == "LOC" and begins:
            yield from _state_around(city, naming)


def _state_around(city: Mention, naming: Naming) -> list[str]:
    return [place for place in naming.knowledge.values(city.iri or "", "dco:withinPlace") if place in naming.codes]
