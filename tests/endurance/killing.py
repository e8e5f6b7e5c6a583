"""kill -9 at random moments of ingests and of exports: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

from kg.graph import KnowledgeGraph
from kg.store import GraphStore
from tests.endurance.processes import in_child, killed
from tests.endurance.statements import faults, fill, put, versions, warm

_DOCUMENTS, _ROUNDS = 5, 25


def kill_ingests(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill so many writers; return how many documents were acknowledged, lost and torn."""
    warm()
    chance = random.Random(seed)
    totals = {"kills": 0, "acknowledged": 0, "lost": 0, "torn": 0}
    for number in range(kills):
        path = folder / f"store-{number // _ROUNDS}"
        if number % _ROUNDS == 0:
            shutil.rmtree(folder / f"store-{number // _ROUNDS - 1}", ignore_errors=True)
        expected = in_child(lambda path=path: _held(path))
        told = killed(lambda tell, path=path: _ingest(path, tell), chance, 0.6)
        for line in told:
            document, version = map(int, line.split())
            expected[document] = version
        held, wrong = in_child(lambda path=path: (_held(path), faults(path) if _began(path) else []))
        totals["kills"] += 1
        totals["acknowledged"] += len(told)
        totals["torn"] += len(wrong)
        totals["lost"] += sum(held.get(document, -1) < version for document, version in expected.items())
        assert not wrong, (seed, number, wrong)
        assert all(held.get(d, -1) in (v, v + 1) for d, v in expected.items()), (seed, number, held, expected)
    return totals


def _began(path: Path) -> bool:
    """Tell whether a writer lived long enough to begin a store."""
    return (path / "manifest.json").exists()


def _held(path: Path) -> dict[int, int]:
    if not _began(path):
        return {}
    with GraphStore.open(path) as store:
        return versions(store)


def _ingest(path: Path, tell: Callable[[str], None]) -> None:
    with GraphStore.open(path) as store:
        held = versions(store)
        for turn in count():
            document = turn % _DOCUMENTS
            version = held.get(document, -1) + 1
            put(store, document, version)
            held[document] = version
            tell(f"{document} {version}")


def kill_exports(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """Kill so many exports over a file that is there; return how often it was the old one, the new one, and neither."""
    warm()
    chance = random.Random(seed)
    store, target = folder / "exported", folder / "graph.nt"
    in_child(lambda: fill(store, documents=8, rounds=1))
    whole = {
        scope: in_child(lambda scope=scope: KnowledgeGraph(store).serialize("ntriples", [scope])) for scope in _SCOPES
    }
    target.write_bytes(whole[_SCOPES[0]])
    totals = {"kills": 0, "exports": 0, "half": 0}
    for number in range(kills):
        told = killed(lambda tell: _export(store, target, tell), chance, 0.15, warmed=True)
        half = target.read_bytes() not in whole.values()
        totals["kills"] += 1
        totals["exports"] += len(told)
        totals["half"] += half
        assert not half, (seed, number)
        for left in folder.glob(".graph.nt.*.tmp"):
            left.unlink()
    return totals


_SCOPES = ("documents", "inferences")


def _export(store: Path, target: Path, tell: Callable[[str], None]) -> None:
    graph = KnowledgeGraph(store)
    for turn in count(1):
        graph.export(target, format="ntriples", scopes=[_SCOPES[turn % 2]])
        tell(str(turn))
