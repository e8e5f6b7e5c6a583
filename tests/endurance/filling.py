"""A full disk during ingests, exports and backups: one clear line, and what was there before is there still."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ExportError, KgError, StoreError
from kg.graph import KnowledgeGraph
from kg.store import GraphStore, back_up
from tests.endurance.processes import in_child
from tests.endurance.statements import faults, fill, put, versions, warm

_SIZE = 16 << 20


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """Yield a folder on a disk of 16 MB, or None where none may be mounted."""
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill_disks(folder: Path, times: int, seed: int) -> dict[str, int] | None:
    """Fill the disk at so many moments of each kind of work; return how often each was refused, None without a disk."""
    warm()
    chance = random.Random(seed)
    totals = {"ingests refused": 0, "documents kept": 0, "exports refused": 0, "backups refused": 0}
    with small_disk(folder) as disk:
        if disk is None:
            return None
        for number in range(times):
            _fill_ingest(disk / f"store-{number}", chance, totals)
            _empty(disk)
        in_child(lambda: fill(folder / "other"))
        for _ in range(times):
            _fill_export(disk, folder / "other", chance, totals)
            _fill_backup(disk, folder / "other", chance, totals)
            _empty(disk)
    return totals


def _fill_ingest(path: Path, chance: random.Random, totals: dict[str, int]) -> None:
    ballast = _add_ballast(path.parent, chance.randrange(64 << 10, 4 << 20))
    kept = in_child(lambda: _ingest_until_full(path))
    totals["ingests refused"] += 1
    ballast.unlink()
    held, wrong = in_child(lambda: (_open_again(path), faults(path)))
    assert not wrong, wrong
    assert all(held.get(number, -1) in (version, version + 1) for number, version in kept.items()), (held, kept)
    totals["documents kept"] += len(kept)


def _ingest_until_full(path: Path) -> dict[int, int]:
    kept: dict[int, int] = {}
    try:
        with GraphStore.open(path) as store:
            for turn in range(100_000):
                put(store, turn % 50, turn // 50)
                kept[turn % 50] = turn // 50
    except StoreError as error:
        assert "disk is full" in str(error) or "No space" in str(error), error
        return kept
    raise AssertionError("the disk was never full")


def _open_again(path: Path) -> dict[int, int]:
    if not (path / "manifest.json").exists():
        return {}
    with GraphStore.open(path) as store:
        found = versions(store)
        put(store, 99, 1)
    return found


def _fill_export(disk: Path, store: Path, chance: random.Random, totals: dict[str, int]) -> None:
    target = disk / "graph.nt"
    target.write_bytes(b"what was there before")
    ballast = _add_ballast(disk, chance.randrange(1, 40 << 10))
    try:
        in_child(lambda: KnowledgeGraph(store).export(target, format="ntriples"))
    except ExportError as error:
        assert "space" in str(error), error
        totals["exports refused"] += 1
    else:
        raise AssertionError("the export found room")
    assert target.read_bytes() == b"what was there before"
    assert sorted(p.name for p in disk.iterdir()) == [ballast.name, target.name]


def _fill_backup(disk: Path, store: Path, chance: random.Random, totals: dict[str, int]) -> None:
    _empty(disk)
    ballast = _add_ballast(disk, chance.randrange(1, 200 << 10))
    try:
        in_child(lambda: back_up(store, disk / "backup"))
    except KgError as error:
        assert "disk is full" in str(error), error
        totals["backups refused"] += 1
    else:
        raise AssertionError("the backup found room")
    assert [p.name for p in disk.iterdir()] == [ballast.name]


def _add_ballast(disk: Path, free: int) -> Path:
    """Fill a disk but for so many bytes."""
    ballast = disk / "ballast"
    state = os.statvfs(disk)
    with ballast.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, max(state.f_bavail * state.f_frsize - free, 1))
    return ballast


def _empty(disk: Path) -> None:
    subprocess.run(["find", str(disk), "-mindepth", "1", "-delete"], check=True)
