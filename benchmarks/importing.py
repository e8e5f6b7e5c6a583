"""Imports: peak memory of ``kg import`` of files of two sizes, with named graphs and without.

``python -m benchmarks.importing --documents 3000 --longest 1000``. Memory that is nearly flat from one size to five
times that size says that a file is never held whole. Without named graphs each statement must be given to a document.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from benchmarks.measures import Run, run
from benchmarks.prepared import Input, document_of, prepare

SHARE = 5
_LONGEST = 2500


def measure(documents: int, longest: int = _LONGEST) -> None:
    """Print memory and CPU seconds of both kinds of file with ``documents`` / 5 and ``documents`` statements."""
    with tempfile.TemporaryDirectory() as folder:
        print("Imports, a process each")
        peaks: dict[str, float] = {}
        for count in (max(1, documents // SHARE), documents):
            place = Path(folder) / str(count)
            place.mkdir()
            given, _ = prepare(place / "given.nq", count, longest)
            for kind in ("with named graphs", "without"):
                done, triples, size = _import(given, place, named=kind != "without")
                growth = f"   memory x {done.peak_megabytes / peaks[kind]:.2f}" if kind in peaks else ""
                peaks[kind] = done.peak_megabytes
                print(
                    f"  {count:6,} statements, {triples:10,} triples, {size / 1e6:7.0f} MB {kind:17}"
                    f" {done.cpu_seconds:8.1f} s {done.peak_megabytes:6.0f} MB{growth}",
                    flush=True,
                )


def _import(given: Input, place: Path, *, named: bool) -> tuple[Run, int, int]:
    """Return what an import took, and how many triples and bytes its file has."""
    path = place / ("given-documents.nq" if named else "given-documents.nt")
    with path.open("wb") as output:
        triples = sum(_write(output, name, triples, named=named) for name, triples in given.graphs())
    done = run("-m", "kg.cli.main", "import", str(path), "--store", str(place / f"store{path.suffix}"))
    size = path.stat().st_size
    path.unlink()
    return done, triples, size


def _write(output: BinaryIO, name: str, triples: list[ox.Triple], *, named: bool) -> int:
    if not document_of(name):
        return 0
    if named:
        graph = ox.NamedNode(name)
        quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
        ox.serialize(quads, output=output, format=ox.RdfFormat.N_QUADS)
    else:
        ox.serialize(triples, output=output, format=ox.RdfFormat.N_TRIPLES)
    return len(triples)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--longest", type=int, default=_LONGEST)
    options = parser.parse_args()
    measure(options.documents, options.longest)
