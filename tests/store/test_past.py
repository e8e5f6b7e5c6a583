"""The store as it was: every moment can be asked again, and an earlier one costs the present nothing."""

from __future__ import annotations

import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import QueryError, StoreError
from kg.names import GRAPH_INFERENCES
from kg.store import Amendment, GraphStore, Source, end_of, open_past
from kg.store.journal import Journal

P = NamedNode("http://example.org/p")
WORDS = st.frozensets(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=6)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["replace", "remove", "rename", "infer", "amend"]), st.integers(0, 2), WORDS), max_size=8
)


def iri(name: object) -> str:
    return f"https://w3id.org/defcoop/id/document/{name}"


def quads(name: object, words: object) -> list[Quad]:
    return [Quad(NamedNode(iri(name)), P, Literal(word)) for word in words]  # type: ignore[attr-defined]


def triples(words: frozenset[str]) -> frozenset[Triple]:
    return frozenset(Triple(P, P, Literal(word)) for word in words)


def apply(store: GraphStore, kind: str, number: int, words: frozenset[str]) -> None:
    source = Source(f"{number}.txt", f"{len(words):064x}")
    if kind == "replace":
        store.replace_document(iri(number), quads(number, words), source)
    elif kind == "rename":
        store.replace_document(iri(f"{number}-renamed"), quads(number, words), source)
    elif kind == "remove":
        store.remove_document(iri(number))
    elif kind == "infer":
        store.set_graph(GRAPH_INFERENCES, triples(words))
    else:
        store.amend_graph(Amendment(GRAPH_INFERENCES, triples(words), triples(frozenset({"", "a"}) - words)))


def moment() -> datetime:
    time.sleep(0.002)
    now = datetime.now(UTC)
    time.sleep(0.002)
    return now


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_every_moment_of_a_store_can_be_asked_again(changes: list[tuple[str, int, frozenset[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        moments = []
        with GraphStore.open(path) as store:
            for change in [None, *changes]:
                if change:
                    apply(store, *change)
                moments.append((moment(), sorted(map(str, store.quads())), store.graphs(), store.revision))
        for when, lines, graphs, revision in moments:
            with open_past(path, when) as past:
                assert sorted(map(str, past.quads())) == lines
                assert (past.graphs(), past.revision, past.find_damage()) == (graphs, revision, [])
        assert not list(path.glob("past-*"))


def test_the_past_is_asked_beside_a_writer(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(iri("a"), quads("a", "x"), Source("a", ""))
        before = moment()
        store.replace_document(iri("a"), quads("a", "y"), Source("a", ""))
        with open_past(tmp_path, before) as past:
            assert [quad.object for quad in past.quads()] == [Literal("x")]
            assert [document.iri for document in past.documents()] == [iri("a")]


def test_a_day_is_asked_at_its_end(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(iri("a"), quads("a", "x"), Source("a", ""))
    today = datetime.now(UTC).date()
    with open_past(tmp_path, today.isoformat()) as past:
        assert past.count() == 1
    with open_past(tmp_path, "1999-12-31") as past:
        assert (past.count(), past.documents()) == (0, [])


@pytest.mark.parametrize("later", [1, 40])
def test_what_graphs_held_comes_out_whether_little_or_most_came_later(tmp_path: Path, later: int) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(iri("kept"), quads("kept", "xyz"), Source("kept", ""))
        store.replace_document(iri("changed"), quads("changed", "xyz"), Source("changed", ""))
        store.replace_document(iri("removed"), quads("removed", "xyz"), Source("removed", ""))
        store.set_graph(GRAPH_INFERENCES, triples(frozenset("abcdefgh")))
        lines, revision, before = sorted(map(str, store.quads())), store.revision, moment()
        store.replace_document(iri("changed"), quads("changed", "xy"), Source("changed", ""))
        store.remove_document(iri("removed"))
        for number in range(later):
            amendment = Amendment(GRAPH_INFERENCES, triples(frozenset({str(number)})), triples(frozenset("a")))
            store.replace_document(iri(number), quads(number, "xyz"), Source(f"{number}", ""), amendment=amendment)
    with open_past(tmp_path, before) as past:
        assert sorted(map(str, past.quads())) == lines
        assert (past.revision, past.find_damage(), past.find_strangers()) == (revision, [], [])


@pytest.mark.parametrize("words", ["", "yesterday", "2031-13-01", "31.1.2031"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(QueryError, match="write 2031-05-06"):
        end_of(words)


def test_what_is_written_again_the_same_makes_no_version(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        for fingerprint in ("one", "two"):
            store.replace_document(iri("a"), quads("a", "xyz"), Source("a", "", fingerprint))
        assert [changed.version for commit in store.journal().commits for changed in commit.graphs] == ["", ""]


def test_a_damaged_version_is_named_and_not_guessed(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(iri("a"), quads("a", map(str, range(5000))), Source("a", ""))
        before = moment()
        store.replace_document(iri("a"), quads("a", "y"), Source("a", ""))
    (version,) = (path for path in (tmp_path / "versions").rglob("*") if path.is_file())
    version.write_bytes(version.read_bytes()[:-1])
    with pytest.raises(StoreError, match=r"is damaged; kg doctor --repair"):
        open_past(tmp_path, before)
    assert not list(tmp_path.glob("past-*"))


def test_a_journal_with_a_hole_is_named(tmp_path: Path) -> None:
    before = moment()
    with GraphStore.open(tmp_path) as store:
        for word in "abc":
            store.replace_document(iri("a"), quads("a", word), Source("a", ""))
    lines = (tmp_path / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "journal.jsonl").write_bytes(b"".join([lines[0], lines[1][:-9] + b"\n", lines[2]]))
    with pytest.raises(StoreError, match=r"holes; kg doctor --repair"):
        open_past(tmp_path, before)


def test_a_line_that_no_commit_followed_is_no_part_of_the_journal(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(iri("a"), quads("a", "x"), Source("a", ""))
    Journal(tmp_path / "journal.jsonl").append(2, [])
    with (tmp_path / "journal.jsonl").open("ab") as stream:
        stream.write(b"half a li")
    with GraphStore.open(tmp_path) as store:
        assert len(store.journal().commits) == 1
        store.replace_document(iri("b"), quads("b", "x"), Source("b", ""))
    with GraphStore.open(tmp_path, "read") as store:
        assert [len(commit.graphs) for commit in store.journal().commits] == [1, 1]


def test_time_never_runs_backwards_in_the_journal(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    first = journal.append(1, [])
    later = {**json.loads(first.to_line().partition(b" ")[2]), "recorded": "2999-01-01T00:00:00.000Z"}
    assert later["recorded"] > first.recorded
    from dataclasses import replace

    (tmp_path / "journal.jsonl").write_bytes(replace(first, recorded=later["recorded"]).to_line())
    assert Journal(tmp_path / "journal.jsonl").append(2, []).recorded == later["recorded"]
