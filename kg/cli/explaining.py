"""``kg explain`` and ``kg review``: why the graph says something, and what a person should look at."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import open_graph, store_option

__all__ = ["explain"]


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="IRI_OR_NAME | SUBJECT PREDICATE OBJECT")
@click.option(
    "-n", "--limit", default=3, show_default=True, type=click.IntRange(1), help="How many ways, or statements."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@store_option
def explain(words: tuple[str, ...], limit: int, format_: str, store: Path | None) -> None:
    """Show why the graph has a node or says a triple.

    What was extracted comes with its sentence, the frame or pattern of the lexicon and the words behind every slot;
    what was inferred with its proof, rule by rule, down to sentences and reference data.

    \b
    Example:
      kg explain Japan
      kg explain Japan cooperatesWith Spain
      kg explain dcr:tie/ESP-JPN/logistics --format json
    """
    from kg.explaining import render_json, render_text

    if len(words) not in (1, 3):
        raise click.UsageError("give one IRI or name, or a subject, a predicate and an object; quote names with blanks")
    explanation = open_graph(store).explain(*words, limit=limit)
    click.echo(render_json(explanation) if format_ == "json" else render_text(explanation))
