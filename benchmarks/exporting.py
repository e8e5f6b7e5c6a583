"""Exports: peak memory of a process that writes a file, at two sizes of the store, and speed beside rdflib.

Memory that is nearly flat from one size to ten times that size says that exports stream. rdflib writes the smallest
store alone: it holds the graph in memory, which is its way.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measures import Run, run
from benchmarks.prepared import prepare, put
from kg.exporting import EXPORT_FORMATS, export_to
from kg.store import GraphStore, to_dataset

PEERS = {"nquads": "nquads", "trig": "trig", "turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
SHARE = 10


def measure(documents: int, formats: Sequence[str] = EXPORT_FORMATS) -> None:
    """Print memory and seconds of these formats at ``documents`` / 10 and ``documents`` statements."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [_ask_to_fill(Path(folder) / str(count), count) for count in (max(1, documents // SHARE), documents)]
        print(f"Exports of {' and '.join(f'{quads:,}' for _, quads in stores)} quads, a process each")
        for format_ in formats:
            runs = [run("-m", "benchmarks.exporting", "write", str(path), format_) for path, _ in stores]
            shown = [_show(done, quads) for done, (_, quads) in zip(runs, stores, strict=True)]
            print(f"  {format_:14} {'  '.join(shown)}   memory x {runs[1].peak_megabytes / runs[0].peak_megabytes:.2f}")
        _compare(Path(folder) / "peer", max(1, documents // (SHARE * SHARE)))


def _show(done: Run, quads: int) -> str:
    rate = quads / done.cpu_seconds / 1000
    return f"{done.cpu_seconds:8.1f} s {rate:6.0f} thousand/s {done.peak_megabytes:6.0f} MB"


def _ask_to_fill(path: Path, documents: int) -> tuple[Path, int]:
    """Fill a store in a process of its own, since a child's peak counts what its parent had when it was started."""
    return path, int(run("-m", "benchmarks.exporting", "fill", str(path), str(documents)).output)


def _fill(path: Path, documents: int) -> int:
    with tempfile.TemporaryDirectory() as folder, GraphStore.open(path) as store:
        given, _ = prepare(Path(folder) / "given.nq", documents, None)
        for graph, triples in given.graphs():
            put(store, graph, triples)
        store.optimize()
        return store.count()


def _compare(path: Path, documents: int) -> None:
    _fill(path, documents)
    with GraphStore.open(path, "read") as store:
        dataset = to_dataset(store.quads())
        print(f"Writing {store.count():,} quads beside rdflib, whose graph is in memory already; CPU seconds")
        for format_, peer in PEERS.items():
            ours = _cpu(lambda format_=format_: export_to(store, io.BytesIO(), format_))
            theirs = _cpu(lambda peer=peer: dataset.serialize(format=peer))
            print(f"  {format_:14} {ours:8.2f} s   rdflib {theirs:8.2f} s   {theirs / ours:6.1f} x")


def _cpu(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def _write(path: str, format_: str) -> None:
    with GraphStore.open(path, "read", check=False) as store, tempfile.TemporaryFile() as stream:
        export_to(store, stream, format_)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        _write(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "fill":
        print(_fill(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--documents", type=int, default=1000)
        parser.add_argument("--formats", nargs="+", choices=EXPORT_FORMATS, default=EXPORT_FORMATS, metavar="FORMAT")
        options = parser.parse_args()
        measure(options.documents, options.formats)
