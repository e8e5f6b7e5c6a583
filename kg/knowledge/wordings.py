"""The wordings of facts and activities that the lexicon holds as sentence patterns.

In: the lexicon's ``dco:FactPattern`` and ``dco:ActivityFrame`` individuals. Out: frozen values with compiled patterns,
and indexes of them by their words. The language of patterns is that of ``kg.knowledge.patterns``; the module knows
nothing of documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from kg.errors import OntologyError
from kg.knowledge.patterns import Pattern, PatternIndex, compile_pattern
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCL, expand

__all__ = [
    "ActivityFrame",
    "FactPattern",
    "index_activity_patterns",
    "index_fact_patterns",
    "load_activity_frames",
    "load_fact_patterns",
]


@dataclass(frozen=True, slots=True)
class FactPattern:
    """A sentence pattern and the fact it states. Slots ``subject`` and ``object`` give the fact's ends.

    ``partial_predicate`` is for objects that are no full day. ``constant`` replaces the object where the words fix it
    ("unanimous"); ``derive`` names how the fact is computed
    where it is not a plain pair of slots (see ``kg.extraction.findings.facts``).
    """

    rule: str
    expression: Pattern
    predicate: str
    partial_predicate: str | None
    factuality: str | None
    constant: str | None
    derive: str | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityFrame:
    """A kind of activity: its class and its label, the nouns that name it, and the patterns that tell of one.

    ``shared`` are the patterns that other kinds have as well; they are tried after the ``patterns`` of all kinds.
    """

    rule: str
    type: str
    label: str
    nouns: tuple[str, ...]
    patterns: tuple[tuple[str, Pattern], ...]
    shared: tuple[tuple[str, Pattern], ...]
    areas: tuple[str, ...]


@lru_cache(maxsize=1)
def load_fact_patterns() -> tuple[FactPattern, ...]:
    """Return the lexicon's fact patterns, in file order."""
    knowledge = load_turtle("lexicon")
    return tuple(
        FactPattern(
            rule=iri.removeprefix(DCL),
            expression=compile_pattern(pattern, where=iri),
            predicate=_required(knowledge, iri, "dco:predicate"),
            partial_predicate=knowledge.value(iri, "dco:partialPredicate"),
            factuality=knowledge.value(iri, "dco:statesFactuality"),
            constant=knowledge.value(iri, "dco:constant"),
            derive=knowledge.value(iri, "dco:derive"),
            examples=knowledge.values(iri, "skos:example"),
        )
        for iri in knowledge.instances("dco:FactPattern")
        for pattern in knowledge.values(iri, "dco:pattern")
    )


@lru_cache(maxsize=1)
def load_activity_frames() -> tuple[ActivityFrame, ...]:
    """Return the lexicon's activity frames, in file order.

    A pattern's factuality is the property that holds it: ``dco:donePattern``, ``dco:ongoingPattern``,
    ``dco:intendedPattern``, ``dco:invitedPattern``, and ``dco:pattern`` where the governing act decides.
    """
    knowledge, classes = load_turtle("lexicon"), load_turtle("modules")
    frames = []
    for iri in knowledge.instances("dco:ActivityFrame"):
        kind, areas = _required(knowledge, iri, "dco:activityClass"), knowledge.values(iri, "dco:cooperationArea")
        label = classes.value(kind, "rdfs:label") or ""
        nouns = knowledge.values(iri, "dco:headNoun")
        own = _patterns_of(knowledge, iri, nouns)
        shared = tuple(
            p for kin in knowledge.values(iri, "dco:sharesPatterns") for p in _patterns_of(knowledge, kin, nouns)
        )
        frames.append(ActivityFrame(iri.removeprefix(DCL), kind, label, nouns, own, shared, areas))
    return tuple(frames)


@lru_cache(maxsize=1)
def index_fact_patterns() -> PatternIndex[FactPattern]:
    """Return the lexicon's fact patterns by their words."""
    return PatternIndex((fact.expression, fact) for fact in load_fact_patterns())


@lru_cache(maxsize=1)
def index_activity_patterns() -> PatternIndex[tuple[ActivityFrame, str, Pattern]]:
    """Return the patterns of the lexicon's activity frames, each with its frame and factuality, by their words.

    The frames' own patterns come before those that they share.
    """
    frames = load_activity_frames()
    own = ((frame, told) for frame in frames for told in frame.patterns)
    shared = ((frame, told) for frame in frames for told in frame.shared)
    return PatternIndex((pattern, (frame, factuality, pattern)) for frame, (factuality, pattern) in chain(own, shared))


_FACTUALITIES = (
    ("done", "dco:donePattern"),
    ("ongoing", "dco:ongoingPattern"),
    ("intended", "dco:intendedPattern"),
    ("invited", "dco:invitedPattern"),
    ("", "dco:pattern"),
)


def _patterns_of(knowledge: Knowledge, iri: str, nouns: tuple[str, ...]) -> tuple[tuple[str, Pattern], ...]:
    """Return the patterns of a frame or a set, each with its factuality; ``NOUN`` stands for one of the nouns."""
    words = "|".join(noun.replace(" ", "_") for noun in nouns)
    return tuple(
        (factuality, compile_pattern(_fill(pattern, words), where=iri))
        for factuality, predicate in _FACTUALITIES
        for pattern in knowledge.values(iri, predicate)
    )


def _fill(pattern: str, words: str) -> str:
    return " ".join(words if element == "NOUN" else element for element in pattern.split())


def _required(knowledge: Knowledge, iri: str, predicate: str) -> str:
    value = knowledge.value(iri, predicate)
    if value is None:
        raise OntologyError(f"{expand(predicate)} is missing", where=iri, remedy="add it to ontology/lexicon")
    return value
