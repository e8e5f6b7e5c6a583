"""Memberships and capitals: which states belong to an organization, and which state a capital stands for.

In: ``ontology/reference``. Out: the states by organization, and by capital. Whether a membership held on a day is not
asked here: who speaks as a member in the name of a body was one then.
"""

from __future__ import annotations

from functools import lru_cache

from kg.knowledge.turtle import load_turtle

__all__ = ["load_capitals", "load_members"]


@lru_cache(maxsize=1)
def load_capitals() -> dict[str, str]:
    """Return the IRI of the state whose capital each city is, by the city's IRI."""
    known = load_turtle("reference")
    seats = ((known.value(state, "dco:capital"), state) for state in known.instances("dco:State"))
    return {city: state for city, state in seats if city}


@lru_cache(maxsize=1)
def load_members() -> dict[str, frozenset[str]]:
    """Return the IRIs of the members of each organization that the reference data lists."""
    known = load_turtle("reference")
    found: dict[str, set[str]] = {}
    for iri in known.instances("dco:Membership"):
        member, body = known.value(iri, "dco:membershipOf"), known.value(iri, "dco:membershipIn")
        if member and body:
            found.setdefault(body, set()).add(member)
    return {body: frozenset(members) for body, members in found.items()}
