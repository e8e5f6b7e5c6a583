"""Web archives: the page is found among its parts, in the encoding told beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.reading import find_sources, read_source
from kg.reading.mhtml import read_mhtml
from tests.reading.samples import STATEMENT, table_page, web_archive


def test_the_page_that_the_archive_starts_with_is_read() -> None:
    rendition = read_mhtml(web_archive())
    assert rendition.text.split("\n\n") == list(STATEMENT)
    assert rendition.metadata.url == "https://mod.example/news/7"


def test_the_encoding_told_beside_the_page_goes_before_its_own() -> None:
    page = table_page().replace("Kari Lund", "Kåri Lund")
    assert "Kåri Lund" in read_mhtml(web_archive(page.encode("utf-8"), "utf-8")).text
    assert "Kåri Lund" in read_mhtml(web_archive(page.encode("cp1252"), "windows-1252")).text


def test_an_archive_is_known_by_its_name_or_its_beginning(tmp_path: Path) -> None:
    for name in ("a.mhtml", "b.mht", "c.txt"):
        (tmp_path / name).write_bytes(web_archive())
        assert read_source(tmp_path / name).text.split("\n\n") == list(STATEMENT)
    assert [path.name for path in find_sources([str(tmp_path)])] == ["a.mhtml", "b.mht", "c.txt"]


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n",
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n\r\n--x--",
        b"Content-Type: multipart/related\r\n\r\nThe Ministers met.",
        b'Content-Type: multipart/related; boundary="0"\r\n\r\n'
        + b"".join(b'--%d\r\nContent-Type: multipart/related; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(3000)),
    ],
    ids=["no page", "empty page", "no parts", "nested"],
)
def test_an_archive_without_a_page_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.mhtml: ") as caught:
        read_source(tmp_path / "a.mhtml")
    assert "\n" not in str(caught.value)
