"""Whether a file may be given to the parser: its size, how deep it nests, and what XML would have expanded.

In: a file's bytes as they lie on disk, unpacked. Out: nothing, or an ``ImportRefusedError`` with the line. The engine's
parsers recurse, or take quadratic time, so nesting is counted before they see a file. The tokens are those of each
format's grammar as far as brackets go: strings, comments and IRIs are skipped.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from kg.errors import KgError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "ImportRefusedError", "screen_file"]

MAX_BYTES: Final = 16 << 30
MAX_DEPTH: Final = 64
_TURTLE = re.compile(
    rb'"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\r\n]++|\\.)*+"'
    rb"|'(?:[^'\\\r\n]++|\\.)*+'"
    rb'|<[^<>"{}|^`\x00-\x20]*+>'
    rb"|\#[^\r\n]*+|\\."
    rb"|(?P<open><<|[\[({])|(?P<close>>>|[\])}])",
    re.DOTALL,
)
_JSON = re.compile(rb'"(?:[^"\\]++|\\.)*+"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_XML = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rb"|(?P<refused><!DOCTYPE)"
    rb"|(?P<close></)"
    rb"|(?P<open><(?:[^\"'/>]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+>)",
    re.DOTALL,
)
_SCANNERS = {RdfFormat.JSON_LD: _JSON, RdfFormat.RDF_XML: _XML}


class ImportRefusedError(KgError):
    """A file that is not let in."""


def screen_file(path: Path, format_: RdfFormat, name: object) -> None:
    """Raise ``ImportRefusedError`` where a file is empty, nests too deep or declares a document type.

    ``name`` is what the user calls the file.
    """
    if path.stat().st_size == 0:
        raise ImportRefusedError("is empty", where=name, remedy="give a graph that `kg export` could have written")
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ImportRefusedError("is not UTF-8", where=name, remedy="save it as UTF-8")
        depth = 0
        for token in _SCANNERS.get(format_, _TURTLE).finditer(data):
            if token.lastgroup == "open":
                depth += 1
            elif token.lastgroup == "close":
                depth -= 1
            if token.lastgroup == "refused" or depth > MAX_DEPTH:
                line = data[: token.start()].count(b"\n") + 1
                raise _refusal(token.lastgroup == "refused", f"{name}:{line}")


def _refusal(doctype: bool, place: str) -> ImportRefusedError:
    if doctype:
        return ImportRefusedError(
            "a document type could expand without end", where=place, remedy="remove the DOCTYPE and its entities"
        )
    return ImportRefusedError(f"nests more than {MAX_DEPTH} deep", where=place, remedy="write it flatter")
