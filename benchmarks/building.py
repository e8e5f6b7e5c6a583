"""Building: time a document, and whether peak memory grows with the number of documents."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measures import run
from benchmarks.texts import statements, write_variants


def measure(documents: int) -> None:
    """Print build time a document and the peak memory of reading and of building two sizes."""
    small, large = max(1, documents // 40), max(2, documents // 10)
    name, _ = statements(1)
    print(f"Building, from the {name}")
    peaks = []
    for count in (small, large):
        with tempfile.TemporaryDirectory() as folder:
            texts = Path(folder) / "texts"
            texts.mkdir()
            write_variants(texts, count)
            used = run("-m", "kg.cli.main", "build", str(texts), "--store", str(Path(folder) / "store"))
            read = run("-m", "kg.cli.main", "extract", str(texts), "-o", str(Path(folder) / "records.jsonl"))
        peaks.append((used.peak_megabytes, read.peak_megabytes))
        print(
            f"  {count:6,} documents {used.cpu_seconds / count * 1000:8.0f} ms/document"
            f"   peak {used.peak_megabytes:6.0f} MB building, {read.peak_megabytes:6.0f} MB extracting"
        )
    growth = [after / before for before, after in zip(*peaks, strict=True)]
    print(f"  {large / small:.0f} x documents: {growth[0]:.2f} x memory building, {growth[1]:.2f} x extracting")
