"""Makes one store hold the graphs of another, graph by graph.

In: two open stores, and a check that a graph must pass. Out: a ``MoveReport``. What the manifests say to be equal is
not read, let alone sent. It knows neither of the two stores, nor what the quads mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import Quad

from kg.errors import StoreError
from kg.names import DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from kg.store import DocumentEntry, QuadStore, transcribe
from kg.store.manifest import measure_triples

__all__ = ["Check", "MoveReport", "Plan", "Progress", "move", "plan"]

Progress: TypeAlias = Callable[[int, int], None]
Check: TypeAlias = Callable[[str, Sequence[Quad]], None]
_FIRST = (GRAPH_ONTOLOGY, GRAPH_REFERENCE)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move will do: graphs to send, documents to remove from the target, graphs that stay as they are."""

    send: tuple[str, ...]
    remove: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What a move did: graphs sent and quads in them, documents removed, graphs that were equal already."""

    sent: int
    quads: int
    removed: int
    unchanged: int


def plan(source: QuadStore, target: QuadStore, *, keep: bool = False, documents_only: bool = False) -> Plan:
    """Return what makes the target hold the source's graphs; with ``keep``, documents that only it has stay.

    The ontology and the reference data go first and the inferences last, as they were made.
    """
    documents = {known.graph: known for known in source.documents()}
    here = {graph: digest for graph, digest in source.digests().items() if graph in documents or not documents_only}
    there = target.digests()
    others = {known.graph: known for known in target.documents()}
    differing = [
        graph for graph in here if here[graph] != there.get(graph) or not _same(documents.get(graph), others.get(graph))
    ]
    remove = () if keep else tuple(known.iri for graph, known in others.items() if graph not in documents)
    return Plan(tuple(sorted(differing, key=_turn)), remove, len(here) - len(differing))


def move(
    source: QuadStore,
    target: QuadStore,
    *,
    keep: bool = False,
    documents_only: bool = False,
    origin: str = "",
    check: Check | None = None,
    progress: Progress | None = None,
) -> MoveReport:
    """Make the target hold the source's graphs, each in a change of its own.

    With an ``origin``, documents are noted as read from there, and their graphs are kept in the place of originals.
    ``check`` gets the name and the quads of each graph before it enters, and raises where they may not. Raises
    ``StoreError``; what was done until then stays, and another move goes on from there.
    """
    todo = plan(source, target, keep=keep, documents_only=documents_only)
    documents = {known.graph: known for known in source.documents()}
    total, quads = len(todo.send) + len(todo.remove), 0
    for number, iri in enumerate(todo.remove, start=1):
        target.remove_document(iri)
        if progress:
            progress(number, total)
    for number, graph in enumerate(todo.send, start=len(todo.remove) + 1):
        found = list(source.quads(graph))
        _require_whole(graph, found, source)
        if check:
            check(graph, found)
        _put(target, graph, found, documents.get(graph), origin)
        quads += len(found)
        if progress:
            progress(number, total)
    return MoveReport(len(todo.send), quads, len(todo.remove), todo.unchanged)


def _require_whole(graph: str, quads: list[Quad], source: QuadStore) -> None:
    """Raise where a graph is not what its store's manifest says: damaged, changed by others, or cut short."""
    if measure_triples(str(quad.triple) for quad in quads)[1] != source.digest(graph):
        raise StoreError(f"the triples of {graph} are not those that were written", remedy="see: kg check")


def _put(target: QuadStore, graph: str, quads: list[Quad], document: DocumentEntry | None, origin: str) -> None:
    if document is None:
        target.set_graph(graph, quads)
    elif origin:
        source = replace(document.source, path=f"{origin}#{document.iri.removeprefix(DCR)}")
        target.replace_document(document.iri, quads, source, transcribe(quads))
    else:
        target.replace_document(document.iri, quads, document.source)


def _same(one: DocumentEntry | None, other: DocumentEntry | None) -> bool:
    """Tell whether two documents were made from the same; where they were read is each store's own affair."""
    if one is None or other is None:
        return one is other
    return (one.source.sha256, one.source.fingerprint) == (other.source.sha256, other.source.fingerprint)


def _turn(graph: str) -> tuple[int, str]:
    return (0 if graph in _FIRST else 2 if graph == GRAPH_INFERENCES else 1), graph
