"""One statement as read: its bytes, and the text that every offset counts in.

In: a path, or text. Out: a frozen ``Source``. Plain text is decoded once and strictly, and never normalised: line
ends, no-break spaces and soft hyphens stay, so that offsets are code points of what was written. Web pages, PDF, DOCX
and Markdown are rendered once, each by its reader in a child process; offsets are code points of what that gave. What
is neither is refused; nothing is guessed about an encoding.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import SourceError
from kg.reading.confinement import read_confined
from kg.reading.metadata import Metadata, read_metadata
from kg.reading.rendition import Place, Rendition, find_place
from kg.record import Issue

__all__ = ["MAX_BYTES", "Source", "decode", "find_format", "read_source", "read_text"]

MAX_BYTES = 5_000_000
MAX_RICH_BYTES = 20_000_000

_FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "markdown",
    ".markdown": "markdown",
}
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_ARCHIVE_START = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,20}?Content-Type:\s*multipart/related\b",
    re.IGNORECASE,
)
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x7fELF": "a program",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEDY_TEXT = "give the statement as text, HTML, PDF, DOCX or Markdown"


@dataclass(frozen=True, slots=True)
class Source:
    """A statement as read. ``sha256`` is of ``raw``, the original bytes; ``name`` has neither folder nor suffix.

    ``places`` tell the page or element of passages, ``issues`` name passages that were read in doubt.
    """

    text: str
    raw: bytes = field(repr=False)
    sha256: str
    name: str
    path: Path | None = None
    metadata: Metadata = field(default_factory=Metadata)
    places: tuple[Place, ...] = ()
    issues: tuple[Issue, ...] = ()

    def place_at(self, offset: int) -> Place | None:
        """Return where the character at an offset stood in the file, where that is known."""
        return find_place(self.places, offset)

    @property
    def where(self) -> str:
        """How messages name this source."""
        return str(self.path) if self.path else self.name or "text"


def read_source(path: Path) -> Source:
    """Return the statement in a file of any of the formats; raise ``SourceError``.

    What the sidecar beside it says goes before what the file says of itself.
    """
    raw = _read_bytes(path)
    format_ = find_format(raw, path.suffix)
    rendition = read_confined(raw, format_, path) if format_ else Rendition(decode(raw, path))
    return Source(
        text=_check_text(rendition.text, path),
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        name=path.stem,
        path=path,
        metadata=_merge(read_metadata(path), rendition.metadata),
        places=rendition.places,
        issues=rendition.issues,
    )


def find_format(raw: bytes, suffix: str) -> str | None:
    """Return the format of a file that is no plain text: by how its bytes begin, else by its name.

    >>> find_format(b"%PDF-1.7", ".txt"), find_format(b"# Statement", ".md"), find_format(b"Statement", ".txt")
    ('pdf', 'markdown', None)
    """
    if raw.startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx"
    if any(raw.startswith(magic) for magic in _MAGIC):
        return None
    if suffix.lower() in _FORMATS:
        return _FORMATS[suffix.lower()]
    if _PAGE_START.match(raw[:2000]):
        return "html"
    return "mhtml" if _ARCHIVE_START.match(raw[:2000]) else None


def _merge(sidecar: Metadata, found: Metadata) -> Metadata:
    return Metadata(**{f.name: getattr(sidecar, f.name) or getattr(found, f.name) for f in fields(Metadata)})


def read_text(text: str, name: str = "") -> Source:
    """Return a statement given as text; its bytes are its UTF-8.

    >>> read_text("The Ministers met.").sha256[:8]
    'b4e5d38e'
    """
    where = name or "text"
    if match := _LONE_SURROGATE.search(text):
        raise SourceError(f"lone surrogate at character {match.start()}", where=where, remedy="decode the file again")
    raw = text.encode()
    _check_size(len(raw), where)
    return Source(_check_text(text, where), raw, hashlib.sha256(raw).hexdigest(), name)


def decode(raw: bytes, where: object) -> str:
    """Return bytes as text: UTF-8, or UTF-16 with its mark. Anything else is an error that names the byte.

    >>> decode(b"\\xef\\xbb\\xbfMadrid", "x.txt")
    'Madrid'
    """
    for magic, what in _MAGIC.items():
        if raw.startswith(magic):
            raise SourceError(f"this is {what}, no plain text", where=where, remedy=_REMEDY_TEXT)
    encoding, skip = next(((name, len(bom)) for bom, name in _BOMS if raw.startswith(bom)), ("utf-8", 0))
    try:
        text = raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in raw[:4096] and encoding == "utf-8":
            raise SourceError("binary data, no plain text", where=where, remedy=_REMEDY_TEXT) from error
        raise SourceError(
            f"not valid {encoding.upper()} at byte {error.start + skip}",
            where=where,
            remedy="convert it to UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8",
        ) from error
    return _check_text(text, where)


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError("this is a folder", where=path, remedy="give a file, or let find_sources list the folder")
    try:
        limit = MAX_RICH_BYTES if path.suffix.lower() in _FORMATS else MAX_BYTES
        _check_size(path.stat().st_size, path, limit)
        if not path.is_file():
            raise SourceError("no regular file", where=path, remedy=_REMEDY_TEXT)
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise SourceError("no such file", where=path, remedy="check the path") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", where=path) from error
    _check_size(len(raw), path, limit)
    return raw


def _check_size(size: int, where: object, limit: int = MAX_BYTES) -> None:
    if size > limit:
        megabytes = f"{size / 1e6:.1f} MB, more than the {limit / 1e6:.0f} MB of a statement"
        raise SourceError(megabytes, where=where, remedy="split it into single statements")


def _check_text(text: str, where: object) -> str:
    if match := _CONTROL.search(text):
        problem = f"control character U+{ord(match[0]):04X} at character {match.start()}, no plain text"
        raise SourceError(problem, where=where, remedy=_REMEDY_TEXT)
    if not text.strip("\ufeff \t\r\n\v\f\u00a0\u2028\u2029\u200b\u3000"):
        raise SourceError("empty: there is no text in it", where=where, remedy=_REMEDY_TEXT)
    return text
