"""Extraction throughput against the automaton's bare scan of the same texts, and against Semantica's patterns."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.measures import cpu_seconds
from benchmarks.texts import ROOT, statements
from kg.extraction.assembly import extract
from kg.knowledge.naming import load_naming
from kg.reading import read_source, read_text

_LONG = 1_000_000


def measure(documents: int) -> None:
    """Print documents and megabytes a second of one core, and the ratios."""
    name, paths = statements(documents)
    sources = [read_source(path) for path in paths]
    megabytes = sum(len(source.text.encode()) for source in sources) / 1e6
    extract(sources[0])  # loads the ontology
    gazetteer = load_naming().gazetteer
    seconds, _ = cpu_seconds(lambda: [extract(source) for source in sources])
    scan, _ = cpu_seconds(lambda: [gazetteer.find(source.text) for source in sources])
    print(f"Extraction, {documents:,} documents of the {name}, {megabytes:.1f} MB")
    print(f"  defcoop            {documents / seconds:8.1f} documents/s {megabytes / seconds:8.3f} MB/s   1.0")
    rate = f"{documents / scan:8.1f} documents/s {megabytes / scan:8.3f} MB/s"
    print(f"  gazetteer scan     {rate}   {seconds / scan:.1f} x")
    whole = "\n\n".join(source.text for source in sources)[:_LONG]
    joined, _ = cpu_seconds(lambda: extract(read_text(whole)))
    slower = joined / len(whole.encode()) * megabytes * 1e6 / seconds
    print(f"  as one text of {len(whole):,} characters: {slower:.2f} times as long a byte")
    _semantica(paths[: min(documents, 20)])


def _semantica(paths: list[Path]) -> None:
    python = ROOT / ".venv-peers" / "bin" / "python"
    if not python.exists():
        print("  Semantica patterns left out: .venv-peers is not there (`make peers` makes it)")
        return
    command = [str(python), str(ROOT / "benchmarks" / "semantica_patterns.py"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  Semantica patterns left out: {done.stderr.strip().splitlines()[-1]}")
        return
    megabytes = sum(path.stat().st_size for path in paths) / 1e6
    theirs = float(done.stdout.split()[-1])
    ours, _ = cpu_seconds(lambda: [extract(read_source(path)) for path in paths])
    rate = f"{len(paths) / theirs:8.1f} documents/s {megabytes / theirs:8.3f} MB/s"
    print(f"  Semantica patterns {rate}   {ours / theirs:.2f} x, on {len(paths)} of the documents")
