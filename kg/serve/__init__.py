"""``kg serve``: the graph over HTTP, read-only, on loopback unless told otherwise.

In: a store's folder. Out: a SPARQL 1.1 endpoint, linked data, search, a query editor and the interactive page. Each
question is a job for a worker process with limits on time, memory and rows and without a network; what a stranger sends
can end a worker, never the server. Nothing is ever written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    import uvicorn

    from kg.graph import KnowledgeGraph
    from kg.serve.app import Settings

__all__ = ["CONNECTIONS", "make_server", "run"]

CONNECTIONS = 512


def run(graph: KnowledgeGraph, *, host: str, port: int, settings: Settings) -> None:
    """Serve until interrupted; clients may call the server by its host, a loopback name or one of the settings' names.

    Raises ``KgError`` where the address is taken and ``StoreError`` where no store is there.
    """
    import socket
    from dataclasses import replace

    graph.documents()  # refuses a path without a store before anybody is served
    server = make_server(graph, replace(settings, hosts=(host, *settings.hosts)))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(CONNECTIONS)  # who connects from now on is answered as soon as the workers are there
    except OSError as error:
        raise KgError(
            f"cannot listen: {error.strerror}", where=f"{host}:{port}", remedy="choose another --port"
        ) from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"
    print(f"serving {address} (SPARQL at /sparql); stop with Ctrl-C", flush=True)  # noqa: T201
    server.run(sockets=[listener])


def make_server(graph: KnowledgeGraph, settings: Settings) -> uvicorn.Server:
    """Return the server of a graph; what it listens on is the caller's."""
    import uvicorn

    from kg.serve.app import make_app
    from kg.serve.connection import Connection

    config = uvicorn.Config(
        make_app(graph, settings),
        http=type("PatientConnection", (Connection,), {"patience": settings.patience}),
        ws="none",
        log_level="error",
        server_header=False,
        date_header=False,
        limit_concurrency=CONNECTIONS,
        lifespan="on",
    )
    return uvicorn.Server(config)
