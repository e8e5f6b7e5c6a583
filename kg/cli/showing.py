"""``kg view`` and ``kg export``: the graph out."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from kg.cli.options import OUTPUT, as_of_option, open_graph, store_option
from kg.errors import QueryError

__all__ = ["export", "view"]

PICTURES = ("svg", "png")
SUFFIXES = (*PICTURES, "html", "htm", "")
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
@click.option("-o", "--output", type=OUTPUT, default=None, help="The file to write; defcoop.html, .svg or .png.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["page", "pyvis", "svg", "png"]),
    default=None,
    help="What to write; else the output's suffix says it.",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@as_of_option
@store_option
def view(
    focus: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    area: str | None,
    no_map: bool,
    output: Path | None,
    format_: str | None,
    open_: bool,
    as_of: str | None,
    store: str | Path | None,
) -> None:
    """Write the interactive page: one file that works offline, from disk. Or a picture for a report: SVG or PNG.

    \b
    Example:
      kg view -o graph.html --open
      kg view --focus Spain --since 2018-01-01 -o spain.html
      kg view --focus Spain --focus Japan -o spain-japan.png
    """
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    if not format_ and suffix not in SUFFIXES:
        raise QueryError(f"no view has the suffix .{suffix}", where=output, remedy="write .html, .svg or .png")
    kind = format_ or (suffix if suffix in PICTURES else "page")
    output = output or Path(f"defcoop.{kind if kind in PICTURES else 'html'}")
    open_graph(store, as_of).view(
        output,
        focus=focus,
        format=kind,
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
@as_of_option
@store_option
def export(
    format_: str, scopes: tuple[str, ...], output: Path | None, as_of: str | None, store: str | Path | None
) -> None:
    """Write the graph in a format: the same bytes for the same store.

    \b
    Example:
      kg export --format turtle -o graph.ttl
      kg export --format nquads --scope documents --scope inferences
      kg export --format parquet -o acts.parquet
    """
    graph = open_graph(store, as_of)
    if output is None:
        graph.write(sys.stdout.buffer, format=format_, scopes=scopes)
        return
    graph.export(output, format=format_, scopes=scopes)
    click.echo(f"wrote {output}", err=True)
