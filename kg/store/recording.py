"""What is written down beside the quads, before a change and after it: originals, earlier versions, journal, revision.

In: entries and lines of graphs. Out: files of a store's folder. Everything that a change rests on is on the disk
before the change is committed; a change that never comes leaves at most a line and files that nothing refers to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from kg.store.engine import translate_errors
from kg.store.files import Folder
from kg.store.journal import GraphChange, Journal, JournalLines
from kg.store.manifest import MANIFEST, Entry
from kg.store.sealing import seal
from kg.store.sources import recall, write_down
from kg.store.versions import Step, Versions

__all__ = ["Recorder", "Undo"]

Undo: TypeAlias = Callable[[Entry], Step | None]
"""Returns the way back to what a graph held before a change, None where that is not to be kept."""


class Recorder:
    """Writes down what a store does in its folder."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._journal = Journal(folder.journal)
        self._versions = Versions(folder.versions)

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self._folder.path

    def keep_original(self, data: bytes) -> str:
        """Keep the bytes of a document, and return their hash."""
        sha256 = hashlib.sha256(data).hexdigest()
        with translate_errors(self.path):
            self._folder.keep_original(sha256, data)
        return sha256

    def original(self, sha256: str) -> bytes | None:
        """Return the bytes of a document, where they are kept."""
        path = self._folder.original(sha256)
        return path.read_bytes() if path.is_file() else None

    def announce(
        self, revision: int, before: Mapping[str, Entry], after: Mapping[str, Entry], gone: Iterable[str], undo: Undo
    ) -> None:
        """Write down a change that is about to be committed: graphs that go, and graphs that come or differ."""
        with translate_errors(self.path):
            names = sorted({*gone, *after} - {MANIFEST.value})
            changes = [self._describe(name, before.get(name), after.get(name), undo) for name in names]
            self._journal.append(revision, changes)

    def _describe(self, graph: str, before: Entry | None, after: Entry | None, undo: Undo) -> GraphChange:
        same = before is not None and after is not None and before.digest == after.digest
        step = None if before is None or same else undo(before)
        if before is None or step is None:
            return GraphChange(graph, before, after)
        apart = before.document is not None  # what a document said outlives a damaged journal
        return GraphChange(graph, before, after, self._versions.keep(graph, step, apart=apart))

    def acknowledge(self, revision: int, *, durable: bool = False) -> None:
        """Write down that all changes up to a revision are committed."""
        with translate_errors(self.path):
            self._folder.write_revision(revision, durable=durable)

    def note_sources(self, entries: Iterable[Entry]) -> None:
        """Write down where the documents were read."""
        with translate_errors(self.path):
            write_down(self._folder, entries)

    def seal(self) -> None:
        """Write down the hashes of the engine's tables, which is closed."""
        with translate_errors(self.path):
            seal(self._folder.quads, self._folder.seals)

    def recall(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return public entries as they were written, with where their documents were read."""
        with translate_errors(self.path):
            return recall(self._folder, entries)

    def lines(self, until: int) -> JournalLines:
        """Return what the journal says up to a revision."""
        with translate_errors(self.path):
            return self._journal.read(until)
