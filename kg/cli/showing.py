"""``kg view`` and ``kg export``: the graph out."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from kg.cli.options import OUTPUT, open_graph, store_option

__all__ = ["export", "view"]

DAY = click.DateTime(["%Y-%m-%d"])
FORMATS = [
    *("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "turtle12", "trig12", "nquads12"),
    *("graphml", "gexf", "csv", "parquet", "neo4j-nodes", "neo4j-relationships"),
]


@click.command()
@click.option(
    "--focus",
    multiple=True,
    metavar="ENTITY",
    help="Only the neighbourhood of this IRI, name or ISO code; twice for a picture of two.",
)
@click.option("--since", type=DAY, default=None, help="Only statements of this day or later.")
@click.option("--until", type=DAY, default=None, help="Only statements of this day or earlier.")
@click.option("--area", default=None, metavar="CONCEPT", help="Only what is said of this area or issue.")
@click.option("--no-map", is_flag=True, help="Leave the map out; the page is some 25 kB smaller.")
@click.option("-o", "--output", type=OUTPUT, default=Path("defcoop.html"), show_default=True, help="The page to write.")
@click.option("--format", "format_", type=click.Choice(["page", "pyvis", "svg"]), default="page", show_default=True)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@store_option
def view(
    focus: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    area: str | None,
    no_map: bool,
    output: Path,
    format_: str,
    open_: bool,
    store: Path | None,
) -> None:
    """Write the interactive page: one file that works offline, from disk. Or a picture for a report: --format svg.

    \b
    Example:
      kg view -o graph.html --open
      kg view --focus Spain --since 2018-01-01 -o spain.html
      kg view --format svg --focus Spain --focus Japan -o spain-japan.svg
    """
    open_graph(store).view(
        output,
        focus=focus,
        format=format_,
        since=since.date().isoformat() if since else "",
        until=until.date().isoformat() if until else "",
        area=area,
        with_map=not no_map,
    )
    click.echo(f"wrote {output}", err=True)
    if open_:
        click.launch(str(output.resolve()))


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(["documents", "inferences", "reference", "ontology", "lexicon"]),
    help="Which graphs an RDF format holds; several may be given. All but the lexicon by default.",
)
@click.option("-o", "--output", type=OUTPUT, default=None, help="File to write; standard output without it.")
@store_option
def export(format_: str, scopes: tuple[str, ...], output: Path | None, store: Path | None) -> None:
    """Write the graph in a format: the same bytes for the same store.

    \b
    Example:
      kg export --format turtle -o graph.ttl
      kg export --format nquads --scope documents --scope inferences
      kg export --format parquet -o acts.parquet
    """
    graph = open_graph(store)
    if output is None:
        graph.write(sys.stdout.buffer, format=format_, scopes=scopes)
        return
    graph.export(output, format=format_, scopes=scopes)
    click.echo(f"wrote {output}", err=True)
