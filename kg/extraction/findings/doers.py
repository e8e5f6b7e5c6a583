"""Who does what a verb tells: the people, ships and states that stand before it in its clause.

Not a stage; the stage of activities reads with it. In: the words that tell of an activity, the clause around them. Out:
slots. The module refuses to know what else may bring somebody in: prepositions and possessives are for ``attendance``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.findings.occasions import JOINT, Found, names_holder
from kg.extraction.findings.tellings import Telling
from kg.extraction.model import Understanding, placed_in
from kg.knowledge.naming import load_naming
from kg.record import Span

__all__ = [
    "adjectives_between",
    "find_adjectives",
    "find_callers",
    "find_doers",
    "find_flags",
    "holds",
    "is_delegation",
    "is_vessel",
    "people_of",
]

_ITS = re.compile(r"(?<![^ ])by (?:the )?(?P<who><(?:ORG|STATE)#\d+> )[^;:]*?(?<![^ ])its (?:[^ <>,.;:]+ ){0,4}$")
_LED = re.compile(r"(?<![^ ])(?:in|at|to|on|for|off|under|during|by|with|against|into|near|around) (?:the )?$")
_VISITED = re.compile(r"(?<![^ ])(?:visits?|trip|journey) to (?:the )?$")
_DELEGATION = re.compile(r"(?<![^ ])(?:delegation|team|contingent|group|party) ")
_LED_BY = re.compile(r"(?<![^ ])(?:led|headed) by (?:(?:the|[a-z.'’-]+|<ROLE#\d+>) ){0,8}?(?P<who><PER#\d+> )")
_SHIP = re.compile(
    r" (?:[\w-]+ ){0,3}?(?:ships?|frigates?|vessels?|destroyers?|corvettes?|submarines?|squadron|flotilla|boats?)\b",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"(?:at|on|in|off|near|across|around|between|during|following|after|before|for|under|as|since|within|from|upon"
    r"|further) [^;:]*?, (?:<STATE#\d+> , )?"
)
_ANTECEDENT = re.compile(
    r"(?P<who><(?:PER|ROLE|EQP)#\d+> )(?:, )?(?:who|which|that) (?:(?:was|were|is|are|has|have|had|[a-z]+ly) )*$"
)


def is_delegation(telling: Telling, sentence: EncodedSentence) -> bool:
    """Tell whether a delegation does it, which its words may not name: "the delegation visited a base"."""
    if telling.subject is None:
        return False
    first, last = sentence.range_of(telling.subject)
    return _DELEGATION.search(sentence.text, first, last) is not None


def find_doers(
    found: Found, telling: Telling, sentence: EncodedSentence, understanding: Understanding
) -> tuple[Slot, ...]:
    """Return who does what a verb tells: those named before it in its clause or in the clause that it goes on with, an
    "its", or the "who" of a relative.
    """
    text = sentence.text
    mark = found.noun_mark(sentence) or found.start
    if pronoun := _ANTECEDENT.search(text, 0, found.start) or _ITS.search(text, 0, mark):
        named = sentence.slots_of(pronoun["who"])
        return find_flags(named, understanding) or tuple(slot for slot in named if slot.type != "EQP")
    if not telling.verbal:
        return ()
    subject = _of_subject(telling, sentence, understanding)
    if is_delegation(telling, sentence):
        led = _LED_BY.search(text, 0, found.start)
        return (*subject, *(sentence.slots_of(led["who"]) if led else ()))
    if telling.pronoun or any(slot.type == "PER" for slot in subject):
        return subject
    window = sentence.range_of(telling.window)[0]
    adjunct = _ADJUNCT.match(text, window, found.start)
    first = adjunct.end() if adjunct else window
    slots = [slot for slot in sentence.slots if first <= sentence.mark_of(slot) < found.start and slot.type != "DATE"]
    free = [slot for slot in slots if not _LED.search(text, first, sentence.mark_of(slot))]
    people = people_of([slot for slot in free if slot.type in ("PER", "ROLE", "STATE", "ORG")])
    words = text.count(" ", 0, first), text.count(" ", 0, found.start)
    return people or (*find_flags(free, understanding), *adjectives_between(*words, sentence, understanding)) or subject


def _of_subject(telling: Telling, sentence: EncodedSentence, understanding: Understanding) -> tuple[Slot, ...]:
    """Return whom the subject of the clause names, or that of the clause that it goes on with."""
    if telling.subject is None:
        return ()
    named = [slot for slot in sentence.slots if slot.span in telling.subject and slot.type != "DATE"]
    own = [slot for slot in named if not _VISITED.search(sentence.text, 0, sentence.mark_of(slot))]
    people = people_of([slot for slot in own if slot.type in ("PER", "ROLE", "STATE", "ORG")])
    return people or (*find_flags(named, understanding), *find_adjectives(telling.subject, understanding))


def find_callers(found: Found, sentence: EncodedSentence, understanding: Understanding) -> tuple[Slot, ...]:
    """Return whose ship calls at a port, which an adjective tells: "a Chilean training ship, the Sirena, called at"."""
    inside = [slot for slot in sentence.slots if slot.span in found.span]
    if flags := find_flags(inside, understanding):
        return flags
    told = find_adjectives(Span(sentence.span.start, found.span.end), understanding)
    ships = (a for a in told if _SHIP.match(understanding.text, a.span.end))
    return tuple(ships)[-1:]


def is_vessel(found: Found, telling: Telling, sentence: EncodedSentence) -> bool:
    """Tell whether a ship or aircraft does it, of which nobody says whose it is."""
    if not telling.verbal or found.frame.type in JOINT:
        return False
    window = sentence.range_of(telling.window)[0]
    marks = [sentence.mark_of(slot) for slot in sentence.slots if slot.type == "EQP"]
    return any(window <= mark < found.start for mark in marks)


def find_flags(slots: Sequence[Slot], understanding: Understanding) -> tuple[Slot, ...]:
    """Return the states whose ships are named: "HMAS Acacia"; of two with one prefix, the one that is a party."""
    found = []
    for slot in slots:
        prefix = slot.mention.text.split()[0] if slot.type == "EQP" and slot.mention else ""
        states = load_naming().ships.get(prefix, ())
        states = states if len(states) == 1 else tuple(s for s in states if s in understanding.document.parties)
        found += [slot._replace(type="STATE", iri=states[0])] if len(states) == 1 else []
    return tuple(found)


def people_of(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the persons among slots, and the posts that nobody is named for; where there are none, all of them."""
    people = [slot for slot in slots if slot.type in ("PER", "ROLE") and not holds(slot, slots)]
    return tuple(people or slots)


def holds(post: Slot, inside: Iterable[Slot]) -> bool:
    """Tell whether a slot is the post of a person who is named right behind it."""
    return any(names_holder(post, slot) for slot in inside)


def adjectives_between(
    first: int, last: int, sentence: EncodedSentence, understanding: Understanding
) -> tuple[Slot, ...]:
    """Return the states that adjectives among the words ``first`` to ``last`` of a sentence point to."""
    if first >= last:
        return ()
    start, end = sentence.starts[first], sentence.ends[last - 1]
    return find_adjectives(Span(start, end), understanding)


def find_adjectives(inside: Span, understanding: Understanding) -> tuple[Slot, ...]:
    """Return the states that adjectives inside a span of the document point to."""
    adjectives = placed_in(understanding.adjectives, inside)
    return tuple(Slot(Span(m.start, m.end), "STATE", m.iri, m, None) for m in adjectives)
