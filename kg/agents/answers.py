"""What the tools answer, as values whose fields become the structured output of the protocol.

In: nothing. Out: frozen types, without slots, which the SDK takes for default values. Lists and texts in them are cut
to a bound, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Catalogue", "Evidence", "Found", "FoundEntities", "Passage", "Question", "QuestionParameter", "Rows", "Why"]


@dataclass(frozen=True)
class Found:
    """An entity or a quotation that has the words."""

    iri: str
    kind: str
    text: str
    types: list[str]
    statement: str = ""
    date: str = ""


@dataclass(frozen=True)
class FoundEntities:
    """What has the words, best first."""

    found: list[Found]


@dataclass(frozen=True)
class QuestionParameter:
    """A parameter of a question; ``type`` is iri, string, integer or date."""

    name: str
    type: str
    help: str


@dataclass(frozen=True)
class Question:
    """A query of the catalogue."""

    name: str
    summary: str
    parameters: list[QuestionParameter]


@dataclass(frozen=True)
class Catalogue:
    """The questions that the graph is ready to answer."""

    questions: list[Question]


@dataclass(frozen=True)
class Rows:
    """Rows of texts and IRIs, None where nothing is bound; ``total`` counts those that were left out, too."""

    columns: list[str]
    rows: list[list[str | None]]
    total: int
    truncated: bool


@dataclass(frozen=True)
class Passage:
    """A passage of a statement: ``text[start:end] == quote``, in Unicode code points from 0."""

    quote: str
    start: int
    end: int
    statement: str
    title: str
    date: str


@dataclass(frozen=True)
class Evidence:
    """The passages that a node of the graph rests on."""

    node: str
    passages: list[Passage]
    truncated: bool = False


@dataclass(frozen=True)
class Why:
    """Why the graph says something, as indented lines down to sentences, rules and reference data."""

    explanation: str
    truncated: bool = False
