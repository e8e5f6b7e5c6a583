"""Memberships: which states belong to which organization, as the reference data lists them.

In: ``ontology/reference``. Out: the states by organization. Whether a membership held on a day is not asked here: who
speaks as a member in the name of a body was one then.
"""

from __future__ import annotations

from functools import lru_cache

from kg.knowledge.turtle import load_turtle

__all__ = ["load_members"]


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
