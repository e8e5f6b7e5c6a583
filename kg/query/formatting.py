"""Results as text: an aligned table, CSV, TSV, SPARQL results JSON, Turtle or N-Triples.

In: a ``Result``. Out: text. Control characters never reach a terminal, and no cell of a CSV is a spreadsheet's formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.names import PREFIXES, compact
from kg.query.result import Result, Term

__all__ = ["RESULT_FORMATS", "neutralise", "printable", "render", "render_rows"]

RESULT_FORMATS: Final = ("table", "csv", "tsv", "json", "turtle", "ntriples")
_GRAPH_FORMATS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}
_MAX_WIDTH = 60
_HEAD = 35
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_XSD_STRING = PREFIXES["xsd"] + "string"
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    """Return text without control, formatting and bidirectional characters, white space as single spaces.

    >>> printable("a\\x1b[31mb\\n c")
    'a[31mb c'
    """
    line = " ".join(text.split())
    return "".join(character for character in line if unicodedata.category(character) not in _UNPRINTABLE)


def neutralise(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: such a cell, unless a number, gets an apostrophe in front.

    >>> neutralise("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def render(result: Result, format_: str | None = None, labels: Mapping[str, str] | None = None) -> str:
    """Return a result as text; by default a table, and Turtle for triples.

    A table shows IRIs by their ``labels``, else as prefixed names; other formats show them whole.
    Raises ``QueryError`` for an unknown format, and for one that does not fit the result.
    """
    chosen = format_ or ("turtle" if result.triples is not None else "table")
    if chosen not in RESULT_FORMATS:
        raise QueryError(f"no result format {chosen!r}", remedy=f"choose one of {', '.join(RESULT_FORMATS)}")
    if result.triples is not None:
        return _render_triples(result.triples, chosen)
    if chosen in _GRAPH_FORMATS:
        raise QueryError(f"{chosen} is for CONSTRUCT and DESCRIBE", remedy="choose table, csv, tsv or json")
    if chosen == "json":
        return json.dumps(_to_json(result), ensure_ascii=False, indent=2) + "\n"
    if result.boolean is not None:
        return f"{str(result.boolean).lower()}\n"
    if chosen == "tsv":
        lines = ["\t".join(f"?{name}" for name in result.columns)]
        lines += ["\t".join("" if term is None else _tsv(term) for term in row) for row in result.terms]
        return "\n".join(lines) + "\n"
    known = labels or {}
    show = (lambda iri: known.get(iri) or compact(iri)) if chosen == "table" else str
    cells = [["" if term is None else _words(term, show) for term in row] for row in result.terms]
    return _table(result.columns, cells) if chosen == "table" else _csv(result.columns, cells)


def render_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], format_: str = "table") -> str:
    """Return rows that come from no query as a table, CSV or JSON."""
    listed = list(rows)
    if format_ == "json":
        return json.dumps(listed, ensure_ascii=False, indent=2, default=str) + "\n"
    cells = [["" if row.get(name) is None else _plain(row[name]) for name in columns] for row in listed]
    return _csv(columns, cells) if format_ == "csv" else _table(columns, cells)


def _plain(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else compact(str(value))


def _words(term: Term, show: Any) -> str:
    return str(show(term.value)) if isinstance(term, NamedNode) else str(getattr(term, "value", term))


def _tsv(term: Term) -> str:
    return str(term).replace("\t", "\\t")


def _table(columns: Sequence[str], cells: list[list[str]]) -> str:
    shown = [[_shorten(printable(cell)) for cell in row] for row in [list(columns), *cells]]
    widths = [max(_width(row[at]) for row in shown) for at in range(len(columns))]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    count = len(cells)
    return "\n".join([*lines, f"({count} row{'' if count == 1 else 's'})"]) + "\n"


def _shorten(cell: str) -> str:
    """Cut words at their end, and a name without a space, whose end tells it apart, in its middle."""
    if len(cell) <= _MAX_WIDTH:
        return cell
    if " " in cell:
        return cell[: _MAX_WIDTH - 1].rstrip() + "…"
    return f"{cell[:_HEAD]}…{cell[_HEAD + 1 - _MAX_WIDTH :]}"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(unicodedata.combining(character)) for character in text)


def _csv(columns: Sequence[str], cells: list[list[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutralise(cell) for cell in row] for row in cells)
    return stream.getvalue()


def _to_json(result: Result) -> dict[str, Any]:
    if result.boolean is not None:
        return {"head": {}, "boolean": result.boolean}
    bindings = [
        {name: _term_json(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.terms
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _term_json(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term_json(part) for name, part in parts.items()}}
    return _literal_json(term)


def _literal_json(term: Literal) -> dict[str, Any]:
    value: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        value["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        value["datatype"] = term.datatype.value
    return value


def _render_triples(triples: tuple[Triple, ...], format_: str) -> str:
    if format_ in _GRAPH_FORMATS:
        prefixes = PREFIXES if format_ == "turtle" else None
        data = serialize(triples, format=_GRAPH_FORMATS[format_], prefixes=prefixes)
        return data.decode() if data else ""
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in triples)
    return render(Result(("subject", "predicate", "object"), rows), format_)
