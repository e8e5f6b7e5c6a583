"""Pictures for a report: PNG without a browser and without the machine's fonts, and what a notebook shows of them."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.cli.main import cli
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.page import PageData, PagePart, write_drawing
from kg.page.drawing import draw_dyad, draw_states
from kg.page.gathering import Query
from kg.page.raster import to_png
from tests.sample_record import AUSTRALIA, ITALY

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="30" font-family="Nowhere, sans-serif">{}</svg>'


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def ink(png: bytes) -> int:
    """Return how many bytes of a PNG's pixels are not zero."""
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return sum(byte != 0 for byte in zlib.decompress(data))


def test_a_picture_is_written_as_png_at_twice_its_size(query: Query, tmp_path: Path, data: PageData) -> None:
    write_drawing(query, tmp_path / "a.png", png=True)
    write_drawing(query, tmp_path / "b.png", png=True)
    drawn = ElementTree.fromstring(draw_states(data))
    width, height = (float(drawn.attrib[name]) for name in ("width", "height"))
    assert size((tmp_path / "a.png").read_bytes()) == (width * 2, height * 2)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("text", ["Łódź", "Ελλάδα", "Україна", "▼ ▲ ○ …"])
def test_letters_of_many_scripts_are_drawn(text: str) -> None:
    blank = ink(to_png(SVG.format("")))
    for weight in (400, 600):
        drawn = to_png(SVG.format(f'<text x="5" y="20" font-size="16" font-weight="{weight}">{text}</text>'))
        assert ink(drawn) > blank + 300


def test_bold_differs_from_regular() -> None:
    words = ['<text x="5" y="20" font-weight="400">State</text>', '<text x="5" y="20" font-weight="600">State</text>']
    assert ink(to_png(SVG.format(words[0]))) < ink(to_png(SVG.format(words[1])))


def test_the_machines_fonts_are_not_looked_at(tmp_path: Path) -> None:
    drawing = SVG.format('<text x="5" y="20" font-size="16">State</text>')
    script = f"import sys; from kg.page.raster import to_png; sys.stdout.buffer.write(to_png({drawing!r}))"
    (tmp_path / "fonts.conf").write_text("<fontconfig/>", encoding="utf-8")
    bare = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script], env=bare, capture_output=True, check=True)
    assert done.stdout == to_png(drawing)


def test_the_suffix_says_what_is_written(seed_graph: KnowledgeGraph, tmp_path: Path) -> None:
    for name, begin in (("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.html", b"<!doctype html>")):
        arguments = ["view", "--store", str(seed_graph.path), "-o", str(tmp_path / name)]
        cli.main(arguments, standalone_mode=False)
        assert (tmp_path / name).read_bytes().startswith(begin)


def test_an_unknown_format_is_an_error(seed_graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="unknown format 'gif'"):
        seed_graph.view(tmp_path / "a.gif", format="gif")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_picture_of_two_states(seed_graph: KnowledgeGraph) -> None:
    shown = seed_graph.picture("Spain", "Japan")._repr_svg_()
    assert ElementTree.fromstring(shown).tag.endswith("svg")
    assert "Spain and Japan" in shown


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"since": "2023-02-29"}, "since: '2023-02-29' is no day; write it as YYYY-MM-DD"),
        ({"until": "20230101"}, "until: '20230101' is no day; write it as YYYY-MM-DD"),
        (
            {"since": "2023-01-02", "until": "2023-01-01"},
            "since 2023-01-02 is after until 2023-01-01; exchange the two",
        ),
        ({"area": ITALY}, f"{ITALY}: no area or issue; name a concept, such as cyber defence"),
    ],
)
def test_a_part_that_no_statement_can_be_in_is_refused(part: dict[str, str], told: str) -> None:
    with pytest.raises(QueryError) as caught:
        PagePart(**part)
    assert str(caught.value) == told


def test_a_picture_of_one_entity_twice_is_refused(query: Query, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="the same entity twice"):
        write_drawing(query, tmp_path / "pair.svg", focus=[ITALY, ITALY])
    assert not list(tmp_path.iterdir())


def test_a_picture_without_anything_says_so(data: PageData) -> None:
    empty = ElementTree.fromstring(draw_states(PageData()))
    assert "No states are joined in this part of the graph." in "".join(empty.itertext())
    apart = ElementTree.fromstring(draw_dyad(PageData(nodes=data.nodes), ITALY, AUSTRALIA))
    assert "no topic that both speak of" in "".join(apart.itertext())


def test_an_output_of_another_kind_is_refused(seed_graph: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"no view has the suffix \.jpeg; write \.html, \.svg or \.png"):
        arguments = ["view", "--store", str(seed_graph.path), "-o", str(tmp_path / "states.jpeg")]
        cli.main(arguments, standalone_mode=False)
    assert not list(tmp_path.iterdir())
