"""Keeping writers out while a store's files are exchanged, without opening the store.

In: the folder that the engine owns. Out: a lock of the kind that the engine itself takes. It is this process's: do not
take it for a store that this process has open for writing.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

__all__ = ["is_in_use", "lock_out_writers"]


@contextmanager
def lock_out_writers(quads: Path) -> Iterator[None]:
    """Hold the engine's lock; raise ``StoreError`` where a writer has it. A folder without a lock has no writer."""
    place = quads / "LOCK"
    if not place.exists():
        yield
        return
    with place.open("r+b") as stream:
        try:
            fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                "another program is writing to this store", where=quads.parent, remedy="wait until it has finished"
            ) from error
        yield


def is_in_use(quads: Path) -> bool:
    """Tell whether some process has an engine's files open for writing."""
    try:
        with lock_out_writers(quads):
            return False
    except (StoreError, OSError):
        return True
