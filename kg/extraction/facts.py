"""Facts that a statement states in passing: memberships, partnerships, signatures, adoptions, anniversaries, hosts.

In: encoded sentences and the acts. Out: ``Fact`` values, and an ``Entity`` for each pair of states whose diplomatic
relations are spoken of. Which words state which fact is the lexicon's (``dco:FactPattern``); this module only says what
each way to derive a fact means:

    (none)        the subject slot's individuals, each with each of the object slot's
    date          the object slot's date, as a day, month or year, whichever the words give
    relations     the subject is the diplomatic relations of the two states of the subject slot
    anniversary   the relations of two states were established ``#count`` years before the year in question
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.model import Understanding
from kg.knowledge.patterns import FactPattern, load_fact_patterns
from kg.names import DCO, DCR
from kg.record import Act, Entity, Fact, Factuality, Span, Time

__all__ = ["find_facts"]

_STATE = DCR + "state/"


def find_facts(
    understanding: Understanding, sentences: Iterable[EncodedSentence], acts: Iterable[Act]
) -> tuple[tuple[Fact, ...], tuple[Entity, ...]]:
    """Return the facts in the order of the text, each once per sentence, and the entities that they introduce."""
    by_sentence: dict[Span, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.evidence, []).append(act)
    found: dict[tuple[str, str, str, Span], Fact] = {}
    for sentence in sentences:
        for pattern in load_fact_patterns():
            for match in pattern.expression.finditer(sentence.text):
                for fact in _derive(pattern, match, sentence, understanding):
                    governed = _governed(fact, pattern, sentence.span_of(match), by_sentence.get(sentence.span, []))
                    found.setdefault((fact.subject, fact.predicate, fact.object, fact.evidence), governed)
    facts = tuple(sorted(found.values(), key=lambda f: (f.evidence, f.subject, f.predicate, f.object)))
    return facts, _relations(facts, understanding)


def _derive(
    pattern: FactPattern, match: re.Match[str], sentence: EncodedSentence, understanding: Understanding
) -> Iterator[Fact]:
    groups = match.groupdict()
    subjects = [slot.iri for slot in sentence.slots_of(groups.get("subject")) if slot.iri]
    objects = sentence.slots_of(groups.get("object"))
    if pattern.derive == "anniversary":
        yield from _anniversary(pattern, groups["count"], subjects, objects, sentence, understanding)
        return
    if pattern.derive == "relations":
        relations = _relations_iri(subjects, understanding)
        subjects = [relations] if relations else []
    for subject, (value, literal, time) in product(subjects, _objects(pattern, objects)):
        if subject != value:
            yield _fact(pattern, subject, value, literal, time, sentence.span)


def _objects(pattern: FactPattern, slots: tuple[Slot, ...]) -> Iterator[tuple[str, bool, Time | None]]:
    if pattern.constant is not None:
        yield pattern.constant, True, None
        return
    for slot in slots:
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


def _anniversary(
    pattern: FactPattern,
    count: str,
    subjects: list[str],
    objects: tuple[Slot, ...],
    sentence: EncodedSentence,
    understanding: Understanding,
) -> Iterator[Fact]:
    """Yield how many years the relations have lasted and when they were established.

    The year in question is the one that the sentence names, else the statement's own.
    """
    relations = _relations_iri(subjects, understanding)
    dates = [slot.date.time.begin for slot in objects if slot.date]
    year = (dates[0] if dates else understanding.document.date or "")[:4]
    years = re.sub(r"\D", "", count)
    if relations is None or not year:
        return
    yield _fact(pattern, relations, years, True, None, sentence.span)
    established = str(int(year) - int(years)).zfill(4)
    yield Fact(relations, DCO + "establishedIn", established, None, sentence.span, pattern.rule, literal=True)


def _relations_iri(states: list[str], understanding: Understanding) -> str | None:
    """Return the relations of the two states named, or of the statement's two parties where none is."""
    pair = states or [party for party in understanding.document.parties if party.startswith(_STATE)]
    codes = sorted({state.removeprefix(_STATE) for state in pair})
    return f"{DCR}relations/{'-'.join(codes)}" if len(codes) == 2 else None


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


def _governed(fact: Fact, pattern: FactPattern, place: Span, acts: list[Act]) -> Fact:
    """Return the fact as the act whose content holds it leaves it.

    A pattern without a factuality takes that of the act; what is not plainly done is told by whom it is reported.
    """
    holders = [act for act in acts if act.content is not None and place.overlaps(act.content)]
    if not holders:
        return fact
    act = max(holders, key=lambda holder: holder.start)
    factuality = fact.factuality if pattern.factuality else act.factuality
    reporters = () if factuality in {"done", "ongoing"} else act.speakers or act.onBehalfOf
    return replace(fact, factuality=factuality, reportedBy=reporters)


def _relations(facts: Iterable[Fact], understanding: Understanding) -> tuple[Entity, ...]:
    prefix = DCR + "relations/"
    names = {mention.iri: mention.text for mention in reversed(understanding.mentions)}
    entities = []
    for iri in sorted({fact.subject for fact in facts if fact.subject.startswith(prefix)}):
        states = [names.get(_STATE + code, code) for code in iri.removeprefix(prefix).split("-")]
        label = f"Diplomatic relations between {states[0]} and {states[1]}"
        entities.append(Entity(iri, DCO + "DiplomaticRelations", (label,)))
    return tuple(entities)
