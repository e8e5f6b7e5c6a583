"""Flipped bits and truncated files anywhere in a store: found by the doctor, or of no effect; mended."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from kg.keeping import repair, versions_of
from tests.endurance.processes import in_child
from tests.endurance.statements import content, faults, fill, warm


def damage_stores(folder: Path, times: int, seed: int) -> dict[str, int]:
    """Damage a copy of a store so many times; return how often it was found and of no effect, and what was mended."""
    warm()
    chance = random.Random(seed)
    good, path = folder / "good", folder / "damaged"
    in_child(lambda: fill(good))
    expected, told = in_child(lambda: content(good)), in_child(lambda: _history(good))
    totals = {"damages": 0, "found": 0, "of no effect": 0, "mended": 0, "versions lost": 0}
    for number in range(times):
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(good, path)
        what = _damage(path, chance)
        found = in_child(lambda: faults(path))
        totals["damages"] += 1
        totals["found" if found else "of no effect"] += 1
        if found:
            lost = in_child(lambda: repair(path).lost)
            totals["versions lost"] += bool(lost)
            assert in_child(lambda: faults(path)) == [], (seed, number, what)
            totals["mended"] += 1
        assert in_child(lambda: content(path)) == expected, (seed, number, what, found)
        if not found:
            assert in_child(lambda: _history(path)) == told, (seed, number, what)
    return totals


def _history(path: Path) -> list[object]:
    return [versions_of(path, f"/statements/{number}.txt") for number in range(4)]


def _damage(path: Path, chance: random.Random) -> str:
    """Flip one bit of a file, or cut it short."""
    files = sorted(p for p in path.rglob("*") if p.is_file() and p.stat().st_size)
    file = chance.choice(files)
    data = bytearray(file.read_bytes())
    place = chance.randrange(len(data))
    if chance.random() < 0.5:
        data[place] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        return f"bit flipped at byte {place} of {file.relative_to(path)}"
    file.write_bytes(data[:place])
    return f"{file.relative_to(path)} cut at {place} of {len(data)}"
