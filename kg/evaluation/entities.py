"""Scores mentions of entities.

In: a gold document and a record. Out: outcomes. Knows nothing of acts, activities or facts.

Two mentions are exact when both ends agree; a pair that only shares characters counts for ``entity overlap``. Links
are scored where the gold says which individual is meant, on exact mentions: a mention without a link is a miss, a
wrong link is a miss and spurious. A state's gold id is its ISO 3166 code, which says which individual is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from kg.evaluation.alignment import align
from kg.evaluation.crosswalk import Crosswalk
from kg.evaluation.gold import GoldDocument, GoldEntity
from kg.evaluation.scores import Outcome
from kg.names import compact, expand
from kg.record import Mention, Record, Span

__all__ = ["entity_outcomes"]

_Agreement: TypeAlias = Callable[[GoldEntity, Mention], bool]


def entity_outcomes(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> Iterator[Outcome]:
    """Yield the outcomes of every measure of mentions."""
    wanted = {entity.span: entity for entity in gold.entities}
    found = {span: mention for mention in record.mentions if (span := _span(mention)) in gold.annotated}
    yield from _compare("entity", wanted, found, lambda entity, mention: True)
    yield from _compare("entity + type", wanted, found, lambda entity, mention: entity.type == mention.type)
    yield from _overlaps(wanted, found)
    yield from _links(wanted, found, crosswalk)


def _span(mention: Mention) -> Span:
    return Span(mention.start, mention.end)


def _compare(
    measure: str, wanted: Mapping[Span, GoldEntity], found: Mapping[Span, Mention], agree: _Agreement
) -> Iterator[Outcome]:
    for span, entity in wanted.items():
        hit = span in found and agree(entity, found[span])
        yield Outcome(measure, "hit" if hit else "missed", span.start, f"{entity.text} {entity.type}")
    for span, mention in found.items():
        if span not in wanted or not agree(wanted[span], mention):
            yield Outcome(measure, "spurious", span.start, f"{mention.text} {mention.type}")


def _overlaps(wanted: Mapping[Span, GoldEntity], found: Mapping[Span, Mention]) -> Iterator[Outcome]:
    left, right = list(wanted), list(found)
    pairs = align(left, right)
    for index, span in enumerate(left):
        yield Outcome("entity overlap", "hit" if index in pairs else "missed", span.start, wanted[span].text)
    for index in sorted(set(range(len(right))) - set(pairs.values())):
        yield Outcome("entity overlap", "spurious", right[index].start, found[right[index]].text)


def _links(wanted: Mapping[Span, GoldEntity], found: Mapping[Span, Mention], crosswalk: Crosswalk) -> Iterator[Outcome]:
    for span, entity in wanted.items():
        meant = _meant(entity, crosswalk)
        if not meant:
            continue
        iri = found[span].iri if span in found else None
        yield Outcome("entity link", "hit" if iri in meant else "missed", span.start, entity.text)
        if iri and iri not in meant:
            yield Outcome("entity link", "spurious", span.start, f"{entity.text} as {compact(iri)}")


def _meant(entity: GoldEntity, crosswalk: Crosswalk) -> tuple[str, ...]:
    if entity.iri:
        return (expand(entity.iri),)
    return crosswalk.agents_of(entity.id) if entity.type == "STATE" else ()
