"""The graph for AI agents: a read-only server of the Model Context Protocol.

In: a graph. Out: tools and resources over standard input and output, or HTTP on loopback. Queries run in the endpoint's
workers, under its limits. Needs the extra ``agents`` (the protocol's official SDK).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["run"]


def run(graph: KnowledgeGraph, *, port: int | None = None) -> None:
    """Serve until the client leaves: over standard input and output, or on loopback at ``port``, path ``/mcp``.

    Raises ``KgError`` where the SDK is not installed and ``StoreError`` where no store is there.
    """
    try:
        import mcp  # noqa: F401 - an optional dependency
    except ImportError:
        raise KgError("this needs the MCP SDK", remedy="install it with: pip install 'defcoop[agents]'") from None
    from kg.agents.server import make_server

    graph.documents()  # refuses a path without a store before anybody is served
    server = make_server(graph)
    if port is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host="127.0.0.1", port=port)
