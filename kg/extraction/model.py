"""What the stages of extraction hand to one another.

The stages run in the order of ``kg.extraction.pipeline`` and never import one another; they meet here. Offsets
are code points of the stored text, 0-based, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from kg.record import Concept, Document, Entity, Fact, Issue, Mention, PartKind, Placed, Span, Time

__all__ = [
    "SPOKEN",
    "Block",
    "Clause",
    "ClauseKind",
    "DatedSpan",
    "Participant",
    "Registry",
    "Sentence",
    "Token",
    "Understanding",
    "placed_in",
]

ClauseKind: TypeAlias = Literal[
    "main", "coordinate", "that", "relative", "participial", "infinitive", "apposition", "subordinate", "nominal"
]


_Placed = TypeVar("_Placed", bound=Placed)
_START = attrgetter("start")

SPOKEN: tuple[PartKind, ...] = ("paragraph", "item", "bullet")  # the blocks whose sentences say something


class Token(NamedTuple):
    """A word, number or punctuation mark. ``norm`` is lower case with straight quotes.

    A named tuple, since a document has thousands of them.
    """

    start: int
    end: int
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Block:
    """A title, date line, paragraph, item or bullet. ``body`` leaves out the number, bullet and heading."""

    span: Span
    kind: PartKind
    body: Span
    number: str | None = None
    heading: Span | None = None
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block; ``block`` is the block's index, ``tokens`` are in order.

    ``words`` are its words in lower case, parted at hyphens too: a rule looks there first whether one that it needs is
    in the sentence at all. They are a set, so they stand in no printed form.
    """

    span: Span
    block: int
    tokens: tuple[Token, ...]
    words: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date expression resolved against the statement's date."""

    span: Span
    time: Time


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: a person with the post, body and state that the opening gives, or a body or state alone.

    ``iri`` is the speaker; ``behalf`` the states (or organizations) spoken for; ``names`` the forms by which later
    sentences may call this participant (surname, "Minister X", "the Japanese side"), case kept; ``role`` the norm
    of the role noun ("minister", "president", "secretary").
    """

    iri: str
    behalf: tuple[str, ...]
    names: tuple[str, ...] = ()
    role: str | None = None
    post: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """The participants of a document and its own group names ("the Ministers", "the three NSAs").

    ``groups`` maps a normalised group phrase without article to indices into ``participants``; ``voice`` are
    the indices that "we", "they", "both sides" stand for. ``guests`` are states that are there and may speak for
    themselves, as observers and participants of a course do, and never with "we".
    """

    participants: tuple[Participant, ...] = ()
    groups: dict[str, tuple[int, ...]] = field(default_factory=dict)
    voice: tuple[int, ...] = ()
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence. ``parent`` is the index of the governing clause in the same sentence's list.

    ``span`` may enclose the spans of its children; ``holes`` are the children's spans cut out of it.
    """

    span: Span
    kind: ClauseKind
    parent: int | None = None
    holes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that the reading stages know of a document before acts, activities and facts are sought.

    ``adjectives`` are words such as "Spanish" that point to a state and are no mention of it. ``meant`` gives the
    states that names of today's states stood for at the time, ``affiliations`` the states beside persons' posts,
    ``spokesmen`` the persons who report what others said, ``shown`` the mentions as the record has them, where compound
    names and posts hold the names of the states and bodies in them.
    """

    document: Document
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    concepts: tuple[Concept, ...]
    dates: tuple[DatedSpan, ...]
    registry: Registry
    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    issues: tuple[Issue, ...] = ()
    adjectives: tuple[Mention, ...] = ()
    meant: dict[str, str] = field(default_factory=dict)
    affiliations: dict[str, str] = field(default_factory=dict)
    spokesmen: frozenset[str] = frozenset()
    shown: tuple[Mention, ...] = ()


def placed_in(placed: Sequence[_Placed], span: Span) -> list[_Placed]:
    """Return what lies in a span, of mentions, concepts or the like in the order of the text.

    >>> placed_in([Span(0, 3), Span(2, 6), Span(4, 5)], Span(2, 5))
    [Span(start=4, end=5)]
    """
    first, last = bisect_left(placed, span.start, key=_START), bisect_left(placed, span.end, key=_START)
    return [one for one in placed[first:last] if one.end <= span.end]
