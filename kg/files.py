"""Files that appear whole or not at all.

In: a path and bytes. Out: a file. Whatever fails leaves the file that was there before.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

__all__ = ["explain_failure", "open_atomically", "replace_file", "write_atomically"]

_DEFAULT_MODE = 0o644


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write what a user asked for. Raises ``ExportError`` where the folder is missing or the disk is full, say."""
    with explain_failure(path), open_atomically(path) as stream:
        stream.write(data)


@contextmanager
def explain_failure(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the operating system raises while a user's file is written into an ``ExportError``."""
    try:
        yield
    except OSError as error:
        raise ExportError(
            f"cannot be written: {error.strerror or error}", where=path, remedy="choose another file with -o"
        ) from error


def replace_file(path: str | os.PathLike[str], data: bytes, *, durable: bool = True) -> None:
    """Write a file of a store whole, as ``open_atomically`` does. Raises what the operating system does.

    A symbolic link gives way to the file: who made the store may have pointed it at anything.
    """
    with open_atomically(path, durable=durable, follow=False) as stream:
        stream.write(data)


@contextmanager
def open_atomically(path: str | os.PathLike[str], *, durable: bool = True, follow: bool = True) -> Iterator[BinaryIO]:
    """Yield a stream to a temporary file in the same folder, which takes the old one's place when the block ends well.

    A symbolic link is followed, unless told otherwise, and the mode of a file that was there is kept; ``durable``
    survives a power cut.
    Raises what the operating system does.
    """
    target = Path(os.path.realpath(path)) if follow else Path(path)
    if target.is_dir() and not target.is_symlink():
        raise IsADirectoryError(0, "is a folder")
    mode = target.stat().st_mode & 0o777 if target.exists() and not target.is_symlink() else _DEFAULT_MODE
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            if durable:
                os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
