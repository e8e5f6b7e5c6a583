"""What a document said earlier, which acts came and went, and the same as PROV."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.errors import StoreError
from kg.graph import KnowledgeGraph
from kg.keeping import changes, to_prov, versions_of
from kg.store import GraphStore, Source
from tests.conftest import SEED
from tests.endurance.statements import put


def documents(path: Path) -> list[str]:
    with GraphStore.open(path, "read") as store:
        return [document.iri for document in store.documents()]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with GraphStore.open(tmp_path / "store") as opened:
        put(opened, 0, 0)
        put(opened, 0, 1)
        opened.remove_document(opened.documents()[0].iri)
        put(opened, 0, 2)
    return tmp_path / "store"


def test_each_version_tells_when_it_came_and_how_it_ended(store: Path) -> None:
    one, two, three = versions_of(store, "/statements/0.txt")
    assert [version.removed for version in (one, two, three)] == [False, True, False]
    assert one.recorded < one.ended == two.recorded < two.ended < three.recorded and three.ended == ""
    assert len({version.sha256 for version in (one, two, three)}) == 3


def test_acts_are_told_by_what_they_say_not_by_their_place(tmp_path: Path) -> None:
    graph = kg.open(tmp_path / "store")
    words = "Joint Statement of the Ministers of Norway and Portugal\n\nOslo, 3 May 2022\n\n1. {}\n"
    path = tmp_path / "a.txt"
    for text in (
        "The Ministers welcomed the ceasefire. They condemned piracy.",
        "They met. The Ministers welcomed the ceasefire. They condemned terrorism.",
    ):
        path.write_text(words.format(text))
        with GraphStore.open(graph.path) as store:
            ingest(store, path)
    first, second = graph.history(str(path))
    assert {act.trigger for act in first.added or ()} == {"welcomed", "condemned"}
    assert [act.quote for act in second.added or () if act.trigger != "met"] == ["They condemned terrorism."]
    assert [act.quote for act in second.dropped or ()] == ["They condemned piracy."]


def ingest(store: GraphStore, path: Path) -> None:
    from kg.building import ingest as build_one
    from kg.decisions import Decisions
    from kg.inputs import gather_inputs
    from kg.reading import read_source

    source = read_source(path)
    build_one(store, source, str(path), gather_inputs(source, path.name, Decisions()))


def moment(text: str) -> datetime:
    """A time by its value: a store may write the tenths of a second without the noughts after them."""
    return datetime.fromisoformat(text)


def test_versions_are_prov(store: Path) -> None:
    versions = versions_of(store, "/statements/0.txt")
    graph = ox.Store()
    graph.load(to_prov(versions), format=ox.RdfFormat.TURTLE)
    query = """PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?when ?end ?gone {
      ?late prov:wasRevisionOf ?early ; prov:generatedAtTime ?when ; prov:specializationOf ?document .
      OPTIONAL { ?late prov:invalidatedAtTime ?end ; prov:wasInvalidatedBy ?gone } } ORDER BY ?when"""
    (first, second) = graph.query(query)  # type: ignore[misc]
    assert [moment(first["when"].value), moment(first["end"].value)] == [
        moment(versions[1].recorded),
        moment(versions[1].ended),
    ]
    assert (moment(second["when"].value), second["end"]) == (moment(versions[2].recorded), None)
    assert "/removal/" in first["gone"].value


def test_a_document_is_found_by_iri_slug_and_path(store: Path) -> None:
    (iri,) = documents(store)
    expected = versions_of(store, iri)
    assert expected == versions_of(store, iri.rpartition("/")[2]) == versions_of(store, "/statements/0.txt")
    with pytest.raises(StoreError, match=r"no document 'other'; `kg history`"):
        versions_of(store, "other")


def test_a_file_with_a_new_title_keeps_its_history(tmp_path: Path) -> None:
    iri = "https://w3id.org/defcoop/id/document/{}"
    with GraphStore.open(tmp_path) as store:
        for name in ("old", "new"):
            quad = ox.Quad(ox.NamedNode(iri.format(name)), ox.NamedNode("urn:p"), ox.Literal(name))
            store.replace_document(iri.format(name), [quad], Source("/in/a.txt", name))
    assert [(v.document, bool(v.ended), v.removed) for v in versions_of(tmp_path, "/in/a.txt")] == [
        (iri.format("old"), True, False),
        (iri.format("new"), False, False),
    ]


def test_every_change_of_a_store_is_listed(store: Path) -> None:
    assert [row["change"] for row in changes(store)] == [
        "added 0.txt",
        "changed 0.txt",
        "removed 0.txt",
        "added 0.txt",
    ]


def test_exports_of_the_present_know_nothing_of_the_past(store: Path, tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "fresh") as opened:
        put(opened, 0, 2)
    old, new = (KnowledgeGraph(path).serialize("nquads") for path in (store, tmp_path / "fresh"))
    assert old == new


def test_a_query_asks_the_graph_of_a_moment(tmp_path: Path, statement: Path) -> None:
    graph = kg.open(tmp_path / "store")
    graph.build(statement)
    (before,) = graph.history(str(statement))
    statement.write_text(statement.read_text(encoding="utf-8").replace("condemned", "deplored"), encoding="utf-8")
    graph.build(statement)
    triggers = "SELECT ?t { ?act dco:trigger ?t }"
    earlier = graph.as_of(before.recorded)
    assert {row["t"] for row in graph.query(triggers, as_of=before.recorded)} >= {"condemned"}
    assert "deplored" in {row["t"] for row in graph.query(triggers)}
    assert "condemned" not in {row["t"] for row in graph.query(triggers)}
    assert earlier.query("ASK { ?tie a dco:CooperationTie }") == [{"ask": True}]
    exported = earlier.serialize("turtle", ["documents"])
    assert b"condemned" in exported and b"deplored" not in exported
    with pytest.raises(StoreError, match="the past does not change"):
        earlier.build(SEED.parent)
    graph.remove(str(statement))
    assert earlier.query("documents") != [] == graph.query("documents")
