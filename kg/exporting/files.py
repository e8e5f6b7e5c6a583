"""Files that appear whole or not at all.

In: a path and bytes. Out: a file. A failed export leaves the file that was there before.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from kg.errors import ExportError

__all__ = ["write_atomically"]

_DEFAULT_MODE = 0o644


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file: to a temporary one in the same folder, to disk, and then in place of the old one.

    A symbolic link is followed, and the mode of a file that was there is kept. Raises ``ExportError`` where the folder
    is missing or may not be written, and where the disk is full.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise IsADirectoryError(0, "is a folder")
        mode = target.stat().st_mode & 0o777 if target.exists() else _DEFAULT_MODE
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        _fill(handle, Path(name), target, data, mode)
    except OSError as error:
        raise ExportError(
            f"cannot be written: {error.strerror or error}", where=path, remedy="choose another file with -o"
        ) from error


def _fill(handle: int, temporary: Path, target: Path, data: bytes, mode: int) -> None:
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
