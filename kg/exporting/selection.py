"""Which quads an export holds, graph by graph, each graph in canonical order.

In: a store and the scopes that are wanted. Out: for each graph its statements as sorted keys, made of the engine's own
N-Quads: subject, predicate (types first) and object, parted by tabs, which no N-Quads term holds. No blank node is
minted, so sorting is enough: neither the engine's order nor a hash seed shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.errors import ExportError
from kg.names import DCL, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.sorting import Sorter
from kg.store import QuadStore

__all__ = ["DEFAULT_SCOPES", "SCOPES", "merged_keys", "select_graphs", "sorted_keys", "split_key"]

SCOPES: Final = ("documents", "inferences", "reference", "ontology", "lexicon")
DEFAULT_SCOPES: Final = ("documents", "inferences", "reference", "ontology")
_GRAPH_SCOPES = {GRAPH_INFERENCES: "inferences", GRAPH_REFERENCE: "reference", GRAPH_ONTOLOGY: "ontology"}
_RDF_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_LEXICAL = f"<{DCL}".encode()
_BATCH = 20_000


def select_graphs(store: QuadStore, scopes: Collection[str] = DEFAULT_SCOPES) -> list[str]:
    """Return the graphs of these scopes in canonical order. Raises ``ExportError`` for an unknown scope."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown:
        raise ExportError(f"no scope {unknown[0]!r}", remedy=f"choose from {', '.join(SCOPES)}")
    wanted = set(scopes) | ({"ontology"} if "lexicon" in scopes else set())
    return sorted(
        (name for name in store.graphs() if _GRAPH_SCOPES.get(name, "documents") in wanted), key="<{}>".format
    )


@contextmanager
def sorted_keys(store: QuadStore, graph: str, scopes: Collection[str]) -> Iterator[Iterable[bytes]]:
    """Yield the sorted keys of one graph, to be read as often as need be."""
    with Sorter() as keys:
        keys.add(_keys(store, graph, scopes))
        yield keys


@contextmanager
def merged_keys(store: QuadStore, scopes: Collection[str]) -> Iterator[Iterable[bytes]]:
    """Yield the sorted keys of the union of the graphs, each once; to be read as often as need be."""
    with Sorter() as keys:
        for graph in select_graphs(store, scopes):
            keys.add(_keys(store, graph, scopes))
        yield keys


def split_key(key: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a key as N-Triples terms.

    >>> split_key(b"<urn:s>\\t1urn:p\\t5")
    (b'<urn:s>', b'<urn:p>', b'5')
    """
    subject, predicate, value = key.split(b"\t")
    return subject, b"<" + predicate[1:] + b">", value


def _keys(store: QuadStore, graph: str, scopes: Collection[str]) -> Iterator[bytes]:
    """Yield the keys of a graph unsorted; the lexicon is what the ontology's graph says of ``dcl:`` entries."""
    whole = graph != GRAPH_ONTOLOGY or {"ontology", "lexicon"} <= set(scopes)
    lexical = "lexicon" in scopes
    end = -len(f" {NamedNode(graph)} .")
    for line in _lines(store, graph):
        if whole or line.startswith(_LEXICAL) == lexical:
            subject, predicate, rest = line.split(b" ", 2)
            flag = b"\t0" if predicate == _RDF_TYPE else b"\t1"
            yield b"".join((subject, flag, predicate[1:-1], b"\t", rest[:end]))


def _lines(store: QuadStore, graph: str) -> Iterator[bytes]:
    quads = store.quads(graph)
    while data := serialize(islice(quads, _BATCH), format=RdfFormat.N_QUADS):
        yield from data.splitlines()
