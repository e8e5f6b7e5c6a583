"""DOCX: what Word prints, no more; archives and XML that would do harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.reading import read_source
from kg.reading.docx import read_docx
from tests.reading.samples import IN_LIST, NUMBERING, PARAGRAPHS, TITLE, docx_paragraph, make_docx

RUN = "<w:r><w:t>{}</w:t></w:r>"


def read(document: str, **parts: str) -> list[str]:
    return read_docx(make_docx(document, **parts)).text.split("\n\n")


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


@pytest.mark.parametrize(
    "unread",
    [
        "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not </w:t></w:r>",
        "<w:r><w:instrText>HYPERLINK not</w:instrText></w:r>",
        "<w:moveFrom><w:r><w:t>not </w:t></w:r></w:moveFrom>",
    ],
)
def test_deleted_hidden_moved_text_and_field_codes_are_left_out(unread: str) -> None:
    runs = RUN.format("They did") + unread + RUN.format(" agree.")
    assert read(paragraph(runs)) == ["They did agree."]


def test_inserted_text_and_text_in_fields_boxes_and_tables_stay() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph(RUN.format('In a cell.'))}</w:tc></w:tr></w:tbl>"
    runs = f"<w:ins>{RUN.format('Inserted ')}</w:ins><w:hyperlink>{RUN.format('and linked.')}</w:hyperlink>"
    assert read(paragraph(runs) + cell) == ["Inserted and linked.", "In a cell."]


def test_tabs_breaks_and_special_hyphens_are_those_of_word() -> None:
    runs = "<w:t>P</w:t><w:noBreakHyphen/><w:t>3C</w:t><w:tab/><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:br/>"
    tabs = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    assert read(paragraph(f"<w:r>{runs}<w:t>x</w:t></w:r>", tabs)) == ["P\u20113C\tcoop\nx"]


def test_list_paragraphs_get_the_numbers_that_word_draws() -> None:
    inner = IN_LIST.replace('ilvl w:val="0"', 'ilvl w:val="1"')
    styles = f'<w:style w:styleId="ListNumber"><w:pPr>{IN_LIST}</w:pPr></w:style>'
    document = docx_paragraph("One", IN_LIST) + docx_paragraph("Inner", inner) + docx_paragraph("Inner two", inner)
    document += docx_paragraph("Two", '<w:pStyle w:val="ListNumber"/>') + docx_paragraph("Inner again", inner)
    document += docx_paragraph("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert read(document, numbering=NUMBERING, styles=styles) == [
        "1. One",
        "    (a) Inner",
        "    (b) Inner two",
        "2. Two",
        "    (a) Inner again",
        "Plain",
    ]


def test_bullets_are_marked() -> None:
    bullets = NUMBERING.replace('"decimal"', '"bullet"').replace('"%1."', '"\uf0b7"')
    assert read(docx_paragraph("Item", IN_LIST), numbering=bullets) == ["- Item"]


def test_notes_stand_at_the_end_with_their_marks() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>__</w:t></w:r></w:p></w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph(RUN.format("Signed in 2019."))}</w:footnote>'
    document = paragraph(RUN.format("The memorandum") + mark + RUN.format(" stays.")) + paragraph(RUN.format("End."))
    assert read(document, footnotes=notes) == ["The memorandum[1] stays.", "End.", "[1] Signed in 2019."]


def test_the_file_says_its_title_and_publisher() -> None:
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:publisher>MoD</dc:publisher></c>'
    found = read_docx(make_docx(docx_paragraph(PARAGRAPHS[0]), core=core)).metadata
    assert (found.title, found.publisher, found.date) == (TITLE, "MoD", None)


def archive(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return stream.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "' + b"x" * 1000 + b'">]><w>&a;</w>'


@pytest.mark.parametrize(
    "content, what",
    [
        (archive("word/document.xml", BOMB), "DOCTYPE or an entity"),
        (archive("word/document.xml", b"<w" * 10), "broken DOCX"),
        (archive("word/document.xml", b"\x00" * 60_000_000), "unpacks to 1 files of 60 MB"),
        (archive("word/document.xml", b" " * 30_000_000), "packed suspiciously tight"),
        (archive("readme.txt", b"text"), "no DOCX"),
        (b"PK\x03\x04rest", "broken ZIP archive"),
        (make_docx(""), "empty"),
    ],
    ids=["entity", "cut", "bomb", "tight", "other", "broken", "empty"],
)
def test_a_docx_that_cannot_be_read_is_refused_in_one_line(content: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(SourceError, match=rf"a\.docx: .*{what}") as caught:
        read_source(tmp_path / "a.docx")
    assert "\n" not in str(caught.value)


def test_nested_elements_do_not_overflow() -> None:
    deep = "<w:sdt>" * 50_000 + docx_paragraph("Text.") + "</w:sdt>" * 50_000
    assert read(deep) == ["Text."]
