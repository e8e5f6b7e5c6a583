"""Field rows: adjectives of several fields before one noun, which together name none of the fields.

In: a lexed sentence and the tokens of an act's content. Out: the places of rows such as "political, economic and
cultural ties", with the concept that their noun points to. The words stand in ``ontology/lexicon/topics.ttl``. The
module refuses to read a list of nouns ("trade, energy and education") as a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.turtle import load_turtle
from kg.names import DCC

__all__ = ["FieldRow", "find_rows"]

_FEWEST = 3
_JOINTS = frozenset(["comma", "and"])


class FieldRow(NamedTuple):
    """The tokens of a row, from its first adjective up to and with its noun, and what the noun points to."""

    first: int
    last: int
    concept: str


@lru_cache(maxsize=1)
def _load_words() -> tuple[frozenset[str], dict[str, str]]:
    """Return the field adjectives, and the concept of each noun that can follow them."""
    words = load_turtle("lexicon")
    fields = frozenset(words.values(f"{DCC}area", "dco:fieldAdjective"))
    return fields, {noun: name for name in words.subjects() for noun in words.values(name, "dco:acrossFieldsWord")}


def find_rows(lexed: Lexed, first: int, last: int) -> Iterator[FieldRow]:
    """Yield the rows in the tokens ``first`` up to ``last``, in text order."""
    fields, nouns = _load_words()
    place = first
    while place < last:
        if lexed.norms[place] not in fields:
            place += 1
            continue
        start, count = place, 0
        while place < last and (lexed.norms[place] in fields or lexed.tags[place] in _JOINTS):
            count += lexed.norms[place] in fields
            place += 1
        noun = place + (place + 1 < last and lexed.norms[place] not in nouns and lexed.tag(place) == "word")
        if count >= _FEWEST and noun < last and lexed.norms[noun] in nouns:
            yield FieldRow(start, noun + 1, nouns[lexed.norms[noun]])
