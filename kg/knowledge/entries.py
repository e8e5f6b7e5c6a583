"""Entries: every name, phrase, post and body that the gazetteer finds, from the ontology's labels.

In: the ontology as ``Knowledge``. Out: entries, one a label. The module refuses to know how a text is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.knowledge.gazetteer import Entry, Writing
from kg.knowledge.turtle import Knowledge
from kg.names import DCC, expand
from kg.record import MentionType

__all__ = ["list_entries"]

_LABELS: tuple[tuple[str, Writing], ...] = (
    ("skos:prefLabel", "name"),
    ("dco:formalName", "name"),
    ("skos:altLabel", "name"),
    ("skos:hiddenLabel", "name"),
    ("dco:demonym", "demonym"),
    ("dco:abbreviation", "abbreviation"),
)
_CONCEPT_KINDS = ("issue/", "area/", "region/")
_KNOWN_BY_TITLE = ("PER", "ROLE")  # persons and posts are read with what stands beside them, and no list finds them
_SMALL = frozenset(["of", "for", "and", "the", "on", "in", "to"])


def list_entries(known: Knowledge, mention_types: Mapping[str, MentionType]) -> Iterator[Entry]:
    """Yield an entry for each label of what is listed, of concepts, of posts and of kinds of bodies."""
    yield from _listed(known, mention_types)
    yield from _concepts(known)
    yield from _kinds(known)


def _listed(known: Knowledge, mention_types: Mapping[str, MentionType]) -> Iterator[Entry]:
    labels = [(expand(predicate), writing) for predicate, writing in _LABELS]
    for iri in known.subjects():
        kind = next((name for name in known.values(iri, "rdf:type") if name in mention_types), None)
        if kind is None or mention_types[kind] in _KNOWN_BY_TITLE:
            continue
        said = known.properties(iri)
        for predicate, writing in labels:
            for label in said.get(predicate, ()):
                acronym = writing == "name" and _is_acronym(label)
                yield Entry(label, iri, "name", "abbreviation" if acronym else writing, kind)


def _is_acronym(label: str) -> bool:
    return len(label) <= 12 and " " not in label and sum(c.isupper() for c in label) >= 2 and not label.istitle()


def _concepts(known: Knowledge) -> Iterator[Entry]:
    for iri in known.instances("skos:Concept"):
        if not iri.startswith(tuple(DCC + kind for kind in _CONCEPT_KINDS)):
            continue
        region = iri.startswith(DCC + "region/")
        for predicate, _ in _LABELS:
            for label in known.values(iri, predicate):
                writing: Writing = "abbreviation" if _is_acronym(label) else "name" if region else "phrase"
                yield Entry(label, iri, "concept", writing)


def _kinds(known: Knowledge) -> Iterator[Entry]:
    for iri in known.instances("dco:RoleNoun"):
        for label in known.labels(iri):
            yield Entry(label, iri, "post", "phrase")
    for iri in known.instances("dco:BodyKind"):
        for label in known.labels(iri):
            yield Entry(" ".join(w if w in _SMALL else w.capitalize() for w in label.split()), iri, "body", "name")
