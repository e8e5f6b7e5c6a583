"""PDF: columns, hyphens, running headers, pages; what nobody sees; what is refused."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfWriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from kg.errors import SourceError
from kg.extraction.assembly import extract
from kg.reading import read_source
from kg.reading.pdf import MAX_PAGES, read_pdf
from tests.reading.samples import PARAGRAPHS, STATEMENT, TITLE, PdfPages, statement_pdf


def draw(*lines: tuple[float, float, str], size: float = 11) -> bytes:
    """Return a one-page PDF with these texts at these places."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    page.setFont("Times-Roman", size)
    for x, y, text in lines:
        page.drawString(x, y, text)
    page.save()
    return stream.getvalue()


@pytest.mark.parametrize("columns, size", [(1, 9), (1, 12), (2, 9), (2, 11), (3, 9)])
@pytest.mark.parametrize("bottom", [60, 500])
def test_columns_pages_headers_and_hyphens_leave_no_trace(columns: int, size: float, bottom: float) -> None:
    text = read_pdf(statement_pdf(columns=columns, size=size, bottom=bottom)).text
    assert " ".join(text.split()) == " ".join(STATEMENT)


def test_a_hyphen_stays_where_the_text_writes_it_elsewhere_and_in_compounds() -> None:
    lines = [
        "They agreed to co-",
        "ordinate counter-",
        "terrorism and mari-",
        "time work, and to co-ordinate the Asia-",
        "Pacific.",
    ]
    text = read_pdf(draw(*((72, 700 - 13 * i, line) for i, line in enumerate(lines)))).text
    assert (
        text == "They agreed to co-ordinate counter-terrorism and maritime work, and to co-ordinate the Asia-Pacific."
    )


def test_a_number_far_from_its_paragraph_is_no_column() -> None:
    lines = [
        (72, 700, "1."),
        (100, 700, "The Ministers met in Oslo and agreed"),
        (100, 687, "on further talks in Lima."),
    ]
    lines += [
        (72, 660, "2."),
        (100, 660, "They welcomed the progress made."),
        (72, 633, "3."),
        (100, 633, "They will meet."),
    ]
    assert read_pdf(draw(*lines)).text.split("\n\n") == [
        "1. The Ministers met in Oslo and agreed on further talks in Lima.",
        "2. They welcomed the progress made.",
        "3. They will meet.",
    ]


def test_columns_that_are_drawn_line_by_line_are_read_column_by_column() -> None:
    left = [
        "The Ministers met in the city of Oslo",
        "and agreed on the first of the plans",
        "that both of the sides had made.",
    ]
    right = [
        "They also welcomed the second plan",
        "and will meet in the city of Lima in",
        "the spring of the following year.",
    ]
    rows = [(x, 700 - 13 * i, column[i]) for i in range(3) for x, column in ((60, left), (320, right))]
    assert read_pdf(draw(*rows)).text == " ".join(left) + "\n\n" + " ".join(right)


def test_repeated_paragraphs_in_the_body_stay() -> None:
    pages = PdfPages(columns=1, size=11, bottom=560)
    for _ in range(4):
        pages.paragraph(PARAGRAPHS[0])
        pages.paragraph("The Ministers will meet again.")
    assert read_pdf(pages.finish()).text.split("\n\n") == [PARAGRAPHS[0], "The Ministers will meet again."] * 4


def test_each_passage_knows_its_page() -> None:
    rendition = read_pdf(statement_pdf(columns=1, size=12, bottom=560))
    assert [place.page for place in rendition.places] == sorted(place.page or 0 for place in rendition.places)
    assert rendition.places[0].page == 1 and rendition.places[-1].page == 2
    assert "".join(rendition.text[p.start : p.end] for p in rendition.places) == rendition.text.replace("\n\n", "")


def test_a_paragraph_over_two_pages_is_one_with_two_places() -> None:
    pages = PdfPages(columns=1, size=12, bottom=730)
    pages.paragraph(" ".join(paragraph[3:] for paragraph in PARAGRAPHS[:1]))
    rendition = read_pdf(pages.finish())
    assert rendition.text == PARAGRAPHS[0][3:]
    assert [place.page for place in rendition.places] == [1, 2]


def hidden_page(mode: int | None = None, colour: float = 0.0, size: float = 11, x: float = 72) -> bytes:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    page.drawString(72, 700, "The Ministers met in Oslo and welcomed their cooperation.")
    text = page.beginText(x, 650)
    text.setFont("Times-Roman", size)
    text.setFillGray(colour)
    if mode is not None:
        text.setTextRenderMode(mode)
    text.textLine("The Ministers declared war.")
    page.drawText(text)
    page.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    "hidden", [{"mode": 3}, {"colour": 1.0}, {"size": 0.5}, {"x": -900}], ids=["mode", "white", "tiny", "outside"]
)
def test_text_that_nobody_sees_is_left_out_and_named(hidden: dict[str, float]) -> None:
    rendition = read_pdf(hidden_page(**hidden))  # type: ignore[arg-type]
    assert rendition.text == "The Ministers met in Oslo and welcomed their cooperation."
    (issue,) = rendition.issues
    assert (issue.code, issue.text) == ("invisible-text-left-out", rendition.text[issue.start : issue.end])


def test_white_text_on_a_dark_ground_is_seen() -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    page.setFillGray(0.2)
    page.rect(60, 690, 400, 30, fill=1)
    page.setFillGray(1)
    page.drawString(72, 700, TITLE)
    page.save()
    rendition = read_pdf(stream.getvalue())
    assert (rendition.text, rendition.issues) == (TITLE, ())


def test_the_text_layer_of_a_scan_is_read_and_named(tmp_path: Path) -> None:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, invariant=1)
    text = page.beginText(72, 700)
    text.setTextRenderMode(3)
    for line in (TITLE[:60], TITLE[60:], "", "The Ministers of Norway and Chile welcomed their cooperation."):
        text.textLine(line.strip())
    page.drawText(text)
    page.save()
    (tmp_path / "scan.pdf").write_bytes(stream.getvalue())
    record = extract(read_source(tmp_path / "scan.pdf"))
    assert [issue.code for issue in record.issues] == ["invisible-text"]
    assert record.issues[0].text == record.text
    assert [act.trigger for act in record.acts] == ["welcomed"]


def test_title_and_language_are_those_of_the_file_and_its_dates_are_not() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(statement_pdf(columns=1)))
    writer.add_metadata({"/Title": TITLE, "/CreationDate": "D:20400101000000"})
    stream = io.BytesIO()
    writer.write(stream)
    found = read_pdf(stream.getvalue()).metadata
    assert (found.title, found.date) == (TITLE, None)


@pytest.mark.parametrize("title", ["Microsoft Word - final statement.docx", "untitled document file", "Statement"])
def test_a_title_that_names_a_file_is_none(title: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(statement_pdf(columns=1)))
    writer.add_metadata({"/Title": title})
    stream = io.BytesIO()
    writer.write(stream)
    assert read_pdf(stream.getvalue()).metadata.title is None


def test_a_pdf_that_anyone_may_read_but_not_change_is_read() -> None:
    locked = statement_pdf(columns=1, encrypt=StandardEncryption("", "owner", canPrint=0))
    assert read_pdf(locked).text.split("\n\n") == list(STATEMENT)


def protect_with_aes(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(statement_pdf(columns=1)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_aes_without_a_password_is_read() -> None:
    assert read_pdf(protect_with_aes("")).text.split("\n\n") == list(STATEMENT)


def test_aes_without_the_library_for_it_is_refused_with_the_remedy() -> None:
    program = (
        "import sys; sys.modules['cryptography'] = sys.modules['Crypto'] = None\n"
        "from kg.errors import SourceError\nfrom kg.reading.pdf import read_pdf\n"
        "try:\n    read_pdf(sys.stdin.buffer.read())\nexcept SourceError as error:\n    print(error)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=protect_with_aes(""), capture_output=True, check=True)
    assert done.stdout.startswith(b"encrypted with AES")
    assert b"defcoop[encrypted]" in done.stdout


def many_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content, what",
    [
        (lambda: statement_pdf(encrypt=StandardEncryption("secret")), "encrypted with a password"),
        (lambda: protect_with_aes("secret"), "encrypted with a password"),
        (lambda: many_pages(200), f"200 pages, more than the {MAX_PAGES}"),
        (lambda: many_pages(1), "no text in this PDF, only images"),
        (lambda: b"%PDF-1.7\nnothing", "broken PDF"),
        (lambda: statement_pdf()[:700], "broken PDF|no page"),
    ],
    ids=["encrypted", "aes", "long", "scan", "empty", "cut"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_one_line(content: object, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content())  # type: ignore[operator]
    with pytest.raises(SourceError, match=rf"a\.pdf: .*({what})") as caught:
        read_source(tmp_path / "a.pdf")
    assert "\n" not in str(caught.value)


def handmade(contents: bytes, *objects: bytes, fonts: bytes = b"") -> bytes:
    """Return a PDF with this content stream, without a table of its objects; pypdf finds them itself."""
    kids = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<<%s>>>>" % fonts
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(contents), contents)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", kids, stream, *objects]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


HOSTILE = {
    "form that draws itself": handmade(
        b"/A Do",
        b"<</Subtype/Form/Resources<</XObject<</A 5 0 R>>>>/Length 10>>stream\n/A Do /A Do\nendstream",
        fonts=b"/XObject<</A 5 0 R>>",
    ),
    "states without end": handmade(b"q " * 200_000),
    "nested arrays": handmade(b"[" * 100_000),
    "pages that hold themselves": handmade(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "huge numbers": handmade(b"BT 1e999 0 0 1e400 99999999999999999999 0 Tm (x) Tj ET"),
    "zero size": handmade(
        b"BT /F 0 Tf 0 0 0 0 0 0 Tm (x) Tj ET", fonts=b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>"
    ),
    "broken font": handmade(
        b"BT /F 9 Tf (text) Tj ET", fonts=b"/Font<</F<</Type/Font/Encoding[1]/Widths 3/FirstChar(a)>>>>"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_ends_soon_in_its_text_or_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(HOSTILE[name])
    begun = time.monotonic()
    try:
        assert read_source(tmp_path / "a.pdf").text == "text"
    except SourceError as error:
        assert "\n" not in str(error)
    assert time.monotonic() - begun < 30


def test_short_suffixes_and_suspended_hyphens_are_told_from_compounds() -> None:
    lines = [
        "The talks that enab-",
        "led multi-",
        "ple steps on short-",
        "and long-term work, led by Norway-",
        "led teams.",
    ]
    text = read_pdf(draw(*((72, 700 - 13 * i, line) for i, line in enumerate(lines)))).text
    assert text == "The talks that enabled multiple steps on short- and long-term work, led by Norway-led teams."
