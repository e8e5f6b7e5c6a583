"""Scores speech acts and the commitments that they make.

In: a gold document, a record, the names' meaning. Out: outcomes. Knows nothing of entities, activities or facts.

A predicted trigger answers a gold trigger when they share a character, one for one. Each measure from ``act class``
to ``act + speaker + topic`` adds a condition to the one before it. Where an individual alone acts, the speaker is right
only if that person is. Slots that hold sets (targets, frameworks, ...) count value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.evaluation.alignment import align
from kg.evaluation.crosswalk import Crosswalk
from kg.evaluation.gold import GoldAct, GoldDocument
from kg.evaluation.names import Names
from kg.evaluation.scores import Outcome
from kg.names import compact, expand
from kg.record import Act, Record, Span

__all__ = ["act_outcomes", "commitment_outcomes"]


def act_outcomes(gold: GoldDocument, record: Record, names: Names, crosswalk: Crosswalk) -> Iterator[Outcome]:
    """Yield the outcomes of every measure of acts."""
    predicted = [act for act in record.acts if act in gold.annotated]
    pairs = align([act.span for act in gold.acts], [Span(act.start, act.end) for act in predicted])
    judge = _Judge(names, crosswalk)
    for index, act in enumerate(gold.acts):
        answer = predicted[pairs[index]] if index in pairs else None
        yield from judge.ladder(act, answer)
        yield from judge.topics(act, answer)
        yield from judge.slots(act, answer)
    for index in sorted(set(range(len(predicted))) - set(pairs.values())):
        for measure in judge.measures(typed=any(act.type for act in gold.acts)):
            yield Outcome(measure, "spurious", predicted[index].start, _short(predicted[index]))


class _Judge:
    """Compares a gold act with the act that answers it."""

    def __init__(self, names: Names, crosswalk: Crosswalk) -> None:
        self._names, self._crosswalk = names, crosswalk

    @staticmethod
    def measures(*, typed: bool) -> tuple[str, ...]:
        names = ("trigger", "act class", "act + speaker", "act + speaker + topic")
        return (*names, "act type") if typed else names

    def ladder(self, act: GoldAct, answer: Act | None) -> Iterator[Outcome]:
        if answer is None:
            for measure in self.measures(typed=act.type is not None):
                yield Outcome(measure, "missed", act.span.start, act.trigger)
            return
        right = True
        for measure, holds in self._rungs():
            right = right and holds(act, answer)
            yield from _verdict(measure, right, act, _short(answer))
        if act.type:
            yield from _verdict("act type", answer.type == expand(act.type), act, _short(answer))

    def _rungs(self) -> Sequence[tuple[str, Callable[[GoldAct, Act], bool]]]:
        return (
            ("trigger", lambda act, answer: True),
            ("act class", lambda act, answer: self._crosswalk.act_class(answer.type) == act.cls),
            ("act + speaker", self._right_speaker),
            ("act + speaker + topic", self._right_topic),
        )

    def _right_speaker(self, act: GoldAct, answer: Act) -> bool:
        persons = act.persons is None or self._names.same(act.persons, answer.speakers)
        return persons and self._names.same(act.speakers, answer.onBehalfOf)

    def _right_topic(self, act: GoldAct, answer: Act) -> bool:
        if not act.topics or not answer.topics:
            return not act.topics and not answer.topics
        return any(self._crosswalk.agrees(topic, answer.topics[0]) for topic in act.topics)

    def topics(self, act: GoldAct, answer: Act | None) -> Iterator[Outcome]:
        found = answer.topics if answer else ()
        for topic in act.all_topics:
            hit = any(self._crosswalk.agrees(topic, iri) for iri in found)
            yield Outcome("all topics", "hit" if hit else "missed", act.span.start, f"{act.trigger}: {topic}")

    def slots(self, act: GoldAct, answer: Act | None) -> Iterator[Outcome]:
        yield from self._values("target", act, act.targets, answer.targets if answer else ())
        yield from self._values("addressee", act, act.addressees, answer.addressees if answer else ())
        yield from self._values("framework", act, act.frameworks, answer.frameworks if answer else ())
        yield from self._values("act area", act, act.areas, answer.areas if answer else ())
        yield from self._values("act place", act, act.places, answer.places if answer else ())
        if answer is None:
            return
        if act.strength is not None:
            yield from _verdict("strength", answer.strength == act.strength, act, str(answer.strength))
        if act.modifiers is not None:
            words = (*answer.intensifiers, *answer.hedges)
            yield from _verdict("modifiers", sorted(words) == sorted(act.modifiers), act, ", ".join(words) or "none")
        if act.factuality is not None:
            yield from _verdict("factuality", answer.factuality == act.factuality, act, answer.factuality)

    def _values(
        self, measure: str, act: GoldAct, wanted: Sequence[str] | None, found: Sequence[str]
    ) -> Iterator[Outcome]:
        if wanted is None:
            return
        right: set[str] = set()
        for name in wanted:
            answers = self._names.iris(name).intersection(found)
            right |= answers
            yield Outcome(measure, "hit" if answers else "missed", act.span.start, f"{act.trigger}: {name}")
        for iri in found:
            if iri not in right:
                yield Outcome(measure, "spurious", act.span.start, f"{act.trigger}: {compact(iri)}")


def commitment_outcomes(gold: GoldDocument, record: Record, names: Names) -> Iterator[Outcome]:
    """Yield the outcomes of the commitments: whether an act commits at all, then by whom and how firmly.

    Several commitments that one act makes count as one, as the gold has it.
    """
    first = {item.act: item for item in reversed(record.commitments)}
    predicted = [first[act] for act in sorted(first) if act in gold.annotated]
    spans = [item.act for item in predicted]
    flagged = [act for act in gold.acts if act.commits]
    pairs = align([act.span for act in flagged], spans)
    for index, act in enumerate(flagged):
        yield Outcome("commitment flag", "hit" if index in pairs else "missed", act.span.start, act.trigger)
    yield from _spurious("commitment flag", spans, pairs, record.text)
    if gold.commitments is None:
        return
    pairs = align([item.span for item in gold.commitments], spans)
    for index, item in enumerate(gold.commitments):
        answer = predicted[pairs[index]] if index in pairs else None
        right = answer and names.same(item.debtors, answer.debtors) and answer.firmness == item.firmness
        note = f"{item.firmness}, found {answer.firmness}" if answer else item.firmness
        yield Outcome("commitment", "hit" if right else "missed", item.span.start, note)
        if answer and not right:
            yield Outcome("commitment", "spurious", answer.act.start, note)
    yield from _spurious("commitment", spans, pairs, record.text)


def _spurious(measure: str, spans: Sequence[Span], pairs: dict[int, int], text: str) -> Iterator[Outcome]:
    for index in sorted(set(range(len(spans))) - set(pairs.values())):
        yield Outcome(measure, "spurious", spans[index].start, text[spans[index].start : spans[index].end])


def _verdict(measure: str, right: bool, act: GoldAct, found: str) -> Iterator[Outcome]:
    if right:
        yield Outcome(measure, "hit", act.span.start, act.trigger)
    else:
        yield Outcome(measure, "missed", act.span.start, act.trigger)
        yield Outcome(measure, "spurious", act.span.start, found)


def _short(act: Act) -> str:
    behalf = "+".join(compact(iri).rpartition("/")[2] for iri in act.onBehalfOf) or "nobody"
    topic = compact(act.topics[0]) if act.topics else "no topic"
    return f"{act.trigger} [{compact(act.type)}, {behalf}, {topic}]"
