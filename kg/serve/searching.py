"""``/search``: names and quotes by their words, for people and for programs.

In: requests. Out: hits as HTML or JSON. A process beside the server brings the index in step when the store has
changed; until it has, the old index answers and says so.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.searching import KINDS, index_path
from kg.serve.delivery import Delivery, make_tag, unchanged
from kg.serve.media import HTML
from kg.serve.negotiation import choose
from kg.serve.pages import POLICY
from kg.serve.pool import Pool
from kg.serve.protocol import RefusedError, read_parameters
from kg.store import read_stamp

__all__ = ["Search"]

_PATIENCE = 3.0
_MOST = 100
_JSON = "application/json"
_PROGRAM = """import sys
sys.path.append(sys.argv[1])
from pathlib import Path
from kg.searching import open_index
from kg.store import GraphStore
with GraphStore.open(Path(sys.argv[2]), "read", check=False) as store:
    open_index(store).close()
"""


class Search:
    """The address for search, and the index behind it."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self._pool, self._folder = pool, folder
        self._indexed = self._tried = ""
        self._renewal: asyncio.Task[None] | None = None

    async def respond(self, request: Request) -> Response:
        """Answer a search; without words, show where to type them."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        given = dict(read_parameters(request))
        type_ = choose(request.headers.get("accept", "*/*"), [_JSON, HTML])
        if type_ is None:
            raise RefusedError(406, f"offered are {_JSON}, {HTML}")
        job = {"job": "search", "type": type_, "base": str(request.base_url), **_read_terms(given)}
        current = await self.bring_in_step()
        if not index_path(self._folder).exists():
            return PlainTextResponse("the index is being made; try again in a moment\n", 503, {"Retry-After": "5"})
        tag = make_tag(read_stamp(self._folder), self._indexed, request.url, type_)
        headers = {"ETag": tag, "Cache-Control": "no-cache"} | (
            {"Content-Security-Policy": POLICY} if type_ == HTML else {}
        )
        return unchanged(request, tag) or Delivery(self._pool, job | {"stale": not current}, headers)

    def start(self) -> asyncio.Task[None] | None:
        """Start to renew the index, and return that task; None where the index is in step with the store."""
        stamp = read_stamp(self._folder)
        if stamp != self._tried and (self._renewal is None or self._renewal.done()):
            self._tried = stamp
            self._renewal = asyncio.ensure_future(self._renew(stamp))
        return None if stamp == self._indexed else self._renewal

    async def bring_in_step(self) -> bool:
        """Renew the index where the store has changed, wait a little, and tell whether it is in step."""
        renewal = self.start()
        if renewal is not None:
            await asyncio.wait({renewal}, timeout=_PATIENCE)
        return read_stamp(self._folder) == self._indexed

    async def close(self) -> None:
        """Give up a renewal that is under way; the next start continues it."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.wait({self._renewal})

    async def _renew(self, stamp: str) -> None:
        root = str(Path(__file__).resolve().parents[2])
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _PROGRAM, root, str(self._folder)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            if await child.wait() == 0:
                self._indexed = stamp
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()


def _read_terms(given: dict[str, str]) -> dict[str, str | int]:
    limit = given.get("limit", "20")
    if not limit.isascii() or not limit.isdecimal() or not 1 <= int(limit[:9]) <= _MOST:
        raise RefusedError(400, f"limit is a number from 1 to {_MOST}")
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        raise RefusedError(400, f"kind is {' or '.join(KINDS)}")
    return {"words": given.get("q", ""), "kind": kind, "class": given.get("type", ""), "limit": int(limit)}
