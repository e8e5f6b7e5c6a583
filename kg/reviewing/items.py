"""What a review lists: one item for each thing that a person can settle, with what to write and where.

In: nothing; these are plain frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Example", "Item", "ItemKind"]

ItemKind: TypeAlias = Literal[
    "unknown-verb",
    "act-without-topic",
    "unlinked-name",
    "date-without-anchor",
    "foreign-language-preface",
    "same-person",
    "homonym",
]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows it, with the words in question, and the statement's title and file."""

    sentence: str
    words: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``add`` is what to write into the file ``to``; ``silence`` is the decision that ends it.

    ``count`` is how many passages it would settle, in ``documents`` statements.
    """

    kind: ItemKind
    words: str
    count: int
    documents: int
    why: str
    examples: tuple[Example, ...]
    add: str
    to: str
    silence: str
