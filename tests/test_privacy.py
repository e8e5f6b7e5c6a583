"""Nobody who asks the graph, or gets a file made from it, learns of the operator's folders, user or machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import kg
from kg.exporting import EXPORT_FORMATS, SCOPES
from kg.graph import KnowledgeGraph
from kg.interchange import push
from kg.serve.app import Settings, make_app
from kg.store import GraphStore, open_remote
from tests.conftest import STATEMENT
from tests.interchange.sparqlserver import SparqlServer, serving

FOLDER, USER = "vertraulich-7731", "nutzerin-5512"
EVERYTHING = "SELECT * WHERE { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } }"


@pytest.fixture(scope="module", autouse=True)
def _user() -> Iterator[None]:
    """Whoever asks the system for the user's name gets one that must not get out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LOGNAME", "USER", "USERNAME"):
            patch.setenv(name, USER)
        yield


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A graph of a text and of an imported file, both from a folder with a name that must not get out."""
    folder = tmp_path_factory.mktemp("home") / FOLDER
    folder.mkdir()
    (folder / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    other = folder / "other.txt"
    other.write_text(STATEMENT.replace("Oslo", "Porto").replace("3 May", "4 June"), encoding="utf-8")
    away = kg.open(folder / "away")
    away.build(other)
    away.export(folder / "away.nq", format="nquads", scopes=("documents",))
    found = kg.open(folder / "store")
    assert not found.build(folder / "statement.txt").failures
    assert not found.import_files(folder / "away.nq").failures
    assert {Path(known.source.path).parts[-2] for known in found.documents()} >= {FOLDER}, "the operator can tell"
    return found


def secrets() -> Iterator[bytes]:
    yield from (FOLDER.encode(), USER.encode())
    if len(Path.cwd().parts) > 2:
        yield f"{Path.cwd()}/".encode()
    if len(socket.gethostname()) > 5 and any(c.isdigit() for c in socket.gethostname()):
        yield socket.gethostname().encode()


def assert_silent(where: object, data: bytes) -> None:
    for secret in secrets():
        assert secret not in data, f"{where} tells of {secret.decode()!r}"


def test_the_quads_tell_the_name_of_a_file_and_never_its_folder(graph: KnowledgeGraph) -> None:
    found = graph.run(EVERYTHING).terms or ()
    lines = "\n".join(" ".join(map(str, row)) for row in found)
    assert "statement.txt" in lines and "https://w3id.org/defcoop/graph/manifest" in lines
    assert_silent("SPARQL", lines.encode())


@pytest.mark.parametrize("format_", EXPORT_FORMATS)
def test_exports_give_nothing_away(graph: KnowledgeGraph, format_: str) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra tables")
    data = graph.serialize(format_, SCOPES)
    assert data
    assert_silent(format_, data)


@pytest.mark.parametrize("format_", ["page", "svg"])
def test_pages_and_pictures_give_nothing_away(graph: KnowledgeGraph, format_: str, tmp_path: Path) -> None:
    graph.view(tmp_path / "out", format=format_)
    assert_silent(format_, (tmp_path / "out").read_bytes())


def test_the_endpoint_gives_nothing_away(graph: KnowledgeGraph) -> None:
    document = graph.documents()[0]
    paths = ["/", "/dataset", "/.well-known/void", "/health", "/openapi.json", "/page", "/ontology", "/nonsense"]
    paths += ["/sparql", "/search?q=piracy", "/search?q=vertraulich", "/rdf-graph-store?default", "/context.jsonld"]
    paths += [document.iri.removeprefix("https://w3id.org/defcoop"), "/id/document/none", "/graph/manifest"]
    with TestClient(make_app(graph, Settings(hosts=("testserver",)))) as client:
        for path in paths:
            for kind in ("text/html", "text/turtle", "application/json"):
                answer = client.get(path, headers={"accept": kind})
                assert_silent(path, answer.content + repr(sorted(answer.headers.items())).encode())
        for query in (EVERYTHING, "SELECT", "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }", "DESCRIBE ?x"):
            answer = client.post("/sparql", data={"query": query})
            assert_silent(query, answer.content + repr(sorted(answer.headers.items())).encode())


def test_a_server_whose_store_is_gone_does_not_say_where_it_was(tmp_path: Path) -> None:
    store = tmp_path / FOLDER / "store"
    with GraphStore.open(store):
        pass
    with TestClient(make_app(kg.open(store), Settings(hosts=("testserver",)))) as client:
        (store / "manifest.json").unlink()
        for path in ("/health", "/page", "/sparql?query=ASK%20%7B%7D", "/search?q=piracy", "/dataset"):
            answer = client.get(path)
            assert_silent(path, answer.content)


def test_agents_are_told_nothing_of_it(graph: KnowledgeGraph) -> None:
    pytest.importorskip("mcp", reason="needs the extra agents")
    from tests.agents.test_agents import converse

    document = graph.documents()[0].iri

    async def talk(client: object) -> None:
        calls = (
            ("run_sparql", {"query": EVERYTHING}),
            ("run_sparql", {"query": "SELECT"}),
            ("find_entity", {"words": "Norway"}),
            ("explain_assertion", {"subject": document}),
            ("get_evidence", {"iri": document}),
        )
        for tool, arguments in calls:
            answer = await client.call_tool(tool, arguments)  # type: ignore[attr-defined]
            assert_silent(tool, repr(answer).encode())

    converse(graph, talk)


def test_a_push_sends_no_path(graph: KnowledgeGraph) -> None:
    with serving(SparqlServer()) as server, open_remote(server.address) as remote:
        with GraphStore.open(graph.path, "read") as store:
            push(store, remote)
        assert remote.document_at(next(d.source.path for d in graph.documents())), "a build there knows the file again"
        for seen in server.seen:
            assert_silent("push", seen.body + repr(seen.headers).encode() + seen.path.encode())
