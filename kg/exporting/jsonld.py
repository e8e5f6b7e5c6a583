"""The store as compact JSON-LD: the published context, then one line a node, graph by graph.

In: a store, scopes and a stream. Out: bytes. The context stands whole in the file, so that a reader needs no network.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from kg.errors import ExportError
from kg.exporting.context import Compactor, Term, make_context
from kg.exporting.keys import key_to_line
from kg.exporting.selection import select_graphs, sorted_keys
from kg.exporting.streams import parse_lines
from kg.names import PREFIXES
from kg.store import QuadStore

__all__ = ["write_jsonld"]

_TYPE = PREFIXES["rdf"] + "type"


def write_jsonld(store: QuadStore, stream: IO[bytes], scopes: Collection[str]) -> None:
    """Write the quads of these scopes."""
    compactor = Compactor(make_context())
    stream.write(b'{"@context": ' + _dump(make_context(), indent=1) + b',\n"@graph": [')
    for number, graph in enumerate(select_graphs(store, scopes)):
        stream.write(b",\n" if number else b"\n")
        stream.write(b'{"@id": ' + _dump(compactor.iri(graph)) + b', "@graph": [')
        with sorted_keys(store, graph, scopes) as keys:
            for place, node in enumerate(_nodes(compactor, keys)):
                stream.write((b",\n" if place else b"\n") + _dump(node))
        stream.write(b"\n]}")
    stream.write(b"\n]}\n")


def _dump(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


def _nodes(compactor: Compactor, keys: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    lines = map(key_to_line, keys)
    for _, group in groupby(parse_lines(lines, RdfFormat.N_TRIPLES), lambda quad: quad.subject):
        yield _node(compactor, list(group))


def _node(compactor: Compactor, quads: list[Quad]) -> dict[str, Any]:
    subject = quads[0].subject
    if not isinstance(subject, NamedNode):
        raise _no_word(subject)
    node: dict[str, Any] = {"@id": compactor.iri(subject.value)}
    for predicate, group in groupby(quads, lambda quad: quad.predicate.value):
        terms = [_check(quad.object) for quad in group]
        if predicate == _TYPE and all(isinstance(term, NamedNode) for term in terms):
            values = [compactor.name(term.value) for term in terms]
            node["@type"] = values[0] if len(values) == 1 else values
        else:
            values = [compactor.value(predicate, term) for term in terms]
            node[compactor.key(predicate)] = values[0] if len(values) == 1 else values
    return node


def _check(term: object) -> Term:
    if isinstance(term, (NamedNode, Literal)):
        return term
    raise _no_word(term)


def _no_word(term: object) -> ExportError:
    what = "a blank node" if isinstance(term, BlankNode) else "a triple term"
    return ExportError(f"{what} has no place in compact JSON-LD", where=str(term), remedy="export another format")
