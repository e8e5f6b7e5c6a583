"""Answers on their way to the client: from a worker's pipe to the network, as they are made.

In: a job for the pool. Out: an HTTP response, with entity tags from the store's state. A client that leaves takes its
job along: the worker is ended, not left to finish for nobody.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.serve.pool import Answer, BrokenAnswerError, BusyError, Pool, Reply
from kg.version import __version__

__all__ = ["Delivery", "Repetition", "make_tag", "unchanged"]

_END = {"type": "http.response.body", "body": b"", "more_body": False}
_TEXT = ("text/", "application/json")


class Delivery(Response):
    """The response to a request: a job's answer; ``headers`` go with every successful one.

    ``keep`` is given a small successful answer once it is whole.
    """

    def __init__(
        self,
        pool: Pool,
        job: Mapping[str, Any],
        headers: Mapping[str, str],
        keep: Callable[[Answer], None] | None = None,
    ) -> None:
        self._pool, self._job, self._extra, self._keep = pool, job, headers, keep
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer; give the job up where the client leaves."""
        job = asyncio.ensure_future(self._deliver(scope, receive, send))
        watch = asyncio.ensure_future(_wait_for_leaving(receive))
        try:
            await asyncio.wait({job, watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watch.cancel()
            if not job.done():
                job.cancel()
        with suppress(asyncio.CancelledError):
            await job

    async def _deliver(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        try:
            async with self._pool.run(self._job) as reply:
                if reply.length is not None:
                    body = b"".join([chunk async for chunk in reply.chunks])
                else:
                    begun = True
                    await send(_head(reply, self._extra))
                    async for chunk in reply.chunks:
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    return await send(dict(_END))  # a copy: compression writes into it
            if self._keep and reply.status == 200:
                self._keep(Answer(reply.status, reply.type, body))
            await send(_head(reply, self._extra))
            await send({**_END, "body": body})
        except BusyError as error:
            refusal = PlainTextResponse(f"{error}\n", 503, {"Retry-After": "2"})
            return await refusal(scope, receive, send)
        except BrokenAnswerError as error:
            if begun:
                return None  # without its last chunk, so that no client takes it for the whole
            return await PlainTextResponse(f"{error}\n", 422)(scope, receive, send)
        return None


class Repetition(Response):
    """The response to a request whose answer is known: the same bytes that ``Delivery`` sent."""

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        self._answer, self._extra = answer, headers
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        await send(_head(self._answer, self._extra))
        await send({**_END, "body": self._answer.body})


async def _wait_for_leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _head(reply: Reply | Answer, extra: Mapping[str, str]) -> dict[str, Any]:
    type_ = f"{reply.type}; charset=utf-8" if reply.type.startswith(_TEXT) else reply.type
    headers = {"content-type": type_, "vary": "Accept"}
    length = len(reply.body) if isinstance(reply, Answer) else reply.length
    if length is not None:
        headers["content-length"] = str(length)
    if reply.status == 200:
        headers |= extra
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": reply.status, "headers": raw}


def make_tag(stamp: str, *parts: object) -> str:
    """Return the entity tag of a representation: weak, since it may travel compressed."""
    words = "\x1f".join(map(str, (__version__, stamp, *parts)))
    return f'W/"{hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'


def unchanged(request: Request, tag: str) -> Response | None:
    """Return the answer to a client that has this representation already, or None where it has not."""
    known = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    if request.method not in {"GET", "HEAD"} or tag.removeprefix("W/") not in known:
        return None
    return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache"})
