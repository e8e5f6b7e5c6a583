"""Shows an evaluation: as a table, as JSON values, and as the sentences to read first.

In: an ``Evaluation``. Out: text or plain values. Knows nothing of how scores come about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.evaluation.evaluation import Evaluation
from kg.evaluation.gold import Label
from kg.evaluation.scores import RECALL_ONLY, Interval, Score

__all__ = ["render_groups", "render_table", "render_worst", "to_json"]

_GROUPED = ("trigger", "act + speaker", "act + speaker + topic", "commitment", "entity", "activity", "activity slots")
_HEADER = ("measure", "gold", "found", "right", "P", "R", "F1", "95% interval")


def render_table(evaluation: Evaluation, *, per_document: bool = True) -> str:
    """Return the scores as plain text: one block a document, then all pooled with the bootstrap interval."""
    blocks = []
    if per_document and len(evaluation.documents) > 1:
        blocks = [_block(document.text.name, document.scores, {}) for document in evaluation.documents]
    names = [document.text.name for document in evaluation.documents]
    title = names[0] if len(names) == 1 else f"{len(names)} documents, pooled"
    return "\n\n".join([*blocks, _block(title, evaluation.scores, evaluation.intervals)])


def render_groups(evaluation: Evaluation, label: Label) -> str:
    """Return the F1 of each publisher, decade or split as a table, a dash where there is nothing to find."""
    rows: list[tuple[str, ...]] = [(label, "texts", *_GROUPED)]
    for name, (texts, scores) in evaluation.scores_by(label).items():
        found = (scores.get(measure) for measure in _GROUPED)
        rows.append((name, str(texts), *(f"{score.f1:.3f}" if score and score.gold else "-" for score in found)))
    return "\n".join(_columns(rows))


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]


def _block(title: str, scores: Mapping[str, Score], intervals: Mapping[str, Interval]) -> str:
    header = _HEADER if intervals else _HEADER[:-1]
    rows = [header, *(_row(name, score, intervals) for name, score in scores.items())]
    return "\n".join([title, *(line.rstrip() for line in _columns(rows))])


def _row(name: str, score: Score, intervals: Mapping[str, Interval]) -> tuple[str, ...]:
    counts = (str(score.gold), str(score.predicted), str(score.hits))
    if name in RECALL_ONLY:
        row = (name, str(score.gold), "-", str(score.hits), "-", f"{score.recall:.3f}", "-")
    else:
        row = (name, *counts, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}")
    if not intervals:
        return row
    low, high = intervals[name]
    return (*row, f"{low:.3f}-{high:.3f}")


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the scores as JSON values; paths are file names, so that the output does not tell where it was made."""
    return {
        "pooled": {
            name: _values(score, name) | {"interval": list(evaluation.intervals[name])}
            for name, score in evaluation.scores.items()
        },
        "documents": [
            {
                "gold": document.gold.name,
                "text": document.text.name,
                **document.labels,
                "scores": {name: _values(score, name) for name, score in document.scores.items()},
            }
            for document in evaluation.documents
        ],
    }


def _values(score: Score, name: str) -> dict[str, Any]:
    counts: dict[str, Any] = {"hits": score.hits, "missed": score.missed, "spurious": score.spurious}
    if name in RECALL_ONLY:
        return counts | {"recall": round(score.recall, 4)}
    return counts | {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }


def render_worst(evaluation: Evaluation, limit: int = 10) -> str:
    """Return the sentences with most errors, each with what was missed and what was wrongly predicted."""
    paragraphs = []
    for document, sentence in evaluation.worst_sentences(limit):
        place = f"{document.text.name}: {sentence.span.start}-{sentence.span.end}, {len(sentence.errors)} errors"
        grouped: dict[tuple[str, str], list[str]] = {}
        for error in sentence.errors:
            grouped.setdefault((error.kind, error.note), []).append(error.measure)
        lines = [f"  {kind} {note} ({', '.join(measures)})" for (kind, note), measures in grouped.items()]
        paragraphs.append("\n".join([place, f"  {sentence.text}", *lines]))
    return "\n\n".join(paragraphs)
