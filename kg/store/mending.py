"""A store that is made anew from what is known of an old one: entries first, then the graphs that fit them.

In: manifest entries, a journal, quads that may be sound. Out: an ordinary store. Until a graph's quads have come and
fit its entry, or a builder has replaced it, the store distrusts it. The module knows nothing of how a graph is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad

from kg.files import replace_file
from kg.store.engine import Engine, open_engine, translate_errors
from kg.store.files import Folder
from kg.store.graphstore import GraphStore
from kg.store.journal import Commit
from kg.store.manifest import MANIFEST, Entry, entry_quad, measure_triples
from kg.store.sources import write_down

__all__ = ["MendingStore"]


class MendingStore(GraphStore):
    """A store under repair. Make it with ``begin``; use it as a context manager."""

    def __init__(self, engine: Engine, folder: Folder) -> None:
        super().__init__(engine, folder, write=True)
        self._distrusted = frozenset(self._entries) - {MANIFEST.value}

    @classmethod
    def begin(cls, path: Path, entries: Iterable[Entry], revision: int, commits: Iterable[Commit]) -> MendingStore:
        """Make a store in a new folder that knows of all these graphs, and holds none of them yet."""
        folder, known = Folder(path), list(entries)
        folder.create()
        replace_file(folder.journal, b"".join(commit.to_line() for commit in commits))
        engine = open_engine(folder.quads, write=True)
        with translate_errors(path):
            engine.extend(map(entry_quad, [*known, Entry(MANIFEST.value, 0, revision)]))
        folder.write_revision(revision)
        write_down(folder, known)
        return cls(engine, folder)

    @property
    def distrusted(self) -> list[str]:
        """The graphs that are not whole yet, sorted."""
        return sorted(self._distrusted)

    def salvage(self, graph: str, quads: Iterable[Quad]) -> bool:
        """Take a graph's quads over if they are those that were written; tell whether they are."""
        found = list(quads)
        entry = self._entries[graph]
        if measure_triples(str(quad.triple) for quad in found) != (entry.count, entry.digest):
            return False
        with translate_errors(self.path):
            self._open().extend(found)
        self._distrusted -= {graph}
        return True

    def discard(self, graph: str) -> None:
        """Give a graph up. The journal says so, and keeps no version of it."""
        self._commit({graph, MANIFEST.value}, [], [Entry(MANIFEST.value, 0, self._revision + 1)])

    def give_up_original(self, graph: str) -> None:
        """Note that a document's original is lost, so that nobody looks for it again."""
        entry = replace(self._entries[graph], given="", kept="", revision=self._revision + 1)
        self._commit({graph}, list(self.quads(graph)), [entry])
