"""A DOCX as a statement's text.

In: the bytes of a DOCX. Out: a ``Rendition``: paragraphs with the marks of their lists, notes at the end. What Word
does not print is left out: deleted and hidden text, field codes, comments, headers and footers; of two drawings of
one text box the first is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import SourceError
from kg.reading.docxml import WORD, open_parts, parse_xml
from kg.reading.docxnumbers import Numbering, read_numbering
from kg.reading.metadata import Metadata
from kg.reading.rendition import Place, Rendition, TextBuilder

__all__ = ["read_docx"]

_UNREAD = frozenset(
    ["del", "delText", "instrText", "delInstrText", "moveFrom", "pPrChange", "rPrChange", "annotationRef", "Fallback"]
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_OFF = frozenset(["0", "false", "off"])
_NOTE_KINDS = frozenset(["separator", "continuationSeparator", "continuationNotice"])
_DUBLIN = "http://purl.org/dc/elements/1.1/ "
_NO_TITLE = re.compile(r"untitled|document\d*$|\.(?:docx?|rtf|odt)$", re.IGNORECASE)


def read_docx(raw: bytes) -> Rendition:
    """Return the text of a DOCX. Raises ``SourceError`` in one line for whatever cannot be read."""
    parts = open_parts(raw)
    body = _Story(read_numbering(parts))
    parse_xml(parts["word/document.xml"], body.start, body.end, body.write)
    builder = TextBuilder()
    for paragraph in body.paragraphs:
        builder.add(paragraph.text, Place(0, 0), f"\n\n{paragraph.indent}")
    for mark, kind, note in body.notes:
        builder.add(f"[{mark}] {_read_note(parts.get(kind, b''), note)}", Place(0, 0))
    if not any(character.isalnum() for character in builder.text):
        raise SourceError("empty: there is no text in it", remedy="give the statement's text (.txt)")
    return Rendition(builder.text, (), _read_facts(parts.get("docProps/core.xml", b"")))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    indent: str


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read; text boxes nest them."""

    pieces: list[str] = field(default_factory=list)
    style: str | None = None
    number: str | None = None
    level: int | None = None


class _Story:
    """Collects the paragraphs of a part, or of the one note with the identifier ``only``."""

    def __init__(self, numbering: Numbering, only: str | None = None) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.notes: list[tuple[int, str, str]] = []
        self._numbering, self._only = numbering, only
        self._open: list[_Open] = []
        self._unread = self._in_text = self._runs = 0
        self._hidden = False
        self._inside = only is None

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """Take the start of an element."""
        local = name.rpartition(" ")[2]
        if self._unread or local in _UNREAD:
            self._unread += 1
        elif local in ("footnote", "endnote"):
            kind = given.get(f"{WORD}type", "")
            self._inside = given.get(f"{WORD}id") == self._only and kind not in _NOTE_KINDS
        elif self._inside and name.startswith(WORD):
            self._begin(local, given)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        local = name.rpartition(" ")[2]
        if self._unread:
            self._unread -= 1
        elif local in ("footnote", "endnote"):
            self._inside = self._only is None
        elif self._inside and name.startswith(WORD):
            if local == "p" and self._open:
                self._close(self._open.pop())
            elif local == "r":
                self._runs -= 1
            elif local == "t":
                self._in_text -= 1

    def write(self, text: str) -> None:
        """Take text."""
        if self._open and self._in_text and not self._unread and not self._hidden and self._inside:
            self._open[-1].pieces.append(text)

    def _begin(self, local: str, given: Mapping[str, str]) -> None:
        if local == "p":
            self._open.append(_Open())
        elif local == "r":
            self._runs += 1
            self._hidden = False
        elif local == "t":
            self._in_text += 1
        elif self._open and self._runs:
            self._begin_in_run(local, given)
        elif self._open:
            self._format(local, given.get(f"{WORD}val", ""))

    def _begin_in_run(self, local: str, given: Mapping[str, str]) -> None:
        if local == "vanish":
            self._hidden = given.get(f"{WORD}val", "") not in _OFF
        elif self._hidden:
            return
        elif local in _NOTES:
            self.notes.append((len(self.notes) + 1, _NOTES[local], given.get(f"{WORD}id", "")))
            self._open[-1].pieces.append(f"[{len(self.notes)}]")
        elif local in _SIGNS:
            self._open[-1].pieces.append(_SIGNS[local])

    def _format(self, local: str, value: str) -> None:
        paragraph = self._open[-1]
        if local == "pStyle":
            paragraph.style = value
        elif local == "numId":
            paragraph.number = value
        elif local == "ilvl":
            paragraph.level = int(value) if value.isdecimal() and len(value) < 3 else None

    def _close(self, paragraph: _Open) -> None:
        text = re.sub(" {2,}", " ", "".join(paragraph.pieces)).strip(" \t\n")
        mark = self._numbering.mark(paragraph.style, paragraph.number, paragraph.level) if text else None
        words, level = mark or ("", 0)
        if text:
            self.paragraphs.append(_Paragraph(words + text, "    " * level))


def _read_note(part: bytes, note: str) -> str:
    """Return the text of one footnote or endnote, in one line."""
    if not part:
        return ""
    story = _Story(Numbering({}, {}, {}), only=note)
    parse_xml(part, story.start, story.end, story.write)
    return " ".join(" ".join(paragraph.text.split()) for paragraph in story.paragraphs)


def _read_facts(part: bytes) -> Metadata:
    """Return title and language. The file's own dates are those of the file, and its author is seldom the publisher."""
    said: dict[str, str] = {}
    at: list[str] = []
    if part:
        parse_xml(
            part,
            lambda name, _: at.append(name),
            lambda _: at.clear(),
            lambda text: said.update({at[-1]: said.get(at[-1], "") + text}) if at else None,
        )
    title = " ".join(said.get(f"{_DUBLIN}title", "").split())
    language = re.match(r"([A-Za-z]{2,3})(?:$|[-_])", said.get(f"{_DUBLIN}language", "").strip())
    return Metadata(
        title=title if len(title.split()) >= 3 and not _NO_TITLE.search(title) else None,
        language=language[1].lower() if language else None,
        publisher=" ".join(said.get(f"{_DUBLIN}publisher", "").split()) or None,
    )
