"""Keeps strangers out: requests under a foreign Host name and from foreign origins are refused before anything else.

In: ASGI requests. Out: the same, or a refusal. A page on the web must not read a graph through its visitor's browser,
neither directly nor by giving its own name the server's address; nor may it make that browser ask dear questions. CORS
is off unless origins are named. Every answer tells browsers to take it for what it is, and to keep it from other sites.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard"]

_LOCAL = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"(?:\[([0-9A-Za-z:.%]+)\]|([\w.-]+))(?::\d{0,5})?")


class Guard:
    """Middleware: lets through what calls the server by a name of its own, from a page of its own or an allowed one."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = (), origins: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(name.lower().strip("[]") for name in (*_LOCAL, *hosts))
        self._origins = frozenset(origins)
        self._headers = (
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"cross-origin" if "*" in self._origins else b"same-origin"),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        refusal = self._refuse(Headers(scope=scope))
        return await (refusal or self._app)(scope, receive, send_marked)

    def _refuse(self, headers: Headers) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _hostname(hosts[0]) not in self._hosts:
            return PlainTextResponse("this server does not answer to that name; see kg serve --name\n", 400)
        if self._comes_from_elsewhere(headers, hosts[0]):
            return PlainTextResponse("requests from other sites are refused; see kg serve --allow-origin\n", 403)
        return None

    def _comes_from_elsewhere(self, headers: Headers, host: str) -> bool:
        origin = headers.get("origin")
        if "*" in self._origins or origin in self._origins:
            return False
        if origin is not None:
            return origin.partition("://")[2] != host
        site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
        return site in {"cross-site", "same-site"} and mode != "navigate"  # an image or a script; a link is no harm


def _hostname(host: str) -> str:
    """Return the name in a Host header, without its port; nothing where it is not one of a name and a port.

    >>> _hostname("[::1]:8765"), _hostname("LOCALHOST:80"), _hostname("localhost:80@example.org")
    ('::1', 'localhost', '')
    """
    match = _HOST.fullmatch(host)
    return (match[1] or match[2]).lower() if match else ""
