"""Why some data contradict the ontology, in words, for the common reasons.

In: the axioms and the data that a reasoner found contradictory. Out: one sentence a conflict: a node in two disjoint
classes, two values of a functional property, a node that stands in an irreflexive relation to itself. A reasoner
decides that there is a contradiction and not where; this looks for the place, and an empty answer clears nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import pyoxigraph as ox

from kg.names import PREFIXES, compact

__all__ = ["find_conflicts"]

_TYPE, _SUBCLASS, _SUBPROPERTY, _DOMAIN, _RANGE, _DISJOINT, _FUNCTIONAL, _IRREFLEXIVE = (
    PREFIXES[prefix] + name
    for prefix, name in (
        ("rdf", "type"),
        ("rdfs", "subClassOf"),
        ("rdfs", "subPropertyOf"),
        ("rdfs", "domain"),
        ("rdfs", "range"),
        ("owl", "disjointWith"),
        ("owl", "FunctionalProperty"),
        ("owl", "IrreflexiveProperty"),
    )
)
_Links = defaultdict[str, set[str]]


@dataclass(frozen=True, slots=True)
class _Axioms:
    """Links between the terms of an ontology, by the predicate that states them."""

    links: dict[str, _Links] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def above(self, term: str, predicate: str) -> set[str]:
        """Return a term with all terms above it."""
        seen, front = {term}, {term}
        while front := {parent for name in front for parent in self.links[predicate][name]} - seen:
            seen |= front
        return seen

    def disjoint(self, a: str, b: str) -> bool:
        """Tell whether two classes are stated to be disjoint."""
        return b in self.links[_DISJOINT][a] or a in self.links[_DISJOINT][b]

    def has_kind(self, property_: str, kind: str) -> bool:
        """Tell whether a property is functional or the like."""
        return kind in self.links[_TYPE][property_]


def find_conflicts(axioms: Iterable[ox.Triple], data: Iterable[ox.Triple]) -> tuple[str, ...]:
    """Return a sentence for each conflict that a look at single triples can find, sorted."""
    known = _Axioms()
    for subject, predicate, value in axioms:
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            known.links[predicate.value][subject.value].add(value.value)
    triples = list(data)
    return tuple(sorted({*_disjoint_types(known, triples), *_relations(known, triples)}))


def _disjoint_types(axioms: _Axioms, triples: list[ox.Triple]) -> Iterator[str]:
    for node, reasons in _types(axioms, triples).items():
        for a, b in combinations(sorted(reasons), 2):
            if axioms.disjoint(a, b):
                why = (f"{compact(name)} by {compact(reasons[name])}" for name in (a, b))
                yield f"{compact(node)} is in two disjoint classes: {', '.join(why)}"


def _types(axioms: _Axioms, triples: list[ox.Triple]) -> dict[str, dict[str, str]]:
    """Return the classes of every node, each with the property that puts the node there."""
    types: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value in sorted(triples, key=str):
        if predicate.value == _TYPE:
            _add(axioms, types[_iri(subject)], {_iri(value)}, _TYPE)
            continue
        for name in axioms.above(predicate.value, _SUBPROPERTY):
            _add(axioms, types[_iri(subject)], axioms.links[_DOMAIN][name], predicate.value)
            if isinstance(value, ox.NamedNode):
                _add(axioms, types[value.value], axioms.links[_RANGE][name], predicate.value)
    return types


def _add(axioms: _Axioms, reasons: dict[str, str], classes: set[str], why: str) -> None:
    for name in classes:
        for parent in axioms.above(name, _SUBCLASS):
            reasons.setdefault(parent, why)


def _relations(axioms: _Axioms, triples: list[ox.Triple]) -> Iterator[str]:
    values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        values[_iri(subject), predicate.value].add(str(value))
        if subject == value and axioms.has_kind(predicate.value, _IRREFLEXIVE):
            yield f"{compact(_iri(subject))} has itself as {compact(predicate.value)}"
    for (node, predicate_name), found in values.items():
        if len(found) > 1 and axioms.has_kind(predicate_name, _FUNCTIONAL):
            yield f"{compact(node)} has {len(found)} values of {compact(predicate_name)}, which takes one"


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)
