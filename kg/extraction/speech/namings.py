"""Namings: where the words of a content name a concept, a policy or a relation.

In: a lexed sentence and the tokens of a content. Out: the places, IRIs and words of what is named. What is only part of
the name of a state, place or post ("South Africa", "Minister of Veterans Affairs") names no topic.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extraction.syntax.grammar import Lexed
from kg.names import DCR
from kg.record import Concept, Mention

__all__ = ["Naming", "find_namings"]

_INDIVIDUAL_TOPICS = (DCR + "strategy/", DCR + "relations/")


class Naming(NamedTuple):
    """The token where a concept, policy or relation is named, its IRI, and in which words, in small letters."""

    place: int
    iri: str
    words: str


def find_namings(lexed: Lexed, first: int, last: int) -> Iterator[Naming]:
    """Yield where each concept, named policy and relation is named, in text order."""
    tokens = lexed.sentence.tokens
    begin, end = tokens[first].start, tokens[last - 1].end
    names = [m for pairs in lexed.mentions.values() for m, _ in pairs]
    states = [name for name in names if name.type in ("STATE", "ROLE", "LOC")]
    within = (c for c in lexed.concepts if begin <= c.start and c.end <= end and not _lies_in_one(c, states))
    found = [(concept.start, concept.iri, concept.end) for concept in within]
    found += [
        (m.start, m.iri, m.end)
        for m in names
        if m.iri and m.iri.startswith(_INDIVIDUAL_TOPICS) and begin <= m.start < end
    ]
    place = first
    for start, iri, stop in sorted(found):
        while place + 1 < last and tokens[place + 1].start <= start:
            place += 1
        after = place + 1
        while after < last and tokens[after].end <= stop:
            after += 1
        yield Naming(place, iri, " ".join(lexed.norms[place:after]))


def _lies_in_one(concept: Concept, names: Sequence[Mention]) -> bool:
    """Tell whether a concept is only part of one of these names, which are in text order and do not overlap."""
    before = bisect_right(names, concept.start, key=lambda name: name.start) - 1
    return before >= 0 and _lies_in(concept, names[before])


def _lies_in(concept: Concept, name: Mention) -> bool:
    """Tell whether a concept is only part of a longer name: "Africa" in "South Africa"."""
    inside = name.start <= concept.start and concept.end <= name.end
    return inside and concept.end - concept.start < name.end - name.start
