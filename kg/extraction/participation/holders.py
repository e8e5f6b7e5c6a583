"""Holders of posts that the reference data lists: whom a name means, and for which state a title without one stands.

In: the persons of a document as it introduces them, what states and organizations it names, its day. Out: persons that
are linked to listed ones, and the tenure by which a person's state is known where the text never says it. What the text
says wins over the list; where two listed persons or states fit, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extraction.naming.candidates import Introduction, Person
from kg.knowledge.gazetteer import Hit
from kg.knowledge.naming import Naming
from kg.knowledge.tenures import Tenure, Tenures, load_tenures

__all__ = ["Holder", "link_holders", "named_agents"]

_NO_LONGER = re.compile(r"\b(?:former|late|then|ex)[\s-]+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holder:
    """For whom a person speaks as the list has it; ``post`` is None where several could be meant.

    ``in_full`` tells that the text gives the full name, and not only a name behind a title.
    """

    agent: str
    post: str | None
    role: str | None
    in_full: bool


def link_holders(
    text: str, persons: Mapping[Introduction, Person], named: Collection[str], day: str | None, naming: Naming
) -> tuple[dict[Introduction, Person], dict[str, Holder]]:
    """Return the persons with the IRIs of listed ones, and what their tenures say, by IRI.

    ``named`` are the states and organizations that the text names; a name behind a title counts only for these.
    """
    tenures = load_tenures()
    linked: dict[Person, Person] = {}
    holders: dict[str, Holder] = {}
    for person in dict.fromkeys(persons.values()):
        intros = [intro for intro, meant in persons.items() if meant == person]
        states = {intro.state for intro in intros if intro.state}
        in_full = bool(tenures.named(person.label))
        listed = _listed(person, intros, states, named, day, tenures)
        meant = {tenure.person for tenure in listed}
        linked[person] = replace(person, iri=meant.pop()) if len(meant) == 1 else person
        holding = _holding(text, listed, intros, day, tenures)
        if holding and not states:
            posts = {tenure.post for tenure in holding}
            one = holding[0].post if len(posts) == 1 else None
            holders[linked[person].iri] = Holder(holding[0].agent, one, holding[0].role, in_full)
    return {intro: linked[person] for intro, person in persons.items()}, holders


def named_agents(hits: Sequence[Hit], naming: Naming) -> frozenset[str]:
    """Return the states and organizations that listed names stand for or whose bodies and cities they name."""
    found: set[str] = set()
    for hit in hits:
        agent: str | None = hit.entries[0].iri if len(hit.entries) == 1 else None
        while agent:
            found.add(agent)
            known = naming.knowledge
            agent = known.value(agent, "dco:organOf") or known.value(agent, "dco:withinPlace")
    return frozenset(found)


def _listed(
    person: Person,
    intros: Sequence[Introduction],
    states: Collection[str],
    named: Collection[str],
    day: str | None,
    tenures: Tenures,
) -> list[Tenure]:
    """Return the tenures of the listed persons whom a name can mean, as far as title, state and day leave them."""
    roles = {intro.role for intro in intros if intro.role}
    by_name = tenures.named(person.label)
    if by_name:
        held = [tenure for name in by_name for tenure in tenures.by_person[name]]
        if states:
            held = [tenure for tenure in held if tenure.agent in states]
        elif roles:
            held = [tenure for role in sorted(roles) for tenure in tenures.fitting(by_name, role, None)]
        if len({tenure.person for tenure in held}) == 1:
            return held
        return [tenure for tenure in held if day and tenure.holds_on(day)]
    called = tenures.called(person.label)
    held = [tenure for role in sorted(roles) for tenure in tenures.fitting(called, role, day)]
    return [tenure for tenure in held if tenure.agent in (states or named)]


def _holding(
    text: str, listed: Sequence[Tenure], intros: Sequence[Introduction], day: str | None, tenures: Tenures
) -> list[Tenure]:
    """Return the tenures on the day that a title can mean, where all are of one state or organization."""
    titles = [intro for intro in intros if intro.post and intro.role]
    if any(_NO_LONGER.search(text, max(0, intro.post.start - 16), intro.post.start) for intro in titles if intro.post):
        return []
    people = sorted({tenure.person for tenure in listed})
    held = [t for intro in titles for t in tenures.fitting(people, intro.role, day) if t in listed]
    one_person = day is None or len({tenure.person for tenure in held}) == 1
    return held if one_person and len({tenure.agent for tenure in held}) == 1 else []
