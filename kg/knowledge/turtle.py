"""The one place that parses the ontology's Turtle for the extraction: files in, cheap lookups out.

In: folders below ``ontology/``. Out: a frozen ``Knowledge`` of subject -> predicate -> values, with the class tree.
Values are plain strings (the IRI, or the literal's text); it refuses blank nodes, and knows nothing of what any
class or property means beyond ``rdf:type`` and ``rdfs:subClassOf``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.names import PREFIXES, expand
from kg.resources import ontology_dir

__all__ = ["Knowledge", "load_turtle", "parse_turtle"]

_TYPE = PREFIXES["rdf"] + "type"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"

Properties: TypeAlias = dict[str, list[str]]
Facts: TypeAlias = dict[str, Properties]


class Knowledge:
    """What a set of Turtle files says. Names may be full IRIs or prefixed (``dco:State``); results are full IRIs."""

    __slots__ = ("_by_class", "_facts", "_subclasses")

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._by_class: dict[str, list[str]] = {}
        self._subclasses: dict[str, list[str]] = {}
        for subject, properties in facts.items():
            for kind in properties.get(_TYPE, ()):
                self._by_class.setdefault(kind, []).append(subject)
            for parent in properties.get(_SUBCLASS, ()):
                self._subclasses.setdefault(parent, []).append(subject)

    def __contains__(self, subject: str) -> bool:
        return expand(subject) in self._facts

    def subjects(self) -> Iterator[str]:
        """Yield every subject, in the order of the files and of their triples."""
        return iter(self._facts)

    def properties(self, subject: str) -> Properties:
        """Return predicate -> values of a subject (empty where nothing is known)."""
        return self._facts.get(expand(subject), {})

    def values(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the values of one property, in file order."""
        return tuple(self.properties(subject).get(expand(predicate), ()))

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value of one property, or None."""
        found = self.properties(subject).get(expand(predicate))
        return found[0] if found else None

    def labels(self, subject: str) -> tuple[str, ...]:
        """Return a subject's preferred label, then its alternative ones."""
        return (*self.values(subject, "skos:prefLabel"), *self.values(subject, "skos:altLabel"))

    def instances(self, kind: str) -> tuple[str, ...]:
        """Return the members of a class and of its subclasses, each once, in a stable order."""
        return tuple(dict.fromkeys(member for name in self.subclasses(kind) for member in self._by_class.get(name, ())))

    def subclasses(self, kind: str) -> tuple[str, ...]:
        """Return a class with all classes below it, breadth first."""
        return _closure(expand(kind), lambda name: self._subclasses.get(name, ()))

    def superclasses(self, kind: str) -> tuple[str, ...]:
        """Return a class with all classes above it, nearest first."""
        return _closure(expand(kind), lambda name: self._facts.get(name, {}).get(_SUBCLASS, ()))


def _closure(start: str, step: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    seen = {start: None}
    queue = [start]
    for name in queue:
        for found in step(name):
            if found not in seen:
                seen[found] = None
                queue.append(found)
    return tuple(seen)


def parse_turtle(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of one file as strings; raise ``OntologyError`` with the line of what is wrong."""
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = triple.subject, triple.predicate, triple.object
            if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
                raise OntologyError(
                    f"blank node in a triple with {predicate.value}", where=path, remedy="give the node an IRI"
                )
            yield subject.value, predicate.value, value.value
    except SyntaxError as error:
        place = f"{path}:{error.lineno}" if error.lineno else path
        raise OntologyError(f"not valid Turtle: {error.msg}", where=place, remedy="correct this file") from error
    except OSError as error:
        raise OntologyError(f"cannot be read: {error.strerror or error}", where=path) from error


@lru_cache(maxsize=8)
def load_turtle(*parts: str, root: Path | None = None) -> Knowledge:
    """Return what the Turtle files below these parts of ``ontology/`` say; parts may be folders or files.

    ``load_turtle("lexicon", "modules")``; without parts, every file. ``root`` replaces the package's ontology.
    Each file is parsed once a process.
    """
    base = root or ontology_dir()
    files: dict[Path, None] = {}
    for part in parts or (".",):
        place = base / part
        if not place.exists():
            raise OntologyError("no such part of the ontology", where=place, remedy="reinstall the package")
        files.update(dict.fromkeys([place] if place.is_file() else sorted(place.rglob("*.ttl"))))
    facts: Facts = {}
    for file in files:
        for subject, said in _read_file(file).items():
            facts[subject] = _join(facts[subject], said) if subject in facts else said
    return Knowledge(facts)


@lru_cache(maxsize=256)
def _read_file(path: Path) -> Facts:
    """Return what one file says. Several sets of parts share it, so nobody may change it."""
    facts: Facts = {}
    for subject, predicate, value in parse_turtle(path):
        values = facts.setdefault(subject, {}).setdefault(predicate, [])
        if value not in values:
            values.append(value)
    return facts


def _join(one: Properties, other: Properties) -> Properties:
    """Return what two files say of one subject, each value once, the first file's first."""
    return {name: list(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in one | other}
