"""What a name itself says: whose organ a body is, which council adopted a resolution, and its number.

In: the mentions. Out: one ``Fact`` for each individual and property, with its first mention as evidence. The IRIs of
bodies and resolutions are made of exactly these identities (docs/graph-model.md), so nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.names import DCO, DCR
from kg.record import Fact, Mention, Span

__all__ = ["find_identities"]

_BODY = re.compile(re.escape(DCR) + r"org/([A-Z]{3})/.+")
_RESOLUTION = re.compile(re.escape(DCR) + r"resolution/(unsc|unga)-(.+)")
_COUNCILS = {"unsc": DCR + "org/un-security-council", "unga": DCR + "org/un-general-assembly"}


def find_identities(mentions: Iterable[Mention]) -> tuple[Fact, ...]:
    """Return what the names of bodies and resolutions say of them, in the order of the text."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        if mention.iri:
            first.setdefault(mention.iri, mention)
    return tuple(fact for iri, mention in first.items() for fact in _facts(iri, Span(mention.start, mention.end)))


def _facts(iri: str, evidence: Span) -> Iterator[Fact]:
    if body := _BODY.fullmatch(iri):
        yield Fact(iri, DCO + "organOf", f"{DCR}state/{body[1]}", None, evidence, "name/organ-of")
    if resolution := _RESOLUTION.fullmatch(iri):
        council, number = resolution.groups()
        yield Fact(iri, DCO + "adoptedBy", _COUNCILS[council], None, evidence, "name/adopted-by")
        yield Fact(iri, DCO + "resolutionNumber", number, None, evidence, "name/resolution-number", literal=True)
