"""What is wrong with a store: looks at all that its folder holds and changes nothing.

In: a store's folder. Out: a ``Diagnosis``, with every fault that was found. Nothing here trusts that the store opens.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.names import compact
from kg.store.engine import open_engine, translate_errors
from kg.store.files import FORMAT, Folder
from kg.store.graphstore import GraphStore
from kg.store.journal import Journal, JournalLines
from kg.store.locking import is_in_use
from kg.store.manifest import Entry
from kg.store.sealing import find_altered, find_unsealed, read_indexes
from kg.store.versions import Versions

__all__ = ["Diagnosis", "Fault", "diagnose", "find_leftovers", "open_as_it_is", "read_written"]

ENGINE_KINDS = frozenset({"quads", "graph"})
_PID = re.compile(r"[a-z-]*-(\d+)-")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its kind (quads, graph, manifest, journal, original, version, leftover), where, what."""

    kind: str
    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a store holds, as far as it can be told, and what is wrong with it."""

    path: Path
    documents: int
    quads: int
    revision: int
    originals: int
    versions: int
    faults: tuple[Fault, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def rebuild(self) -> bool:
        """Whether the quads must be put together anew."""
        return any(fault.kind in ENGINE_KINDS for fault in self.faults)

    def render(self) -> str:
        """Return the diagnosis as text: a line of counts, then a line a fault."""
        counts = (
            f"format {FORMAT}, revision {self.revision:,}: {self.documents:,} documents, {self.quads:,} quads, "
            f"{self.originals:,} originals, {self.versions:,} earlier versions"
        )
        return "\n".join([counts, *(map(str, self.faults) if self.faults else ["healthy"])])


def diagnose(path: str | os.PathLike[str]) -> Diagnosis:
    """Examine all that a store's folder holds.

    Raises ``StoreError`` where there is no store at all, or one of another format.
    """
    folder = Folder(Path(path))
    with translate_errors(folder.path):
        return _examine(folder)


def _examine(folder: Folder) -> Diagnosis:
    written, faults = read_written(folder)
    store, found = open_as_it_is(folder)
    faults += found
    revision = max(written or 0, store.revision if store else 0)
    lines = Journal(folder.journal).read(revision)
    faults += [Fault("quads", f"quads/{name}", "is altered") for name in find_altered(folder.quads, folder.seals)]
    if store:
        faults += [*_find_lost(store, written or 0), *_find_damage(folder, store), *_find_disagreement(store, lines)]
    faults += [*_find_holes(folder, lines, revision), *_find_altered(folder, store, lines)]
    faults += [*_find_bad_versions(folder, lines), *(_leftover(folder, place) for place in find_leftovers(folder))]
    originals = sum(1 for entry in folder.original("").iterdir()) if folder.original("").is_dir() else 0
    versions = sum(1 for commit in lines.commits for changed in commit.graphs if changed.version)
    counts = (len(store.documents()), store.count()) if store else (0, 0)
    if store:
        store.close()
    return Diagnosis(folder.path, *counts, revision, originals, versions, tuple(faults))


def read_written(folder: Folder) -> tuple[int | None, list[Fault]]:
    """Return the revision that manifest.json tells, None with the fault where it tells none."""
    try:
        return folder.read_revision(), []
    except StoreError as error:
        if not (folder.quads.is_dir() or folder.journal.exists()) or "has format" in error.problem:
            raise
        return None, [Fault("manifest", "manifest.json", "is gone" if "gone" in error.problem else "is damaged")]


def open_as_it_is(folder: Folder) -> tuple[GraphStore | None, list[Fault]]:
    """Open what the folder's engine holds, unchecked; None with the fault where it does not open."""
    try:
        if not folder.quads.is_dir():
            raise StoreError("is gone", where=folder.quads)
        return GraphStore(open_engine(folder.quads, write=False), folder, write=False), []
    except StoreError as error:
        return None, [Fault("quads", "quads/", error.problem)]


def _find_lost(store: GraphStore, written: int) -> Iterator[Fault]:
    if store.revision < written:
        lost = written - store.revision
        yield Fault("quads", "quads/", f"the last {lost} changes are lost (revision {store.revision} of {written})")


def _find_damage(folder: Folder, store: GraphStore) -> Iterator[Fault]:
    for graph in store.find_damage():
        expected = store.graphs()[graph]
        try:
            found = sum(1 for _ in store.quads(graph))
            problem = (
                "other quads than were written" if found == expected else f"{found} quads, {expected} were written"
            )
        except StoreError as error:
            problem = error.problem
        yield Fault("graph", compact(graph), problem)
    try:
        for graph in store.find_strangers():
            yield Fault(
                "graph", compact(graph) or "default graph", "holds quads that nobody wrote through this program"
            )
        if find_unsealed(folder.quads, folder.seals):
            with translate_errors(folder.path):
                read_indexes(open_engine(folder.quads, write=False))
    except StoreError as error:
        yield Fault("quads", "quads/", error.problem)


def _find_disagreement(store: GraphStore, lines: JournalLines) -> Iterator[Fault]:
    """Yield the graphs of which the journal says something else; where it has holes it cannot tell."""
    if lines.damaged or len(lines.commits) != store.revision:
        return
    told, held = lines.entries(), store.entries()
    for graph in sorted({*told, *held}):
        if graph not in held:
            yield Fault("graph", compact(graph), "is lost")
        elif graph not in told:
            yield Fault("graph", compact(graph), "is there though the journal has it removed")
        elif (told[graph].count, told[graph].digest) != (held[graph].count, held[graph].digest):
            yield Fault("graph", compact(graph), "is not the one that was written last")


def _find_holes(folder: Folder, lines: JournalLines, revision: int) -> Iterator[Fault]:
    missing = sorted(set(range(1, revision + 1)) - {commit.revision for commit in lines.commits})
    if not folder.journal.exists() and revision:
        yield Fault("journal", "journal.jsonl", "is gone")
    elif missing:
        yield Fault("journal", "journal.jsonl", f"{len(missing)} of {revision} changes cannot be read")


def _find_altered(folder: Folder, store: GraphStore | None, lines: JournalLines) -> Iterator[Fault]:
    """Yield present documents whose original is not kept as it was, and altered originals of earlier versions."""
    present = {e.original: e for e in (store.entries() if store else lines.entries()).values() if e.original}
    for sha256, entry in sorted(present.items()):
        if not folder.original(sha256).is_file():
            yield Fault("original", f"originals/{sha256}", f"is gone; {_name(entry)} was made from it")
    if not folder.original("").is_dir():
        return
    for path in sorted(folder.original("").iterdir()):
        if re.fullmatch("[0-9a-f]{64}", path.name) and not is_original(path):
            yield Fault("original", f"originals/{path.name}", "is altered")


def is_original(path: Path) -> bool:
    """Tell whether a kept original can be read and has the bytes that it is named by."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    except OSError:
        return False


def _name(entry: Entry) -> str:
    return Path(entry.path).name or compact(entry.document or entry.graph)


def _find_bad_versions(folder: Folder, lines: JournalLines) -> Iterator[Fault]:
    versions = Versions(folder.versions)
    for commit in lines.commits:
        for changed in commit.graphs:
            if not versions.has_file(changed.version):
                continue
            try:
                versions.read(changed.version)
            except StoreError as error:
                where = f"versions/{changed.version[:12]}…"
                problem = f"{error.problem}; it is {compact(changed.graph)} before revision {commit.revision}"
                yield Fault("version", where, problem)


def find_leftovers(folder: Folder) -> list[Path]:
    """Return temporary files and folders that no running program uses, sorted."""
    writing = is_in_use(folder.quads)
    found = [path for path in folder.path.glob("*.tmp") if not _is_used(path)]
    if not writing:
        found += [
            p for pattern in ("originals/.*.tmp", "versions/*/.*.tmp", ".*.tmp") for p in folder.path.glob(pattern)
        ]
        found += _find_unnamed(folder)
    return sorted(set(found))


def _find_unnamed(folder: Folder) -> list[Path]:
    """Return the earlier versions that no change names, where the journal is whole and so can tell."""
    lines, versions = Journal(folder.journal).read(), Versions(folder.versions)
    last = max((commit.revision for commit in lines.commits), default=0)
    if lines.damaged or len(lines.commits) != last or last < (read_written(folder)[0] or 1):
        return []
    named = {changed.version for commit in lines.commits for changed in commit.graphs}
    return [versions.place(name) for name in versions.names() if name not in named]


def _is_used(path: Path) -> bool:
    match = _PID.match(path.name)
    if match:
        try:
            os.kill(int(match[1]), 0)
        except ProcessLookupError:
            pass
        except PermissionError:
            return True
        else:
            return True
    return path.is_dir() and is_in_use(path / "quads")


def _leftover(folder: Folder, place: Path) -> Fault:
    return Fault("leftover", place.relative_to(folder.path).as_posix(), "was left by a program that was cut short")
