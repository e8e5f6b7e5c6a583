"""The page in a real browser, from disk: it asks for nothing, runs nothing of a document, and shows the sentence."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.page import PageData, render_page, write_page
from kg.page.gathering import Query
from tests.page.conftest import Visitor, address_of
from tests.page.samples import HOSTILE, large_data
from tests.sample_record import ITALY, KOREA, MISSILES

pytestmark = pytest.mark.browser

QUOTE = (
    "The Ministers strongly condemned North Korea's ballistic missile launches in violation of resolution 2397 "
    "adopted on 22 December 2017."
)
VIEWS = ["#view=network", "#view=table", "#view=table&rows=links"]


def state(page: Any) -> dict[str, Any]:
    values: dict[str, Any] = page.evaluate("defcoopPage.store.get()")
    return values


def shown_nodes(page: Any) -> set[str]:
    return set(page.evaluate("defcoopPage.shown().nodes.map((n) => defcoopPage.model.nodes[n].id)"))


def point_of(page: Any, iri: str) -> tuple[float, float]:
    """Return where a node stands on the screen."""
    x, y = page.evaluate(
        """(iri) => {
          const { network, model } = defcoopPage;
          const node = model.nodes[model.byId.get(iri)];
          const box = network.canvas.getBoundingClientRect();
          const { k, x, y } = network.camera;
          return [box.left + node.x * k + x, box.top + node.y * k + y];
        }""",
        iri,
    )
    return float(x), float(y)


@pytest.mark.parametrize("address", VIEWS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_view_makes_no_request_and_breaks_no_policy(
    visitor: Visitor, page_file: Path, address: str, theme: str
) -> None:
    page = visitor.open(page_file, address, color_scheme=theme)
    assert page.get_by_role("heading", name="Summary").is_visible()
    assert page.evaluate("document.documentElement.dataset.theme") == theme


def test_a_click_on_a_node_shows_the_sentence_marked_in_the_statement(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.mouse.click(*point_of(page, KOREA))
    assert state(page)["node"] == KOREA
    assert page.locator("mark").inner_text() == QUOTE
    assert page.locator("mark b").inner_text() == "condemned"
    assert page.locator("blockquote").first.inner_text() == QUOTE
    assert page.evaluate(
        """() => {
          const mark = document.querySelector('mark').getBoundingClientRect();
          const text = document.querySelector('.text').getBoundingClientRect();
          return mark.top >= text.top - 1 && mark.bottom <= text.bottom + 1;
        }"""
    )


def test_the_whole_statement_is_there_around_the_sentence(visitor: Visitor, page_file: Path, data: PageData) -> None:
    page = visitor.open(page_file, f"#node={KOREA}")
    assert page.evaluate("document.querySelector('.text').textContent") == data.statements[0].text


def test_a_click_on_a_link_shows_what_supports_it(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    (ax, ay), (bx, by) = point_of(page, ITALY), point_of(page, KOREA)
    key = page.evaluate(
        """([a, b]) => defcoopPage.shown().bundles.find(
          (x) => x.relation === 'critical' && x.key.includes(a) && x.key.includes(b)).key""",
        [ITALY, KOREA],
    )
    page.mouse.click(ax * 0.4 + bx * 0.6, ay * 0.4 + by * 0.6)
    assert state(page)["link"] == key
    assert page.locator("mark").inner_text() == QUOTE


def test_search_finds_by_alias_and_chooses_with_the_keyboard(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.keyboard.press("/")
    page.keyboard.type("north kor")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    assert state(page)["node"] == KOREA
    assert page.locator(".panel-head h2").inner_text() == "Democratic People's Republic of Korea"


def test_the_legend_leaves_out_a_kind(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    assert MISSILES in shown_nodes(page)
    page.get_by_role("checkbox", name="Issue").uncheck()
    assert MISSILES not in shown_nodes(page)
    assert state(page)["hideKinds"] == ["issue"]


def test_filters_narrow_network_and_table_alike(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.get_by_label("Kind of act or fact").select_option("condemn")
    assert shown_nodes(page) >= {KOREA, MISSILES}
    page.get_by_role("button", name="Table").click()
    assert page.locator("tbody tr").count() == 1
    page.get_by_role("button", name="Clear all filters").click()
    assert page.locator("tbody tr").count() == page.evaluate("Math.min(25, defcoopPage.model.findings.length)")


def test_the_strength_filter_keeps_the_strong(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table&strength=4")
    dots = page.locator("tbody .dots").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert dots
    assert all(label in {"strength 4 of 5", "strength 5 of 5"} for label in dots)


def test_the_table_sorts_and_says_so(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table")
    page.get_by_role("button", name="Strength").click()
    page.get_by_role("button", name="Strength").click()
    head = page.get_by_role("columnheader", name="Strength")
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("tbody tr").first.locator("td > .dots").get_attribute("aria-label") == "strength 5 of 5"
    assert page.evaluate("document.activeElement.dataset.keep") == "sort-strength"


def test_a_row_opens_its_evidence(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table")
    page.get_by_role("searchbox").fill("condemned")
    page.locator("tbody tr").first.get_by_role("button").click()
    assert page.locator("mark").inner_text() == QUOTE


def test_an_address_opens_the_view_that_it_was_copied_from(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.mouse.click(*point_of(page, KOREA))
    page.get_by_role("region", name="Entities").get_by_role("checkbox", name="Activity").uncheck()
    page.get_by_role("button", name="Table").click()
    page.get_by_role("searchbox").fill("North Korea")
    address = address_of(page)
    again = visitor.open(page_file, address)
    assert state(again) == state(page)
    assert again.locator("mark").inner_text() == page.locator("mark").inner_text()
    assert again.locator("tbody").inner_text() == page.locator("tbody").inner_text()


def test_a_broken_address_opens_the_default_view(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=nothing&strength=-1&node=urn:gone&page=9999999&sort=__proto__&constructor=1")
    assert page.get_by_role("heading", name="Summary").is_visible()
    assert page.locator("canvas").is_visible()


def test_arrow_keys_walk_and_are_announced(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.locator("canvas").focus()
    page.keyboard.press("ArrowRight")
    visited = [state(page)["node"]]
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        visited.append(state(page)["node"])
    assert len(set(visited)) > 2
    chosen = page.evaluate("defcoopPage.model.nodes[defcoopPage.model.byId.get(defcoopPage.store.get().node)].label")
    assert page.locator("#live").inner_text().startswith((chosen, "No neighbour"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "evidence"
    page.locator("canvas").focus()
    page.keyboard.press("Escape")
    assert state(page)["node"] == ""


def test_everything_is_reached_with_the_tab_key(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "document.activeElement.className || document.activeElement.id || document.activeElement.tagName"
            )
        )
    assert {"skip", "find", "canvas", "tool", "filter-act"} <= seen


def test_the_way_past_the_controls_keeps_the_address(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#node={KOREA}")
    before = address_of(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "evidence"
    assert address_of(page) == before


def test_a_changed_address_changes_the_view(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.evaluate(f"location.hash = 'node={KOREA}&view=table'")
    page.locator("mark").wait_for()
    assert page.locator("mark").inner_text() == QUOTE
    assert page.locator("table").is_visible()


def test_a_choice_is_announced(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.mouse.click(*point_of(page, KOREA))
    assert page.locator("#live").inner_text() == "1 passage in the evidence"


def test_labels_never_overlap(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(render_page(large_data(400)), encoding="utf-8")
    page = visitor.open(path, "#view=network")
    labels = page.evaluate(
        "defcoopPage.network.labels().map(({ x, y, width, height }) => [x, y, x + width, y + height])"
    )
    assert len(labels) > 40
    for index, a in enumerate(labels):
        for b in labels[:index]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_a_large_graph_opens_on_its_best_linked_part(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(render_page(large_data(400)), encoding="utf-8")
    page = visitor.open(path)
    assert len(shown_nodes(page)) == 90
    page.get_by_label("Entities in the network").select_option("0")
    assert len(shown_nodes(page)) == 400


@pytest.mark.parametrize("address", [*VIEWS, "#node=urn:x:0", "#finding=urn:f:4", "#node=urn:x:1&view=table"])
def test_hostile_text_is_shown_and_not_run(visitor: Visitor, hostile_file: Path, address: str) -> None:
    page = visitor.open(hostile_file, address)
    page.get_by_role("combobox", name="Search entities").fill("s")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("typeof struck") == "undefined"
    assert page.evaluate("document.querySelectorAll('img, iframe, object, a[href^=javascript]').length") == 0
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate("document.body.innerText.includes('\\u202e')") is False


def test_hostile_text_is_quoted_exactly(visitor: Visitor, hostile_file: Path) -> None:
    page = visitor.open(hostile_file, "#finding=urn:f:1")
    assert page.locator("mark").inner_text() == HOSTILE[1]


def test_the_csv_reads_back_and_holds_no_formula(visitor: Visitor, hostile_file: Path) -> None:
    page = visitor.open(hostile_file)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(HOSTILE)
    assert {row["quote"].removeprefix("'") for row in rows} == set(HOSTILE)
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_the_picture_is_a_png(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("hostile", [False, True])
def test_the_drawing_is_svg_with_the_labels_as_text(
    visitor: Visitor, page_file: Path, hostile_file: Path, hostile: bool
) -> None:
    page = visitor.open(hostile_file if hostile else page_file)
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    root = ElementTree.parse(download.value.path()).getroot()
    texts = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert texts >= ({"Australia", "Italy"} if not hostile else {"<img src=x"})
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {"svg", "rect", "path", "text"}


def test_the_picture_can_be_saved_from_the_table(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table")
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert len(ElementTree.parse(download.value.path()).getroot()) > 10


def test_a_page_about_one_entity_opens_on_it(visitor: Visitor, query: Query, tmp_path: Path) -> None:
    write_page(query, tmp_path / "page.html", focus=KOREA)
    page = visitor.open(tmp_path / "page.html")
    assert state(page)["node"] == KOREA
    assert page.locator("mark").inner_text() == QUOTE
    assert page.locator("h1").inner_text() == "Defence cooperation: Democratic People's Republic of Korea"


AUDITED = ["", f"#node={KOREA}", "#view=table", "#view=table&rows=links"]


@pytest.mark.parametrize("address", AUDITED)
def test_a_narrow_screen_scrolls_one_way(visitor: Visitor, page_file: Path, address: str) -> None:
    page = visitor.open(page_file, address, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_targets_are_large_enough(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#node={KOREA}")
    small = page.evaluate(
        """[...document.querySelectorAll('button, select, input:not([type=checkbox]), label.entry, summary')]
          .filter((one) => one.checkVisibility())
          .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []


def test_damaged_data_are_reported_and_not_guessed(visitor: Visitor, page_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.html"
    head, tag, rest = page_file.read_text(encoding="utf-8").partition('type="application/octet-stream">')
    path.write_text(head + tag + rest[400:], encoding="utf-8")
    page = visitor.open(path, ready="html[data-ready='failed']")
    assert "cannot be read" in page.get_by_role("alert").inner_text()


def test_the_framework_filter_keeps_acts_under_it(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table")
    page.get_by_label("Framework", exact=True).select_option(label="Memorandum on Cyber Defence")
    types = page.locator("tbody tr td:nth-child(4) bdi").all_inner_texts()
    assert types == ["commitment"]
