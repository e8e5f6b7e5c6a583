"""Zones of a content: how far each of its words stands from the head phrase.

In: a lexed sentence and the tokens of an act's content. Out: a number for each token: 0 in the head phrase, one more
behind each turn of the phrase ("given", "under", "as well as"), two behind a relative ("which") and behind the subject
of what is told ("that the ties are a pillar of peace" is about the ties). A purpose is no turn: efforts "to end the
war" are about the war. The module refuses to know what any word is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kg.extraction.syntax.grammar import Lexed

__all__ = ["measure_zones"]

_Phrases: TypeAlias = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _by_first_words(*phrases: tuple[str, ...]) -> _Phrases:
    """Return the phrases by their first two words."""
    return {words[:2]: tuple(other for other in phrases if other[:2] == words[:2]) for words in phrases}


_TURNS = frozenset([
    "given", "under", "through", "based", "via", "amid", "despite", "without", "since", "while",
    "because", "following", "which", "who", "whose", "where", "consistent", "pursuant", "until", "if",
    "using", "that", "pending", "during", "notwithstanding", "after", "unless", "when", "regardless", "according",
])  # fmt: skip
_PHRASES = _by_first_words(
    ("in", "accordance", "with"), ("in", "line", "with"), ("in", "order", "to"), ("with", "the", "aim", "of"),
    ("with", "a", "view", "to"), ("in", "support", "of"), ("in", "violation", "of"), ("to", "this", "end"),
    ("as", "part", "of"), ("in", "the", "context", "of"), ("in", "light", "of"), ("for", "the", "purpose", "of"),
    ("with", "the", "goal", "of"), ("in", "view", "of"), ("in", "response", "to"), ("in", "conformity", "with"),
    ("in", "keeping", "with"), ("in", "flagrant", "violation", "of"), ("in", "direct", "violation", "of"),
    ("on", "the", "occasion", "of"), ("building", "on"), ("building", "upon"), ("drawing", "on"),
    ("in", "recognition", "of"), ("in", "the", "framework", "of"), ("within", "the", "framework", "of"),
    ("in", "the", "course", "of"), ("on", "the", "sidelines", "of"), ("on", "the", "margins", "of"),
    ("in", "connection", "with"), ("in", "preparation", "for"), ("in", "the", "interest", "of"),
    ("in", "the", "interests", "of"), ("at", "the", "invitation", "of"), ("thanks", "to"),
    ("as", "a", "result", "of"), ("with", "the", "help", "of"), ("on", "behalf", "of"),
    ("in", "the", "presence", "of"), ("on", "the", "basis", "of"), ("as", "well", "as"),
)  # fmt: skip
_MARKS = _TURNS | {first for first, _ in _PHRASES}
_PREDICATES = frozenset(["be", "modal", "have"])
_BEHIND = 2  # zones behind a subject or a relative
_ADJUNCT = 24  # the longest adjunct before a head phrase, in tokens


def measure_zones(lexed: Lexed, first: int, last: int) -> Iterator[int]:
    """Yield the zone of each token: 0 for the head phrase, more behind each turn of the phrase."""
    head = min(_head(lexed, first), last)
    yield from [1] * (head - first)
    zone, told = 0, lexed.tag(first) == "that"
    for place in range(head, last):
        if told and place > head + 1 and lexed.tag(place) in _PREDICATES:
            zone, told = zone + _BEHIND * (not _denies(lexed, place)), False
        elif place > first and lexed.norms[place] in _MARKS and not lexed.covered[place]:
            zone += _turns(lexed, place) * (_BEHIND if lexed.tag(place) == "rel" else 1)
        yield zone


def _denies(lexed: Lexed, place: int) -> bool:
    """Tell whether a predicate denies: what is told of "no talks unless" stands behind it."""
    return lexed.norms[place] == "cannot" or lexed.tag(place + 1) == "not"


def _head(lexed: Lexed, first: int) -> int:
    """Return where the head phrase begins behind an adjunct: "that, in view of the attacks, patrols would go on"."""
    place = first + (lexed.tag(first) == "that")
    place += lexed.tag(place) == "comma"
    if lexed.norm(place) not in _TURNS and not _starts_phrase(lexed, place):
        return first
    for at in range(place + 2, min(place + _ADJUNCT, len(lexed))):
        if lexed.tag(at) == "comma":
            return at + 1
    return first


def _turns(lexed: Lexed, place: int) -> bool:
    """Tell whether the phrase turns here: to what it rests on, or what is told beside it."""
    if lexed.norms[place] == "that":
        return lexed.tag(place - 1) != "prep"  # "in that area"
    return lexed.norms[place] in _TURNS or _starts_phrase(lexed, place)


def _starts_phrase(lexed: Lexed, place: int) -> bool:
    """Tell whether one of the turning phrases stands at a place."""
    beginning = _PHRASES.get(lexed.norms[place : place + 2], ())
    return any(lexed.norms[place : place + len(words)] == words for words in beginning)
