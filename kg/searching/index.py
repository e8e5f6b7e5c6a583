"""The index on disk: which graphs it has read, and their entries as rows of two FTS5 tables, names and quotes.

In: a store. Out: an index that is in step with it. Graphs whose hash has changed are read again, the others left alone.
The file may be deleted at any time; a damaged one is made anew. A row's number holds that of its graph
(``GRAPH_BITS``), and each kind has a table of its own, so that no search has to tell names from quotes row by row.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from kg.names import DCG
from kg.searching.entries import GraphText, read_graph
from kg.store import QuadStore

__all__ = ["GRAPH_BITS", "TOKENIZER", "Index", "index_path", "open_index"]

GRAPH_BITS = 32  # a row's number is its graph's, times two to the power of so many, and its own
TOKENIZER = "tokenize = 'porter unicode61 remove_diacritics 2'"
_VERSION = 3
_BATCH = 100
_WAIT = 10.0
_CACHE = 32 * 1024  # KB
_DOCUMENTS = DCG + "document/"
_SCHEMA = f"""
CREATE TABLE graphs (
  id INTEGER PRIMARY KEY, name TEXT UNIQUE, digest TEXT, document TEXT, title TEXT, date TEXT
);
CREATE VIRTUAL TABLE names USING fts5 (text, types, node UNINDEXED, {TOKENIZER});
CREATE VIRTUAL TABLE quotes USING fts5 (text, types UNINDEXED, node UNINDEXED, {TOKENIZER});
PRAGMA user_version = {_VERSION};
"""


class Index:
    """An open index; use it as a context manager."""

    def __init__(self, path: Path | None, *, write: bool) -> None:
        if path is None:
            self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        else:
            mode = "rwc" if write else "ro"
            address = f"{path.resolve().as_uri()}?mode={mode}"
            self.connection = sqlite3.connect(address, uri=True, timeout=_WAIT, check_same_thread=False)
        self.connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        if write:
            self._prepare()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self.connection.close()

    def digests(self) -> dict[str, str]:
        """Return the hash of each graph that the index has read."""
        return dict(self.connection.execute("SELECT name, digest FROM graphs"))

    def bring_in_step(self, store: QuadStore, progress: Callable[[int, int], None] | None = None) -> int:
        """Read what has changed in the store, and return how many graphs that were."""
        wanted, known = store.digests(), self.digests()
        changed = [name for name in (known | wanted) if known.get(name) != wanted.get(name)]
        changed.sort(key=lambda name: (name.startswith(_DOCUMENTS), name))  # what all share is found first
        for done, name in enumerate(changed, start=1):
            self._drop(name)
            if name in wanted:
                self.add(name, wanted[name], read_graph(store.quads(name)))
            if done % _BATCH == 0 or done == len(changed):
                self.connection.commit()
            if progress:
                progress(done, len(changed))
        if len(changed) > _BATCH:
            self._merge()
        return len(changed)

    def _merge(self) -> None:
        """Make one sorted run of the several that much writing leaves, each of which a search would look into."""
        for table in ("names", "quotes"):
            self.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - one of the two
        self.connection.commit()

    def _prepare(self) -> None:
        """Make the tables in a new file; raise ``DatabaseError`` for a file of another version."""
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self.connection.executescript(_SCHEMA)
        elif version != _VERSION:
            raise sqlite3.DatabaseError("another version")

    def _drop(self, graph: str) -> None:
        run = self.connection.execute
        for (number,) in run("SELECT id FROM graphs WHERE name = ?", (graph,)).fetchall():
            rows = (number << GRAPH_BITS, (number + 1) << GRAPH_BITS)
            run("DELETE FROM names WHERE rowid >= ? AND rowid < ?", rows)
            run("DELETE FROM quotes WHERE rowid >= ? AND rowid < ?", rows)
            run("DELETE FROM graphs WHERE id = ?", (number,))

    def add(self, name: str, digest: str, content: GraphText) -> None:
        """Add what can be searched of a graph that the index has not read."""
        number = self.connection.execute(
            "INSERT INTO graphs (name, digest, document, title, date) VALUES (?, ?, ?, ?, ?)",
            (name, digest, content.document, content.title, content.date),
        ).lastrowid
        first = (number or 0) << GRAPH_BITS
        for kind, table in (("name", "names"), ("quote", "quotes")):
            entries = (entry for entry in content.entries if entry.kind == kind)
            self.connection.executemany(
                f"INSERT INTO {table} (rowid, text, types, node) VALUES (?, ?, ?, ?)",  # noqa: S608 - one of the two
                ((row, one.text, " ".join(one.types), one.node) for row, one in enumerate(entries, start=first)),
            )


def index_path(folder: Path) -> Path:
    """Return where the index of the store in a folder is."""
    return folder / "search.sqlite"


def open_index(store: QuadStore, progress: Callable[[int, int], None] | None = None) -> Index:
    """Return the store's index, in step with the store.

    It is in memory for a store that is no folder of this machine, or one that may not be written. Raises ``StoreError``
    where the disk is full, or another program writes to the index for long.
    """
    path = index_path(store.path) if store.path else None
    if path and path.is_symlink():  # it could point at anything
        path = None
    try:
        return _make(path, store, progress)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            return _make(None, store, progress)
        raise StoreError(
            f"the index for search cannot be written: {error}", where=path, remedy="free some space, or try again"
        ) from error
    except sqlite3.DatabaseError:  # it is damaged, or of another version
        (path or Path()).unlink(missing_ok=True)
        return _make(path, store, progress)


def _make(path: Path | None, store: QuadStore, progress: Callable[[int, int], None] | None) -> Index:
    if path and not path.exists():  # it appears when it is whole
        new = path.with_suffix(f".{os.getpid()}.tmp")
        _fill(Index(new, write=True), store, progress).close()
        new.replace(path)
    return _fill(Index(path, write=True), store, progress)


def _fill(index: Index, store: QuadStore, progress: Callable[[int, int], None] | None) -> Index:
    try:
        index.bring_in_step(store, progress)
    except BaseException:
        index.close()
        raise
    return index
