"""The endpoint serves the graph of an earlier moment as it serves the present one."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

import kg
from kg.serve.app import Settings, make_app


def test_a_server_of_an_earlier_moment_gives_what_was_there_then(statement: Path, tmp_path: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    (first,) = graph.history(str(statement))
    statement.write_text(statement.read_text(encoding="utf-8").replace("thanked", "congratulated"), encoding="utf-8")
    graph.build(statement)
    answers = []
    for moment in (first.recorded, None):
        with graph.frozen(moment) as frozen, TestClient(make_app(frozen, Settings(hosts=("testserver",)))) as client:
            query = "SELECT ?words { ?act dco:trigger ?words } ORDER BY ?words"
            answers.append(client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"}).text)
    assert "thanked" in answers[0] and "thanked" not in answers[1]
    assert not list((tmp_path / "store").glob("past-*"))
