"""Names and quotes are found by their words; the index follows the store, and nothing that is typed can harm it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.names import DCC, DCR, PREFIXES
from kg.searching import Entry, GraphText, Index, find, index_path, open_index
from kg.store import GraphStore
from tests.conftest import STATEMENT


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("search")
    (folder / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    found = kg.open(folder / "store")
    found.build(folder / "statement.txt")
    return found


def test_a_name_that_is_just_what_was_typed_comes_first(graph: KnowledgeGraph) -> None:
    assert graph.search("norway")[0].node == DCR + "state/NOR"
    assert graph.search("piracy")[0].node == DCC + "issue/piracy"


def test_quotes_are_found_by_other_forms_of_their_words_and_say_where_they_stand(graph: KnowledgeGraph) -> None:
    hit = graph.search("condemning piracy", kind="quote")[0]
    assert "condemned piracy in the Gulf of Guinea" in " ".join(hit.text.split())
    assert {"condemned", "piracy"} <= {piece.text for piece in hit.pieces if piece.matches}
    assert hit.title.startswith("Joint Statement") and hit.date == "2022-05-03"
    assert hit.node.startswith(DCR + "evidence/")


def test_accents_and_capitals_do_not_matter(graph: KnowledgeGraph) -> None:
    assert any("João Pereira" in hit.text for hit in graph.search("JOAO pereira"))


def test_a_phrase_is_found_as_it_stands(graph: KnowledgeGraph) -> None:
    assert graph.search('"maritime security"', kind="quote")
    assert not graph.search('"security maritime"', kind="quote")


def test_the_last_word_may_be_a_beginning(graph: KnowledgeGraph) -> None:
    assert DCC + "issue/piracy" in {hit.node for hit in graph.search("pira")}


def test_where_nothing_has_all_words_some_count(graph: KnowledgeGraph) -> None:
    assert graph.search("piracy xylophone", kind="quote")
    assert graph.search("xylophone") == []


def test_hits_can_be_limited_to_a_class(graph: KnowledgeGraph) -> None:
    hits = graph.search("norway", type="State")
    assert hits and all("State" in hit.types for hit in hits)
    assert len(graph.search("security", limit=3)) == 3
    with pytest.raises(QueryError, match="kind"):
        graph.search("norway", kind="colour")


def test_quotes_are_of_the_class_of_evidence_and_names_are_not(graph: KnowledgeGraph) -> None:
    assert {hit.kind for hit in graph.search("piracy", type="Evidence")} == {"quote"}
    assert {hit.kind for hit in graph.search("piracy", type="Concept")} == {"name"}


def test_what_has_more_of_the_words_comes_first_then_what_begins_with_them_then_the_shorter() -> None:
    texts = ("ports are visited", "a visit to a port", "visit to ports of the north", "visit to a port", "port visits")
    entries = (Entry(f"urn:e:{number}", "name", text) for number, text in enumerate(texts))
    with Index(None, write=True) as index:
        index.add("urn:g", "", GraphText(tuple(entries)))
        assert [hit.text for hit in find(index, "visit to")] == [texts[3], texts[2], texts[1]]
        assert [hit.text for hit in find(index, "visits")] == [texts[number] for number in (4, 3, 0, 1, 2)]
        assert [hit.text for hit in find(index, "port visit", limit=2)] == [texts[4], texts[3]]


def test_a_beginning_is_marked_where_it_stands(graph: KnowledgeGraph) -> None:
    hit = graph.search("guin", kind="quote")[0]
    assert [piece.text for piece in hit.pieces if piece.matches] == ["Guinea"]


def test_a_node_is_shown_once(graph: KnowledgeGraph) -> None:
    nodes = [hit.node for hit in graph.search("united kingdom", limit=50)]
    assert len(nodes) == len(set(nodes))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_only_words(words: str) -> None:
    with Index(None, write=True) as index:
        assert find(index, words) == []


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE words; --", 'NEAR("a" b', "text:piracy", "* OR *", '"""', "-a ^b", "\x00"]
)
def test_queries_of_the_engine_are_taken_as_words(graph: KnowledgeGraph, words: str) -> None:
    graph.search(words)
    assert graph.search("piracy")


def test_the_index_reads_only_graphs_that_have_changed(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    with GraphStore.open(graph.path, "read") as store, Index(index_path(graph.path), write=True) as index:
        assert index.bring_in_step(store) == len(store.graphs())
        assert index.bring_in_step(store) == 0
    statement.write_text(STATEMENT.replace("piracy", "terrorism"), encoding="utf-8")
    graph.build(statement)
    with GraphStore.open(graph.path, "read") as store, Index(index_path(graph.path), write=True) as index:
        assert 1 <= index.bring_in_step(store) < len(store.graphs())
        assert find(index, "terrorism", kind="quote") and not find(index, "piracy", kind="quote")


def test_a_removed_statement_is_found_no_more(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    assert graph.search("piracy", kind="quote")
    graph.remove(str(statement))
    assert not graph.search("piracy", kind="quote")


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 20, b""])
def test_a_damaged_index_is_made_anew(graph: KnowledgeGraph, tmp_path: Path, content: bytes) -> None:
    shutil.copytree(graph.path, tmp_path / "store")
    index_path(tmp_path / "store").write_bytes(content)
    assert kg.open(tmp_path / "store").search("piracy")


def test_an_index_of_another_version_is_made_anew(graph: KnowledgeGraph, tmp_path: Path) -> None:
    shutil.copytree(graph.path, tmp_path / "store")
    path = index_path(tmp_path / "store")
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 999")
    other.close()
    with GraphStore.open(tmp_path / "store", "read") as store, open_index(store) as index:
        assert find(index, "piracy")


def test_the_command_prints_hits_and_says_by_its_status_whether_there_are_any(graph: KnowledgeGraph) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg.cli.main", "search", *words, "--store", str(graph.path)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    text = run("piracy", "--kind", "quote")
    assert text.returncode == 0 and "Gulf of Guinea" in text.stdout and "2022-05-03" in text.stdout
    hits = json.loads(run("norway", "--type", "State", "--format", "json").stdout)
    assert hits[0]["node"] == DCR + "state/NOR"
    nothing = run("xylophone")
    assert nothing.returncode == 1 and nothing.stdout.strip() == "" and "Traceback" not in nothing.stderr


def test_what_much_writing_leaves_is_merged() -> None:
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    with GraphStore.memory() as store:
        for number in range(150):
            name = ox.Literal(" ".join(f"word{number}x{place}" for place in range(300)))
            store.set_graph(f"urn:x-graph:{number}", [ox.Triple(ox.NamedNode(f"urn:x-node:{number}"), label, name)])
        with open_index(store) as index:
            runs = index.connection.execute("SELECT COUNT(DISTINCT segid) FROM names_idx").fetchone()
            assert runs == (1,)
            assert [hit.node for hit in find(index, "word149x7")] == ["urn:x-node:149"]
