"""The tests of queries, syntax and result formats: data as named graphs of one store, datasets through the protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import httpx2 as httpx
import pyoxigraph as ox

from kg.store import GraphStore
from tests.serve.conformance.comparison import Answer, read_csv, read_expected, read_graph, read_table, same
from tests.serve.conformance.manifests import Case
from tests.serve.conformance.outcomes import Outcome

BASE = "http://w3c.test/"
DEFAULT = "#default"
NOTHING = "http://w3c.test/nothing"
SYNTAX = {
    "PositiveSyntaxTest": True,
    "PositiveSyntaxTest11": True,
    "NegativeSyntaxTest": False,
    "NegativeSyntaxTest11": False,
}
EVALUATION = {"QueryEvaluationTest", "CSVResultFormatTest"}
_ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
}
_FROM = re.compile(r"\bFROM\s+(NAMED\s+)?[<\w:]", re.IGNORECASE)
_FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


def graph_name(path: Path, root: Path) -> str:
    return BASE + path.relative_to(root).as_posix()


def load_data(store: GraphStore, cases: Iterable[Case], root: Path) -> None:
    """Put every data file of the cases into a graph of its own, and into another that is read as default graph."""
    files: set[Path] = set()
    for case in cases:
        if case.kind in EVALUATION:
            files |= {*case.data, *(path for _, path in case.graphs)}
            if case.query and _FROM.search(case.query.read_text(encoding="utf-8")):
                files |= {path for path in case.query.parent.iterdir() if path.stem.startswith("data")}
    for path in sorted(files):
        if path.suffix in _FORMATS:
            name = graph_name(path, root)
            for graph in (name, name + DEFAULT):
                parsed = ox.parse(
                    path.read_bytes(), format=_FORMATS[path.suffix], base_iri=name, rename_blank_nodes=True
                )
                store.set_graph(graph, [quad.triple for quad in parsed])


def run_query_case(client: httpx.Client, case: Case, root: Path) -> Outcome:
    assert case.query is not None
    query = case.query.read_bytes().decode()
    if case.kind in SYNTAX:
        return _judge_syntax(client, case, query)
    if case.group == "service":
        return Outcome(case.id, "out of scope", "SERVICE calls other machines")
    if case.group == "entailment":
        return Outcome(case.id, "out of scope", "entailment regimes: inferences are rules here, applied when building")
    assert case.result is not None
    accept = _ACCEPT.get(case.result.suffix, "application/sparql-results+json, text/turtle")
    response = _ask(client, _based(query, case, root), _dataset(case, query, root), accept)
    if response.status_code != 200:
        return Outcome(case.id, "failed", response.text.strip())
    base = graph_name(case.result, root)
    expected = read_expected(case.result, base)
    found = _read(response, base)
    if _ORDER.search(query) and case.group == "sort":
        expected = Answer(expected.rows, expected.columns, expected.boolean, ordered=True)
    return Outcome(case.id, "passed") if same(found, expected) else Outcome(case.id, "failed", "another result")


def _judge_syntax(client: httpx.Client, case: Case, query: str) -> Outcome:
    response = _ask(client, f"BASE <{BASE}> {query}", [("default-graph-uri", NOTHING)], "*/*")
    wanted = 200 if SYNTAX[case.kind] else 400
    if response.status_code == wanted or (wanted == 200 and "custom function" in response.text):
        return Outcome(case.id, "passed")
    if "SERVICE would call" in response.text:
        return Outcome(case.id, "out of scope", "SERVICE calls other machines")
    return Outcome(case.id, "failed", response.text.strip() if wanted == 200 else "accepted")


def _based(query: str, case: Case, root: Path) -> str:
    assert case.query is not None
    return f"BASE <{graph_name(case.query, root)}> {query}"


def _dataset(case: Case, query: str, root: Path) -> list[tuple[str, str]]:
    if _FROM.search(query):
        return []
    default = [("default-graph-uri", graph_name(path, root) + DEFAULT) for path in case.data]
    named = [("named-graph-uri", graph_name(path, root)) for _, path in case.graphs]
    return [*default, *named] or [("default-graph-uri", NOTHING)]


def _ask(client: httpx.Client, query: str, dataset: list[tuple[str, str]], accept: str) -> httpx.Response:
    headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
    return client.post("/sparql", params=dataset, content=query.encode(), headers=headers)


def _read(response: httpx.Response, base: str) -> Answer:
    kind = response.headers["content-type"].partition(";")[0]
    if kind == "text/turtle":
        return read_graph(response.content, ox.RdfFormat.TURTLE, base)
    if kind == "text/csv":
        return read_csv(response.content)
    format_ = ox.QueryResultsFormat.from_media_type(kind)
    assert format_ is not None
    return read_table(response.content, format_)
