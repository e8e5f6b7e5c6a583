"""Pairs: which persons "between" names as those who meet, and which posts only say who somebody is.

Not a stage; the stage of activities reads with it. In: an encoded sentence, the words that tell of a meeting. Out:
persons, or participants without the posts of those who are named. The module refuses to take what else lies between two
("relations between", "the border between") for a meeting of theirs.
"""

from __future__ import annotations

import re

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.occasions import TALKS, Found
from kg.extraction.model import Understanding
from kg.names import DCO

__all__ = ["find_between", "posts_of", "without_posts"]

_BETWEEN = re.compile(r"(?<![^ ])(?:between|among) ")
_OF_ANOTHER = re.compile(
    r"(?<![^ ])(?:cooperation|co-operation|collaboration|partnerships?|relations|relationships?|ties|links|contacts"
    r"|agreements?|treaty|alliance|trade|borders?|war|conflict|disputes?|differences|understanding|memorandum|accord"
    r"|coordination|trust|friendship|exchanges?) (?:[a-z]+ )?$"
)
_ENDS = re.compile(
    r"(?<![^ ])(?:in|on|at|to|during|from|was|were|is|are|will|would|has|have|had|took|takes|which|who|that|where|held"
    r"|resulted|led|by|under|regarding|concerning|about|marked|reflected) |[;:] |\. $"
)
_REACH = 14
_HELD_POST = DCO + "heldPost"


def find_between(found: Found, sentence: EncodedSentence) -> tuple[Slot, ...]:
    """Return the persons whom "between" names, where a meeting is said to be between two or more.

    What stands with them only says who they are: "between Ana Rojas, the Minister of Peru, and Kari Lund".
    """
    text = sentence.text
    between = _BETWEEN.search(text, found.start) if found.frame.type in TALKS else None
    if between is None or text.count(" ", found.end, between.start()) > _REACH:
        return ()
    if _OF_ANOTHER.search(text, 0, between.start()):
        return ()
    end = _ENDS.search(text, between.end())
    named = sentence.slots_of(text[between.end() : end.start() if end else len(text)])
    persons = tuple(slot for slot in named if slot.type == "PER")
    return persons if len(persons) > 1 else ()


def posts_of(understanding: Understanding) -> dict[str, set[str]]:
    """Return who held which posts, as the document says it."""
    held: dict[str, set[str]] = {}
    for fact in understanding.facts:
        if fact.predicate == _HELD_POST:
            held.setdefault(fact.object, set()).add(fact.subject)
    return held


def without_posts(participants: tuple[str, ...], held: dict[str, set[str]]) -> tuple[str, ...]:
    """Return participants without the posts of persons among them: "Ana Rojas, the President of Peru"."""
    return tuple(one for one in participants if held.get(one, set()).isdisjoint(participants))
