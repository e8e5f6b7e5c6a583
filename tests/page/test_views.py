"""The views of time, issues, the map, paths and pictures, in a real browser and on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg.errors import QueryError
from kg.page import Edge, Finding, Node, PageData, PagePart, Statement, page_data, render_page, write_drawing
from kg.page.drawing import draw_dyad, draw_states
from kg.page.gathering import Query
from kg.page.pairs import state_pairs
from kg.page.world import load_world, match_shapes
from tests.page.conftest import Visitor, address_of, painted
from tests.page.samples import HOSTILE, hostile_data
from tests.page.test_browser import state
from tests.sample_record import AUSTRALIA, ITALY, KOREA, MISSILES, NATO

VIEWS = ["timeline", "matrix", "map", "paths"]
SENTENCES = ("Alpha praised the pact.", "Beta deplored the pact.", "Both will train by June.", "Gamma hosts Beta.")


def issue_data() -> PageData:
    """Return three states: two of opposite stance on one issue, linked to a third through a meeting alone."""
    text = " ".join(SENTENCES)
    spans = [(text.index(sentence), text.index(sentence) + len(sentence)) for sentence in SENTENCES]
    nodes = (
        Node("urn:a", "Alpha", "state", at=(10.0, 50.0)),
        Node("urn:b", "Beta", "state", at=(139.7, 35.7)),
        Node("urn:c", "Gamma", "state", at=(-77.0, 38.9)),
        Node("urn:m", "Meeting", "activity"),
        Node("urn:p", "pact", "issue"),
        Node("urn:t", "Harbour", "place", at=(45.0, 12.0)),
    )

    def act(number: int, stance: str, who: str) -> Finding:
        start, end = spans[number]
        return Finding(f"urn:f:{number}", "act", stance, stance, "urn:s", start, end, relation=stance, strength=3,
                       stance=stance, roles={"onBehalfOf": (who,), "topic": ("urn:p",)})  # fmt: skip

    dated = Finding("urn:f:2", "commitment", "train", "train", "urn:s", *spans[2], words="train",
                    begin="2021-06-01", until="2021-06-30", roles={"debtor": ("urn:a", "urn:b")})  # fmt: skip
    meeting = Finding("urn:m", "activity", "meeting", "Meeting", "urn:s", *spans[3], begin="2021-03-01",
                      until="2021-03-05", roles={"participant": ("urn:b", "urn:c"), "place": ("urn:t",)})  # fmt: skip
    edges = (
        Edge("urn:a", "urn:p", "supportive", "urn:f:0"),
        Edge("urn:b", "urn:p", "critical", "urn:f:1"),
        Edge("urn:b", "urn:m", "participation", "urn:m"),
        Edge("urn:c", "urn:m", "participation", "urn:m"),
        Edge("urn:m", "urn:t", "setting", "urn:m"),
    )
    findings = (act(0, "supportive", "urn:a"), act(1, "critical", "urn:b"), dated, meeting)
    return PageData(nodes, edges, (Statement("urn:s", "A statement", "2021-01-15", text),), findings)


@pytest.fixture(scope="module")
def issue_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("issue") / "page.html"
    path.write_text(render_page(issue_data()), encoding="utf-8")
    return path


@pytest.mark.browser
@pytest.mark.parametrize("view", [*VIEWS, "network&scope=states", "network&scope=2&node=urn:x:0"])
def test_hostile_text_in_a_new_view_is_shown_and_not_run(visitor: Visitor, tmp_path: Path, view: str) -> None:
    data = hostile_data()
    nodes = tuple(replace(node, kind="state", at=(index * 9.0, 10.0)) for index, node in enumerate(data.nodes))
    findings = tuple(
        replace(f, kind=("act", "activity", "commitment")[i % 3], stance="critical", begin="2020-02-01")
        for i, f in enumerate(data.findings)
    )
    path = tmp_path / "hostile.html"
    path.write_text(render_page(replace(data, nodes=nodes, findings=findings)), encoding="utf-8")
    page = visitor.open(path, f"#view={view}&start=urn:x:0&end=urn:x:1")
    painted(page)
    assert page.evaluate("typeof struck") == "undefined"
    assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert page.evaluate("document.scripts.length") == 3


@pytest.mark.browser
def test_opposite_stances_stand_side_by_side_and_open_their_sentences(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=matrix")
    assert page.locator("tbody tr").count() == 1
    assert page.locator("td.verdict").inner_text().endswith("stances differ")
    page.get_by_role("button", name="Beta, pact: 1 critical").click()
    assert page.locator("mark").inner_text() == SENTENCES[1]
    assert state(page)["link"] == "any urn:b urn:p"
    page.get_by_role("button", name="Alpha, pact: 1 supportive").click()
    assert page.locator("mark").inner_text() == SENTENCES[0]


@pytest.mark.browser
def test_the_matrix_sorts_by_a_state_and_says_so(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=matrix&about=area")
    head = page.get_by_role("columnheader", name="Australia")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert state(page)["order"] == AUSTRALIA
    assert page.evaluate("document.activeElement.dataset.keep").startswith("sort-")


@pytest.mark.browser
def test_the_timeline_shows_statements_activities_and_deadlines(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=timeline")
    names = page.locator("[data-mark]").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert names == ["A statement, 2021-01-15", "Meeting, 2021-03-01 to 2021-03-05", "train, 2021-06-01 to 2021-06-30"]
    page.get_by_role("button", name="Meeting, 2021-03-01").click()
    assert page.locator("mark").inner_text() == SENTENCES[3]


@pytest.mark.browser
def test_the_period_is_moved_with_the_keyboard_and_filters_every_view(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=timeline")
    handle = page.get_by_role("slider", name="Timeline: begin of the period")
    handle.focus()
    for _ in range(6):
        page.keyboard.press("PageUp")
    assert state(page)["from"] > "2021-03-05"
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == state(page)["from"]
    assert page.evaluate("[...defcoopPage.shown().findings].length") == 1
    page.get_by_role("button", name="Whole time").click()
    assert page.evaluate("[...defcoopPage.shown().findings].length") == 4


@pytest.mark.browser
def test_dragging_over_the_strip_marks_a_period(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=timeline")
    box = page.locator(".strip").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 15, steps=4)
    page.mouse.up()
    assert "2021-01-15" < state(page)["from"] < state(page)["to"] < "2021-06-30"


@pytest.mark.browser
def test_the_map_joins_states_across_the_pacific_without_a_cut(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=map")
    arcs = page.locator(".arc")
    assert arcs.count() == 1
    assert arcs.first.get_attribute("aria-label") == "Beta and Gamma, 1 passage"
    assert page.locator(".arc .arc-line").get_attribute("d").count("M") == 1
    assert "no position" in page.locator(".map-note").inner_text()
    assert page.locator(".map-place").count() == 1
    arcs.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("mark").inner_text() == SENTENCES[3]


@pytest.mark.browser
def test_a_page_without_the_map_has_no_such_view(visitor: Visitor, data: PageData, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(render_page(data, with_map=False), encoding="utf-8")
    page = visitor.open(path, "#view=map")
    assert page.get_by_role("button", name="Map", exact=True).count() == 0
    assert page.locator("canvas").is_visible() or page.get_by_role("button", name="Network").is_visible()
    assert len(path.read_bytes()) < len(render_page(data).encode()) - 15_000


@pytest.mark.browser
def test_paths_name_every_step_with_its_sentence(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=paths&start=urn:a&end=urn:c")
    assert page.locator(".path").count() == 1
    assert page.locator(".hops .chip").all_inner_texts() == ["Alpha", "pact", "Beta", "Meeting", "Gamma"]
    assert page.locator(".hop blockquote").all_inner_texts() == [SENTENCES[0], SENTENCES[1], SENTENCES[3], SENTENCES[3]]
    page.get_by_role("button", name="Evidence for Beta and Meeting").click()
    assert page.locator("mark").inner_text() == SENTENCES[3]


@pytest.mark.browser
def test_ends_of_a_path_are_chosen_with_the_keyboard(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, "#view=paths")
    for name, words, iri in (("From", "ital", ITALY), ("To", "north atl", NATO)):
        page.get_by_role("combobox", name=name, exact=True).fill(words)
        page.keyboard.press("Enter")
        assert iri in (state(page)["start"], state(page)["end"])
    assert page.locator(".hop").count() >= 1


@pytest.mark.browser
def test_one_step_draws_the_choice_and_its_neighbours_alone(visitor: Visitor, page_file: Path) -> None:
    page = visitor.open(page_file, f"#view=network&node={KOREA}")
    page.get_by_role("button", name="One step").click()
    shown = set(page.evaluate("defcoopPage.shown().nodes.map((n) => defcoopPage.model.nodes[n].id)"))
    near = set(
        page.evaluate(
            """(iri) => { const { model } = defcoopPage; const at = model.byId.get(iri);
            return model.nodes[at].edges.flatMap((e) => [model.edges[e].source, model.edges[e].target])
              .map((n) => model.nodes[n].id) }""",
            KOREA,
        )
    )
    assert shown == near
    assert MISSILES not in shown or MISSILES in near


@pytest.mark.browser
def test_the_scope_of_states_shows_states_alone(visitor: Visitor, issue_file: Path) -> None:
    page = visitor.open(issue_file, "#view=network&scope=states")
    assert page.evaluate("defcoopPage.shown().nodes.map((n) => defcoopPage.model.nodes[n].label)") == ["Beta", "Gamma"]
    page.evaluate("defcoopPage.store.set({ node: 'urn:b' })")
    assert "pact" in page.evaluate("defcoopPage.shown().nodes.map((n) => defcoopPage.model.nodes[n].label)")


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_the_address_of_a_new_view_opens_it_again(visitor: Visitor, issue_file: Path, view: str) -> None:
    address = f"#view={view}&start=urn%3Aa&end=urn%3Ac&order=urn%3Ab&from=2021-01-01"
    page = visitor.open(issue_file, address)
    again = visitor.open(issue_file, address_of(page))
    assert state(again) == state(page)
    assert again.locator("#stage").inner_text() == page.locator("#stage").inner_text()
    assert page.locator("#views [aria-pressed=true]").get_attribute("data-view") == view


def links(page: Any) -> int:
    count: int = page.evaluate("defcoopPage.shown().bundles.length")
    return count


@pytest.mark.browser
def test_a_crowd_is_drawn_at_rest_and_when_moving(visitor: Visitor, tmp_path: Path) -> None:
    nodes = tuple(Node(f"urn:n:{i:04}", f"Node {i}", "state" if i < 9 else "issue") for i in range(1500))
    edges = tuple(Edge(f"urn:n:{i % 9:04}", f"urn:n:{i:04}", "assertive", None) for i in range(9, 1500))
    path = tmp_path / "page.html"
    path.write_text(render_page(PageData(nodes, edges)), encoding="utf-8")
    page = visitor.open(path, "#view=network&top=0&strongest=0")
    page.evaluate("(async () => { while (!defcoopPage.network.base) await new Promise(requestAnimationFrame); })()")
    assert links(page) == 1491
    ink = "defcoopPage.network.canvas.toDataURL().length"
    assert page.evaluate(ink) > 20_000
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(ink) > 20_000


def test_pairs_count_links_and_joint_activities() -> None:
    assert [(pair.source, pair.target, pair.count) for pair in state_pairs(issue_data())] == [("urn:b", "urn:c", 2)]


def test_shapes_are_found_by_name_and_by_capital() -> None:
    nodes = [
        Node("urn:jp", "Japan", "state"),
        Node("urn:cd", "Zaire", "state", at=(23.0, -3.0)),
        Node("urn:x", "Nowhere", "state"),
    ]
    names = [name for name, _ in load_world()[1]]
    found = {names[shape]: node for shape, node in enumerate(match_shapes(nodes)) if node >= 0}
    assert found == {"Japan": 0, "Dem. Rep. Congo": 1}


def test_states_have_the_place_of_their_capital(data: PageData) -> None:
    italy = next(node for node in data.nodes if node.id == ITALY)
    assert italy.at is not None
    assert (round(italy.at[0]), round(italy.at[1])) == (12, 42)


def test_a_part_holds_the_statements_of_its_period_and_area(query: Query) -> None:
    whole = page_data(query)
    day = whole.statements[0].date
    assert page_data(query, part=PagePart(since=day, until=day)).findings == whole.findings
    assert page_data(query, part=PagePart(until="1999-12-31")).findings == ()
    about = page_data(query, part=PagePart(area=MISSILES))
    assert about.findings
    assert all(MISSILES in (*f.roles.get("topic", ()), *f.roles.get("cooperationArea", ())) for f in about.findings)


@pytest.mark.parametrize("hostile", [False, True])
def test_pictures_are_xml_with_the_names_as_text(hostile: bool) -> None:
    if hostile:
        raw = hostile_data()
        data = replace(raw, nodes=tuple(replace(node, kind="state") for node in raw.nodes))
        ends = ("urn:x:0", "urn:x:1")
    else:
        data, ends = issue_data(), ("urn:a", "urn:b")
    for drawn in (draw_states(data), draw_dyad(data, *ends)):
        root = ElementTree.fromstring(drawn)
        assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {
            "svg",
            "title",
            "rect",
            "line",
            "circle",
            "text",
        }
        assert drawn == (draw_states(data) if "<circle" in drawn else draw_dyad(data, *ends))
        texts = " ".join(node.text or "" for node in root.iter())
        assert (HOSTILE[0] if hostile else "Beta") in texts


def test_a_picture_of_an_unknown_state_is_an_error(query: Query, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="urn:nobody"):
        write_drawing(query, tmp_path / "picture.svg", focus=["urn:nobody"])
    assert not list(tmp_path.iterdir())
