from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.servers import (
    Server,
    find_fuseki,
    find_oxigraph,
    find_virtuoso,
    run_fuseki,
    run_oxigraph,
    run_virtuoso,
)
from kg.building import build
from kg.store import GraphStore
from tests.conftest import SEED
from tests.interchange.sparqlserver import SparqlServer, serving
from tests.interchange.stores import build_mixed


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("USER", "PASSWORD", "TOKEN", "CREDENTIALS"):
        monkeypatch.delenv(f"KG_SPARQL_{name}", raising=False)


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    """A small server on loopback, with faults on demand."""
    with serving(SparqlServer()) as running:
        yield running


@pytest.fixture(scope="session")
def seeded() -> Iterator[GraphStore]:
    """The seed statement alone; tests must not change it."""
    with GraphStore.memory() as store:
        build(store, [str(SEED)])
        yield store


@pytest.fixture(scope="session")
def mixed() -> Iterator[GraphStore]:
    """The seed, the sample and the invented statements; tests must not change it."""
    with build_mixed() as store:
        yield store


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if find_virtuoso() is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    with run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if find_fuseki() is None:
        pytest.skip("Fuseki's jar is not there (make servers), or Java is not")
    with run_fuseki(tmp_path_factory.mktemp("fuseki")) as running:
        yield running


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if find_oxigraph() is None:
        pytest.skip("Oxigraph's server is not installed (make .venv/dev.stamp)")
    with run_oxigraph(tmp_path_factory.mktemp("oxigraph")) as running:
        yield running


@pytest.fixture(params=["fuseki", "oxigraph", "virtuoso"])
def live(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A real server, with its password in the environment."""
    running: Server = request.getfixturevalue(request.param)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    return replace(running, address=f"{running.address}?timeout=120")
