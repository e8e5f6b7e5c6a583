"""The store as a property graph: the two CSV files that ``neo4j-admin database import`` reads.

In: a store, scopes and a stream. Out: one table of nodes, one of relationships. A node is an IRI with its classes as
labels and its literals as properties; a relationship is a triple between two IRIs. Names are those of ``dco:`` without
prefix, others with it (``skos_prefLabel``). A type stands in a column's header where all its values have it; where a
node may have several values, they are an array, parted by ";" (within a value it is written "；"). Language tags are
left out, and no cell is a spreadsheet's formula.
Header: Neo4j Operations Manual, "Import", CSV header format.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.exporting.keys import key_to_line, split_key
from kg.exporting.selection import merged_keys
from kg.exporting.streams import parse_lines
from kg.names import DCO, PREFIXES, compact
from kg.query import neutralise
from kg.sorting import Sorter
from kg.store import QuadStore

__all__ = ["write_nodes", "write_relationships"]

_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]
_TYPES = {
    _XSD + "integer": "long",
    _XSD + "decimal": "double",
    _XSD + "double": "double",
    _XSD + "boolean": "boolean",
    _XSD + "date": "date",
}
_NAMED = b"\t2"  # sorts after a node's own statements: the node is named somewhere


@dataclass(slots=True)
class Column:
    """What is known of a property: its type in Neo4j, and whether a node may have several values."""

    type: str
    several: bool = False

    def header(self, predicate: str) -> str:
        """Return the column's name in the header."""
        return f"{_name(predicate)}:{self.type}{'[]' if self.several else ''}"


def write_nodes(store: QuadStore, stream: IO[bytes], scopes: Collection[str]) -> None:
    """Write the table of nodes: ``:ID``, ``:LABEL``, then a column a property."""
    with merged_keys(store, scopes) as keys, Sorter() as marked:
        marked.add(_mark_named(keys))
        columns = _find_columns(_nodes(marked))
        header = [":ID", ":LABEL", *(column.header(name) for name, column in columns.items())]
        _write(stream, header, (_row(iri, quads, columns) for iri, quads in _nodes(marked)))


def write_relationships(store: QuadStore, stream: IO[bytes], scopes: Collection[str]) -> None:
    """Write the table of relationships: ``:START_ID``, ``:END_ID``, ``:TYPE``."""
    with merged_keys(store, scopes) as keys:
        rows = (
            [subject[1:-1].decode(), value[1:-1].decode(), _name(predicate[1:-1].decode())]
            for subject, predicate, value in map(split_key, keys)
            if value.startswith(b"<") and predicate[1:-1] != _TYPE.encode()
        )
        _write(stream, [":START_ID", ":END_ID", ":TYPE"], rows)


def _mark_named(keys: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the keys, and one for each node that a relationship leads to: an importer refuses one that has no row."""
    for key in keys:
        subject, predicate, value = split_key(key)
        if not value.startswith(b"<") or predicate[1:-1] == _TYPE.encode():
            yield key
        else:
            yield subject + _NAMED + b"\t"
            yield value + _NAMED + b"\t"


def _nodes(keys: Iterable[bytes]) -> Iterator[tuple[str, list[Quad]]]:
    """Yield each node with its classes and literals."""
    for subject, group in groupby(keys, lambda key: key.partition(b"\t")[0]):
        lines = [key_to_line(key) for key in group if _NAMED not in key[len(subject) : len(subject) + 2]]
        yield subject[1:-1].decode(), list(parse_lines(lines, RdfFormat.N_TRIPLES))


def _find_columns(nodes: Iterable[tuple[str, list[Quad]]]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for _, quads in nodes:
        for predicate, values in _properties(quads):
            kinds = {_TYPES.get(value.datatype.value, "string") for value in values}
            column = found.setdefault(predicate, Column(min(kinds)))
            column.several |= len(values) > 1
            if kinds != {column.type}:
                column.type = "string"
    return dict(sorted(found.items(), key=lambda item: _name(item[0])))


def _properties(quads: list[Quad]) -> Iterator[tuple[str, list[Literal]]]:
    for predicate, group in groupby(quads, lambda quad: quad.predicate.value):
        if values := [quad.object for quad in group if isinstance(quad.object, Literal)]:
            yield predicate, values


def _row(iri: str, quads: list[Quad], columns: dict[str, Column]) -> list[str]:
    classes = [
        quad.object.value for quad in quads if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode)
    ]
    values = dict(_properties(quads))
    labels = ";".join([_name(name) for name in classes] or ["Resource"])
    return [iri, labels, *(_cell(values.get(name, []), column) for name, column in columns.items())]


def _cell(values: list[Literal], column: Column) -> str:
    words = [value.value for value in values]
    if column.several:
        words = [word.replace(";", "；") for word in words]
    return neutralise(";".join(words))


def _name(iri: str) -> str:
    """Return the name of a class or property.

    >>> _name(DCO + "speaker"), _name(PREFIXES["skos"] + "prefLabel")
    ('speaker', 'skos_prefLabel')
    """
    return iri.removeprefix(DCO) if iri.startswith(DCO) else compact(iri).replace(":", "_", 1)


def _write(stream: IO[bytes], header: list[str], rows: Iterable[list[str]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()  # flushes, and leaves the stream open
