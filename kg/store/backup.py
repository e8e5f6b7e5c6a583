"""Backups: a store of one moment in another folder, every file with its hash, and stores made from them again.

In: folders. Out: folders that appear whole or not at all. A backup is made beside readers and a writer; it shares no
file with the store, and it is read back and checked before it takes its name. The module knows nothing of what quads
mean.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.files import replace_file
from kg.store.engine import translate_errors
from kg.store.files import BACKUP, Folder
from kg.store.graphstore import GraphStore
from kg.store.journal import Journal
from kg.store.locking import lock_out_writers
from kg.store.migrating import bring_up_to_date
from kg.store.snapshot import copy_engine
from kg.version import __version__

__all__ = ["BackupReport", "back_up", "restore"]

_CHUNK = 1 << 20
_PASSING = re.compile(r"LOCK$|LOG(\.old.*)?$")
_KEPT = ("originals", "versions", "decisions.toml")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was copied: documents and quads of a revision, in so many files and bytes."""

    path: Path
    revision: int
    documents: int
    quads: int
    files: int
    size: int


def back_up(store: str | os.PathLike[str], target: str | os.PathLike[str], *, replace: bool = False) -> BackupReport:
    """Copy the store of one moment to a new folder; ``replace`` lets it take the place of an older backup.

    Raises ``StoreError`` where there is no sound store, or the target is there, cannot be written or the disk is full.
    """
    folder, place = Folder(Path(store)), Path(target)
    revision = folder.read_revision()
    _refuse_overlap(folder.path, place)
    with _appearing(place, replace=replace) as draft:
        with _snapshot(folder) as snapshot:
            _copy_tree(snapshot, draft.quads)
        _copy_rest(folder, draft)
        draft.write_revision(revision, durable=True)
        with GraphStore.open(draft.path, "read", check=False) as copied:
            _cut_journal(folder, draft, copied.revision)
        with GraphStore.open(draft.path, "write", check=False) as copied:
            _refuse_damage(copied, folder.path)
            report = _report(copied, place, 0, 0)
        files = {path.relative_to(draft.path).as_posix(): _hash(path) for path in _files(draft.path)}
        content = {"program": __version__, "revision": report.revision, "files": files}
        replace_file(draft.path / BACKUP, json.dumps(content, indent=1, sort_keys=True).encode())
        size = sum(path.stat().st_size for path in _files(draft.path))
    return BackupReport(place, report.revision, report.documents, report.quads, len(files) + 1, size)


def restore(source: str | os.PathLike[str], store: str | os.PathLike[str], *, replace: bool = False) -> BackupReport:
    """Make a store from a backup; ``replace`` lets it take the place of the store that is there.

    Raises ``StoreError`` where the source is no backup or is altered, or the store is there or in use.
    """
    backup, place = Path(source), Path(store)
    files = _read_list(backup)
    _refuse_overlap(backup, place)
    with lock_out_writers(Folder(place).quads), _appearing(place, replace=replace) as draft:
        for name, digest in files.items():
            if not (backup / name).is_file():
                raise StoreError("is missing", where=backup / name, remedy="restore another backup")
            target = draft.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if _copy(backup / name, target) != digest:
                raise StoreError("is altered", where=backup / name, remedy="restore another backup")
        bring_up_to_date(draft)
        with GraphStore.open(draft.path, "read", check=False) as restored:
            _refuse_damage(restored, backup)
            size = sum(path.stat().st_size for path in _files(draft.path))
            return _report(restored, place, len(files), size)


def _read_list(backup: Path) -> dict[str, str]:
    try:
        files = json.loads((backup / BACKUP).read_bytes())["files"]
    except FileNotFoundError:
        raise StoreError("is no backup", where=backup, remedy="give a folder that `kg backup` made") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("is damaged", where=backup / BACKUP, remedy="restore another backup") from error
    for name in files:
        if not (backup / name).resolve().is_relative_to(backup.resolve()):
            raise StoreError(f"names {name!r} outside of it", where=backup / BACKUP, remedy="restore another backup")
    return dict(files)


@contextmanager
def _appearing(place: Path, *, replace: bool) -> Iterator[Folder]:
    """Yield a draft folder beside a place, which becomes that place when the block ends well."""
    _refuse_occupied(place, replace=replace)
    with translate_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".tmp", dir=place.parent))
    try:
        with translate_errors(place):
            yield Folder(draft)
            _sync(draft)
            _exchange(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_occupied(place: Path, *, replace: bool) -> None:
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    if not (place / "manifest.json").exists() and not Folder(place).quads.is_dir():
        raise StoreError("is there and is no store", where=place, remedy="choose another folder")
    if not replace:
        raise StoreError("is there already", where=place, remedy="choose another folder, or give --replace")


def _refuse_overlap(store: Path, place: Path) -> None:
    """Raise where a store and its backup are one folder, or one lies within the other."""
    one, other = store.resolve(), place.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise StoreError(
            f"store and backup lie within one another ({store})", where=place, remedy="choose another folder"
        )


def _exchange(draft: Path, place: Path) -> None:
    """Give a draft its name; what had the name before goes when the draft has it."""
    draft.chmod(0o755)
    if not place.exists():
        draft.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".old.tmp", dir=place.parent))
    place.rename(old)
    try:
        draft.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _snapshot(folder: Folder) -> Iterator[Path]:
    """Yield the engine's files of one moment: shared with the store where that can be, else copied elsewhere."""
    name = f"backup-{os.getpid()}-"
    try:
        workspace = Path(tempfile.mkdtemp(prefix=name, suffix=".tmp", dir=folder.path))
    except OSError:
        workspace = Path(tempfile.mkdtemp(prefix=f"kg-{name}", suffix=".tmp"))
    try:
        copy_engine(folder.quads, workspace / "quads", link=True)
        yield workspace / "quads"
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _copy_rest(folder: Folder, draft: Folder) -> None:
    """Copy what lies beside the quads; a file that is named by its hash must have that hash."""
    draft.original("").mkdir()
    for name in _KEPT:
        source = folder.path / name
        for path in _files(source):
            target = draft.path / path.relative_to(folder.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            if _copy(path, target) != path.name and source.is_dir():
                raise StoreError("is damaged", where=path, remedy="kg doctor --repair")


def _cut_journal(folder: Folder, draft: Folder, revision: int) -> None:
    """Copy the journal as far as the copied quads go."""
    lines = Journal(folder.journal).read(revision)
    if lines.damaged or len(lines.commits) < revision:
        raise StoreError("is damaged", where=folder.journal, remedy="kg doctor --repair")
    replace_file(draft.journal, b"".join(commit.to_line() for commit in lines.commits))


def _refuse_damage(store: GraphStore, where: Path) -> None:
    damaged = store.find_damage()
    if damaged:
        raise StoreError(f"{damaged[0]} is damaged", where=where, remedy="kg doctor --repair")


def _report(store: GraphStore, place: Path, files: int, size: int) -> BackupReport:
    return BackupReport(place, store.revision, len(store.documents()), store.count(), files, size)


def _copy_tree(source: Path, target: Path) -> None:
    for path in _files(source):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, place)


def _files(path: Path) -> list[Path]:
    """Return a file, or the files below a folder, sorted, but for those that are temporary or change when opened."""
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".tmp" and not _PASSING.match(p.name))


def _copy(source: Path, target: Path) -> str:
    """Copy a file and return the SHA-256 of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
    return digest.hexdigest()


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Bring all files and folders of a folder to the disk."""
    for path in [*_files(folder), *(p for p in folder.rglob("*") if p.is_dir()), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
