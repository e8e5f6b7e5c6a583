"""The store of all graphs in one folder: replaced graph by graph, each in one transaction, checked when opened.

In: quads of documents, of the ontology, the reference data and the inferences. Out: the same quads, and answers to
SPARQL. It refuses to know what the quads mean.

A change is committed together with its manifest entry; then ``manifest.json`` gets its revision. After a crash between
the two the quads are ahead, which the next opening makes good. Quads that are behind the file have lost writes (a
truncated log), and the store says so and refuses to open.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal as Choice
from typing import Self

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import StoreError
from kg.names import document_graph
from kg.store.amendment import Amendment, Prepared, prepare
from kg.store.engine import Engine, change, open_engine, translate_errors
from kg.store.files import Folder
from kg.store.locking import lock_out_writers
from kg.store.manifest import MANIFEST, Entry, Source, entry_quad
from kg.store.migrating import bring_up_to_date
from kg.store.reading import StoreReader, measure
from kg.store.versions import Step

__all__ = ["GraphStore"]

_MOST_UNFLUSHED = 30_000  # quads; some 40 MB


class GraphStore(StoreReader):
    """A store of named graphs. Open it with ``open`` or ``memory``; use it as a context manager."""

    def __init__(self, engine: Engine, folder: Folder | None, *, write: bool) -> None:
        super().__init__(engine, folder)
        self._write = write
        self._distrusted: frozenset[str] = frozenset()
        self._unflushed = 0
        self._made: tuple[Path, ...] | None = None

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], mode: Choice["write", "read"] = "write", *, check: bool = True
    ) -> GraphStore:
        """Open the store in a folder; "write" makes it where there is none and locks out other writers.

        "read" sees the store as it is at this moment and works beside a writer. ``check`` counts quads against the
        manifest: all of a small store, of a large one those written last. Raises ``StoreError`` where the store is
        missing, locked, damaged or of another format.
        """
        folder, write = Folder(Path(path)), mode == "write"
        made = folder.create() if write else None
        if write:
            bring_up_to_date(folder)
        revision = folder.read_revision()
        store = cls(_open_committed(folder.quads, revision, write=write), folder, write=write)
        store._made = made
        store._check_revision(revision)
        if store._recorder and write and store.revision > revision:
            store._recorder.acknowledge(store.revision)
        if check:
            store._check_count()
        return store

    @classmethod
    def memory(cls) -> GraphStore:
        """Return an empty store that lives in memory."""
        return cls(open_engine(None, write=True), None, write=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and release the store; closing twice does nothing."""
        if self._engine is not None and self._write and self._recorder:
            with translate_errors(self.path):
                self._engine.flush()
            self._recorder.acknowledge(self._revision, durable=True)
            self._recorder.note_sources(self._entries.values())
            self._engine = None
            self._recorder.seal()
        self._engine = None

    def withdraw(self) -> bool:
        """Close the store and take it away again where this opening made it and no document entered; tell whether."""
        if self._made is None or self.path is None or self.documents():
            return False
        folder, made = Folder(self.path), self._made
        self._engine = None  # nothing of it is kept, so nothing needs to be written out
        with suppress(StoreError), lock_out_writers(folder.quads):  # another writer has come: it is his now
            folder.remove(made)
        return True

    def replace_document(
        self,
        iri: str,
        quads: Iterable[Quad],
        source: Source,
        original: bytes | None = None,
        amendment: Amendment | None = None,
    ) -> bool:
        """Make these the document's quads, in one transaction; tell whether anything changed.

        Another document that was read from the same path (one whose title has changed) goes in the same transaction,
        and so does an ``amendment`` of a graph that is no document's. ``original``, from which the same quads can be
        made again, is kept under its hash: the bytes that ``source`` tells of, or a transcript of the graph.
        """
        kept = self._recorder.keep_original(original) if original is not None and self._recorder else ""
        entry = Entry(
            document_graph(iri),
            0,
            0,
            document=iri,
            path=source.path,
            sha256=source.sha256,
            fingerprint=source.fingerprint,
            given=source.given,
            kept=kept if kept != source.sha256 else "",
        )
        there = self._places.get(source.path)
        return self._replace(entry, quads, {there} if there and there != entry.graph else set(), amendment)

    def set_graph(self, graph: str, triples: Iterable[Triple | Quad]) -> bool:
        """Make these the triples of a graph that is no document's; tell whether anything changed."""
        return self._replace(Entry(graph, 0, 0), triples, set())

    def amend_graph(self, amendment: Amendment) -> bool:
        """Add triples to a graph that is no document's and take others out, in one transaction; tell of any change.

        What is there already is not added again, what is not there is not missed: amending twice is amending once.
        """
        prepared = self._prepare(amendment)
        if prepared is None:
            return False
        self._commit(set(), [], [], prepared)
        return True

    def remove_document(self, iri: str, amendment: Amendment | None = None) -> bool:
        """Remove a document and its quads, with an ``amendment`` in one transaction; tell whether it was there."""
        graph = document_graph(iri)
        if graph not in self._entries:
            return False
        removal = Entry(MANIFEST.value, 0, self._revision + 1)
        self._commit({graph, MANIFEST.value}, [], [removal], self._prepare(amendment))
        return True

    def optimize(self) -> None:
        """Compact the store: worth its time after many changes."""
        with translate_errors(self.path):
            self._open().optimize()

    def _prepare(self, amendment: Amendment | None) -> Prepared | None:
        if amendment is None:
            return None
        with translate_errors(self.path):
            known = self._entries.get(amendment.graph)
            return prepare(self._open(), amendment, known, self._revision + 1)

    def _replace(
        self, entry: Entry, triples: Iterable[Triple | Quad], drop: set[str], amendment: Amendment | None = None
    ) -> bool:
        graph = NamedNode(entry.graph)
        quads = sorted({Quad(t.subject, t.predicate, t.object, graph) for t in triples}, key=_line)
        known = self._entries.get(entry.graph)
        count, digest = measure(quads)
        entry = replace(entry, count=count, digest=digest, revision=known.revision if known else 0)
        amended = self._prepare(amendment)
        if entry == known and not drop and not amended and entry.graph not in self._distrusted:
            return False
        changed = known is None or (known.count, known.digest) != (count, digest)
        if known is not None:
            drop = drop | {entry.graph}
        self._commit(drop, quads, [replace(entry, revision=self._revision + 1)], amended)
        return changed or bool(drop - {entry.graph})

    def _commit(self, drop: set[str], quads: list[Quad], entries: list[Entry], amended: Prepared | None = None) -> None:
        if not self._write:
            raise StoreError("was opened for reading", where=self.path, remedy='open it with mode "write"')
        engine = self._open()
        stale: list[Quad] = []
        if amended:
            quads, entries, stale = quads + amended.added, [*entries, amended.entry], amended.stale
        self._announce(drop, quads, entries, amended)
        with translate_errors(self.path):
            change(engine, drop, quads, [entry_quad(entry) for entry in entries], stale)
        self._forget(drop)
        self._remember(entries)
        self._distrusted -= {*drop, *(entry.graph for entry in entries)}
        self._revision += 1
        if self._recorder:
            self._recorder.acknowledge(self._revision)
            self._flush_after(len(quads) + len(stale))

    def _flush_after(self, written: int) -> None:
        """Let the engine write its tables out now and then: until it does, it keeps all that is new in memory."""
        self._unflushed += written
        if self._unflushed >= _MOST_UNFLUSHED:
            with translate_errors(self.path):
                self._open().flush()
            self._unflushed = 0

    def _announce(self, drop: set[str], quads: list[Quad], entries: list[Entry], amended: Prepared | None) -> None:
        """Write down what is about to be committed, and what the graphs hold before it."""
        if self._recorder is None:
            return

        def undo(before: Entry) -> Step | None:
            if before.graph in self._distrusted:
                return None
            if amended and before.graph == amended.entry.graph:
                return Step(before.digest, _lines(amended.stale, before), _lines(amended.added, before), whole=False)
            return Step.between(before.digest, _lines(self.quads(before.graph), before), _lines(quads, before))

        after = {entry.graph: entry for entry in entries}
        self._recorder.announce(self._revision + 1, self._entries, after, drop, undo)


def _open_committed(quads: Path, revision: int, *, write: bool) -> Engine:
    """Open the engine; before the first change, what a writer left that was killed while making it counts as empty."""
    try:
        return open_engine(quads, write=write)
    except StoreError:
        if write or revision:
            raise
        return open_engine(None, write=True)


def _lines(quads: Iterable[Quad], of: Entry) -> frozenset[str]:
    graph = NamedNode(of.graph)
    return frozenset(_line(quad) for quad in quads if quad.graph_name == graph)


def _line(quad: Quad) -> str:
    return str(quad.triple)
