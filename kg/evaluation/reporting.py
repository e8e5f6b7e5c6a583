"""What ``kg evaluate`` prints: reads gold, runs the extraction on its texts, renders the scores.

In: paths and a format. Out: text. Knows nothing of the command line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from kg.evaluation.crosswalk import load_crosswalk
from kg.evaluation.evaluation import evaluate
from kg.evaluation.gold import Label
from kg.evaluation.rendering import render_groups, render_table, render_worst, to_json
from kg.reading.source import read_source
from kg.record import Record

__all__ = ["evaluate_gold"]


def evaluate_gold(
    gold: Path,
    *,
    texts: Path | None = None,
    crosswalk: Path | None = None,
    format: Literal["table", "json"] = "table",  # noqa: A002 - the command line's option
    worst: int = 0,
    by: Label | None = None,
    split: str | None = None,
) -> str:
    """Return the scores of the extraction on a gold file or a folder of them, and its ``worst`` sentences.

    ``texts`` is a folder of the annotated texts, searched after the gold's own folder and the one above. ``by`` shows
    the scores of each publisher, decade or split instead of those of each text; ``split`` leaves other gold out.
    """
    folders = [texts] if texts else []
    evaluation = evaluate([gold], _extract, load_crosswalk(crosswalk), texts=folders, split=split)
    if format == "json":
        return json.dumps(to_json(evaluation), indent=1, ensure_ascii=False)
    groups = render_groups(evaluation, by) if by else ""
    blocks = [groups, render_table(evaluation, per_document=not by), render_worst(evaluation, worst) if worst else ""]
    return "\n\n".join(block for block in blocks if block)


def _extract(path: Path) -> Record:
    from kg.extraction.assembly import extract  # its knowledge loads only when there is something to read

    return extract(read_source(path))
