"""Scores facts: subject, predicate, object and factuality.

In: a gold document, a record, the names' meaning. Out: outcomes. Knows nothing of acts or activities.

The same fact said twice counts once. What is done and what is ongoing both hold, so the two agree here. A predicted
fact is spurious only where its predicate is one that the gold annotates, since gold lists what a text says under the
predicates of its guidelines and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.gold import GoldDocument, GoldFact
from kg.evaluation.names import Names
from kg.evaluation.scores import Outcome
from kg.names import compact, expand
from kg.record import Fact, Record

__all__ = ["fact_outcomes"]

_HOLDS = {"done", "ongoing"}


def fact_outcomes(gold: GoldDocument, record: Record, names: Names) -> Iterator[Outcome]:
    """Yield the outcomes of ``fact``."""
    if gold.facts is None:
        return
    predicted = _distinct(fact for fact in record.facts if fact.evidence in gold.annotated)
    answered: set[int] = set()
    for item in gold.facts:
        found = [index for index, fact in enumerate(predicted) if _agrees(item, fact, names)]
        answered.update(found)
        note = f"{item.subject} {item.predicate} {item.object}"
        yield Outcome("fact", "hit" if found else "missed", item.span.start, note)
    annotated = {expand(item.predicate) for item in gold.facts}
    for index, fact in enumerate(predicted):
        if index not in answered and fact.predicate in annotated:
            note = " ".join(compact(part) for part in (fact.subject, fact.predicate, fact.object))
            yield Outcome("fact", "spurious", fact.evidence.start, note)


def _distinct(facts: Iterator[Fact]) -> list[Fact]:
    first: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        first.setdefault((fact.subject, fact.predicate, fact.object), fact)
    return list(first.values())


def _agrees(gold: GoldFact, found: Fact, names: Names) -> bool:
    return (
        found.predicate == expand(gold.predicate)
        and (found.factuality == gold.factuality or {found.factuality, gold.factuality} == _HOLDS)
        and found.subject in names.iris(gold.subject)
        and (found.object == gold.object if found.literal else found.object in names.iris(gold.object))
        and (not gold.reported_by or names.same(gold.reported_by, found.reportedBy))
    )
