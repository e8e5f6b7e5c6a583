"""A client's connection, with an end to the server's patience and to what it reads.

In: bytes of HTTP/1.1, as uvicorn hands them on. Out: requests for the application, or a refusal. Who does not finish a
request, does not read an answer or sends more than was asked for is let go, so that strangers who keep quiet take no
place from others. Knows nothing of addresses or SPARQL.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Connection"]

_PIECE = 1 << 14
_HEAD = 1 << 17  # the longest query that is read, percent-encoded, and its headers
_ADDRESS = (1 << 16) - 1  # what the parser takes
_SURPLUS = 1 << 24  # of what is refused already: a client that sends all of it before it reads still learns why
_LOOKS = 10


class Connection(HttpToolsProtocol):
    """uvicorn's connection; ``patience`` is how many seconds a client may keep the server waiting."""

    patience: ClassVar[float] = 20.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a new client in; where all places are taken, the one that has been idle for longest goes."""
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency - 1:
            self._make_room()
        super().connection_made(transport)
        self._begin()
        self._refused = False
        self._since = self.loop.time()
        self._watch = self.loop.call_later(self.patience / _LOOKS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on in pieces, as far as a request may go."""
        if self._is_idle():
            self._incomplete = True  # whatever it is that begins here, the clock runs
        for start in range(0, len(data), _PIECE):
            if self.transport.is_closing():
                return
            piece = data[start : start + _PIECE]
            if not self._refused:
                super().data_received(piece)
            self._count(len(piece))

    def resume_writing(self) -> None:
        """Note that the client reads."""
        self._since = self.loop.time()
        super().resume_writing()

    def on_message_begin(self) -> None:
        """Begin to count what a request takes."""
        self._begin()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a piece of the address, as long as it is none too many."""
        self._address += len(url)
        if self._address > _ADDRESS:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long; send a query by POST")
        else:
            super().on_url(url)

    def on_headers_complete(self) -> None:
        """Let the application begin, where the request was not refused."""
        if not self._refused:
            self._in_head = False
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Hand a piece of the body on, where the request was not refused."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the client has said all."""
        if not self._refused:
            self._incomplete, self._since = False, self.loop.time()
            super().on_message_complete()

    def _begin(self) -> None:
        self._incomplete, self._in_head = True, True
        self._head = self._address = self._surplus = 0

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _make_room(self) -> None:
        idle = [one for one in self.connections if isinstance(one, Connection) and one._is_idle()]
        if idle:
            longest = min(idle, key=lambda one: one._since)
            self.connections.discard(longest)
            longest.transport.abort()

    def _count(self, size: int) -> None:
        if self._refused or (self._incomplete and self._is_idle() and not self._in_head):
            self._surplus += size
            if self._surplus > _SURPLUS:
                self.transport.abort()
        elif self._in_head:
            self._head += size
            if self._head > _HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large")

    def _look(self) -> None:
        """Tell whether the client owes something, and for how long."""
        now = self.loop.time()
        reading = self._incomplete and not self.flow.read_paused
        if not (reading or self._refused or self.flow.write_paused or self.transport.is_closing()):
            self._since = now
        elif now - self._since > self.patience:
            self._give_up()
        self._watch = self.loop.call_later(self.patience / _LOOKS, self._look)

    def _give_up(self) -> None:
        if self._refused or self.transport.is_closing() or self.flow.write_paused:
            self.transport.abort()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, "the request took too long to come")

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        """Answer in the application's place, and read no further; the client hangs up, or is hung up on."""
        if not self._can_answer():
            self.transport.abort()
            return
        self._refused, self._since = True, self.loop.time()
        body = f"{reason}\n".encode()
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        self.transport.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body)
        self.transport.write_eof()

    def _can_answer(self) -> bool:
        """Tell whether the request that is coming in is the one to be answered next, and has no answer yet."""
        return self._in_head if self._is_idle() else not (self._in_head or self.cycle.response_started)
