"""What the graph is about has pages for people and data for programs, at addresses that mirror its IRIs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import kg
from kg.graph import KnowledgeGraph
from kg.names import DCC, DCO, DCR, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from kg.serve.app import Settings, make_app
from kg.serve.media import DATASET_TYPES, GRAPH_TYPES, NAMES
from kg.store import GraphStore, Source
from tests.conftest import STATEMENT

BASE = "http://testserver"
ODD = ["org/日本", "org/ö", "org/a%20b", "org/c?d", "org/e#f", "org/g'h", "org/i;j,k"]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def parse(data: bytes, type_: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=GRAPH_TYPES[type_], base_iri=BASE)}


@pytest.mark.parametrize("type_", GRAPH_TYPES)
def test_programs_get_the_same_triples_in_every_format(client: TestClient, type_: str) -> None:
    answer = client.get("/id/state/JPN", headers={"Accept": type_})
    assert answer.status_code == 200 and answer.headers["content-type"].partition(";")[0] == type_
    turtle = client.get("/id/state/JPN", headers={"Accept": "text/turtle"})
    assert parse(answer.content, type_) == parse(turtle.content, "text/turtle")


def test_people_get_a_page_with_names_quotes_and_links_to_other_pages(client: TestClient) -> None:
    page = client.get("/id/state/JPN", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert "<h1><bdi>Japan</bdi></h1>" in page.text and f'href="{BASE}/id/' in page.text
    assert "<blockquote" in page.text and f'href="{BASE}/concept/' in client.get("/concept/issue/piracy?as=html").text
    assert page.headers["content-location"] == f"{BASE}/id/state/JPN?as=html"
    assert "Accept" in page.headers["vary"]


def test_every_link_of_a_page_to_this_server_leads_somewhere(client: TestClient) -> None:
    page = client.get("/id/state/ESP?as=html").text
    addresses = sorted(set(re.findall(rf'href="{BASE}(/[^"#]*)', page)))
    broken = [address for address in addresses[:60] if client.get(address).status_code != 200]
    assert len(addresses) > 10 and not broken


def test_a_name_of_a_format_in_the_address_counts_more_than_accept(client: TestClient) -> None:
    for name, type_ in NAMES.items():
        answer = client.get(f"/id/state/JPN?as={name}", headers={"Accept": "image/png"})
        assert answer.headers["content-type"].partition(";")[0] == type_
    assert client.get("/id/state/JPN?as=pdf").status_code == 400


def test_what_is_not_known_or_not_offered_is_refused(client: TestClient) -> None:
    assert client.get("/id/state/XXX").status_code == 404
    assert client.get("/id/a%20b").status_code == 404
    assert client.get("/id/state/JPN", headers={"Accept": "image/png"}).status_code == 406
    assert client.post("/id/state/JPN").status_code == 405


def test_evidence_leads_to_its_quote(client: TestClient, seed_graph: KnowledgeGraph) -> None:
    act = str(seed_graph.query("SELECT ?act { ?act a dco:SpeechAct } ORDER BY ?act LIMIT 1")[0]["act"])
    quotes = seed_graph.query(f"SELECT ?q {{ <{act}> dco:evidence/oa:hasSelector/oa:exact ?q }}")
    triples = parse(client.get(f"/id/{act.removeprefix(DCR)}?as=turtle").content, "text/turtle")
    assert {str(row["q"]) for row in quotes} <= {t.object.value for t in triples if isinstance(t.object, ox.Literal)}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    graph = kg.open(tmp_path_factory.mktemp("hostile") / "store")
    node, document = ox.NamedNode(DCR + "person/x"), DCR + "document/x"
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    script = ox.NamedNode("javascript:alert(3)")
    triples = [ox.Triple(node, label, ox.Literal(HOSTILE)), ox.Triple(node, exact, ox.Literal(HOSTILE))]
    triples.append(ox.Triple(node, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"), script))
    friend = ox.NamedNode(DCO + "memberOf")
    triples += [ox.Triple(node, friend, ox.NamedNode(DCR + name)) for name in ODD]
    graphs = {ox.NamedNode(document)}
    with GraphStore.open(graph.path) as store:
        for name in graphs:
            store.replace_document(name.value, [ox.Quad(*t, name) for t in triples], Source("x.txt", "0" * 64))
    with TestClient(make_app(graph, Settings(hosts=("testserver",)))) as found:
        yield found


def test_links_to_odd_names_lead_to_them(hostile: TestClient) -> None:
    page = hostile.get("/id/person/x?as=html").text
    shown = set()
    for address in re.findall(rf'href="{BASE}(/id/org/[^"]*)"', page):
        answer = hostile.get(html.unescape(address), headers={"Accept": "text/html"})
        assert hostile.get(answer.headers["content-location"]).text == answer.text
        shown.update(map(html.unescape, re.findall('<p class="iri">(.*)</p>', answer.text)))
    assert shown == {DCR + name for name in ODD}


@pytest.mark.parametrize("address", ["/id/person/x?as=html", "/search?q=script", "/search?q=%3Cscript%3Ealert(1)"])
def test_hostile_text_stays_text(hostile: TestClient, address: str) -> None:
    while (page := hostile.get(address, headers={"Accept": "text/html"})).status_code == 503:
        continue  # the index is being made
    assert page.status_code == 200
    assert "<script" not in page.text and "<img" not in page.text and 'href="javascript:' not in page.text
    assert "&lt;" in page.text and "&lt;img src=x onerror=alert(2)&gt;" in page.text
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "script-src" not in policy


def test_the_ontology_has_an_anchor_for_every_term_and_its_triples(
    client: TestClient, seed_graph: KnowledgeGraph
) -> None:
    assert 'id="SpeechAct"' in client.get("/ontology?as=html").text
    count = seed_graph.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH_ONTOLOGY}> {{ ?s ?p ?o }} }}")[0]["n"]
    assert len(parse(client.get("/ontology?as=ntriples").content, "application/n-triples")) == count


@pytest.mark.parametrize("address", ["/dataset", "/.well-known/void"])
def test_the_dataset_is_described_with_counts_and_a_licence(
    client: TestClient, seed_graph: KnowledgeGraph, address: str
) -> None:
    triples = parse(client.get(address, headers={"Accept": "text/turtle"}).content, "text/turtle")
    found = {(t.predicate.value.rpartition("#")[2].rpartition("/")[2], getattr(t.object, "value", "")) for t in triples}
    with GraphStore.open(seed_graph.path, "read") as store:
        assert ("triples", str(store.count())) in found and ("documents", "1") in found
    assert ("license", "https://www.apache.org/licenses/LICENSE-2.0") in found
    assert ("sparqlEndpoint", f"{BASE}/sparql") in found
    assert f"{BASE}/sparql" in client.get("/dataset?as=html").text


def test_the_address_that_programs_look_for_gives_rdf_and_people_html(client: TestClient) -> None:
    def given(address: str, accept: str) -> str:
        return str(client.get(address, headers={"Accept": accept}).headers["content-type"])

    assert given("/.well-known/void", "*/*").startswith("text/turtle")
    assert given("/.well-known/void", "text/html,*/*;q=0.8").startswith("text/html")
    assert given("/dataset", "*/*").startswith("text/html")


def test_the_service_describes_itself_and_its_graphs(client: TestClient, seed_graph: KnowledgeGraph) -> None:
    answer = client.get("/sparql", headers={"Accept": "application/n-triples"})
    values = {getattr(t.object, "value", "") for t in parse(answer.content, "application/n-triples")}
    with GraphStore.open(seed_graph.path, "read") as store:
        assert set(store.graphs()) <= values
    assert {f"{BASE}/sparql", "http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph"} <= values
    to_editor = client.get("/sparql", headers={"Accept": "text/html"}, follow_redirects=False)
    assert to_editor.status_code == 303 and to_editor.headers["location"] == f"{BASE}/"


@pytest.mark.parametrize("type_", [*GRAPH_TYPES, *DATASET_TYPES])
def test_graphs_are_given_whole_by_either_name(client: TestClient, seed_graph: KnowledgeGraph, type_: str) -> None:
    headers = {"Accept": type_}
    indirect = client.get("/rdf-graph-store", params={"graph": GRAPH_REFERENCE}, headers=headers)
    direct = client.get("/graph/reference", headers=headers)
    with GraphStore.open(seed_graph.path, "read") as store:
        assert len(parse(direct.content, type_)) == store.graphs()[GRAPH_REFERENCE]
    assert parse(indirect.content, type_) == parse(direct.content, type_)


def test_the_default_graph_is_all_graphs_merged(client: TestClient, seed_graph: KnowledgeGraph) -> None:
    answer = client.get("/rdf-graph-store?default", headers={"Accept": "application/n-triples"})
    with GraphStore.open(seed_graph.path, "read") as store:
        assert parse(answer.content, "application/n-triples") == {quad.triple for quad in store.quads()}


def test_the_graph_store_refuses_what_it_cannot_give(client: TestClient) -> None:
    assert client.get("/rdf-graph-store").status_code == 400
    assert client.get("/rdf-graph-store?default&graph=urn:x").status_code == 400
    assert client.get("/rdf-graph-store?graph=urn:x").status_code == 404
    assert client.get("/graph/manifest").status_code == 404
    assert client.head("/graph/reference").status_code == 200 and not client.head("/graph/reference").content
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert client.request(method, "/rdf-graph-store?default").status_code == 405


def test_search_answers_programs_and_people(client: TestClient) -> None:
    while client.get("/search").status_code == 503:  # the index is being made
        continue
    answer = client.get("/search", params={"q": "piracy"}, headers={"Accept": "application/json"}).json()
    assert answer["hits"][0]["node"] == DCC + "issue/piracy" and answer["stale"] is False
    page = client.get("/search", params={"q": "condemned", "kind": "quote"}, headers={"Accept": "text/html"})
    assert "<mark>condemned</mark>" in page.text and f'href="{BASE}/id/evidence/' in page.text
    assert client.get("/search?q=x&limit=1000").status_code == 400
    assert client.get("/search?q=x&kind=colour").status_code == 400
    assert client.get("/search", headers={"Accept": "text/html"}).status_code == 200


def test_a_changed_store_is_searched_anew(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    with TestClient(make_app(graph, Settings(hosts=("testserver",)))) as client:

        def count(word: str) -> int:
            for _ in range(60):  # each waits a little for the index
                answer = client.get(f"/search?q={word}&kind=quote")
                if answer.status_code == 200 and not answer.json()["stale"]:
                    return len(answer.json()["hits"])
            pytest.fail("the index is never in step")

        assert count("piracy") and not count("smuggling")
        statement.write_text(STATEMENT.replace("piracy", "smuggling"), encoding="utf-8")
        graph.build(statement)
        assert count("smuggling") and not count("piracy")
