"""The page's ES modules on their own: unit tests under Node, and types by TypeScript's compiler, where they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.page.bundle import ASSETS, page_script

FOLDER = Path(__file__).parent / "js"
COMPILER = FOLDER / "node_modules" / ".bin" / "tsc"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)


def test_the_modules_do_what_their_unit_tests_say() -> None:
    if not shutil.which("node"):
        pytest.skip("needs node")
    done = run("node", "--test", ".")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout
    assert "# tests 0" not in done.stdout


def test_the_modules_have_the_types_that_they_say() -> None:
    if not (COMPILER.exists() and shutil.which("node")):
        pytest.skip("needs node, and tsc from `make check-page`")
    done = run(str(COMPILER), "-p", ".")
    assert done.stdout + done.stderr == ""


def test_every_module_is_part_of_the_page() -> None:
    script = page_script()
    names = {path.stem for path in (ASSETS / "js").glob("*.js")}
    assert {name for name in names if f"const {name.replace('-', '_')}_js = " not in script} == set()


def test_modules_stay_small() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in (ASSETS / "js").glob("*.js")}
    assert {name: length for name, length in lengths.items() if length > 340} == {}


def test_the_script_is_the_same_in_every_process() -> None:
    script = "from kg.page.bundle import page_script; print(page_script())"
    texts = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {page_script() + "\n"}
