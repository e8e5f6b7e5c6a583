"""Push, pull and every command on real servers: Jena Fuseki, Oxigraph and Virtuoso 7, where the machine has them."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from benchmarks.servers import Server, find_virtuoso, run_virtuoso
from kg.cli.main import main
from kg.errors import StoreError
from kg.interchange import pull, push
from kg.names import DCG, DCR
from kg.query import catalogue, run
from kg.store import GraphStore, Source, open_remote
from tests.interchange.stores import build_small, rows, small_document

UNSTEADY = {"condemned-apart"}  # on Virtuoso, right with one plan and wrong with another
_PATH = re.compile(r"[\w>][*+] ")  # of any length; on Virtuoso the plan of the day decides whether they are right
PARAMETERS = {
    "act-quotes": {"act": f"{DCR}act/a/2"},
    "co-mentions": {"entity": "Japan"},
    "cooperation-areas": {"first": "Japan", "second": "Spain"},
    "members-when-speaking": {"body": "European Union", "speaker": "Finland"},
    "memberships": {"agent": "Japan"},
    "named-together": {"entity": "Japan"},
    "positions-towards": {"state": "PRK"},
    "praise": {"by": "Spain"},
}


def test_every_query_of_the_catalogue_finds_the_same_rows(live: Server, mixed: GraphStore) -> None:
    with open_remote(live.address) as remote:
        push(mixed, remote)
        assert remote.digests() == mixed.digests()
        assert remote.find_damage() == []
        asked = [(name, {}) for name in catalogue()] + list(PARAMETERS.items())
        different = set()
        for name, values in asked:
            try:
                same = rows(run(mixed, name, values)) == rows(run(remote, name, values))
            except StoreError:
                same = False
            if not same:
                different.add(name)
        paths = {name for name, query in catalogue().items() if _PATH.search(query.sparql)}
        assert different <= (paths | UNSTEADY if remote.kind == "Virtuoso" else set())


def test_pushing_again_sends_nothing_and_a_change_sends_its_document_alone(live: Server) -> None:
    with build_small() as store, open_remote(live.address) as remote:
        push(store, remote)
        again = push(store, remote)
        assert (again.sent, again.removed, again.unchanged) == (0, 0, 4)
        iri = f"{DCR}document/1"
        store.replace_document(iri, small_document(iri, "Another title"), Source("/statements/1.txt", "0" * 64))
        store.remove_document(f"{DCR}document/2")
        report = push(store, remote)
        assert (report.sent, report.removed, report.unchanged) == (1, 1, 2)
    with open_remote(live.address) as remote:
        assert [known.iri for known in remote.documents()] == [known.iri for known in store.documents()]
        assert {known.source.path for known in remote.documents()} == {"0.txt", "1.txt"}, "the folder stays here"
        assert remote.graphs().items() >= store.graphs().items()
        assert remote.find_damage() == [] and remote.strays() == []


def test_graphs_of_others_on_the_server_stay(live: Server) -> None:
    with build_small(1) as store, open_remote(live.address) as remote:
        remote._endpoint.put("http://example.org/theirs", [ox.Triple(*small_document("x")[0].triple)])
        push(store, remote)
        assert remote._endpoint.count("http://example.org/theirs") == 1
        assert "http://example.org/theirs" not in remote.graphs()


def test_what_was_pushed_comes_back_the_same(live: Server, seeded: GraphStore, tmp_path: Path) -> None:
    with open_remote(live.address) as remote, GraphStore.open(tmp_path / "copy") as copy:
        push(seeded, remote)
        assert pull(remote, copy).sent == 1
        assert copy.digests() == seeded.digests()
        assert pull(remote, copy).sent == 0


def test_a_large_graph_goes_in_parts(live: Server) -> None:
    triples = [ox.Triple(*small_document(f"node/{n}")[0].triple) for n in range(45_000)]
    with GraphStore.memory() as store, open_remote(live.address) as remote:
        store.set_graph(DCG + "reference", triples)
        assert push(store, remote).quads == 45_000
        assert remote.find_damage() == []


def test_commands_work_on_a_server_as_on_a_folder(
    live: Server, tmp_path: Path, statement: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    texts = statement.parent / "texts"
    texts.mkdir()
    statement.rename(texts / statement.name)
    answers = []
    for store in (live.address, str(tmp_path / "store")):
        with open_remote(live.address) as remote:
            push(GraphStore.memory(), remote)
        capsysbinary.readouterr()
        for command in (
            ["build", str(texts)],
            ["export", "--format", "nquads"],
            ["query", "unilateral-acts"],
            ["links", "Norway", "Portugal"],
            ["network", "--view", "issues", "--measure", "degree"],
            ["explain", "Norway"],
            ["check"],
            ["view", "-o", str(tmp_path / f"{len(answers)}.html")],
        ):
            with pytest.raises(SystemExit) as status:
                main(["--store", store, *command])
            assert status.value.code == 0, (store, command, capsysbinary.readouterr().err)
        told = capsysbinary.readouterr().out.partition(b" seconds\n")[2]
        answers.append(sorted(told.splitlines()))  # Virtuoso sorts IRIs in an order of its own
    assert answers[0] == answers[1]
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()


def test_a_document_that_is_removed_is_gone_from_the_server(live: Server, statement: Path) -> None:
    graph = kg.open(live.address)
    graph.build(statement)
    (known,) = [document for document in graph.documents() if document.source.path == statement.name]
    graph.remove(str(statement))
    with open_remote(live.address) as remote:
        assert remote.document(known.iri) is None
        assert remote._endpoint.count(known.graph) == 0


def test_a_wrong_password_is_named_and_not_shown(live: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    if not live.environment:
        pytest.skip("this server runs without a password")
    monkeypatch.setenv("KG_SPARQL_PASSWORD", "hunter2")
    with (
        open_remote(live.address) as remote,
        pytest.raises(StoreError, match="does not accept these credentials") as error,
    ):
        remote.set_graph(DCG + "reference", small_document("elsewhere"))
    assert "hunter2" not in str(error.value)


def test_rows_that_virtuoso_cuts_off_are_missed(
    mixed: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_virtuoso() is None:
        pytest.skip("Virtuoso is not installed")
    with run_virtuoso(tmp_path, sparql="ResultSetMaxRows = 500") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        with open_remote(running.address) as remote:
            push(mixed, remote)
            with pytest.raises(StoreError, match="cuts its answers short"):
                run(remote, "SELECT * { ?s ?p ?o }")
            with pytest.raises(StoreError, match="cuts no answer short"):
                list(remote.quads(DCG + "reference"))
