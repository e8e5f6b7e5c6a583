"""A small SPARQL 1.1 server on loopback, with faults on demand, for what real servers only do on bad days.

It answers queries, updates and the graph store protocol from pyoxigraph, as Oxigraph's own server does. A fault is a
function of the number of the request; it returns None to let the request through.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

JSON, N_TRIPLES = "application/sparql-results+json", "application/n-triples"


@dataclass(frozen=True)
class Fault:
    """What goes wrong: an answer of its own, or a connection that is dropped (before or after the request is done)."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drop: bool = False
    after: bool = False
    endless: bytes = b""
    wait: float = 0.0
    pause: float = 0.0


@dataclass
class Seen:
    """A request that arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class SparqlServer:
    """A store behind HTTP. ``fault`` decides what goes wrong, ``seen`` are all requests so far."""

    def __init__(self, name: str = "Oxigraph/test", *, union: bool = False) -> None:
        self.store = ox.Store()
        self.name = name
        self.union = union
        self.seen: list[Seen] = []
        self.fault: Callable[[int, Seen], Fault | None] = lambda number, request: None
        self.url = ""
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        return f"sparql+{self.url}"

    def answer(self, request: Seen) -> tuple[int, dict[str, str], bytes]:
        url = urlsplit(request.path)
        parameters = parse_qs(url.query, keep_blank_values=True)
        if url.path == "/store":
            return self._graph(request, parameters["graph"][0])
        kind = request.headers.get("content-type", "")
        if kind.startswith("application/sparql-update"):
            try:
                self.store.update(request.body.decode())
            except (SyntaxError, ValueError) as error:
                return 400, {}, str(error).encode()
            return 204, {}, b""
        if kind.startswith("application/x-www-form-urlencoded"):
            parameters |= parse_qs(request.body.decode(), keep_blank_values=True)
        return self._query(parameters)

    def _query(self, parameters: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        union = self.union or "union-default-graph" in parameters
        try:
            found = self.store.query(parameters["query"][0], use_default_graph_as_union=union)
        except SyntaxError as error:
            return 400, {}, str(error).encode()
        if isinstance(found, ox.QueryTriples):
            return 200, {"Content-Type": N_TRIPLES}, found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        return 200, {"Content-Type": JSON}, found.serialize(format=ox.QueryResultsFormat.JSON) or b""

    def _graph(self, request: Seen, name: str) -> tuple[int, dict[str, str], bytes]:
        graph = ox.NamedNode(name)
        if request.method == "PUT":
            self.store.remove_graph(graph)
        triples = [quad.triple for quad in ox.parse(request.body, format=ox.RdfFormat.N_TRIPLES)]
        self.store.extend(ox.Quad(*triple, graph) for triple in triples)
        return 204, {}, b""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sys_version = ""
    served: SparqlServer

    def _do(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = Seen(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.served.seen.append(seen)
        fault = self.served.fault(len(self.served.seen), seen)
        if fault is None:
            self._send(*self.served.answer(seen))
            return
        if fault.after:
            self.served.answer(seen)
        self._fail(fault)

    do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815 - the library's names

    def version_string(self) -> str:
        return self.served.name

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the library's name
        return

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self._start(status, {**headers, "Content-Length": str(len(body))})
        self.wfile.write(body)

    def _start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()

    def _fail(self, fault: Fault) -> None:
        self.served.stopping.wait(fault.wait)
        self.close_connection = True
        if fault.drop:
            self.connection.shutdown(socket.SHUT_RDWR)
        elif not fault.endless:
            self._send(fault.status, fault.headers, fault.body)
        else:
            self._start(fault.status, fault.headers)
            with suppress(OSError):
                while not self.served.stopping.is_set():
                    self.wfile.write(fault.endless)
                    self.served.stopping.wait(fault.pause)


@contextmanager
def serving(server: SparqlServer) -> Iterator[SparqlServer]:
    handler = type("Handler", (_Handler,), {"served": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listener:
        listener.daemon_threads = True
        server.url = f"http://127.0.0.1:{listener.server_port}/"
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            listener.shutdown()
            thread.join()
