"""``kg import``: graphs made elsewhere, in."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import open_graph, store_option

__all__ = ["import_graphs"]


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
def import_graphs(files: tuple[Path, ...], store: Path | None) -> int:
    """Let graphs in that were made elsewhere in this vocabulary: what another store exported, or another program wrote.

    FILES end in .ttl, .trig, .nt, .nq, .jsonld or .rdf, then .gz where they are compressed. Each is checked (names,
    quotations against their text, SHACL) and let in whole or not at all; inferences are made anew.

    \b
    Example:
      kg import colleague.trig
      kg import statements.nq.gz --store merged
    """
    from kg.cli.terminal import progress

    with progress("importing") as advance:
        report = open_graph(store).import_files(*files, progress=advance)
    for failure in report.failures:
        click.echo(f"kg: {failure}", err=True)
    if report.unchecked:
        click.echo(f"kg: {report.unchecked:,} quotations could not be checked: their text is not in the file", err=True)
    click.echo(
        f"{report.documents:,} documents · {report.unchanged:,} unchanged · {report.quads:,} quads · "
        f"{report.left_out:,} left out · {report.seconds:.1f} seconds"
    )
    return 1 if report.failures else 0
