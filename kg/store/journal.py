"""The journal of a store: one line for each change, which graphs it touched and what they held before.

In: changes. Out: the same, from ``journal.jsonl``. A line is on the disk before its change is committed, so the journal
may be one line ahead of the quads, never behind; lines beyond the store's revision are no part of it. Each line begins
with a hash of its rest, so a damaged one is known and costs no other. The module knows nothing of quads.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.store.manifest import Entry
from kg.version import __version__

__all__ = ["Commit", "GraphChange", "Journal", "JournalLines", "parse_line"]

_HASH = 16
_TAIL = 1 << 20


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What a change did to one graph.

    ``before`` and ``after`` are its entries, None where there was or is no such graph. ``version`` is the name
    by which ``kg.store.versions`` keeps what it held; empty where that is lost or there was nothing.
    """

    graph: str
    before: Entry | None
    after: Entry | None
    version: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A change of a store: its revision, when it was recorded (ISO 8601, UTC), by which program, of which graphs."""

    revision: int
    recorded: str
    program: str
    graphs: tuple[GraphChange, ...]

    def to_line(self) -> bytes:
        """Return the line that holds this change."""
        graphs = [
            {
                "graph": changed.graph,
                **{key: _pack(entry) for key in ("before", "after") if (entry := getattr(changed, key))},
                **({"version": changed.version} if changed.version else {}),
            }
            for changed in self.graphs
        ]
        content = {"revision": self.revision, "recorded": self.recorded, "program": self.program, "graphs": graphs}
        body = json.dumps(content, separators=(",", ":")).encode()
        return _hash(body) + b" " + body + b"\n"


@dataclass(frozen=True, slots=True)
class JournalLines:
    """What a journal says: the commits that hold, oldest first, and the numbers of its damaged lines."""

    commits: tuple[Commit, ...]
    damaged: tuple[int, ...]

    def entries(self) -> dict[str, Entry]:
        """Return the entry of each graph that is there after the last change."""
        found: dict[str, Entry] = {}
        for commit in self.commits:
            for changed in commit.graphs:
                if changed.after:
                    found[changed.graph] = changed.after
                else:
                    found.pop(changed.graph, None)
        return found


class Journal:
    """The journal in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last = ""

    def append(self, revision: int, graphs: Iterable[GraphChange]) -> Commit:
        """Write a change down, on the disk when this returns, and return it; time never runs backwards."""
        if self.path.is_symlink():
            raise StoreError("is a symbolic link", where=self.path, remedy="put the journal itself in its place")
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._last = max(now, self._last or self._last_recorded())
        change = Commit(revision, self._last, __version__, tuple(graphs))
        with self.path.open("a+b") as stream:
            stream.write((b"\n" if _is_torn(self.path) else b"") + change.to_line())
            stream.flush()
            os.fsync(stream.fileno())
        return change

    def first_recorded(self) -> str:
        """Return when the first change was recorded, empty where there is none; damaged lines are passed over."""
        return next((change.recorded for line in self._lines(0) if (change := parse_line(line))), "")

    def size(self) -> int:
        """Return how many bytes are written."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def read(self, until: int | None = None, *, start: int = 0) -> JournalLines:
        """Return the changes up to a revision; a revision that was written twice counts as written last.

        ``start`` leaves out so many bytes, which end with a line.
        """
        changes: dict[int, Commit] = {}
        damaged = []
        for number, line in enumerate(self._lines(start), start=1):
            change = parse_line(line)
            if change is None:
                damaged.append(number)
            elif until is None or change.revision <= until:
                changes[change.revision] = change
        return JournalLines(tuple(changes[revision] for revision in sorted(changes)), tuple(damaged))

    def _lines(self, start: int) -> Iterator[bytes]:
        if not self.path.is_file():
            return
        with self.path.open("rb") as stream:
            stream.seek(start)
            yield from (line for line in stream if line != b"\n")

    def _last_recorded(self) -> str:
        if not self.path.is_file():
            return ""
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.path.stat().st_size - _TAIL))
            return max((change.recorded for line in stream if (change := parse_line(line))), default="")


def parse_line(line: bytes) -> Commit | None:
    """Return the change that a line holds, None where the line is damaged.

    >>> change = Commit(1, "2031-05-06T07:08:09.000Z", "1.0", (GraphChange("urn:g", None, None),))
    >>> parse_line(change.to_line()) == change, parse_line(change.to_line()[:-5])
    (True, None)
    """
    checked, _, body = line.rstrip(b"\n").partition(b" ")
    if checked != _hash(body):
        return None
    content = json.loads(body)
    graphs = tuple(_unpack_graph(changed) for changed in content["graphs"])
    return Commit(content["revision"], content["recorded"], content["program"], graphs)


def _unpack_graph(content: dict[str, Any]) -> GraphChange:
    graph = content["graph"]
    before, after = (Entry(graph=graph, **content[key]) if key in content else None for key in ("before", "after"))
    return GraphChange(graph, before, after, content.get("version", ""))


def _pack(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in asdict(entry).items() if key != "graph" and value not in (None, "")}


def _hash(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_HASH].encode()


def _is_torn(path: Path) -> bool:
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        if not size:
            return False
        stream.seek(size - 1)
        return stream.read(1) != b"\n"
