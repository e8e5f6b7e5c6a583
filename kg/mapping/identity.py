"""IRIs of what a document says, told apart where several nodes share a place.

In: values with their spans. Out: one IRI for each. A node that has its place for itself is named by its kind and
offsets; where several share a place, eight hex digits of each one's content follow. No counter takes part.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from kg.mapping.sheet import Sheet
from kg.record import Span

__all__ = ["digest", "name_nodes"]

_Value = TypeVar("_Value", bound=Hashable)


def digest(*parts: str) -> str:
    """Return the first eight hex digits of the SHA-256 of these strings.

    >>> digest("a", "b") == digest("ab")
    False
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]


def name_nodes(
    sheet: Sheet, kind: str, values: Iterable[_Value], place: Callable[[_Value], Span]
) -> list[tuple[str, _Value]]:
    """Return each distinct value with its IRI, in the given order."""
    distinct = list(dict.fromkeys(values))
    shared = Counter(place(value) for value in distinct)
    named = []
    for value in distinct:
        span = place(value)
        iri = sheet.iri(kind, span)
        named.append((iri if shared[span] == 1 else f"{iri}/{digest(repr(value))}", value))
    return named
