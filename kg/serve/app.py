"""The HTTP side: SPARQL 1.1 Protocol for queries, a form, the page. Knows media types and limits, nothing of SPARQL.

Requests with a foreign Host header or a foreign Origin are refused: a page on the web must not be able to read a
graph through its visitor's browser.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Collection
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.serve.form import FORM_POLICY, make_form
from kg.serve.negotiation import choose
from kg.serve.pool import Pool
from kg.serve.worker import GRAPH_TYPES, SOLUTION_TYPES

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["BODY_LIMIT", "make_app"]

BODY_LIMIT = 1_000_000
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def make_app(graph: KnowledgeGraph, hosts: Collection[str] = ()) -> Starlette:
    """Return the application that serves a graph to clients that call it by a loopback name or one of ``hosts``."""
    page = _Page(graph)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = Pool(graph.path)
        yield
        await app.state.pool.close()

    return Starlette(
        routes=[
            Route("/", _form),
            Route("/page", page.respond),
            Route("/sparql", _sparql, methods=["GET", "POST"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *hosts])],
        lifespan=lifespan,
    )


async def _form(_: Request) -> Response:
    return HTMLResponse(make_form(), headers={"Content-Security-Policy": FORM_POLICY})


class _Page:
    """The interactive page, as ``kg view`` writes it."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    def respond(self, _: Request) -> Response:
        """Return the page of the graph as it is now."""
        return HTMLResponse(self._graph.page())


async def _sparql(request: Request) -> Response:
    if not _same_origin(request):
        return PlainTextResponse("requests from other sites are refused\n", 403)
    parameters = await _parameters(request)
    if isinstance(parameters, Response):
        return parameters
    if "default-graph-uri" in parameters or "named-graph-uri" in parameters:
        return PlainTextResponse("name graphs in the query, with FROM or GRAPH\n", 400)
    queries = parameters.get("query", [])
    if len(queries) != 1:
        return PlainTextResponse("give exactly one query\n", 400)
    accept = request.headers.get("accept", "*/*")
    solutions, graph = choose(accept, SOLUTION_TYPES), choose(accept, GRAPH_TYPES)
    if solutions is None and graph is None:
        return PlainTextResponse(f"only {', '.join([*SOLUTION_TYPES, *GRAPH_TYPES])}\n", 406)
    answer = await request.app.state.pool.query(queries[0], solutions, graph)
    return Response(answer.body, answer.status, media_type=answer.type, headers={"Vary": "Accept"})


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _parameters(request: Request) -> dict[str, list[str]] | Response:
    """Return the parameters of a query operation, or the refusal of one that is none."""
    if request.method == "GET":
        return _multi(request.query_params.multi_items())
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return PlainTextResponse(f"at most {BODY_LIMIT} bytes\n", 413)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        return PlainTextResponse("the body is not UTF-8\n", 400)
    if kind == "application/sparql-query":
        return _multi(request.query_params.multi_items()) | {"query": [text]}
    if kind == "application/x-www-form-urlencoded":
        return _multi(parse_qsl(text, keep_blank_values=True))
    return PlainTextResponse("POST a form, or application/sparql-query; updates are not served\n", 415)


def _multi(items: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in items:
        found.setdefault(name, []).append(value)
    return found
