"""The store of all graphs in one folder: replaced graph by graph, each in one transaction, checked when opened.

In: quads of documents, of the ontology, the reference data and the inferences. Out: the same quads, and answers to
SPARQL. It refuses to know what the quads mean.

A change is committed together with its manifest entry; then ``manifest.json`` gets its revision. After a crash between
the two the quads are ahead, which the next opening makes good. Quads that are behind the file have lost writes (a
truncated log), and the store says so and refuses to open.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal as Choice
from typing import Self

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
    Variable,
)

from kg.errors import StoreError
from kg.names import PREFIXES, document_graph
from kg.store.amendment import Amendment, Prepared, prepare
from kg.store.engine import Engine, change, open_engine, translate_errors
from kg.store.files import Folder
from kg.store.journal import JournalLines
from kg.store.manifest import MANIFEST, DocumentEntry, Entry, Source, entry_quad, measure_triples, read_entry
from kg.store.recording import Recorder
from kg.store.versions import Step

__all__ = ["GraphStore"]


class GraphStore:
    """A store of named graphs. Open it with ``open`` or ``memory``; use it as a context manager."""

    def __init__(self, engine: Engine, folder: Folder | None, *, write: bool) -> None:
        self._engine: Engine | None = engine
        self._recorder = Recorder(folder) if folder else None
        self._write = write
        self._distrusted: frozenset[str] = frozenset()
        with translate_errors(self.path):
            entries = [read_entry(quad) for quad in engine.quads_for_pattern(None, None, None, MANIFEST)]
        self._entries = {entry.graph: entry for entry in entries}
        self._paths = {entry.path: entry.graph for entry in entries if entry.path}
        self._revision = max((entry.revision for entry in entries), default=0)

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], mode: Choice["write", "read"] = "write", *, check: bool = True
    ) -> GraphStore:
        """Open the store in a folder; "write" makes it where there is none and locks out other writers.

        "read" sees the store as it is at this moment and works beside a writer. ``check`` counts all quads against
        the manifest. Raises ``StoreError`` where the store is missing, locked, damaged or of another format.
        """
        folder, write = Folder(Path(path)), mode == "write"
        if write:
            folder.create()
        revision = folder.read_revision()
        store = cls(open_engine(folder.quads, write=write), folder, write=write)
        store._check_revision(revision)
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

    @property
    def path(self) -> Path | None:
        """The store's folder, or None in memory."""
        return self._recorder.path if self._recorder else None

    @property
    def revision(self) -> int:
        """How many changes the store has seen; equal revisions of one store have equal quads."""
        return self._revision

    def close(self) -> None:
        """Write everything to disk and release the store; closing twice does nothing."""
        if self._engine is not None and self._write and self._recorder:
            with translate_errors(self.path):
                self._engine.flush()
            self._recorder.acknowledge(self._revision, durable=True)
            self._engine = None
            self._recorder.seal()
        self._engine = None

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
        and so does an ``amendment`` of a graph that is no document's. ``original`` is kept as ``originals/<sha256>``.
        """
        if original is not None and self._recorder:
            self._recorder.keep_original(source.sha256, original)
        entry = Entry(
            document_graph(iri),
            0,
            0,
            document=iri,
            path=source.path,
            sha256=source.sha256,
            fingerprint=source.fingerprint,
            given=source.given,
        )
        there = self._paths.get(source.path)
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

    def documents(self) -> list[DocumentEntry]:
        """Return the documents, sorted by IRI."""
        found = [_describe(entry) for entry in self._entries.values() if entry.document]
        return sorted(found, key=lambda document: document.iri)

    def document(self, iri: str) -> DocumentEntry | None:
        """Return the document with this IRI."""
        entry = self._entries.get(document_graph(iri))
        return _describe(entry) if entry and entry.document else None

    def document_at(self, path: str) -> DocumentEntry | None:
        """Return the document that was read from this path."""
        entry = self._entries.get(self._paths.get(path, ""))
        return _describe(entry) if entry else None

    def original(self, sha256: str) -> bytes | None:
        """Return the bytes of a document as they were read, where the store keeps them."""
        return self._recorder.original(sha256) if self._recorder and sha256 else None

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph, sorted by name."""
        return {name: e.count for name, e in sorted(self._entries.items()) if name != MANIFEST.value}

    def digest(self, graph: str) -> str:
        """Return the hash of the triples of a graph, nothing where there is no such graph."""
        entry = self._entries.get(graph)
        return entry.digest if entry else ""

    def digests(self) -> dict[str, str]:
        """Return the hash of the triples of each graph, sorted by name: equal hashes, equal triples."""
        return {name: e.digest for name, e in sorted(self._entries.items()) if name != MANIFEST.value}

    def count(self) -> int:
        """Return the number of quads."""
        return sum(self.graphs().values())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in the engine's order."""
        for name in [graph] if graph else self.graphs():
            with translate_errors(self.path):
                yield from self._open().quads_for_pattern(None, None, None, NamedNode(name))

    def quads_with(self, predicate: str) -> Iterator[Quad]:
        """Yield the quads of all graphs that have this predicate, in the engine's order."""
        with translate_errors(self.path):
            yield from self._open().quads_for_pattern(None, NamedNode(predicate), None, None)

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        value: NamedNode | Literal | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of one graph or of all that have these terms, None for any, in the engine's order."""
        with translate_errors(self.path):
            yield from self._open().quads_for_pattern(
                subject, NamedNode(predicate) if predicate else None, value, NamedNode(graph) if graph else None
            )

    def query(
        self,
        sparql: str,
        substitutions: Mapping[Variable, NamedNode | Literal] | None = None,
        *,
        union: bool = True,
        dataset: tuple[Collection[str], Collection[str]] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a SPARQL query over the union of all graphs and return pyoxigraph's answer.

        The prefixes of ``kg.names`` need no declaration. With ``union``, FROM and FROM NAMED have no effect; nor have
        they with a ``dataset``: the graphs that make up the default graph, and those that GRAPH may name.
        Raises what the engine raises for a malformed query (``SyntaxError``); ``kg.query`` checks what strangers send.
        """
        with translate_errors(self.path):
            return self._open().query(
                sparql,
                prefixes=PREFIXES,
                use_default_graph_as_union=union and dataset is None,
                default_graph=[NamedNode(name) for name in dataset[0]] if dataset else None,
                named_graphs=[NamedNode(name) for name in dataset[1]] if dataset else None,
                substitutions=dict(substitutions) if substitutions else None,
            )

    def optimize(self) -> None:
        """Compact the store: worth its time after many changes."""
        with translate_errors(self.path):
            self._open().optimize()

    def find_damage(self) -> list[str]:
        """Return the graphs whose triples are not those that were written, by count and hash; reads all quads."""
        names = (name for name in sorted(self._entries) if name != MANIFEST.value)
        return [name for name in names if not self.is_sound(name)]

    def is_sound(self, graph: str) -> bool:
        """Tell whether a graph can be read and its triples are those that were written."""
        entry = self._entries[graph]
        try:
            return (entry.count, entry.digest) == _measure(self.quads(graph))
        except StoreError:
            return False

    def find_strangers(self) -> list[str]:
        """Return the graphs that hold quads and that the manifest does not know; the default graph is an empty name."""
        engine = self._open()
        with translate_errors(self.path):
            named = (name for name in engine.named_graphs() if isinstance(name, NamedNode) and name != MANIFEST)
            places: list[NamedNode | DefaultGraph] = [name for name in named if name.value not in self._entries]
            places.append(DefaultGraph())
            holding = [place for place in places if any(engine.quads_for_pattern(None, None, None, place))]
        return sorted(place.value if isinstance(place, NamedNode) else "" for place in holding)

    def entries(self) -> dict[str, Entry]:
        """Return what the manifest says of each graph."""
        return {name: entry for name, entry in sorted(self._entries.items()) if name != MANIFEST.value}

    def journal(self) -> JournalLines:
        """Return what the journal says of the changes that this store has seen; of one in memory it says nothing."""
        return self._recorder.lines(self._revision) if self._recorder else JournalLines((), ())

    def _open(self) -> Engine:
        if self._engine is None:
            raise StoreError("the store is closed", where=self.path, remedy="open it again")
        return self._engine

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
        count, digest = _measure(quads)
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
        gone = [self._entries.pop(name) for name in sorted(drop) if name in self._entries]
        for old in gone:
            self._paths.pop(old.path, None)
        for entry in entries:
            self._entries[entry.graph] = entry
            if entry.path:
                self._paths[entry.path] = entry.graph
        self._distrusted -= {*drop, *(entry.graph for entry in entries)}
        self._revision += 1
        if self._recorder:
            self._recorder.acknowledge(self._revision)

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

    def _check_revision(self, written: int) -> None:
        if self._revision < written:
            raise StoreError(
                f"its last {written - self._revision} changes are lost (revision {self._revision} of {written})",
                where=self.path,
                remedy="kg doctor --repair",
            )
        if self._write and self._recorder and self._revision > written:
            self._recorder.acknowledge(self._revision)

    def _check_count(self) -> None:
        with translate_errors(self.path):
            found = len(self._open())
        expected = self.count() + len(self._entries)
        if found != expected:
            raise StoreError(
                f"is damaged: {found} quads where the manifest has {expected}",
                where=self.path,
                remedy="kg doctor --repair",
            )


def _describe(entry: Entry) -> DocumentEntry:
    source = Source(entry.path, entry.sha256, entry.fingerprint)
    return DocumentEntry(entry.document or "", entry.graph, entry.count, source)


def _lines(quads: Iterable[Quad], of: Entry) -> frozenset[str]:
    graph = NamedNode(of.graph)
    return frozenset(_line(quad) for quad in quads if quad.graph_name == graph)


def _line(quad: Quad) -> str:
    return str(quad.triple)


def _measure(quads: Iterable[Quad]) -> tuple[int, str]:
    return measure_triples(_line(quad) for quad in quads)
