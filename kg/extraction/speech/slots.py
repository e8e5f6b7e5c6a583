"""Slots of an act: targets, addressees, frameworks and places, each from the act's own clause.

In: a lexed sentence and the tokens of the content. Out: IRIs. A target is the state or body that is urged, criticised
or praised; a framework is a body, instrument or programme that a preposition joins to the content; the direct object
is none. The module refuses to look beyond the clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.speech.targets import find_challenged, find_targets
from kg.extraction.syntax.grammar import Lexed
from kg.names import DCR
from kg.record import Mention

__all__ = ["Slots", "find_slots"]

_FRAMEWORK_TYPES = frozenset(["ORG", "INST", "PROG"])
_FRAMES_BY = frozenset(["under", "within", "through", "via", "in", "at"])
_FRAME_PAIRS = frozenset([
    ("accordance", "with"), ("line", "with"), ("consistent", "with"), ("conformity", "with"), ("compliance", "with"),
    ("violation", "of"), ("violations", "of"), ("framework", "of"), ("part", "of"), ("context", "of"),
    ("auspices", "of"),
    ("pursuant", "to"), ("according", "to"), ("based", "on"), ("margins", "of"), ("provisions", "of"), ("terms", "of"),
    ("implementation", "of"), ("by", "reference"), ("keeping", "with"), ("basis", "of"),
])  # fmt: skip
_FRAME_NOUNS = frozenset([
    "framework", "frameworks", "fora", "forum", "forums", "organization", "organizations", "organisation",
    "organisations", "institution", "institutions", "mechanism", "mechanisms", "resolution", "resolutions",
    "instrument", "instruments", "law", "treaties", "agreements", "formats", "bodies", "venues",
])  # fmt: skip
_RULINGS = frozenset(["resolution", "resolutions", "charter"])
_PLACE_BEFORE = frozenset(["in", "at", "off", "near", "across", "around", "over", "through", "within"])


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of one act, each in text order."""

    targets: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def find_slots(
    lexed: Lexed,
    first: int,
    last: int,
    *,
    target: str | None,
    stance: str,
    addressee: str | None,
    speakers: frozenset[str],
) -> Slots:
    """Return the slots that the tokens ``first`` up to ``last`` fill, given the frame's slot rules.

    ``stance`` is the class of the act that decides who can be a target.
    """
    named = list(_outermost(lexed, first, last))
    targets = find_targets(lexed, first, last, slot=target, stance=stance, speakers=speakers) if target else ()
    targets = targets or find_challenged(lexed, first, last, speakers=speakers)
    addressees: tuple[str, ...] = targets if target == "object" else ()
    if addressee == "object" and target != "object":
        addressees = find_targets(lexed, first, last, slot="object", stance=stance, speakers=speakers)
    elif addressee == "to":
        addressees = _addressees(lexed, named, first, speakers)
    return Slots(targets, addressees, tuple(_frameworks(lexed, named, first, speakers)), tuple(_places(lexed, named)))


def _outermost(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, int, Mention]]:
    for place in sorted(lexed.mentions):
        if first <= place < last:
            for mention, end in lexed.mentions[place]:
                if mention.iri:
                    yield place, end, mention


def _addressees(
    lexed: Lexed, named: list[tuple[int, int, Mention]], first: int, speakers: frozenset[str]
) -> tuple[str, ...]:
    found = []
    for place, _, mention in named:
        if mention.type not in ("PER", "STATE", "ORG") or mention.iri is None or mention.iri in speakers:
            continue
        if _after_to(lexed, first, place):
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
    seen, ends = set(speakers), first
    for place, after, mention in named:
        iri = mention.iri
        if mention.type not in _FRAMEWORK_TYPES or iri is None or _own_body(iri) or lexed.genitive(after):
            continue
        listed = ends > first and place - ends < 4 and "with" not in lexed.norms[ends:place]
        listed = listed and all(lexed.tag(at) in ("and", "comma", "det", "open", "close") for at in range(ends, place))
        if listed or _governed(lexed, first, place) or lexed.norm(_after_bracket(lexed, after)) in _RULINGS:
            ends = after
            if iri not in seen:
                seen.add(iri)
                yield iri


def _own_body(iri: str) -> bool:
    """Tell whether the IRI names a ministry or service of one state."""
    return iri.startswith(DCR + "org/") and "/" in iri.removeprefix(DCR + "org/")


def _after_bracket(lexed: Lexed, place: int) -> int:
    return place + 3 if lexed.tag(place) == "open" and lexed.tag(place + 2) == "close" else place


def _governed(lexed: Lexed, first: int, place: int) -> bool:
    """Tell whether a preposition makes the name the frame in which something is done."""
    before = place - 1
    while before >= first and place - before < 6 and _passed_over(lexed, before):
        before -= 1
    norm = lexed.norm(before)
    if before < first:
        return norm in _FRAMES_BY
    if norm in _FRAMES_BY or (lexed.norm(before - 1), norm) in _FRAME_PAIRS:
        return True
    opener = before - 1 if norm == "as" and lexed.norm(before - 1) == "such" else before
    while lexed.tag(opener - 1) == "comma":
        opener -= 1
    return norm in ("including", "as", "like") and lexed.norm(opener - 1) in _FRAME_NOUNS


def _passed_over(lexed: Lexed, at: int) -> bool:
    return (
        lexed.tag(at) in ("det", "poss", "num", "quote")
        or lexed.covered[at]
        or (lexed.tag(at) == "word" and lexed.norm(at) not in _FRAME_NOUNS)
    )


def _places(lexed: Lexed, named: list[tuple[int, int, Mention]]) -> Iterator[str]:
    seen: set[str] = set()
    end = -9
    for place, after, mention in named:
        iri = mention.iri
        if iri is None or mention.type not in ("LOC", "STATE"):
            continue
        listed = end > 0 and all(lexed.tag(at) in ("and", "comma", "det", "prep") for at in range(end, place))
        if listed or _located(lexed, place):
            end = after
            if iri not in seen:
                seen.add(iri)
                yield iri


def _located(lexed: Lexed, place: int) -> bool:
    before = place - 1
    while before >= 0 and lexed.tag(before) in ("det", "poss"):
        before -= 1
    if lexed.norm(before) == "of":
        return lexed.norm(before - 1) in ("coast", "coasts", "waters", "shores")
    return lexed.norm(before) in _PLACE_BEFORE
