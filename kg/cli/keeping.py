"""``kg doctor``, ``kg backup``, ``kg restore``, ``kg history`` and ``kg forget``: a store looked after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import open_graph, store_option

if TYPE_CHECKING:
    from kg.keeping import Act, RepairReport, Version
    from kg.store import BackupReport

__all__ = ["backup", "doctor", "forget", "history", "restore"]

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Mend what is wrong, from the journal and the kept originals.")
@store_option
def doctor(mend: bool, store: str | Path | None) -> int:
    """Examine the store: quads by count and hash, originals, earlier versions, journal, leftovers. Exit 1 on a fault.

    With --repair damaged graphs are read again from the kept originals, with the same IRIs; what is beyond repair is
    named. It works on a store that does not open at all.

    \b
    Example:
      kg doctor
      kg doctor --repair
    """
    graph = open_graph(store)
    if not mend:
        diagnosis = graph.doctor()
        click.echo(diagnosis.render())
        if not diagnosis.healthy:
            click.echo("kg: mend it with: kg doctor --repair", err=True)
        return 0 if diagnosis.healthy else 1
    from kg.cli.terminal import progress

    with progress("mending") as advance:
        report = graph.repair(advance)
    click.echo(_mended(report))
    return 0 if report.before.healthy else 1


def _mended(report: RepairReport) -> str:
    lines = [report.before.render()]
    lines += [f"done: {words}" for words in report.done]
    lines += [f"lost: {words}" for words in report.lost]
    if not report.before.healthy:
        lines.append(report.after.render())
    return "\n".join(lines)


@click.command()
@click.argument("target", type=FOLDER)
@click.option("--replace", is_flag=True, help="Let it take the place of an older backup.")
@store_option
def backup(target: Path, replace: bool, store: str | Path | None) -> None:
    """Copy the store of this moment, with originals and history, to a new folder, while others read and write.

    The copy is read back and checked; it appears whole or not at all.

    \b
    Example:
      kg backup /mnt/safe/graph-2031-05-06
    """
    _tell("backed up", open_graph(store).back_up(target, replace=replace))


@click.command()
@click.argument("source", type=FOLDER)
@click.option("--replace", is_flag=True, help="Let it take the place of the store that is there.")
@store_option
def restore(source: Path, replace: bool, store: str | Path | None) -> None:
    """Make the store from a backup, every file checked by its hash.

    \b
    Example:
      kg restore /mnt/safe/graph-2031-05-06 --replace
    """
    _tell("restored", open_graph(store).restore(source, replace=replace))


def _tell(what: str, report: BackupReport) -> None:
    click.echo(
        f"{what} {report.documents:,} documents · {report.quads:,} quads · revision {report.revision:,} · "
        f"{report.files:,} files, {report.size / 1e6:.1f} MB · {report.path}"
    )


@click.command()
@click.argument("document", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "turtle"]), default="text", help="turtle: as PROV."
)
@click.option("-n", "--limit", default=25, show_default=True, type=click.IntRange(1), help="How many changes.")
@store_option
def history(document: str | None, format_: str, limit: int, store: str | Path | None) -> None:
    """List the versions of a document, removed ones too, with the acts that came and went; without one, all changes.

    DOCUMENT is its IRI, its slug, or the path it was read from. `kg query --as-of` asks the graph of a day.

    \b
    Example:
      kg history statements/2024-05-07.txt
      kg history statements/2024-05-07.txt --format turtle
    """
    import json
    from dataclasses import asdict

    from kg.keeping import changes, to_prov
    from kg.query import render_rows

    graph = open_graph(store)
    if document is None:
        rows = changes(graph.path)[-limit:]
        columns = ["revision", "recorded", "program", "change"]
        click.echo(render_rows(columns, rows, "json" if format_ == "json" else "table"))
        return
    versions = graph.history(document)
    if format_ == "turtle":
        click.echo(to_prov(versions).decode(), nl=False)
    elif format_ == "json":
        click.echo(json.dumps([asdict(version) for version in versions], ensure_ascii=False, indent=2))
    else:
        click.echo(_text(versions))


@click.command()
@click.argument("documents", nargs=-1)
@click.option("--before", metavar="DAY", help="Forget all that was replaced or removed by the end of this day (UTC).")
@store_option
def forget(documents: tuple[str, ...], before: str | None, store: str | Path | None) -> None:
    """Forget documents for good: their text, versions, originals and what they alone led to. Nothing brings them back.

    DOCUMENTS are IRIs, slugs, or the paths they were read from. Backups, exports and servers are yours to clear.

    
    Example:
      kg forget statements/2024-05-07.txt
      kg forget --before 2024-12-31
    """
    if bool(documents) == bool(before):
        raise click.UsageError("give documents, or --before and a day")
    report = open_graph(store).forget(*documents, before=before)
    click.echo(
        f"forgot {report.documents:,} documents · {report.versions:,} earlier versions · "
        f"{report.originals:,} originals · {report.size / 1e6:.1f} MB are left"
    )


def _text(versions: Sequence[Version]) -> str:
    from kg.query import printable

    lines = []
    for number, version in enumerate(versions, start=1):
        end = f" · {'removed' if version.removed else 'replaced'} {version.ended}" if version.ended else " · present"
        lines.append(f"{number}. {version.recorded}{end} · {version.quads:,} quads · defcoop {version.program}")
        if version.added is None or version.dropped is None:
            lines.append("   what changed is lost")
            continue
        marked = [*(("+", act) for act in version.added), *(("-", act) for act in version.dropped)]
        lines += [f"   {sign} {_act(act)}" for sign, act in marked]
    return "\n".join(map(printable, lines))


def _act(act: Act) -> str:
    import textwrap

    from kg.names import compact

    words = textwrap.shorten(act.quote, 100, placeholder="…")
    return f"{compact(act.type)} “{act.trigger}”: “{words}”"
