"""Commitments: what the speakers of an act bind themselves to, to whom, until when and how firmly.

In: an ``Understanding`` and its acts. Out: one ``Commitment`` for each act that commits its speakers. Firmness follows
the act: ``hedged`` where it carries a hedge or its type only weighs a thing (base strength 2), ``hoped`` where it
hopes, ``intended`` at base strength 3, ``firm`` above and where a commitment is affirmed, announced or stated. The
module refuses to know verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.extraction.model import Understanding
from kg.knowledge.turtle import load_turtle
from kg.record import Act, Commitment, Firmness, Span, Time

__all__ = ["find_commitments"]

_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no later than|not later than|by the end of|before the end of) (?:the )?$"
)

_FIRM = frozenset({"affirm", "announce", "state"})


def find_commitments(understanding: Understanding, acts: Iterable[Act]) -> tuple[Commitment, ...]:
    """Return the commitments in the order of the acts that make them."""
    return tuple(_commitment(understanding, act) for act in acts if act.commits and act.onBehalfOf)


def _commitment(understanding: Understanding, act: Act) -> Commitment:
    content = act.content or act.evidence
    creditors = dict.fromkeys(iri for iri in (*act.addressees, *act.targets) if iri not in act.onBehalfOf)
    return Commitment(
        debtors=act.onBehalfOf,
        creditors=tuple(creditors),
        object=" ".join(understanding.text[content.start : content.end].split()),
        topics=act.topics,
        areas=act.areas,
        deadline=_deadline(understanding, content),
        firmness=_firmness(act),
        evidence=act.evidence,
        rule=f"commitment/{act.rule}",
        act=Span(act.start, act.end),
        content=content,
        frameworks=act.frameworks,
        hedges=act.hedges,
    )


def _firmness(act: Act) -> Firmness:
    base, kind = _types().get(act.type, (3, ""))
    if kind == "hope":
        return "hoped"
    if act.hedges or (base <= 2 and kind not in _FIRM):
        return "hedged"
    return "intended" if base == 3 and kind not in _FIRM else "firm"


@lru_cache(maxsize=1)
def _types() -> dict[str, tuple[int, str]]:
    """Return base strength and coarse class of every act type."""
    concepts = load_turtle("concepts")
    return {
        iri: (int(concepts.value(iri, "dco:baseStrength") or 3), concepts.value(iri, "dco:actClass") or "")
        for iri in concepts.instances("dco:ActType")
    }


def _deadline(understanding: Understanding, content: Span) -> Time | None:
    for dated in understanding.dates:
        if dated.span in content and _DEADLINE.search(understanding.text[content.start : dated.span.start].lower()):
            return dated.time
    return None
