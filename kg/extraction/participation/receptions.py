"""Receptions: one who hosts or meets those of several states: "Norway's Minister hosted her colleagues from A and B".

Not a stage; the search for parties asks it. In: the first sentence, its mentions and seats. Out: host and guests, or
nothing. It knows the words for meeting; who is met it reads from the offices before a list of states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.naming.offices import ends_in_offices
from kg.extraction.participation.neighbours import mention_adjectives, mention_neighbours
from kg.extraction.participation.partylists import can_be_listed, runs, speaker_of, state_of
from kg.extraction.participation.seats import Seat, unique
from kg.knowledge.frames import load_demonyms
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.record import Mention, Span

__all__ = ["find_reception"]

_MEETS = re.compile(
    r"\b(?:met|meets|hosted|hosts|received|receives|welcomed|welcomes|gathered|convened|hosting|meeting"
    r"|(?:held|holds|had|have|has)\s+(?:[\w-]+\s+){0,4}?(?:talks|meetings?|discussions|consultations|conversations))\b"
)
_INVITED = re.compile(r"\b(?:invitation\s+(?:of|from|extended\s+by)|invited\s+by|hosted\s+by)\b")
_BREAK = re.compile(r"[;:]|\b(?:said|told|stated|announced|discussed|observers?|ambassadors)\b")
_COUNTERPART = re.compile(r"\b(?:his|her|their)\s+([A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:counterpart|colleague)s?\b")
_REACH = 120
_SEVERAL = 3  # of two, the seats tell as much


def find_reception(
    text: str, opening: Sequence[Span], mentions: Sequence[Mention], seats: Sequence[Seat], naming: Naming
) -> list[str]:
    """Return who hosts or meets and who is met, where the first sentence says it of a state and a list of others."""
    if not opening:
        return []
    sentence = opening[0]
    several = dict(mention_neighbours(text, sentence, naming))
    several |= dict(mention_adjectives(text, sentence, naming))
    several |= dict(_mention_counterparts(text, sentence))
    inside = [m for m in mentions if m in sentence and m.iri and can_be_listed(m, naming)]
    for run in runs(text, sorted([*inside, *several], key=lambda m: m.start)):
        guests = unique(iri for m in run for iri in several.get(m) or (speaker_of(m, naming),))
        if _are_met(text, sentence, run[0]):
            hosts = _find_hosts(text, Span(sentence.start, run[0].start), inside, seats, naming)
            members = load_members()
            inside_of = {state for guest in guests for state in members.get(guest, ())}
            if hosts and not set(hosts) & {*guests, *inside_of} and len(hosts) + len(guests) >= _SEVERAL:
                return [*hosts, *guests]
    return []


def _mention_counterparts(text: str, sentence: Span) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Yield whoever is called a counterpart by the adjective of his state: "their Chilean counterpart"."""
    for match in _COUNTERPART.finditer(text, sentence.start, sentence.end):
        state = load_demonyms().get(match[1].lower())
        if state:
            yield Mention(match.start(), match.end(), match[0], "STATE", None), (state,)


def _are_met(text: str, sentence: Span, first: Mention) -> bool:
    """Tell whether offices stand before the first of those who are met, or in the word for several of them."""
    words = text[max(sentence.start, first.start - _REACH) : first.start]
    return first.iri is None or first.type == "ROLE" or ends_in_offices(words)


def _find_hosts(text: str, before: Span, inside: Sequence[Mention], seats: Sequence[Seat], naming: Naming) -> list[str]:
    """Return the one state, or the list, that is named before those who are met, where a word of meeting says so."""
    listed = [m for m in inside if m.end <= before.end]
    spans = [(span, seat.state) for seat in seats for span in (seat.intro.name, seat.intro.post) if span]
    spans += [(Span(m.start, m.end), state_of(m, naming)) for m in listed]
    named = sorted((span, state) for span, state in spans if state in naming.codes and span in before)
    hosts = unique(state for _, state in named)
    if not hosts or (len(hosts) > 1 and len(list(runs(text, listed))) > 1):
        return []
    between = text[max(span.end for span, _ in named) : before.end]
    invites = _INVITED.search(text, before.start, named[0][0].start)
    told = (invites or _MEETS.search(between)) and not _BREAK.search(between) and len(between) < _REACH
    return hosts if told else []
