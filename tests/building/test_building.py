"""Building is repeatable, replaces what changed, and keeps the good where something is bad."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.errors import SourceError, StoreError
from kg.graph import KnowledgeGraph
from tests.conftest import STATEMENT


def quads(graph: KnowledgeGraph) -> bytes:
    return graph.serialize("nquads")


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    return kg.open(tmp_path / "store")


def test_building_again_changes_not_one_quad(graph: KnowledgeGraph, statement: Path) -> None:
    first = graph.build(statement)
    before = quads(graph)
    second = graph.build(statement)
    assert (first.documents, first.unchanged, second.documents, second.unchanged) == (1, 0, 0, 1)
    assert quads(graph) == before


def test_a_first_build_that_fails_leaves_the_place_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    (tmp_path / "there").mkdir()
    for place in ("there", "new"):
        report = kg.open(tmp_path / place).build(tmp_path / "bad.txt")
        assert (report.documents, len(report.failures)) == (0, 1)
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["bad.txt", "there"]


def test_a_later_build_that_fails_leaves_the_store(graph: KnowledgeGraph, statement: Path, tmp_path: Path) -> None:
    graph.build(statement)
    graph.remove(str(statement))
    before = quads(graph)
    with pytest.raises(SourceError):
        graph.build(tmp_path / "missing.txt")
    assert quads(graph) == before


def test_a_changed_document_replaces_its_graph(graph: KnowledgeGraph, statement: Path) -> None:
    graph.build(statement)
    statement.write_text(STATEMENT.replace("condemned piracy", "deplored piracy"), encoding="utf-8")
    assert graph.build(statement).documents == 1
    acts = {row["trigger"] for row in graph.query("SELECT ?trigger { ?act dco:trigger ?trigger }")}
    assert "deplored" in acts and "condemned" not in acts
    assert len(graph.documents()) == 1


def test_a_document_with_a_new_title_replaces_the_old_one(graph: KnowledgeGraph, statement: Path) -> None:
    graph.build(statement)
    old = graph.documents()[0].iri
    statement.write_text(STATEMENT.replace("Joint Statement", "Joint Communiqué"), encoding="utf-8")
    graph.build(statement)
    assert [document.iri != old for document in graph.documents()] == [True]


def test_two_files_with_the_same_words_are_two_documents(graph: KnowledgeGraph, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STATEMENT, encoding="utf-8")
    assert graph.build(tmp_path / "one.txt", tmp_path / "two.txt").documents == 2
    assert len(graph.documents()) == 2


def test_files_that_only_differ_in_their_folder_and_words_are_refused(graph: KnowledgeGraph, tmp_path: Path) -> None:
    paths = [tmp_path / folder / "statement.txt" for folder in ("a", "b")]
    for path, words in zip(paths, ("welcomed", "applauded"), strict=True):
        path.parent.mkdir()
        path.write_text(STATEMENT.replace("welcomed", words), encoding="utf-8")
    report = graph.build(*paths)
    assert report.documents == 1
    assert "same title, date and file name" in str(report.failures[0])


def test_removing_a_document_takes_its_inferences_along(graph: KnowledgeGraph, statement: Path) -> None:
    graph.build(statement)
    assert graph.query("ASK { ?tie a dco:CooperationTie }") == [{"ask": True}]
    graph.remove(str(statement))
    assert graph.documents() == []
    assert graph.query("ASK { ?tie a dco:CooperationTie }") == [{"ask": False}]
    with pytest.raises(StoreError, match="no document"):
        graph.remove(str(statement))


def test_one_bad_file_among_good_ones_is_named_and_stops_none(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "good.txt").write_text(STATEMENT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02")
    report = graph.build(folder)
    assert report.documents == 1
    assert len(report.failures) == 1 and "bad.txt" in str(report.failures[0])


def test_a_missing_path_leaves_the_store_as_it_was(graph: KnowledgeGraph, statement: Path, tmp_path: Path) -> None:
    graph.build(statement)
    before = quads(graph)
    with pytest.raises(SourceError, match="no such file"):
        graph.build(statement, tmp_path / "missing.txt")
    assert quads(graph) == before


def test_a_killed_build_keeps_what_it_finished(tmp_path: Path) -> None:
    folder, store = tmp_path / "statements", tmp_path / "store"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02d}.txt").write_text(STATEMENT, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "kg.cli.main", "build", str(folder), "--store", str(store)])
    deadline = time.monotonic() + 60
    while not (store / "originals").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    graph = kg.open(store)
    kept = len(graph.documents())
    report = graph.build(folder)
    assert report.documents + report.unchanged == 40
    assert report.unchanged == kept
    assert graph.check().damaged == ()
