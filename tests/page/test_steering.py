"""What one does with the network and takes back: expand, hide, move, undo; and what each view saves."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.page import render_page
from tests.page.conftest import Visitor, address_of
from tests.page.samples import large_data
from tests.page.test_browser import point_of, shown_nodes, state
from tests.page.test_views import issue_data
from tests.sample_record import ITALY, KOREA

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "page.html"
    path.write_text(render_page(large_data(400)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dated") / "page.html"
    path.write_text(render_page(issue_data()), encoding="utf-8")
    return path


def saved(page: Any, name: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def rows(page: Any) -> tuple[str, list[dict[str, str]]]:
    name, content = saved(page, "CSV")
    return name, list(csv.DictReader(io.StringIO(content.decode())))


def test_a_hidden_entity_comes_back_by_its_button_or_by_undo(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=network")
    before = shown_nodes(page)
    page.mouse.click(*point_of(page, KOREA))
    page.get_by_role("button", name="Hide", exact=True).click()
    assert shown_nodes(page) < before
    assert KOREA not in shown_nodes(page)
    page.get_by_role("button", name="Show 1 hidden entity").click()
    assert shown_nodes(page) == before
    page.keyboard.press("Control+z")
    assert KOREA not in shown_nodes(page)
    page.keyboard.press("Control+z")
    assert shown_nodes(page) == before
    assert state(page)["node"] == KOREA
    page.get_by_role("button", name="Redo").click()
    assert KOREA not in shown_nodes(page)


def test_a_search_brings_a_hidden_entity_back(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=network&hidden={KOREA}")
    page.keyboard.press("/")
    page.keyboard.type("north kor")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    assert KOREA in shown_nodes(page)


def test_an_expanded_entity_keeps_its_neighbours(visitor: Visitor, large_file: Path) -> None:
    page = visitor.open(large_file, "#view=network&node=urn:n:00000")
    page.locator("canvas").focus()
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    assert state(page)["expanded"] == ["urn:n:00000"]
    near = page.evaluate(
        """() => { const { nodes, edges } = defcoopPage.model;
          return nodes[0].edges.flatMap((at) => [edges[at].source, edges[at].target]).map((at) => nodes[at].id); }"""
    )
    assert set(near) <= shown_nodes(page)
    page.locator("canvas").focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    assert state(page)["expanded"] == []
    assert not set(near) <= shown_nodes(page)


def test_a_double_click_expands(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=network")
    page.mouse.dblclick(*point_of(page, KOREA))
    assert state(page)["expanded"] == [KOREA]


def test_a_dragged_node_moves_alone_and_the_address_keeps_it(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=network")
    others = page.evaluate("defcoopPage.model.nodes.map(({ id, x, y }) => [id, x, y])")
    x, y = point_of(page, KOREA)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 30, steps=4)
    page.mouse.up()
    assert point_of(page, KOREA) == pytest.approx((x + 40, y + 30), abs=2)
    assert state(page)["node"] == ""
    now = page.evaluate("defcoopPage.model.nodes.map(({ id, x, y }) => [id, x, y])")
    assert [one[0] for one, other in zip(others, now, strict=True) if one != other] == [KOREA]
    again = visitor.open(page_file, address_of(page))
    assert again.evaluate("defcoopPage.model.nodes.map(({ id, x, y }) => [id, x, y])") == now
    page.get_by_role("button", name="Undo all moves").click()
    assert page.evaluate("defcoopPage.model.nodes.map(({ id, x, y }) => [id, x, y])") == others


def test_a_node_moves_with_the_keyboard(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=network&node={KOREA}")
    x, _ = point_of(page, KOREA)
    page.locator("canvas").focus()
    page.keyboard.press("Alt+ArrowRight")
    assert point_of(page, KOREA)[0] > x
    assert state(page)["node"] == KOREA


def test_keys_in_a_field_of_text_are_words(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table")
    page.get_by_role("button", name="Map", exact=True).click()
    page.get_by_role("combobox", name="Search entities").fill("x")
    page.keyboard.press("Control+z")
    page.keyboard.type("?")
    assert state(page)["view"] == "map"
    assert not page.get_by_role("dialog").is_visible()


def test_the_start_says_who_cooperates_with_whom_on_what(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=start")
    first = page.locator(".pair-row").first
    assert first.locator(".pair-names").inner_text() == "Australia and Italy"
    assert first.locator(".pair-areas").inner_text().startswith("on ")
    first.click()
    assert page.locator(".profile h2").inner_text() == "Australia and Italy"


def test_words_for_several_lead_to_what_links_them(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    words = page.locator(".doc .said-name[role=button]", has_text="The Ministers").first
    words.hover()
    told = page.locator(".doc-tip p").all_inner_texts()
    assert [line.partition(",")[0] for line in told] == ["Anna Bianchi", "Tom O’Neill"]
    words.click()
    assert page.locator(".panel-head h2").inner_text() == "Anna Bianchi – Tom O’Neill"


@pytest.mark.parametrize(("view", "words"), [("timeline", "Meeting"), ("map", "Beta"), ("network", "Alpha")])
def test_the_picture_of_a_view_stands_alone_as_svg(visitor: Visitor, dated_file: Path, view: str, words: str) -> None:
    page = visitor.open(dated_file, f"#view={view}", color_scheme="dark")
    name, content = saved(page, "SVG")
    root = ElementTree.fromstring(content)
    assert name == f"{view}.svg"
    assert any(words in (node.text or "") for node in root.iter("{http://www.w3.org/2000/svg}text"))
    plain = {attribute for node in root.iter() for attribute in node.attrib}
    assert plain.isdisjoint({"class", "style", "tabindex", "onclick"})
    assert b"var(" not in content


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_the_picture_of_a_view_is_saved_as_png(visitor: Visitor, dated_file: Path, view: str) -> None:
    page = visitor.open(dated_file, f"#view={view}")
    name, content = saved(page, "PNG")
    assert name == f"{view}.png"
    assert content.startswith(b"\x89PNG") and len(content) > 4000


def test_the_timeline_saves_what_is_dated_in_its_period(visitor: Visitor, dated_file: Path) -> None:
    page = visitor.open(dated_file, "#view=timeline&from=2021-02-01")
    name, found = rows(page)
    assert name == "timeline.csv"
    assert [(row["begin"], row["end"], row["label"]) for row in found] == [
        ("2021-03-01", "2021-03-05", "Meeting"),
        ("2021-06-01", "2021-06-30", "train"),
    ]


def test_the_map_saves_its_pairs_and_the_issues_their_stances(visitor: Visitor, dated_file: Path) -> None:
    page = visitor.open(dated_file, "#view=map")
    name, found = rows(page)
    assert (name, [(row["one"], row["other"], row["passages"]) for row in found]) == (
        "map.csv",
        [("Beta", "Gamma", "1")],
    )
    page.get_by_role("button", name="Issues").click()
    name, found = rows(page)
    assert name == "matrix.csv"
    assert [(row["state"], row["critical"], row["supportive"]) for row in found] == [
        ("Alpha", "0", "1"),
        ("Beta", "1", "0"),
    ]


def test_the_page_works_in_a_frame_without_an_origin(chromium: Any, page_file: Path, tmp_path: Path) -> None:
    """As a notebook shows it: the address cannot be written there, and nothing breaks."""
    from kg.notebook import Frame

    host = tmp_path / "notebook.html"
    host.write_text(f"<!doctype html>{Frame(page_file.read_text(encoding='utf-8'))._repr_html_()}", encoding="utf-8")
    context = chromium.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(host.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready='true']").wait_for(state="attached")
    inside.get_by_role("button", name="Table").click()
    inside.locator("tbody tr").first.wait_for()
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    context.close()
    assert faults == []


def test_a_chosen_state_brings_its_neighbours_into_the_network_of_states(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=network&scope=states&node={ITALY}")
    kinds = set(page.evaluate("defcoopPage.shown().nodes.map((n) => defcoopPage.model.nodes[n].kind)"))
    assert kinds > {"state"}
    inside = page.evaluate("defcoopPage.shown().nodes.every((n) => Number.isFinite(defcoopPage.model.nodes[n].x))")
    assert inside
