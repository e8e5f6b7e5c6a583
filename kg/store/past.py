"""A store as it was: what its graphs held at an earlier moment, rebuilt beside it.

In: a store's folder and a moment. Out: a store for reading, which lives in a temporary folder until it is closed. It
starts as a snapshot of the present, whose unchanged files are shared; then the changes that came after the moment are
undone, last first. Where that would undo most of the store, what the moment held is put into a new one instead. So
the cost is that of the later changes or of what there was then, whichever is less, beside reading the journal.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import traceback
import weakref
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import QueryError, StoreError
from kg.store.engine import Engine, open_engine, translate_errors
from kg.store.files import Folder
from kg.store.graphstore import GraphStore
from kg.store.journal import Commit, Journal
from kg.store.manifest import MANIFEST, Entry, entry_quad, measure_triples, read_entry
from kg.store.snapshot import copy_engine
from kg.store.versions import Step, Versions

__all__ = ["PastStore", "end_of", "first_change", "open_past", "walk_back"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PREFIX, _SUFFIX = "past-", ".tmp"
_PRESENT = "present"
_UNDOING = 4  # taking a quad out costs some four times what putting one in does


class PastStore(GraphStore):
    """A store as it was at a moment; closing it removes its temporary folder."""

    def __init__(self, engine: Engine, folder: Folder, workspace: Path) -> None:
        self._workspace = workspace
        super().__init__(engine, folder, write=False)
        Folder(workspace).write_revision(self.revision)
        self._sweep = weakref.finalize(self, shutil.rmtree, workspace, ignore_errors=True)

    @property
    def path(self) -> Path:
        """The temporary folder, where what is derived from this moment may lie."""
        return self._workspace

    def close(self) -> None:
        """Release the store and remove its temporary folder; closing twice does nothing."""
        super().close()
        self._sweep()


@dataclass(slots=True)
class Content:
    """What a graph held, told against what it holds now: lines to add and to remove, from the present or from nothing.

    ``entry`` is its entry of that time, None where there was no such graph; ``lost`` is why it cannot be told.
    """

    entry: Entry | None
    whole: bool = False
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    lost: StoreError | None = None

    def undo(self, step: Step) -> None:
        """Go one step back."""
        if step.whole:
            self.whole, self.added, self.removed = True, set(step.added), set()
            return
        fresh = step.removed - self.added
        self.added -= step.removed
        self.removed |= fresh
        back = step.added & self.removed
        self.removed -= back
        self.added |= step.added - back

    def applied_to(self, present: set[str]) -> set[str]:
        """Return the lines that the graph held, from those that it holds now; raise where they cannot be told."""
        self.require()
        return self.added | (set() if self.whole else present - self.removed)

    def require(self) -> None:
        """Raise what says that the content cannot be told."""
        if self.lost:
            raise self.lost


def end_of(moment: str | date | datetime) -> str:
    """Return a moment in the journal's words: of a day its last instant, UTC; a time without a zone is UTC, too.

    >>> end_of("2031-05-06"), end_of("2031-05-06T12:00:00+02:00")
    ('2031-05-06T23:59:59.999Z', '2031-05-06T10:00:00.000Z')
    """
    try:
        if isinstance(moment, str):
            moment = date.fromisoformat(moment) if _DAY.fullmatch(moment) else datetime.fromisoformat(moment)
    except ValueError:
        raise QueryError(
            f"{moment!r} is no day and no time", remedy="write 2031-05-06 or 2031-05-06T12:00:00Z"
        ) from None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.max, UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def open_past(path: str | os.PathLike[str], moment: str | date | datetime) -> PastStore:
    """Open the store in a folder as it was at a moment (a day means its end, UTC).

    Raises ``StoreError`` where there is no store, or what it held then is lost; ``QueryError`` for a malformed moment.
    """
    until, folder = end_of(moment), Folder(Path(path))
    folder.read_revision()
    workspace = _make_workspace(folder)
    try:
        copy_engine(folder.quads, workspace / _PRESENT, link=True)
        with translate_errors(folder.path):
            return PastStore(_make_past(workspace, folder, until), folder, workspace)
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)  # they hold the engine, which writes to its folder until it goes
        shutil.rmtree(workspace, ignore_errors=True)
        raise


def first_change(path: str | os.PathLike[str]) -> str:
    """Return when the first change of the store in a folder was recorded (ISO 8601, UTC); empty where none was."""
    return Journal(Folder(Path(path)).journal).first_recorded()


def _make_workspace(folder: Folder) -> Path:
    """Make a temporary folder in the store, whose files can be shared there, or elsewhere if nothing may be written."""
    name = f"{_PREFIX}{os.getpid()}-"
    try:
        return Path(tempfile.mkdtemp(prefix=name, suffix=_SUFFIX, dir=folder.path))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"kg-{name}", suffix=_SUFFIX))


@dataclass(frozen=True, slots=True)
class _Moment:
    """What a store held after the change ``revision``: its entries, and the content of graphs that changed since."""

    revision: int
    entries: dict[str, Entry]
    changed: dict[str, Content]

    @classmethod
    def find(cls, present: Engine, folder: Folder, until: str) -> _Moment:
        """Return what there was at a moment, told against what an engine holds."""
        quads = present.quads_for_pattern(None, None, None, MANIFEST)
        entries = {entry.graph: entry for entry in map(read_entry, quads)}
        revision = max((entry.revision for entry in entries.values()), default=0)
        commits = Journal(folder.journal).read(revision).commits
        then = max((commit.revision for commit in commits if commit.recorded <= until), default=0)
        later = [commit for commit in commits if commit.revision > then]
        if len(later) < revision - then:
            raise StoreError("its journal has holes", where=folder.journal, remedy="kg doctor --repair")
        changed = walk_back(entries, reversed(later), Versions(folder.versions), _graphs_before(later))
        kept = [entry for graph, entry in entries.items() if graph not in changed and graph != MANIFEST.value]
        kept += [content.entry for content in changed.values() if content.entry]
        return cls(then, {entry.graph: entry for entry in kept}, changed)

    def manifest(self) -> list[Quad]:
        """Return the quads of the manifest."""
        return [entry_quad(entry) for entry in [*self.entries.values(), Entry(MANIFEST.value, 0, self.revision)]]

    def is_small_part(self, present: Engine) -> bool:
        """Tell whether the moment held so little that putting it together is less work than undoing the rest."""
        return sum(entry.count for entry in self.entries.values()) * _UNDOING < len(present)


def _graphs_before(later: Iterable[Commit]) -> frozenset[str]:
    """Return the graphs that were there before these commits, of those that they touch."""
    first: dict[str, Entry | None] = {}
    for commit in later:
        for changed in commit.graphs:
            first.setdefault(changed.graph, changed.before)
    return frozenset(graph for graph, before in first.items() if before)


def _make_past(workspace: Path, folder: Folder, until: str) -> Engine:
    """Return an engine in the workspace that holds what the store held at a moment, made from a copy of the present."""
    copy, quads = workspace / _PRESENT, workspace / "quads"
    present = open_engine(copy, write=False)
    moment = _Moment.find(present, folder, until)
    if moment.is_small_part(present):
        engine = open_engine(quads, write=True)
        _put_together(engine, moment, present)
        engine.flush()
        del present
        shutil.rmtree(copy)
        return engine
    del present
    copy.rename(quads)
    engine = open_engine(quads, write=True)
    _undo(engine, moment)
    return engine


def _put_together(engine: Engine, moment: _Moment, present: Engine) -> None:
    """Put into an empty engine what each graph held."""
    for graph, entry in sorted(moment.entries.items()):
        lines = {str(quad.triple) for quad in present.quads_for_pattern(None, None, None, NamedNode(graph))}
        if graph in moment.changed:
            lines = moment.changed[graph].applied_to(lines)
        _compare(entry, lines)
        engine.bulk_extend(_quads(lines, NamedNode(graph)))
    engine.extend(moment.manifest())


def _undo(engine: Engine, moment: _Moment) -> None:
    """Make an engine that holds the present hold what there was at the moment."""
    for graph, content in sorted(moment.changed.items()):
        _restore(engine, graph, content)
    gone = {str(NamedNode(graph)) for graph in [*moment.changed, MANIFEST.value]}
    for quad in list(engine.quads_for_pattern(None, None, None, MANIFEST)):
        if str(quad.subject) in gone:
            engine.remove(quad)
    engine.extend(moment.manifest())


def walk_back(
    present: dict[str, Entry], commits: Iterable[Commit], versions: Versions, wanted: AbstractSet[str]
) -> dict[str, Content]:
    """Return what graphs held before these commits, which come last first; graphs that none touched are left out.

    Versions are read of the ``wanted`` graphs alone: the others held nothing before.
    """
    past: dict[str, Content] = {}
    for commit in commits:
        for changed in commit.graphs:
            if changed.graph in wanted:
                content = past.setdefault(changed.graph, Content(present.get(changed.graph)))
                _step_back(content, changed.before, changed.version, versions)
            else:
                past.setdefault(changed.graph, Content(None, whole=True))
    return past


def _step_back(content: Content, before: Entry | None, version: str, versions: Versions) -> None:
    same = before is not None and content.entry is not None and before.digest == content.entry.digest
    content.entry = before
    if same:
        return
    if before is None:
        content.whole, content.added, content.removed, content.lost = True, set(), set(), None
        return
    if not version:
        content.lost = StoreError("what it held is lost", where=before.graph, remedy="choose another day")
        return
    try:
        step = versions.read(version)
    except StoreError as error:
        content.lost = error
        return
    if step.whole:
        content.lost = None
    content.undo(step)


def _restore(engine: Engine, graph: str, content: Content) -> None:
    """Make a graph of an engine hold its earlier content; raise ``StoreError`` where that did not come out."""
    content.require()
    name = NamedNode(graph)
    if content.whole:
        engine.remove_graph(name)
    for quad in _quads(content.removed, name):
        engine.remove(quad)
    engine.extend(_quads(content.added, name))
    if content.entry is not None:
        _compare(content.entry, (str(quad.triple) for quad in engine.quads_for_pattern(None, None, None, name)))


def _compare(entry: Entry, lines: Iterable[str]) -> None:
    if measure_triples(lines) != (entry.count, entry.digest):
        raise StoreError("what it held then cannot be told", where=entry.graph, remedy="kg doctor --repair")


def _quads(lines: Iterable[str], graph: NamedNode) -> Iterator[Quad]:
    data = "".join(f"{line} .\n" for line in lines).encode()
    triples = parse(data, format=RdfFormat.N_TRIPLES)
    return (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples)
