"""Small statements in many versions, and stores that hold them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.building import catch_up, ingest
from kg.decisions import Decisions
from kg.inputs import gather_inputs
from kg.keeping import diagnose
from kg.names import DCO
from kg.reading import read_text
from kg.store import GraphStore

_TEXT = """Joint Statement of the Ministers of Defence of Norway and Portugal

Oslo, 3 May 2022

1. The Ministers welcomed the growing cooperation in maritime security. They condemned piracy in the Gulf of Guinea.
2. This is version {version} of statement {number}. Minister Pereira thanked Norway for its support.
"""


@lru_cache(maxsize=1)
def warm() -> None:
    """Load what every child needs, once, before the first fork."""
    with GraphStore.memory() as store:
        put(store, 0, 0)


def put(store: GraphStore, number: int, version: int) -> None:
    """Ingest a version of a statement as a build does; its inferences come when the store is caught up."""
    path = Path(f"/statements/{number}.txt")
    text = _TEXT.format(number=number, version=version)
    source = replace(read_text(text, path.stem), path=path)
    ingest(store, source, str(path), gather_inputs(source, path.name, Decisions()))


def versions(store: GraphStore) -> dict[int, int]:
    """Return which version of each statement a store holds, by the words of its text."""
    found = {}
    for quad in store.quads_with(DCO + "text"):
        words = quad.object.value.partition("version ")[2].split()  # type: ignore[union-attr]
        found[int(words[3].rstrip("."))] = int(words[0])
    return found


def fill(path: Path, documents: int = 4, rounds: int = 2) -> None:
    """Make a store with some statements, each in several versions, and their inferences."""
    with GraphStore.open(path) as store:
        for version in range(rounds):
            for number in range(documents):
                put(store, number, version)
        catch_up(store)


def content(path: Path) -> str:
    """Return a hash of all quads that a store holds."""
    with GraphStore.open(path, "read") as store:
        lines = sorted(str(quad) for quad in store.quads())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def faults(path: Path) -> list[str]:
    """Return what the doctor finds, but for what a killed program may leave behind."""
    return [str(fault) for fault in diagnose(path).faults if fault.kind != "leftover"]
