"""Keeps strangers out: requests under a foreign Host name and from foreign origins are refused before anything else.

In: ASGI requests. Out: the same, or a refusal. A page on the web must not read a graph through its visitor's browser,
neither directly nor by giving its own name the server's address. CORS is off unless origins are named.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Guard"]

_LOCAL = ("127.0.0.1", "localhost", "::1")


class Guard:
    """Middleware: lets through what calls the server by a name of its own, from a page of its own or an allowed one."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = (), origins: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(name.lower().strip("[]") for name in (*_LOCAL, *hosts))
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refusal = self._refuse(Headers(scope=scope)) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refuse(self, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if _hostname(host) not in self._hosts:
            return PlainTextResponse("this server does not answer to that name; see kg serve --name\n", 400)
        origin = headers.get("origin")
        if origin is None or origin in self._origins or "*" in self._origins or urlsplit(origin).netloc == host:
            return None
        return PlainTextResponse("requests from other sites are refused; see kg serve --allow-origin\n", 403)


def _hostname(host: str) -> str:
    """Return the name in a Host header, without its port.

    >>> _hostname("[::1]:8765"), _hostname("LOCALHOST:80")
    ('::1', 'localhost')
    """
    name = host.partition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]
    return name.lower()
