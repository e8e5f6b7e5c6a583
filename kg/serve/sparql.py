"""The standard protocols over HTTP: SPARQL 1.1 Protocol, Service Description and Graph Store Protocol, for reading.

In: requests. Out: responses that a worker fills. What may be kept by a cache has an entity tag of the store's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.names import DCG
from kg.serve.delivery import Delivery, Repetition, make_tag, unchanged
from kg.serve.media import GRAPH_TYPES, HTML, SOLUTION_TYPES
from kg.serve.negotiation import choose
from kg.serve.pool import Pool
from kg.serve.protocol import RefusedError, read_parameters, read_query
from kg.serve.recent import Recent
from kg.store import read_stamp

__all__ = ["Sparql"]

_EVER_NEW = ("now", "rand", "uuid", "bnode")  # functions; a word that holds one costs a cache, no more


class Sparql:
    """The endpoint at ``/sparql`` and the graphs at ``/rdf-graph-store`` and ``/graph/…``."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool, self._folder, self._recent = pool, folder, Recent()

    async def respond(self, request: Request) -> Response:
        """Answer a query; without one, describe the service."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})
        operation = await read_query(request)
        if operation is None:
            return self._describe_service(request)
        accept = request.headers.get("accept", "*/*")
        solutions, graph = choose(accept, SOLUTION_TYPES), choose(accept, GRAPH_TYPES)
        if solutions is None and graph is None:
            raise RefusedError(406, f"offered are {', '.join([*SOLUTION_TYPES, *GRAPH_TYPES])}")
        base = str(request.url.replace(query=""))
        job = {"job": "query", "query": operation.query, "dataset": operation.dataset, "base": base}
        job |= {"solutions": solutions, "graph": graph}
        if request.method == "POST" or _is_ever_new(operation.query):
            return Delivery(self._pool, job, {"Cache-Control": "no-store"})
        return self._deliver(request, job, solutions, graph)

    async def give_graph(self, request: Request) -> Response:
        """Give a graph, named directly by the address or by ``?graph=``, or all graphs merged (``?default``)."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        name = _graph_name(request)
        type_ = choose(request.headers.get("accept", "*/*"), GRAPH_TYPES)
        if type_ is None:
            raise RefusedError(406, f"offered are {', '.join(GRAPH_TYPES)}")
        return self._deliver(request, {"job": "graph", "name": name, "type": type_}, type_)

    def _describe_service(self, request: Request) -> Response:
        type_ = choose(request.headers.get("accept", "*/*"), [*GRAPH_TYPES, HTML])
        if type_ is None:
            raise RefusedError(406, f"offered are {', '.join(GRAPH_TYPES)}")
        if type_ == HTML:
            return RedirectResponse(request.url_for("editor"), 303, {"Vary": "Accept"})
        job = {"job": "service", "base": str(request.base_url), "type": type_}
        return self._deliver(request, job, type_)

    def _deliver(self, request: Request, job: Mapping[str, object], *types: str | None) -> Response:
        tag = make_tag(read_stamp(self._folder), request.url, *types)
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if known := unchanged(request, tag):
            return known
        if answer := self._recent.find(tag):
            return Repetition(answer, headers)
        return Delivery(self._pool, job, headers, partial(self._recent.keep, tag))


def _is_ever_new(query: str) -> bool:
    """Tell whether a query may have another answer each time."""
    lowered = query.lower()
    return any(word in lowered for word in _EVER_NEW)


def _graph_name(request: Request) -> str | None:
    if "name" in request.path_params:
        return DCG + str(request.path_params["name"])
    given = [pair for pair in read_parameters(request) if pair[0] in {"graph", "default"}]
    if len(given) != 1:
        raise RefusedError(400, "name one graph: ?graph=IRI, or ?default")
    return given[0][1] if given[0][0] == "graph" else None
