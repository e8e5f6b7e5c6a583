"""Between the sorter and the engine's parsers and serialisers.

In: lines, or what a serialiser writes. Out: quads, or bytes in their final form.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, BinaryIO, cast

from pyoxigraph import QuadParser, RdfFormat, parse, serialize

from kg.names import PREFIXES

__all__ = ["parse_lines", "serialize_quads"]

_READ_AHEAD = 1 << 16


def parse_lines(lines: Iterable[bytes], format_: RdfFormat) -> QuadParser:
    """Return the quads of lines of N-Triples or N-Quads, parsed as they are asked for."""
    return parse(cast(BinaryIO, _Lines(lines)), format=format_)


def serialize_quads(quads: QuadParser, format_: RdfFormat, stream: IO[bytes]) -> None:
    """Write quads, prefixes declared in the order of ``PREFIXES``."""
    output: io.RawIOBase | IO[bytes] = stream
    if format_ in (RdfFormat.TURTLE, RdfFormat.TRIG):
        output = _OrderedPrefixes(stream)
    elif format_ == RdfFormat.RDF_XML:  # whose parsers read a bare carriage return as a line feed
        output = _WithoutCarriageReturns(stream)
    serialize(quads, output=cast(BinaryIO, output), format=format_, prefixes=PREFIXES)


class _Lines(io.RawIOBase):
    """Lines as a stream that the engine can read from."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        super().__init__()
        self._lines = iter(lines)
        self._rest, self._at = b"", 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        """Fill ``target`` as far as there is something."""
        if len(self._rest) - self._at < len(target):
            self._rest, self._at = self._gather(), 0
        piece = self._rest[self._at : self._at + len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _gather(self) -> bytes:
        pieces, size = [self._rest[self._at :]], len(self._rest) - self._at
        for line in self._lines:
            pieces.append(line)
            size += len(line)
            if size > _READ_AHEAD:
                break
        return b"".join(pieces)


class _OrderedPrefixes(io.RawIOBase):
    """Puts the declarations in the order of ``PREFIXES``, and a blank line after them; the engine has its own order."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._head: bytes | None = b""

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Pass data on once the head is whole."""
        if self._head is None:
            self._stream.write(data)
        else:
            self._head += data
            if len(self._head) > _READ_AHEAD:
                self._write_head()
        return len(data)

    def flush(self) -> None:
        """Write what has been kept back."""
        self._write_head()

    def _write_head(self) -> None:
        if self._head is None:
            return
        lines, self._head = self._head.split(b"\n"), None
        count = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
        order = {f"@prefix {prefix}:": at for at, prefix in enumerate(PREFIXES)}
        head = sorted(lines[:count], key=lambda line: order[line.partition(b" <")[0].decode()])
        self._stream.write(b"\n".join([*head, b"", *lines[count:]]) if any(lines) else b"")


class _WithoutCarriageReturns(io.RawIOBase):
    """Writes carriage returns as character references."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Pass data on."""
        self._stream.write(data.replace(b"\r", b"&#13;"))
        return len(data)
