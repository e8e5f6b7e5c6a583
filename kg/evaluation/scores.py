"""Counts, precision, recall, F1 and their bootstrap intervals.

In: outcomes, each a hit, a miss or a spurious prediction at a place of a text. Out: scores. Knows nothing of what
was predicted.

The interval is the 2.5 to 97.5 percentile of the F1 of resampled outcomes (Efron's percentile bootstrap): documents
are drawn with replacement and, in each, its sentences. The generator is seeded, so a figure never wavers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

__all__ = ["MEASURES", "RECALL_ONLY", "Interval", "Kind", "Outcome", "Score", "bootstrap", "tally"]

Kind: TypeAlias = Literal["hit", "missed", "spurious"]
Interval: TypeAlias = tuple[float, float]

_KINDS: tuple[Kind, ...] = ("hit", "missed", "spurious")
_SEED = 20180115

MEASURES = (
    "trigger",
    "act class",
    "act + speaker",
    "act + speaker + topic",
    "act type",
    "all topics",
    "target",
    "addressee",
    "framework",
    "act area",
    "act place",
    "strength",
    "modifiers",
    "factuality",
    "commitment flag",
    "commitment",
    "entity",
    "entity + type",
    "entity overlap",
    "entity link",
    "activity",
    "activity slots",
    "fact",
    "headed item",
)
"""Every measure, in the order in which they are shown."""

RECALL_ONLY = frozenset({"all topics"})
"""Measures that ask only whether what must be found is found; more is no error."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that was rightly found, missed, or wrongly predicted; ``at`` is the code point where it stands."""

    measure: str
    kind: Kind
    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of outcomes.

    >>> score = Score(hits=3, missed=1, spurious=0)
    >>> score.precision, score.recall, round(score.f1, 3)
    (1.0, 0.75, 0.857)
    """

    hits: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.hits + self.missed

    @property
    def predicted(self) -> int:
        """How many were predicted."""
        return self.hits + self.spurious

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 0 where nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 0 where there is nothing."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.predicted) if self.hits else 0.0


def tally(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Return the score of each measure that has outcomes, in the order of ``MEASURES``."""
    counts: dict[str, dict[Kind, int]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.measure, dict.fromkeys(_KINDS, 0))[outcome.kind] += 1
    return {name: Score(*(counts[name][kind] for kind in _KINDS)) for name in MEASURES if name in counts}


def bootstrap(
    documents: Sequence[Sequence[Sequence[Outcome]]], measures: Sequence[str], resamples: int = 1000
) -> Mapping[str, Interval]:
    """Return the 95% interval of each measure's F1 (recall where only that counts).

    ``documents`` holds, for each document, its sentences as sequences of outcomes.
    """
    counts = [_count(document, measures) for document in documents if document]
    if not counts or not measures:
        return {}
    generator = np.random.Generator(np.random.PCG64(_SEED))
    samples = np.zeros((resamples, len(measures), len(_KINDS)))
    for row in range(resamples):
        for chosen in generator.integers(len(counts), size=len(counts)):
            sentences = counts[chosen]
            drawn = generator.integers(len(sentences), size=len(sentences))
            samples[row] += sentences[drawn].sum(axis=0)
    return {name: _percentiles(samples[:, column], name in RECALL_ONLY) for column, name in enumerate(measures)}


def _count(document: Sequence[Sequence[Outcome]], measures: Sequence[str]) -> np.ndarray:
    column = {name: index for index, name in enumerate(measures)}
    counts = np.zeros((len(document), len(measures), len(_KINDS)))
    for row, sentence in enumerate(document):
        for outcome in sentence:
            counts[row, column[outcome.measure], _KINDS.index(outcome.kind)] += 1
    return counts


def _percentiles(sample: np.ndarray, recall_only: bool) -> Interval:
    hits, missed, spurious = sample[:, 0], sample[:, 1], sample[:, 2]
    above, below = (hits, hits + missed) if recall_only else (2 * hits, 2 * hits + missed + spurious)
    drawn = below > 0  # a resample without any outcome of this measure says nothing of it
    low, high = np.percentile(above[drawn] / below[drawn], [2.5, 97.5])
    return (round(float(low), 4), round(float(high), 4))
