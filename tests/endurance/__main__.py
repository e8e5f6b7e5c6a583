"""Runs the endurance tests at length and prints what was counted; ``--seed`` repeats a run.

python -m tests.endurance --ingests 1000 --exports 500 --damages 500 --disks 20
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.endurance.damaging import damage_stores
from tests.endurance.filling import fill_disks
from tests.endurance.killing import kill_exports, kill_ingests


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("--ingests", type=int, default=1000, help="writers to kill")
    parser.add_argument("--exports", type=int, default=500, help="exports to kill")
    parser.add_argument("--damages", type=int, default=500, help="bits to flip and files to cut")
    parser.add_argument("--disks", type=int, default=20, help="disks to fill, for each kind of work")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    kinds = (
        ("kill -9 during ingest", kill_ingests, options.ingests),
        ("kill -9 during export", kill_exports, options.exports),
        ("flipped bits, cut files", damage_stores, options.damages),
        ("full disk", fill_disks, options.disks),
    )
    for name, run, times in kinds:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="kg-endurance-") as folder:
            totals = run(Path(folder), times, options.seed) if times else {}
        counts = "skipped: no tmpfs may be mounted here" if totals is None else _words(totals)
        print(f"{name}: {counts} ({time.monotonic() - started:.0f} s)", flush=True)


def _words(totals: dict[str, int]) -> str:
    return ", ".join(f"{value:,} {word}" for word, value in totals.items())


if __name__ == "__main__":
    sys.exit(main())
