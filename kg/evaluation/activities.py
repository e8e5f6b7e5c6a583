"""Scores activities, slot by slot.

In: a gold document, a record, the names' meaning. Out: outcomes. Knows nothing of acts or mentions.

An activity is found when a predicted one of an acceptable class shares characters with its evidence; of several, the
one with most slots right, then the most shared characters, answers it. It counts as right when all its slots are.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.alignment import best_pairs, overlap
from kg.evaluation.gold import GoldActivity, GoldDocument
from kg.evaluation.names import Names
from kg.evaluation.scores import Outcome
from kg.names import DCO, compact
from kg.record import Activity, Record, Span

__all__ = ["activity_outcomes", "wrong_slots"]


def activity_outcomes(gold: GoldDocument, record: Record, names: Names) -> Iterator[Outcome]:
    """Yield the outcomes of ``activity`` (found) and ``activity slots`` (all slots right)."""
    wanted = gold.activities
    if wanted is None:
        return
    predicted = [item for item in record.activities if _span(item) in gold.annotated]

    def weight(left: int, right: int) -> tuple[int, ...]:
        shared = overlap(wanted[left].span, _span(predicted[right]))
        if not shared or predicted[right].type.removeprefix(DCO) not in wanted[left].types:
            return ()
        return (-len(wrong_slots(wanted[left], predicted[right], names)), shared)

    pairs = best_pairs(len(wanted), len(predicted), weight)
    for index, item in enumerate(wanted):
        note = f"{item.types[0]}: {gold.text[item.span.start : item.span.end]}"
        if index not in pairs:
            yield Outcome("activity", "missed", item.span.start, note)
            yield Outcome("activity slots", "missed", item.span.start, note)
            continue
        yield Outcome("activity", "hit", item.span.start, note)
        wrong = wrong_slots(item, predicted[pairs[index]], names)
        if wrong:
            yield Outcome("activity slots", "spurious", item.span.start, f"wrong {', '.join(wrong)}")
        yield Outcome("activity slots", "missed" if wrong else "hit", item.span.start, note)
    for index in sorted(set(range(len(predicted))) - set(pairs.values())):
        at, note = _span(predicted[index]).start, compact(predicted[index].type)
        yield Outcome("activity", "spurious", at, note)
        yield Outcome("activity slots", "spurious", at, note)


def wrong_slots(gold: GoldActivity, found: Activity, names: Names) -> tuple[str, ...]:
    """Return the names of the slots that differ."""
    period = (found.time.begin, found.time.end) if found.time else None
    series = frozenset[str]().union(*map(names.iris, gold.programmes)).intersection(found.frameworks)
    about = (*gold.participants, *gold.implied, *gold.places)
    checks = {
        "participants": names.same(gold.participants, found.participants, gold.implied),
        "places": names.same(gold.places, found.places),
        "time": period == gold.time,
        "equipment": names.same(gold.equipment, found.equipment),
        "factuality": found.factuality == gold.factuality,
        "programmes": names.same(gold.programmes, (*found.programmes, *series)),
        "frameworks": all(names.iris(name).intersection(found.frameworks) for name in gold.frameworks),
    }
    answers = {"sender": found.sender, "host": found.host, "inviter": found.inviter, "invitee": found.invitee}
    for role, accepted in gold.roles:
        told = accepted or about  # a role that nobody marked may be told of whoever or whatever the activity has
        checks[role] = (not accepted and answers[role] is None) or names.one_of(told, answers[role])
    return tuple(slot for slot, right in checks.items() if not right)


def _span(activity: Activity) -> Span:
    return Span(activity.start, activity.end) if activity.end else activity.evidence
