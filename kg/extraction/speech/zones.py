"""Zones of a content: how far each of its words stands from the head phrase.

In: a lexed sentence and the tokens of an act's content. Out: a number for each token: 0 in the head phrase, one more
behind each turn of the phrase ("given", "under", "which"). The module refuses to know what any word is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kg.extraction.syntax.grammar import Lexed

__all__ = ["measure_zones"]

_Phrases: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]


def _by_first_word(*phrases: tuple[str, ...]) -> _Phrases:
    return {words[0]: tuple(other for other in phrases if other[0] == words[0]) for words in phrases}


_LISTS = _by_first_word(
    ("including",), ("such", "as"), ("like",), ("especially",), ("particularly",), ("in", "particular")
)
_TURNS = frozenset([
    "given", "under", "through", "based", "by", "via", "amid", "despite", "without", "since", "while",
    "because", "as", "following", "which", "who", "whose", "where", "consistent", "pursuant", "until", "if",
    "using", "pending", "during", "notwithstanding", "after", "unless", "when", "regardless", "according",
])  # fmt: skip
_BASIS = ("on", "the", "basis", "of")
_PHRASES = _by_first_word(
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
    ("in", "the", "presence", "of"), _BASIS,
)  # fmt: skip
_LIGHT = frozenset([
    "effort", "efforts", "need", "commitment", "determination", "readiness", "willingness", "desire", "intention",
    "resolve", "way", "ways", "measures", "steps", "ability", "work", "together", "continue", "aim", "goal",
    "objective", "order", "how", "importance",
])  # fmt: skip
_MARKS = _TURNS | _LISTS.keys() | _PHRASES.keys() | {"to", "that"}
_LEAD, _LISTED = 1.5, 0.4
_SAID = 1.3
_DENIALS = frozenset(["no", "not", "cannot", "never", "nothing"])
_WHO = frozenset(["those", "all", "they", "we", "he", "she", "it"])


def _leads(lexed: Lexed, first: int) -> int:
    """Return where the head phrase begins behind an adjunct: "that, in view of the attacks, patrols would go on"."""
    place = first + (lexed.tag(first) == "that")
    place += lexed.tag(place) == "comma"
    norm = lexed.norm(place)
    if norm not in _TURNS and not _starts(lexed, place, _PHRASES):
        return first
    for at in range(place + 2, min(place + 24, len(lexed))):
        if lexed.tag(at) == "comma":
            return at + 1
        behind = lexed.tag(at - 1) == "word" or lexed.covered[at - 1]
        if behind and (lexed.tag(at) == "pron" or lexed.norms[at] in ("the", "their", "our")):
            return at
    return first


def _condition(lexed: Lexed, first: int, last: int) -> int:
    """Return where a condition begins without which there is nothing: "no talks | unless the attacks end"."""
    denied = False
    for place in range(first, last):
        if lexed.tag(place) == "stop" or (denied and lexed.norms[place] == "unless"):
            return place + 1 if denied and lexed.norms[place] == "unless" else first
        denied = denied or lexed.norms[place] in _DENIALS
    return first


def measure_zones(lexed: Lexed, first: int, last: int, directive: bool) -> Iterator[float]:
    """Yield the zone of each token: 0 for the head phrase, one more behind each turn of the phrase."""
    zone, listed, to_seen = 0.0, 0.0, directive
    head = min(max(_leads(lexed, first), _condition(lexed, first, last)), last)
    yield from [_LEAD] * (head - first)
    extraposed = lexed.norm(head + (lexed.tag(head) == "that")) == "it"  # "that it is vital to keep"
    said = None if extraposed else _predicate(lexed, head, last)
    for place in range(head, last):
        norm = lexed.norms[place]
        zone += _SAID if place == said else 0.0
        if norm not in _MARKS or lexed.covered[place]:
            pass
        elif place > first and _starts(lexed, place, _LISTS):
            listed = _LISTED
        elif place > first and (_turns(lexed, place) or _starts(lexed, place, _PHRASES)):
            apart = lexed.tag(place) in ("rel", "that") or lexed.norms[place : place + len(_BASIS)] == _BASIS
            zone, listed = zone + (2 if apart else 1), 0.0
        elif norm == "to" and (extraposed or lexed.norm(place - 1) in _LIGHT):
            extraposed = False  # "efforts to end the war" are about the war
        elif norm == "to" and place > first and lexed.tag(place + 1) == "word" and not lexed.covered[place + 1]:
            zone, listed, to_seen = (zone if to_seen and zone == 0 and directive else zone + 1), 0.0, False
        yield zone + listed


def _predicate(lexed: Lexed, head: int, last: int) -> int | None:
    """Return where the predicate of a clause begins: "that | the relations | are good"."""
    if lexed.tag(head) != "that" or lexed.norm(head + 1) in _WHO:
        return None
    for at in range(head + 2, last):
        if lexed.tag(at) in ("stop", "rel", "sub", "that"):
            return None
        if lexed.tag(at) in ("be", "have", "do", "modal") and not lexed.covered[at]:
            return at
    return None


def _turns(lexed: Lexed, place: int) -> bool:
    if lexed.norms[place] == "that":
        return lexed.tag(place - 1) == "word" and lexed.tag(place + 1) in ("be", "have", "modal")  # "a pact that will"
    if lexed.norms[place] not in _TURNS:
        return False
    return "well" not in lexed.norms[max(place - 1, 0) : place + 2]  # "as well as" only adds


def _starts(lexed: Lexed, place: int, phrases: _Phrases) -> bool:
    """Tell whether one of the phrases stands at a place."""
    beginning = phrases.get(lexed.norm(place), ())
    return any(lexed.norms[place : place + len(words)] == words for words in beginning)
