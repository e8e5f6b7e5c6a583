"""A PDF as a statement's text.

In: the bytes of a PDF. Out: a ``Rendition`` with the page of each passage. Text that no reader of the page sees is
left out where the page shows other text, and named in an issue; where a page has nothing else (a scan with a text
layer) it is read, and named too. Runs in the confined child, and refuses what is encrypted, too long or has no text.
"""

from __future__ import annotations

import io
import re

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from kg.errors import SourceError
from kg.reading.metadata import Metadata
from kg.reading.pdfglyphs import Fragment, read_fragments
from kg.reading.pdflines import order_lines
from kg.reading.pdfparagraphs import Page, drop_margins, make_paragraphs
from kg.reading.rendition import Place, Rendition, TextBuilder
from kg.record import Issue

__all__ = ["MAX_PAGES", "read_pdf"]

MAX_PAGES = 100
_GIVE_TEXT = "give the statement's text (.txt)"
_REMEDY_AES = "save a copy without protection, or install defcoop[encrypted]"
_NO_TITLE = re.compile(r"microsoft (?:word|powerpoint)|untitled|\.(?:docx?|pdf|rtf|indd|pages|odt)$", re.IGNORECASE)
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")


def read_pdf(raw: bytes) -> Rendition:
    """Return the text of a PDF. Raises ``SourceError`` in one line for whatever cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        _unlock(reader)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise SourceError(
                f"{count} pages, more than the {MAX_PAGES} of a statement", remedy="cut out the statement's"
            )
        pages, unseen = _read_pages(reader)
        metadata = _read_facts(reader)
    except (DependencyError, FileNotDecryptedError) as error:
        raise SourceError("encrypted with AES", remedy=_REMEDY_AES) from error
    except RecursionError as error:
        raise SourceError("broken PDF: nested too deep", remedy=_GIVE_TEXT) from error
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, OSError) as error:
        raise SourceError(f"broken PDF: {_first_line(error)}", remedy=_GIVE_TEXT) from error
    return _build(drop_margins(pages), unseen, metadata)


def _unlock(reader: PdfReader) -> None:
    """Open a PDF that anyone may read but not change; raise where it asks for a password."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError("encrypted with a password", remedy="save a copy without the password")


def _read_pages(reader: PdfReader) -> tuple[list[Page], dict[int, str]]:
    pages: list[Page] = []
    unseen: dict[int, str] = {}
    for number, page in enumerate(reader.pages, start=1):
        fragments = [fragment for fragment in read_fragments(page) if not fragment.running]
        seen = [fragment for fragment in fragments if fragment.seen]
        hidden = [fragment for fragment in fragments if not fragment.seen and fragment.text.strip()]
        if hidden:
            unseen[number] = "invisible-text-left-out" if _has_text(seen) else "invisible-text"
        shown = seen if _has_text(seen) else fragments
        height = float(page.mediabox.height if page.rotation % 180 == 0 else page.mediabox.width)
        pages.append(Page(number, height, tuple(order_lines(shown))))
    return pages, unseen


def _has_text(fragments: list[Fragment]) -> bool:
    return any(character.isalnum() for fragment in fragments for character in fragment.text)


def _build(pages: list[Page], unseen: dict[int, str], metadata: Metadata) -> Rendition:
    builder = TextBuilder()
    for paragraph in make_paragraphs(pages):
        gap = "\n\n"
        for text, page in paragraph.pieces:
            builder.add(text, Place(0, 0, page=page), gap)
            gap = ""
    text = builder.text
    if not any(character.isalnum() for character in text):
        problem = "no text in this PDF, only images" if pages else "no page in this PDF"
        raise SourceError(problem, remedy="run text recognition (OCR) on it, or " + _GIVE_TEXT)
    if len(_UNREADABLE.findall(text)) > 0.02 * len(text):
        raise SourceError("the fonts of this PDF do not say which letters they show", remedy=_GIVE_TEXT)
    return Rendition(_UNREADABLE.sub(" ", text), tuple(builder.places), metadata, _name_unseen(builder, unseen))


def _name_unseen(builder: TextBuilder, unseen: dict[int, str]) -> tuple[Issue, ...]:
    """Return one issue for each page with text that nobody sees: on all that was read of it, or where it begins."""
    issues = []
    for number, code in unseen.items():
        spans = [place for place in builder.places if place.page == number]
        if spans:
            start, end = spans[0].start, spans[-1 if code == "invisible-text" else 0].end
            issues.append(Issue(code, start, end, builder.text[start:end]))
    return tuple(issues)


def _read_facts(reader: PdfReader) -> Metadata:
    """Return title and language. The file's own dates are those of the file, and its author is seldom the publisher."""
    info = reader.metadata
    given = " ".join(str(info.title).split()) if info is not None and info.title else ""
    title = given if len(given.split()) >= 3 and not _NO_TITLE.search(given) else None
    language = re.match(r"([A-Za-z]{2,3})(?:$|[-_])", str(reader.root_object.get("/Lang", "")))
    return Metadata(title=title, language=language[1].lower() if language else None)


def _first_line(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= 120 else words[:117] + "..."
