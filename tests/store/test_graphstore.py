from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import StoreError
from kg.mapping import map_record
from kg.names import GRAPH_INFERENCES, document_graph
from kg.store import Amendment, GraphStore, Source
from kg.store.files import FORMAT
from tests.sample_record import SAMPLE_IRI, sample_record

SOURCE = Source("statements/rome.txt", "ab" * 32)
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
OTHER = "https://w3id.org/defcoop/id/document/other"


def label(words: str, iri: str = SAMPLE_IRI) -> Quad:
    return Quad(NamedNode(iri), LABEL, Literal(words), NamedNode(document_graph(iri)))


def ingest(store: GraphStore) -> bool:
    return store.replace_document(SAMPLE_IRI, map_record(sample_record()), SOURCE)


def labels(store: GraphStore) -> set[str]:
    return {quad.object.value for quad in store.quads() if quad.predicate == LABEL}  # type: ignore[union-attr]


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "store") as store:
        assert ingest(store)
    with GraphStore.open(tmp_path / "store", "read") as store:
        assert sorted(store.quads(), key=str) == map_record(sample_record())
        assert store.count() == len(map_record(sample_record()))


def test_ingesting_again_changes_nothing(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        ingest(store)
        revision, before = store.revision, set(store.quads())
        assert not ingest(store)
        assert (store.revision, set(store.quads())) == (revision, before)


def test_a_changed_document_replaces_all_of_its_old_quads(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("old"), label("older")], SOURCE)
        assert store.replace_document(SAMPLE_IRI, [label("new")], SOURCE)
        assert labels(store) == {"new"}
        assert store.count() == 1


def test_a_file_with_a_new_title_replaces_its_old_document(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("old")], SOURCE)
        assert store.replace_document(OTHER, [label("new", OTHER)], SOURCE)
        assert [document.iri for document in store.documents()] == [OTHER]
        assert labels(store) == {"new"}


def test_documents_of_different_files_stand_side_by_side(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("one")], SOURCE)
        store.replace_document(OTHER, [label("two", OTHER)], Source("two.txt", "cd" * 32))
        assert labels(store) == {"one", "two"}
        found = store.document_at("two.txt")
        assert found is not None
        assert found.iri == OTHER


def test_a_removed_document_leaves_nothing(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        ingest(store)
        assert store.remove_document(SAMPLE_IRI)
        assert not store.remove_document(SAMPLE_IRI)
    with GraphStore.open(tmp_path) as store:
        assert (store.count(), list(store.quads()), store.documents()) == (0, [], [])


def test_removing_a_document_keeps_the_others(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("one")], SOURCE)
        store.replace_document(OTHER, [label("two", OTHER)], Source("two.txt", "cd" * 32))
        store.remove_document(SAMPLE_IRI)
    with GraphStore.open(tmp_path) as store:
        assert labels(store) == {"two"}
        assert [document.iri for document in store.documents()] == [OTHER]


def test_a_writer_in_another_process_is_told_to_wait(tmp_path: Path) -> None:
    code = f"from kg.store import GraphStore; GraphStore.open({str(tmp_path)!r})"
    with GraphStore.open(tmp_path):
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "another program is writing to this store; wait" in done.stderr


def test_a_graph_is_replaced_only_where_it_differs(tmp_path: Path) -> None:
    triple = Triple(NamedNode("http://example.org/a"), LABEL, Literal("derived"))
    with GraphStore.open(tmp_path) as store:
        assert store.set_graph(GRAPH_INFERENCES, [triple, triple])
        assert not store.set_graph(GRAPH_INFERENCES, [triple])
        assert store.graphs() == {GRAPH_INFERENCES: 1}
        assert store.set_graph(GRAPH_INFERENCES, [])
        assert store.count() == 0


@pytest.mark.parametrize("words", ['quote " and \\', "line\nfeed\r\ttab", "\u2028 \ud7ff \ue000 😀", "} . <x>", "\x01"])
def test_any_words_survive_a_replacement(tmp_path: Path, words: str) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("before")], SOURCE)
        store.replace_document(SAMPLE_IRI, [label(words)], SOURCE)
        assert labels(store) == {words}
        assert not store.find_damage()


def test_originals_of_earlier_versions_are_kept(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        store.replace_document(SAMPLE_IRI, [label("a")], SOURCE, b"first")
        store.replace_document(SAMPLE_IRI, [label("a")], Source(SOURCE.path, "ef" * 32), b"second")
        for words in (b"first", b"second"):
            assert store.original(hashlib.sha256(words).hexdigest()) == words


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path), pytest.raises(StoreError, match="another program is writing"):
        GraphStore.open(tmp_path)


def test_a_reader_beside_a_writer_sees_one_moment(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as writer:
        writer.replace_document(SAMPLE_IRI, [label("one")], SOURCE)
        with GraphStore.open(tmp_path, "read") as reader:
            writer.replace_document(SAMPLE_IRI, [label("two")], SOURCE)
            assert labels(reader) == {"one"}
        with GraphStore.open(tmp_path, "read") as reader:
            assert labels(reader) == {"two"}


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    GraphStore.open(tmp_path).close()
    with GraphStore.open(tmp_path, "read") as reader, pytest.raises(StoreError, match="opened for reading"):
        reader.set_graph(GRAPH_INFERENCES, [label("a")])


def test_reading_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        GraphStore.open(tmp_path / "none", "read")
    assert not (tmp_path / "none").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="no defcoop store"):
        GraphStore.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        GraphStore.open(tmp_path / "store")


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    GraphStore.open(tmp_path).close()
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99, "revision": 0}))
    with pytest.raises(StoreError, match="has format 99"):
        GraphStore.open(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 2}'])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: str) -> None:
    GraphStore.open(tmp_path).close()
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(StoreError, match=r"manifest\.json: is damaged"):
        GraphStore.open(tmp_path, "read")


def test_a_truncated_log_is_noticed(tmp_path: Path) -> None:
    code = f"""
import os
from kg.store import Amendment, GraphStore, Source
from pyoxigraph import *
store = GraphStore.open({str(tmp_path)!r})
for n in range(20):
    iri = f"https://w3id.org/defcoop/id/document/{{n}}"
    quad = Quad(NamedNode(iri), NamedNode("http://example.org/p"), Literal("x" * 500), NamedNode("http://example.org/g"))
    store.replace_document(iri, [quad], Source(f"{{n}}.txt", f"{{n:064x}}"))
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with GraphStore.open(tmp_path, "read") as store:
        assert len(store.documents()) == 20
    log = max((tmp_path / "quads").glob("*.log"), key=lambda path: path.stat().st_size)
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])
    with pytest.raises(StoreError, match=r"changes are lost|is damaged"):
        GraphStore.open(tmp_path)


@pytest.mark.parametrize("kind", ["CURRENT", "*.sst", "MANIFEST-*"])
def test_a_damaged_file_of_the_engine_is_noticed(tmp_path: Path, kind: str) -> None:
    with GraphStore.open(tmp_path) as store:
        ingest(store)
    for path in (tmp_path / "quads").glob(kind):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged .*kg doctor --repair"):
        GraphStore.open(tmp_path, "read")


def test_a_commit_that_the_manifest_file_missed_is_kept(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path) as store:
        ingest(store)
        revision = store.revision
    (tmp_path / "manifest.json").write_text(json.dumps({"format": FORMAT, "revision": revision - 1}))
    with GraphStore.open(tmp_path) as store:
        assert len(store.documents()) == 1
    assert json.loads((tmp_path / "manifest.json").read_text())["revision"] == revision


def test_quads_that_came_from_elsewhere_are_noticed(tmp_path: Path) -> None:
    from pyoxigraph import Store

    with GraphStore.open(tmp_path) as store:
        ingest(store)
    engine = Store(tmp_path / "quads")
    engine.add(label("smuggled"))
    engine.flush()
    del engine
    with pytest.raises(StoreError, match="quads where the manifest has"):
        GraphStore.open(tmp_path)
    with GraphStore.open(tmp_path, "read", check=False) as store:
        assert store.find_damage() == [document_graph(SAMPLE_IRI)]


def test_kill_9_loses_nothing_acknowledged_and_leaves_no_half_document(tmp_path: Path) -> None:
    code = f"""
from kg.store import Amendment, GraphStore, Source
from pyoxigraph import *
store = GraphStore.open({str(tmp_path)!r})
n = 0
while True:
    iri = f"https://w3id.org/defcoop/id/document/{{n % 7}}"
    quads = [Quad(NamedNode(iri), NamedNode("http://example.org/p"), Literal(f"{{n}} {{i}}")) for i in range(50)]
    store.replace_document(iri, quads, Source(f"{{n % 7}}.txt", f"{{n % 7:064x}}"))
    print(n, flush=True)
    n += 1
"""
    for acknowledged in (3, 25, 60):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(acknowledged):
            last = int(process.stdout.readline())
        process.kill()
        process.wait()
        last = max([last, *(int(line) for line in process.stdout.read().split())])
        process.stdout.close()
        with GraphStore.open(tmp_path) as store:
            assert store.find_damage() == []
            newest = {int(quad.object.value.split()[0]) for quad in store.quads()}  # type: ignore[union-attr]
            assert max(newest) in (last, last + 1)
            assert {document.count for document in store.documents()} == {50}


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = GraphStore.open(tmp_path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


def test_queries_see_the_union_of_all_graphs() -> None:
    with GraphStore.memory() as store:
        store.replace_document(SAMPLE_IRI, [label("one")], SOURCE)
        store.replace_document(OTHER, [label("two", OTHER)], Source("two.txt", ""))
        assert store.query("ASK { ?a ?p 'one' . ?b ?p 'two' }")


def test_a_graph_is_amended_together_with_a_document(tmp_path: Path) -> None:
    kept, gone, new = (Triple(NamedNode(f"urn:{name}"), LABEL, Literal(name)) for name in ("kept", "gone", "new"))
    with GraphStore.open(tmp_path) as store:
        store.set_graph(GRAPH_INFERENCES, [kept, gone])
        amendment = Amendment(GRAPH_INFERENCES, frozenset({new, kept}), frozenset({gone}))
        assert store.replace_document(SAMPLE_IRI, [label("one")], SOURCE, amendment=amendment)
        assert labels(store) == {"one", "kept", "new"}
        assert store.graphs()[GRAPH_INFERENCES] == 2
        assert not store.amend_graph(amendment)
        assert store.remove_document(SAMPLE_IRI, Amendment(GRAPH_INFERENCES, remove=frozenset({new})))
        assert not store.find_damage()
    with GraphStore.open(tmp_path) as store:
        assert labels(store) == {"kept"}
        assert not store.find_damage()


def test_an_amended_graph_has_the_digest_of_one_written_at_once(tmp_path: Path) -> None:
    triples = [Triple(NamedNode(f"urn:{number}"), LABEL, Literal("x")) for number in range(9)]
    with GraphStore.open(tmp_path) as store:
        store.amend_graph(Amendment(GRAPH_INFERENCES, frozenset(triples[:5])))
        store.amend_graph(Amendment(GRAPH_INFERENCES, frozenset(triples[5:]), frozenset(triples[:2])))
        assert not store.set_graph(GRAPH_INFERENCES, triples[2:])
