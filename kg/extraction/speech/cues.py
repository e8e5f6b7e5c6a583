"""Topic cues: two words that name a topic together, though other words stand between them.

In: a lexed sentence and the tokens of an act's content. Out: the places and IRIs of the concepts that pairs of words
such as "withdrawal ... forces" point to. The pairs stand in ``ontology/lexicon/cues.ttl``. The module refuses to read
over the end of a clause: what lies too far apart is no pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.turtle import load_turtle

__all__ = ["Cue", "find_cues"]

_REACH = 8
_ENDS = frozenset(["stop", "rel", "sub"])


@dataclass(frozen=True, slots=True)
class Cue:
    """The concept that one of ``first`` and one of ``second`` point to where they stand near each other."""

    concept: str
    first: frozenset[str]
    second: frozenset[str]


@lru_cache(maxsize=1)
def _load_cues() -> dict[str, tuple[Cue, ...]]:
    """Return the cues by each of their first words."""
    source = load_turtle("lexicon")
    found: dict[str, list[Cue]] = {}
    for iri in sorted(source.instances("dco:TopicCue")):
        first = frozenset(source.values(iri, "dco:cueWord"))
        second = frozenset(source.values(iri, "dco:withWord"))
        for concept in source.values(iri, "dco:cues"):
            for word in first:
                found.setdefault(word, []).append(Cue(concept, first, second))
    return {word: tuple(cues) for word, cues in found.items()}


def find_cues(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield the places of both words and the concept of each pair in the tokens ``first`` up to ``last``."""
    cues, seen = _load_cues(), set[str]()
    for place in [at for at in range(first, last) if lexed.norms[at] in cues]:
        for cue in cues[lexed.norms[place]]:
            partner = _partner(lexed, place, first, last, cue.second)
            if partner is not None and cue.concept not in seen:
                seen.add(cue.concept)
                yield min(place, partner), max(place, partner), cue.concept


def _partner(lexed: Lexed, place: int, first: int, last: int, words: frozenset[str]) -> int | None:
    """Return the nearest of the words around ``place`` within the same stretch, after it before before it."""
    for step in (1, -1):
        at = place + step
        while first <= at < last and abs(at - place) <= _REACH and lexed.tags[at] not in _ENDS:
            if lexed.norms[at] in words:
                return at
            at += step
    return None
