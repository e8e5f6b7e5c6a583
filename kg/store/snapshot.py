"""A second copy of the engine's files as of one moment, taken beside a writer and without its help.

In: the folder that the engine owns. Out: the same in another folder. Files that the engine never changes are linked
where they can be, those that it appends to are copied. The engine's own backup, asked of a reader, leaves out what the
log holds; so the copy is made file by file, and made again where the engine put files in order meanwhile.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from kg.errors import StoreError

__all__ = ["copy_engine"]

_ATTEMPTS, _PAUSE = 40, 0.05


def copy_engine(source: Path, target: Path, *, link: bool) -> None:
    """Copy an engine's files into a new folder, all of one moment; ``link`` shares those that never change.

    Raises ``StoreError`` where the engine's files are missing or never stand still.
    """
    for attempt in range(_ATTEMPTS):
        if attempt:
            shutil.rmtree(target)
            time.sleep(_PAUSE)
        target.mkdir(parents=True)
        before = _state(source)
        try:
            _copy(source, target, link=link)
        except FileNotFoundError:
            continue
        if before == _state(source):
            return
    raise StoreError("the writer beside it never rests", where=source.parent, remedy="try again later")


def _state(source: Path) -> tuple[str, int]:
    """Return what changes whenever the engine adds or removes a file that its present state rests on."""
    try:
        current = (source / "CURRENT").read_text(encoding="ascii").strip()
        return current, (source / current).stat().st_size
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise StoreError("its quads are damaged", where=source.parent, remedy="kg doctor --repair") from error


def _copy(source: Path, target: Path, *, link: bool) -> None:
    """Copy the list of files first, then logs from the oldest (the last may grow meanwhile), then tables."""
    logs = sorted(source.glob("*.log"))
    fixed = [path for path in source.iterdir() if path.suffix == ".sst"]
    for path in [*(p for p in source.iterdir() if p.suffix not in {".log", ".sst"} and p.name != "LOCK"), *logs]:
        shutil.copyfile(path, target / path.name)
    for path in fixed:
        if not (link and _linked(path, target / path.name)):
            shutil.copyfile(path, target / path.name)


def _linked(path: Path, target: Path) -> bool:
    """Link a file, where the file system lets us."""
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True
