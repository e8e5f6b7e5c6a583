from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.page import PageData, write_pyvis
from kg.page.gathering import Query
from kg.page.pyvis_page import render_pyvis
from tests.page.conftest import Visitor
from tests.page.samples import hostile_data
from tests.sample_record import ITALY


def test_the_pyvis_page_loads_nothing(data: PageData) -> None:
    page = re.sub(r"<!--.*?-->", "", render_pyvis(data), flags=re.DOTALL)
    assert not re.findall(r"<(?:script|link|img)\b[^>]*\b(?:src|href)=", page)
    assert "default-src 'none'" in page


def test_the_pyvis_page_has_given_positions_and_no_motion(data: PageData) -> None:
    page = render_pyvis(data)
    assert page == render_pyvis(data)
    assert re.search(r'"physics": \{\s*"enabled": false', page)
    assert ITALY in page


def test_an_unknown_focus_of_the_pyvis_page_is_an_error(query: Query, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="urn:nobody"):
        write_pyvis(query, tmp_path / "page.html", focus="urn:nobody")


@pytest.mark.browser
def test_the_pyvis_page_runs_nothing_of_a_document(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "pyvis.html"
    write_pyvis(hostile_data(), path, title="</title><script>window.struck=1</script>")
    page = visitor.open(path, ready="canvas")
    box = page.locator("canvas").bounding_box()
    for step in range(10):
        page.mouse.move(box["x"] + box["width"] * step / 10, box["y"] + box["height"] / 2)
    assert page.evaluate("typeof struck") == "undefined"
    assert page.evaluate("document.querySelectorAll('img').length") == 0
