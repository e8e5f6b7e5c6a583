"""The endpoint speaks SPARQL 1.1 Protocol, refuses strangers, and outlives what it is asked."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.serve.pool import Limits, Pool
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
    assert client.post("/sparql", content=b"x" * (BODY_LIMIT + 1)).status_code == 413
    assert client.post("/sparql", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415


def test_foreign_hosts_and_origins_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": COUNT}, headers={"Host": "evil.example"}).status_code == 400
    headers = {"Origin": "http://evil.example"}
    assert client.post("/sparql", data={"query": COUNT}, headers=headers).status_code == 403


def test_the_form_and_the_page_are_served_under_a_policy(client: TestClient) -> None:
    form = client.get("/")
    assert "default-src 'none'" in form.headers["content-security-policy"] and "condemnations" in form.text
    assert "default-src 'none'" in client.get("/page").text


def test_a_query_that_takes_too_long_is_ended_and_the_next_answered(seed_graph: KnowledgeGraph) -> None:
    cross = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    async def ask() -> tuple[int, int]:
        pool = Pool(seed_graph.path, Limits(seconds=10, workers=1))
        slow = await pool.query(cross, "application/sparql-results+json", None)
        quick = await pool.query(COUNT, "application/sparql-results+json", None)
        await pool.close()
        return slow.status, quick.status

    with ThreadPoolExecutor(1) as thread:  # a browser test in the same process may keep a loop running in this one
        assert thread.submit(lambda: asyncio.run(ask())).result() == (422, 200)
