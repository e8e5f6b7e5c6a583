"""The server of the seed's graph, in process and as a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kg.graph import KnowledgeGraph
from kg.serve.app import Settings, make_app


@pytest.fixture(scope="session")
def client(seed_graph: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(make_app(seed_graph, Settings(hosts=("testserver",)))) as found:
        yield found
