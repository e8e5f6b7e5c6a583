"""The folder of a store: what lies where, and files that are written whole or not at all.

In: paths and bytes. Out: files. Knows nothing of quads.

    <store>/manifest.json       format and revision, written after each committed change
    <store>/quads/              the quads, kept by pyoxigraph
    <store>/originals/<sha256>  the documents as they were read, earlier versions too
    <store>/journal.jsonl       a line for each change, written before it is committed (``kg.store.journal``)
    <store>/versions/           what graphs held earlier (``kg.store.versions``)
    <store>/quads.sha256        the hash of each of the engine's tables (``kg.store.sealing``)
    <store>/sources.jsonl       where the documents were read, drawn from the journal (``kg.store.sources``)
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.files import replace_file

__all__ = ["BACKUP", "EARLIER_FORMAT", "FORMAT", "Folder", "read_stamp"]

FORMAT = 3
EARLIER_FORMAT = 2
BACKUP = "backup.json"
_OURS = frozenset({"quads", "quads.sha256", "originals", "journal.jsonl", "versions", "sources.jsonl"})


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one store."""

    path: Path

    @property
    def quads(self) -> Path:
        """The folder that pyoxigraph owns."""
        return self.path / "quads"

    @property
    def manifest(self) -> Path:
        """The file with format and revision."""
        return self.path / "manifest.json"

    @property
    def journal(self) -> Path:
        """The file with a line for each change."""
        return self.path / "journal.jsonl"

    @property
    def versions(self) -> Path:
        """The folder of what graphs held earlier."""
        return self.path / "versions"

    @property
    def seals(self) -> Path:
        """The file with the hash of each of the engine's tables."""
        return self.path / "quads.sha256"

    @property
    def sources(self) -> Path:
        """The file that tells where the documents were read."""
        return self.path / "sources.jsonl"

    def original(self, sha256: str) -> Path:
        """Return where the document with this hash is kept."""
        return self.path / "originals" / sha256

    def create(self) -> tuple[Path, ...] | None:
        """Make an empty store's folder unless it is there; refuse a folder that holds something else.

        Return which folders were not there, the store's own first, and None where the store was there.
        """
        missing = tuple(path for path in (self.path, *self.path.parents) if not path.exists())
        try:
            if (self.path / BACKUP).exists():
                raise StoreError(
                    "is a backup, which nothing writes to", where=self.path, remedy="restore it: kg restore"
                )
            self.path.mkdir(parents=True, exist_ok=True)
            if new := not self.manifest.exists():
                self._refuse_strangers()
                self.write_revision(0)
            self.original("").mkdir(exist_ok=True)
            return missing if new else None
        except OSError as error:
            raise StoreError(
                f"cannot be written: {error.strerror or error}", where=self.path, remedy="choose another --store"
            ) from error

    def remove(self, made: tuple[Path, ...]) -> None:
        """Take a store away that nobody has open, with these folders where nothing else is in them.

        The manifest goes first: without it nobody opens what is left, nor makes a store in its place.
        """
        self.manifest.unlink(missing_ok=True)
        for entry in sorted(self.path.iterdir()):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        with suppress(OSError):
            for path in made:
                path.rmdir()

    def _refuse_strangers(self) -> None:
        names = sorted(entry.name for entry in self.path.iterdir() if not entry.name.endswith(".tmp"))
        if _OURS.intersection(names):
            raise StoreError("its manifest.json is gone", where=self.path, remedy="kg doctor --repair")
        if names:
            raise StoreError(
                f"is no defcoop store (it holds {names[0]!r})", where=self.path, remedy="give --store an empty folder"
            )

    def read_revision(self, format_: int = FORMAT) -> int:
        """Return the revision that the last change left; raise ``StoreError`` where no store of this format is."""
        version, revision = self._read_manifest()
        if version != format_:
            remedy = "build into a new --store, or use the program that made it"
            if version == EARLIER_FORMAT:
                remedy = "the next command that writes to it brings it up to date: kg build"
            problem = f"has format {version!r}, and this program reads format {format_}"
            raise StoreError(problem, where=self.path, remedy=remedy)
        return revision

    def has_earlier_format(self) -> bool:
        """Tell whether this is a store of the format that came before; raise as ``read_revision`` does."""
        return self._read_manifest()[0] == EARLIER_FORMAT

    def _read_manifest(self) -> tuple[object, int]:
        try:
            content = json.loads(self.manifest.read_bytes())
            return content["format"], int(content["revision"])
        except FileNotFoundError:
            raise self._missing() from None
        except OSError as error:
            raise StoreError(
                f"cannot be read: {error.strerror or error}", where=self.manifest, remedy="check its permissions"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError("is damaged", where=self.manifest, remedy="kg doctor --repair") from error

    def _missing(self) -> StoreError:
        if self.quads.is_dir():
            return StoreError("its manifest.json is gone", where=self.path, remedy="kg doctor --repair")
        return StoreError("no store here", where=self.path, remedy="make one with: kg build")

    def write_revision(self, revision: int, *, durable: bool = False) -> None:
        """Note that all changes up to this revision are committed."""
        content = {"format": FORMAT, "revision": revision}
        replace_file(self.manifest, json.dumps(content).encode() + b"\n", durable=durable)

    def keep_original(self, sha256: str, data: bytes) -> None:
        """Keep a document's bytes under their hash, on the disk when this returns."""
        path = self.original(sha256)
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(exist_ok=True)
            replace_file(path, data)


def read_stamp(path: Path) -> str:
    """Return what tells the state of the store at a path from any other, at the cost of one look at the file system.

    Raises ``StoreError`` where there is no store.
    """
    try:
        state = Folder(path).manifest.stat()
    except OSError as error:
        raise StoreError("no store here", where=path, remedy="make one with: kg build") from error
    return f"{state.st_ino:x}-{state.st_mtime_ns:x}"
