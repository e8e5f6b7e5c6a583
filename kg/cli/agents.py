"""``kg mcp``: the graph for AI agents."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import open_graph, store_option

__all__ = ["mcp"]


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=None,
    help="Serve HTTP on loopback at this port, path /mcp, instead of standard input and output.",
)
@store_option
def mcp(port: int | None, store: Path | None) -> None:
    """Serve the graph to AI agents, read-only, by the Model Context Protocol (needs `defcoop[agents]`).

    An agent finds entities, asks the catalogue's questions, runs SPARQL under the endpoint's limits, fetches evidence
    and asks why the graph says something.

    \b
    Example:
      kg mcp --store .kg/store
      kg mcp --port 8770
    """
    from kg.agents import run

    run(open_graph(store), port=port)
