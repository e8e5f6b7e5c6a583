"""Affiliations: for whom persons and bodies speak that the registry leaves open, by their names and what stands beside.

Not a stage; the subjects ask it. In: participants, parties, units and mentions. Out: participants with a party, states
by person, owners of bodies. It refuses to guess where two parties are left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from kg.extraction.model import Participant, Understanding
from kg.extraction.participation.seats import BODY_ROLES
from kg.extraction.syntax.phrases import Unit
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import load_naming
from kg.names import DCR, owning_state

__all__ = [
    "claim_last_party",
    "find_organs",
    "find_owner",
    "governed_state",
    "is_member",
    "person_states",
    "states_of",
]

_STATE = re.compile(re.escape(DCR) + r"(?:state|person|post)/")
_BESIDE = re.compile(r",?\s+(?:(?:the|His|Her|Excellency|[A-Z][\w.]{0,4})\s+){0,4}")
_OF = re.compile(r"(?: of|,? (?:who )?(?:represented|representing)) (?:the )?")
_HEAD_OF = re.compile(
    r"\b(?:General|Secretary|Chair(?:man|woman|person)?|Director|President|Commissioner)\s+of\s+(?:the\s+)?$"
)
_SENT_TO = re.compile(r"\bto\s+(?:the\s+)?$")
_TITLE = re.compile(r"(?:['’]s?)? (?:[A-Z][\w-]+ |of |for |and ){0,7}")


def claim_last_party(participants: tuple[Participant, ...], parties: tuple[str, ...]) -> tuple[Participant, ...]:
    """Let the one person of no known state speak for the one party that no other person speaks for."""
    persons = [p for p in participants if "/person/" in p.iri]
    alone = [p for p in persons if not p.behalf]
    left = [party for party in parties if not any(party in p.behalf for p in persons)]
    if len(alone) != 1 or len(left) != 1:
        return participants
    if not _STATE.match(left[0]) and BODY_ROLES.isdisjoint(map(str.lower, (alone[0].role or "", *alone[0].names))):
        return participants  # a minister does not speak for an organization
    return tuple(replace(p, behalf=(left[0],)) if p is alone[0] else p for p in participants)


def person_states(understanding: Understanding) -> dict[str, str]:
    """Return the states of persons that the text gives beside their names: "Minister X of Japan".

    Who heads an organization speaks for it: "NATO Secretary General X".
    """
    found = dict(understanding.affiliations)
    named = [m for m in understanding.mentions if m.type in ("PER", "STATE", "ROLE", "ORG") and m.iri]
    named.sort(key=lambda m: (m.start, m.end))
    for left, right in pairwise(named):
        between = understanding.text[left.end : right.start]
        if left.iri is None or right.iri is None:
            continue
        if {left.type, right.type} == {"PER", "ROLE"} and _BESIDE.fullmatch(between):
            person, post = (left, right) if left.type == "PER" else (right, left)
            state = owning_state(post.iri)
            if state and person.iri:
                found.setdefault(person.iri, state)
        elif (left.type, right.type) == ("PER", "STATE") and _OF.fullmatch(between):
            found.setdefault(left.iri, right.iri)
        elif right.type == "PER" and (
            (left.type == "ORG" and _heads(between))
            or (
                left.type == "STATE"
                and _TITLE.fullmatch(between)
                and not _is_accredited(understanding.text, left.start)
            )
        ):
            found.setdefault(right.iri, left.iri)
    for head, body in _heads_named_behind(understanding):
        found.setdefault(head, body)
    return found


def _is_accredited(text: str, start: int) -> bool:
    """Tell whether a state is where an ambassador is sent, and so not his: "Ambassador of Peru to Chile Ana Paz"."""
    return _SENT_TO.search(text, max(0, start - 12), start) is not None


def _heads_named_behind(understanding: Understanding) -> Iterator[tuple[str, str]]:
    """Yield who is at the head of a body that is a party, or of its organ: "Director General of the X Council, Y"."""
    bodies = {iri: iri for iri in understanding.document.parties if not _STATE.match(iri)}
    bodies |= find_organs(understanding) if bodies else {}
    named = [m for m in understanding.mentions if bodies and m.type in ("PER", "ORG", "PROG") and m.iri]
    for left, right in pairwise(named):
        body = bodies.get(left.iri or "")
        beside = right.type == "PER" and _BESIDE.fullmatch(understanding.text, left.end, right.start)
        if body and right.iri and beside and _HEAD_OF.search(understanding.text, max(0, left.start - 40), left.start):
            yield right.iri, body


def _heads(between: str) -> bool:
    """Tell whether a title between an organization and a name is that of its head or envoy."""
    title = between.removeprefix("'s").removeprefix("’s").lower().replace("-", " ").strip()
    return any(title == role or title.endswith(" " + role) or title.startswith(role + " for ") for role in BODY_ROLES)


def find_organs(understanding: Understanding) -> dict[str, str]:
    """Return the bodies that the text names after an organization that is a party, with that party."""
    parties = [p for p in understanding.registry.participants if p.iri in p.behalf and not _STATE.match(p.iri)]
    names = [(name, p.iri) for p in parties for name in p.names if len(name) > 2]
    found: dict[str, str] = {}
    for mention in understanding.mentions:
        if mention.type in ("ORG", "EVENT") and mention.iri and mention.iri not in found:
            owner = next((iri for name, iri in names if iri != mention.iri and _holds(mention.text, name)), None)
            if owner:
                found[mention.iri] = owner
    return found


def _holds(text: str, name: str) -> bool:
    """Tell whether a name stands in a text, and not inside a word of it."""
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def is_member(iri: str, parties: Collection[str], *, listed: bool = False) -> bool:
    """Tell whether a state is a member of an organization in whose name, or its organ's, the statement is made.

    Where one body alone speaks and no list knows its members, any state is taken for one, save where only a ``listed``
    one counts.
    """
    owners = {load_naming().knowledge.value(party, "dco:organOf") for party in parties}
    lists = [members for body in (*parties, *owners) if body and (members := load_members().get(body))]
    if not (lists or listed) and len(parties) == 1 and not any("/state/" in party for party in parties):
        return "/state/" in iri
    return any(iri in members for members in lists)


def find_owner(iri: str, parties: Collection[str], organs: Mapping[str, str]) -> str | None:
    """Return the party whose organ a body is, or the organization whose organ the party is."""
    if state := owning_state(iri):
        return state if state in parties else None
    if iri in organs:
        return organs[iri]
    knowledge = load_naming().knowledge
    owner = knowledge.value(iri, "dco:organOf")
    if owner in parties:
        return owner
    return next((party for party in parties if knowledge.value(party, "dco:organOf") == iri), None)


def states_of(unit: Unit) -> tuple[str, ...]:
    """Return the states that qualify a noun, or the one whose post it names ("the Foreign Minister of Peru").

    A body of a state stands for it: "a delegation of the Peruvian Navy".
    """
    state = owning_state(unit.mention.iri) if unit.mention and unit.mention.type == "ROLE" else None
    return tuple(owning_state(iri) or iri for iri in unit.states) or ((state,) if state else ())


def governed_state(iri: str) -> str:
    """Return the state whose government or embassy the IRI names, or an empty string."""
    code, _, body = iri.removeprefix(DCR + "org/").partition("/")
    return f"{DCR}state/{code}" if body in ("government", "embassy") else ""
