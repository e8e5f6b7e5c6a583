"""The XML parts of a DOCX, as events, without what XML can do to a program.

In: the bytes of a DOCX. Out: its parts by name, and start, end and text events of one part. An archive that unpacks to
more than a statement can be, a part with a DOCTYPE or an entity, and what is no DOCX are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

from kg.errors import SourceError

__all__ = ["WORD", "open_parts", "parse_xml"]

MAX_UNPACKED = 50_000_000
MAX_RATIO = 200
MAX_MEMBERS = 5_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_GIVE_TEXT = "give the statement's text (.txt)"
_WANTED = (
    "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml",
    "docProps/core.xml",
)  # fmt: skip


def open_parts(raw: bytes) -> dict[str, bytes]:
    """Return those parts of a DOCX that hold text, notes, numbering and core properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_members(archive.infolist())
            found = {info.filename: info for info in archive.infolist()}
            if _WANTED[0] not in found:
                raise SourceError("a ZIP archive, no DOCX document", remedy=_GIVE_TEXT)
            return {name: _unpack(archive, found[name]) for name in _WANTED if name in found}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise SourceError(f"broken ZIP archive or DOCX: {error}", remedy=_GIVE_TEXT) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(info.file_size for info in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise SourceError(f"unpacks to {len(members)} files of {unpacked / 1e6:,.0f} MB", remedy=_GIVE_TEXT)
    for info in members:
        if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise SourceError(f"{info.filename} is packed suspiciously tight", remedy=_GIVE_TEXT)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & 1:
        raise SourceError("encrypted with a password", remedy="save a copy without the password")
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) > info.file_size:
        raise SourceError(f"{info.filename} is larger than the archive says", remedy=_GIVE_TEXT)
    return content


def parse_xml(
    part: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call back for each element and text of a part. Strict OOXML looks like the usual one."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, given: start(_usual(name), {_usual(k): v for k, v in given.items()})
    parser.EndElementHandler = lambda name: end(_usual(name))
    parser.CharacterDataHandler = text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise SourceError(f"broken DOCX: {error}", remedy=_GIVE_TEXT) from error


def _usual(name: str) -> str:
    return WORD + name.removeprefix(_STRICT) if name.startswith(_STRICT) else name


def _refuse_doctype(*_: object) -> None:
    raise SourceError("its XML has a DOCTYPE or an entity, which no DOCX needs", remedy="save it again as DOCX")
