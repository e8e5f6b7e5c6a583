"""Parties: the states and organizations in whose name a statement is made.

Not a stage; the stage of participants asks it. In: the mentions of the title and the opening. Out: the parties, and
the members that an organization is said to comprise. It reads lists and titles, and no verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.naming.offices import names_organ
from kg.extraction.participation.evidence import FEW, PartyEvidence
from kg.extraction.participation.issuers import find_joined
from kg.extraction.participation.leads import find_bare_organ, find_forum, may_lead
from kg.extraction.participation.partylists import is_listed, is_organization, list_guests, names_inviters, state_of
from kg.extraction.participation.seats import unique
from kg.extraction.participation.sides import find_pair, find_sides, find_visited
from kg.extraction.participation.titled import list_forums
from kg.knowledge.naming import Naming
from kg.names import DCR
from kg.record import Mention

__all__ = ["find_parties"]

_CONVENED = (DCR + "forum/", DCR + "meeting/")
_JOINT_BODY = re.compile(r"\b(?:joint|mixed|bilateral)\b|o-[A-Z]", re.IGNORECASE)


_RANKED = (
    "represented", "sitting", "resolving", "issuer", "received", "wider", "states", "lead", "both", "ours", "presiding",
    "leading", "acting_body", "covering", "paired", "introduced", "convened_by", "joined", "firm", "listed", "signed",
    "titled_body", "titled_forum",
)  # fmt: skip


def find_parties(evidence: PartyEvidence) -> tuple[list[str], list[str]]:
    """Return the parties, and the members that an organization is said to comprise."""
    if parties := _first_enough(evidence, (getattr(evidence, name) for name in _RANKED)) or _first_enough(
        evidence, _of_whole_text(evidence)
    ):
        return _without_organs(evidence, parties), evidence.comprised
    return _find_alone(evidence)


def _of_whole_text(evidence: PartyEvidence) -> Iterator[Sequence[str]]:
    """Yield what only the whole text tells."""
    text, naming = evidence.text, evidence.naming
    yield find_visited(text, evidence.spoken, evidence.mentions, evidence.limit)
    yield find_pair(text, evidence.opened, evidence.mentions, evidence.opening, evidence.seats, naming)
    yield find_sides(text, naming)
    yield evidence.neighbours


def _find_alone(evidence: PartyEvidence) -> tuple[list[str], list[str]]:
    """Return the one party of a text that names no second, and the members that it is said to comprise."""
    text, naming, opening = evidence.text, evidence.naming, evidence.opening
    spoken, states, anywhere, comprised = evidence.spoken, evidence.states, evidence.anywhere, evidence.comprised
    convened = evidence.forums or _conferences(evidence.titled, naming)
    if convened and len({*spoken, *states}) == 1 and not anywhere:
        return convened[:1], comprised  # a conference with its host alone named
    if opening and names_inviters(text, opening[0]) and not {*spoken, *states, *anywhere}:
        return unique([*convened, *_conferences(evidence.first, naming)])[:1], comprised  # or with its inviters alone
    if anywhere:
        guests = list_guests(text, evidence.mentions, (), naming)
        anywhere = [iri for iri in anywhere if iri not in guests]
    bare = [] if spoken or states else find_bare_organ(text, opening, evidence.mentions, naming)
    if spoken or states or (anywhere and not bare):
        return unique([*states, *(spoken or anywhere)]), comprised
    first = evidence.first
    subjects = [m for m in first if m.iri and is_organization(m.iri, naming) and may_lead(text, opening[0], m, naming)]
    speaking = bare or [m.iri for m in subjects if m.iri] or find_forum(text, opening, evidence.mentions, naming)
    if len(comprised) > 1 and not speaking:
        return comprised, []  # "Six countries, namely A, B and C, agreed"
    speaking = speaking or unique(state_of(m, naming) for m in first)
    speaking = unique(speaking or list_forums(evidence.headline, [*evidence.titled, *first], naming))[:1]
    return _without_organs(evidence, speaking), comprised


def _first_enough(evidence: PartyEvidence, ranked: Iterable[Sequence[str]]) -> list[str]:
    """Return the first of the lists that names two parties, or one that speaks alone."""
    found = (unique(parties) for parties in ranked)
    return next((iris for iris in found if len(iris) > 1 or (iris and evidence.speaks_alone(iris[0]))), [])


def _without_organs(evidence: PartyEvidence, parties: Sequence[str]) -> list[str]:
    """Name the organization for a plenary organ of it, and leave out the other organs of one that is a party itself.

    A body that two states formed and that no list has is these two: "the Peru-Chile Border Committee".
    """
    text, mentions, naming = evidence.text, evidence.mentions, evidence.naming
    wholes = (_founders(text, party, mentions, naming) or [_whole(party, mentions, naming)] for party in parties)
    named = unique(one for whole in wholes for one in whole)
    return [party for party in named if naming.knowledge.value(party, "dco:organOf") not in named]


def _founders(text: str, party: str, mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the two states that a dash joins in the name of an unlisted body, or whose sides make a joint one."""
    if party in naming.knowledge or party in naming.codes:
        return []
    name = next((m.text for m in mentions if m.iri == party), "")
    founders = find_joined(name, naming)
    return founders if len(founders) == FEW else find_sides(text, naming) if _JOINT_BODY.search(name) else []


def _whole(party: str, mentions: Sequence[Mention], naming: Naming) -> str:
    """Return the organization whose plenary organ a party is, by a list or by its name: "X Council of Ministers"."""
    if party in naming.knowledge or party in naming.codes:
        return naming.knowledge.value(party, "dco:plenaryOf") or party
    name = next((m.text for m in mentions if m.iri == party), "")
    for hit in naming.gazetteer.find(name).get("name", []):
        if hit.start == 0 and is_listed(hit.entries[0].iri, naming) and names_organ(f"{name[hit.end :]} of"):
            return hit.entries[0].iri
    return party


def _conferences(mentions: Sequence[Mention], naming: Naming) -> list[str]:
    """Return the conferences and the like among mentions that no list knows."""
    return [m.iri for m in mentions if m.iri and m.iri.startswith(_CONVENED) and m.iri not in naming.knowledge]
