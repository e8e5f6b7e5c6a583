"""Postholders: who is meant by a post, a role, a state or a body that an actor phrase names.

In: a unit of an actor phrase, and who takes part. Out: ``Speakers``, or None where it means nobody who takes part or
more than one. The module refuses to know pronouns; the person named last is given to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extraction.model import Participant
from kg.extraction.speech.affiliations import find_owner, governed_state, is_member
from kg.extraction.speech.company import Company
from kg.extraction.speech.speakers import Speakers, speakers_of
from kg.extraction.syntax.phrases import Unit

__all__ = ["OWN", "find_agent", "find_holder", "heads_body"]

OWN = frozenset(
    ["country", "nation", "government", "state", "side", "republic", "ministry", "administration", "delegation"]
)
_HEADS = frozenset(
    ["secretary general", "secretary-general", "executive secretary", "director general", "high representative",
     "chair", "chairman", "chairperson", "chairwoman", "chairmanship", "presidency", "secretariat"]
)  # fmt: skip
_RANKS = frozenset(["prime", "deputy", "vice", "first", "assistant"])


def find_agent(unit: Unit, company: Company, organs: Mapping[str, str], *, alone: bool) -> Speakers | None:
    """Return for whom a state or body speaks, ``alone`` or beside others: itself, or the party that it belongs to."""
    iri = unit.mention.iri if unit.mention else None
    if iri is None:
        alone = len(company.behalf) == 1 and unit.mention is not None and unit.mention.type == "ORG"
        return company.voice if alone else None  # "the Ministry of Foreign Affairs" of the one state that speaks
    if iri in company.by_iri:
        return speakers_of([company.by_iri[iri]])
    if iri in company.behalf or iri in company.guests:
        return Speakers((iri,), (iri,), plural=False)
    state = governed_state(iri)
    if state in company.behalf:
        return Speakers((state,), (state,), plural=False)
    own = [p for p in company.participants if p.body == iri]
    if own:
        return Speakers((iri,), own[0].behalf, plural=False)
    owner = find_owner(iri, company.behalf, organs) or (iri if is_member(iri, company.behalf, listed=alone) else None)
    owner = owner or company.named_in(unit.mention.text if unit.mention else "")
    owner = owner or (unit.states[0] if len(unit.states) == 1 and unit.states[0] in company.behalf else None)
    return Speakers((iri,), (owner,), plural=False) if owner else None


def find_holder(unit: Unit, named: Sequence[str], company: Company, last: Speakers | None) -> Speakers | None:
    """Return who is meant by a post or role; ``named`` are the parties it is of, ``last`` the person named last."""
    if unit.phrase.startswith("visiting ") and not unit.states:
        return speakers_of(company.speaking()[:1])  # who comes is named first
    called = _called(unit.phrase, company)
    if len(called) == 1:
        return speakers_of(called)
    post = unit.mention.iri if unit.mention else None
    found = [p for p in company.participants if post is not None and p.post == post]
    if not found:
        found = [p for p in company.participants if p.role is not None and p.role == unit.phrase]
        found = found or [
            p
            for p in company.participants
            if p.role is not None and _is_short_for(unit, p.role) and _may_mean(post, p.post)
        ]
        if named:
            found = [p for p in found if set(p.behalf) & set(named)]
    if len(found) == 1:
        return speakers_of(found)
    if len(found) > 1 and last and last.iris[0] in {p.iri for p in found}:
        return last
    if not found and not unit.states and heads_body(unit, company):
        return company.voice  # "the Secretary General", where one organization alone speaks
    if not found and unit.norm in OWN and len(company.behalf) == 1 and not unit.states:
        return company.voice  # "the Government", where one state alone speaks
    if post is not None and named and not found:
        return Speakers(tuple(named), tuple(named), plural=False)  # a post of a party that no participant holds
    return company.for_states(named) if named and (unit.norm in OWN or not found) else None


def _called(phrase: str, company: Company) -> list[Participant]:
    """Return who is called so, or by a longer title: "First | Deputy Prime Minister"."""
    called = [p for p in company.participants if phrase in {name.lower() for name in p.names}]
    if called or " " not in phrase:
        return called
    return [p for p in company.participants if any(name.lower().endswith(f" {phrase}") for name in p.names)]


def heads_body(unit: Unit, company: Company) -> bool:
    """Tell whether a post is at the head of the one organization that speaks."""
    alone = len(company.behalf) == 1 and not any("/state/" in iri for iri in company.behalf)
    return alone and (unit.phrase in _HEADS or unit.norm in _HEADS)


def _may_mean(post: str | None, held: str | None) -> bool:
    """Tell whether the name of a post may be short for one that is held: no other word stands in it."""
    return post is None or held is None or set(_words(post)) <= set(_words(held))


def _words(iri: str) -> list[str]:
    return iri.rpartition("/")[2].split("-")


def _is_short_for(unit: Unit, role: str) -> bool:
    """Tell whether a noun may stand for a longer role: "the Minister" for a prime minister, not the other way round."""
    rank = unit.phrase.partition(" ")[0]
    return role.split()[-1] == unit.norm != "general" and (rank not in _RANKS or rank in role)
