"""The query editor in a real browser: it asks this server alone, and shows an answer as table, graph and map."""

from __future__ import annotations

import hashlib
import json
import math
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.serve.app import Settings, make_app
from kg.serve.editor import EDITOR_POLICY

VENDOR = Path(__file__).parents[2] / "kg" / "serve" / "editor_assets" / "vendor"
HTML = {"Accept": "text/html"}
AXE = Path(__file__).parents[1] / "page" / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def client(seed_graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(make_app(seed_graph, Settings(hosts=("testserver",)))) as found:
        yield found


def test_vendored_files_are_the_pinned_ones() -> None:
    entries = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in entries} == {path.name for path in VENDOR.glob("*.min.*")}
    for entry in entries:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert "MIT License" in (VENDOR / entry["licenceFile"]).read_text(encoding="utf-8")


def test_the_page_lets_nothing_run_that_is_not_a_file_here(client: TestClient) -> None:
    page = client.get("/")
    assert page.headers["content-security-policy"] == EDITOR_POLICY
    assert "unsafe" not in EDITOR_POLICY and "http" not in EDITOR_POLICY
    for name in ("editor.js", "editor.css", "yasqe.min.js", "yasqe.min.css", "data.json", "world.json"):
        answer = client.get(f"/editor/{name}")
        assert answer.status_code == 200 and answer.headers["x-content-type-options"] == "nosniff"
        again = client.get(f"/editor/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        plain = client.get(f"/editor/{name}", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers and plain.content == answer.content
    assert client.get("/editor/vendor.json").status_code == 404


def test_the_context_of_json_ld_is_published(client: TestClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json()["@context"]["statedIn"] == {
        "@id": "https://w3id.org/defcoop/ontology#statedIn",
        "@type": "@id",
    }


def test_the_catalogue_is_offered_with_its_parameters(client: TestClient) -> None:
    queries = {query["name"]: query for query in client.get("/editor/data.json").json()["queries"]}
    assert queries["positions-towards"]["parameters"][0]["kind"] == "State"
    assert not any(name.startswith("verify-") for name in queries)


@pytest.fixture(scope="module")
def address(seed_graph: KnowledgeGraph) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(seed_graph), log_level="error"))
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    server.should_exit = True
    thread.join()
    listener.close()


class Visit:
    """A page of the editor, and whatever went wrong: foreign requests, errors, breaches of the policy."""

    def __init__(self, chromium: Any, address: str, place: str = "", **options: Any) -> None:
        self.faults: list[str] = []
        self.page = chromium.new_context(**options).new_page()
        local = (address, "data:", "blob:")
        self.page.on("request", lambda r: None if r.url.startswith(local) else self.faults.append(f"request {r.url}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error {error}"))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.goto(address + place)
        self.page.wait_for_selector("html[data-ready='true']")

    def run(self) -> str:
        self.page.locator("#run").click()
        self.page.wait_for_selector("#results[aria-busy='false']")
        return str(self.page.locator("#message").inner_text())


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_question_with_its_parameter_is_answered_in_every_view(
    chromium: Any, address: str, width: int, scheme: str
) -> None:
    visit = Visit(chromium, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = visit.page
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    page.get_by_role("searchbox", name="Catalogue").fill("towards")
    page.get_by_role("button", name="positions-towards").click()
    page.get_by_label("ISO code, name or IRI").fill("north korea")
    assert visit.run().startswith("6 rows in")
    assert "state/PRK> }" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert page.get_by_role("link", name="Spain").first.get_attribute("href") == "id/state/ESP"
    page.get_by_role("button", name="Graph").click()
    page.wait_for_selector("a.node")
    assert page.locator("a.node").count() == 9
    page.get_by_role("button", name="Map").click()
    page.wait_for_selector("a.place")
    assert sorted(page.locator("a.place title").all_text_contents())[1:] == ["Japan: 3", "Spain: 3"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert visit.faults == []


@pytest.mark.browser
def test_triples_booleans_and_errors_have_their_words(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address)
    page = visit.page

    def ask(query: str) -> str:
        page.evaluate("(text) => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
        return visit.run()

    assert ask("ASK { ?act a dco:SpeechAct }").startswith("Yes (true)")
    assert page.locator("#view").inner_text() == ""
    assert ask("CONSTRUCT { ?a dco:target ?b } WHERE { ?a dco:target ?b }").endswith(" ms")
    assert page.locator("tbody tr").count() > 3
    assert page.locator(".parseErrorIcon").count() == 0, "the graph's own prefixes need no declaration"
    assert ask('SELECT ("<b>x</b>\\u202E" AS ?html) {}').startswith("1 row ")
    assert page.locator("td").inner_text() == "<b>x</b>\ufffd"
    assert visit.faults == []
    assert "SERVICE would call another machine" in ask("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert page.locator("#message.failed").count() == 1
    assert all("status of 400" in fault for fault in visit.faults)


@pytest.mark.browser
def test_parts_of_a_graph_that_nothing_joins_stand_apart(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, viewport={"width": 1200, "height": 900})
    pairs = [("JPN", "ESP"), ("FIN", "KEN"), ("PER", "PRT")]
    values = " ".join(f"(dcr:state\\/{one} dcr:state\\/{other})" for one, other in pairs)
    query = f"SELECT ?one ?other {{ VALUES (?one ?other) {{ {values} }} }}"
    visit.page.evaluate("(text) => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
    visit.run()
    visit.page.get_by_role("button", name="Graph", exact=True).click()
    visit.page.wait_for_selector("a.node")
    marks = visit.page.locator("a.node").all()
    places = {str(mark.get_attribute("href"))[-3:]: mark.locator("circle").bounding_box() for mark in marks}

    def distance(one: str, other: str) -> float:
        return math.dist(*((places[name]["x"], places[name]["y"]) for name in (one, other)))

    joined = max(distance(*pair) for pair in pairs)
    assert all(distance(one, other) > joined for one, other in [("JPN", "FIN"), ("ESP", "PER"), ("KEN", "PRT")])
    assert "Every edge: other." in visit.page.locator(".note").inner_text()
    assert visit.faults == []


@pytest.mark.browser
def test_the_keyboard_reaches_all_and_is_nowhere_trapped(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address)
    page = visit.page
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.CodeMirror'))")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tbody tr")
    page.keyboard.press("Control+Home")
    heads = page.get_by_role("button", name="trigger")
    heads.focus()
    page.keyboard.press("Enter")
    column = page.locator("tbody td:nth-child(3)").all_inner_texts()
    assert column == sorted(column, key=str.lower) and len(column) > 10
    assert visit.faults == []


@pytest.mark.browser
def test_an_address_names_a_question(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "#q=condemnations")
    assert visit.page.locator("#about").inner_text().startswith("Who condemned whom")
    assert visit.run().endswith(" ms")
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_view(chromium: Any, address: str, scheme: str) -> None:
    visit = Visit(chromium, address, "#q=positions-towards", color_scheme=scheme)
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    visit.run()
    for view in ("Table", "Graph", "Map", "Text"):
        visit.page.get_by_role("button", name=view, exact=True).click()
        visit.page.wait_for_selector({"Table": "tbody tr", "Graph": "a.node", "Map": "a.place", "Text": "pre"}[view])
        found = visit.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        faults = [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found["violations"]]
        assert faults == [], view


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_no_fault_in_the_pages_of_what_the_graph_is_about(
    chromium: Any, address: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, extra_http_headers=HTML
    )
    page = context.new_page()
    for place in ("id/state/JPN", "concept/issue/piracy", "dataset", "ontology", "search?q=piracy"):
        while page.goto(address + place).status == 503:  # the index for search is being made
            continue
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found["violations"]] == [], place
        assert page.evaluate("document.documentElement.scrollWidth") == width, place
    context.close()


@pytest.mark.browser
def test_names_in_pictures_stand_inside_and_apart(chromium: Any, address: str) -> None:
    visit = Visit(chromium, address, "#q=positions-towards", viewport={"width": 390, "height": 900})
    visit.run()
    for view, mark in (("Graph", "a.node"), ("Map", "a.place")):
        visit.page.get_by_role("button", name=view, exact=True).click()
        visit.page.wait_for_selector(mark)
        boxes = [text.bounding_box() for text in visit.page.locator(f"{mark} text").all()]
        assert boxes and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                assert beside or abs(one["y"] - other["y"]) > 8, (one, other)
