"""The endurance tests in a short form, in a process that never opened a store; ``make crash`` runs them at length."""

from __future__ import annotations

import re
import subprocess
import sys


def test_nothing_acknowledged_is_lost_and_damage_is_found_and_mended() -> None:
    command = [sys.executable, "-m", "tests.endurance", "--seed", "7"]
    command += ["--ingests", "3", "--exports", "3", "--damages", "4", "--disks", "1"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "3 kills" in done.stdout and " 0 lost, 0 torn" in done.stdout and " 0 half" in done.stdout
    found, mended = re.search(r"(\d+) found.*?(\d+) mended", done.stdout).groups()  # type: ignore[union-attr]
    assert found == mended
    assert "1 exports refused, 1 backups refused" in done.stdout or "skipped: no tmpfs" in done.stdout
