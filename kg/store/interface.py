"""What the rest of the program asks of a store, wherever it is: ``GraphStore`` on disk, ``RemoteStore`` on a server.

In and out: quads, manifest entries and answers, as pyoxigraph's terms. Nothing here says how they are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.store.amendment import Amendment
from kg.store.manifest import DocumentEntry, Source

__all__ = ["QuadStore"]


class QuadStore(Protocol):
    """A store of named graphs, one a document, with a manifest of what each holds.

    Every method may raise ``StoreError``. Used as a context manager it closes at the end.
    """

    def __hash__(self) -> int: ...

    def __enter__(self) -> QuadStore: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def path(self) -> Path | None:
        """The folder of a store on disk, else None."""

    @property
    def cache(self) -> Path | None:
        """The folder for what can be made again from the store, or None."""

    @property
    def revision(self) -> int:
        """How many changes the store has seen."""

    def close(self) -> None:
        """Release the store."""

    def documents(self) -> list[DocumentEntry]:
        """Return the documents, sorted by IRI."""

    def document(self, iri: str) -> DocumentEntry | None:
        """Return the document with this IRI."""

    def document_at(self, path: str) -> DocumentEntry | None:
        """Return the document that was read from this path."""

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph, sorted by name."""

    def digest(self, graph: str) -> str:
        """Return the hash of the triples of a graph, nothing where there is no such graph."""

    def digests(self) -> dict[str, str]:
        """Return the hash of the triples of each graph, sorted by name: equal hashes, equal triples."""

    def count(self) -> int:
        """Return the number of quads."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all."""

    def quads_with(self, predicate: str) -> Iterator[Quad]:
        """Yield the quads of all graphs that have this predicate."""

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        value: NamedNode | Literal | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of one graph or of all that have these terms, None for any."""

    def query(
        self, sparql: str, *, union: bool = True, dataset: tuple[Collection[str], Collection[str]] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a SPARQL query over the union of all graphs, over those that it names, or over a dataset."""

    def find_damage(self) -> list[str]:
        """Return the graphs whose triples are not those that were written."""

    def replace_document(
        self,
        iri: str,
        quads: Iterable[Quad],
        source: Source,
        original: bytes | None = None,
        amendment: Amendment | None = None,
    ) -> bool:
        """Make these the document's quads, and amend another graph; tell whether anything changed."""

    def set_graph(self, graph: str, triples: Iterable[Triple | Quad]) -> bool:
        """Make these the triples of a graph that is no document's; tell whether anything changed."""

    def amend_graph(self, amendment: Amendment) -> bool:
        """Add triples to a graph that is no document's and take others out; tell whether anything changed."""

    def remove_document(self, iri: str, amendment: Amendment | None = None) -> bool:
        """Remove a document, and amend another graph; tell whether it was there."""
