"""Slots of an act: targets, addressees, frameworks and places, each from the act's own clause.

In: a lexed sentence and the tokens of the content. Out: IRIs. A target is the state or body that is urged, criticised
or praised; a framework is a body, instrument or programme that a preposition joins to the content; the direct object
is none. The module refuses to look beyond the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.grammar import Lexed
from kg.names import DCR
from kg.record import Mention

__all__ = ["Slots", "find_slots"]

_STATE_BODY = "/org/"
_FRAMEWORK_TYPES = frozenset(["ORG", "INST", "PROG"])
_AGENT_TYPES = frozenset(["STATE", "ORG"])
_PLACE_BEFORE = frozenset(["in", "at", "off", "near", "across", "around", "over", "through", "within"])


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of one act, each in text order."""

    targets: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def find_slots(
    lexed: Lexed, first: int, last: int, *, target: str | None, addressee: str | None, speakers: frozenset[str]
) -> Slots:
    """Return the slots that the tokens ``first`` up to ``last`` fill, given the frame's slot rules."""
    named = list(_outermost(lexed, first, last))
    targets = _targets(lexed, named, first, target, speakers) if target else ()
    addressees: tuple[str, ...] = targets if target == "object" else ()
    if addressee:
        addressees = _addressees(lexed, named, first, addressee, speakers)
    return Slots(targets, addressees, tuple(_frameworks(lexed, named, first, speakers)), tuple(_places(lexed, named)))


def _outermost(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, int, Mention]]:
    for place in sorted(lexed.mentions):
        if first <= place < last:
            for mention, end in lexed.mentions[place]:
                if mention.iri:
                    yield place, end, mention


def _head_end(lexed: Lexed, first: int) -> int:
    """Return where the head phrase ends: a target further on is another one's business."""
    place = first
    while place < len(lexed) and not (
        lexed.tag(place) in ("stop", "rel", "sub") or (lexed.tag(place) == "that" and place > first + 1)
    ):
        if lexed.tag(place) == "comma" and place > first + 1:
            break
        place += 1
    return place


def _targets(
    lexed: Lexed, named: list[tuple[int, int, Mention]], first: int, rule: str, speakers: frozenset[str]
) -> tuple[str, ...]:
    end = _head_end(lexed, first)
    found = []
    for place, after, mention in named:
        if place >= end or mention.type not in _AGENT_TYPES or mention.iri is None or mention.iri in speakers:
            continue
        if rule == "object" and _directly(lexed, first, place):
            found.append(mention.iri)
        elif rule == "possessor" and _possesses(lexed, first, place, after):
            found.append(mention.iri)
    return tuple(dict.fromkeys(found))


def _directly(lexed: Lexed, first: int, place: int) -> bool:
    return all(
        lexed.tag(at) in ("det", "and", "comma", "adv", "quote")
        or lexed.covered[at]
        or lexed.norm(at) in ("on", "upon", "for")
        for at in range(first, place)
    )


def _possesses(lexed: Lexed, first: int, place: int, after: int) -> bool:
    if lexed.genitive(after) or place == first or (place == first + 1 and lexed.tag(first) == "det"):
        return True
    before = place - 1
    while before > first and (lexed.tag(before) in ("det", "and") or lexed.covered[before]):
        before -= 1
    return lexed.norm(before) in ("by", "of", "with", "for", "from", "to")


def _addressees(
    lexed: Lexed, named: list[tuple[int, int, Mention]], first: int, rule: str, speakers: frozenset[str]
) -> tuple[str, ...]:
    found = []
    for place, _, mention in named:
        if mention.type not in ("PER", "STATE", "ORG") or mention.iri is None or mention.iri in speakers:
            continue
        if (rule == "object" and _directly(lexed, first, place)) or (rule == "to" and _after_to(lexed, first, place)):
            found.append(mention.iri)
    return tuple(dict.fromkeys(found))


def _after_to(lexed: Lexed, first: int, place: int) -> bool:
    before = place - 1
    while before > first and (lexed.tag(before) in ("det", "word", "and") or lexed.covered[before]):
        before -= 1
    return lexed.norm(before) in ("to", "for") and before - first < 3


def _frameworks(
    lexed: Lexed, named: list[tuple[int, int, Mention]], first: int, speakers: frozenset[str]
) -> Iterator[str]:
    seen = set(speakers)
    for place, after, mention in named:
        iri = mention.iri
        if mention.type not in _FRAMEWORK_TYPES or iri is None or iri in seen:
            continue
        if iri.startswith(DCR + "org/") and iri.removeprefix(DCR + "org/").count("/"):
            continue  # a ministry or service of one state
        if lexed.genitive(after) or not _joined(lexed, first, place):
            continue
        seen.add(iri)
        yield iri


def _joined(lexed: Lexed, first: int, place: int) -> bool:
    before = place - 1
    while before >= first and (lexed.tag(before) in ("det", "word", "and", "poss", "num") or lexed.covered[before]):
        before -= 1
    return before >= first - 1 and (lexed.tag(before) in ("prep", "to", "comma") or lexed.norm(before) == "as")


def _places(lexed: Lexed, named: list[tuple[int, int, Mention]]) -> Iterator[str]:
    seen: set[str] = set()
    for place, _, mention in named:
        iri = mention.iri
        if iri is None or iri in seen:
            continue
        before = place - 1
        while before >= 0 and lexed.tag(before) == "det":
            before -= 1
        off_coast = lexed.norm(before) == "of" and lexed.norm(before - 1) == "coast"
        if mention.type == "LOC" or (mention.type == "STATE" and (lexed.norm(before) in _PLACE_BEFORE or off_coast)):
            seen.add(iri)
            yield iri
