"""One invented statement, and files of it in every format, made as ministries make them."""

from __future__ import annotations

import io
import quopri
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

TITLE = "Joint Statement of the Minister of Defence of Norway and the Minister of National Defence of Chile"
DATELINE = "Oslo, 6 May 2031"
PARAGRAPHS = (
    "1. The Minister of Defence of Norway, Kari Lund, and the Minister of National Defence of Chile, Pedro "
    "Soto, met in Oslo on 6 May 2031. The Ministers welcomed the steady progress of their defence cooperation "
    "since 2019.",
    "2. The Ministers strongly condemned all acts of piracy in the Gulf of Guinea and expressed their deep "
    "concern about transnational terrorism. They reaffirmed their support for the United Nations and for "
    "international humanitarian law, and underlined the importance of long-term peacekeeping operations.",
    "3. Minister Lund thanked Chile for its contribution to search and rescue in Antarctica. Minister Soto "
    "appreciated the hospitality of Norway, and the Ministers decided to hold a joint exercise on maritime "
    "security in 2032.",
    "4. The Ministers expressed their intention to deepen cooperation on cyber defence and on the education of "
    "officers. They hope to sign a memorandum of understanding by the end of next year.",
)
SIGNATURE = "Kari Lund, Minister of Defence of Norway"
STATEMENT = (TITLE, DATELINE, *PARAGRAPHS)


def paragraphs_html(paragraphs: Sequence[str] = STATEMENT[1:]) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


MENU = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(["Home", "Ministry", "News", "Contact"]))


def modern_page(body: str | None = None) -> str:
    """Semantic elements, a cookie banner, breadcrumbs, sharing buttons, a related-news box and a footer."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{TITLE} | Ministry of Defence</title>
<meta property="og:site_name" content="Ministry of Defence"><meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2031-05-06T10:00:00+02:00">
<link rel="canonical" href="https://mod.example/news/7"><style>.x {{ color: red }}</style>
<script>var text = "The Ministers declared war.";</script></head>
<body class="page with-sidebar"><div id="cookie-banner"><p>We use cookies to improve this site. By going on with
your visit you accept our use of cookies, and you may change this at any time in the settings of your browser.</p></div>
<a class="skip-link" href="#main">Skip to main content</a>
<header><img alt="Crest"><nav><ul>{MENU}</ul></nav></header>
<main id="main"><div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/n">News</a> &gt; Statement</div>
<article><h1>{TITLE}</h1>
<div class="share-buttons"><a href="#">Facebook</a> <a href="#">LinkedIn</a> <a href="#">E-mail</a></div>
{body or paragraphs_html()}
<!-- The Ministers ended all cooperation. --><p hidden>The Ministers suspended their cooperation with Chile.</p>
<p style="display: none">The Ministers withdrew from the treaty.</p>
</article>
<aside class="related"><h2>Related news</h2><p>The Ministers of Defence of Sweden and Peru condemned the attack in a
statement that they issued in Lima on Tuesday, and announced further talks.</p></aside></main>
<footer><p>Ministry of Defence, Oslo. © 2031 All rights reserved.</p><ul>{MENU}</ul></footer></body></html>"""


def table_page() -> str:
    """Tables for layout, no ``p``, upper-case tags, ``br`` between paragraphs, an older encoding's declaration."""
    lines = "<BR><BR>\n".join(escape(paragraph) for paragraph in STATEMENT[1:])
    menu = "".join(f'<TR><TD><A HREF="{i}.html">Section {i}</A></TD></TR>' for i in range(8))
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR="#ffffff">
<TABLE WIDTH="800"><TR><TD COLSPAN="2"><A HREF="/"><IMG SRC="logo.gif" ALT="logo"></A>
<A HREF="/">Top</A> | <A HREF="/en">English</A> | <A HREF="/map">Site map</A> | <A HREF="/search">Search</A></TD></TR>
<TR><TD><TABLE>{menu}</TABLE></TD>
<TD><FONT SIZE="+1"><B>{TITLE}</B></FONT><BR><BR>{lines}<BR><BR><A HREF="#top">Back to top</A></TD></TR>
<TR><TD COLSPAN="2">Copyright (C) 2031 Ministry of Defence</TD></TR></TABLE></BODY></HTML>"""


def div_page() -> str:
    """Divisions known by class alone, the statement in one form, headline in an ``h2``, numbers by an ordered list."""
    items = "".join(f"<li><div>{escape(paragraph[3:])}</div></li>" for paragraph in PARAGRAPHS)
    return f"""<html lang="en"><head><title>Statement - Armed Forces</title></head><body><form id="aspnetForm">
<div class="topNav"><a href="/">Home</a><a href="/a">About</a><a href="/b">Press</a></div>
<div class="topicPath"><a href="/">Top</a> &gt; Press releases</div>
<div id="contents"><h2>{TITLE}</h2><div class="sns-share"><span>Share this page</span></div>
<div class="date">{DATELINE}</div><ol>{items}</ol></div>
<div class="side-banner"><a href="/r">Recruitment</a></div>
<div id="globalFooter">Ministry of Defence, 1 Harbour Street. All rights reserved.</div></form></body></html>"""


def web_archive(page: bytes | None = None, encoding: str = "utf-8") -> bytes:
    """Return a page as a browser's archive keeps it: quoted-printable, after a picture, named as the start."""
    picture = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    ad = b"Content-Type: text/html\r\nContent-ID: <ad>\r\n\r\n<p>Buy a boat.</p>\r\n"
    content = quopri.encodestring(page or modern_page().replace('<link rel="canonical"', "<link").encode())
    head = f'Content-Type: text/html; charset="{encoding}"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
    body = f"Content-ID: <page>\r\n{head}\r\n".encode() + content + b"\r\n"
    start = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mod.example/news/7\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tstart="<page>";\r\n\tboundary="==x"\r\n\r\n'
    )
    return start + b"".join(b"--==x\r\n" + part for part in (picture, ad, body)) + b"--==x--\r\n"


def markdown() -> str:
    body = "\n\n".join(PARAGRAPHS).replace("Norway, Kari Lund,", "Norway, **Kari Lund**,")
    body = body.replace("the United Nations", "the [United Nations](https://un.example/about)")
    return f"---\nlayout: statement\n---\n# {TITLE}\n\n{DATELINE}\n\n{body}\n"


def make_docx(document: str, **parts: str) -> bytes:
    """Return a DOCX with this body; ``parts`` are further files, ``footnotes`` for ``word/footnotes.xml``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", _word("document", f"<w:body>{document}</w:body>"))
        for name, content in parts.items():
            if name == "core":
                archive.writestr("docProps/core.xml", content)
            else:
                archive.writestr(f"word/{name}.xml", _word(name, content))
    return stream.getvalue()


def _word(root: str, content: str) -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{space}">{content}</w:{root}>'


def docx_paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph in two runs, as Word splits them anywhere."""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(t)}</w:t></w:r>' for t in (text[:half], text[half:]))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)
IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def statement_docx() -> bytes:
    body = docx_paragraph(TITLE) + docx_paragraph(DATELINE)
    body += "".join(docx_paragraph(paragraph[3:], IN_LIST) for paragraph in PARAGRAPHS)
    return make_docx(body, numbering=NUMBERING)


class PdfPages:
    """Writes paragraphs in columns, with a running header, page numbers and hyphenated lines."""

    def __init__(self, *, columns: int = 2, size: float = 10, bottom: float = 60, encrypt: object = None) -> None:
        self.stream = io.BytesIO()
        self.canvas = canvas.Canvas(self.stream, pagesize=A4, encrypt=encrypt, invariant=1, pageCompression=1)
        self.width, self.height = A4
        self.margin, self.gap, self.size, self.columns, self.bottom = 60, 22, size, columns, bottom
        self.column, self.page = 0, 0
        self.top = self.y = 0.0
        self._begin_page()

    @property
    def column_width(self) -> float:
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gap) / self.columns

    def _begin_page(self) -> None:
        self.page, self.column = self.page + 1, 0
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(self.margin, self.height - 30, "Ministry of Defence — Joint Statement")
        self.canvas.drawCentredString(self.width / 2, 25, f"- {self.page} -")
        self.top = self.y = self.height - 80

    def title(self, text: str) -> None:
        for line in self._wrap(text, self.width - 2 * self.margin, "Times-Bold", 14):
            self._draw(self.margin, line, "Times-Bold", 14)
        self.y -= 10
        self.top = self.y

    def paragraph(self, text: str) -> None:
        self.y -= 6
        for line in self._wrap(text, self.column_width, "Times-Roman", self.size):
            if self.y < self.bottom:
                self._next_column()
            self._draw(self.margin + self.column * (self.column_width + self.gap), line, "Times-Roman", self.size)

    def finish(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()

    def _next_column(self) -> None:
        self.column, self.y = self.column + 1, self.top
        if self.column == self.columns:
            self.canvas.showPage()
            self._begin_page()

    def _draw(self, x: float, line: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, line)
        self.y -= 1.2 * size

    @staticmethod
    def _wrap(text: str, width: float, font: str, size: float) -> list[str]:
        lines = [""]
        for word in text.split():
            line = f"{lines[-1]} {word}".strip()
            if stringWidth(line, font, size) <= width:
                lines[-1] = line
                continue
            cut = next((k for k in range(len(word) - 3, 3, -1) if _fits(lines[-1], word, k, width, font, size)), 0)
            lines[-1] = f"{lines[-1]} {word[:cut]}-".strip() if cut else lines[-1]
            lines.append(word[cut:])
        return lines


def _fits(line: str, word: str, cut: int, width: float, font: str, size: float) -> bool:
    whole = word[: cut + 1].isalpha() and word[cut:].strip(".,;").isalpha() and word.islower()
    return whole and stringWidth(f"{line} {word[:cut]}-".strip(), font, size) <= width


def statement_pdf(**options: object) -> bytes:
    pages = PdfPages(**options)  # type: ignore[arg-type]
    pages.title(TITLE)
    for paragraph in STATEMENT[1:]:
        pages.paragraph(paragraph)
    return pages.finish()


def write_all(folder: Path) -> dict[str, Path]:
    """Write the statement in every format and return the files by name."""
    files = {
        "text": (folder / "text" / "visit.txt", ("\n\n".join(STATEMENT) + "\n").encode()),
        "archived page": (folder / "archive" / "visit.mhtml", web_archive()),
        "markdown": (folder / "markdown" / "visit.md", markdown().encode()),
        "modern page": (folder / "modern" / "visit.html", modern_page().encode()),
        "table page": (folder / "table" / "visit.htm", table_page().encode("cp1252")),
        "div page": (folder / "div" / "visit.html", div_page().encode("utf-16")),
        "pdf": (folder / "pdf" / "visit.pdf", statement_pdf(columns=1, bottom=600)),
        "pdf in columns": (folder / "columns" / "visit.pdf", statement_pdf(bottom=580)),
        "docx": (folder / "docx" / "visit.docx", statement_docx()),
    }
    for path, content in files.values():
        path.parent.mkdir()
        path.write_bytes(content)
    return {name: path for name, (path, _) in files.items()}
