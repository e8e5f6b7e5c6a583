"""What extraction knows of names: the compiled gazetteer, posts and bodies, head nouns, courtesy titles.

In: the ontology's core, concept schemes, reference data and naming lexicon. Out: one frozen ``Naming``, loaded once a
process. It interprets the vocabulary of ``ontology/naming.ttl`` and knows nothing of documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from kg.errors import OntologyError
from kg.knowledge.entries import list_entries
from kg.knowledge.gazetteer import Gazetteer, plural
from kg.knowledge.letters import fold
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCC, DCO, expand
from kg.record import MentionType

__all__ = ["BodyKind", "GroupNoun", "NameHead", "NameUse", "Naming", "RoleNoun", "load_naming"]

_REPORTER = "spokesperson"
_PLURAL_SEGMENTS = ("instrument", "programme")  # "Programs for ..." names; "operations" and "groups" do not


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A post as lexicon: ``head`` is what its holders are called together; ``body`` the IRI of the kind it leads."""

    slug: str
    head: str
    body: str | None


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body of a state: the class and the slug of its members."""

    slug: str
    kind: str


@dataclass(frozen=True, slots=True)
class NameHead:
    """A head noun: the class of what it names, the kind in the IRI, and how the name is built around it."""

    words: tuple[str, ...]
    kind: str
    segment: str
    complement: bool
    before: bool


@dataclass(frozen=True, slots=True)
class GroupNoun:
    """A plural that stands for the participants with these roles, or for all of them where there are none."""

    labels: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameUse:
    """Names (folded) that mean ``state`` today and another state from one ISO day until another."""

    names: frozenset[str]
    state: str
    meant: str
    since: str
    until: str
    unless: frozenset[str]
    only_if: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """Everything that naming needs; the words in its tables are folded (see ``kg.knowledge.letters``).

    There is one, told by identity: what a stage makes of its tables can be kept beside it in a cache.
    """

    knowledge: Knowledge
    gazetteer: Gazetteer
    roles: dict[str, RoleNoun]
    bodies: dict[str, BodyKind]
    heads: dict[str, tuple[NameHead, ...]]
    groups: tuple[GroupNoun, ...]
    honorifics: tuple[str, ...]
    particles: frozenset[str]
    ships: dict[str, tuple[str, ...]]
    equipment: frozenset[str]
    generic: frozenset[str]
    codes: dict[str, str]
    regions: dict[str, str]
    mention_types: dict[str, MentionType]
    national_posts: tuple[tuple[str, str], ...]
    body_nouns: frozenset[str]
    name_orders: dict[str, str]
    uses: tuple[NameUse, ...]
    state_groups: dict[str, tuple[str, ...]]
    portfolios: frozenset[str]
    reporting_posts: frozenset[str]
    """The names of the posts that only say what others said."""

    def mention_type(self, kind: str) -> MentionType | None:
        """Return what a mention of a member of this class is called."""
        return self.mention_types.get(expand(kind))

    def is_press_service(self, iri: str | None) -> bool:
        """Tell whether an IRI is that of a news agency or press office, which tells what others say."""
        return iri is not None and DCO + "PressService" in self.knowledge.values(iri, "rdf:type")

    def label(self, iri: str) -> str | None:
        """Return the preferred label of a listed individual or concept."""
        return self.knowledge.value(iri, "skos:prefLabel")


@lru_cache(maxsize=1)
def load_naming() -> Naming:
    """Return the package's naming knowledge; raise ``OntologyError`` where the data contradicts itself."""
    known = load_turtle("modules", "concepts", "reference", "naming.ttl", "lexicon/posts.ttl")
    spellings = [
        (known.value(iri, "skos:prefLabel") or "", known.value(iri, "skos:altLabel") or "")
        for iri in known.instances("dco:SpellingPair")
    ]
    mention_types = _mention_types(known)
    return Naming(
        known,
        Gazetteer(list_entries(known, mention_types), spellings),
        {iri: _role(known, iri) for iri in known.instances("dco:RoleNoun")},
        {iri: _body(known, iri) for iri in known.instances("dco:BodyKind")},
        _heads(known),
        tuple(_group(known, iri) for iri in known.instances("dco:GroupNoun")),
        tuple(sorted((fold(label) for label in _words(known, "dco:Honorific")), key=lambda word: (-len(word), word))),
        frozenset(_words(known, "dco:NameParticle")),
        {
            known.value(i, "skos:prefLabel") or "": known.values(i, "dco:flagState")
            for i in known.instances("dco:ShipPrefix")
        },
        frozenset(_words(known, "dco:EquipmentNoun")),
        frozenset(_words(known, "dco:GenericModifier")),
        {iri: known.value(iri, "dco:alpha3") or "" for iri in known.instances("dco:State")},
        {
            known.value(iri, "dco:denotesPlace") or "": iri
            for iri in known.subjects()
            if iri.startswith(DCC + "region/")
        },
        mention_types,
        _national_posts(known),
        frozenset(fold(label) for label in _words(known, "dco:JointBodyNoun")),
        {
            state: known.value(iri, "dco:nameOrder") or ""
            for iri in known.instances("dco:NameCustom")
            for state in known.values(iri, "dco:customOf")
        },
        tuple(_use(known, iri) for iri in sorted(known.instances("dco:NameUse"))),
        {
            label: known.values(iri, "dco:groupOf")
            for iri in sorted(known.instances("dco:StateGroup"))
            for label in known.labels(iri)
        },
        _portfolios(known),
        _reporting_posts(known),
    )


def _portfolios(known: Knowledge) -> frozenset[str]:
    """Return the words for what posts are of, listed or in a post's name: "minister of | foreign affairs"."""
    fields = [re.split(r" (?:of|for) ", fold(label), maxsplit=1)[1:] for label in _words(known, "dco:RoleNoun")]
    named = frozenset(word for field in fields for word in re.findall(r"[a-z]{3,}", " ".join(field))) - {"and", "the"}
    return named | frozenset(_words(known, "dco:PortfolioNoun"))


def _reporting_posts(known: Knowledge) -> frozenset[str]:
    posts = (iri for iri in known.instances("dco:RoleNoun") if known.value(iri, "dco:roleHead") == _REPORTER)
    return frozenset(fold(label) for iri in posts for label in known.labels(iri))


def _national_posts(known: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return the names of posts that one state alone has, with that state, the longest first."""
    found = [
        (fold(label), known.value(iri, "dco:postOfState") or "")
        for iri in known.instances("dco:NationalPost")
        for label in known.labels(iri)
    ]
    return tuple(sorted(found, key=lambda post: (-len(post[0]), post)))


def _mention_types(known: Knowledge) -> dict[str, MentionType]:
    types: dict[str, MentionType] = {}
    allowed: dict[str, MentionType] = {name: name for name in get_args(MentionType)}
    for kind in known.instances("owl:Class"):
        for parent in known.superclasses(kind):
            name = known.value(parent, "dco:mentionType")
            if name is None:
                continue
            if name not in allowed:
                raise OntologyError(
                    f"unknown mention type {name!r}", where=parent, remedy=f"use one of {list(allowed)}"
                )
            types[kind] = allowed[name]
            break
    return types


def _words(known: Knowledge, kind: str) -> list[str]:
    return [label for iri in known.instances(kind) for label in known.labels(iri)]


def _role(known: Knowledge, iri: str) -> RoleNoun:
    slug, head = known.value(iri, "dco:postSlug"), known.value(iri, "dco:roleHead")
    if slug is None or head is None:
        raise OntologyError("a role noun without slug or head", where=iri, remedy="add dco:postSlug and dco:roleHead")
    body = known.value(iri, "dco:leads")
    if body is not None and known.value(body, "dco:bodySlug") is None:
        raise OntologyError(f"leads {body}, which is no kind of body", where=iri, remedy="name a dco:BodyKind")
    return RoleNoun(slug, head, body)


def _body(known: Knowledge, iri: str) -> BodyKind:
    slug, kind = known.value(iri, "dco:bodySlug"), known.value(iri, "dco:bodyClass")
    if slug is None or kind is None:
        raise OntologyError("a kind of body without slug or class", where=iri, remedy="add dco:bodySlug, dco:bodyClass")
    return BodyKind(slug, kind)


def _heads(known: Knowledge) -> dict[str, tuple[NameHead, ...]]:
    """Return the heads by their last word, longest first; each also in the plural."""
    table: dict[str, list[NameHead]] = {}
    for iri in known.instances("dco:NameHead"):
        kind, segment = known.value(iri, "dco:headClass"), known.value(iri, "dco:headKind")
        if kind is None or segment is None:
            raise OntologyError(
                "a head noun without class or kind", where=iri, remedy="add dco:headClass, dco:headKind"
            )
        complement = known.value(iri, "dco:headComplement") == "true"
        before = known.value(iri, "dco:headBefore") == "true"
        for label in known.labels(iri):
            words = tuple(fold(label).split())
            more = plural(words[-1]) if segment in _PLURAL_SEGMENTS else None
            for form in (words, (*words[:-1], more)) if more else (words,):
                table.setdefault(str(form[-1]), []).append(
                    NameHead(tuple(str(word) for word in form), kind, segment, complement, before)
                )
    return {
        word: tuple(sorted(found, key=lambda head: (-len(head.words), head.words))) for word, found in table.items()
    }


def _use(known: Knowledge, iri: str) -> NameUse:
    keys = ("dco:readAs", "dco:meant", "dco:usedFromDate", "dco:usedUntilDate")
    state, meant, since, until = (known.value(iri, key) for key in keys)
    if not (state and meant and since and until):
        raise OntologyError("a name use without states or days", where=iri, remedy="add " + ", ".join(keys))
    names = frozenset(fold(label) for label in known.labels(iri))
    return NameUse(
        names,
        state,
        meant,
        since,
        until,
        frozenset(known.values(iri, "dco:unlessNamed")),
        frozenset(known.values(iri, "dco:onlyIfNamed")),
    )


def _group(known: Knowledge, iri: str) -> GroupNoun:
    labels = tuple(dict.fromkeys(fold(label) for label in known.labels(iri)))
    return GroupNoun(labels, known.values(iri, "dco:groupRole"))
