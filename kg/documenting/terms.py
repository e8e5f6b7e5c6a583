"""What the reference pages tell of classes, properties, concept schemes, shapes and alignments.

In: the ontology as ``Knowledge``. Out: frozen values, sorted, with everything that a page prints. It knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.turtle import Knowledge
from kg.names import DCC, DCO, PREFIXES, compact

__all__ = [
    "Alignment",
    "Concept",
    "Scheme",
    "Shape",
    "Term",
    "alignments",
    "classes",
    "properties",
    "schemes",
    "shapes",
]

_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_KINDS = {"ObjectProperty": "object", "DatatypeProperty": "data", "AnnotationProperty": "annotation"}
_TRAITS = ("Functional", "InverseFunctional", "Transitive", "Symmetric", "Asymmetric", "Reflexive", "Irreflexive")


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. ``facts`` are (what, values) pairs in the order in which they are shown."""

    iri: str
    name: str
    label: str
    kind: str
    definition: str
    examples: tuple[str, ...]
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    traits: tuple[str, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its depth below the scheme's top. ``facts`` as of a term."""

    iri: str
    name: str
    label: str
    depth: int
    other_names: tuple[str, ...]
    definition: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme with its concepts in the order of the tree."""

    iri: str
    name: str
    label: str
    definition: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A SHACL node shape: what it is for, its targets, and (path, message) of each constraint."""

    iri: str
    name: str
    label: str
    targets: tuple[str, ...]
    constraints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """An alignment's header and its links as (subject, relation, object)."""

    iri: str
    title: str
    description: str
    version: str
    sources: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]


def classes(known: Knowledge) -> list[Term]:
    """Return our classes by name."""
    return [_class(known, iri) for iri in _declared(known, "Class")]


def properties(known: Knowledge) -> list[Term]:
    """Return our properties by name, whatever their kind."""
    found = [_property(known, iri, kind) for kind in _KINDS for iri in _declared(known, kind)]
    return sorted(found, key=lambda term: term.name.lower())


def _declared(known: Knowledge, kind: str) -> list[str]:
    wanted = PREFIXES["owl"] + kind
    own = (iri for iri in known.subjects() if iri.startswith(DCO) and wanted in known.values(iri, "rdf:type"))
    return sorted(own, key=str.lower)


def _class(known: Knowledge, iri: str) -> Term:
    facts = (
        ("is a kind of", known.values(iri, "rdfs:subClassOf")),
        ("has kinds", _inverse(known, iri, "rdfs:subClassOf")),
        ("is apart from", _disjoint(known, iri)),
        ("is described by", _inverse(known, iri, "rdfs:domain")),
        ("is led to by", _inverse(known, iri, "rdfs:range")),
        ("is the node form of", _inverse(known, iri, "dco:reifiedAs")),
        ("is coded as", known.values(iri, "dco:eventCategory")),
    )
    return _term(known, iri, "class", facts)


def _disjoint(known: Knowledge, iri: str) -> tuple[str, ...]:
    both = {*known.values(iri, "owl:disjointWith"), *_inverse(known, iri, "owl:disjointWith")}
    return tuple(sorted(both, key=str.lower))


def _property(known: Knowledge, iri: str, kind: str) -> Term:
    facts = (
        ("of", known.values(iri, "rdfs:domain")),
        ("leads to", known.values(iri, "rdfs:range")),
        ("is a kind of", known.values(iri, "rdfs:subPropertyOf")),
        ("has kinds", _inverse(known, iri, "rdfs:subPropertyOf")),
        ("becomes a node of", known.values(iri, "dco:reifiedAs")),
    )
    return _term(known, iri, _KINDS[kind], facts)


def _term(known: Knowledge, iri: str, kind: str, facts: tuple[tuple[str, tuple[str, ...]], ...]) -> Term:
    types = {name.rpartition("#")[2] for name in known.values(iri, "rdf:type")}
    source = known.values(iri, "dcterms:source")
    return Term(
        iri=iri,
        name=iri.removeprefix(DCO),
        label=known.value(iri, "rdfs:label") or "",
        kind=kind,
        definition=known.value(iri, "skos:definition") or "",
        examples=known.values(iri, "skos:example"),
        facts=tuple((what, values) for what, values in (*facts, ("comes from", source)) if values),
        traits=tuple(trait.lower() for trait in _TRAITS if f"{trait}Property" in types),
        deprecated=known.value(iri, "owl:deprecated") == "true",
    )


def _inverse(known: Knowledge, iri: str, predicate: str) -> tuple[str, ...]:
    found = (subject for subject in known.subjects() if iri in known.values(subject, predicate))
    return tuple(sorted((subject for subject in found if subject.startswith(DCO)), key=str.lower))


def schemes(known: Knowledge) -> list[Scheme]:
    """Return the concept schemes, ours before those of others."""
    found = [iri for iri in known.instances("skos:ConceptScheme") if iri.startswith(DCC)]
    return [_scheme(known, iri) for iri in found]


def _scheme(known: Knowledge, iri: str) -> Scheme:
    below: dict[str, list[str]] = {}
    for concept in known.instances("skos:Concept"):
        if iri in known.values(concept, "skos:inScheme"):
            for above in known.values(concept, "skos:broader") or (iri,):
                below.setdefault(above, []).append(concept)
    return Scheme(
        iri=iri,
        name=iri.removeprefix(DCC),
        label=known.value(iri, "skos:prefLabel") or "",
        definition=known.value(iri, "skos:definition") or "",
        concepts=tuple(_walk(known, below, iri, 0, set())),
    )


def _walk(known: Knowledge, below: dict[str, list[str]], top: str, depth: int, seen: set[str]) -> Iterator[Concept]:
    order = sorted(below.get(top, ()), key=lambda iri: (known.value(iri, "skos:prefLabel") or "").lower())
    for iri in order:
        if iri not in seen:
            seen.add(iri)
            yield _concept(known, iri, depth)
            yield from _walk(known, below, iri, depth + 1, seen)


def _concept(known: Knowledge, iri: str, depth: int) -> Concept:
    facts = (
        ("illocution", known.values(iri, "dco:illocution")),
        ("base strength", known.values(iri, "dco:baseStrength")),
        ("stance", known.values(iri, "dco:stance")),
        ("related", known.values(iri, "skos:related")),
        ("denotes", known.values(iri, "dco:denotesPlace")),
        ("concerns", known.values(iri, "dco:concernsState") + known.values(iri, "dco:concernsPlace")),
        *((f"{match[:-5]} match", known.values(iri, f"skos:{match}")) for match in _MATCHES),
    )
    return Concept(
        iri=iri,
        name=iri.removeprefix(DCC).partition("/")[2],
        label=known.value(iri, "skos:prefLabel") or "",
        depth=depth,
        other_names=known.values(iri, "skos:altLabel"),
        definition=known.value(iri, "skos:definition") or "",
        facts=tuple((what, values) for what, values in facts if values),
    )


def shapes(known: Knowledge) -> list[Shape]:
    """Return the node shapes that have a target, by name."""
    found = [iri for iri in known.instances("sh:NodeShape") if known.values(iri, "sh:targetClass")]
    return sorted((_shape(known, iri) for iri in found), key=lambda shape: shape.name.lower())


def _shape(known: Knowledge, iri: str) -> Shape:
    constraints = [
        (known.value(constraint, "sh:path") or "", known.value(constraint, "sh:message") or "")
        for constraint in known.values(iri, "sh:property")
    ]
    return Shape(
        iri=iri,
        name=iri.rpartition("/")[2],
        label=known.value(iri, "rdfs:label") or "",
        targets=known.values(iri, "sh:targetClass"),
        constraints=tuple(constraints),
    )


def alignments(known: Knowledge, links: dict[str, list[tuple[str, str, str]]]) -> list[Alignment]:
    """Return the alignments by title; ``links`` gives those of each by the IRI of its header."""
    found = [
        Alignment(
            iri=iri,
            title=known.value(iri, "dcterms:title") or compact(iri),
            description=known.value(iri, "dcterms:description") or "",
            version=known.value(iri, "owl:versionInfo") or "",
            sources=known.values(iri, "dcterms:source"),
            links=tuple(triples),
        )
        for iri, triples in links.items()
    ]
    return sorted(found, key=lambda alignment: alignment.title)
