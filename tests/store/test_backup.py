"""Backups: whole or not at all, of one moment, and as good as the store when they come back."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.store import GraphStore, Source, back_up, restore

IRI = "https://w3id.org/defcoop/id/document/{}"
P = NamedNode("http://example.org/p")


def put(store: GraphStore, number: int, words: str = "words") -> None:
    original = f"{number} {words}".encode()
    quads = [Quad(NamedNode(IRI.format(number)), P, Literal(f"{words} {i}")) for i in range(30)]
    source = Source(f"/in/{number}.txt", hashlib.sha256(original).hexdigest())
    store.replace_document(IRI.format(number), quads, source, original)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with GraphStore.open(tmp_path / "store") as store:
        put(store, 1, "old")
        put(store, 1)
    return tmp_path / "store"


def content(path: Path) -> list[str]:
    with GraphStore.open(path, "read") as store:
        return sorted(map(str, store.quads()))


def test_what_is_restored_is_what_was_backed_up(path: Path, tmp_path: Path) -> None:
    expected = content(path)
    made = back_up(path, tmp_path / "backup")
    with GraphStore.open(path) as store:
        put(store, 1, "later")
        put(store, 2)
    restored = restore(tmp_path / "backup", path, replace=True)
    assert (made.documents, made.quads, made.revision) == (restored.documents, restored.quads, restored.revision)
    assert content(path) == expected
    with GraphStore.open(path) as store:
        assert len(store.journal().commits) == 2
        assert store.original(hashlib.sha256(b"1 old").hexdigest()) == b"1 old"
        put(store, 3)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup", "store"]


def test_a_backup_is_made_beside_a_writer_and_keeps_all_that_was_acknowledged(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from kg.store import GraphStore
from tests.store.test_backup import put
with GraphStore.open(Path({str(tmp_path / "store")!r})) as store:
    for number in range(10_000):
        put(store, number % 50, str(number))
        print(number, flush=True)
"""
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        for number in range(3):
            last = int([writer.stdout.readline() for _ in range(20)][-1])
            report = back_up(tmp_path / "store", tmp_path / f"backup-{number}")
            assert report.revision > last
            with GraphStore.open(tmp_path / f"backup-{number}", "read") as store:
                assert store.find_damage() == []
                assert len(store.journal().commits) == report.revision
    finally:
        writer.kill()
        writer.communicate()


def test_nothing_is_overwritten_unasked(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    for work in (lambda: back_up(path, tmp_path / "backup"), lambda: restore(tmp_path / "backup", path)):
        with pytest.raises(StoreError, match=r"is there already; .*--replace"):
            work()
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.doc").write_text("years of work")
    with pytest.raises(StoreError, match="is no store"):
        back_up(path, tmp_path / "thesis", replace=True)


def test_an_altered_backup_is_refused_and_the_store_stays(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    expected = content(path)
    for file in [*(tmp_path / "backup" / "quads").glob("*.sst"), tmp_path / "backup" / "journal.jsonl"]:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        with pytest.raises(StoreError, match="is altered"):
            restore(tmp_path / "backup", path, replace=True)
    file.unlink()
    with pytest.raises(StoreError, match=r"is missing|is altered"):
        restore(tmp_path / "backup", path, replace=True)
    assert content(path) == expected
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup", "store"]


def test_a_damaged_store_is_not_backed_up(path: Path, tmp_path: Path) -> None:
    original = next((path / "originals").iterdir())
    original.write_bytes(b"other words")
    with pytest.raises(StoreError, match=r"originals/.*is damaged; kg doctor --repair"):
        back_up(path, tmp_path / "backup")
    assert [p.name for p in tmp_path.iterdir()] == ["store"]


def test_a_store_that_is_written_to_is_not_replaced(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    code = f"from kg.store import restore; restore({str(tmp_path / 'backup')!r}, {str(path)!r}, replace=True)"
    with GraphStore.open(path):
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "another program is writing to this store; wait" in done.stderr


def test_a_backup_can_be_asked_and_not_changed(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "backup")
    assert content(tmp_path / "backup") == content(path)
    with pytest.raises(StoreError, match="is a backup"):
        GraphStore.open(tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again")
    assert content(tmp_path / "again") == content(path)


def test_a_folder_that_is_no_backup_is_named(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no backup"):
        restore(path, tmp_path / "again")


@pytest.mark.parametrize("where", ["", "within", "quads/within", ".."])
def test_store_and_backup_do_not_lie_within_one_another(path: Path, where: str) -> None:
    expected = content(path)
    with pytest.raises(StoreError, match=r"lie within one another.*choose another folder"):
        back_up(path, path / where, replace=True)
    backup = path.parent / "backup"
    back_up(path, backup)
    with pytest.raises(StoreError, match="lie within one another"):
        restore(backup, backup / where, replace=True)
    assert content(path) == content(backup) == expected
