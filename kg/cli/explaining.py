"""``kg explain`` and ``kg review``: why the graph says something, and what a person should look at."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from kg.cli.options import decisions_option, open_graph, store_option

__all__ = ["explain", "review"]


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="IRI_OR_NAME | SUBJECT PREDICATE OBJECT")
@click.option(
    "-n", "--limit", default=3, show_default=True, type=click.IntRange(1), help="How many ways, or statements."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@decisions_option
@store_option
def explain(words: tuple[str, ...], limit: int, format_: str, decisions: Path | None, store: str | Path | None) -> None:
    """Show why the graph has a node or says a triple.

    What was extracted comes with its sentence, the frame or pattern of the lexicon and the words behind every slot;
    what was inferred with its proof, rule by rule, down to sentences and reference data.

    \b
    Example:
      kg explain Japan
      kg explain Japan cooperatesWith Spain
      kg explain dcr:tie/ESP-JPN/logistics --format json
      kg explain "Kari Vik" --decisions decisions.toml --store sparql+http://localhost:3030/defence
    """
    from kg.explaining import render_json, render_text

    if len(words) not in (1, 3):
        raise click.UsageError("give one IRI or name, or a subject, a predicate and an object; quote names with blanks")
    explanation = open_graph(store).explain(*words, limit=limit, decisions=decisions)
    click.echo(render_json(explanation) if format_ == "json" else render_text(explanation))


@click.command()
@click.option("--kind", default=None, metavar="KIND", help="Only one kind, such as unknown-verb or same-person.")
@click.option("-n", "--limit", default=25, show_default=True, type=click.IntRange(1), help="How many items.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@decisions_option
@store_option
def review(kind: str | None, limit: int, format_: str, decisions: Path | None, store: str | Path | None) -> None:
    """List what a person should look at, most frequent first, and what to write where.

    Words that the lexicon lacks, names that stand for nothing, statements without a date, persons that may be one. What
    you decide goes into decisions.toml beside the statements; the next build reads it.

    \b
    Example:
      kg review
      kg review --kind same-person --format json
    """
    from kg.reviewing import ItemKind, render_json, render_text

    if kind not in (None, *get_args(ItemKind)):
        raise click.BadParameter(f"{kind!r} is none of {', '.join(get_args(ItemKind))}", param_hint="--kind")
    items = [item for item in open_graph(store).review(decisions) if kind in (None, item.kind)]
    click.echo(render_json(items[:limit]) if format_ == "json" else render_text(items[:limit], len(items)))
    if not items:
        click.echo("kg: nothing to review", err=True)
