"""``kg serve``: the graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import as_of_option, open_graph, store_option, tell_before_first

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option("--name", "names", multiple=True, help="A name by which other machines may call this server.")
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help='An origin (https://example.org) whose pages may read the graph, or "*"; none by default.',
)
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds a query may take."
)
@click.option("--memory", default=2048, show_default=True, type=click.IntRange(256), help="Megabytes a worker may use.")
@click.option("--max-rows", default=1_000_000, show_default=True, type=click.IntRange(1), help="Rows of one answer.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Queries at one time.")
@click.option("--waiting", default=64, show_default=True, type=click.IntRange(0), help="Queries that may wait.")
@as_of_option
@store_option
def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    memory: int,
    max_rows: int,
    workers: int,
    waiting: int,
    as_of: str | None,
    store: str | Path | None,
) -> None:
    """Serve the graph read-only: SPARQL at /sparql, linked data, search, the query editor and the page.

    \b
    Example:
      kg serve --port 8765
      curl -H "Accept: text/csv" --data-urlencode "query=SELECT * {?s a dco:State}" http://127.0.0.1:8765/sparql
      curl -H "Accept: text/turtle" http://127.0.0.1:8765/id/state/JPN
    """
    from kg.serve import run
    from kg.serve.app import Settings
    from kg.serve.pool import Limits

    limits = Limits(timeout, memory, max_rows, workers, waiting)
    present = open_graph(store)
    if as_of:
        tell_before_first(present, as_of)
    with present.frozen(as_of) as graph:
        run(graph, host=host, port=port, settings=Settings(names, origins, limits))
