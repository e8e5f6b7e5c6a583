"""Asks the store for what the page shows.

In: a callable that runs SPARQL over the union of all graphs. Out: ``Facts``, the answers as plain tables of
strings. The module knows the shape of the graph and nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kg.names import PREFIXES

__all__ = ["Facts", "Properties", "Query", "gather"]

Query: TypeAlias = Callable[[str], Iterable[Any]]
"""Runs a SPARQL SELECT; a row is a mapping or a sequence in the order of its columns, of terms or plain values."""

Properties: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Subject to predicate to sorted values."""

_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_STATEMENTS = "SELECT ?s ?p ?o WHERE { ?s dco:text ?text ; ?p ?o }"
_FINDINGS = "SELECT ?s ?p ?o WHERE { ?s dco:statedIn ?document ; ?p ?o }"
_TIES = "SELECT ?s ?p ?o WHERE { ?s a dco:CooperationTie ; ?p ?o }"
_TIMES = "SELECT ?s ?p ?o WHERE { ?s a dco:TimeReference ; ?p ?o }"
_PARTS = "SELECT ?s ?p ?o WHERE { ?s a dco:StatementPart ; ?p ?o }"
_TYPES = "SELECT DISTINCT ?s ?class WHERE { ?s a ?class . FILTER(?class NOT IN (oa:SpecificResource, dco:Evidence)) }"
_PARENTS = "SELECT DISTINCT ?class ?parent WHERE { ?class rdfs:subClassOf ?parent . FILTER(isIRI(?parent)) }"
_EVIDENCE = (
    "SELECT ?s ?source ?start ?end WHERE "
    "{ ?s oa:hasSource ?source ; oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end }"
)
_LABELS = (
    "SELECT ?s ?rank ?label WHERE "
    "{ { ?s skos:prefLabel ?label BIND(0 AS ?rank) } UNION { ?s rdfs:label ?label BIND(1 AS ?rank) } }"
)
_ALIASES = "SELECT DISTINCT ?s ?label WHERE { ?s skos:altLabel|dco:abbreviation|dco:demonym ?label }"
_MENTIONS = "SELECT ?s ?part ?entity WHERE { ?s dco:refersTo ?entity ; dco:inPart ?part }"
_STATUSES = "SELECT DISTINCT ?s ?value WHERE { ?s dco:statusValue ?value }"
_DATATYPES = (
    "SELECT DISTINCT ?s (DATATYPE(?value) AS ?type) WHERE { ?s dco:claimObject ?value . FILTER(isLiteral(?value)) }"
)
_ABBREVIATIONS = "SELECT DISTINCT ?s ?label WHERE { ?s dco:abbreviation ?label }"
_STANCES = "SELECT DISTINCT ?type ?stance WHERE { ?type dco:stance ?stance }"
_COORDINATES = (
    "SELECT ?s ?longitude ?latitude WHERE "
    "{ { ?s dco:capital ?place } UNION { ?place dco:latitude ?any BIND(?place AS ?s) } "
    "?place dco:latitude ?latitude ; dco:longitude ?longitude }"
)
_REIFIED = (
    "SELECT DISTINCT ?predicate ?subject ?object WHERE "
    "{ ?predicate dco:reifiedAs ?class ; dco:reifiedSubject ?subject ; dco:reifiedObject ?object }"
)
_REFERENCE = (
    "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?p { dco:memberOf dco:partnerOf dco:organOf dco:postIn } ?s ?p ?o }"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The store's answers. ``evidence`` maps a node to its statement, start and end; ``mentions`` are a mention's IRI,
    the part that it stands in and an entity that it refers to."""

    statements: Properties
    findings: Properties
    ties: Properties
    times: Properties
    parts: Properties
    evidence: Mapping[str, tuple[str, int, int]]
    types: Mapping[str, tuple[str, ...]]
    ancestors: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    abbreviations: Mapping[str, tuple[str, ...]]
    mentions: tuple[tuple[str, str, str], ...]
    statuses: Mapping[str, str]
    datatypes: Mapping[str, str]
    stances: Mapping[str, str]
    coordinates: Mapping[str, tuple[float, float]]
    reified: Mapping[str, tuple[str, str]]
    reference: tuple[tuple[str, str, str], ...]


def gather(query: Query) -> Facts:
    """Return the answers to the page's questions."""

    def ask(text: str) -> list[tuple[str, ...]]:
        rows = (row.values() if isinstance(row, Mapping) else row for row in query(_PROLOGUE + text))
        return sorted({tuple(_text(value) for value in row) for row in rows})

    return Facts(
        statements=_properties(ask(_STATEMENTS)),
        findings=_properties(ask(_FINDINGS)),
        ties=_properties(ask(_TIES)),
        times=_properties(ask(_TIMES)),
        parts=_properties(ask(_PARTS)),
        evidence={node: (source, int(start), int(end)) for node, source, start, end in ask(_EVIDENCE)},
        types=_lists(ask(_TYPES)),
        ancestors=_closure(ask(_PARENTS)),
        labels={node: label for node, _, label in reversed(ask(_LABELS))},
        aliases=_lists(ask(_ALIASES)),
        abbreviations=_lists(ask(_ABBREVIATIONS)),
        mentions=tuple((s, p, o) for s, p, o in ask(_MENTIONS)),
        statuses={row[0]: row[1] for row in ask(_STATUSES)},
        datatypes={row[0]: row[1] for row in ask(_DATATYPES)},
        stances={row[0]: row[1] for row in ask(_STANCES)},
        coordinates={node: (float(x), float(y)) for node, x, y in ask(_COORDINATES)},
        reified={predicate: (subject, target) for predicate, subject, target in ask(_REIFIED)},
        reference=tuple((s, p, o) for s, p, o in ask(_REFERENCE)),
    )


def _text(value: Any) -> str:
    inner = getattr(value, "value", value)
    return "" if inner is None else str(inner)


def _properties(rows: Iterable[tuple[str, ...]]) -> Properties:
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for subject, predicate, value in rows:
        values = table.setdefault(subject, {})
        values[predicate] = (*values.get(predicate, ()), value)
    return table


def _lists(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for key, value in rows:
        table[key] = (*table.get(key, ()), value)
    return table


def _closure(rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return each class with itself and all classes above it, sorted."""
    parents = _lists(rows)
    table: dict[str, tuple[str, ...]] = {}
    for name in {*parents, *(parent for above in parents.values() for parent in above)}:
        seen, front = {name}, {name}
        while front := {parent for child in front for parent in parents.get(child, ())} - seen:
            seen |= front
        table[name] = tuple(sorted(seen))
    return table
