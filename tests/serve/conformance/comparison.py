"""Compares what an endpoint answered with what a test expects: rows or triples, up to the names of blank nodes.

Literals are compared as the engine stores them, since a store that keeps numbers as values writes ``01`` as ``1``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

Row: TypeAlias = tuple[object, ...]
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TABLES = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
_GRAPHS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML}


@dataclass(frozen=True)
class Answer:
    """What a query found: a boolean, or rows under sorted column names; triples are rows without columns."""

    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    boolean: bool | None = None
    ordered: bool = False


def read_table(data: bytes, format_: ox.QueryResultsFormat) -> Answer:
    found = ox.parse_query_results(data, format=format_)
    if isinstance(found, ox.QueryBoolean):
        return Answer(boolean=bool(found))
    columns = tuple(sorted(variable.value for variable in found.variables))
    return Answer(tuple(tuple(_value(row[name]) for name in columns) for row in found), columns)


def read_csv(data: bytes) -> Answer:
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    order = sorted(range(len(header)), key=lambda at: header[at])
    cells = (tuple(_cell(row[at]) for at in order) for row in rows if row)
    return Answer(tuple(cells), tuple(sorted(header)))


def read_graph(data: bytes, format_: ox.RdfFormat, base: str) -> Answer:
    triples = [quad.triple for quad in ox.parse(data, format=format_, base_iri=base)]
    return Answer(tuple({tuple(map(_value, triple)) for triple in triples}))


def read_expected(path: Path, base: str) -> Answer:
    if path.suffix in _TABLES:
        return read_table(path.read_bytes(), _TABLES[path.suffix])
    if path.suffix == ".csv":
        return read_csv(path.read_bytes())
    data, format_ = path.read_bytes(), _GRAPHS[path.suffix]
    store = ox.Store()
    store.extend(ox.parse(data, format=format_, base_iri=base))
    kind = ox.NamedNode(RS + "ResultSet")
    found = [quad.subject for quad in store.quads_for_pattern(None, None, kind, None)]
    return _result_set(store, found[0]) if found else read_graph(data, format_, base)


def _result_set(store: ox.Store, node: object) -> Answer:
    def values(subject: object, name: str) -> list[object]:
        return [quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(RS + name), None, None)]  # type: ignore[arg-type]

    if booleans := values(node, "boolean"):
        return Answer(boolean=booleans[0].value == "true")  # type: ignore[attr-defined]
    columns = tuple(sorted(term.value for term in values(node, "resultVariable")))  # type: ignore[attr-defined]
    numbered = []
    for solution in values(node, "solution"):
        cells = {}
        for binding in values(solution, "binding"):
            cells[values(binding, "variable")[0].value] = values(binding, "value")[0]  # type: ignore[attr-defined]
        index = values(solution, "index")
        row = tuple(_value(cells.get(name)) for name in columns)
        numbered.append((int(index[0].value) if index else 0, row))  # type: ignore[attr-defined]
    ordered = any(index for index, _ in numbered)
    rows = [row for _, row in (sorted(numbered, key=lambda pair: pair[0]) if ordered else numbered)]
    return Answer(tuple(rows), columns, ordered=ordered)


def _value(term: object) -> object:
    """Return a term as the store keeps it."""
    if not isinstance(term, ox.Literal):
        return term
    store, node = ox.Store(), ox.NamedNode("urn:x")
    store.add(ox.Quad(node, node, term))
    return next(iter(store)).object


def _cell(text: str) -> object:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else text


def same(found: Answer, expected: Answer) -> bool:
    if (found.boolean, found.columns, len(found.rows)) != (expected.boolean, expected.columns, len(expected.rows)):
        return False
    if expected.ordered:
        there: Names = {}
        back: Names = {}
        return all(_unify(row, other, there, back) for row, other in zip(found.rows, expected.rows, strict=True))
    ranked = sorted(found.rows, key=lambda row: sum(isinstance(term, ox.BlankNode) for term in row))
    return _match(ranked, list(expected.rows), {}, {})


Names: TypeAlias = dict[object, object]


def _match(rows: Sequence[Row], left: list[Row], there: Names, back: Names) -> bool:
    """Match rows in any order, trying each name for a blank node."""
    if not rows:
        return not left
    row, *rest = rows
    for at, other in enumerate(left):
        names, reverse = dict(there), dict(back)
        if _unify(row, other, names, reverse) and _match(rest, left[:at] + left[at + 1 :], names, reverse):
            return True
    return False


def _unify(row: Row, other: Row, there: Names, back: Names) -> bool:
    for one, two in zip(row, other, strict=True):
        if isinstance(one, ox.BlankNode) and isinstance(two, ox.BlankNode):
            if there.setdefault(one, two) != two or back.setdefault(two, one) != one:
                return False
        elif one != two:
            return False
    return True
