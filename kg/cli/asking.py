"""``kg query``, ``kg search``, ``kg links`` and ``kg network``: questions."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.limiting import run_limited
from kg.cli.options import as_of_option, open_graph, output_option, store_option, write_output

__all__ = ["links", "network", "query", "search"]


@click.command()
@click.argument("name_or_sparql", required=False)
@click.option("-p", "--param", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter of the query.")
@click.option("--format", "format_", default=None, metavar="FORMAT", help="table, csv, json, turtle, ntriples.")
@click.option("--list", "list_", is_flag=True, help="List the catalogue with one line each.")
@click.option("--iris", is_flag=True, help="Show IRIs in the table, not labels.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="End it after so long.")
@output_option
@as_of_option
@store_option
def query(
    name_or_sparql: str | None,
    parameters: tuple[str, ...],
    format_: str | None,
    list_: bool,
    iris: bool,
    timeout: float | None,
    output: Path | None,
    as_of: str | None,
    store: str | Path | None,
) -> int:
    """Run a query of the catalogue, or any SPARQL 1.1 query ("-" reads it from standard input).

    \b
    Example:
      kg query --list
      kg query positions-towards -p state=PRK
      kg query commitments --as-of 2031-05-06
      kg query named-together --timeout 10
      kg query "SELECT (COUNT(*) AS ?acts) WHERE { ?act a dco:SpeechAct }" --format csv
    """
    from kg.query import catalogue, render

    if list_:
        from kg.cli.terminal import listing

        click.echo(listing((item.name, item.summary) for item in catalogue().values()))
        return 0
    if name_or_sparql is None:
        raise click.UsageError("give a query's name or SPARQL; `kg query --list` shows the catalogue")
    text = sys.stdin.read() if name_or_sparql == "-" else name_or_sparql
    if timeout is not None:
        given = {"--format": format_, "--output": output, "--as-of": as_of, "--store": store}
        words = [word for name, value in given.items() if value is not None for word in (name, str(value))]
        words += [word for parameter in parameters for word in ("--param", parameter)]
        return run_limited(["query", "-", *(["--iris"] if iris else []), *words], timeout, text)
    graph = open_graph(store, as_of)
    result = graph.run(text, _pairs(parameters))
    labels = None if iris or format_ not in {None, "table"} else graph.labels()
    write_output(render(result, format_, labels), output)
    return 0


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals or not key:
            raise click.UsageError(f"-p {parameter}: write it as key=value")
        pairs[key] = value
    return pairs


@click.command()
@click.argument("source")
@click.argument("target")
@click.option("-k", "--count", default=3, show_default=True, type=click.IntRange(1, 50), help="How many links.")
@click.option("--longest", default=4, show_default=True, type=click.IntRange(1, 8), help="Most hops of a link.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
@store_option
def links(
    source: str, target: str, count: int, longest: int, format_: str, as_of: str | None, store: str | Path | None
) -> int:
    """Show what joins two entities: the closest paths, with the sentence behind every hop.

    An entity is given by name, ISO code or IRI.

    \b
    Example:
      kg links Japan NATO
    """
    from kg.cli.terminal import links_json, links_text

    found = open_graph(store, as_of).links(source, target, count=count, longest=longest)
    click.echo(links_json(found) if format_ == "json" else links_text(found))
    if not found:
        click.echo(f"kg: nothing joins {source} and {target} within {longest} hops", err=True)
        return 1
    return 0


@click.command()
@click.option("--view", "view_", default="states", show_default=True, help="all, frameworks, issues or states.")
@click.option(
    "--measure", default="edges", show_default=True, help="edges, degree, betweenness, closeness, communities."
)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("-n", "--limit", default=25, show_default=True, type=click.IntRange(1), help="How many rows.")
@as_of_option
@store_option
def network(view_: str, measure: str, format_: str, limit: int, as_of: str | None, store: str | Path | None) -> None:
    """Measure a networkx view: its strongest edges, central nodes or communities.

    \b
    Example:
      kg network --view states
      kg network --view issues --measure closeness
      kg network --view all --measure communities
    """
    from kg.cli.terminal import measure_rows
    from kg.query import render_rows

    graph = open_graph(store, as_of).network(view=view_)
    columns, rows = measure_rows(graph, measure, limit)
    click.echo(render_rows(columns, rows, format_))


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(["name", "quote"]), default=None, help="Only names, or only quotes.")
@click.option("--type", "type_", default="", metavar="CLASS", help="Only members of a class, such as State.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-n", "--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many hits.")
@as_of_option
@store_option
def search(
    words: tuple[str, ...],
    kind: str | None,
    type_: str,
    format_: str,
    limit: int,
    as_of: str | None,
    store: str | Path | None,
) -> int:
    """Find names and quotes by their words, best first; a "phrase in quotes" is found as it stands.

    \b
    Example:
      kg search piracy
      kg search '"freedom of navigation"' --kind quote
      kg search nakatani --type Person
    """
    from kg.cli.terminal import hits_json, hits_text

    if not " ".join(words).strip():
        raise click.UsageError("give words to search for")
    found = open_graph(store, as_of).search(" ".join(words), kind=kind or "", type=type_, limit=limit)
    if not found:
        click.echo("kg: nothing found", err=True)
    click.echo(hits_json(found) if format_ == "json" else hits_text(found))
    return 0 if found else 1
