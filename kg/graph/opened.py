"""The store behind a graph: opened when it is first needed, and what is computed from it once.

In: the path of a store. Out: an open store, rows, the projection. Reading never waits for a writer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.names import DCR
from kg.query import run
from kg.sparql import is_remote
from kg.store import GraphStore, QuadStore, open_store

if TYPE_CHECKING:
    import networkx as nx

    from kg.searching import Index

__all__ = ["OpenedStore", "index_of"]


class OpenedStore:
    """A store that is opened when it is first needed, for reading unless something is to be changed."""

    def __init__(self, store: str | Path | None = None) -> None:
        words = store or os.environ.get("KG_STORE") or ".kg/store"
        self.location: str | Path = str(words) if is_remote(words) else Path(words)
        self._reader: QuadStore | None = None

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.location)!r})"

    @property
    def path(self) -> Path:
        """The folder of the store; raises ``StoreError`` where it is on a server."""
        if isinstance(self.location, str):
            raise StoreError("this needs a store on disk", where=self.location, remedy="bring it here with: kg pull")
        return self.location

    def _find(self, store: QuadStore, document: str) -> str:
        if known := store.document_at(str(Path(document).resolve())):
            return known.iri
        for known in store.documents():
            if document in {known.iri, known.iri.removeprefix(DCR + "document/")}:
                return known.iri
        raise StoreError(f"no document {document!r}", where=self.location, remedy="`kg query documents` lists them")

    def _projection(self) -> nx.MultiDiGraph:
        store = self._read()
        return _project(store, store.revision)

    def _rows(self, sparql: str) -> Sequence[dict[str, Any]]:
        return run(self._read(), sparql).rows

    def _writer(self) -> QuadStore:
        self._release()
        return open_store(self.location, "write")

    @contextmanager
    def _filling(self) -> Iterator[QuadStore]:
        """Yield the store for documents to enter; one that was made for them goes again where none entered."""
        with self._writer() as store:
            try:
                yield store
            finally:
                if isinstance(store, GraphStore):
                    store.withdraw()

    def _release(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _read(self) -> QuadStore:
        if self._reader is None:
            self._reader = open_store(self.location, "read")
        return self._reader


@lru_cache(maxsize=2)
def _project(store: QuadStore, revision: int) -> nx.MultiDiGraph:
    """Return the projection of a store at a revision."""
    from kg.network import project

    return project(lambda sparql: run(store, sparql))


@lru_cache(maxsize=2)
def index_of(store: QuadStore, revision: int) -> Index:
    """Return the index for search of a store at a revision."""
    from kg.searching import open_index

    return open_index(store)
