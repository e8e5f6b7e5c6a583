"""The doctor finds what is wrong, and a repair brings back every quad, original and version that can be."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.keeping import diagnose, repair, versions_of
from kg.store import GraphStore, open_past
from tests.endurance.statements import content, faults


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def tables(path: Path) -> list[Path]:
    return sorted((path / "quads").glob("*.sst"), key=lambda file: file.stat().st_size)


def smuggle(path: Path) -> None:
    engine = ox.Store(path / "quads")
    engine.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"), ox.NamedNode("urn:g")))
    engine.flush()


def drop_a_graph(path: Path) -> None:
    with GraphStore.open(path, "read") as store:
        graph = store.documents()[0].graph
    engine = ox.Store(path / "quads")
    engine.update(f"CLEAR GRAPH <{graph}>")
    engine.flush()


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "manifest gone": (lambda path: (path / "manifest.json").unlink(), "manifest"),
    "manifest cut": (lambda path: cut(path / "manifest.json"), "manifest"),
    "journal gone": (lambda path: (path / "journal.jsonl").unlink(), "journal"),
    "journal cut": (lambda path: cut(path / "journal.jsonl"), "journal"),
    "journal flipped": (lambda path: flip(path / "journal.jsonl"), "journal"),
    "quads gone": (lambda path: shutil.rmtree(path / "quads"), "quads"),
    "quads and manifest gone": (
        lambda path: (shutil.rmtree(path / "quads"), (path / "manifest.json").unlink()),
        "quads",
    ),
    "quads and seals gone": (lambda path: (shutil.rmtree(path / "quads"), (path / "quads.sha256").unlink()), "quads"),
    "a table flipped": (lambda path: flip(tables(path)[-1]), "quads"),
    "a table cut": (lambda path: cut(tables(path)[0]), "quads"),
    "the list of tables gone": (lambda path: (path / "quads" / "CURRENT").unlink(), "quads"),
    "quads from elsewhere": (smuggle, "graph"),
    "a graph lost": (drop_a_graph, "graph"),
    "originals altered": (lambda path: [flip(file) for file in (path / "originals").iterdir()], "original"),
    "the folder of originals gone": (lambda path: shutil.rmtree(path / "originals"), "original"),
    "originals gone": (lambda path: [file.unlink() for file in (path / "originals").iterdir()], "original"),
    "leftovers": (lambda path: (path / "originals" / ".x.tmp").write_text("half"), "leftover"),
}


def test_a_healthy_store_is_healthy(good: Path) -> None:
    diagnosis = diagnose(good)
    assert diagnosis.healthy
    assert (diagnosis.documents, diagnosis.originals) == (3, 6)
    assert diagnosis.render().endswith("healthy")


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_mended(good: Path, path: Path, name: str) -> None:
    damage, kind = DAMAGES[name]
    damage(path)
    assert kind in {fault.kind for fault in diagnose(path).faults}
    report = repair(path)
    assert report.after.healthy and report.done
    assert content(path) == content(good)
    with GraphStore.open(path) as store:
        assert all(store.original(document.source.sha256) for document in store.documents())
    assert not list(path.glob("*.tmp"))


@pytest.mark.parametrize("name", ["journal flipped", "journal cut", "quads gone", "a table cut", "originals gone"])
def test_history_survives_a_repair(good: Path, path: Path, name: str) -> None:
    DAMAGES[name][0](path)
    repair(path)
    wanted = [
        [(v.sha256, v.quads, v.added, v.dropped) for v in versions_of(good, f"/statements/{n}.txt")] for n in range(3)
    ]
    found = [
        [(v.sha256, v.quads, v.added, v.dropped) for v in versions_of(path, f"/statements/{n}.txt")] for n in range(3)
    ]
    assert found == wanted
    with open_past(path, "1999-01-01") as past:
        assert past.count() == 0


def test_looking_changes_nothing(path: Path) -> None:
    cut(tables(path)[0])
    before = {file: file.read_bytes() for file in path.rglob("*") if file.is_file() and not file.name.startswith("LOG")}
    assert not diagnose(path).healthy
    assert {f: f.read_bytes() for f in path.rglob("*") if f.is_file() and not f.name.startswith("LOG")} == before


def test_without_anything_but_originals_they_are_read_by_their_hash(path: Path) -> None:
    for name in ("quads", "versions"):
        shutil.rmtree(path / name, ignore_errors=True)
    for name in ("journal.jsonl", "quads.sha256"):
        (path / name).unlink()
    kept = {file.name for file in (path / "originals").iterdir()}
    report = repair(path)
    assert report.after.healthy and report.after.documents == len(kept)
    assert {file.name for file in (path / "originals").iterdir()} == kept


def test_a_document_beyond_repair_is_dropped_with_a_line(path: Path) -> None:
    with GraphStore.open(path, "read") as store:
        document = store.documents()[0]
    (path / "originals" / document.source.sha256).unlink()
    shutil.rmtree(path / "quads")
    report = repair(path)
    assert any(document.source.path in words for words in report.lost)
    assert report.after.healthy and report.after.documents == 2


def test_an_altered_original_is_kept_beside_and_named(path: Path, tmp_path: Path) -> None:
    with GraphStore.open(path) as store:
        document = store.documents()[0]
        words = [quad for quad in store.quads(document.graph) if not quad.predicate.value.endswith("#text")]
        raw = b"%PDF-1.7 a scan"
        from kg.store import Source

        given = '{"name": "scan.pdf"}'
        scan = Source("/statements/scan.pdf", hashlib.sha256(raw).hexdigest(), "", given)
        store.replace_document(document.iri + "-scan", words, scan, raw)
    original = path / "originals" / hashlib.sha256(raw).hexdigest()
    flip(original)
    report = repair(path)
    assert original.with_name(original.name + ".altered").exists() and not original.exists()
    assert any("scan.pdf" in words for words in report.lost)
    assert report.after.healthy and report.after.documents == 4


def test_what_runs_is_no_leftover(path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    (path / f"past-{os.getpid()}-x.tmp").mkdir()
    (path / f"past-{dead.stdout.strip()}-x.tmp").mkdir()
    assert [fault.where for fault in diagnose(path).faults] == [f"past-{dead.stdout.strip()}-x.tmp"]


def test_a_store_that_is_written_to_is_not_mended(path: Path) -> None:
    (path / "journal.jsonl").unlink()
    code = f"from kg.keeping import repair; repair({str(path)!r})"
    with GraphStore.open(path):
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "another program is writing to this store" in done.stderr


def test_where_there_is_no_store_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        diagnose(tmp_path)


def test_tables_of_a_killed_writer_are_read_through(path: Path) -> None:
    (path / "quads.sha256").unlink()
    assert faults(path) == []
    flip(tables(path)[-1])
    assert any("checksum" in fault for fault in faults(path))
