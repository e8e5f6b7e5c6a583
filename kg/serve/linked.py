"""Linked data over HTTP: entities, concepts, the ontology and the dataset, for people and for programs.

In: requests. Out: responses that a worker fills: HTML or RDF, as ``Accept`` or ``?as=`` asks. The server's addresses
mirror the graph's IRIs (``/id/state/JPN`` is ``dcr:state/JPN``), and ``Content-Location`` names what was chosen.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from kg.names import DCC, DCL, DCR
from kg.serve.delivery import Delivery, make_tag, unchanged
from kg.serve.media import DOCUMENT_TYPES, GRAPH_TYPES, HTML, NAMES
from kg.serve.negotiation import choose
from kg.serve.pages import POLICY
from kg.serve.pool import Pool
from kg.serve.protocol import RefusedError, read_parameters
from kg.store import read_stamp

__all__ = ["Linked"]

_BEYOND_ASCII = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_SPACES = {"id": DCR, "concept": DCC, "lexicon": DCL}


class Linked:
    """The addresses of what the graph is about."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool, self._folder = pool, folder

    async def describe_entity(self, request: Request) -> Response:
        """Describe the individual or concept that the address stands for."""
        space, _, name = _path(request).removeprefix("/").partition("/")
        iris = [_SPACES[space] + meant for meant in _meanings(name)]
        return self._describe(request, {"job": "entity", "iris": iris}, is_entity=True)

    async def describe_ontology(self, request: Request) -> Response:
        """Give the ontology."""
        return self._describe(request, {"job": "ontology"})

    async def describe_dataset(self, request: Request) -> Response:
        """Describe the dataset."""
        return self._describe(request, {"job": "dataset"})

    async def describe_void(self, request: Request) -> Response:
        """Describe the dataset at the address that programs look for: as RDF, unless HTML is asked for."""
        return self._describe(request, {"job": "dataset"}, offered=(*GRAPH_TYPES, HTML))

    async def report_health(self, request: Request) -> Response:
        """Tell whether questions are answered."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        return Delivery(self._pool, {"job": "health"}, {"Cache-Control": "no-store"})

    def _describe(
        self,
        request: Request,
        job: dict[str, Any],
        *,
        is_entity: bool = False,
        offered: tuple[str, ...] = DOCUMENT_TYPES,
    ) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        type_ = _choose_type(request, offered)
        address = str(request.base_url).removesuffix("/") + _path(request)
        job |= {"type": type_, "base": str(request.base_url), "address": address}
        tag = make_tag(read_stamp(self._folder), request.url, type_)
        name = next(name for name, known in NAMES.items() if known == type_)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Location": f"{address}?as={name}"}
        if is_entity:
            headers["Link"] = f'<{_path(request)}>; rel="describedby"'
        if type_ == HTML:
            headers["Content-Security-Policy"] = POLICY
        return unchanged(request, tag) or Delivery(self._pool, job, headers)


def _path(request: Request) -> str:
    """Return the path as the client wrote it, percent signs and all."""
    return bytes(request.scope["raw_path"]).decode("latin-1")


def _meanings(name: str) -> list[str]:
    """Return the ends of IRIs that a path may stand for: as written but for letters beyond ASCII, and decoded.

    >>> _meanings("person/a%20%C3%A9"), _meanings("state/JPN")
    (['person/a%20é', 'person/a é'], ['state/JPN'])
    """
    return list(dict.fromkeys((_BEYOND_ASCII.sub(lambda octets: unquote(octets[0]), name), unquote(name))))


def _choose_type(request: Request, offered: tuple[str, ...]) -> str:
    names = [value for name, value in read_parameters(request) if name == "as"]
    if names:
        if names[0] not in NAMES:
            raise RefusedError(400, f"as is one of {', '.join(NAMES)}")
        return NAMES[names[0]]
    type_ = choose(request.headers.get("accept", "*/*"), offered)
    if type_ is None:
        raise RefusedError(406, f"offered are {', '.join(offered)}")
    return type_
