"""Tells quickly that quads have the shape that the program promises to write; what is not sure is left to pyshacl.

In: quads, and the shapes of ``ontology/shapes/``. Out: whether they surely conform. It knows the part of SHACL Core
that those shapes use, and gives up at anything else: "no" means "ask pyshacl", which alone says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.names import PREFIXES
from kg.resources import ontology_dir

__all__ = ["surely_conforms"]

Values: TypeAlias = Collection[object]
Properties: TypeAlias = Mapping[str, Values]
Check: TypeAlias = Callable[[Values, Properties, "Data"], bool]

_SH, _XSD = PREFIXES["sh"], PREFIXES["xsd"]
_TYPE, _SUBCLASS = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "subClassOf"
_SILENT = {_TYPE, PREFIXES["rdfs"] + "label", f"{_SH}path", f"{_SH}message", f"{_SH}qualifiedMinCount"} | {
    f"{_SH}qualifiedMaxCount"
}
_TARGETS = {f"{_SH}targetClass", f"{_SH}targetSubjectsOf"}


@dataclass(frozen=True, slots=True)
class Data:
    """Quads by subject and predicate, and subjects by class."""

    nodes: dict[str, dict[str, set[object]]]
    members: dict[str, set[str]]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Data:
        """Return the quads, each triple once."""
        data = cls({}, {})
        for quad in quads:
            subject = _text(quad.subject)
            data.nodes.setdefault(subject, {}).setdefault(quad.predicate.value, set()).add(quad.object)
            if quad.predicate.value == _TYPE:
                data.members.setdefault(_text(quad.object), set()).add(subject)
        return data


@dataclass(frozen=True, slots=True)
class _Shape:
    """The focus nodes of a node shape, and what is asked of the values of each property."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    checks: tuple[tuple[str, Check], ...]

    def focus(self, data: Data) -> set[str]:
        found = set[str]().union(*(data.members.get(name, ()) for name in self.classes))
        return found.union(*([s for s, p in data.nodes.items() if name in p] for name in self.subjects_of))


def surely_conforms(quads: Iterable[ox.Quad], folder: Path | None = None) -> bool:
    """Tell whether quads surely have the shapes of a folder (default: the ontology's)."""
    shapes = _read_shapes(folder or ontology_dir() / "shapes")
    data = Data.of(quads)
    if shapes is None or any(_SUBCLASS in properties for properties in data.nodes.values()):
        return False
    return all(_fits(shape, data) for shape in shapes)


def _fits(shape: _Shape, data: Data) -> bool:
    for node in shape.focus(data):
        properties = data.nodes[node]
        if not all(check(properties.get(path, ()), properties, data) for path, check in shape.checks):
            return False
    return True


class _Unknown(Exception):  # noqa: N818 - no error: it leaves the matter to pyshacl
    """A shape says something that this module does not know."""


@lru_cache(maxsize=4)
def _read_shapes(folder: Path) -> tuple[_Shape, ...] | None:
    """Return the shapes of a folder, or None where one of them says what this module does not know."""
    source = ox.Store()
    for path in sorted(folder.glob("*.ttl")):
        source.load(path=str(path), format=ox.RdfFormat.TURTLE)
    data = Data.of(source)
    names = data.members.get(f"{_SH}NodeShape", set())
    aimed = (name for name, said in data.nodes.items() if any(key.startswith(f"{_SH}target") for key in said))
    if not names.issuperset(aimed):
        return None  # a property shape with targets of its own
    try:
        return tuple(_read_shape(name, data) for name in sorted(names))
    except _Unknown:
        return None


def _read_shape(name: str, data: Data) -> _Shape:
    said = data.nodes[name]
    targets = {key: tuple(sorted(map(_text, said.get(key, ())))) for key in _TARGETS}
    classes, subjects_of = targets[f"{_SH}targetClass"], targets[f"{_SH}targetSubjectsOf"]
    if not any(key.startswith(f"{_SH}target") for key in said):
        return _Shape((), (), ())  # only others refer to it
    if said.keys() - _TARGETS - _SILENT - {f"{_SH}property"}:
        raise _Unknown
    checks = [
        pair for shape in sorted(map(_text, said.get(f"{_SH}property", ()))) for pair in _read_property(shape, data)
    ]
    return _Shape(classes, subjects_of, tuple(checks))


def _read_property(name: str, data: Data) -> list[tuple[str, Check]]:
    said = data.nodes[name]
    (path,) = said[f"{_SH}path"]
    if not isinstance(path, ox.NamedNode):
        raise _Unknown
    return [(path.value, _read_check(key, _only(said[key]), said, data)) for key in sorted(said.keys() - _SILENT)]


def _read_check(key: str, value: object, said: Properties, data: Data) -> Check:
    """Return the check of one constraint."""
    if key == f"{_SH}qualifiedValueShape":
        return _qualified(_read_value_shape(_text(value), data), said)
    maker = _MAKERS.get(key.removeprefix(_SH))
    if maker is None:
        raise _Unknown
    return maker(_text(value))


def _read_value_shape(name: str, data: Data) -> list[Check]:
    said = data.nodes[name]
    keys = sorted(said.keys() - {_TYPE})
    if not {f"{_SH}pattern", f"{_SH}class"}.issuperset(keys):
        raise _Unknown
    return [_read_check(key, _only(said[key]), said, data) for key in keys]


def _qualified(checks: list[Check], said: Properties) -> Check:
    least, most = (said.get(f"{_SH}qualified{which}Count") for which in ("Min", "Max"))
    low = int(_text(_only(least))) if least else 0
    high = int(_text(_only(most))) if most else None

    def fits(values: Values, properties: Properties, data: Data) -> bool:
        count = sum(all(check((value,), properties, data) for check in checks) for value in values)
        return low <= count and (high is None or count <= high)

    return fits


def _each(test: Callable[[object], bool]) -> Check:
    return lambda values, properties, data: all(map(test, values))


def _pattern(pattern: str) -> Check:
    search = re.compile(pattern).search
    return _each(lambda value: search(_text(value)) is not None)


def _kind(kind: str) -> Check:
    if kind != f"{_SH}IRI":
        raise _Unknown
    return _each(lambda value: isinstance(value, ox.NamedNode))


def _class(name: str) -> Check:
    return lambda values, properties, data: data.members.get(name, set()).issuperset(map(_text, values))


def _datatype(name: str) -> Check:
    form = _FORMS.get(name.removeprefix(_XSD))
    if form is None:
        raise _Unknown
    return _each(lambda value: isinstance(value, ox.Literal) and value.datatype.value == name and form(value.value))


def _unique_language(flag: str) -> Check:
    if flag != "true":
        raise _Unknown

    def fits(values: Values, properties: Properties, data: Data) -> bool:
        languages = [value.language for value in values if isinstance(value, ox.Literal) and value.language]
        return len(languages) == len(set(languages))

    return fits


def _before(path: str, *, or_equal: bool) -> Check:
    def fits(values: Values, properties: Properties, data: Data) -> bool:
        pairs = [(_rank(value), _rank(other)) for value in values for other in properties.get(path, ())]
        return all(one is not None and other is not None and _less(one, other, or_equal) for one, other in pairs)

    return fits


def _less(one: tuple[str, int], other: tuple[str, int], or_equal: bool) -> bool:
    return one[0] == other[0] and (one[1] <= other[1] if or_equal else one[1] < other[1])


def _bound(limit: str, *, least: bool) -> Check:
    number = int(limit)

    def test(value: object) -> bool:
        rank = _rank(value)
        return rank is not None and rank[0] == "integer" and (rank[1] >= number if least else rank[1] <= number)

    return _each(test)


def _rank(value: object) -> tuple[str, int] | None:
    """Return the kind of an ordered value and its place in that order, where this module knows it."""
    if not isinstance(value, ox.Literal):
        return None
    kind = value.datatype.value.removeprefix(_XSD)
    if kind == "integer" and _is_integer(value.value):
        return kind, int(value.value)
    if kind == "date" and _is_date(value.value):
        return kind, date.fromisoformat(value.value).toordinal()
    return None


def _is_integer(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,18}", text) is not None


def _is_date(text: str) -> bool:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_year(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}", text) is not None


def _only(values: Values) -> object:
    if len(values) != 1:
        raise _Unknown
    return next(iter(values))


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)


_FORMS: dict[str, Callable[[str], bool]] = {
    "string": lambda text: True,
    "integer": _is_integer,
    "date": _is_date,
    "gYear": _is_year,
}
_MAKERS: dict[str, Callable[[str], Check]] = {
    "minCount": lambda limit: lambda values, properties, data: len(values) >= int(limit),
    "maxCount": lambda limit: lambda values, properties, data: len(values) <= int(limit),
    "minLength": lambda limit: _each(lambda value: len(_text(value)) >= int(limit)),
    "pattern": _pattern,
    "minInclusive": lambda limit: _bound(limit, least=True),
    "maxInclusive": lambda limit: _bound(limit, least=False),
    "nodeKind": _kind,
    "class": _class,
    "datatype": _datatype,
    "uniqueLang": _unique_language,
    "lessThan": lambda path: _before(path, or_equal=False),
    "lessThanOrEquals": lambda path: _before(path, or_equal=True),
}
