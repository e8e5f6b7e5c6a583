"""Takes things out of a store for good: documents with all that was kept of them, or all that is older than a day.

In: a store's folder, and what is to go. Out: a smaller store, and what went. What a document alone had led to goes from
the history of the inferences, too, so that no earlier moment tells of it. The engine keeps every word that was ever
written to it, so the quads are put into a new one, which takes the old one's place. What cannot be reached from here
(backups, exports, servers) is the user's to mend. It can be done again where it was cut short.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from kg.building import remove
from kg.errors import StoreError
from kg.keeping.history import find_graphs
from kg.keeping.repair import install, sweep
from kg.names import DCG, DCR, GRAPH_INFERENCES
from kg.reasoning.maintaining import FILE_NAME as SUPPORT
from kg.searching import index_path
from kg.store import GraphStore, end_of
from kg.store.engine import translate_errors
from kg.store.files import Folder
from kg.store.journal import Commit, GraphChange
from kg.store.locking import lock_out_writers
from kg.store.manifest import Entry, add_hashes
from kg.store.mending import MendingStore
from kg.store.versions import Step, Versions

__all__ = ["ForgetReport", "forget", "forget_before"]

Edit: TypeAlias = Callable[[list[Commit], GraphStore], list[Commit]]
_Lines: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What went: documents, earlier versions and originals; and the bytes that the store's folder has now."""

    documents: int
    versions: int
    originals: int
    size: int


def forget(path: str | os.PathLike[str], documents: Iterable[str]) -> ForgetReport:
    """Forget documents, present or removed, each given by IRI, slug or path, with all their versions and originals.

    Raises ``StoreError`` where one was never there, or the store is in use or damaged.
    """
    wanted = list(documents)
    with GraphStore.open(path) as store:
        commits = store.journal().commits
        graphs = set().union(*(_require(path, name, commits) for name in wanted))
        for graph in sorted(graphs & store.entries().keys()):
            remove(store, DCR + graph.removeprefix(DCG))
    return _rewrite(Folder(Path(path)), len(graphs), lambda commits, store: _without(commits, graphs, store))


def forget_before(path: str | os.PathLike[str], day: str | date) -> ForgetReport:
    """Forget what was there before the end of a day (UTC) and is not there now: earlier versions and their originals.

    Raises ``QueryError`` for a malformed day, and ``StoreError`` as ``forget`` does.
    """
    until = end_of(day)
    GraphStore.open(path).close()
    return _rewrite(Folder(Path(path)), 0, lambda commits, _: [_thin(commit, until) for commit in commits])


def _require(path: object, document: str, commits: Iterable[Commit]) -> set[str]:
    graphs = find_graphs(document, commits)
    if not graphs:
        raise StoreError(f"no document {document!r}", where=path, remedy="`kg history` lists what was ever there")
    return graphs


def _rewrite(folder: Folder, documents: int, edit: Edit) -> ForgetReport:
    """Put the store together anew with an edited journal; what only the old journal needed goes."""
    with lock_out_writers(folder.quads), translate_errors(folder.path):
        with GraphStore.open(folder.path, "read") as store:
            entries, revision = store.entries(), store.revision
            lines = store.journal()
            if lines.damaged or len(lines.commits) != revision or store.find_damage():
                raise StoreError("is damaged", where=folder.path, remedy="kg doctor --repair")
            commits = edit(list(lines.commits), store)
            originals = _sweep_originals(folder, entries.values(), commits)
            _sweep_derived(folder)
            workspace = Path(tempfile.mkdtemp(prefix=f"repair-{os.getpid()}-", suffix=".tmp", dir=folder.path))
            with MendingStore.begin(workspace / "store", entries.values(), revision, commits) as made:
                for graph in entries:
                    made.salvage(graph, store.quads(graph))
                if made.distrusted:
                    raise StoreError("could not be rewritten", where=folder.path, remedy="kg doctor --repair")
                made.optimize()
        install(folder, workspace / "store", workspace, revision)
        sweep(folder)
        versions = _sweep_versions(folder, lines.commits, commits)
    size = sum(place.stat().st_size for place in folder.path.rglob("*") if place.is_file())
    return ForgetReport(documents, versions, originals, size)


def _thin(commit: Commit, until: str) -> Commit:
    """Return a commit that keeps nothing of what was there before it, if it is old enough."""
    if commit.recorded > until:
        return commit
    return replace(commit, graphs=tuple(replace(changed, version="") for changed in commit.graphs))


def _without(commits: list[Commit], graphs: Collection[str], store: GraphStore) -> list[Commit]:
    """Return the journal without these graphs, and without what they alone had led to."""
    versions = Versions(Folder(store.path or Path()).versions)
    present = {str(quad.triple) for quad in store.quads(GRAPH_INFERENCES)}
    forbidden = _led_to(commits, graphs, versions) - present
    kept = []
    held: _Lines = frozenset()  # of the forbidden lines, those that the inferences held after the commit
    for commit in reversed(commits):
        changes: list[GraphChange] = []
        for changed in commit.graphs:
            if changed.graph == GRAPH_INFERENCES:
                changed, held = _censor(changed, held, forbidden, versions)
            if changed.graph not in graphs:
                changes.append(changed)
        kept.append(replace(commit, graphs=tuple(changes)))
    return kept[::-1]


def _led_to(commits: Iterable[Commit], graphs: Collection[str], versions: Versions) -> _Lines:
    """Return the inferences that named these documents' nodes, or went when the documents went or changed."""
    places = tuple(graph.removeprefix(DCG + "document") + end for graph in graphs for end in "/>")
    found: set[str] = set()
    for commit in commits:
        touched = any(changed.graph in graphs and changed.before for changed in commit.graphs)
        for changed in commit.graphs:
            if changed.graph == GRAPH_INFERENCES and changed.version:
                lines = versions.read(changed.version)
                gone = lines.added if touched and not lines.whole else frozenset[str]()
                found |= gone | {line for line in lines.added | lines.removed if any(p in line for p in places)}
    return frozenset(found)


def _censor(changed: GraphChange, after: _Lines, forbidden: _Lines, versions: Versions) -> tuple[GraphChange, _Lines]:
    """Return a change of the inferences without the forbidden lines, and those that were there before it."""
    before = after
    version = changed.version
    if version:
        step = versions.read(version)
        before = forbidden & step.added if step.whole else (after - step.removed) | (forbidden & step.added)
        clean = Step(add_hashes(step.digest, (), before), step.added - forbidden, step.removed - forbidden, step.whole)
        version = versions.keep(changed.graph, clean, apart=False)
    first, last = _reduce(changed.before, before), _reduce(changed.after, after)
    return GraphChange(changed.graph, first, last, version), before


def _reduce(entry: Entry | None, lines: _Lines) -> Entry | None:
    """Return the entry of a graph that never had these lines."""
    if entry is None or not lines:
        return entry
    return replace(entry, count=entry.count - len(lines), digest=add_hashes(entry.digest, (), lines))


def _sweep_versions(folder: Folder, before: Iterable[Commit], after: Iterable[Commit]) -> int:
    """Delete the earlier versions that no change names any more, and return how many went."""
    versions, named = Versions(folder.versions), _versions(after)
    for name in versions.names():
        if name not in named:
            versions.place(name).unlink()
    return sum(name not in named for name in _versions(before))


def _versions(commits: Iterable[Commit]) -> set[str]:
    return {changed.version for commit in commits for changed in commit.graphs if changed.version}


def _sweep_originals(folder: Folder, present: Iterable[Entry], commits: Iterable[Commit]) -> int:
    """Delete the originals that no present and no kept version was made from, and return how many went."""
    wanted = {entry.original for entry in [*present, *_earlier(commits)]}
    gone = [path for path in folder.original("").iterdir() if path.name.removesuffix(".altered") not in wanted]
    for path in gone:
        path.unlink()
    return len(gone)


def _earlier(commits: Iterable[Commit]) -> Iterator[Entry]:
    """Yield the entries of the versions that are kept."""
    for commit in commits:
        for changed in commit.graphs:
            if changed.before and (changed.version or _is_same(changed)):
                yield changed.before


def _is_same(changed: GraphChange) -> bool:
    return bool(changed.before and changed.after and changed.before.digest == changed.after.digest)


def _sweep_derived(folder: Folder) -> None:
    """Delete the index for search, which is made anew, and clear the support of the inferences of what was deleted."""
    for path in folder.path.glob(f"{index_path(folder.path).name}*"):
        path.unlink()
    support = folder.path / SUPPORT
    if support.exists():
        with closing(sqlite3.connect(support)) as database:
            database.execute("VACUUM")
