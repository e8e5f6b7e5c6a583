"""The maintainers' command: ``python -m kg.documenting report|release|context|reference``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.documenting.reference import write_reference
from kg.documenting.release import release_text
from kg.documenting.reports import load_reports, run_report, unused_exceptions
from kg.documenting.sources import load_store, ontology_files
from kg.errors import KgError
from kg.exporting import context_text


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Judge, release and describe the ontology."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Name the reports that find nothing, and what is excused, too.")
def report(files: tuple[Path, ...], everything: bool) -> None:
    """Run the quality reports on the ontology, or on FILES alone; exit with 1 where one finds an unexcused fault.

    Example: python -m kg.documenting report --all
    """
    store = load_store(files or ontology_files())
    reports = load_reports()
    faults = 0
    for one in reports.values():
        findings = run_report(one, store)
        open_findings = [finding for finding in findings if finding.excuse is None]
        stale = () if files else unused_exceptions(one, findings)
        faults += len(open_findings) + len(stale)
        if open_findings or stale or everything:
            click.echo(f"{one.severity:7} {one.name}: {len(open_findings)} ({one.title})")
        for finding in open_findings:
            click.echo(f"        {finding}")
        for node in stale:
            click.echo(f"        {node}: excused and no longer found; remove the exception")
        for finding in findings:
            if everything and finding.excuse is not None:
                click.echo(f"        excused {finding} ({finding.excuse})")
    click.echo(f"{len(reports)} reports, {faults} faults")
    raise SystemExit(1 if faults else 0)


@main.command()
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("dist/defcoop-ontology.ttl")
)
def release(output: Path) -> None:
    """Write the ontology as one Turtle file.

    Example: python -m kg.documenting release -o defcoop-ontology.ttl
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(release_text(), encoding="utf-8", newline="\n")
    click.echo(f"wrote {output}")


@main.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("dist/context.jsonld"))
def context(output: Path) -> None:
    """Write the JSON-LD context of the graph.

    Example: python -m kg.documenting context -o context.jsonld
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(context_text(), encoding="utf-8", newline="\n")
    click.echo(f"wrote {output}")


@main.command()
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("docs/reference"))
@click.option(
    "--patterns", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("docs/patterns")
)
def reference(output: Path, patterns: Path) -> None:
    """Write the reference pages, from a checkout's root.

    Example: python -m kg.documenting reference -o docs/reference
    """
    written = write_reference(output, patterns)
    size = sum(path.stat().st_size for path in written)
    click.echo(f"wrote {len(written)} files, {size // 1024} KB: {output / 'index.html'}")


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(error.exit_code) from None
