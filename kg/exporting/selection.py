"""Which quads an export holds, graph by graph, each graph in canonical order.

In: a store and the scopes that are wanted. Out: the graphs, and their statements as sorted keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from kg.errors import ExportError
from kg.exporting.keys import make_keys
from kg.names import DCL, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from kg.sorting import Sorter
from kg.store import QuadStore

__all__ = ["DEFAULT_SCOPES", "SCOPES", "merged_keys", "select_graphs", "sorted_keys"]

SCOPES: Final = ("documents", "inferences", "reference", "ontology", "lexicon")
DEFAULT_SCOPES: Final = ("documents", "inferences", "reference", "ontology")
_GRAPH_SCOPES = {GRAPH_INFERENCES: "inferences", GRAPH_REFERENCE: "reference", GRAPH_ONTOLOGY: "ontology"}
_LEXICAL = f"<{DCL}".encode()


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


def _keys(store: QuadStore, graph: str, scopes: Collection[str]) -> Iterator[bytes]:
    """Yield the keys of a graph unsorted; the lexicon is what the ontology's graph says of ``dcl:`` entries."""
    whole = graph != GRAPH_ONTOLOGY or {"ontology", "lexicon"} <= set(scopes)
    lexical = "lexicon" in scopes
    for key in make_keys(store.quads(graph)):
        if whole or key.startswith(_LEXICAL) == lexical:
            yield key
