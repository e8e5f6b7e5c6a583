"""``kg build``, ``kg remove`` and ``kg extract``: statements in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.cli.options import decisions_option, open_graph, output_option, store_option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.building import BuildReport

__all__ = ["build", "extract", "remove"]


@click.command()
@click.argument("sources", nargs=-1)
@decisions_option
@store_option
def build(sources: tuple[str, ...], decisions: Path | None, store: str | Path | None) -> int:
    """Read statements (files, folders, globs; default seeds/) into the store, then reason and validate.

    A statement that is there already and has not changed is left alone; one that changed replaces itself.

    \b
    Example:
      kg build seeds/ "statements/2024-*.txt"
    """
    graph = open_graph(store)
    from kg.cli.terminal import progress

    with progress("reading") as advance:
        report = graph.build(*(sources or ("seeds",)), progress=advance, decisions=decisions)
    for failure in report.failures:
        click.echo(f"kg: {failure}", err=True)
    for violation in report.violations:
        click.echo(f"kg: {violation}", err=True)
    click.echo(_summary(report))
    return 1 if report.failures or report.violations else 0


def _summary(report: BuildReport) -> str:
    counts = (
        ("documents", report.documents),
        ("unchanged", report.unchanged),
        ("acts", report.acts),
        ("commitments", report.commitments),
        ("activities", report.activities),
        ("entities", report.entities),
        ("quads", report.quads),
        ("issues", report.issues),
    )
    return " · ".join(f"{value:,} {name}" for name, value in counts) + f" · {report.seconds:.1f} seconds"


@click.command()
@click.argument("document")
@store_option
def remove(document: str, store: str | Path | None) -> None:
    """Take a document out of the store, with all that rests on it alone.

    DOCUMENT is its IRI, its slug, or the path it was read from.

    \b
    Example:
      kg remove statements/2024-05-07.txt
    """
    removed = open_graph(store).remove(document)
    click.echo(f"removed {removed}", err=True)


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@output_option
def extract(sources: tuple[str, ...], format_: str, output: Path | None) -> int:
    """Print what is understood of each document, one JSON record a line. Touches no store.

    \b
    Example:
      kg extract statement.txt | jq .acts
    """
    from kg.files import explain_failure, open_atomically
    from kg.reading import find_sources

    paths = find_sources(sources)
    if output is None:
        return 1 if _print_records(paths, sys.stdout.buffer) else 0
    with explain_failure(output), open_atomically(output) as stream:
        failed = _print_records(paths, stream)
    click.echo(f"wrote {output}", err=True)
    return 1 if failed else 0


def _print_records(paths: Iterable[Path], stream: BinaryIO) -> int:
    """Write a record a line, each as soon as it is made; return how many documents could not be read."""
    from kg.extraction.assembly import extract as extract_source
    from kg.reading import read_source

    failed = 0
    for path in paths:
        try:
            record = extract_source(read_source(path))
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            failed += 1
            continue
        stream.write(json.dumps(record.to_json(), ensure_ascii=False).encode() + b"\n")
        stream.flush()
    return failed
