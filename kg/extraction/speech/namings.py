"""Namings: where the words of a content name a concept, a policy or a relation.

In: a lexed sentence and the tokens of a content. Out: the places, ends and IRIs of what is named, and how a name stands
in its list. What is only part of the name of a state, place or post ("Minister of Veterans Affairs") names no topic.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.naming import load_naming
from kg.names import DCR
from kg.record import Concept, Mention

__all__ = ["entitles", "find_namings", "find_spans", "leads_list"]

_INDIVIDUAL_TOPICS = (DCR + "strategy/", DCR + "relations/")
_AS_WELL = ("as", "well", "as")


def find_namings(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield where concepts and named policies and relations begin, the token behind each, and their IRIs."""
    tokens = lexed.sentence.tokens
    begin, end = tokens[first].start, tokens[last - 1].end
    states = [m for pairs in lexed.mentions.values() for m, _ in pairs if m.type in ("STATE", "ROLE", "LOC")]
    found = [
        (c.start, c.end, c.iri)
        for c in lexed.concepts
        if begin <= c.start and c.end <= end and not _lies_in_one(c, states)
    ]
    for pairs in lexed.mentions.values():
        for mention, _ in pairs:
            if mention.iri and mention.iri.startswith(_INDIVIDUAL_TOPICS) and begin <= mention.start < end:
                found.append((mention.start, mention.end, mention.iri))
    place = first
    for start, stop, iri in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        while place + 1 < last and tokens[place + 1].start <= start:
            place += 1
        behind = place + 1
        while behind < last and tokens[behind].start < stop:
            behind += 1
        if not entitles(lexed, place, behind):
            yield place, behind, iri


def entitles(lexed: Lexed, place: int, end: int) -> bool:
    """Tell whether a name is part of somebody's title: "Foreign Minister A. Rojas", "Secretary for Arms Control"."""
    if not lexed.capital(place):
        return False
    person = end + (lexed.tag(end) == "comma")
    if any(mention.type == "PER" for mention, _ in lexed.mentions.get(person, ())):
        return True
    before = place - 1 - (lexed.tag(place - 1) == "det")
    if lexed.norm(before) not in ("of", "for") or not lexed.capital(before - 1):
        return False
    naming = load_naming()
    return lexed.norm(before - 1) in naming.roles or lexed.norm(before - 1) in naming.bodies


def leads_list(lexed: Lexed, end: int, last: int, ends: dict[int, int], *, near: bool) -> bool:
    """Tell whether a name that ends here is one of even members: "relations, trade", not "dialogue and work on trade".

    ``near`` asks that the next member is a name from its first word on.
    """
    place = end
    while place < last and (lexed.tag(place) in ("comma", "and") or lexed.norms[place : place + 3] == _AS_WELL):
        place += 3 if lexed.norms[place] == "as" else 1
    if place == end or place >= last:
        return False
    if lexed.tag(place) in ("det", "poss") or (lexed.norms[place] == "including" and not near):
        return True
    while place < last and (lexed.tag(place) == "word" or lexed.covered[place]):
        if place in ends:
            return lexed.tag(ends[place]) != "prep"
        if near:
            return False
        place += 1
    return False


def find_spans(lexed: Lexed, first: int, last: int) -> frozenset[int]:
    """Return the places of the words that are concepts by themselves."""
    tokens = lexed.sentence.tokens
    spans = {(concept.start, concept.end) for concept in lexed.concepts}
    return frozenset(at for at in range(first, last) if (tokens[at].start, tokens[at].end) in spans)


def _lies_in_one(concept: Concept, names: Sequence[Mention]) -> bool:
    """Tell whether a concept is only part of one of these names, which are in text order and do not overlap."""
    before = bisect_right(names, concept.start, key=lambda name: name.start) - 1
    return before >= 0 and _lies_in(concept, names[before])


def _lies_in(concept: Concept, name: Mention) -> bool:
    """Tell whether a concept is only part of a longer name: "Africa" in "South Africa"."""
    inside = name.start <= concept.start and concept.end <= name.end
    return inside and concept.end - concept.start < name.end - name.start
