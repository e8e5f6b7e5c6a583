"""Occasions: the places in a sentence that tell of an activity, and what the activity stages know of them.

Nothing but the values, and which classes and act types the stages speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.encoding import EncodedSentence, Slot
from kg.knowledge.turtle import load_turtle
from kg.knowledge.wordings import ActivityFrame
from kg.names import DCO
from kg.record import Span

__all__ = [
    "ATTENDANCE",
    "DIALOGUE",
    "EXERCISE",
    "JOINT",
    "MEETING",
    "OPERATION",
    "PORT_CALL",
    "TALKS",
    "TRAINING",
    "VISIT",
    "Found",
    "acts_of",
    "iris_of",
    "names_holder",
]

VISIT, MEETING, DIALOGUE, OPERATION, EXERCISE, TRAINING, PORT_CALL = (
    DCO + kind for kind in ("Visit", "Meeting", "Dialogue", "Operation", "Exercise", "Training", "PortCall")
)
ATTENDANCE = DCO + "TrainingAttendance"
TALKS = frozenset([MEETING, DIALOGUE])
JOINT = TALKS | {EXERCISE, TRAINING}  # nobody does it alone
_TITLED = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a sentence that tells of an activity, from ``start`` to ``end`` in the encoded text.

    ``turn`` is where the words behind turn to what it is about.
    """

    frame: ActivityFrame
    factuality: str
    match: re.Match[str]
    span: Span
    start: int
    end: int
    turn: int

    def noun_mark(self, sentence: EncodedSentence) -> int | None:
        """Return where the noun of the activity stands in the encoded text, or None where a verb alone tells of it."""
        marks = (sentence.text.rfind(f" {noun} ", self.start - 1, self.end) for noun in self.frame.nouns)
        return max((mark + 1 for mark in marks if mark >= 0), default=None)


@lru_cache(maxsize=4)
def acts_of(kind: str) -> frozenset[str]:
    """Return the act types of a class."""
    concepts = load_turtle("concepts")
    types = concepts.instances("dco:ActType")
    return frozenset(iri for iri in types if concepts.value(iri, "dco:actClass") == kind)


def names_holder(post: Slot, person: Slot) -> bool:
    """Tell whether a slot is the post of a person who is named right behind it."""
    return post.type == "ROLE" and person.type == "PER" and 0 <= person.span.start - post.span.end <= _TITLED


def iris_of(slots: Iterable[Slot]) -> tuple[str, ...]:
    """Return the individuals that slots name, each once."""
    return tuple(dict.fromkeys(slot.iri for slot in slots if slot.iri))
