"""A store that this user may not read or write is told of in one line, and answers what it can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

_WITHOUT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"]


@pytest.fixture
def place(tmp_path: Path, statement: Path) -> Path:
    """A store on disk with one document."""
    kg.open(tmp_path / "store").build(statement)
    return tmp_path / "store"


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user whom permissions bind, which root's do not."""
    command = [sys.executable, "-m", "kg.cli.main", *words, "--store", str(place)]
    bound = _WITHOUT if os.geteuid() == 0 else []
    if bound and shutil.which(bound[0]) is None:
        pytest.skip("root gives up its privileges by setpriv, which is not here")
    done = subprocess.run([*bound, *command], check=False, capture_output=True, text=True)
    if "setpriv:" in done.stderr:
        pytest.skip("root cannot give up its privileges here")
    return done


def test_a_store_that_may_only_be_read_answers_and_is_not_written(place: Path, statement: Path) -> None:
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert run(place, "query", "documents").returncode == 0
        assert "Norway" in run(place, "search", "Norway").stdout
        refused = run(place, "build", str(statement))
        assert refused.returncode == 1 and "permissions" in refused.stderr and "Traceback" not in refused.stderr
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.parametrize("words", [["query", "documents"], ["doctor"], ["doctor", "--repair"], ["build", "x.txt"]])
def test_a_store_that_may_not_be_read_is_told_of_in_one_line(place: Path, words: list[str]) -> None:
    place.chmod(0)
    try:
        refused = run(place, *words)
    finally:
        place.chmod(0o755)
    assert refused.returncode == 1 and len(refused.stderr.strip().splitlines()) == 1
    assert str(place) in refused.stderr or "x.txt" in refused.stderr
