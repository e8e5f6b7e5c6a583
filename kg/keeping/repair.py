"""Mends a store: puts its quads together anew, reads again from the originals what is damaged, says what is lost.

In: a store's folder, in whatever state. Out: a healthy store in the same folder, and what was done. The new quads are
made and checked in a folder of their own before they take the place of the old ones; an original is never deleted.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.building import ingest, load_base
from kg.decisions import Decisions
from kg.errors import KgError, StoreError
from kg.files import replace_file
from kg.inputs import Inputs, read_again
from kg.keeping.doctor import (
    Diagnosis,
    diagnose,
    find_leftovers,
    is_original,
    open_as_it_is,
    read_written,
)
from kg.keeping.truth import Truth, find_truth
from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES, compact
from kg.reading import Metadata
from kg.reading.source import find_format
from kg.reasoning.rules import infer
from kg.store.engine import translate_errors
from kg.store.files import Folder
from kg.store.graphstore import GraphStore
from kg.store.locking import lock_out_writers
from kg.store.manifest import Entry, Source
from kg.store.mending import MendingStore
from kg.store.sources import write_down
from kg.store.transcripts import read_transcript, transcribe

__all__ = ["RepairReport", "install", "repair", "sweep"]

_TEXT = PREFIXES["dco"] + "text"
_NAME = re.compile("[0-9a-f]{64}")
_BASE = {GRAPH_ONTOLOGY, GRAPH_REFERENCE}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was wrong, what was done, what is lost for good, and how the store is now."""

    before: Diagnosis
    done: tuple[str, ...]
    lost: tuple[str, ...]
    after: Diagnosis


@dataclass(slots=True)
class _Log:
    """What a repair does and what it must give up, in the words that the user reads."""

    done: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def repair(path: str | os.PathLike[str], progress: Progress | None = None) -> RepairReport:
    """Mend a store that no writer has open; raise ``StoreError`` as ``diagnose`` does, or where it is being written."""
    before, log = diagnose(path), _Log()
    if before.healthy:
        return RepairReport(before, (), (), before)
    folder = Folder(before.path)
    with lock_out_writers(folder.quads), translate_errors(folder.path):
        truth = find_truth(folder)
        missing = _mend_originals(folder, truth, log)
        if before.rebuild or missing:
            _rebuild(folder, truth, missing, log, progress)
        else:
            _write_down(folder, truth, log)
        if count := sweep(folder):
            log.done.append(f"removed {count} temporary files")
    return RepairReport(before, tuple(log.done), tuple(log.lost), diagnose(path))


def _mend_originals(folder: Folder, truth: Truth, log: _Log) -> set[str]:
    """Bring lost originals back from where they were read, or from the text in the graph; return those that stay lost.

    Altered bytes are kept under another name.
    """
    wanted: dict[str, list[Entry]] = {}
    for entry in truth.all_entries():
        if entry.original:
            wanted.setdefault(entry.original, []).append(entry)
    altered = {path.name for path in _kept_originals(folder) if not is_original(path)}
    missing = set()
    store, _ = open_as_it_is(folder)
    for sha256 in sorted(altered | wanted.keys()):
        path = folder.original(sha256)
        if path.is_file() and sha256 not in altered:
            continue
        data = next(
            (d for d in _copies(wanted.get(sha256, []), store) if hashlib.sha256(d).hexdigest() == sha256), None
        )
        if data is not None:
            folder.keep_original(sha256, data)
            log.done.append(f"brought back the original of {wanted[sha256][-1].path}")
            continue
        if sha256 in altered:
            path.rename(path.with_name(sha256 + ".altered"))
            log.lost.append(f"the original of {_path_of(wanted.get(sha256))}: altered, kept as {sha256}.altered")
        if any(truth.entries.get(entry.graph) == entry for entry in wanted.get(sha256, [])):
            missing.add(sha256)
    if store:
        store.close()
    return missing


def _path_of(entries: list[Entry] | None) -> str:
    return entries[-1].path if entries else "a document that nothing tells of"


def _kept_originals(folder: Folder) -> list[Path]:
    place = folder.original("")
    return sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name)) if place.is_dir() else []


def _copies(entries: list[Entry], store: GraphStore | None) -> Iterator[bytes]:
    """Yield what may be the bytes of a lost original."""
    for path in sorted({entry.path for entry in entries}):
        with suppress(OSError):
            yield Path(path).read_bytes()
    for graph in sorted({entry.graph for entry in entries} if store else ()):
        with suppress(StoreError):
            quads = list(store.quads(graph)) if store else []
            yield transcribe(quads)
            for quad in quads:
                if quad.predicate.value == _TEXT:
                    text = quad.object.value.encode()  # type: ignore[union-attr]
                    yield from (text, codecs.BOM_UTF8 + text)


def _rebuild(folder: Folder, truth: Truth, missing: set[str], log: _Log, progress: Progress | None) -> None:
    """Put the quads together anew in a folder of their own, check them, and let them take the place of the old ones."""
    workspace = Path(tempfile.mkdtemp(prefix=f"repair-{os.getpid()}-", suffix=".tmp", dir=folder.path))
    draft = workspace / "store"
    with MendingStore.begin(draft, truth.entries.values(), truth.revision, truth.commits) as store:
        _salvage(store, folder, log)
        _read_again(store, folder, log, progress)
        if not truth.complete:
            _read_orphans(store, folder, truth, log)
        for graph, entry in store.entries().items():
            if entry.original in missing:
                store.give_up_original(graph)
                log.lost.append(f"the original of {entry.path}; its graph is kept")
        store.optimize()
    with GraphStore.open(draft, "read", check=False) as store:
        if store.find_damage() or store.find_strangers():
            raise StoreError("could not be mended", where=folder.path, remedy="restore a backup: kg restore")
        revision = store.revision
    install(folder, draft, workspace, revision)


def _salvage(store: MendingStore, folder: Folder, log: _Log) -> None:
    """Take over every graph that is still what was written."""
    total = len(store.distrusted)
    for place in (folder, *(Folder(path) for path in sorted(folder.path.glob("repair-*.tmp/*")))):
        source, _ = open_as_it_is(place)
        if source is None:
            continue
        for graph in store.distrusted:
            with suppress(StoreError):
                store.salvage(graph, source.quads(graph))
        source.close()
    log.done.append(f"took over {total - len(store.distrusted):,} of {total:,} graphs as they were")


def _read_again(store: MendingStore, folder: Folder, log: _Log, progress: Progress | None) -> None:
    """Build what is not whole: the program's own graphs, documents from their originals, and what follows from them."""
    damaged = store.distrusted
    if not damaged:
        return
    if _BASE.intersection(damaged):
        load_base(store)
        log.done.append("wrote the ontology and the reference data anew")
    entries = store.entries()
    for number, graph in enumerate(damaged, start=1):
        if graph not in _BASE and graph != GRAPH_INFERENCES:
            _read_document(store, folder, entries[graph], log)
        if progress:
            progress(number, len(damaged))
    store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    log.done.append("inferred anew")


def _read_document(store: MendingStore, folder: Folder, entry: Entry, log: _Log) -> None:
    path = folder.original(entry.original)
    if not entry.document or not entry.original or not is_original(path):
        store.discard(entry.graph)
        log.lost.append(f"{entry.path or compact(entry.graph)}: damaged, and no original of it is kept")
        return
    try:
        _make_again(store, entry, path.read_bytes())
        log.done.append(f"read {entry.path} again from its original")
    except KgError as error:
        if entry.graph in store.distrusted:
            store.discard(entry.graph)
        log.lost.append(f"{entry.path}: cannot be read again ({error.problem}); its original is {path}")


def _make_again(store: MendingStore, entry: Entry, original: bytes) -> None:
    """Make a document's graph from its original: the text that was read, or the transcript of what was imported."""
    if entry.kept:
        source = Source(entry.path, entry.sha256, entry.fingerprint)
        store.replace_document(entry.document or "", read_transcript(original, entry.graph), source, original)
    else:
        inputs = Inputs.from_json(entry.given)
        ingest(store, read_again(original, inputs, entry.path), entry.path, inputs)


def _read_orphans(store: MendingStore, folder: Folder, truth: Truth, log: _Log) -> None:
    """Read originals that nothing tells of any more, called by their hash."""
    told = {entry.original for entry in truth.all_entries()}
    orphans = [path for path in _kept_originals(folder) if path.name not in told and is_original(path)]
    for path in orphans:
        raw = path.read_bytes()
        format_ = find_format(raw, "") or "txt"
        inputs = Inputs(f"{path.name[:12]}.{format_}", Metadata(), Decisions())
        try:
            ingest(store, read_again(raw, inputs, str(path)), str(path), inputs)
            log.done.append(f"read {path}, whose name is lost, as {inputs.name}")
        except KgError as error:
            log.lost.append(f"{path}: cannot be read ({error.problem})")
    if orphans:
        load_base(store)
        store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))


def install(folder: Folder, draft: Path, workspace: Path, revision: int) -> None:
    """Let the mended quads take the place of the old ones. What is cut short here, the next repair finds and ends."""
    made = Folder(draft)
    for path in sorted(p for p in made.versions.rglob("*") if p.is_file()):
        place = folder.versions / path.relative_to(made.versions)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    old = workspace / "old"
    old.mkdir()
    with lock_out_writers(made.quads):
        if folder.quads.exists():
            folder.quads.rename(old / "quads")
        made.quads.rename(folder.quads)
        made.seals.replace(folder.seals)
        replace_file(folder.journal, made.journal.read_bytes())
        made.sources.replace(folder.sources)
        folder.write_revision(revision, durable=True)
    shutil.rmtree(workspace)


def _write_down(folder: Folder, truth: Truth, log: _Log) -> None:
    """Write journal and manifest anew where they do not say what is so."""
    data = b"".join(commit.to_line() for commit in truth.commits)
    if not folder.journal.exists() or folder.journal.read_bytes() != data:
        replace_file(folder.journal, data)
        write_down(folder, truth.entries.values())
        log.done.append("wrote the journal anew from what can be read of it and from the manifest")
        blank = sum(1 for commit in truth.commits if not commit.recorded)
        if blank:
            log.lost.append(f"when {blank} changes were made")
    if read_written(folder)[0] != truth.revision:
        folder.write_revision(truth.revision, durable=True)
        log.done.append("wrote manifest.json anew")


def sweep(folder: Folder) -> int:
    """Remove what programs left that were cut short; return how many files and folders that were."""
    leftovers = find_leftovers(folder)
    for path in leftovers:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return len(leftovers)
