"""The catalogue's queries on the store: against rdflib alone on the same quads, and on a large synthetic graph.

Times are CPU seconds. A peer that takes over ``LIMIT`` of them is ended; its ratio is then what it is at least.
"""

from __future__ import annotations

import math
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

import kg
from benchmarks.synthetic import fill
from benchmarks.texts import ROOT, statements, write_variants
from kg.query import catalogue
from kg.resources import queries_dir
from kg.store import GraphStore

REPEATS = 3
LIMIT = 20
UNSUMMARISED = ROOT / "tests" / "query" / "fixtures" / "unsummarised"


def measure(documents: int) -> None:
    """Print each query's time in both engines, the geometric mean of their ratios, and times on many statements."""
    _compare(max(1, documents // 40))
    _grow(max(2, documents // 2))


def _compare(count: int) -> None:
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
            theirs, ended = _limited(peer, query.sparql)
            ratios.append(theirs / ours)
            sign = ">" if ended else " "
            print(
                f"  {query.name:26} {ours * 1000:9.1f} ms   rdflib {sign}{theirs * 1000:9.0f} ms {theirs / ours:7.1f} x"
            )
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"  geometric mean of {len(ratios)} queries: {mean:.1f} times as fast as rdflib")


def _grow(count: int) -> None:
    """Print the time of each query, and of each of the network's, on synthetic statements."""
    with tempfile.TemporaryDirectory() as folder:
        with GraphStore.open(Path(folder) / "store") as store:
            fill(store, count)
            print(f"  on {count:,} synthetic statements, {store.count():,} quads")
        graph = kg.open(Path(folder) / "store")
        queries = {query.name: query.name for query in catalogue().values() if not query.verify}
        queries |= {
            f"network/{path.stem}": path.read_text() for path in sorted((queries_dir() / "network").glob("*.rq"))
        }
        for name, text in queries.items():
            seconds = _best(lambda text=text: graph.run(text), repeats=1)
            print(f"  {name:26} {seconds * 1000:9.1f} ms{_of_acts(graph, name, seconds)}")


def _of_acts(graph: kg.KnowledgeGraph, name: str, seconds: float) -> str:
    """Return how much longer the same question takes when it is asked of the acts and not of tallies."""
    place = UNSUMMARISED / f"{name}.rq"
    if not place.exists():
        return ""
    slow = _best(lambda: graph.run(place.read_text()), repeats=1)
    return f"   from the acts {slow * 1000:9.1f} ms {slow / seconds:7.1f} x"


def _best(call: Callable[[], object], repeats: int = REPEATS) -> float:
    def once() -> float:
        start = time.process_time()
        call()
        return time.process_time() - start

    return min(once() for _ in range(repeats))


def _limited(peer: rdflib.Dataset, sparql: str) -> tuple[float, bool]:
    """Return the seconds that the peer takes in a process of its own, and whether it was ended."""
    context = multiprocessing.get_context("fork")
    answer, given = context.Pipe(duplex=False)

    def ask() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        given.send(_best(lambda: list(peer.query(sparql)), repeats=1))

    child = context.Process(target=ask)
    child.start()
    given.close()
    try:
        return answer.recv(), False
    except EOFError:
        return LIMIT, True
    finally:
        child.join()
