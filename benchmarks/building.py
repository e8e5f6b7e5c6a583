"""Building: time a document, and whether peak memory grows with the number of documents."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measures import run
from benchmarks.texts import statements, write_variants

_FEW, _MANY, _LONGEST = 200, 1300, 2500
_GROWING = """
import sys, tempfile
from pathlib import Path
from statistics import mean
from benchmarks.synthetic import fill
from kg.store import GraphStore
few, many, longest = map(int, sys.argv[1:])
each = []
with tempfile.TemporaryDirectory() as folder, GraphStore.open(Path(folder) / "store") as store:
    fill(store, many + 100, longest, each)
print(mean(each[few - 100 : few + 100]), mean(each[many - 100 : many + 100]))
"""


def measure(documents: int) -> None:
    """Print build time a document and the peak memory of reading and of building, at three sizes."""
    sizes = [max(1, documents // part) for part in (100, 25, 8)]
    name, _ = statements(1)
    print(f"Building, from the {name}")
    peaks = [_measure(count) for count in sizes]
    for count, (building, extracting) in zip(sizes[1:], peaks[1:], strict=True):
        growth = f"{building / peaks[0][0]:.2f} x memory building, {extracting / peaks[0][1]:.2f} x extracting"
        print(f"  {count / sizes[0]:.1f} x documents: {growth}")
    few, many = map(float, run("-c", _GROWING, str(_FEW), str(_MANY), str(_LONGEST)).output.split())
    print(
        f"  inferring and writing a short statement: {few * 1000:.0f} ms into a store of {_FEW},"
        f" {many * 1000:.0f} ms into one of {_MANY:,}: {many / few:.2f} x"
    )


def _measure(count: int) -> tuple[float, float]:
    """Return the peak memory of building a number of documents, and of extracting them, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        write_variants(texts, count)
        used = run("-m", "kg.cli.main", "build", str(texts), "--store", str(Path(folder) / "store"))
        read = run("-m", "kg.cli.main", "extract", str(texts), "-o", str(Path(folder) / "records.jsonl"))
    print(
        f"  {count:6,} documents {used.cpu_seconds / count * 1000:8.0f} ms/document"
        f"   peak {used.peak_megabytes:6.0f} MB building, {read.peak_megabytes:6.0f} MB extracting"
    )
    return used.peak_megabytes, read.peak_megabytes
