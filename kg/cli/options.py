"""What the commands share: the store option, and the graph that it opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = [
    "OUTPUT",
    "StoreType",
    "as_of_option",
    "decisions_option",
    "open_graph",
    "output_option",
    "store_option",
    "tell_before_first",
    "write_output",
]

OUTPUT = click.Path(dir_okay=False, path_type=Path)


class StoreType(click.ParamType[str | Path]):
    """A store: a folder, or the address of a server as ``sparql+https://…``."""

    name = "location"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> str | Path:
        """Return a folder as a path, and a server's address as it is."""
        from kg.sparql import is_remote, parse_location

        if not is_remote(value):
            if "://" in str(value):
                self.fail(f"{value}: no folder, and a server's address begins with sparql+http", param, ctx)
            return Path(value)
        parse_location(str(value))
        return str(value)


store_option = click.option(
    "--store",
    type=StoreType(),
    default=None,
    help="Folder of the store or sparql+https://… (default .kg/store, or KG_STORE); also before the command.",
)
decisions_option = click.option(
    "--decisions",
    type=OUTPUT,
    default=None,
    help="A reviewer's decisions (default: decisions.toml beside the statements, and in the store).",
)
output_option = click.option("-o", "--output", type=OUTPUT, default=None, help="File to write, whole or not at all.")


as_of_option = click.option(
    "--as-of",
    default=None,
    metavar="DAY",
    help="Ask the graph as the store held it at the end of this day (UTC), or at a time as 2031-05-06T12:00Z.",
)


def open_graph(store: str | Path | None, as_of: str | None = None) -> KnowledgeGraph:
    """Return the graph of ``--store``, wherever on the command line it stood, as of a moment if one is given."""
    from kg.graph import KnowledgeGraph

    graph = KnowledgeGraph(store or click.get_current_context().find_root().obj)
    if not as_of:
        return graph
    tell_before_first(graph, as_of)
    return graph.as_of(as_of)


def tell_before_first(graph: KnowledgeGraph, as_of: str) -> None:
    """Say that the graph of a moment is empty where the store's first change came later."""
    from kg.store import end_of, first_change

    first = first_change(graph.path)
    if end_of(as_of) < first:
        click.echo(f"kg: {graph.path}: held nothing as of {as_of}; its first change was on {first}", err=True)


def write_output(text: str, output: Path | None) -> None:
    """Print a result, or write it to a file that appears whole or not at all."""
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    from kg.files import write_atomically

    write_atomically(output, text.encode("utf-8"))
    click.echo(f"wrote {output}", err=True)
