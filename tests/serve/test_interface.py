"""The server keeps what its OpenAPI description promises, whatever is sent; ``make fuzz-serve`` sends more of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from benchmarks.endpoint import Endpoint, serving
from kg.graph import KnowledgeGraph
from tests.conftest import ROOT

PATHS = json.loads((ROOT / "kg" / "serve" / "openapi.json").read_bytes())["paths"]
OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods]
EXAMPLES = int(os.environ.get("KG_EXAMPLES", "25"))


@pytest.fixture(scope="module")
def server(seed_graph: KnowledgeGraph) -> Iterator[Endpoint]:
    with serving(seed_graph.path, "--timeout", "20") as found:
        yield found


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_described(server: Endpoint, path: str, method: str) -> None:
    operation = schemathesis.openapi.from_url(f"{server.address}/openapi.json")[path][method]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])  # no schema holds SPARQL's grammar

    check()


def test_every_address_is_described(client: TestClient) -> None:
    described = set(client.get("/openapi.json").json()["paths"])
    routes = {route.path.replace(":path", "") for route in client.app.routes}  # type: ignore[attr-defined]
    assert routes - described == {
        "/",
        "/editor/{name}",
        "/page",
        "/.well-known/void",
        "/openapi.json",
        "/context.jsonld",
    }
