"""What a build on a server makes again at no cost: what the inferences rest on is kept on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import build
from kg.names import GRAPH_INFERENCES
from kg.reasoning.rules import infer
from kg.store import open_store
from kg.store.caching import cache_folder
from tests.interchange.sparqlserver import SparqlServer


def test_a_second_build_on_a_server_reads_no_graph(server: SparqlServer, statement: Path) -> None:
    requests = []
    for _ in range(2):
        server.seen.clear()
        with open_store(server.address) as store:
            build(store, [str(statement)])
        requests.append(len(server.seen))
    assert requests[1] < 10 < requests[0]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"no base")])
def test_a_cache_that_is_gone_or_damaged_costs_time_alone(server: SparqlServer, statement: Path, damage) -> None:
    with open_store(server.address) as store:
        build(store, [str(statement)])
        folder = store.cache
    assert folder is not None
    damage(folder / "support.sqlite")
    with open_store(server.address) as store:
        build(store, [str(statement)])
        inferred = {quad.triple for quad in store.quads(GRAPH_INFERENCES)}
        assert inferred == set(infer(store.quads_with)) != set()


def test_who_has_no_home_to_write_to_has_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder("http://localhost:1/ds") is None
