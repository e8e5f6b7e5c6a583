"""Compares what the extraction finds with stand-off gold.

In: gold files, the extraction as a function, the crosswalk of names. Out: a frozen ``Evaluation`` with scores for each
document and pooled, and the sentences with their outcomes. Refuses a record whose text is not the annotated one. It
knows nothing of how a record is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from kg.errors import ExtractionError
from kg.evaluation.activities import activity_outcomes
from kg.evaluation.acts import act_outcomes, commitment_outcomes
from kg.evaluation.crosswalk import Crosswalk
from kg.evaluation.entities import entity_outcomes
from kg.evaluation.facts import fact_outcomes
from kg.evaluation.gold import GoldDocument, Label
from kg.evaluation.loading import load_gold
from kg.evaluation.names import Names
from kg.evaluation.parts import part_outcomes
from kg.evaluation.scores import Interval, Outcome, Score, bootstrap, tally
from kg.record import Record, Span

__all__ = ["DocumentEvaluation", "Evaluation", "JudgedSentence", "evaluate", "judge"]

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[\"“(]?[A-Z])|\n+")


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence of an annotated text, with what was hit, missed and spurious in it."""

    span: Span
    text: str
    outcomes: tuple[Outcome, ...]

    @property
    def errors(self) -> tuple[Outcome, ...]:
        """The outcomes that are no hits."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind != "hit")


@dataclass(frozen=True, slots=True)
class DocumentEvaluation:
    """The scores of one document."""

    gold: Path
    text: Path
    scores: Mapping[str, Score]
    sentences: tuple[JudgedSentence, ...]
    labels: Mapping[Label, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of several documents, and of all outcomes pooled, with 95% bootstrap intervals."""

    documents: tuple[DocumentEvaluation, ...]
    scores: Mapping[str, Score]
    intervals: Mapping[str, Interval]

    def scores_by(self, label: Label) -> dict[str, tuple[int, Mapping[str, Score]]]:
        """Return, for each publisher, decade or split, how many texts it has and their pooled scores, sorted by name.

        Texts whose gold does not say stand under ``not said``.
        """
        groups: dict[str, list[DocumentEvaluation]] = {}
        for document in self.documents:
            groups.setdefault(document.labels.get(label, "not said"), []).append(document)
        return {name: (len(groups[name]), tally(_all_outcomes(groups[name]))) for name in sorted(groups)}

    def worst_sentences(self, limit: int = 10) -> tuple[tuple[DocumentEvaluation, JudgedSentence], ...]:
        """Return the sentences with most errors, worst first, ties in reading order."""
        judged = [(document, sentence) for document in self.documents for sentence in document.sentences]
        wrong = [item for item in judged if item[1].errors]
        return tuple(sorted(wrong, key=lambda item: -len(item[1].errors))[:limit])


def evaluate(
    gold_paths: Iterable[Path],
    extract: Callable[[Path], Record],
    crosswalk: Crosswalk,
    *,
    texts: Sequence[Path] = (),
    split: str | None = None,
) -> Evaluation:
    """Return the scores of ``extract`` on the gold in files or folders; ``texts`` are folders of annotated texts.

    With ``split``, only gold of that split is scored.
    """
    golds = load_gold(gold_paths, texts, crosswalk.agents, split=split)
    documents = tuple(judge(gold, extract(gold.text_path), crosswalk) for gold in golds)
    outcomes = [[sentence.outcomes for sentence in document.sentences] for document in documents]
    scores = tally(_all_outcomes(documents))
    return Evaluation(documents, scores, bootstrap(outcomes, list(scores)))


def _all_outcomes(documents: Iterable[DocumentEvaluation]) -> Iterator[Outcome]:
    for document in documents:
        for sentence in document.sentences:
            yield from sentence.outcomes


def judge(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> DocumentEvaluation:
    """Return the scores of one record against its gold."""
    if record.text != gold.text:
        raise ExtractionError("its record is of another text", where=gold.text_path, remedy="extract this file again")
    outcomes = tuple(_outcomes(gold, record, crosswalk))
    sentences = tuple(
        JudgedSentence(
            span,
            gold.text[span.start : span.end].strip(),
            tuple(outcome for outcome in outcomes if span.start <= outcome.at < span.end),
        )
        for span in _sentences(gold)
    )
    return DocumentEvaluation(gold.path, gold.text_path, tally(outcomes), sentences, gold.labels)


def _outcomes(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> Iterator[Outcome]:
    names = Names(gold, record, crosswalk)
    yield from act_outcomes(gold, record, names, crosswalk)
    yield from commitment_outcomes(gold, record, names)
    yield from activity_outcomes(gold, record, names)
    yield from entity_outcomes(gold, record, crosswalk)
    yield from fact_outcomes(gold, record, names)
    yield from part_outcomes(gold, record, crosswalk)


def _sentences(gold: GoldDocument) -> Iterator[Span]:
    """Cut the annotated range into pieces that leave out no code point and do not depend on the extraction."""
    start, end = gold.annotated.start, gold.annotated.end
    inner = [match.end() for match in _SENTENCE_END.finditer(gold.text, start, end)]
    for left, right in pairwise([start, *inner, end]):
        if left < right:
            yield Span(left, right)
