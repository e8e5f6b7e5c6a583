"""Where the naming stages meet: candidates for mentions, and the choice among those that overlap.

Not a stage; it holds what those stages hand to one another. Each naming stage yields candidates; the longest from the
left become the mentions of the document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.knowledge.gazetteer import Hit
from kg.record import MentionType, Span

__all__ = ["Alias", "Candidate", "Definition", "Introduction", "Person", "SpanIndex", "choose"]


class Candidate(NamedTuple):
    """A possible mention. ``kind`` is the class and ``label`` the name of an individual that the document introduces.

    ``rank`` decides between candidates of one span; the lower wins.
    """

    start: int
    end: int
    type: MentionType
    iri: str | None
    kind: str = ""
    label: str = ""
    rank: int = 5


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person as the text introduces him: ``name`` may be None for a post alone ("the President of ...").

    ``post`` is the span of the whole post phrase, ``role`` the IRI of its role noun, ``state`` the IRI of the state it
    belongs to, and ``titled`` tells that only a courtesy title or bare role stood before the name; ``listed`` tells
    that the name stands in a list of those who hold one post in several states, each in his own.
    """

    name: Span | None
    post: Span | None
    role: str | None
    state: str | None
    titled: bool
    sentence: int
    roled: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: ``tokens`` are the folded words of his name, for finding him by a part of it."""

    iri: str
    label: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A long form with the short form that stands in brackets behind it; ``end`` is behind the closing bracket."""

    long: Span
    short: Span
    end: int


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form or other name that the document gives to what a candidate names."""

    short: str
    candidate: Candidate


class SpanIndex:
    """Hits of one layer, looked up by where they begin, end or lie; they do not overlap one another."""

    __slots__ = ("_by_end", "_by_start", "_starts", "hits")

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self._starts = [hit.start for hit in hits]
        self._by_start = {hit.start: hit for hit in hits}
        self._by_end = {hit.end: hit for hit in hits}

    def starting(self, offset: int) -> Hit | None:
        """Return the hit that begins here."""
        return self._by_start.get(offset)

    def ending(self, offset: int) -> Hit | None:
        """Return the hit that ends here."""
        return self._by_end.get(offset)

    def covering(self, offset: int) -> Hit | None:
        """Return the hit that holds this character."""
        index = bisect_right(self._starts, offset) - 1
        return self.hits[index] if index >= 0 and self.hits[index].end > offset else None

    def reaches(self, start: int, end: int) -> bool:
        """Tell whether a hit holds one of these characters."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self.hits[index].end > start

    def within(self, span: Span) -> Sequence[Hit]:
        """Return the hits that begin inside a span."""
        return self.hits[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stay: no two overlap, and the longest from the left win.

    >>> [c.end for c in choose([Candidate(0, 5, "ORG", None), Candidate(3, 12, "ORG", None)])]
    [12]
    """
    kept: list[Candidate] = []
    for new in sorted(candidates, key=lambda c: (c.start, -c.end, c.rank, c.iri or "")):
        while kept and kept[-1].end > new.start and new.end - new.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or kept[-1].end <= new.start:
            kept.append(new)
    return kept
