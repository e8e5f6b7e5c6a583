"""Recurrences: "the Council", "this Summit": nouns with a capital that take up a body or meeting named before.

In: a text and the mentions before and after names were made of names. Out: further mentions. The last name with the
noun in it, or short for one, is meant; what is said of two states ("the Peru-Chile Alliance") names no body, and where
such words came last, the module refuses to guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.record import Mention

__all__ = ["find_recurrences"]

_AGAIN = re.compile(
    r"(?=[A-Zt])(?:(?<![\w’'-])(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]oday[’']s)\s+|(?<=\n)|(?<=[.!?]\s)|(?<=[.!?]\s\s)|(?<=\bto\s))"
    r"(?P<noun>[A-Z][a-z]{4,}|(?:Special|Ordinary|Extraordinary)\s[A-Z][a-z]{4,})\b(?![’'-](?!s\b)|\s+[A-Z(]|\s+of\b)"
)
_SEGMENTS = frozenset(["meeting", "forum", "org"])
_TOO_COMMON = frozenset(["meeting", "centre", "center", "office", "department", "administration"])


def find_recurrences(
    text: str, mentions: Sequence[Mention], shown: Sequence[Mention], naming: Naming
) -> Iterator[Mention]:
    """Yield the mentions by a common noun that lie in none that is ``shown``."""
    starts = [m.start for m in shown]
    for match in _AGAIN.finditer(text):
        start, end = match.span("noun")
        noun = fold(match["noun"].split()[-1])
        before = bisect_left(starts, end) - 1
        if not _is_gathering(noun, naming) or (before >= 0 and shown[before].end > start):
            continue
        # Where no name has it, the body in "First Session of the Lake Council" does.
        named = _last_named(noun, shown, start, naming) or _last_named(noun, mentions, start, naming)
        if named is not None and not _is_said_of_states(text, match["noun"].split()[-1], mentions, named.start, start):
            yield Mention(start, end, text[start:end], named.type, named.iri)


def _is_gathering(noun: str, naming: Naming) -> bool:
    heads = naming.heads.get(noun, ())
    known = any(head.segment in _SEGMENTS and head.words == (noun,) for head in heads)
    return noun not in _TOO_COMMON and (known or noun in naming.body_nouns)


def _last_named(noun: str, mentions: Sequence[Mention], start: int, naming: Naming) -> Mention | None:
    """Return the last body or meeting before an offset whose name has the noun in it."""
    word = re.compile(rf"\b{re.escape(noun)}\b")
    earlier = mentions[: bisect_left(mentions, start, key=lambda mention: mention.start)]
    return next((mention for mention in reversed(earlier) if _is_called(mention, word, naming)), None)


def _is_called(mention: Mention, word: re.Pattern[str], naming: Naming) -> bool:
    """Tell whether the name of a body or meeting, or what it is short for, has a common noun in it."""
    if mention.type not in ("ORG", "EVENT") or mention.iri is None:
        return False
    text = fold(mention.text)
    if word.search(text.partition(" of ")[0] if mention.type == "EVENT" else text):
        return True
    known = naming.knowledge
    labels = known.labels(mention.iri)
    return mention.type == "ORG" and any(word.search(fold(label)) for label in labels)


def _is_said_of_states(text: str, noun: str, mentions: Sequence[Mention], since: int, until: int) -> bool:
    """Tell whether the noun stands behind a state between two offsets: "the Peru-Chile Alliance"."""
    first = bisect_left(mentions, since, key=lambda mention: mention.start)
    last = bisect_left(mentions, until, key=lambda mention: mention.start)
    return any(m.type == "STATE" and text.startswith(f" {noun}", m.end) for m in mentions[first:last])
