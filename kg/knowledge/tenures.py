"""Who held which post when, as the reference data holds it.

In: the reference data's persons, posts and tenures, with the role nouns of the lexicon. Out: lookups from a name to
persons, and from a name, a role and a day to tenures. It never picks one of several that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge.naming import Naming, RoleNoun, load_naming
from kg.knowledge.turtle import Knowledge
from kg.names import DCO, slug

__all__ = ["Tenure", "Tenures", "load_tenures", "name_key"]

_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?$")
_INITIAL = re.compile(r"(?<!\S)\w\.?(?:\w\.)*(?=\s)")
_FIRST_DAY, _LAST_DAY = "0000-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a person held a post; ``agent`` is the state or organization of the post, ``role`` its role noun."""

    person: str
    post: str
    role: str | None
    agent: str
    body: str
    begin: str
    end: str

    def holds_on(self, day: str | None) -> bool:
        """Tell whether the post was held on a day; on an unknown day it may have been."""
        return day is None or self.begin <= day <= self.end


@dataclass(frozen=True, slots=True)
class Tenures:
    """The tenures by person, and the persons by full name and by the name behind a title (both as ``name_key``)."""

    by_person: Mapping[str, tuple[Tenure, ...]]
    full_names: Mapping[str, tuple[str, ...]]
    title_names: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    naming: Naming

    def named(self, name: str) -> tuple[str, ...]:
        """Return the persons with this full name, as it is written or else without initials and suffix."""
        return self.full_names.get(name_key(name)) or self.full_names.get(name_key(_plain(name)), ())

    def called(self, name: str) -> tuple[str, ...]:
        """Return the persons whom texts call so behind a title."""
        return self.title_names.get(name_key(name), ())

    def fitting(self, persons: Iterable[str], role: str | None, day: str | None) -> list[Tenure]:
        """Return the tenures of these persons on this day in a post that this role noun can mean."""
        held = (tenure for person in persons for tenure in self.by_person.get(person, ()))
        return [tenure for tenure in held if tenure.holds_on(day) and self._fits(role, tenure.role)]

    def _fits(self, said: str | None, held: str | None) -> bool:
        """Tell whether a title can mean a post: the same noun, the bare head ("Secretary"), or the same ministry's."""
        if said is None or held is None:
            return False
        one, other = self.naming.roles[said], self.naming.roles[held]
        if one.head != other.head:
            return False
        return one.slug == other.slug or one.slug == slug(one.head) or self._kind(one) == self._kind(other) is not None

    def _kind(self, role: RoleNoun) -> str | None:
        """Return the class of the body that a role leads, where it says more than that it is a body."""
        kind = self.naming.bodies[role.body].kind if role.body else None
        return None if kind == DCO + "GovernmentBody" else kind


def name_key(name: str) -> str:
    """Return a name as it is compared: without accents, blanks, hyphens and case.

    >>> name_key("Yoon Suk-yeol") == name_key("YOON Suk Yeol")
    True
    """
    return slug(name).replace("-", "")


@lru_cache(maxsize=1)
def load_tenures() -> Tenures:
    """Return the tenures of the package's reference data."""
    naming = load_naming()
    known = naming.knowledge
    slugs = {role.slug: iri for iri, role in naming.roles.items()}
    by_person: dict[str, list[Tenure]] = {}
    for iri in known.instances("dco:Tenure"):
        tenure = _read(known, iri, slugs)
        by_person.setdefault(tenure.person, []).append(tenure)
    full: dict[str, list[str]] = {}
    called: dict[str, list[str]] = {}
    for person in by_person:
        labels = known.labels(person)
        for key in {name_key(form) for label in labels for form in (label, _plain(label))}:
            full.setdefault(key, []).append(person)
        for key in {name_key(name) for name in known.values(person, "dco:titleName")}:
            called.setdefault(key, []).append(person)
    return Tenures(
        {person: tuple(tenures) for person, tenures in by_person.items()},
        {key: tuple(sorted(persons)) for key, persons in full.items()},
        {key: tuple(sorted(persons)) for key, persons in called.items()},
        {person: naming.label(person) or "" for person in by_person},
        naming,
    )


def _plain(name: str) -> str:
    return " ".join(_INITIAL.sub("", _SUFFIX.sub("", name)).split())


def _read(known: Knowledge, iri: str, slugs: Mapping[str, str]) -> Tenure:
    post = known.value(iri, "dco:tenurePost") or ""
    body = agent = known.value(post, "dco:postIn") or ""
    while above := known.value(agent, "dco:organOf"):
        agent = above
    year, last = known.value(iri, "dco:sinceYear"), known.value(iri, "dco:untilYear")
    begin = known.value(iri, "dco:sinceDate") or (f"{year}-01-01" if year else _FIRST_DAY)
    end = known.value(iri, "dco:untilDate") or (f"{last}-12-31" if last else _LAST_DAY)
    role = slugs.get(post.rpartition("/")[2]) or _longest_start(post.rpartition("/")[2], slugs)
    return Tenure(known.value(iri, "dco:tenureOf") or "", post, role, agent, body, begin, end)


def _longest_start(post: str, slugs: Mapping[str, str]) -> str | None:
    """Return the role noun with which a post's name begins: "president-of-the-government" is a president's."""
    fitting = [start for start in slugs if post.startswith(f"{start}-")]
    return slugs[max(fitting, key=len)] if fitting else None
