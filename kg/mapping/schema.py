"""What the mapping has to know of the ontology, read from Turtle.

In: the folder ``ontology/``. Out: a frozen ``Schema``: how predicates of facts are reified, what kind of literal they
take, which illocutionary class an act type has, and which individuals already have a name. It refuses to know any
single predicate, act type or individual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import PREFIXES

__all__ = ["Reification", "Schema", "load_schema", "read_schema"]

_XSD = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Reification:
    """The n-ary class of a predicate, with the properties that lead to the fact's subject and object."""

    kind: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The ontology's say in the mapping; all names are full IRIs.

    ``datatypes`` gives the datatype of a predicate's literals, or None where the words decide between a day, a month
    and a year. A predicate that is not in it takes plain strings. ``named`` are individuals of the reference data.
    """

    reified: Mapping[str, Reification]
    illocutions: Mapping[str, str]
    datatypes: Mapping[str, str | None]
    named: frozenset[str]


def read_schema(knowledge: Knowledge) -> Schema:
    """Return the schema that these Turtle files describe."""
    return Schema(
        reified=_reifications(knowledge),
        illocutions={
            subject: kind for subject in knowledge.subjects() if (kind := knowledge.value(subject, "dco:illocution"))
        },
        datatypes=_datatypes(knowledge),
        named=frozenset(subject for subject in knowledge.subjects() if knowledge.value(subject, "skos:prefLabel")),
    )


@lru_cache(maxsize=4)
def load_schema(root: Path | None = None) -> Schema:
    """Return the schema of the package's ontology, or of the ontology in the folder ``root``; read once."""
    return read_schema(load_turtle("modules", "concepts", "reference", root=root))


def _reifications(knowledge: Knowledge) -> dict[str, Reification]:
    found = {}
    for predicate in knowledge.subjects():
        kind = knowledge.value(predicate, "dco:reifiedAs")
        subject = knowledge.value(predicate, "dco:reifiedSubject")
        value = knowledge.value(predicate, "dco:reifiedObject")
        if kind and subject and value:
            found[predicate] = Reification(kind, subject, value)
    return found


def _datatypes(knowledge: Knowledge) -> dict[str, str | None]:
    ranges = {name: knowledge.value(name, "rdfs:range") for name in knowledge.instances("owl:DatatypeProperty")}
    return {name: range_ for name, range_ in ranges.items() if range_ is None or range_.startswith(_XSD)}
