"""The wheel carries the ontology and the queries: kg works from any folder, without a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, STATEMENT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked, as an installer lays it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("defcoop-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_data_and_no_tests(installed: Path) -> None:
    for name in ("kg/data/ontology/modules/core.ttl", "kg/data/queries/condemnations.rq", "kg/py.typed"):
        assert (installed / name).is_file()
    assert not (installed / "tests").exists()


def test_an_installed_kg_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}

    def kg(*arguments: str) -> str:
        code = "import kg, sys; assert kg.__file__.startswith(sys.argv.pop(1)); from kg.cli.main import main; main()"
        command = [sys.executable, "-c", code, str(installed), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert kg("build", "statement.txt").startswith("1 documents")
    assert "piracy" in kg("query", "condemnations")
    kg("view", "-o", "page.html")
    assert (tmp_path / "page.html").stat().st_size > 10_000


def test_help_comes_at_once() -> None:
    """Only what a command uses is imported: no RDF library, no networkx, for help."""
    code = (
        "import sys; from kg.cli.main import cli; cli.main(['--help'], standalone_mode=False);"
        "heavy = {'pyoxigraph', 'rdflib', 'networkx', 'pyvis', 'owlready2', 'pyshacl', 'numpy', 'ahocorasick', 'rich',"
        " 'starlette', 'uvicorn'}; sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - started < 30  # a hang, not a measurement
