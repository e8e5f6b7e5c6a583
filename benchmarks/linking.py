"""How many of the mentions in statements lead to an individual of the reference data, now and with that of a revision.

In: files with statements; none means the seed statements and the corpus where it lies beside the checkout. Out: shares,
printed. Dates are mentions too, and lead to no individual. ``--before REVISION`` runs the
same program over the reference data of a revision of this repository, in a copy, so that nothing but the data differs.

    python -m benchmarks.linking --before e0af231
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.measures import run
from benchmarks.synthetic import base_graphs
from benchmarks.texts import ROOT, statements
from kg.extraction.assembly import extract
from kg.names import GRAPH_REFERENCE
from kg.reading import read_source

REFERENCE = Path("ontology") / "reference"


def count_links(paths: list[Path]) -> Counter[str]:
    """Count mentions in all, those that are no dates, and those of individuals of the reference data."""
    known = {triple.subject.value for triple in base_graphs()[GRAPH_REFERENCE]}  # type: ignore[union-attr]
    counts: Counter[str] = Counter()
    for path in paths:
        for mention in extract(read_source(path)).mentions:
            counts["all"] += 1
            counts["names"] += mention.type != "DATE"
            counts["reference"] += mention.iri in known
    return counts


def main() -> None:
    """Print the shares of files, or of the texts that are at hand."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--before", metavar="REVISION", help="a revision whose reference data is measured too")
    options = parser.parse_args()
    paths = options.files or sorted(set(statements(100)[1]))
    if options.before:
        print(f"{options.before:8} {_measure_before(options.before, paths)}", flush=True)
    print(f"now      {describe(count_links(paths))}" if options.before else describe(count_links(paths)))


def describe(counts: Counter[str]) -> str:
    """Return the counts as one line.

    >>> describe(Counter({"all": 10, "names": 8, "reference": 6}))
    '10 mentions, 8 no dates: 6 lead to reference data (60.0% of all, 75.0% without dates)'
    """
    of_all, of_names = (counts["reference"] / (counts[name] or 1) for name in ("all", "names"))
    return (
        f"{counts['all']:,} mentions, {counts['names']:,} no dates: {counts['reference']:,} lead to"
        f" reference data ({of_all:.1%} of all, {of_names:.1%} without dates)"
    )


def _measure_before(revision: str, paths: list[Path]) -> str:
    """Return the line that a copy of this program prints with the reference data of a revision."""
    with tempfile.TemporaryDirectory(prefix="kg-before-") as folder:
        copy = Path(folder)
        for name in ("kg", "benchmarks", "ontology", "queries"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.rmtree(copy / REFERENCE)
        archive = subprocess.run(
            ["git", "archive", revision, str(REFERENCE)], cwd=ROOT, stdout=subprocess.PIPE, check=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(copy, filter="data")
        program = f"import sys; sys.path.insert(0, {str(copy)!r}); from benchmarks.linking import main; main()"
        return run("-c", program, *(str(path.resolve()) for path in paths)).output.strip()


if __name__ == "__main__":
    sys.exit(main())
