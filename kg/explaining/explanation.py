"""What an explanation is: a tree of reasons, each with its sentence, its rule or the file that says so.

In: nothing; these are plain frozen values. The module knows nothing of stores or terminals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Detail", "Explanation", "Kind", "Quote", "RuleNote", "Statement"]

Kind: TypeAlias = Literal["extracted", "inferred", "individual", "reference", "ontology", "unexplained"]


@dataclass(frozen=True, slots=True)
class Statement:
    """The document that says it; ``source`` is the path it was read from."""

    iri: str
    title: str
    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a statement, with offsets of the stored text; ``marked`` are the spans in it that show it."""

    text: str
    start: int
    end: int
    marked: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RuleNote:
    """The frame, pattern or rule that made something: what it asks for, and the file and line where it stands."""

    name: str
    says: str
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is said, and where it comes from."""

    name: str
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the graph says something; ``others`` counts the further ways to derive it that are not shown."""

    claim: str
    kind: Kind
    iri: str | None = None
    statement: Statement | None = None
    quote: Quote | None = None
    rule: RuleNote | None = None
    details: tuple[Detail, ...] = ()
    because: tuple[Explanation, ...] = ()
    others: int = 0
