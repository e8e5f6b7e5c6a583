"""Reads a file of RDF as quads: its format by its name, unpacked where it is compressed, screened before it is parsed.

In: a path. Out: quads, as they are asked for. Nothing is fetched: a JSON-LD context must stand in the file. Raises
``ImportRefusedError`` with the file, the line where there is one, and the remedy.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, parse

from kg.importing.screening import MAX_BYTES, ImportRefusedError, screen_file

__all__ = ["GraphFile", "open_graph_file"]

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
_REMEDY = "a name ends in .ttl, .trig, .nt, .nq, .jsonld or .rdf, then .gz where it is compressed"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A screened file: what the user calls it, its hash, and the unpacked bytes with their format."""

    name: Path
    sha256: str
    unpacked: Path
    format: RdfFormat

    def quads(self) -> Iterator[Quad]:
        """Yield the quads. Raises ``ImportRefusedError`` where the syntax is broken."""
        try:
            yield from parse(path=str(self.unpacked), format=self.format)
        except SyntaxError as error:
            raise self._explain(error) from error
        except (ValueError, UnicodeError) as error:
            raise ImportRefusedError(f"cannot be read: {error}", where=self.name, remedy="correct the file") from error

    def _explain(self, error: SyntaxError) -> ImportRefusedError:
        place = f"{self.name}:{error.lineno}" if error.lineno else str(self.name)
        message = str(error.msg)
        if "LoadDocumentCallback" in message:
            return ImportRefusedError(
                "names a context on the network", where=place, remedy="put the context into the file"
            )
        return ImportRefusedError(f"not valid: {message[:200]}", where=place, remedy="correct the file")


@contextmanager
def open_graph_file(path: Path) -> Iterator[GraphFile]:
    """Yield a file that may be parsed; what was unpacked for it goes at the end."""
    packed = path.suffix == ".gz"
    format_ = _FORMATS.get((path.with_suffix("") if packed else path).suffix.lower())
    if format_ is None:
        raise ImportRefusedError("its name tells no format", where=path, remedy=_REMEDY)
    try:
        with path.open("rb") as stream, tempfile.TemporaryDirectory(prefix="defcoop-") as folder:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            unpacked = _unpack(path, Path(folder) / "graph") if packed else path
            if unpacked.stat().st_size > MAX_BYTES:
                raise ImportRefusedError(f"has more than {MAX_BYTES >> 30} GiB", where=path, remedy="split it")
            screen_file(unpacked, format_, path)
            yield GraphFile(path, digest, unpacked, format_)
    except OSError as error:
        raise ImportRefusedError(
            f"cannot be read: {error.strerror or error}", where=path, remedy="check the path"
        ) from error


def _unpack(path: Path, target: Path) -> Path:
    try:
        with gzip.open(path) as stream, target.open("wb") as output:
            _copy(stream, output, path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ImportRefusedError("is no whole gzip file", where=path, remedy="compress it again") from error
    return target


def _copy(stream: gzip.GzipFile, output: IO[bytes], path: Path) -> None:
    size = 0
    room = min(MAX_BYTES, shutil.disk_usage(tempfile.gettempdir()).free // 2)
    while piece := stream.read(_PIECE):
        size += len(piece)
        if size > room:
            raise ImportRefusedError(f"unpacks to more than {room >> 20} MiB", where=path, remedy="split it")
        output.write(piece)
