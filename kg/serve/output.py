"""What a worker writes on its pipe: frames, so that an answer flows on while it is made.

In: bytes as a serialiser writes them. Out: frames of one letter, a length (4 bytes, big-endian) and that many bytes:
``R`` once, when the worker is ready; then for each job ``H`` the head (JSON: ``status``, ``type``, and ``length`` where
the whole answer is known), ``D`` data, ``E`` the end, ``F`` the reason why an answer stops short. An answer that fails
before its first 64 kB have gone out is no half answer.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar, cast

from kg.errors import QueryError

__all__ = ["FRAME", "READY", "LimitError", "Output"]

FRAME = struct.Struct(">cI")
READY = FRAME.pack(b"R", 0)
_CHUNK = 65_536
T = TypeVar("T")


class LimitError(QueryError):
    """An answer is larger than one answer may be."""


class Output:
    """A binary stream for one answer: holds back its beginning, counts its rows and bytes, frames it."""

    def __init__(self, pipe: BinaryIO, *, rows: int, size: int) -> None:
        self._pipe, self._rows, self._size = pipe, rows, size
        self._status, self._type, self._mark = 200, "text/plain", b""
        self._declaration = b""
        self._held, self._tail = bytearray(), b""
        self._begun = False

    @property
    def stream(self) -> BinaryIO:
        """This output, for serialisers that want a file."""
        return cast(BinaryIO, self)

    def begin(
        self, type_: str, *, status: int = 200, mark: bytes = b"", spare: int = 0, declaration: bytes = b""
    ) -> None:
        """Say what follows.

        Each ``mark`` in it counts as a row, but for the first ``spare``; the lines that begin it with a
        ``declaration`` are put in order.
        """
        self._status, self._type, self._mark, self._declaration = status, type_, mark, declaration
        self._rows += spare

    def write(self, data: bytes) -> int:
        """Take a piece of the answer; raise ``LimitError`` where it becomes too large."""
        if self._mark:
            window = self._tail + data
            self._rows -= window.count(self._mark)
            self._tail = window[len(window) - len(self._mark) + 1 :]
        self._size -= len(data)
        if self._rows < 0 or self._size < 0:
            self._refuse()
        self._held += data
        if len(self._held) >= _CHUNK:
            self._flush()
        return len(data)

    def flush(self) -> None:
        """Do nothing: the frames have a size of their own."""

    def limit(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items; raise ``LimitError`` where there are more than rows are allowed."""
        for item in items:
            self._rows -= 1
            if self._rows < 0:
                self._refuse()
            yield item

    def finish(self) -> None:
        """End the answer."""
        if not self._begun:
            self._frame(b"H", self._head(len(self._held)))
            self._order_declarations()
        self._frame(b"D", bytes(self._held))
        self._frame(b"E", b"")
        self._pipe.flush()

    def fail(self, status: int, reason: str) -> None:
        """Give the reason instead of the answer, or, where that has begun, as its end."""
        if self._begun:
            self._frame(b"F", reason.encode())
            self._pipe.flush()
            return
        self._held = bytearray(reason.encode() + b"\n")
        self.begin("text/plain", status=status)
        self.finish()

    def _refuse(self) -> None:
        raise LimitError("the answer is larger than one answer may be", remedy="add LIMIT, or ask for less")

    def _order_declarations(self) -> None:
        if self._declaration:
            lines = bytes(self._held).split(b"\n")
            count = next((at for at, line in enumerate(lines) if not line.startswith(self._declaration)), len(lines))
            self._held = bytearray(b"\n".join([*sorted(lines[:count]), *lines[count:]]))

    def _head(self, length: int | None) -> bytes:
        return json.dumps({"status": self._status, "type": self._type, "length": length}).encode()

    def _flush(self) -> None:
        if not self._begun:
            self._frame(b"H", self._head(None))
            self._order_declarations()
            self._begun = True
        self._frame(b"D", bytes(self._held))
        self._held.clear()
        self._pipe.flush()

    def _frame(self, kind: bytes, data: bytes) -> None:
        self._pipe.write(FRAME.pack(kind, len(data)) + data)
