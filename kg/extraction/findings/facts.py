"""Facts that a statement states in passing: memberships, partnerships, signatures, adoptions, anniversaries, hosts.

In: encoded sentences and the acts. Out: ``Fact`` values, and an ``Entity`` for each pair of states whose diplomatic
relations are spoken of. Which words state which fact is the lexicon's (``dco:FactPattern``); this module only says what
each way to derive a fact means:

    (none)        the subject slot's individuals, each with each of the object slot's
    date          the object slot's date, as a day, month or year, whichever the words give
    speakers      the object is each of those for whom the act that the words perform is made
    concepts      the object is each concept that the words after the pattern name first
    relations     the subject is the diplomatic relations of the two states of the subject slot
    anniversary   the relations of two states were established ``#count`` years before the year in question

A pattern without a subject slot speaks of those for whom the governing act is made ("their contribution to").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.model import Understanding
from kg.knowledge.turtle import load_turtle
from kg.knowledge.wordings import FactPattern, index_fact_patterns
from kg.names import DCC, DCO, DCR
from kg.record import Act, Entity, Fact, Factuality, Span, Time

__all__ = ["find_facts"]

_STATE = DCR + "state/"
_RELATIONS = DCR + "relations/"
_CLAUSE_END = re.compile(r"[.;:]\s|,\s+(?:and|which|while)\s")


def find_facts(
    understanding: Understanding, sentences: Iterable[EncodedSentence], acts: Iterable[Act]
) -> tuple[tuple[Fact, ...], tuple[Entity, ...]]:
    """Return the facts in the order of the text, each once per sentence, and the entities that they introduce."""
    by_sentence: dict[Span, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.evidence, []).append(act)
    found: dict[tuple[str, str, str, Span], Fact] = {}
    for sentence in sentences:
        made = by_sentence.get(sentence.span, [])
        for pattern in index_fact_patterns().candidates(sentence.text):
            for match in pattern.expression.find(sentence.text):
                place = sentence.span_of(match)
                governing = _governing(place, made)
                own = next((act for act in made if act in place), None)
                for fact in _derive(_Reading(pattern, match, place, sentence, governing, own, understanding)):
                    key = (fact.subject, fact.predicate, fact.object, fact.evidence)
                    found.setdefault(key, _governed(fact, pattern, governing, understanding.document.parties))
    parties = {(f.subject, f.predicate, f.object, f.evidence): f for fact in found.values() for f in _parties(fact)}
    facts = sorted((found | parties).values(), key=lambda f: (f.evidence, f.subject, f.predicate, f.object))
    return tuple(facts), _relations(facts)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A pattern that matched, and all that its meaning may depend on."""

    pattern: FactPattern
    match: re.Match[str]
    place: Span
    sentence: EncodedSentence
    act: Act | None
    own: Act | None
    understanding: Understanding

    def slots(self, name: str) -> tuple[Slot, ...]:
        """Return what a slot of the pattern holds."""
        return self.sentence.slots_of(self.match.groupdict().get(name))


def _governing(place: Span, acts: Iterable[Act]) -> Act | None:
    """Return the act whose content holds the words, the closest one; an act inside the words reports nothing."""
    around = [act for act in acts if act not in place]
    holders = [act for act in around if act.content is not None and place.overlaps(act.content)]
    return max(holders, key=lambda act: act.start, default=None)


def _derive(reading: _Reading) -> Iterator[Fact]:
    pattern = reading.pattern
    if pattern.derive == "anniversary":
        yield from _anniversary(reading)
        return
    for subject, (value, literal, time) in product(_subjects(reading), _objects(reading)):
        if subject != value:
            yield _fact(pattern, subject, value, literal, time, reading.sentence.span)


def _subjects(reading: _Reading) -> list[str]:
    if "subject" not in reading.match.re.groupindex:
        return list(reading.act.onBehalfOf) if reading.act else []
    subjects = [slot.iri for slot in reading.slots("subject") if slot.iri]
    if reading.pattern.derive != "relations":
        return subjects
    relations = _relations_iri(subjects, reading.understanding)
    return [relations] if relations else []


def _objects(reading: _Reading) -> Iterator[tuple[str, bool, Time | None]]:
    if reading.pattern.constant is not None:
        yield reading.pattern.constant, not reading.pattern.constant.startswith(DCC), None
    elif reading.pattern.derive == "speakers":
        for iri in reading.own.onBehalfOf if reading.own else ():
            yield iri, False, None
    elif reading.pattern.derive == "concepts":
        for iri in _concepts_after(reading):
            yield iri, False, None
    for slot in reading.slots("object"):
        if slot.date is not None:
            yield _partial_date(slot.date.time), True, slot.date.time
        elif slot.iri is not None:
            yield slot.iri, False, None


def _partial_date(time: Time) -> str:
    """Return a date with no more precision than its words give.

    >>> _partial_date(Time("2014", "2014-01-01", "2014-12-31", "year"))
    '2014'
    """
    return time.begin[: {"day": 10, "month": 7}.get(time.precision, 4)]


def _concepts_after(reading: _Reading) -> list[str]:
    """Return the concept or concepts (of the same words) named first within the clause that goes on after the match."""
    text, concepts, end = reading.understanding.text, reading.understanding.concepts, reading.place.end
    rest = _CLAUSE_END.split(text[end : reading.sentence.span.end], maxsplit=1)[0]
    following = [c for c in concepts if c.end > end > c.start - len(rest) and "/region/" not in c.iri]
    return [c.iri for c in following if c.start == following[0].start and c.start >= reading.place.start]


def _anniversary(reading: _Reading) -> Iterator[Fact]:
    """Yield how many years the relations have lasted and when they were established.

    The year in question is the one that the sentence names, else the statement's own.
    """
    subjects = [slot.iri for slot in reading.slots("subject") if slot.iri]
    relations = _relations_iri(subjects, reading.understanding)
    dates = [slot.date.time.begin for slot in reading.slots("object") if slot.date]
    year = (dates[0] if dates else reading.understanding.document.date or "")[:4]
    if relations is None or not year:
        return
    years = re.sub(r"\D", "", reading.match["count"])
    evidence, rule = reading.sentence.span, reading.pattern.rule
    yield _fact(reading.pattern, relations, years, True, None, evidence)
    established = str(int(year) - int(years)).zfill(4)
    yield Fact(relations, DCO + "establishedIn", established, None, evidence, rule, literal=True)


def _relations_iri(states: list[str], understanding: Understanding) -> str | None:
    """Return the relations of the two states named, or of the statement's two parties where none is."""
    pair = states or [party for party in understanding.document.parties if party.startswith(_STATE)]
    codes = sorted({state.removeprefix(_STATE) for state in pair})
    return _RELATIONS + "-".join(codes) if len(codes) == 2 else None


def _fact(pattern: FactPattern, subject: str, value: str, literal: bool, time: Time | None, evidence: Span) -> Fact:
    partial = time is not None and time.precision != "day"
    predicate = pattern.partial_predicate if partial and pattern.partial_predicate else pattern.predicate
    factuality: Factuality = _FACTUALITIES.get(pattern.factuality or "", "done")
    return Fact(subject, predicate, value, time, evidence, pattern.rule, literal, factuality)


_FACTUALITIES: dict[str, Factuality] = {
    "done": "done",
    "ongoing": "ongoing",
    "intended": "intended",
    "hoped": "hoped",
    "invited": "invited",
}


def _governed(fact: Fact, pattern: FactPattern, act: Act | None, parties: Collection[str]) -> Fact:
    """Return the fact as the governing act leaves it.

    A pattern without a factuality takes that of the act. What is not plainly so, and what one party alone says, is told
    with who reports it.
    """
    if act is None:
        return fact
    factuality = fact.factuality if pattern.factuality else act.factuality
    joint = set(parties) <= set(act.onBehalfOf)
    reporters = () if joint and factuality in {"done", "ongoing"} else act.speakers or act.onBehalfOf
    return replace(fact, factuality=factuality, reportedBy=reporters)


def _parties(fact: Fact) -> Iterator[Fact]:
    """Yield the two states of the relations that a fact is about."""
    if fact.subject.startswith(_RELATIONS):
        for code in fact.subject.removeprefix(_RELATIONS).split("-"):
            yield Fact(fact.subject, DCO + "party", _STATE + code, None, fact.evidence, fact.rule)


def _relations(facts: Iterable[Fact]) -> tuple[Entity, ...]:
    names = load_turtle("reference")
    entities = []
    for iri in sorted({fact.subject for fact in facts if fact.subject.startswith(_RELATIONS)}):
        states = [
            names.value(_STATE + code, "skos:prefLabel") or code for code in iri.removeprefix(_RELATIONS).split("-")
        ]
        label = f"Diplomatic relations between {states[0]} and {states[1]}"
        entities.append(Entity(iri, DCO + "DiplomaticRelations", (label,)))
    return tuple(entities)
