"""A store that somebody else made may hold symbolic links: nothing behind them is ever changed or copied."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, StoreError
from kg.keeping import repair
from kg.store import GraphStore, back_up

SECRET = b"a file of the user's own"


@pytest.fixture
def place(tmp_path: Path, statement: Path) -> Path:
    """A store on disk with one document."""
    kg.open(tmp_path / "store").build(statement)
    return tmp_path / "store"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    return path


def plant(path: Path, secret: Path) -> None:
    path.unlink()
    path.symlink_to(secret)


def test_repair_puts_an_original_in_the_place_of_a_link(place: Path, secret: Path) -> None:
    (original,) = (place / "originals").iterdir()
    data = original.read_bytes()
    plant(original, secret)
    report = repair(place)
    assert report.after.healthy
    assert secret.read_bytes() == SECRET
    assert not original.is_symlink() and original.read_bytes() == data


@pytest.mark.parametrize("name", ["manifest.json", "sources.jsonl", "quads.sha256", "journal.jsonl", "support.sqlite"])
def test_no_change_is_written_through_a_link(place: Path, secret: Path, statement: Path, name: str) -> None:
    secret.write_bytes(before := (place / name).read_bytes())
    plant(place / name, secret)
    statement.write_text(statement.read_text().replace("1.", "One more. 1."))
    try:
        kg.open(place).build(statement)
    except StoreError as error:
        assert "is a symbolic link" in str(error)
    assert secret.read_bytes() == before
    repair(place)
    assert secret.read_bytes() == before


def test_search_writes_through_no_link(place: Path, tmp_path: Path) -> None:
    (place / "search.sqlite").symlink_to(tmp_path / "elsewhere")
    assert kg.open(place).search("Norway")
    assert not (tmp_path / "elsewhere").exists()


def test_a_backup_holds_nothing_from_behind_a_link(place: Path, secret: Path, tmp_path: Path) -> None:
    (original,) = (place / "originals").iterdir()
    plant(original, secret)
    (place / "versions" / "planted").symlink_to(secret)
    with suppress(KgError):
        back_up(place, tmp_path / "backup")
    held = [path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    assert SECRET not in held


def test_a_store_behind_a_link_is_a_store(place: Path, tmp_path: Path, statement: Path) -> None:
    (tmp_path / "link").symlink_to(place)
    kg.open(tmp_path / "link").build(statement)
    assert (tmp_path / "link").is_symlink()
    with GraphStore.open(place, "read") as store:
        assert len(store.documents()) == 1
