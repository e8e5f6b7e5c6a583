"""The HTTP side: which address does what. Knows media types and limits, nothing of SPARQL.

In: a graph and what the server may do. Out: the application. Everything that needs the store is a job for a worker.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import StoreError
from kg.serve.answers import tell
from kg.serve.delivery import make_tag, unchanged
from kg.serve.editor import editor_routes
from kg.serve.guard import Guard
from kg.serve.linked import Linked
from kg.serve.pool import Limits, Pool
from kg.serve.protocol import RefusedError
from kg.serve.searching import Search
from kg.serve.sparql import Sparql
from kg.store import read_stamp
from kg.version import __version__

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["Settings", "make_app"]

_SMALLEST_COMPRESSED, _COMPRESSION = 1_400, 5  # what fits in one packet gains nothing
_READING = ["GET", "HEAD", "OPTIONS"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The names that clients may call the server by, the foreign origins that may read it, and the limits of a job.

    ``patience`` is how many seconds a client may take to say what it wants, or not to read what it gets.
    """

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    patience: float = 20.0


def make_app(graph: KnowledgeGraph, settings: Settings | None = None) -> Starlette:
    """Return the application that serves a graph."""
    settings = settings or Settings()
    pool = Pool(graph.path, settings.limits)
    sparql, linked = Sparql(pool, graph.path), Linked(pool, graph.path)
    search, page = Search(pool, graph.path), _Page(graph)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        search.start()
        yield
        await search.close()
        await pool.close()

    return Starlette(
        routes=[
            *editor_routes(),
            Route("/page", page.respond),
            Route("/sparql", sparql.respond, methods=[*_READING, "POST"]),
            Route("/rdf-graph-store", sparql.give_graph, methods=_READING),
            Route("/graph/{name:path}", sparql.give_graph, methods=_READING),
            Route("/dataset", linked.describe_dataset, methods=_READING),
            Route("/.well-known/void", linked.describe_void, methods=_READING),
            Route("/id/{name:path}", linked.describe_entity, methods=_READING),
            Route("/concept/{name:path}", linked.describe_entity, methods=_READING),
            Route("/lexicon/{name:path}", linked.describe_entity, methods=_READING),
            Route("/ontology", linked.describe_ontology, methods=_READING),
            Route("/search", search.respond, methods=_READING),
            Route("/openapi.json", _describe_interface),
            Route("/health", linked.report_health, methods=_READING),
        ],
        middleware=_middleware(settings),
        exception_handlers={RefusedError: _refuse, StoreError: _fail},
        lifespan=lifespan,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    chain = [Middleware(Guard, hosts=settings.hosts, origins=settings.origins)]
    if settings.origins:
        chain.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
                allow_headers=["Accept", "Content-Type", "If-None-Match"],
                expose_headers=["ETag", "Link", "Content-Location"],
            )
        )
    return [*chain, Middleware(GZipMiddleware, minimum_size=_SMALLEST_COMPRESSED, compresslevel=_COMPRESSION)]


async def _refuse(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101 - registered for it
    return PlainTextResponse(f"{error.reason}\n", error.status)


async def _fail(_: Request, error: Exception) -> Response:
    assert isinstance(error, StoreError)  # noqa: S101 - what this handler is for
    print(error, file=sys.stderr)  # noqa: T201
    return PlainTextResponse(f"{tell(error)}\n", 503, {"Retry-After": "30"})


async def _describe_interface(_: Request) -> Response:
    description = json.loads(Path(__file__).with_name("openapi.json").read_bytes())
    description["info"]["version"] = __version__
    return JSONResponse(description)


class _Page:
    """The interactive page, as ``kg view`` writes it; made anew where the store has changed."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._path = graph.path
        self._stamp, self._html = "", ""
        self._turn = Lock()

    def respond(self, request: Request) -> Response:
        """Return the page of the graph as it is now."""
        stamp = read_stamp(self._path)
        tag = make_tag(stamp, "page")
        known = unchanged(request, tag)
        return known or HTMLResponse(self._make(stamp), headers={"ETag": tag, "Cache-Control": "no-cache"})

    def _make(self, stamp: str) -> str:
        from kg.graph import KnowledgeGraph

        with self._turn:  # whoever comes while it is made waits for it
            if stamp != self._stamp:
                self._html, self._stamp = KnowledgeGraph(self._path).page(), stamp
            return self._html
