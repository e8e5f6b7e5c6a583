"""``make w3c``: run the suites and write ``docs/sparql-conformance.md``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT, SHARED
from tests.serve.conformance.manifests import read_cases
from tests.serve.conformance.report import find_surprises, render
from tests.serve.conformance.running import run


def main() -> int:
    """Run all cases; exit with 1 where one fails without a known reason, or passes in spite of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suites", type=Path, default=SHARED / "rdf-tests" / "sparql", help="sparql10 and sparql11")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "sparql-conformance.md")
    options = parser.parse_args()
    if not options.suites.is_dir():
        print(f"{options.suites}: the suites are not there; get them from https://github.com/w3c/rdf-tests")
        return 0
    cases = {case.id: case for case in read_cases(options.suites)}
    outcomes = list(run(cases.values(), options.suites))
    surprises = find_surprises(outcomes)
    for line in surprises:
        print(line, file=sys.stderr)
    print(", ".join(f"{count} {verdict}" for verdict, count in Counter(one.verdict for one in outcomes).most_common()))
    if not surprises:
        options.output.write_text(render(cases, outcomes), encoding="utf-8")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
