"""The endpoint speaks SPARQL 1.1 Protocol and refuses strangers."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.names import GRAPH_REFERENCE
from kg.serve.app import Settings, make_app
from kg.serve.protocol import BODY_LIMIT

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?act a dco:SpeechAct }"


def test_get_and_both_posts_answer_alike(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": COUNT}),
        client.post("/sparql", data={"query": COUNT}),
        client.post("/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    counts = [answer.json()["results"]["bindings"][0]["n"]["value"] for answer in answers]
    assert len(set(counts)) == 1 and int(counts[0]) > 30


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_client_chooses_the_format(client: TestClient, accept: str, kind: str) -> None:
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == kind


def test_construct_gives_turtle(client: TestClient) -> None:
    query = "CONSTRUCT { ?s a dco:State } WHERE { ?s dco:alpha3 'JPN' }"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle") and "JPN" in answer.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT nonsense", 400),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 400),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 400),
        ("{" * 4000, 400),
    ],
)
def test_what_is_no_safe_query_is_refused_in_one_line(client: TestClient, query: str, status: int) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == status
    assert answer.text.strip() and "Traceback" not in answer.text
    assert client.get("/sparql", params={"query": COUNT}).status_code == 200


def test_unacceptable_types_get_406(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": COUNT}, headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/turtle"}).status_code == 406


def test_no_query_two_queries_and_large_bodies_are_refused(client: TestClient) -> None:
    assert client.get("/sparql?default-graph-uri=urn:g").status_code == 400
    assert client.get("/sparql", params=[("query", COUNT), ("query", COUNT)]).status_code == 400
    direct = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"x" * (BODY_LIMIT + 1), headers=direct).status_code == 413
    assert client.post("/sparql", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415


def test_foreign_hosts_and_origins_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": COUNT}, headers={"Host": "evil.example"}).status_code == 400
    headers = {"Origin": "http://evil.example"}
    assert client.post("/sparql", data={"query": COUNT}, headers=headers).status_code == 403


def test_the_editor_and_the_page_are_served_under_a_policy(client: TestClient) -> None:
    form = client.get("/")
    assert "default-src 'none'" in form.headers["content-security-policy"] and "editor.js" in form.text
    assert "default-src 'none'" in client.get("/page").text


def test_a_dataset_named_by_the_protocol_takes_the_place_of_the_union(client: TestClient) -> None:
    def count(pattern: str, **graphs: str) -> int:
        query = f"SELECT (COUNT(*) AS ?n) FROM <urn:x> {{ {pattern} }}"
        answer = client.get("/sparql", params={"query": query, **graphs})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert count("?s ?p ?o", **{"default-graph-uri": GRAPH_REFERENCE}) > 100
    assert count("GRAPH ?g { ?s ?p ?o }", **{"default-graph-uri": GRAPH_REFERENCE}) == 0
    assert count("?s ?p ?o", **{"named-graph-uri": GRAPH_REFERENCE}) == 0
    assert count("GRAPH ?g { ?s ?p ?o }", **{"named-graph-uri": GRAPH_REFERENCE}) > 100


@pytest.mark.parametrize("query", ["SELECT * { <a> <b> ?c }", "ASK {}"])
def test_relative_iris_are_read_against_the_endpoint(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 200


def test_syntax_errors_say_where(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {\n ?s ?p }"})
    assert answer.status_code == 400 and "line 2, column" in answer.text and answer.text.count("\n") == 1


def test_head_and_options_say_what_get_would(client: TestClient) -> None:
    get, head = (client.request(method, "/sparql", params={"query": COUNT}) for method in ("GET", "HEAD"))
    assert head.status_code == 200 and not head.content
    assert head.headers["content-type"] == get.headers["content-type"] and head.headers["etag"] == get.headers["etag"]
    options = client.options("/sparql")
    assert options.status_code == 204 and options.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_answers_have_tags_of_their_own_and_are_not_sent_twice(client: TestClient) -> None:
    first = client.get("/sparql", params={"query": COUNT})
    tag = first.headers["etag"]
    again = client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304 and not again.content
    csv = client.get("/sparql", params={"query": COUNT}, headers={"If-None-Match": tag, "Accept": "text/csv"})
    other = client.get("/sparql", params={"query": COUNT + " LIMIT 5"}, headers={"If-None-Match": tag})
    assert (csv.status_code, other.status_code) == (200, 200)
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?now) {}"}).headers


def test_large_answers_travel_compressed_and_tiny_ones_do_not(client: TestClient) -> None:
    large = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"})
    plain = client.get(
        "/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"}, headers={"Accept-Encoding": "identity"}
    )
    assert large.headers["content-encoding"] == "gzip" and large.content == plain.content
    assert "Accept-Encoding" in large.headers["vary"]
    assert "content-encoding" not in client.get("/sparql", params={"query": COUNT}).headers


def test_other_sites_may_read_only_where_they_are_allowed_to(client: TestClient, seed_graph: KnowledgeGraph) -> None:
    friend = {"Origin": "https://friend.example"}
    assert "access-control-allow-origin" not in client.get("/health").headers
    assert client.get("/sparql", params={"query": COUNT}, headers=friend).status_code == 403
    settings = Settings(hosts=("testserver",), origins=("https://friend.example",))
    with TestClient(make_app(seed_graph, settings)) as open_client:
        answer = open_client.get("/sparql", params={"query": COUNT}, headers=friend)
        assert answer.headers["access-control-allow-origin"] == "https://friend.example"
        asked = {**friend, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert open_client.options("/sparql", headers=asked).status_code == 200
        stranger = {"Origin": "https://stranger.example"}
        assert open_client.get("/sparql", params={"query": COUNT}, headers=stranger).status_code == 403


def test_loopback_has_several_names(client: TestClient) -> None:
    for host in ("localhost:8765", "127.0.0.1", "[::1]:8765", "LOCALHOST"):
        assert client.get("/health", headers={"Host": host}).status_code == 200
    for host in ("localhost.evil.example", "evil.example:8765", ""):
        assert client.get("/health", headers={"Host": host}).status_code == 400


def test_unreadable_parameters_are_refused(client: TestClient) -> None:
    assert client.get("/sparql?query=%FF").status_code == 400
    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 400
    assert client.get("/sparql?" + "&".join(f"p{number}=1" for number in range(2000))).status_code == 400
    assert client.put("/sparql", content=b"x").status_code == 405
