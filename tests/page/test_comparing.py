"""Ways to find, compare and cite, in a real browser: search, comparison, history, the period beside every view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg.page import PageData, render_page
from tests.page.conftest import Visitor, address_of
from tests.page.test_browser import QUOTE, state
from tests.sample_record import AUSTRALIA, ITALY, KOREA

pytestmark = pytest.mark.browser

SIDES = f"#view=compare&facet=issue&left={quote(ITALY)}&right={quote(AUSTRALIA)}"
Opener = Callable[[str], Any]


@pytest.fixture
def two(visitor: Visitor, data: PageData, tmp_path: Path) -> Opener:
    """A page of two statements with a year between, the later one without links."""
    later = replace(
        data.statements[0],
        id="urn:later",
        title="A later word",
        date="2022-03-04",
        text="Silence.",
        parts=(),
        mentions=(),
    )
    path = tmp_path / "two.html"
    path.write_text(render_page(replace(data, statements=(*data.statements, later))), encoding="utf-8")
    return lambda address: visitor.open(path, address)


def test_search_forgives_a_wrong_letter(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.get_by_role("combobox", name="Search entities").fill("austrlia")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    assert state(page)["node"] == AUSTRALIA


def test_words_that_name_no_entity_lead_to_the_passages(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.get_by_role("combobox", name="Search entities").fill("STRONGLY condemned")
    assert page.locator("#found li").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-view='table']")
    rows = page.locator("tbody td.quote").all_inner_texts()
    assert rows
    assert set(rows) == {QUOTE}
    page.locator("tbody tr").first.get_by_role("button").click()
    assert page.locator("#evidence mark").inner_text() == QUOTE


def test_the_browser_goes_back_and_on_step_by_step(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=network")
    for name in ("Commitments", "Table"):
        page.get_by_role("button", name=name, exact=True).click()
        assert f"view={name.lower()}" in address_of(page)
    page.go_back()
    page.wait_for_selector("html[data-view='commitments']")
    page.go_back()
    page.wait_for_selector("html[data-view='network']")
    page.go_forward()
    page.wait_for_selector("html[data-view='commitments']")
    page.reload()
    page.wait_for_selector("html[data-ready='true'][data-view='commitments']")


def test_the_start_counts_statements_without_links_too(two: Opener) -> None:
    page = two("#view=start")
    assert page.locator(".figures").inner_text().startswith("2\nstatements")
    assert page.locator("#counts").inner_text().startswith("2 statements")


def test_the_period_is_drawn_beside_every_view(two: Opener) -> None:
    page = two("#view=table")
    handle = page.get_by_role("slider", name="Statements: begin of the period")
    handle.press("End")
    assert state(page)["from"] == "2022-03-04"
    narrowed = page.locator("tbody tr").count()
    handle.press("Home")
    assert state(page)["from"] == ""
    assert page.locator("tbody tr").count() > narrowed


def test_two_entities_stand_side_by_side_with_their_sentences(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, SIDES)
    row = page.locator(".compare-fold", has_text="ballistic missiles")
    row.locator("summary").click()
    columns = row.locator(".compare-pair section")
    columns.first.wait_for()
    assert columns.evaluate_all("(all) => all.map((one) => one.ariaLabel)") == ["Italy", "Australia"]
    columns.nth(1).locator(".passage", has_text="condemned").click()
    assert page.locator("#evidence mark").inner_text() == QUOTE
    assert page.locator(".compare-pair [aria-pressed=true]").count() == 2


def test_a_profile_leads_to_the_comparison_and_its_address_back_to_it(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=profile&subject={quote(ITALY)}&partner={quote(AUSTRALIA)}")
    page.get_by_role("button", name="Compare the two").click()
    assert page.locator(".compare h2").inner_text() == "Italy and Australia"
    again = visitor.open(page_file, address_of(page))
    assert again.locator(".compare-rows").inner_text() == page.locator(".compare-rows").inner_text()


def test_periods_are_compared_before_and_since_a_day(two: Opener) -> None:
    page = two("#view=compare&sides=periods&facet=issue")
    assert page.locator(".compare h2").inner_text() == "Before and since 2022-03-04"
    notes = page.locator(".compare-row > :last-child").all_inner_texts()
    assert set(notes) == {"only before 2022-03-04"}


def test_periods_need_two_days(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=compare&sides=periods")
    assert "nothing to compare" in page.locator(".compare").inner_text()


def test_a_passage_is_copied_with_the_place_where_it_stands(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(
        page_file, f"#view=network&node={quote(KOREA)}", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Cite").click()
    page.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"“{QUOTE}” (")
    assert "2021-03-04" in text
