"""Dear and dangerous queries end at a limit or are refused, each with its reason, and the next one is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from benchmarks.endpoint import Endpoint, serving
from kg.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def server(seed_graph: KnowledgeGraph) -> Iterator[Endpoint]:
    with serving(seed_graph.path, "--workers", "1", "--timeout", "2", "--memory", "512") as found:
        yield found


DOUBLED = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(40))
DEAR = {
    "three cartesian products": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "an order of everything": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(?c) ?f",
    "a group of everything": "SELECT ?c ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?c ?f",
    "words doubled 40 times": f"SELECT ?v40 {{ BIND('xxxxxxxxxxxxxxxx' AS ?v0) {DOUBLED} }}",
    "words replaced by longer ones": "SELECT (STRLEN({}'{}'{}) AS ?n) {{}}".format(
        "REPLACE(" * 4, "x" * 2000, "".join(f", '{a}', '{b * 2000}')" for a, b in zip("xyzw", "yzwv", strict=True))
    ),
    "words joined": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?g) { ?a ?b ?c . ?d ?e ?f }",
    "every path": "SELECT (COUNT(*) AS ?n) { ?s (!<urn:a>)*/(!<urn:b>)* ?o }",
    "stars of stars": f"SELECT (COUNT(*) AS ?n) {{ ?s {'(' * 100}!rdf:type{')*' * 100} ?o }}",
    "anything but": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f FILTER(?c = ?f && ?d != ?a) } }",
    "values by values": "SELECT (COUNT(*) AS ?n) {"
    + " ".join(f"VALUES ?v{n} {{ 0 1 2 3 4 5 6 7 8 9 }}" for n in range(40))
    + "}",
}


@pytest.mark.parametrize("kind", DEAR)
def test_dear_questions_end_at_a_limit_and_the_next_is_answered(server: Endpoint, kind: str) -> None:
    with httpx.Client(base_url=server.address, timeout=120) as client:
        answer = client.post("/sparql", data={"query": DEAR[kind]})
        assert answer.status_code == 422 and re.fullmatch(
            r"the query (took over 2 seconds|needs more memory than one query may have)\n", answer.text
        )
        assert any(client.get("/sparql?query=ASK%7B%7D").status_code == 200 for _ in range(60))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("LOAD <file:///etc/passwd>", "would change the store"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "would call another machine"),
        ("SELECT * { SERVICE SILENT ?g { ?s ?p ?o } }", "would call another machine"),
        ("SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> { ?s ?p ?o } }", "an escape stands outside"),
        ("ASK " + "{" * 2500, "nested more than 128 deep"),
        ("ASK { FILTER(" + "(" * 2500, "nested more than 128 deep"),
        ("ASK { FILTER(" + "!" * 9500 + "true) }", "tokens; at most"),
        ("ASK { ?s " + "/".join(["rdf:type"] * 3000) + " ?o }", "tokens; at most"),
        ("ASK { ?s " + "^" * 1000 + "rdf:type ?o }", "nested more than 128 deep"),
        ("ASK { ?s rdf:type" + "*" * 1000 + " ?o }", "not valid SPARQL"),
        ("ASK { " + "<<( " * 300 + ":a :b :c" + " )>>" * 300 + " :p :o }", "nested more than 128 deep"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "not supported"),
        ("ASK { FILTER(1 = 1) } #" + "x" * 40_000, "at most 32768 are read"),
        ("ASK { ?s ?p '\ud800' }", "surrogate"),
    ],
)
def test_what_could_harm_is_refused_with_its_reason(client: TestClient, query: str, words: str) -> None:
    body = ("query=" + quote(query.encode("utf-8", "surrogatepass"))).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/sparql", content=body, headers=headers)
    assert answer.status_code == 400 and answer.text.count("\n") == 1
    assert words in answer.text or "UTF-8" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
        "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
        "SELECT * { ?s rdfs:label ?l FILTER(REGEX(CONCAT(?l, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'), '^(a+)+$')) }",
        "SELECT * { FILTER(REGEX('aaaaaaaaaaaa', '((a{0,1000}){0,1000}){0,1000}')) }",
        "SELECT * { FILTER(REGEX('a', '" + "(" * 5000 + "a" + ")" * 5000 + "')) }",
    ],
)
def test_no_file_is_read_and_no_pattern_runs_away(client: TestClient, query: str) -> None:
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200 and answer.json()["results"]["bindings"] == []
