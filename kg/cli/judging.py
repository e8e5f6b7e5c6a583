"""``kg check`` and ``kg evaluate``: is it right?"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from kg.cli.options import open_graph, store_option

__all__ = ["check", "evaluate"]


@click.command()
@store_option
def check(store: str | Path | None) -> int:
    """Check the graph: SHACL shapes, verify queries, consistency of the ontology. Exit 1 on a violation.

    \b
    Example:
      kg check
    """
    report = open_graph(store).check()
    click.echo(report.render())
    return 0 if report.ok else 1


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), default=None, help="Folder of the texts.")
@click.option("--crosswalk", type=click.Path(path_type=Path), default=None, help="TOML from topic slugs to concepts.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--against", type=click.Path(path_type=Path), default=None, help="A second annotator's gold: agreement.")
@click.option("--by", type=click.Choice(["publisher", "decade", "split"]), default=None, help="Scores of each, pooled.")
@click.option("--split", default=None, help="Only gold of this split, as dev or test.")
@click.option("--worst", default=0, show_default=True, type=click.IntRange(0), help="Print this many worst sentences.")
def evaluate(
    gold: Path,
    texts: Path | None,
    crosswalk: Path | None,
    format_: Literal["table", "json"],
    against: Path | None,
    by: Literal["publisher", "decade", "split"] | None,
    split: str | None,
    worst: int,
) -> None:
    """Print precision, recall and F1 of the extraction against stand-off gold (a file or a folder).

    With --against, print instead how far two annotators agree on the texts that both annotated.

    \b
    Example:
      kg evaluate tests/gold/japan-spain-2018-01-15.json --texts seeds
      kg evaluate tests/gold/corpus --texts corpus/ --split dev --by decade
      kg evaluate tests/gold/corpus --against tests/gold/second --texts corpus/
    """
    from kg.evaluation import agree, evaluate_gold, render_agreement

    if against is not None:
        click.echo(render_agreement(agree(gold, against, [texts] if texts else [])))
        return
    chosen = {"texts": texts, "crosswalk": crosswalk}
    click.echo(evaluate_gold(gold, **chosen, format=format_, worst=worst, by=by, split=split))
