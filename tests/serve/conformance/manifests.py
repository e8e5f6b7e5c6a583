"""Reads the suites' manifests into cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True)
class Request:
    """An HTTP request of a test, and what is expected of its response."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: tuple[str, ...]
    boolean: bool | None
    format: str | None
    content: str | None


@dataclass(frozen=True)
class Case:
    """One test: ``id`` is its suite, folder and local name."""

    id: str
    suite: str
    group: str
    kind: str
    query: Path | None = None
    data: tuple[Path, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = ()
    result: Path | None = None
    requests: tuple[Request, ...] = ()


def read_cases(root: Path) -> list[Case]:
    """Return all cases of ``sparql10`` and ``sparql11`` below a folder, in the manifests' order."""
    cases = [
        *_read(root / "sparql10" / "manifest-evaluation.ttl", "1.0"),
        *_read(root / "sparql10" / "manifest-syntax.ttl", "1.0"),
    ]
    return [*cases, *_read(root / "sparql11" / "manifest-all.ttl", "1.1")]


def _read(path: Path, suite: str) -> Iterator[Case]:
    graph = Graph()
    graph.parse(path, format="turtle", publicID=path.as_uri())
    for listing in graph.objects(None, MF.include):
        for included in Collection(graph, listing):
            yield from _read(_path(included), suite)
    for listing in graph.objects(None, MF.entries):
        for node in Collection(graph, listing):
            yield _case(graph, node, suite, path)


def _case(graph: Graph, node: Node, suite: str, manifest: Path) -> Case:
    kind = str(graph.value(node, RDF.type)).rpartition("#")[2]
    action, result = graph.value(node, MF.action), graph.value(node, MF.result)
    name = str(node).rpartition("#")[2]
    case = Case(f"{suite}/{manifest.parent.name}/{name}", suite, manifest.parent.name, kind)
    graphs = tuple(_named(graph, entry) for entry in graph.objects(node, UT.graphData))
    if isinstance(action, URIRef):
        return _with(case, query=_path(action))
    requests = tuple(_requests(graph, action))
    if requests or action is None:
        return _with(case, requests=requests, graphs=graphs)
    query = graph.value(action, QT.query)
    return _with(
        case,
        query=_path(query) if query is not None else None,
        data=tuple(map(_path, graph.objects(action, QT.data))),
        graphs=tuple((str(entry), _path(entry)) for entry in graph.objects(action, QT.graphData)),
        result=_path(result) if isinstance(result, URIRef) else None,
    )


def _with(case: Case, **values: object) -> Case:
    return replace(case, **values)  # type: ignore[arg-type]


def _named(graph: Graph, entry: Node) -> tuple[str, Path]:
    return str(graph.value(entry, RDFS_LABEL)), _path(graph.value(entry, UT.graph))


def _path(node: Node | None) -> Path:
    return Path(unquote(str(node).removeprefix("file://")))


def _requests(graph: Graph, action: Node | None) -> Iterator[Request]:
    listing = graph.value(action, HT.requests)
    for node in Collection(graph, listing) if listing is not None else ():
        response = graph.value(node, HT.resp)
        boolean, format_ = graph.value(response, MF.expectedBoolean), graph.value(response, MF.expectedFormat)
        yield Request(
            method=str(graph.value(node, HT.methodName)),
            path=str(graph.value(node, HT.absolutePath)),
            headers=_headers(graph, node),
            body=_body(graph, node),
            statuses=tuple(str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus)),
            boolean=None if boolean is None else str(boolean) == "true",
            format=None if format_ is None else str(format_),
            content=_text(graph, response),
        )


def _headers(graph: Graph, node: Node) -> dict[str, str]:
    listing = graph.value(node, HT.headers)
    found = Collection(graph, listing) if listing is not None else ()
    return {str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue)) for one in found}


def _text(graph: Graph, node: Node | None) -> str | None:
    characters = graph.value(graph.value(node, HT.body), CNT.chars)
    return None if characters is None else str(characters)


def _body(graph: Graph, node: Node) -> bytes | None:
    text = _text(graph, node)
    encoding = graph.value(graph.value(node, HT.body), CNT.characterEncoding)
    return None if text is None else text.encode(str(encoding or "UTF-8"))
