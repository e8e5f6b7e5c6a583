"""The shapes on every ingest: the part of SHACL Core that our shapes use, at the pace of the extraction.

In: triples as the engine holds them, and the shapes of ``ontology/shapes/``. Out: the violations that
``kg.reasoning.shacl`` finds with pyshacl, each once; a test holds the two together. It refuses a shape that uses any
other component of SHACL, so that no constraint is ever passed over in silence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import PREFIXES
from kg.reasoning.violation import Violation

__all__ = ["NodeShape", "PropertyShape", "check_shapes", "compile_shapes"]

_SH, _XSD = PREFIXES["sh"], PREFIXES["xsd"]
_TYPE = PREFIXES["rdf"] + "type"
_INTEGER = re.compile(r"[+-]?\d+")
_DESCRIPTIVE = frozenset({"path", "message", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"})
_TARGETING = frozenset({"targetClass", "targetSubjectsOf", "property"})

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node: TypeAlias = dict[str, list[Term]]
Graph: TypeAlias = dict[str, Node]
Check: TypeAlias = Callable[[list[Term], Node, Graph], Iterable[str]]
"""From a path's values, the node and the graph to the offending values; the empty string is none in particular."""


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """The constraints on the values of one predicate."""

    iri: str
    path: str
    message: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class NodeShape:
    """Whom the shape is about, by class or by a predicate that the node has, and what it asks."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    properties: tuple[PropertyShape, ...]


def check_shapes(
    triples: Iterable[ox.Triple | ox.Quad], shapes: tuple[NodeShape, ...] | None = None
) -> list[Violation]:
    """Return what breaks the shapes, sorted by the node; an empty list says that the triples conform."""
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            graph[triple.subject.value][triple.predicate.value].append(triple.object)
    wanted = _by_target(compile_shapes() if shapes is None else shapes)
    found = {violation for iri, node in list(graph.items()) for violation in _check_node(iri, node, graph, wanted)}
    return sorted(found)


def _by_target(shapes: tuple[NodeShape, ...]) -> dict[str, list[NodeShape]]:
    """Return the shapes by the class or the predicate that makes a node theirs."""
    found: defaultdict[str, list[NodeShape]] = defaultdict(list)
    for shape in shapes:
        for target in (*shape.classes, *shape.subjects_of):
            found[target].append(shape)
    return found


def _check_node(iri: str, node: Node, graph: Graph, wanted: dict[str, list[NodeShape]]) -> Iterator[Violation]:
    targets = {*node, *(_text(kind) for kind in node.get(_TYPE, ()))}
    properties = {rule for target in targets for shape in wanted.get(target, ()) for rule in shape.properties}
    for rule in properties:
        values = node.get(rule.path, [])
        for check in rule.checks:
            for value in check(values, node, graph):
                yield Violation(iri, rule.iri, rule.path, value, rule.message, "violation")


@lru_cache(maxsize=4)
def compile_shapes(root: Path | None = None) -> tuple[NodeShape, ...]:
    """Return the shapes of the package's ontology, or of the one in ``root``, ready to run."""
    knowledge = load_turtle("shapes", root=root)
    shapes = []
    for iri in knowledge.instances(_SH + "NodeShape"):
        if rules := knowledge.values(iri, _SH + "property"):
            _refuse_unknown(knowledge, iri, _TARGETING)
            classes, subjects = (knowledge.values(iri, _SH + name) for name in ("targetClass", "targetSubjectsOf"))
            shapes.append(NodeShape(classes, subjects, tuple(_property_shape(knowledge, rule) for rule in rules)))
    return tuple(shapes)


def _refuse_unknown(knowledge: Knowledge, shape: str, known: Iterable[str]) -> None:
    used = {name.removeprefix(_SH) for name in knowledge.properties(shape) if name.startswith(_SH)}
    if unknown := sorted(used - set(known)):
        raise OntologyError(
            f"sh:{unknown[0]} is not among the SHACL components that ingest checks",
            where=shape,
            remedy="say it with another component, or teach kg.reasoning.shapes",
        )


def _property_shape(knowledge: Knowledge, iri: str) -> PropertyShape:
    _refuse_unknown(knowledge, iri, {*_DESCRIPTIVE, *_COMPONENTS})
    checks = [
        _COMPONENTS[name](value)
        for name in _COMPONENTS
        for value in knowledge.values(iri, _SH + name)
    ]  # fmt: skip
    for inner in knowledge.values(iri, _SH + "qualifiedValueShape"):
        least, most = (knowledge.value(iri, _SH + f"qualified{end}Count") for end in ("Min", "Max"))
        checks.append(_qualified(_value_checks(knowledge, inner), int(least or 0), int(most) if most else None))
    path, message = (knowledge.value(iri, _SH + name) or "" for name in ("path", "message"))
    return PropertyShape(iri, path, message, tuple(checks))


def _value_checks(knowledge: Knowledge, shape: str) -> tuple[Check, ...]:
    _refuse_unknown(knowledge, shape, _VALUE_COMPONENTS)
    return tuple(make(v) for name, make in _VALUE_COMPONENTS.items() for v in knowledge.values(shape, _SH + name))


def _each(accepts: Callable[[Term, Node, Graph], bool]) -> Check:
    return lambda values, node, graph: [_text(value) for value in values if not accepts(value, node, graph)]


def _count(accepts: Callable[[int], bool]) -> Check:
    return lambda values, node, graph: [] if accepts(len(set(values))) else [""]


def _qualified(checks: tuple[Check, ...], least: int, most: int | None) -> Check:
    def check(values: list[Term], node: Node, graph: Graph) -> list[str]:
        fitting = sum(not any(list(inner([value], node, graph)) for inner in checks) for value in set(values))
        wrong = [fitting < least, most is not None and fitting > most]
        return [""] if any(wrong) else []

    return check


def _unique_language(values: list[Term], node: Node, graph: Graph) -> list[str]:
    languages = Counter(value.language for value in set(values) if isinstance(value, ox.Literal) and value.language)
    return [""] if any(count > 1 for count in languages.values()) else []


def _compare(other: str, accepts: Callable[[int, int], bool]) -> Check:
    def fits(value: Term, node: Node, graph: Graph) -> bool:
        return all(_ordered(value, bound, accepts) for bound in node.get(other, ()))

    return _each(fits)


def _ordered(a: Term, b: Term, accepts: Callable[[int, int], bool]) -> bool:
    first, second = _number(a), _number(b)
    return first is not None and second is not None and accepts(first, second)


def _number(value: Term) -> int | None:
    """Return a whole number, or a day as its ordinal; None for anything else and for what is malformed."""
    if not isinstance(value, ox.Literal):
        return None
    if value.datatype.value == _XSD + "integer":
        return int(value.value) if _INTEGER.fullmatch(value.value) else None
    if value.datatype.value == _XSD + "date":
        try:
            return date.fromisoformat(value.value).toordinal()
        except ValueError:
            return None
    return None


def _has_datatype(value: Term, datatype: str) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype.value != datatype:
        return False
    return datatype == _XSD + "string" or _number(value) is not None


def _has_class(value: Term, cls: str, graph: Graph) -> bool:
    return any(_text(kind) == cls for kind in graph.get(_text(value), {}).get(_TYPE, ()))


def _at_least(value: Term, bound: int) -> bool:
    number = _number(value)
    return number is not None and number >= bound


def _at_most(value: Term, bound: int) -> bool:
    number = _number(value)
    return number is not None and number <= bound


def _text(value: Term) -> str:
    return str(value) if isinstance(value, ox.Triple) else value.value


def _pattern(expression: str) -> Check:
    compiled = re.compile(expression)
    return _each(lambda value, node, graph: compiled.search(_text(value)) is not None)


_VALUE_COMPONENTS: dict[str, Callable[[str], Check]] = {
    "pattern": _pattern,
    "class": lambda cls: _each(lambda value, node, graph: _has_class(value, cls, graph)),
    "nodeKind": lambda kind: _each(lambda value, node, graph: isinstance(value, ox.NamedNode)),
    "datatype": lambda datatype: _each(lambda value, node, graph: _has_datatype(value, datatype)),
    "minLength": lambda least: _each(lambda value, node, graph: len(_text(value)) >= int(least)),
    "minInclusive": lambda bound: _each(lambda value, node, graph: _at_least(value, int(bound))),
    "maxInclusive": lambda bound: _each(lambda value, node, graph: _at_most(value, int(bound))),
}
_COMPONENTS: dict[str, Callable[[str], Check]] = {
    **_VALUE_COMPONENTS,
    "minCount": lambda least: _count(lambda count: count >= int(least)),
    "maxCount": lambda most: _count(lambda count: count <= int(most)),
    "lessThan": lambda path: _compare(path, lambda a, b: a < b),
    "lessThanOrEquals": lambda path: _compare(path, lambda a, b: a <= b),
    "uniqueLang": lambda _: _unique_language,
}
