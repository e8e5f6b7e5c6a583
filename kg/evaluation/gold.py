"""Stand-off gold: what a human annotator found in a statement, as frozen values.

``docs/annotation.md`` describes what they mean. Names stay as the annotator wrote them; this module knows nothing of
files, of what a name stands for, or of extraction and scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from kg.record import Span

__all__ = [
    "GoldAct",
    "GoldActivity",
    "GoldCommitment",
    "GoldDocument",
    "GoldEntity",
    "GoldFact",
    "GoldPart",
    "Label",
]

Label: TypeAlias = Literal["publisher", "decade", "split"]


@dataclass(frozen=True, slots=True)
class GoldAct:
    """A speech act. ``persons`` and the slots after ``commits`` are None where the gold does not annotate them."""

    span: Span
    trigger: str
    cls: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    targets: tuple[str, ...]
    commits: bool
    type: str | None = None
    persons: tuple[str, ...] | None = None
    all_topics: tuple[str, ...] = ()
    addressees: tuple[str, ...] | None = None
    frameworks: tuple[str, ...] | None = None
    areas: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    strength: int | None = None
    modifiers: tuple[str, ...] | None = None
    factuality: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A mention. ``id`` names the entity within the document, ``iri`` in the graph where that is settled."""

    span: Span
    text: str
    type: str
    id: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """A commitment, at the trigger of the act that makes it."""

    span: Span
    debtors: tuple[str, ...]
    firmness: str


@dataclass(frozen=True, slots=True)
class GoldActivity:
    """An activity. ``implied`` participants may be named beside the required ones; single slots list what is right."""

    span: Span
    types: tuple[str, ...]
    participants: tuple[str, ...]
    implied: tuple[str, ...]
    places: tuple[str, ...]
    time: tuple[str, str] | None
    equipment: tuple[str, ...]
    factuality: str
    programmes: tuple[str, ...]
    frameworks: tuple[str, ...]
    roles: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A binary statement."""

    span: Span
    subject: str
    predicate: str
    object: str
    factuality: str
    reported_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPart:
    """A headed item; ``areas`` lists the cooperation areas that its heading can stand for."""

    span: Span
    heading: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated text. Layers that the gold does not annotate are None; scores count inside ``annotated`` only.

    ``labels`` tell what kind of text it is, for scores by publisher, decade or split.
    """

    path: Path
    text_path: Path
    text: str
    annotated: Span
    acts: tuple[GoldAct, ...]
    entities: tuple[GoldEntity, ...]
    commitments: tuple[GoldCommitment, ...] | None = None
    activities: tuple[GoldActivity, ...] | None = None
    facts: tuple[GoldFact, ...] | None = None
    parts: tuple[GoldPart, ...] | None = None
    labels: Mapping[Label, str] = field(default_factory=dict)
