"""The query editor: one page, its script, style and map, all from this server.

In: the catalogue and the ontology. Out: routes. The policy of the page lets it fetch from nowhere else and run nothing
that is not a file here; the vendored editor (YASQE) is checked against its pinned hash before it is served.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import ExportError
from kg.exporting import context_text
from kg.knowledge.turtle import load_turtle
from kg.names import DCO, PREFIXES
from kg.page.bundle import ASSETS as PAGE_ASSETS
from kg.page.bundle import bundle_modules, page_style
from kg.page.world import load_world
from kg.query import catalogue
from kg.version import __version__

__all__ = ["EDITOR_POLICY", "editor_routes"]

EDITOR_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_ASSETS = Path(__file__).with_name("editor_assets")
_FRAME = "/* Frame */"
_CLASSES = ("owl:Class",)
_PROPERTIES = ("owl:ObjectProperty", "owl:DatatypeProperty")
_CACHE = "no-cache"  # kept, and asked for again by its ETag


def editor_routes() -> list[BaseRoute]:
    """Return the page at "/", what it needs below "/editor/", and the JSON-LD context."""
    return [
        Route("/", _respond_page, name="editor"),
        Route("/editor/{name}", _respond_file),
        Route("/context.jsonld", _respond_context),
    ]


async def _respond_page(_: Request) -> Response:
    return HTMLResponse(_make_page(), headers={"Content-Security-Policy": EDITOR_POLICY})


async def _respond_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("no such file\n", 404, media_type="text/plain")
    kind, body, tag = _make_file(name)
    headers = {"ETag": tag, "Cache-Control": _CACHE, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(body), media_type=kind, headers=headers)


async def _respond_context(_: Request) -> Response:
    return Response(context_text(), media_type="application/ld+json")


@lru_cache(maxsize=1)
def _make_page() -> str:
    template = Template((_ASSETS / "editor.html").read_text(encoding="utf-8"))
    return template.substitute(version=html.escape(__version__))


@lru_cache(maxsize=8)
def _make_file(name: str) -> tuple[str, bytes, str]:
    """Return a file's media type, its bytes packed by gzip, and its ETag."""
    kind, make = _FILES[name]
    body = make().encode()
    return kind, gzip.compress(body, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _make_script() -> str:
    return bundle_modules("editor.js", _read_module)


def _read_module(name: str) -> str:
    own = _ASSETS / "js" / name
    return (own if own.exists() else PAGE_ASSETS / "js" / name).read_text(encoding="utf-8")


def _make_style() -> str:
    """Return the explorer's tokens and elements, then what is the editor's own."""
    return page_style().partition(_FRAME)[0] + (_ASSETS / "editor.css").read_text(encoding="utf-8")


def _read_vendored(name: str) -> str:
    folder = _ASSETS / "vendor"
    pinned = {entry["file"]: entry["sha256"] for entry in json.loads((folder / "vendor.json").read_bytes())}
    body = (folder / name).read_bytes()
    if hashlib.sha256(body).hexdigest() != pinned[name]:
        raise ExportError("differs from the pinned file", where=folder / name, remedy="reinstall defcoop")
    return body.decode()


def _make_data() -> str:
    """Return what the page knows: prefixes, the catalogue with its parameters, the terms that it completes."""
    queries = [
        {
            "name": query.name,
            "summary": query.summary,
            "sparql": query.sparql,
            "parameters": [{"name": p.name, "type": p.type, "kind": p.kind, "help": p.help} for p in query.parameters],
        }
        for query in catalogue().values()
        if not query.verify
    ]
    knowledge = load_turtle("modules")

    def declared(kinds: tuple[str, ...]) -> list[str]:
        return sorted({name for kind in kinds for name in knowledge.instances(kind) if name.startswith(DCO)})

    data = {
        "prefixes": PREFIXES,
        "queries": queries,
        "classes": declared(_CLASSES),
        "properties": declared(_PROPERTIES),
    }
    return json.dumps(data, ensure_ascii=False)


def _make_world() -> str:
    arcs, shapes = load_world()
    return json.dumps({"arcs": arcs, "rings": [ring for _, rings in shapes for ring in rings]})


_FILES: dict[str, tuple[str, Callable[[], str]]] = {
    "editor.js": ("text/javascript", _make_script),
    "editor.css": ("text/css", _make_style),
    "yasqe.min.js": ("text/javascript", lambda: _read_vendored("yasqe.min.js")),
    "yasqe.min.css": ("text/css", lambda: _read_vendored("yasqe.min.css")),
    "data.json": ("application/json", _make_data),
    "world.json": ("application/json", _make_world),
}
