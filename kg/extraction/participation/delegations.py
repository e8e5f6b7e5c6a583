"""Delegations: for which party the persons sit whose state does not stand beside their names.

Not a stage; the stage of participants asks it. In: seats, parties and mentions. Out: the same seats with states, from
lists in the same order, visits, listed tenures, or the one party that is left. It guesses nothing where two would fit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from kg.extraction.naming.candidates import Introduction, Person
from kg.extraction.participation.holders import Holder
from kg.extraction.participation.seats import NO_POST, Seat
from kg.knowledge.naming import Naming
from kg.names import DCR
from kg.record import Mention, Span

__all__ = ["complete_states", "give_beside", "give_opposite", "give_states", "give_visitor"]

_VISITING = re.compile(r"\b(?:paid\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}visit\s+to|visited)\b")
_VISIT_TO = re.compile(r"\bvisit(?:ed|\s+to)\b")
_INVITING = re.compile(r"\b(?:invitation\s+(?:of|from|extended\s+by)|invited\s+by|guests?\s+of)\b[^.;\n]*$")
_VISIT_REACH = 160
_OPENING_REACH = 600
_LIST_REACH = 160
_LISTED_NAMES = re.compile(r"(?:,|;|\s+and|\s+&|,\s+and)\s+(?:(?:the\s+)?[A-Z][\w.’'-]*\.?\s+|of\s+(?:the\s+)?){0,5}")
_LISTED_STATES = re.compile(r"(?:,|;|\s+and|,\s+and|\s*[-–])\s*(?:of\s+)?(?:the\s+)?")
_STOP = re.compile(
    r"[.!?]\s+[A-Z]|\n|\b[a-z]{2,}(?:ed|ing)\b|\b(?:met|held|with|between|among|relations|ties|by|to|in|on|at|as|who|which|that)\b"
)
_Item = TypeVar("_Item")
_SIDE = re.compile(
    r"\b((?:[A-Z][\w-]+\s+){1,3}|[A-Z][\w-]+['’]s?\s+)(?:[a-z]+\s+)?(?:(?:side|delegation|team|party|panel|component|group)\b|(?=(?:was|were)\s+represented\s+by\b))"
)
_LEADS_OR_HAS = re.compile(
    r",?\s*(?:(?:which|that|and)\s+)?(?:(?:was|is|were|being|also)\s+)*"
    r"(?:(?:(?:co-)?(?:chaired|led|headed|represented)\s+)?by|includ(?:ed|es|ing)|compris(?:ed|es|ing)|consist(?:ed|ing)\s+of)\b"
)
_OTHER_SENTENCE = re.compile(r"[a-z]{4,}[.;]\s|\n\s*\n|\b(?:met|held|with)\b")
_LONGEST_DELEGATION = 1500
_PAIRED = re.compile(r",?\s+and\s+(?:(?:the|his|her|Hon(?:ou?rable|\.)|Excellency|H\.E\.|Mr\.?|Ms\.?|Dr\.?),?\s+){0,4}")
_BEHIND = re.compile(r",?\s+(?:of|from|representing)\s+(?:the\s+)?[A-Z]")
_ON_SIDE = re.compile(
    r"[^.;\n]{0,140}?\b(?:(?:on|from|for)\s+the\s+((?:[A-Z][\w-]+\s+){1,3})side\b"
    r"|(?:led|headed|leading|heading)\s+(?:the\s+)?((?:[A-Z][\w-]+\s+){1,3}|[A-Z][\w-]+['’]s?\s+)delegation\b)"
)
_LED_FROM = re.compile(
    r"\b(?:delegation|mission|team)\s+(?:of|from)\s+(?:the\s+)?([A-Z][\w ,.'’-]{2,80}?),?\s+(?:(?:which|and)\s+was\s+)?"
    r"(?:led|headed)\s+by\s+"
)
_STYLED = re.compile(r"(?:(?:the|of|for|and)\s+|[A-Z][\w.’'-]*,?\s+){0,14}")
_LONGEST_LEAD = 320
_MEETS = re.compile(
    r"\b(?:met\s+(?:with|his|her)|meet\s+with|called\s+on|call\s+on|received\s+by|hosted\s+by)\b(?:(?![a-z]{4}\.\s)[^;\n])*$"
)
_PAIR = 2
_SINGLE_ROLES = ("president", "prime minister", "king", "queen", "emperor", "chancellor")


def complete_states(text: str, seats: Sequence[Seat], parties: list[str], publisher_state: str | None) -> list[str]:
    """Give persons without a state the one party that has no person yet, or the publisher's state."""
    open_seats = [seat for seat in seats if seat.state is None and seat.person]
    met = [seat for seat in open_seats if seat is not seats[0] and _is_met(text, seat)] if len(parties) == _PAIR else []
    open_seats = [seat for seat in open_seats if seat not in met]
    taken = {seat.state for seat in seats}
    free = [party for party in parties if party not in taken]
    distinct = len({seat.role for seat in open_seats}) == len(open_seats)
    if (
        len(free) == 1
        and len(parties) > 1
        and (distinct or len(seats) > len(open_seats) > 0)
        and not _are_heads(open_seats, free[0])
    ):
        for seat in open_seats:
            seat.state = free[0]
    elif len(free) == len(parties) == 2 and len(open_seats) in (2, 4):
        half = len(open_seats) // 2  # of four, two hosted the others
        for number, seat in enumerate(open_seats):
            seat.state = free[number // half]
    elif open_seats and publisher_state and publisher_state not in taken and (not free or publisher_state in free):
        for seat in open_seats:
            seat.state = publisher_state
        parties = parties if publisher_state in parties else [*parties, publisher_state]
    for seat in met:
        seat.state = next((party for party in parties if party != seats[0].state), None) if seats[0].state else None
    return parties


def _is_met(text: str, seat: Seat) -> bool:
    """Tell whether somebody is met by whom the sentence begins with: "The Minister also met with General X and Y"."""
    start = min(span.start for span in (seat.intro.name, seat.intro.post) if span)
    return _MEETS.search(text, max(0, start - _LIST_REACH), start) is not None


def give_beside(
    text: str, seats: Sequence[Seat], mentions: Sequence[Mention], holders: Mapping[str, Holder], naming: Naming
) -> None:
    """Give persons the states that the text puts beside them: by lists, sides, a shared office, or a visit."""
    _give_listed(text, seats, mentions, holders)
    _give_sided(text, seats, naming)
    _give_paired(text, seats, mentions, holders)
    _give_host(text, seats, mentions)


def _give_listed(text: str, seats: Sequence[Seat], mentions: Sequence[Mention], holders: Mapping[str, Holder]) -> None:
    """Give persons in a list the states of the list beside it, in order, where they are as many.

    "The Ministers of A, B and C, Kari Lund, Ana Rojas and Ken Mori", "X and Y, the Presidents of A and B"; not "X and
    Y for the ties between A and B", nor where a person has a listed office of another state.
    """
    open_seats = [s for s in seats if s.state is None and s.person and s.intro.name]
    for run in _lists(text, [(s.intro.name, s) for s in open_seats if s.intro.name], _LISTED_NAMES):
        start, end = run[0][0].start, run[-1][0].end
        near = [m for m in mentions if m.type == "STATE" and start - _LIST_REACH < m.start < end + _LIST_REACH]
        states = [(Span(m.start, m.end), m.iri) for m in near if not start <= m.start < end]
        for listed in _lists(text, states, _LISTED_STATES):
            between = text[listed[-1][0].end : start] or text[end : listed[0][0].start]
            if (
                len(listed) == len(run) > 1
                and len({iri for _, iri in listed}) == len(run)
                and not _STOP.search(between)
                and not any(_is_of_another(seat, iri, holders) for (_, seat), (_, iri) in zip(run, listed, strict=True))
            ):
                for (_, seat), (_, iri) in zip(run, listed, strict=True):
                    seat.state = iri
                break


def _is_of_another(seat: Seat, state: str | None, holders: Mapping[str, Holder]) -> bool:
    holder = holders.get(seat.person.iri) if seat.person else None
    return holder is not None and holder.agent != state


def _lists(text: str, items: Sequence[tuple[Span, _Item]], link: re.Pattern[str]) -> Iterator[list[tuple[Span, _Item]]]:
    """Yield the items that stand in lists: between each and the next is nothing but ``link``."""
    run: list[tuple[Span, _Item]] = []
    for item in sorted(items, key=lambda i: i[0].start):
        if run and not link.fullmatch(text, run[-1][0].end, item[0].start):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _give_sided(text: str, seats: Sequence[Seat], naming: Naming) -> None:
    """Give persons the state on whose side the text has them: "General X took part on the Norwegian side".

    Or whose delegation they led or were in: "the Norwegian delegation was led by General X and included Colonel Y".
    """
    for seat in seats:
        name = seat.intro.name if seat.state not in naming.codes else None
        side = _led_from(text, name) if name else None
        if name and seat.state is None:
            side = side or _name_side(text, name) or _find_delegation(text, name)
        hits = naming.gazetteer.find(side).get("name", []) if side else []
        states = [hit.entries[0].iri for hit in hits if hit.entries[0].iri in naming.codes]
        if len(states) == 1:
            seat.state = states[0]


def _led_from(text: str, name: Span) -> str | None:
    """Return of what the delegation is that somebody heads: "a Party delegation of the Soviet Union headed by X"."""
    told = list(_LED_FROM.finditer(text, max(0, name.start - _LONGEST_LEAD), name.start))
    return told[-1][1] if told and _STYLED.fullmatch(text, told[-1].end(), name.start) else None


def _name_side(text: str, name: Span) -> str | None:
    """Return whose side somebody is said to be on, or to lead."""
    side = _ON_SIDE.match(text, name.end)
    return side[1] or side[2] if side else None


def _find_delegation(text: str, name: Span) -> str | None:
    """Return whose delegation the sentence of a name tells the members of, before the name."""
    sides = list(_SIDE.finditer(text, max(0, name.start - _LONGEST_DELEGATION), name.start))
    if not sides or not _LEADS_OR_HAS.match(text, sides[-1].end()):
        return None
    return None if _OTHER_SENTENCE.search(text, sides[-1].end(), name.start) else sides[-1][1]


def _give_paired(text: str, seats: Sequence[Seat], mentions: Sequence[Mention], holders: Mapping[str, Holder]) -> None:
    """Give a person without a state that of the one joined to him, who holds another office of it.

    "Foreign Minister Kari Lund and Minister of Defence Ola Berg of Norway". ``holders`` have listed tenures.
    """
    placed = [(_spans(seat), seat) for seat in seats if seat.person and seat.person.iri not in holders]
    placed.sort(key=lambda place: place[0][0])
    for (_, left), (spans, right) in reversed(list(pairwise(placed))):
        end = max(span.end for span in _spans(left))
        joined = left.state is None and left.intro.post and _PAIRED.fullmatch(text, end, spans[0].start)
        shared = right.state and _BEHIND.match(text, max(span.end for span in spans))
        if joined and shared and left.intro.role != right.intro.role and not _receives(text, left, right, mentions):
            left.state = right.state


def _receives(text: str, host: Seat, guest: Seat, mentions: Sequence[Mention]) -> bool:
    """Tell whether of two heads one is host to the other: "Prime Minister X and President Y of A, on a visit to B"."""
    if not {host.role, guest.role} <= set(_SINGLE_ROLES):
        return False
    end = _spans(guest)[-1].end
    visit = _VISIT_TO.search(text, end, end + _OPENING_REACH)
    return _state_behind(visit, mentions) not in (None, guest.state)


def _state_behind(words: re.Match[str] | None, mentions: Sequence[Mention]) -> str | None:
    """Return the state that stands right behind some words."""
    near = (
        m.iri for m in mentions if words and m.type == "STATE" and 0 <= m.start - words.end() < len(" the State of ")
    )
    return next(near, None)


def _spans(seat: Seat) -> list[Span]:
    """Return where the name and the post of a person stand, in the order of the text."""
    return sorted(span for span in (seat.intro.name, seat.intro.post) if span)


def give_visitor(text: str, seats: Sequence[Seat], parties: Sequence[str], mentions: Sequence[Mention]) -> None:
    """Give the one person of no known state, who visits one of two parties, the other."""
    waiting = [seat for seat in seats if seat.state is None and seat.person and seat.intro.name]
    waiting = [seat for seat in waiting if seat is waiting[0] or not _is_met(text, seat)]
    if len(waiting) != 1 or len(parties) != 2 or {seat.state for seat in seats} & set(parties):
        return
    end = waiting[0].intro.name.end if waiting[0].intro.name else 0
    hosts = [m.iri for m in mentions if m.iri in parties and end < m.start < end + _VISIT_REACH]
    visit = _VISITING.search(text, end, end + _VISIT_REACH)
    if visit and hosts:
        waiting[0].state = next(party for party in parties if party != hosts[0])


def _give_host(text: str, seats: Sequence[Seat], mentions: Sequence[Mention]) -> None:
    """Give the one person of no known state, who invites those of known ones, the one state that they visit."""
    waiting = [seat for seat in seats if seat.state is None and seat.person and seat.intro.name]
    taken = {seat.state for seat in seats if seat.state}
    if len(waiting) != 1 or not taken:
        return
    spans = _spans(waiting[0])
    if not _INVITING.search(text, max(0, spans[0].start - _VISIT_REACH), spans[0].start):
        return
    visit = _VISITING.search(text, spans[-1].end, spans[-1].end + _OPENING_REACH)
    host = _state_behind(visit, mentions)
    if host and host not in taken:
        waiting[0].state = host


def give_opposite(
    seats: Sequence[Seat],
    parties: Sequence[str],
    introductions: Sequence[Introduction],
    persons: Mapping[Introduction, Person],
    naming: Naming,
) -> None:
    """Give the one person of no known state the other of two parties, where the text opposes somebody to him.

    Who is opposed has the same office, or is called his counterpart, and a state beside his name.
    """
    waiting = [seat for seat in seats if seat.state is None and seat.person and seat.role]
    if len(waiting) != 1 or len(parties) != 2 or {seat.state for seat in seats} & set(parties):
        return
    seat = waiting[0]
    heads = {intro: naming.roles[intro.role].head for intro in introductions if intro.role and intro.name}
    opposed = {
        intro.state
        for intro, head in heads.items()
        if head in (seat.role, NO_POST) and intro.state in parties and persons.get(intro) != seat.person
    }
    if len(opposed) == 1:
        seat.state = next(party for party in parties if party not in opposed)


def _are_heads(seats: Sequence[Seat], party: str) -> bool:
    """Tell whether two seats have one role that a state gives to one person only."""
    if party.startswith(DCR + "org/"):
        return False
    return len(seats) > 1 and len({seat.role for seat in seats}) == 1 and seats[0].role in _SINGLE_ROLES


def give_states(
    seats: Sequence[Seat], parties: Collection[str], members: Collection[str], holders: Mapping[str, Holder]
) -> bool:
    """Give persons without a state the one of their listed tenure; tell whether any seat changed.

    A name behind a title is nobody's who is no party, where the text names its parties; but where one sentence names
    two persons alone, each of another state, they are whom the list has.
    """
    changed = False
    waiting = [seat for seat in seats if seat.state is None and seat.person]
    agents = [holders[seat.person.iri].agent for seat in waiting if seat.person and seat.person.iri in holders]
    taken = [seat.state for seat in seats if seat.state]
    alone = len(agents) == len(waiting) and len(seats) == len({*agents, *taken}) == _PAIR
    alone = alone and len({seat.intro.sentence for seat in seats}) == 1
    for seat in seats:
        holder = holders.get(seat.person.iri) if seat.person and seat.state is None else None
        if holder and (alone or holder.in_full or len(parties) < 2 or holder.agent in {*parties, *members}):
            seat.state, seat.holder, changed = holder.agent, holder, True
    return changed
