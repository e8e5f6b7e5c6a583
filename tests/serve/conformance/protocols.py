"""The tests of the protocols: the requests as the suites write them, sent to the endpoint.

The server does not write. Where a test of the Graph Store Protocol writes, the test writes to the store beside the
server, which must refuse the request and then see the change.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import httpx2 as httpx
import pyoxigraph as ox

from kg.names import DCG
from kg.store import GraphStore
from tests.serve.conformance.comparison import read_graph, same
from tests.serve.conformance.manifests import Case, Request
from tests.serve.conformance.outcomes import Outcome

SD = "http://www.w3.org/ns/sparql-service-description#"
_CODES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def run_protocol_case(client: httpx.Client, case: Case) -> Outcome:
    if case.id.rpartition("/")[2].startswith(("update_", "bad_update")) and not _refused(client, case):
        return Outcome(case.id, "out of scope", "updates are not served")
    for request in case.requests:
        path = request.path.replace("/sparql/", "/sparql", 1)
        response = client.request(request.method, path, headers=request.headers, content=request.body)
        if not _fits(response.status_code, request.statuses):
            return Outcome(case.id, "failed", f"status {response.status_code}")
        if request.boolean is not None and response.json()["boolean"] is not request.boolean:
            return Outcome(case.id, "failed", "another result")
    return Outcome(case.id, "passed")


def _refused(client: httpx.Client, case: Case) -> bool:
    """Tell whether a test of updates asks for nothing but a refusal."""
    return all(status.startswith("StatusCode4") for request in case.requests for status in request.statuses)


def _fits(status: int, expected: tuple[str, ...]) -> bool:
    ranges = {int(name[-3]) for name in expected if name.startswith("StatusCode")}
    return status // 100 in ranges or status in {_CODES.get(name) for name in expected}


def run_graph_store_case(client: httpx.Client, case: Case, store: Path) -> Outcome:
    wrote = False
    with GraphStore.open(store, check=False) as writer:
        for graph in writer.graphs():
            writer.set_graph(graph, [])
    for request in case.requests:
        if "$LOCATION$" in request.path or request.path == "/gsp":
            return Outcome(case.id, "out of scope", "graphs are not created over HTTP")
        path, graph = _place(request.path)
        response = client.request(request.method, path, headers=request.headers, content=request.body)
        if request.method in {"PUT", "POST", "DELETE"}:
            wrote = True
            if response.status_code != 405:
                return Outcome(case.id, "failed", f"{request.method} got status {response.status_code}")
            _write(store, graph, request)
        elif (problem := _check(response, request)) is not None:
            return Outcome(case.id, "failed", problem)
    return Outcome(case.id, "passed", "reading; the writes were made beside the server" if wrote else "")


def _place(path: str) -> tuple[str, str]:
    """Return the address here for an address of the suite, and the graph that it means."""
    parts = urlsplit(path)
    if parts.path != "/gsp":
        name = parts.path.removeprefix("/gsp/")
        return f"/graph/{name}", DCG + unquote(name)
    given = parse_qs(parts.query, keep_blank_values=True)
    return f"/rdf-graph-store?{parts.query}", given.get("graph", [DCG + "default"])[0]


def _write(store: Path, graph: str, request: Request) -> None:
    triples: list[ox.Triple | ox.Quad] = []
    with GraphStore.open(store, check=False) as writer:
        if request.method == "POST" and graph in writer.graphs():
            triples += writer.quads(graph)
        if request.body is not None:
            triples += _parse(request.body, graph, request.headers)
        writer.set_graph(graph, triples)


def _parse(body: bytes, base: str, headers: dict[str, str]) -> list[ox.Quad]:
    if not headers.get("content-type", "").startswith("multipart/form-data"):
        return list(ox.parse(body, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True))
    boundary = headers["content-type"].partition("boundary=")[2].encode()
    parts = [part.partition(b"\n\n")[2] for part in body.replace(b"\r\n", b"\n").split(b"--" + boundary)[1:-1]]
    return [
        quad
        for part in parts
        for quad in ox.parse(part, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
    ]


def _check(response: httpx.Response, request: Request) -> str | None:
    if not _fits(response.status_code, request.statuses):
        return f"{request.method} got status {response.status_code}"
    if request.content is None:
        return None
    found = read_graph(response.content, ox.RdfFormat.TURTLE, "urn:x")
    expected = read_graph(request.content.encode(), ox.RdfFormat.TURTLE, "urn:x")
    return None if same(found, expected) else "another graph"


def run_description_case(client: httpx.Client, case: Case) -> Outcome:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = {quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.TURTLE)}
    endpoint = ox.NamedNode(f"{str(client.base_url).rstrip('/')}/sparql")
    service = {triple.subject for triple in triples if triple.object == ox.NamedNode(SD + "Service")}
    name = case.id.rpartition("/")[2]
    passed = {
        "returns-rdf": bool(triples),
        "has-endpoint-triple": any(t.predicate.value == SD + "endpoint" and t.object == endpoint for t in triples),
        "conforms-to-schema": len(service) == 1 and _conforms(triples),
    }[name]
    return Outcome(case.id, "passed" if passed else "failed")


def _conforms(triples: set[ox.Triple]) -> bool:
    """Check what the schema of the Service Description vocabulary asks for: names of graphs, and typed datasets."""
    graphs = {t.object for t in triples if t.predicate.value == SD + "namedGraph"}
    named = {t.subject for t in triples if t.predicate.value == SD + "name"}
    datasets = {t.object for t in triples if t.predicate.value == SD + "defaultDataset"}
    typed = {t.subject for t in triples if t.object == ox.NamedNode(SD + "Dataset")}
    languages = {t.object.value for t in triples if t.predicate.value == SD + "supportedLanguage"}  # type: ignore[union-attr]
    return graphs <= named and datasets <= typed and languages == {SD + "SPARQL11Query"}
