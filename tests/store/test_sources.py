"""Where documents were read stands beside the quads, in step with them, and never among them."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.keeping import diagnose, repair
from kg.names import DCR
from kg.store import GraphStore, Source, back_up, restore
from kg.store.files import EARLIER_FORMAT, FORMAT
from kg.store.manifest import MANIFEST
from kg.store.transcripts import transcribe

FOLDER = "/vertraulich/statements"


def put(store: GraphStore, number: int, words: str = "first") -> None:
    iri = f"{DCR}document/{number}"
    quads = [ox.Quad(ox.NamedNode(iri), ox.NamedNode("http://purl.org/dc/terms/title"), ox.Literal(words))]
    source = Source(f"{FOLDER}/{number}.txt", f"{number:064x}", given=f'{{"name": "{number}.txt"}}')
    store.replace_document(iri, quads, source)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with GraphStore.open(tmp_path / "store") as store:
        for number in range(3):
            put(store, number)
    return tmp_path / "store"


def places(path: Path) -> list[str]:
    with GraphStore.open(path, "read") as store:
        found = [known.source.path for known in store.documents()]
        assert [entry.given for entry in store.entries().values()] == [f'{{"name": "{Path(p).name}"}}' for p in found]
        return found


EXPECTED = [f"{FOLDER}/{number}.txt" for number in range(3)]


def manifest(path: Path) -> str:
    engine = ox.Store.read_only(str(path / "quads"))
    return "\n".join(quad.object.value for quad in engine.quads_for_pattern(None, None, None, MANIFEST))


def test_the_store_knows_where_documents_were_read_and_its_quads_do_not(path: Path) -> None:
    assert places(path) == EXPECTED
    assert FOLDER not in manifest(path) and "1.txt" in manifest(path)
    with GraphStore.open(path, "read") as store:
        assert store.document_at(EXPECTED[1]) == store.document(f"{DCR}document/1")


def lose_it(path: Path) -> None:
    (path / "sources.jsonl").unlink()


def flip_it(path: Path) -> None:
    data = bytearray((path / "sources.jsonl").read_bytes())
    data[len(data) // 2] ^= 4
    (path / "sources.jsonl").write_bytes(data)


def lose_the_journal(path: Path) -> None:
    (path / "journal.jsonl").unlink()


def empty_it(path: Path) -> None:
    (path / "sources.jsonl").write_bytes(b"")


@pytest.mark.parametrize("damage", [lose_it, flip_it, lose_the_journal, empty_it])
def test_the_journal_and_the_file_stand_in_for_each_other(path: Path, damage: object) -> None:
    damage(path)  # type: ignore[operator]
    assert places(path) == EXPECTED
    with GraphStore.open(path) as store:
        put(store, 1, "second")
    assert places(path) == EXPECTED


def test_without_both_the_names_of_the_files_are_left(path: Path) -> None:
    lose_it(path)
    lose_the_journal(path)
    with GraphStore.open(path, "read") as store:
        assert [known.source.path for known in store.documents()] == ["0.txt", "1.txt", "2.txt"]
    report = repair(path)
    assert report.after.healthy and report.after.documents == 3


def test_a_reader_beside_a_writer_knows_what_was_written_since(path: Path) -> None:
    with GraphStore.open(path) as writer:
        put(writer, 3)
        put(writer, 1, "second")
        assert places(path) == [*EXPECTED, f"{FOLDER}/3.txt"]


def test_a_stale_file_is_no_harm(path: Path) -> None:
    stale = (path / "sources.jsonl").read_bytes()
    with GraphStore.open(path) as store:
        put(store, 1, "second")
        put(store, 3)
    (path / "sources.jsonl").write_bytes(stale)
    assert places(path) == [*EXPECTED, f"{FOLDER}/3.txt"]


def test_a_backup_and_what_is_restored_from_it_know_it_too(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    assert places(tmp_path / "backup") == EXPECTED
    restore(tmp_path / "backup", tmp_path / "again")
    assert places(tmp_path / "again") == EXPECTED


def make_earlier(path: Path) -> None:
    """Make the store one of the format before, which kept paths among the quads."""
    with GraphStore.open(path, "read") as store:
        entries = store.entries().values()
    engine = ox.Store(path / "quads")
    for entry in entries:
        (old,) = engine.quads_for_pattern(ox.NamedNode(entry.graph), None, None, MANIFEST)
        content = {key: value for key, value in asdict(entry).items() if key != "graph" and value}
        engine.remove(old)
        engine.add(ox.Quad(old.subject, old.predicate, ox.Literal(json.dumps(content, sort_keys=True)), MANIFEST))
    engine.flush()
    (path / "sources.jsonl").unlink()
    written = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({**written, "format": EARLIER_FORMAT}))


def test_a_store_of_the_earlier_format_is_named_and_brought_up_to_date_by_the_next_writer(path: Path) -> None:
    make_earlier(path)
    assert FOLDER in manifest(path)
    with pytest.raises(StoreError, match=f"has format {EARLIER_FORMAT}.*kg build"):
        GraphStore.open(path, "read")
    GraphStore.open(path).close()
    assert FOLDER not in manifest(path)
    assert json.loads((path / "manifest.json").read_text()) == {"format": FORMAT, "revision": 3}
    assert places(path) == EXPECTED


def test_bringing_up_to_date_can_be_cut_short_anywhere(path: Path, tmp_path: Path) -> None:
    lose_the_journal(path)
    shutil.copytree(path, tmp_path / "done")
    make_earlier(path)
    shutil.copytree(path, tmp_path / "earlier")
    shutil.copy(tmp_path / "done" / "sources.jsonl", tmp_path / "earlier" / "sources.jsonl")  # cut after the file
    shutil.copytree(tmp_path / "done", tmp_path / "stripped")  # cut before the stamp
    shutil.copy(path / "manifest.json", tmp_path / "stripped" / "manifest.json")
    for name in ("earlier", "stripped"):
        GraphStore.open(tmp_path / name).close()
        assert places(tmp_path / name) == EXPECTED
        assert FOLDER not in manifest(tmp_path / name)


def test_a_backup_of_the_earlier_format_can_be_restored(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    make_earlier(tmp_path / "backup")
    listed = json.loads((tmp_path / "backup" / "backup.json").read_text())
    files = sorted(p for p in (tmp_path / "backup").rglob("*") if p.is_file() and p.name not in ("backup.json", "LOCK"))
    names = {str(p.relative_to(tmp_path / "backup")): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    (tmp_path / "backup" / "backup.json").write_text(json.dumps({**listed, "files": names}))
    restore(tmp_path / "backup", tmp_path / "again")
    assert places(tmp_path / "again") == EXPECTED


def test_what_was_read_from_no_text_is_brought_back_from_a_transcript_of_its_graph(tmp_path: Path) -> None:
    path, iri = tmp_path / "store", f"{DCR}document/imported"
    quads = [ox.Quad(ox.NamedNode(iri), ox.NamedNode("http://purl.org/dc/terms/title"), ox.Literal(w)) for w in "ab"]
    with GraphStore.open(path) as store:
        source = Source("/elsewhere/file.nq#document/imported", "ab" * 32, "import:x")
        store.replace_document(iri, quads, source, transcribe(quads))
        expected = store.digests()
    shutil.rmtree(path / "quads")
    assert {fault.kind for fault in diagnose(path).faults} == {"quads"}
    report = repair(path)
    assert report.after.healthy and report.lost == ()
    with GraphStore.open(path, "read") as store:
        assert store.digests().items() >= expected.items() and store.document(iri).source == source  # type: ignore[union-attr]
    (original,) = (path / "originals").iterdir()
    original.unlink()
    assert {fault.kind for fault in diagnose(path).faults} == {"original"}
    assert repair(path).after.healthy and original.exists()
