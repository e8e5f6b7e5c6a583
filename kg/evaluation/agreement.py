"""How far two annotators agree: F1 of the second's gold against the first's, on the range that both annotated.

In: two folders of gold. Out: text. Method: pairwise F1 as agreement, after Hripcsak and Rothschild, "Agreement, the
F-measure, and reliability in information retrieval" (JAMIA 2005): where the number of negatives is not defined, as
for spans, kappa approaches it. Knows nothing of extraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.evaluation.alignment import align, best_pairs, overlap
from kg.evaluation.gold import GoldActivity, GoldDocument
from kg.evaluation.loading import load_gold
from kg.record import Span

__all__ = ["Agreement", "agree", "render_agreement"]

_MEASURES = (
    "trigger",
    "act class",
    "act + speaker",
    "first topic",
    "commitment",
    "activity",
    "activity slots",
    "entity",
)


@dataclass(slots=True)
class Agreement:
    """Counts of one measure: agreed, and how many each annotator marked."""

    agreed: int = 0
    first: int = 0
    second: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of how much of each annotator's work the other shares."""
        return 2 * self.agreed / (self.first + self.second) if self.first + self.second else 1.0

    def add(self, agreed: int, first: int, second: int) -> None:
        """Count one document more."""
        self.agreed += agreed
        self.first += first
        self.second += second


def agree(first: Path, second: Path, texts: Sequence[Path] = ()) -> dict[str, Agreement]:
    """Return the agreement on each measure over the documents that both folders hold.

    Raises ``SourceError`` where they share none.
    """
    names = {path.name for path in second.glob("*.json")} & {path.name for path in first.glob("*.json")}
    if not names:
        raise SourceError("no gold of the same name", where=f"{first} and {second}", remedy="annotate a text twice")
    found = {name: Agreement() for name in _MEASURES}
    for name in sorted(names):
        (one,), (other,) = load_gold([first / name], texts), load_gold([second / name], texts)
        _compare(one, other, found)
    return found


def _compare(one: GoldDocument, other: GoldDocument, found: dict[str, Agreement]) -> None:
    both = Span(max(one.annotated.start, other.annotated.start), min(one.annotated.end, other.annotated.end))
    acts = [[act for act in document.acts if act.span in both] for document in (one, other)]
    same = _Names(one, other).same
    pairs = [(acts[0][a], acts[1][b]) for a, b in align(*([act.span for act in side] for side in acts)).items()]
    sizes = len(acts[0]), len(acts[1])
    found["trigger"].add(len(pairs), *sizes)
    found["act class"].add(sum(a.cls == b.cls for a, b in pairs), *sizes)
    found["act + speaker"].add(sum(a.cls == b.cls and same(a.speakers, b.speakers) for a, b in pairs), *sizes)
    found["first topic"].add(sum(bool({*a.topics} & {*b.topics}) for a, b in pairs), len(pairs), len(pairs))
    if one.commitments is not None and other.commitments is not None:
        _compare_commitments(one, other, both, found["commitment"])
    if one.activities is not None and other.activities is not None:
        _compare_activities(one, other, both, found)
    entities = [{(e.span, e.type) for e in document.entities if e.span in both} for document in (one, other)]
    found["entity"].add(len(entities[0] & entities[1]), *map(len, entities))


def _compare_commitments(one: GoldDocument, other: GoldDocument, both: Span, found: Agreement) -> None:
    sides = [[item for item in document.commitments or () if item.span in both] for document in (one, other)]
    pairs = align(*([item.span for item in side] for side in sides)).items()
    same = [(sides[0][a], sides[1][b]) for a, b in pairs if sides[0][a].firmness == sides[1][b].firmness]
    found.add(sum({*a.debtors} == {*b.debtors} for a, b in same), *map(len, sides))


def _compare_activities(one: GoldDocument, other: GoldDocument, both: Span, found: dict[str, Agreement]) -> None:
    sides = [[item for item in document.activities or () if item.span in both] for document in (one, other)]

    def weight(left: int, right: int) -> tuple[int, ...]:
        a, b = sides[0][left], sides[1][right]
        return (overlap(a.span, b.span),) if overlap(a.span, b.span) and {*a.types} & {*b.types} else ()

    pairs = best_pairs(len(sides[0]), len(sides[1]), weight).items()
    names = _Names(one, other)
    found["activity"].add(len(pairs), *map(len, sides))
    found["activity slots"].add(sum(names.same_slots(sides[0][a], sides[1][b]) for a, b in pairs), *map(len, sides))


class _Names:
    """Tells whether names of two documents mean the same: an ``#id`` is known by its mentions, however called."""

    def __init__(self, one: GoldDocument, other: GoldDocument) -> None:
        self._documents = one, other

    def _meanings(self, side: int, name: str) -> frozenset[str | Span]:
        mentions = [(entity.id, entity.span) for entity in self._documents[side].entities]
        meanings: set[str | Span] = set()
        for part in name.split("|"):
            meanings.add(part.removeprefix("dcr:state/"))
            meanings.update(span for ident, span in mentions if part == f"#{ident}")
        return frozenset(meanings)

    def same(self, one: Sequence[str], other: Sequence[str], more: Sequence[Sequence[str]] = ((), ())) -> bool:
        """Tell whether each name has its like on the other side; ``more`` are those that either allows on top."""
        sides = [[self._meanings(side, name) for name in names] for side, names in enumerate((one, other))]
        allowed = [[self._meanings(side, name) for name in names] for side, names in enumerate(more)]
        return all(
            any(name & like for like in (*sides[1 - side], *allowed[1 - side]))
            for side in (0, 1)
            for name in sides[side]
        )

    def same_slots(self, one: GoldActivity, other: GoldActivity) -> bool:
        """Tell whether two activities are told alike: participants, places, time, factuality and roles."""
        roles = zip(one.roles, other.roles, strict=True)
        return (
            self.same(one.participants, other.participants, (one.implied, other.implied))
            and self.same(one.places, other.places)
            and (one.time, one.factuality) == (other.time, other.factuality)
            and all(bool(a) == bool(b) and self.same(a[:1], b[:1], (a, b)) for (_, a), (_, b) in roles)
        )


def render_agreement(found: dict[str, Agreement]) -> str:
    """Return the agreement as a table."""
    lines = [f"{'measure':16} {'first':>6} {'second':>6} {'agreed':>6}     F1"]
    annotated = ((name, a) for name, a in found.items() if a.first or a.second)
    lines += [f"{name:16} {a.first:6} {a.second:6} {a.agreed:6}  {a.f1:.3f}" for name, a in annotated]
    return "\n".join(lines)
