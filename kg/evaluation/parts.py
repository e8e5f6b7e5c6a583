"""Scores the headed items of a statement and the cooperation areas that their headings stand for.

In: a gold document and a record. Out: outcomes. Knows nothing of what is said below a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.crosswalk import Crosswalk
from kg.evaluation.gold import GoldDocument
from kg.evaluation.scores import Outcome
from kg.record import Record

__all__ = ["part_outcomes"]


def part_outcomes(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> Iterator[Outcome]:
    """Yield the outcomes of ``headed item``: the heading is found where it stands, with an acceptable area."""
    if gold.parts is None:
        return
    predicted = [part for part in record.parts if part.heading and part in gold.annotated]
    answered: set[int] = set()
    for item in gold.parts:
        found = [
            index
            for index, part in enumerate(predicted)
            if part.heading == item.heading and part.start <= item.span.start and item.span.end <= part.end
        ]
        areas = {area for index in found for area in predicted[index].areas}
        right = any(crosswalk.agrees(name, area) for name in item.areas for area in areas)
        answered.update(found)
        yield Outcome("headed item", "hit" if right else "missed", item.span.start, item.heading)
        if found and not right:
            yield Outcome("headed item", "spurious", item.span.start, f"{item.heading}: {', '.join(sorted(areas))}")
    for index in sorted(set(range(len(predicted))) - answered):
        yield Outcome("headed item", "spurious", predicted[index].start, predicted[index].heading or "")
