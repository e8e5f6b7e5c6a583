"""What every SPARQL client may expect of an endpoint; ``make bench-serve`` puts the same checks to other servers."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2 as httpx
import pytest

from benchmarks.endpoint import serving
from benchmarks.protocol import CHECKS, Subject, judge, table
from kg.graph import KnowledgeGraph
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def subject(seed_graph: KnowledgeGraph) -> Iterator[Subject]:
    with serving(seed_graph.path) as server, httpx.Client(timeout=120) as client:
        yield Subject(client, f"{server.address}/sparql", f"{server.address}/rdf-graph-store")


@pytest.mark.parametrize("name", CHECKS)
def test_the_endpoint_does_what_protocols_ask(subject: Subject, name: str) -> None:
    assert CHECKS[name][1](subject)


def test_the_counts_are_told_as_they_are(subject: Subject) -> None:
    document = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    for line in table({"kg serve": judge(subject)}).splitlines()[2:]:
        assert f"\n{line}" in document
