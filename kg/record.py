"""What was understood of one document, as typed stand-off records.

In: nothing; these are plain frozen values. Out: ``Record.to_json()``, the object that ``kg extract`` prints, one a
line. Offsets count Unicode code points of the stored text, 0-based, end exclusive. IRIs are full strings. The
module knows nothing of how a record is made or stored.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, Protocol, TypeAlias

__all__ = [
    "Act",
    "Activity",
    "Commitment",
    "Concept",
    "Document",
    "Entity",
    "Fact",
    "Factuality",
    "Firmness",
    "Issue",
    "Mention",
    "MentionType",
    "Part",
    "PartKind",
    "Placed",
    "Precision",
    "Record",
    "Reference",
    "Span",
    "Time",
]

Factuality: TypeAlias = Literal["done", "ongoing", "intended", "hoped", "invited"]
Firmness: TypeAlias = Literal["firm", "intended", "hedged", "hoped"]
Precision: TypeAlias = Literal["day", "month", "year", "decade", "range"]
PartKind: TypeAlias = Literal["title", "dateline", "paragraph", "item", "bullet", "heading", "sentence", "preface"]
MentionType: TypeAlias = Literal["STATE", "PER", "ORG", "ROLE", "LOC", "DATE", "EQP", "INST", "PROG", "EVENT"]


class Placed(Protocol):
    """What reaches from one offset of the stored text to another: a span, a mention, an act."""

    @property
    def start(self) -> int:
        """Return the offset of its first character."""

    @property
    def end(self) -> int:
        """Return the offset behind its last character."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of the stored text."""

    start: int
    end: int

    def __contains__(self, other: Placed) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Placed) -> bool:
        """Tell whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Time:
    """A date or period: the words, and the first and last day (ISO 8601) that they can mean."""

    text: str
    begin: str
    end: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Document:
    """The statement as a whole. ``parties`` are the states and organizations in whose name it is made."""

    id: str
    title: str
    date: str | None
    place: str | None
    sha256: str
    source: str
    language: str = "en"
    publisher: str | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the statement; ``parent`` is the index of the enclosing part in ``Record.parts``.

    ``page`` (of a PDF, from 1) or ``element`` (of a web page, its XPath) is where the part begins.
    """

    start: int
    end: int
    kind: PartKind
    number: str | None = None
    heading: str | None = None
    areas: tuple[str, ...] = ()
    parent: int | None = None
    page: int | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An individual that the document introduces or speaks of; ``type`` is its class, ``labels`` best first."""

    iri: str
    type: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names an individual. ``iri`` is None where it could not be linked."""

    start: int
    end: int
    text: str
    type: MentionType
    iri: str | None


@dataclass(frozen=True, slots=True)
class Concept:
    """Where the text names a concept: an issue, a cooperation area or a region."""

    start: int
    end: int
    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that are no name ("the Ministers", "we") and the participants that they stand for."""

    start: int
    end: int
    text: str
    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act. ``start``/``end`` mark the trigger phrase; ``topics`` are ordered, best first.

    ``speakers`` are persons (or bodies that speak for themselves), ``onBehalfOf`` the states and organizations
    that the act binds. ``commits`` tells that it binds them to something in the future.
    """

    start: int
    end: int
    trigger: str
    type: str
    strength: int
    intensifiers: tuple[str, ...]
    hedges: tuple[str, ...]
    speakers: tuple[str, ...]
    onBehalfOf: tuple[str, ...]
    topics: tuple[str, ...]
    targets: tuple[str, ...]
    addressees: tuple[str, ...]
    frameworks: tuple[str, ...]
    areas: tuple[str, ...]
    factuality: Factuality
    evidence: Span
    rule: str
    places: tuple[str, ...] = ()
    content: Span | None = None
    commits: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that was, is or will be done: a meeting, exercise, visit, dialogue or course attendance."""

    type: str
    participants: tuple[str, ...]
    places: tuple[str, ...]
    time: Time | None
    equipment: tuple[str, ...]
    evidence: Span
    rule: str
    start: int = 0
    end: int = 0
    factuality: Factuality = "done"
    topics: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    name: str | None = None
    sender: str | None = None
    host: str | None = None
    programmes: tuple[str, ...] = ()
    inviter: str | None = None
    invitee: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What debtors bound themselves to. ``act`` marks the trigger of the act that made it; ``object`` its words.

    ``condition`` is on what it depends, in the text's own words ("subject to parliamentary approval").
    """

    debtors: tuple[str, ...]
    creditors: tuple[str, ...]
    object: str
    topics: tuple[str, ...]
    areas: tuple[str, ...]
    deadline: Time | None
    firmness: Firmness
    evidence: Span
    rule: str
    act: Span
    content: Span
    frameworks: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A binary statement found in the text. ``reportedBy`` holds who says so where it is not the joint voice.

    A fact whose factuality is not ``done`` or ``ongoing`` (an intention, a hope) is kept as a claim and never
    becomes a plain triple.
    """

    subject: str
    predicate: str
    object: str
    time: Time | None
    evidence: Span
    rule: str
    literal: bool = False
    factuality: Factuality = "done"
    reportedBy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A passage that was seen and not understood; ``code`` is a stable kebab-case name of the kind."""

    code: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that was understood of one document. ``text`` is the stored text and is not printed."""

    document: Document
    text: str
    parts: tuple[Part, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    concepts: tuple[Concept, ...] = ()
    acts: tuple[Act, ...] = ()
    activities: tuple[Activity, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    facts: tuple[Fact, ...] = ()
    issues: tuple[Issue, ...] = ()
    references: tuple[Reference, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values, in the shape of the published JSON Schema."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "text"}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
