"""``kg doctor``, ``backup``, ``restore``, ``history`` and ``--as-of``: clear lines and exit statuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import kg, refused
from tests.endurance.statements import fill


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "store"
    fill(path, documents=2)
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def test_the_doctor_reports_and_mends(store: Path) -> None:
    done = kg("doctor", "--store", store)
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "healthy"
    shutil.rmtree(store / "quads")
    refused(kg("doctor", "--store", store), 1, "kg doctor --repair")
    refused(kg("query", "documents", "--store", store), 1, "kg doctor --repair")
    mended = kg("doctor", "--repair", "--store", store)
    assert mended.returncode == 1
    assert "done: read /statements/0.txt again from its original" in mended.stdout
    assert mended.stdout.splitlines()[-1] == "healthy"
    assert kg("doctor", "--store", store).returncode == 0
    refused(kg("doctor", "--store", store / "nothing"), 1, "no store here")


def test_a_backup_comes_back(store: Path, tmp_path: Path) -> None:
    done = kg("backup", tmp_path / "backup", "--store", store)
    assert done.returncode == 0 and done.stdout.startswith("backed up 2 documents")
    refused(kg("backup", tmp_path / "backup", "--store", store), 1, "--replace")
    refused(kg("restore", tmp_path / "backup", "--store", store), 1, "--replace")
    assert kg("restore", tmp_path / "backup", "--store", store, "--replace").stdout.startswith("restored 2 documents")
    refused(kg("restore", store, "--store", tmp_path / "new"), 1, "is no backup")


def test_history_in_each_format(store: Path) -> None:
    text = kg("history", "/statements/0.txt", "--store", store).stdout
    assert text.startswith("1. ") and " · replaced " in text and " · present " in text and "“condemned”" in text
    versions = json.loads(kg("history", "/statements/0.txt", "--format", "json", "--store", store).stdout)
    assert [bool(version["ended"]) for version in versions] == [True, False]
    assert "prov:wasRevisionOf" in kg("history", "/statements/0.txt", "--format", "turtle", "--store", store).stdout
    assert "changed 1.txt" in kg("history", "--store", store).stdout
    refused(kg("history", "other", "--store", store), 1, "no document 'other'")


def _first(store: Path) -> str:
    return str(json.loads((store / "journal.jsonl").read_text().splitlines()[0].partition(" ")[2])["recorded"])


def test_the_graph_of_an_earlier_moment(store: Path) -> None:
    versions = json.loads(kg("history", "/statements/1.txt", "--format", "json", "--store", store).stdout)
    query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d dco:text ?t FILTER CONTAINS(?t, 'version 1') }"
    for moment, count in ((versions[0]["recorded"], "0"), (versions[1]["recorded"], "2"), ("1999-01-01", "0")):
        done = kg("query", query, "--as-of", moment, "--format", "csv", "--store", store)
        assert done.stdout.split() == ["n", count], done.stderr
    refused(kg("query", query, "--as-of", "soon", "--store", store), 2, "'soon' is no day", "2031-05-06")
    old = kg("export", "--format", "ntriples", "--as-of", "1999-01-01", "--store", store)
    assert (old.returncode, old.stdout) == (0, "")
    assert old.stderr == f"kg: {store}: held nothing as of 1999-01-01; its first change was on {_first(store)}\n"


def test_a_document_is_forgotten_for_good(store: Path) -> None:
    refused(kg("forget", "--store", store), 2, "--before")
    refused(kg("forget", "other", "--store", store), 1, "no document 'other'")
    done = kg("forget", "/statements/0.txt", "--store", store)
    assert done.stdout.startswith("forgot 1 documents · "), done.stderr
    refused(kg("history", "/statements/0.txt", "--store", store), 1, "no document")
    assert kg("forget", "--before", "2999-01-01", "--store", store).stdout.startswith("forgot 0 documents · ")
    assert kg("doctor", "--store", store).returncode == 0


def test_links_networks_and_searches_of_an_earlier_moment(statement: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    assert kg("build", statement, "--store", graph).returncode == 0
    now, then = ("--as-of", "2999-01-01", "--store", graph), ("--as-of", "1999-01-01", "--store", graph)
    assert "Norway" in kg("links", "Norway", "Portugal", *now).stdout
    refused(kg("links", "Norway", "Portugal", *then), 2, "no entity named 'Norway'")
    assert "Gulf of Guinea" in kg("search", "piracy", "--kind", "quote", *now).stdout
    assert kg("search", "piracy", *then).returncode == 1
    rows = [kg("network", "--format", "csv", *when).stdout.splitlines() for when in (now, then)]
    assert len(rows[0]) > len(rows[1]) and not any("Norway" in row for row in rows[1])
