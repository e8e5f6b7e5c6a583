import hashlib
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.reading import MAX_BYTES, read_source, read_text


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_line_ends_and_special_spaces_stay_in_the_stored_text(tmp_path):
    text = "The Ministers\r\nmet\u00a0in Oslo.\rThey\u2028agreed co\u00adoperation.\n"
    source = read_source(write(tmp_path, "a.txt", text.encode()))
    assert source.text == text


def test_the_hash_is_of_the_original_bytes(tmp_path):
    content = b"\xef\xbb\xbfThe Ministers met."
    source = read_source(write(tmp_path, "a.txt", content))
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.raw == content
    assert source.text == "The Ministers met."


@pytest.mark.parametrize("mark, encoding", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_with_its_mark_is_read(tmp_path, mark, encoding):
    assert read_source(write(tmp_path, "a.txt", mark + "Málaga".encode(encoding))).text == "Málaga"


def test_another_encoding_is_refused_with_the_byte_and_the_remedy(tmp_path):
    path = write(tmp_path, "a.txt", "Ministers met in Málaga".encode("cp1252"))
    with pytest.raises(SourceError, match=r"a\.txt: not valid UTF-8 at byte 18; .*iconv"):
        read_source(path)


@pytest.mark.parametrize(
    "content, what",
    [
        (b"%PDF-1.7 \xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x00\x01\x02\xff", "binary|control"),
        (b"text with \x07 a bell", r"U\+0007 at character 10"),
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        ("\ufeff\u200b \u00a0".encode(), "empty"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(tmp_path, content, what):
    path = write(tmp_path, "a.txt", content)
    with pytest.raises(SourceError, match=what) as caught:
        read_source(path)
    assert "\n" not in str(caught.value)
    assert "a.txt" in str(caught.value)


def test_a_file_over_the_limit_is_refused_without_being_read(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)  # sparse: reading it whole would show in memory and time
    with pytest.raises(SourceError, match=r"200\.0 MB"):
        read_source(path)


def test_a_text_over_the_limit_is_refused():
    with pytest.raises(SourceError, match="more than"):
        read_text("a" * (MAX_BYTES + 1))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="folder"):
        read_source(tmp_path)


def test_a_lone_surrogate_in_a_text_is_refused():
    with pytest.raises(SourceError, match="lone surrogate at character 4"):
        read_text("Oslo\ud800")


def test_the_sidecar_beside_a_file_is_read(tmp_path):
    path = write(tmp_path, "visit.txt", b"The Ministers met.")
    write(tmp_path, "visit.meta.toml", b'title = "Joint Statement"\ndate = 2031-05-06\npublisher = "Ministry"\n')
    metadata = read_source(path).metadata
    assert (metadata.title, metadata.date, metadata.publisher, metadata.place) == (
        "Joint Statement",
        "2031-05-06",
        "Ministry",
        None,
    )


@pytest.mark.parametrize(
    "content, what",
    [
        (b'titel = "x"', "unknown key 'titel'"),
        (b"title = 3", "title is 3"),
        (b'date = "May 2031"', "date is 'May 2031'"),
        (b"date = 2031-13-01", "not valid TOML"),
        (b"title = ", "not valid TOML"),
        (b'title = "\xe1"', "not UTF-8 at byte 9"),
    ],
)
def test_a_wrong_sidecar_names_its_file_and_key(tmp_path, content, what):
    path = write(tmp_path, "visit.txt", b"The Ministers met.")
    write(tmp_path, "visit.meta.toml", content)
    with pytest.raises(SourceError, match=what) as caught:
        read_source(path)
    assert "visit.meta.toml" in str(caught.value)
