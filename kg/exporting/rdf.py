"""The store as RDF, byte for byte the same for the same quads, whatever their number.

In: a store, the scopes that are wanted and a stream. Out: bytes in the stream. Formats with named graphs are written
graph by graph, the others as the sorted union of the graphs; either way what is in memory at a time is one buffer of
the sorter. The RDF 1.2 formats say of each fact's node, beside all that the others say, which triple it reifies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import IO, Final

from pyoxigraph import NamedNode, RdfFormat

from kg.errors import ExportError
from kg.exporting.jsonld import write_jsonld
from kg.exporting.keys import split_key
from kg.exporting.reifying import add_reifications
from kg.exporting.selection import merged_keys, select_graphs, sorted_keys
from kg.exporting.streams import parse_lines, serialize_quads
from kg.store import QuadStore

__all__ = ["RDF_FORMATS", "write_rdf"]

_FORMATS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "turtle12": RdfFormat.TURTLE,
    "trig12": RdfFormat.TRIG,
    "nquads12": RdfFormat.N_QUADS,
}
RDF_FORMATS: Final = tuple(_FORMATS)
_NOT_XML = re.compile(rb"\\[bf]|\\u00(?:[01][0-9A-F])|\\uFFF[EF]|\xef\xbf[\xbe\xbf]")


def write_rdf(store: QuadStore, stream: IO[bytes], format_: str, scopes: Collection[str]) -> None:
    """Write the quads of these scopes in a format of ``RDF_FORMATS``.

    Raises ``ExportError`` for an unknown scope, and, before anything is written, where RDF/XML cannot hold a character.
    """
    if format_ == "jsonld":
        write_jsonld(store, stream, scopes)
    elif _FORMATS[format_].supports_datasets:
        _write_lines(_quads(store, format_, scopes), RdfFormat.N_QUADS, _FORMATS[format_], stream)
    else:
        with merged_keys(store, scopes) as keys:
            if format_ == "rdfxml":
                _refuse_control_characters(keys)
            _write_lines(_statements(store, keys, b"", format_), RdfFormat.N_TRIPLES, _FORMATS[format_], stream)


def _quads(store: QuadStore, format_: str, scopes: Collection[str]) -> Iterator[bytes]:
    for graph in select_graphs(store, scopes):
        with sorted_keys(store, graph, scopes) as keys:
            yield from _statements(store, keys, f" {NamedNode(graph)}".encode(), format_)


def _statements(store: QuadStore, keys: Iterable[bytes], graph: bytes, format_: str) -> Iterator[bytes]:
    """Yield keys as lines of N-Quads (N-Triples where ``graph`` is empty)."""
    for key in add_reifications(store, keys) if format_.endswith("12") else keys:
        yield b"%s %s %s%s .\n" % (*split_key(key), graph)


def _write_lines(lines: Iterable[bytes], given: RdfFormat, wanted: RdfFormat, stream: IO[bytes]) -> None:
    if given == wanted:
        stream.writelines(lines)
    else:
        serialize_quads(parse_lines(lines, given), wanted, stream)


def _refuse_control_characters(keys: Iterable[bytes]) -> None:
    for key in keys:
        if b"\\" not in key and b"\xef\xbf" not in key:
            continue
        subject, predicate, value = split_key(key)
        if found := _NOT_XML.search(value.replace(b"\\\\", b"")):
            raise ExportError(
                f"XML cannot hold the character U+{_code_point(found[0].decode()):04X}",
                where=f"{subject.decode()} {predicate.decode()}",
                remedy="export another format",
            )


def _code_point(escape: str) -> int:
    """Return the code point of a character as N-Triples writes it.

    >>> _code_point("\\f"), _code_point("\\u0001"), _code_point("\uffff")
    (12, 1, 65535)
    """
    if escape.startswith("\\u"):
        return int(escape[2:], 16)
    return {"\\b": 0x08, "\\f": 0x0C}.get(escape) or ord(escape)
