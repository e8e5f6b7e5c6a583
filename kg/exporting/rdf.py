"""The store as RDF, byte for byte the same for the same quads.

In: a store and the scopes that are wanted. Out: bytes. Quads are sorted, so neither the engine's order nor a hash seed
shows; no blank node is minted, so sorting is enough. Formats without named graphs get the union of the graphs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import ExportError
from kg.names import DCL, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.store import GraphStore

__all__ = ["DEFAULT_SCOPES", "RDF_FORMATS", "SCOPES", "export_rdf", "select_quads"]

SCOPES: Final = ("documents", "inferences", "reference", "ontology", "lexicon")
DEFAULT_SCOPES: Final = ("documents", "inferences", "reference", "ontology")
_FORMATS: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDF_FORMATS: Final = tuple(_FORMATS)
_GRAPH_SCOPES = {GRAPH_INFERENCES: "inferences", GRAPH_REFERENCE: "reference", GRAPH_ONTOLOGY: "ontology"}
_RDF_TYPE = PREFIXES["rdf"] + "type"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_rdf(store: GraphStore, format_: str, scopes: Collection[str] = DEFAULT_SCOPES) -> bytes:
    """Return the quads of these scopes in a format of ``RDF_FORMATS``.

    Raises ``ExportError`` for an unknown format or scope, and where RDF/XML cannot hold a character of a text.
    """
    if format_ not in _FORMATS:
        raise ExportError(f"no RDF format {format_!r}", remedy=f"choose one of {', '.join(_FORMATS)}")
    quads = sorted(select_quads(store, scopes), key=_order)
    if format_ == "rdfxml":
        _refuse_control_characters(quads)
    rdf_format = _FORMATS[format_]
    if rdf_format.supports_datasets:
        return _serialize(quads, rdf_format)
    return _serialize(list(dict.fromkeys(quad.triple for quad in sorted(quads, key=_triple_order))), rdf_format)


def select_quads(store: GraphStore, scopes: Collection[str] = DEFAULT_SCOPES) -> Iterator[Quad]:
    """Yield the quads of these scopes; the lexicon is what the ontology's graph says of ``dcl:`` entries."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise ExportError(f"no scope {unknown[0]!r}", remedy=f"choose from {', '.join(SCOPES)}")
    for graph in store.graphs():
        scope = _GRAPH_SCOPES.get(graph, "documents")
        if scope in scopes or (scope == "ontology" and "lexicon" in scopes):
            for quad in store.quads(graph):
                if ("lexicon" if _is_lexical(quad) else scope) in scopes:
                    yield quad


def _is_lexical(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(DCL)


def _serialize(statements: list[Quad] | list[Triple], format_: RdfFormat) -> bytes:
    data = serialize(statements, format=format_, prefixes=PREFIXES)
    if data is None:
        return b""
    if format_ == RdfFormat.RDF_XML:  # whose parsers read a bare carriage return as a line feed
        return data.replace(b"\r", b"&#13;")
    return _order_prefixes(data) if format_ in (RdfFormat.TURTLE, RdfFormat.TRIG) else data


def _order_prefixes(data: bytes) -> bytes:
    """Put the declarations in the order of ``PREFIXES``, and a blank line; the engine has its own order."""
    lines = data.split(b"\n")
    count = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    order = {f"@prefix {prefix}:": at for at, prefix in enumerate(PREFIXES)}
    head = sorted(lines[:count], key=lambda line: order[line.partition(b" <")[0].decode()])
    return b"\n".join([*head, b"", *lines[count:]])


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    return str(quad.graph_name), *_triple_order(quad)


def _triple_order(quad: Quad) -> tuple[str, bool, str, str]:
    predicate = quad.predicate.value
    return str(quad.subject), predicate != _RDF_TYPE, predicate, str(quad.object)


def _refuse_control_characters(quads: list[Quad]) -> None:
    for quad in quads:
        found = _NOT_XML.search(getattr(quad.object, "value", ""))
        if found:
            raise ExportError(
                f"XML cannot hold the character U+{ord(found[0]):04X}",
                where=f"{quad.subject} {quad.predicate}",
                remedy="export another format",
            )
