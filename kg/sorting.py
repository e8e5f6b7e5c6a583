"""Sorts more lines than memory holds.

In: lines of bytes in any order. Out: the same lines in order of their bytes, each once. What does not fit in the buffer
waits in sorted runs in temporary files, which are merged as they are read. The module knows nothing of what a line
says; a line holds no line feed.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import TracebackType
from typing import IO

from kg.errors import ExportError

__all__ = ["Sorter"]

_BUFFER = 96 << 20
_PIECE = 10_000
_OVERHEAD = 64  # what Python keeps beside the bytes of a line, and its place in the list


class Sorter:
    """A sorted set of lines; use it as a context manager, so that its temporary files go.

    >>> with Sorter() as lines:
    ...     lines.add([b"b", b"a", b"b"])
    ...     list(lines)
    [b'a', b'b']
    """

    def __init__(self, buffer: int = _BUFFER) -> None:
        self._room = self._buffer = buffer
        self._lines: list[bytes] = []
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> Sorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self._runs:
            run.close()

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines. Raises ``ExportError`` where the disk for temporary files is full."""
        for line in lines:
            self._lines.append(line)
            self._room -= len(line) + _OVERHEAD
            if self._room < 0:
                self._spill()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines in order."""
        self._lines.sort()
        for run in self._runs:
            run.seek(0)
        runs = [map(_strip, run) for run in self._runs]
        merged = heapq.merge(*runs, self._lines) if runs else self._lines
        return (line for line, _ in groupby(merged))

    def _spill(self) -> None:
        self._lines.sort()
        try:
            run = tempfile.TemporaryFile(prefix="defcoop-")  # noqa: SIM115 - read long after, closed by __exit__
            self._runs.append(run)
            for start in range(0, len(self._lines), _PIECE):
                run.write(b"\n".join([*self._lines[start : start + _PIECE], b""]))
            run.flush()
        except OSError as error:
            raise ExportError(
                f"no room for sorting: {error.strerror or error}",
                where=tempfile.gettempdir(),
                remedy="set TMPDIR to a folder with more room",
            ) from error
        self._lines = []
        self._room = self._buffer


def _strip(line: bytes) -> bytes:
    return line[:-1]
