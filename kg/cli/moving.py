"""``kg push`` and ``kg pull``: the graph to and from a server."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import open_graph, store_option

if TYPE_CHECKING:
    from kg.interchange import MoveReport, Plan

__all__ = ["pull", "push"]

_credentials = click.option(
    "--credentials",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="TOML file with user and password, or token (default: KG_SPARQL_USER and so on in the environment).",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")


@click.command()
@click.argument("target")
@click.option("--keep", is_flag=True, help="Leave documents on the server that this store does not have.")
@_dry_run
@_credentials
@store_option
def push(target: str, keep: bool, dry_run: bool, credentials: Path | None, store: str | Path | None) -> None:
    """Bring the graph to a server: any store with SPARQL 1.1 Update or the Graph Store Protocol.

    Graph by graph, each checked by its count; what is there already is not sent again, so an interrupted push goes on
    where it stopped. The server's manifest tells what is ours; other graphs are never touched.

    \b
    Example:
      kg push sparql+http://localhost:3030/defence
      KG_SPARQL_USER=dba KG_SPARQL_PASSWORD=… kg push sparql+https://virtuoso.example.org/sparql
    """
    graph = open_graph(store)
    if dry_run:
        _show(graph.plan_push(target, keep=keep, credentials=credentials))
        return
    started = time.monotonic()
    from kg.cli.terminal import progress

    with progress("pushing") as advance:
        report = graph.push(target, keep=keep, credentials=credentials, progress=advance)
    click.echo(_summary(report, time.monotonic() - started))


@click.command()
@click.argument("source")
@_dry_run
@_credentials
@store_option
def pull(source: str, dry_run: bool, credentials: Path | None, store: str | Path | None) -> None:
    """Bring the documents of a server into the store, each checked by its hash and as kg import checks.

    The ontology and the reference data stay the program's own; what follows from the documents is inferred here.

    \b
    Example:
      kg pull sparql+http://localhost:3030/defence --store copy
    """
    graph = open_graph(store)
    if dry_run:
        _show(graph.plan_pull(source, credentials=credentials))
        return
    started = time.monotonic()
    from kg.cli.terminal import progress

    with progress("pulling") as advance:
        report = graph.pull(source, credentials=credentials, progress=advance)
    click.echo(_summary(report, time.monotonic() - started))


def _show(plan: Plan) -> None:
    for graph in plan.send:
        click.echo(f"send {graph}")
    for document in plan.remove:
        click.echo(f"remove {document}")
    click.echo(f"{len(plan.send):,} to send · {len(plan.remove):,} to remove · {plan.unchanged:,} unchanged")


def _summary(report: MoveReport, seconds: float) -> str:
    return (
        f"{report.sent:,} graphs · {report.quads:,} quads · {report.removed:,} removed · "
        f"{report.unchanged:,} unchanged · {seconds:.1f} seconds"
    )
