"""Who takes part in an activity, who invites and who is visited.

Not a stage; the stage of activities reads with it. In: the words that tell of an activity, the mentions of their
clause, the act that governs them. Out: IRIs. The module refuses to look beyond the clause, and at what stands far off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extraction.encoding import EncodedSentence, Slot
from kg.extraction.model import Understanding
from kg.knowledge.patterns import ActivityFrame
from kg.knowledge.turtle import load_turtle
from kg.names import DCO, DCR
from kg.record import Act, Activity, Span

__all__ = [
    "DIALOGUE",
    "MEETING",
    "VISIT",
    "Found",
    "acts_of",
    "far",
    "find_participants",
    "find_visitors",
    "invitation",
    "invited",
    "iris_of",
    "text_before",
    "visited",
]

VISIT, MEETING, DIALOGUE, _OPERATION = (DCO + kind for kind in ("Visit", "Meeting", "Dialogue", "Operation"))
_BY_PREPOSITION = re.compile(
    r"(?:^| )(?:between|among|with|by|involving|alongside|plus) (?:(?:the|its|their|both|several|some|senior) )*"
    r"(?:(?!(?:to|in|on|for|at|that|which|of|from) )[a-z'-]+ |, ){0,4}(?:[a-z-]+ (?:of|from) (?:the )?)?$"
)
_WITH = re.compile(r" (?:with|alongside) [^<>]*$")
_INVITATION = re.compile(r"\binvitation (?:of|from|extended by|by) (?:[^<>;]{0,80}?)<(?:PER|ROLE|STATE|ORG)#(\d+)>")
_IN_LIST = re.compile(r"<(?:STATE|ORG)#\d+> (?:'s <EQP#\d+> )?(?:, )?(?:and )?(?:the )?$")
_PAIR = re.compile(
    r"(<STATE#\d+> (?:, <STATE#\d+> )*(?:[-–—/] |, and |and )(?:the )?<STATE#\d+> )(?:[^ <>,.;:]+ ){0,4}?$"
)
_RELATIVE = re.compile(r"(?<![^ ])(?:which|that) (?:[a-z]+ly )?$")
_APPOSED = 3
_TITLED = 12
_REACH = 20
_STATE = DCR + "state/"


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


@lru_cache(maxsize=4)
def acts_of(kind: str) -> frozenset[str]:
    """Return the act types of a class."""
    concepts = load_turtle("concepts")
    types = concepts.instances("dco:ActType")
    return frozenset(iri for iri in types if concepts.value(iri, "dco:actClass") == kind)


def find_visitors(found: Found, inside: list[Slot], sentence: EncodedSentence) -> tuple[str, ...]:
    """Return who pays a visit: the person or post named last before it, and one that "and" joins to it.

    He at whose invitation it is paid is none of them.
    """
    inviter = _inviter(sentence)
    first = found.start
    named = [s for s in inside if s.type in ("PER", "ROLE") and s != inviter and sentence.mark_of(s) < first]
    persons = [slot for slot in named if slot.type == "PER"] or named
    if not persons:
        return ()
    last = named.index(persons[-1])
    between = sentence.text[sentence.mark_of(named[last - 1]) : sentence.mark_of(named[last])]
    joined = last > 0 and re.fullmatch(r"<\w+#\d+> and (?:[a-z.]+ ){0,3}", between)
    return iris_of(named[last - 1 : last + 1] if joined else persons[-1:])


def _inviter(sentence: EncodedSentence) -> Slot | None:
    found = _INVITATION.search(sentence.text)
    if found is None:
        return None
    slot = sentence.slots[int(found[1])]
    return next((other for other in sentence.slots if _names_holder(slot, other)), slot)


def visited(activity: Activity) -> str | None:
    """Return the state that a visit is paid to."""
    return next((place for place in activity.places if place.startswith(_STATE)), None)


def invited(activity: Activity, sentence: EncodedSentence) -> Activity:
    """Return a visit or meeting with him at whose invitation it takes place."""
    inviter = _inviter(sentence)
    if inviter is None or inviter.iri is None:
        return activity
    others = (one for one in activity.participants if one != inviter.iri)
    return replace(activity, inviter=inviter.iri, invitee=next(others, None) if activity.type == VISIT else None)


def invitation(activity: Activity, governing: Act | None) -> Activity:
    """Return an activity to which somebody is invited with who invites whom."""
    if governing is None or activity.factuality != "invited":
        return activity
    inviters = governing.speakers or governing.onBehalfOf
    invitees = governing.addressees or governing.targets
    return replace(activity, inviter=inviters[0] if inviters else None, invitee=invitees[0] if invitees else None)


def find_participants(
    found: Found,
    named: dict[str, tuple[Slot, ...]],
    inside: list[Slot],
    before: dict[Span, str],
    sentence: EncodedSentence,
    governing: Act | None,
    understanding: Understanding,
) -> tuple[str, ...]:
    """Return who takes part: those the pattern names, else those a preposition or the equipment brings in.

    Where the words name only a partner ("training with the Italian Navy"), or nobody, the parties that speak take part.
    """
    explicit = [slot for slot in (*named.get("participant", ()), *named.get("partner", ())) if not _holds(slot, inside)]
    explicit += (_owners(found, sentence, understanding) or _pair(found, sentence)) if not explicit else []
    if explicit and found.frame.type == _OPERATION:
        return iris_of(explicit)
    listed = partners = False
    for slot in inside:
        lead = before[slot.span]
        if not listed and far(found, sentence, slot):
            continue
        owns = slot.type in {"STATE", "ORG"} and _owns_equipment(sentence, slot)
        listed = slot.type in {"STATE", "ORG", "PER"} and bool(
            _BY_PREPOSITION.search(lead) or (listed and _IN_LIST.search(lead)) or owns
        )
        if listed:
            partners = partners or (not explicit and _WITH.search(lead) is not None)
            explicit.append(slot)
    own = governing is not None and found.span.overlaps(Span(governing.start, governing.end))
    met: tuple[str, ...] = ()
    if found.factuality in ("done", "") and found.frame.type in (MEETING, DIALOGUE) and (own or governing is None):
        inviter = _inviter(sentence)
        met = iris_of(slot for slot in inside if slot.type == "PER" and slot != inviter)
    iris = tuple(dict.fromkeys((*met, *iris_of(explicit))))
    if (len(iris) > 1 and not partners and not met) or named.keys() & {"participant", "sender"}:
        return iris
    if _RELATIVE.search(sentence.text, 0, found.start):
        return iris
    if governing is None:
        return tuple(dict.fromkeys((*understanding.document.parties, *iris)))
    persons = (*governing.speakers, *governing.addressees) if own or governing.factuality == "invited" else ()
    return tuple(dict.fromkeys((*persons, *governing.onBehalfOf, *iris)))


def _holds(post: Slot, inside: Iterable[Slot]) -> bool:
    """Tell whether a slot is the post of a person who is named right behind it."""
    return any(_names_holder(post, slot) for slot in inside)


def _names_holder(post: Slot, person: Slot) -> bool:
    return post.type == "ROLE" and person.type == "PER" and 0 <= person.span.start - post.span.end <= _TITLED


def _owners(found: Found, sentence: EncodedSentence, understanding: Understanding) -> list[Slot]:
    """Return whose activity a noun tells of: "Chile's deployment", "the Chilean deployment"."""
    first = found.span.start
    owners = [slot for slot in sentence.slots if slot.type == "STATE" and 2 <= first - slot.span.end <= _APPOSED]
    owners = [slot for slot in owners if re.fullmatch(r"['’]s? ", understanding.text[slot.span.end : first])]
    adjectives = [m for m in understanding.adjectives if 0 < first - m.end <= 1]
    return owners + [Slot(Span(m.start, m.end), "STATE", m.iri, m, None) for m in adjectives]


def _pair(found: Found, sentence: EncodedSentence) -> tuple[Slot, ...]:
    """Return the states that stand before the noun of an activity: "the Norway-Chile talks"."""
    for noun in found.frame.nouns:
        at = sentence.text.rfind(f" {noun} ", found.start - 1, found.end)
        if at >= 0 and (pair := _PAIR.search(sentence.text, 0, at + 1)):
            return sentence.slots_of(pair[1])
    return ()


def far(found: Found, sentence: EncodedSentence, slot: Slot) -> bool:
    """Tell whether a slot stands too far from the words that tell of the activity to take part in it."""
    mark, start, end = sentence.mark_of(slot), found.start, found.end
    return (
        mark >= found.turn or max(sentence.text.count(" ", mark, start), sentence.text.count(" ", end, mark)) > _REACH
    )


def _owns_equipment(sentence: EncodedSentence, slot: Slot) -> bool:
    position = sentence.mark_of(slot)
    return re.match(r"<\w+#\d+> (?:'s )?<EQP#", sentence.text[position:]) is not None


def text_before(sentence: EncodedSentence, slot: Slot) -> str:
    """Return the encoded words that stand before a slot."""
    position = sentence.mark_of(slot)
    return sentence.text[:position]


def iris_of(slots: Iterable[Slot]) -> tuple[str, ...]:
    """Return the individuals that slots name, each once."""
    return tuple(dict.fromkeys(slot.iri for slot in slots if slot.iri))
