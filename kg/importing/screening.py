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
_PAGES = 16 << 20
_TURTLE = re.compile(
    rb"(?P<plain>(?:[^<>\[\](){}\"'#\\]++"
    rb'|"""(?:[^"\\]++|\\.|"(?!""))*+"""'
    rb"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\r\n]++|\\.)*+"'
    rb"|'(?:[^'\\\r\n]++|\\.)*+'"
    rb'|<[^<>"{}|^`\x00-\x20]*+>'
    rb"|\#[^\r\n]*+|\\.){1,10000}+)?+"  # a file without brackets is no single match, so that its pages may go
    rb"(?:(?P<open><<|[\[({])|(?P<close>>>|[\])}])|(?(plain)|.))",
    re.DOTALL,
)
_JSON = re.compile(
    rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+(?:(?P<open>[\[{])|(?P<close>[\]}])|.|\Z)',
    re.DOTALL,
)
_XML = re.compile(  # a "<" that begins no whole token ends the scan, so that it stays linear
    rb"(?:[^<]++|<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>)*+"
    rb"(?:(?P<doctype><!DOCTYPE)"
    rb"|(?P<close></[^<>]*+>)"
    rb"|<(?P<name>[^\s<>!?/]++(?:[^\"'<>/]++|\"[^\"<]*+\"|'[^'<]*+'|/(?!>))*+)(?:(?P<open>>)|/>)"
    rb"|(?P<broken><)|\Z)",
    re.DOTALL,
)
_REFUSALS = {
    "depth": (f"nests more than {MAX_DEPTH} deep", "write it flatter"),
    "doctype": ("a document type could expand without end", "remove the DOCTYPE and its entities"),
    "broken": ("is not well-formed XML", "correct the file"),
}
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
        depth = seen = 0
        for token in _SCANNERS.get(format_, _TURTLE).finditer(data):
            depth += (token.lastgroup == "open") - (token.lastgroup == "close")
            problem = "depth" if depth > MAX_DEPTH else token.lastgroup
            if problem in _REFUSALS:
                line = data[: token.end()].count(b"\n") + 1
                words, remedy = _REFUSALS[problem]
                raise ImportRefusedError(words, where=f"{name}:{line}", remedy=remedy)
            if token.end() - seen > _PAGES:
                data.madvise(mmap.MADV_DONTNEED)  # what was looked at needs no memory any more
                seen = token.end()
