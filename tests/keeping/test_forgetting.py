"""What is forgotten is nowhere in the store's folder, and all else stays as it was, earlier moments too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.building import remove
from kg.errors import StoreError
from kg.keeping import diagnose, forget, forget_before, versions_of
from kg.names import GRAPH_INFERENCES
from kg.store import GraphStore, open_past
from tests.endurance.statements import fill

NAMES = [f"/statements/{number}.txt" for number in range(3)]


def everything(path: Path) -> bytes:
    """Return the bytes of all files of a store, and what is compressed in them unpacked."""
    with GraphStore.open(path, "read") as store:
        quads = "\n".join(str(quad) for quad in store.quads()).encode()
        steps = [changed.version for commit in store.journal().commits for changed in commit.graphs if changed.version]
        from kg.store.files import Folder
        from kg.store.versions import Versions

        versions = Versions(Folder(path).versions)
        assert sorted(name for name in steps if versions.has_file(name)) == versions.names()
        kept = "\n".join("\n".join(sorted(versions.read(n).added | versions.read(n).removed)) for n in steps).encode()
    return quads + kept + b"\n".join(file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file())


def moments(path: Path) -> list[str]:
    with GraphStore.open(path, "read") as store:
        return [commit.recorded for commit in store.journal().commits]


def held(path: Path, moment: str, without: str = "\0") -> set[str]:
    with open_past(path, moment) as past:
        return {str(quad) for quad in past.quads() if without not in str(quad)}


@pytest.mark.parametrize("removed_before", [False, True])
def test_a_document_is_forgotten_with_its_versions_and_originals(path: Path, removed_before: bool) -> None:
    with GraphStore.open(path, "read") as store:
        document = store.document_at(NAMES[1])
    assert document is not None
    slug = document.iri.rpartition("/")[2]
    assert b"of statement 1" in everything(path) and slug.encode() in everything(path)
    if removed_before:
        with GraphStore.open(path) as store:
            remove(store, document.iri)
    report = forget(path, [NAMES[1]])
    assert (report.documents, report.originals) == (1, 2) and report.versions >= 2
    assert diagnose(path).faults == ()
    rest = everything(path)
    for words in (b"of statement 1", slug.encode() + b"/", slug.encode() + b">", b"statements/1.txt"):
        assert words not in rest
    with pytest.raises(StoreError, match="no document"):
        versions_of(path, NAMES[1])
    for name in (NAMES[0], NAMES[2]):
        assert len(versions_of(path, name)) == 2


def test_earlier_moments_tell_of_all_the_other_documents_as_before(good: Path, path: Path) -> None:
    with GraphStore.open(good, "read") as store:
        document = store.document_at(NAMES[1])
    assert document is not None
    forget(path, [document.iri])
    for moment in moments(good):
        before, after = held(good, moment, document.iri.rpartition("/")[2]), held(path, moment)
        assert after <= before
        assert {q for q in before - after if GRAPH_INFERENCES not in q} == set(), moment


def test_what_is_older_than_a_day_is_forgotten_and_the_present_stays(good: Path, path: Path) -> None:
    times = moments(path)
    cut = times[len(times) // 2]
    report = forget_before(path, cut)
    assert report.versions and diagnose(path).faults == ()
    assert held(path, times[-1]) == held(good, times[-1])
    assert held(path, cut) == held(good, cut), "the moment itself can still be asked"
    with pytest.raises(StoreError, match="lost"):
        held(path, times[1])
    forget_before(path, "2999-01-01")
    assert not list((path / "versions").rglob("*.*")) and len(list((path / "originals").iterdir())) == 3


def test_forgetting_can_be_done_again_where_it_was_cut_short(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.keeping import forgetting

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(forgetting, "install", stop)
    with pytest.raises(KeyboardInterrupt):
        forget(path, [NAMES[1]])
    monkeypatch.undo()
    assert {fault.kind for fault in diagnose(path).faults} <= {"leftover"}
    forget(path, [NAMES[1]])
    for left in path.glob("repair-*.tmp"):
        shutil.rmtree(left)
    assert b"of statement 1" not in everything(path)


def test_a_document_that_never_was_is_named_and_nothing_changes(path: Path) -> None:
    before = moments(path)
    with pytest.raises(StoreError, match="no document 'nobody'"):
        forget(path, [NAMES[0], "nobody"])
    assert moments(path) == before


def test_a_store_goes_on_after_forgetting(path: Path) -> None:
    forget(path, NAMES[:2])
    fill(path, documents=3, rounds=1)
    assert diagnose(path).faults == ()
    with GraphStore.open(path, "read") as store:
        assert len(store.documents()) == 3
