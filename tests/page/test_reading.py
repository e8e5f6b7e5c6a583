"""The views for reading, in a real browser: start, statement, profile, commitments; Turtle, permalink, paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef

from kg.names import DCO, PREFIXES
from kg.page import PageData, render_page
from kg.page.gathering import Query
from tests.page.conftest import Visitor, address_of
from tests.page.samples import HOSTILE, large_data
from tests.page.test_browser import QUOTE, point_of, state
from tests.sample_record import AUSTRALIA, BIANCHI, ITALY, KOREA, MEMORANDUM, TEXT

pytestmark = pytest.mark.browser

PAIR = f"#view=profile&subject={quote(AUSTRALIA)}&partner={quote(ITALY)}"
COMPARED = ["#view=compare&facet=issue", "#view=compare&sides=periods&split=2020-01-01&facet=partner"]
VIEWS = ["#view=start", "#view=statement", "#view=profile", PAIR, "#view=commitments", *COMPARED]


def marks(page: Any, kind: str) -> list[str]:
    texts: list[str] = page.locator(f".doc .said-{kind}[role=button]").all_inner_texts()
    return texts


@pytest.fixture(scope="module")
def condemned(data: PageData) -> str:
    return quote(next(found.id for found in data.findings if found.label.startswith("condemned")))


def test_a_large_graph_opens_on_the_start(visitor: Visitor, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(render_page(large_data(400)), encoding="utf-8")
    page = visitor.open(path)
    assert page.get_by_role("heading", name="What is in this graph").is_visible()
    assert not page.locator("canvas").is_visible()
    assert not page.locator("#evidence").is_visible()


def test_the_start_leads_to_states_issues_and_statements(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=start")
    assert page.locator(".figures").inner_text().startswith("1\nstatement\n3\nstates")
    page.locator(".doors .door", has_text="Australia").click()
    assert (state(page)["view"], state(page)["node"]) == ("profile", AUSTRALIA)
    assert page.locator(".profile h2").inner_text() == "Australia"
    page.get_by_role("button", name="Start").click()
    page.locator(".sayings button").click()
    assert page.locator(".doc h2").inner_text() == TEXT.splitlines()[0]


def test_the_start_follows_the_filters(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=start&act=condemn")
    assert page.locator(".figures").inner_text().splitlines()[-2:] == ["1", "speech acts"]
    assert page.get_by_role("heading", name="Strongest commitments").count() == 0


def test_a_strong_passage_of_the_start_opens_its_sentence(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=start")
    page.locator(".passage", has_text="condemn").first.click()
    assert page.locator("#evidence mark").inner_text() == QUOTE


def test_the_reader_marks_acts_commitments_and_names(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    assert "condemned" in marks(page, "act")
    assert {"North Korea", "Gulf of Aden", "Anna Bianchi"} <= set(marks(page, "name"))
    assert any(text.startswith("sign a") for text in marks(page, "commitment"))
    styles = page.evaluate(
        """(kinds) => kinds.map((kind) => {
          const style = getComputedStyle(document.querySelector(`.doc .said-${kind}`));
          return [style.textDecorationLine, style.fontWeight, style.borderBottomStyle];
        })""",
        ["act", "name"],
    )
    assert styles == [["underline", "700", "none"], ["none", "400", "dotted"]]


def test_the_reader_shows_the_whole_text_once(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    shown = page.evaluate("[...document.querySelectorAll('.doc .block')].map((one) => one.textContent).join(' ')")
    assert shown.split() == TEXT.split()


def test_numbers_and_headings_stand_out(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    assert page.locator(".doc .lead").all_inner_texts() == ["1", "2", "3", "Education"]


def test_overlapping_marks_are_told_together(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    page.locator(".doc .said-commitment.said-name", has_text="Memorandum on").first.hover()
    told = page.locator(".doc-tip p").all_inner_texts()
    assert told[0].startswith("Memorandum on Cyber Defence, framework")
    assert any("commitment" in line for line in told[1:])
    page.keyboard.press("Escape")
    page.locator(".doc [role=button]").first.focus()
    page.keyboard.press("Escape")
    assert page.locator(".doc-tip").is_hidden()


def test_a_mark_leads_to_the_network_and_back(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    page.locator(".doc .said-act", has_text="condemned").click()
    assert page.locator("#evidence blockquote").inner_text() == QUOTE
    assert "".join(page.locator(".doc .quoted").all_inner_texts()) == QUOTE
    page.get_by_role("button", name="Show in the network").click()
    assert page.locator("canvas").is_visible()
    assert state(page)["link"].startswith("critical ")
    page.get_by_role("button", name="Read the whole statement").click()
    assert page.locator(".doc .chosen").inner_text() == "condemned"


def test_the_keys_walk_the_marks(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    page.locator(".doc [role=button][tabindex='0']").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator(".doc-tip").is_visible()
    chosen = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == chosen


def test_a_chosen_entity_is_marked_in_the_reader(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=statement&node={quote(KOREA)}")
    assert set(page.locator(".doc .chosen").all_inner_texts()) == {"North Korea"}


def test_marks_can_be_switched_off(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=statement")
    page.get_by_role("checkbox", name="Names").uncheck()
    mark = page.locator(".doc .said-name", has_text="North Korea").first
    assert mark.evaluate("(one) => getComputedStyle(one).borderBottomStyle") == "none"
    mark.hover()
    assert page.locator(".doc-tip").is_hidden()


def test_a_profile_gathers_what_concerns_a_state(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=profile&subject={quote(ITALY)}")
    headings = page.locator(".profile-section h3").all_inner_texts()
    assert headings[:2] == ["Areas of cooperation", "Commitments"]
    assert {"Instruments and frameworks", "Exercises and other activities", "Positions", "Posts and persons"} <= set(
        headings
    )
    posts = page.locator(".profile-section", has_text="Posts and persons").locator(".passage")
    assert "Anna Bianchi" in posts.first.inner_text()
    posts.first.click()
    assert "Anna Bianchi" in page.locator("#evidence mark").inner_text()
    assert page.locator(".profile h2").inner_text() == "Italy"


def test_two_states_have_a_page_of_their_own(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=profile&subject={quote(AUSTRALIA)}")
    page.locator(".profile .chip", has_text="Italy").click()
    assert page.locator(".profile h2").inner_text() == "Australia and Italy"
    shared = page.locator(".profile-section", has_text="Shared positions")
    shared.locator("summary", has_text="ballistic missiles").click()
    shared.locator(".passage", has_text="condemn").first.click()
    assert page.locator("#evidence mark").inner_text() == QUOTE
    again = visitor.open(page_file, address_of(page))
    assert again.locator(".profile h2").inner_text() == "Australia and Italy"
    assert again.locator("#evidence mark").inner_text() == QUOTE


def test_only_what_names_both_is_on_the_page_of_two(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, PAIR)
    both = page.evaluate(
        """([a, b]) => { const { model } = defcoopPage; const [x, y] = [a, b].map((id) => model.byId.get(id));
          const names = (f, n) => Object.values(f.roles).some((ids) => ids.includes(n));
          return model.findings.filter((f) => names(f, x) && names(f, y)).length; }""",
        [AUSTRALIA, ITALY],
    )
    assert page.locator(".profile-head > p.quiet").inner_text().startswith(f"{both} passages in 1 statement")


def test_a_choice_elsewhere_changes_the_profile(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, PAIR)
    page.keyboard.press("/")
    page.keyboard.type("Anna")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    assert state(page)["node"] == BIANCHI
    assert page.locator(".profile h2").inner_text() == "Anna Bianchi"


def test_the_board_says_who_owes_what_and_how_firmly(visitor: Visitor, page_file: Path, data: PageData) -> None:
    page = visitor.open(page_file, "#view=commitments")
    rows = page.locator(".board tbody tr")
    assert rows.count() == sum(found.kind == "commitment" for found in data.findings)
    assert rows.locator(".firm").first.inner_text().endswith("firm")
    page.get_by_role("group", name="Firmness").get_by_role("button", name="hoped").click()
    assert state(page)["firmness"] == ["hoped"]
    assert all(text.endswith("hoped") for text in rows.locator(".firm").all_inner_texts())
    rows.first.get_by_role("button").click()
    assert page.locator("#evidence mark").is_visible()
    again = visitor.open(page_file, address_of(page))
    assert again.locator(".board tbody").inner_text() == page.locator(".board tbody").inner_text()


def test_the_board_filters_by_who_is_bound_and_by_deadline(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=commitments")
    page.get_by_label("Who is bound").select_option(label="Italy")
    assert all("Italy" in text for text in page.locator(".board td[data-label='Who is bound']").all_inner_texts())
    page.get_by_role("checkbox", name="With a deadline").check()
    assert page.locator(".board td[data-label=Deadline]").all_inner_texts() != []
    assert all(page.locator(".board td[data-label=Deadline]").all_inner_texts())


def test_the_board_sorts_and_says_so(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=commitments")
    page.get_by_role("button", name="To what").click()
    head = page.get_by_role("columnheader", name="To what")
    assert head.get_attribute("aria-sort") == "ascending"
    words = page.locator(".board td.quote").all_inner_texts()
    assert words == sorted(words, key=str.casefold)


def triples(query: Query) -> set[tuple[str, str, str]]:
    rows = query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    return {tuple(str(getattr(term, "value", term)) for term in row) for row in rows}  # type: ignore[misc]


def saved_turtle(page: Any) -> Graph:
    with page.expect_download() as download:
        page.get_by_role("button", name="Turtle").click()
    return Graph().parse(download.value.path(), format="turtle")


def test_the_turtle_of_all_is_part_of_the_graph(
    visitor: Visitor, page_file: Path, query: Query, data: PageData
) -> None:
    graph = saved_turtle(visitor.open(page_file))
    found = {(str(s), str(p), str(o)) for s, p, o in graph}
    assert found - triples(query) == set()
    assert {str(s) for s in graph.subjects(URIRef(f"{DCO}statedIn"))} == {one.id for one in data.findings}
    exact = URIRef(PREFIXES["oa"] + "exact")
    assert {str(text) for text in graph.objects(None, exact)} <= {TEXT[f.start : f.end] for f in data.findings}


def test_the_turtle_holds_the_choice_alone(visitor: Visitor, page_file: Path, condemned: str) -> None:
    graph = saved_turtle(visitor.open(page_file, f"#finding={condemned}"))
    (act,) = graph.subjects(URIRef(f"{DCO}statedIn"))
    assert URIRef(KOREA) in graph.objects(act, URIRef(f"{DCO}target"))
    assert [int(strength) for strength in graph.objects(act, URIRef(f"{DCO}strength"))] == [5]


def test_the_turtle_of_hostile_text_reads_back(visitor: Visitor, hostile_file: Path) -> None:
    graph = saved_turtle(visitor.open(hostile_file))
    assert {str(text) for text in graph.objects(None, URIRef(PREFIXES["oa"] + "exact"))} == set(HOSTILE)


def test_the_link_button_copies_the_address(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, PAIR, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    address_of(page)
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate("location.href")
    assert page.locator("#live").inner_text() == "The address is copied."


def test_the_camera_is_in_the_address(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Move left").click()
    again = visitor.open(page_file, address_of(page))
    assert point_of(again, KOREA) == pytest.approx(point_of(page, KOREA), abs=2)


@pytest.mark.parametrize("address", VIEWS)
def test_hostile_text_is_shown_and_not_run(visitor: Visitor, hostile_file: Path, address: str) -> None:
    page = visitor.open(
        hostile_file, address if "partner" not in address else "#view=profile&subject=urn:x:0&partner=urn:x:1"
    )
    assert page.locator("#stage").inner_text().count("onerror") >= 1
    for control in page.locator("#stage .passage, #stage .door, #stage [role=button]").all()[:3]:
        if control.is_visible():
            control.hover()
    assert page.evaluate("typeof struck") == "undefined"
    assert page.evaluate("document.querySelectorAll('img, iframe, object, a[href^=javascript]').length") == 0
    assert page.evaluate("document.body.innerText.includes('\\u202e')") is False


@pytest.mark.parametrize("address", ["#view=statement", PAIR, "#view=commitments"])
def test_paper_gets_the_text_without_the_controls(visitor: Visitor, page_file: Path, address: str) -> None:
    page = visitor.open(page_file, address, color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#tools").is_visible()
    heights = page.evaluate(
        "[...document.querySelectorAll('#stage *')].filter((one) => one.scrollHeight > one.clientHeight + 4"
        " && getComputedStyle(one).overflowY !== 'visible' && one.clientHeight > 1 && !one.matches('.clamp')).length"
    )
    assert heights == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.wait_for_selector("html[data-theme='light']")
    page.emulate_media(media="screen")
    page.wait_for_selector("html[data-theme='dark']")


def test_a_narrow_table_shows_date_and_strength(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=table&act=condemn", width=390)
    assert "2021-03-04" in page.locator("tbody tr").inner_text()
    assert page.locator("tbody td[data-label=Strength] .dots").get_attribute("aria-label") == "strength 5 of 5"


def test_a_framework_has_a_profile_too(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=profile&subject={quote(MEMORANDUM)}")
    assert page.locator(".profile h2").inner_text() == "Memorandum on Cyber Defence"
    assert (
        "Memorandum" in page.locator(".profile-section", has_text="Commitments").locator(".passage").first.inner_text()
    )


def test_several_statements_begin_with_a_list(visitor: Visitor, data: PageData, tmp_path: Path) -> None:
    other = replace(
        data.statements[0], id="urn:other", title="Another statement", text="It was said.", parts=(), mentions=()
    )
    path = tmp_path / "two.html"
    path.write_text(render_page(replace(data, statements=(*data.statements, other))), encoding="utf-8")
    page = visitor.open(path, "#view=statement")
    page.locator(".doc-list").get_by_role("button", name="Another statement").click()
    assert page.locator(".doc .block").inner_text() == "It was said."
    page.get_by_role("button", name="Previous").click()
    assert page.locator(".doc h2").inner_text() == TEXT.splitlines()[0]
    page.get_by_label("2 statements").select_option(label="All statements")
    assert page.locator(".doc .sayings button").count() == 2


def test_the_evidence_stands_over_a_long_view_on_a_narrow_screen(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, PAIR, width=390)
    page.locator(".profile .passage").filter(visible=True).first.click()
    box = page.locator("#evidence blockquote").bounding_box()
    assert 0 < box["y"] < 900


def test_an_entity_of_the_network_leads_to_its_profile(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#node={quote(KOREA)}")
    page.get_by_role("button", name="Open the profile").click()
    assert page.locator(".profile h2").inner_text() == "Democratic People's Republic of Korea"


def test_a_person_has_posts_and_positions(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=profile&subject={quote(BIANCHI)}")
    headings = page.locator(".profile-section h3").all_inner_texts()
    assert {"Posts", "Positions"} <= set(headings)
    assert "Who speaks of it" not in headings
    assert "held post" in page.locator(".profile-section", has_text="Posts").locator(".passage").first.inner_text()
