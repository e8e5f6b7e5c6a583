"""The catalogue's queries on the store against the same queries in rdflib alone, on the same quads."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import kg
from benchmarks.texts import statements, write_variants
from kg.query import catalogue

REPEATS = 3


def measure(documents: int) -> None:
    """Print seconds of each query in both engines, and the geometric mean of their ratios."""
    count = max(1, documents // 100)
    name, _ = statements(1)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        write_variants(texts, count)
        graph = kg.open(Path(folder) / "store")
        graph.build(texts)
        peer = graph.to_rdflib()
        print(f"Catalogue queries, {count} documents of the {name}, {len(peer):,} triples; best of {REPEATS}")
        ratios = []
        for query in catalogue().values():
            if query.verify:
                continue
            ours = _best(lambda query=query: graph.query(query.name))
            theirs = _best(lambda query=query: list(peer.query(query.sparql)))
            ratios.append(theirs / ours)
            print(f"  {query.name:26} {ours * 1000:9.1f} ms   rdflib {theirs * 1000:9.1f} ms   {theirs / ours:7.1f} x")
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"  geometric mean of {len(ratios)} queries: {mean:.1f} times as fast as rdflib")


def _best(call: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        call()
        return time.perf_counter() - start

    return min(once() for _ in range(REPEATS))
