"""The command line: help with an example everywhere, one clear line for every error, exit statuses as promised."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.commands import COMMANDS
from kg.graph import KnowledgeGraph
from tests.conftest import SEED, STATEMENT


def kg(*arguments: object, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli.main", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "KG_STORE"}
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, env=environment, input=stdin, timeout=120, check=False
    )


def refused(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    """Assert that a command failed with one clear line that holds these words."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    line = done.stderr.strip().splitlines()[-1]
    for word in words:
        assert word in line


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_helps_with_an_example(command: str) -> None:
    done = kg(command, "--help")
    assert done.returncode == 0
    assert f"kg {command}" in done.stdout.partition("Example:")[2]


def test_the_contracts_commands_are_all_there() -> None:
    names = {command.name for command in COMMANDS}
    assert names >= {"build", "extract", "query", "view", "export", "links", "network", "check", "serve", "evaluate"}


def test_building_prints_a_summary_on_standard_output(tmp_path: Path, statement: Path) -> None:
    done = kg("build", statement, "--store", tmp_path / "store")
    assert done.returncode == 0 and done.stderr == ""
    for word in ("documents", "acts", "entities", "quads", "issues", "seconds"):
        assert word in done.stdout


def test_the_store_option_may_stand_before_the_command(tmp_path: Path, statement: Path) -> None:
    assert kg("--store", tmp_path / "store", "build", statement).returncode == 0
    assert kg("query", "documents", "--store", tmp_path / "store").returncode == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/ds", "file:///srv/graph"])
def test_an_address_that_is_no_store_is_refused(address: str) -> None:
    refused(kg("check", "--store", address), 2, address, "sparql+http")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", ("empty.txt", "empty")),
        ("spaces.txt", b" \n\t \n", ("spaces.txt",)),
        ("binary.txt", b"MZ\x00\x01\x02\x00", ("binary.txt",)),
        ("statement.pdf", b"%PDF-1.7 ...", ("statement.pdf", "PDF")),
        ("latin.txt", "Joint Statement of the Ministers of Défense".encode("cp1252"), ("latin.txt", "UTF-8")),
        ("huge.txt", b"x" * 6_000_000, ("huge.txt",)),
        ("poem.txt", b"The rain falls on the silent hill.\nAnd nobody is there to see it fall.\n", ("poem.txt",)),
    ],
)
def test_bad_files_are_named_and_nothing_is_kept(
    tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(content)
    done = kg("build", tmp_path / name, "--store", tmp_path / "store")
    refused(done, 1, *words)
    assert not (tmp_path / "store").exists()
    refused(kg("extract", tmp_path / name), 1, *words)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    store = tmp_path / "new" / "store"
    refused(kg("build", tmp_path / "missing.txt", "--store", store), 1, "missing.txt", "no such file")
    assert not store.parent.exists()


def test_a_folder_with_one_bad_file_keeps_the_good_and_names_the_bad(tmp_path: Path) -> None:
    folder = tmp_path / "statements"
    folder.mkdir()
    (folder / "good.txt").write_text(STATEMENT, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\x00")
    done = kg("build", folder, "--store", tmp_path / "store")
    refused(done, 1, "bad.txt")
    assert done.stdout.startswith("1 documents")


def test_there_must_be_a_store_to_ask(tmp_path: Path) -> None:
    refused(kg("query", "documents", "--store", tmp_path / "nothing"), 1, "nothing", "kg build")


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path, statement: Path) -> None:
    refused(kg("build", statement, "--store", tmp_path), 1, str(tmp_path))
    assert statement.exists()


def test_a_store_of_another_version_is_refused(tmp_path: Path, statement: Path) -> None:
    store = tmp_path / "store"
    kg("build", statement, "--store", store)
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    manifest["format"] = 999
    (store / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    refused(kg("query", "documents", "--store", store), 1, "999")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("SELECT ?x WHERE { ?x",), ("not valid SPARQL",)),
        (("condemnation",), ("condemnations",)),
        (("condemnations", "-p", "nothing=1"), ("nothing",)),
        (("condemnations", "-p", "nothing"), ("key=value",)),
        (("condemnations", "--format", "xlsx"), ("xlsx",)),
        ((), ("--list",)),
    ],
)
def test_wrong_queries_are_wrong_use(seed_graph: KnowledgeGraph, arguments: tuple[str, ...], words: tuple[str]) -> None:
    refused(kg("query", *arguments, "--store", seed_graph.path), 2, *words)


def test_results_come_in_every_format(seed_graph: KnowledgeGraph) -> None:
    query = "SELECT ?name WHERE { dcr:state/JPN skos:prefLabel ?name }".replace(
        "dcr:state/JPN", "?s dco:alpha3 'JPN' ;"
    )
    table, rows, data = (
        kg("query", query, "--store", seed_graph.path, "--format", name).stdout for name in ("table", "csv", "json")
    )
    assert "Japan" in table
    assert next(csv.DictReader(io.StringIO(rows))) == {"name": "Japan"}
    assert json.loads(data)["results"]["bindings"][0]["name"]["value"] == "Japan"


def test_a_query_can_come_from_standard_input(seed_graph: KnowledgeGraph) -> None:
    done = kg("query", "-", "--store", seed_graph.path, stdin="ASK { ?x a dco:SpeechAct }")
    assert done.stdout.strip() == "true"


def test_the_catalogue_lists_a_line_a_query(seed_graph: KnowledgeGraph) -> None:
    lines = kg("query", "--list").stdout.splitlines()
    assert len(lines) >= 25 and all(len(line.split(maxsplit=1)) == 2 for line in lines)


def test_links_quote_the_sentence(seed_graph: KnowledgeGraph) -> None:
    done = kg("links", "Japan", "NATO", "--store", seed_graph.path)
    assert done.returncode == 0 and "“" in done.stdout and "→ partner of →" in done.stdout
    hops = json.loads(kg("links", "Japan", "NATO", "--format", "json", "--store", seed_graph.path).stdout)[0]["hops"]
    assert hops[0]["quote"]


def test_network_measures_print_tables(seed_graph: KnowledgeGraph) -> None:
    for measure in ("edges", "degree", "communities"):
        done = kg("network", "--measure", measure, "--format", "csv", "--store", seed_graph.path)
        assert done.returncode == 0 and len(done.stdout.splitlines()) > 1
    refused(kg("network", "--view", "nothing", "--store", seed_graph.path), 2, "states")


def test_an_export_that_cannot_be_written_keeps_the_old_file(seed_graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    assert kg("export", "--format", "turtle", "-o", target, "--store", seed_graph.path).returncode == 0
    before = target.read_bytes()
    refused(kg("export", "--format", "turtle", "-o", target / "below", "--store", seed_graph.path), 1, "below")
    assert target.read_bytes() == before


def test_extract_prints_one_record_a_line_and_touches_no_store(tmp_path: Path) -> None:
    done = kg("extract", SEED, "--format", "jsonl", cwd=tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["document"]["date"] for record in records] == ["2018-01-15"]
    assert list(tmp_path.iterdir()) == []


def test_extract_writes_the_same_records_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    assert kg("extract", SEED, "-o", target).returncode == 0
    assert target.read_text(encoding="utf-8") == kg("extract", SEED).stdout
    refused(kg("extract", SEED, "-o", target / "below"), 1, "below")
    assert list(tmp_path.iterdir()) == [target]


def test_check_reports_each_kind_of_check(seed_graph: KnowledgeGraph) -> None:
    done = kg("check", "--store", seed_graph.path)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["quads", "SHACL", "verify", "reasoner"]


def test_wrong_options_are_wrong_use() -> None:
    assert kg("build", "--nothing").returncode == 2
    assert kg("nothing").returncode == 2
    assert kg("export", "--format", "nothing").returncode == 2
    assert kg("search", "").returncode == 2
    assert "unknown-verb" in kg("review", "--kind", "nothing").stderr


def test_a_query_that_takes_too_long_is_ended(seed_graph: KnowledgeGraph) -> None:
    done = kg("query", "documents", "--timeout", "60", "--format", "csv", "--store", seed_graph.path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == kg("query", "documents", "--format", "csv", "--store", seed_graph.path).stdout
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = kg("query", endless, "--timeout", "0.5", "--store", seed_graph.path)
    assert done.returncode == 2
    assert done.stderr == "kg: the query took over 0.5 seconds; narrow the query, or give a longer --timeout\n"
