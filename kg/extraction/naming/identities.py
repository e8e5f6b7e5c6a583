"""What names themselves say: whose organ a body is, which council adopted a resolution, how a concept is abbreviated.

In: the text with its mentions and concepts. Out: one ``Fact`` for each individual and property, with its first mention
as evidence. The IRIs of bodies and resolutions are made of exactly these identities (docs/graph-model.md), so nothing
is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.names import DCO, DCR, owning_state
from kg.record import Concept, Fact, Mention, Span

__all__ = ["find_identities"]

_RESOLUTION = re.compile(re.escape(DCR) + r"resolution/(unsc|unga)-(.+)")
_COUNCILS = {"unsc": DCR + "org/un-security-council", "unga": DCR + "org/un-general-assembly"}


def find_identities(text: str, mentions: Iterable[Mention], concepts: Iterable[Concept]) -> tuple[Fact, ...]:
    """Return what the names of bodies, resolutions and concepts say of them."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        if mention.iri:
            first.setdefault(mention.iri, mention)
    named = (fact for iri, mention in first.items() for fact in _facts(iri, Span(mention.start, mention.end)))
    return (*named, *_abbreviations(text, list(concepts)))


def _facts(iri: str, evidence: Span) -> Iterator[Fact]:
    if iri.startswith(DCR + "org/") and (state := owning_state(iri)):
        yield Fact(iri, DCO + "organOf", state, None, evidence, "name/organ-of")
    if resolution := _RESOLUTION.fullmatch(iri):
        council, number = resolution.groups()
        yield Fact(iri, DCO + "adoptedBy", _COUNCILS[council], None, evidence, "name/adopted-by")
        yield Fact(iri, DCO + "resolutionNumber", number, None, evidence, "name/resolution-number", literal=True)


def _abbreviations(text: str, concepts: list[Concept]) -> Iterator[Fact]:
    """Yield the short forms in brackets behind the words for the same concept."""
    ends = {(concept.end, concept.iri): concept for concept in concepts}
    for concept in concepts:
        before, after = text[max(0, concept.start - 2) : concept.start], text[concept.end : concept.end + 1]
        long = ends.get((concept.start - 2, concept.iri))
        if before == " (" and after == ")" and long is not None and concept.text.upper() == concept.text:
            evidence = Span(long.start, concept.end + 1)
            yield Fact(
                concept.iri, DCO + "abbreviation", concept.text, None, evidence, "name/abbreviation", literal=True
            )
