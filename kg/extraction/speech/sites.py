"""Sites: where in its sentence an act stands, and how far its content and its modifiers reach.

In: clauses with a frame. Out: sites and token ranges. The module refuses to know what is said and by whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.speech.speakers import Speakers
from kg.extraction.syntax.attachment import CONTRASTS
from kg.extraction.syntax.framing import Framing
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predication import PredicateClause

__all__ = ["Site", "delimit_content", "find_root", "near_tokens"]


@dataclass(frozen=True, slots=True)
class Site:
    """A framed clause: where its act stands, who performs it and where its content ends."""

    lexed: Lexed
    framing: Framing
    speakers: Speakers
    first: int
    last: int


def find_root(clauses: Sequence[PredicateClause], place: int) -> int | None:
    """Return where the subject begins that a coordinated clause takes from the first of its row."""
    heir = clauses[place].heir
    if heir is None:
        return None
    while (before := clauses[heir].heir) is not None:
        heir = before
    return clauses[heir].first


def delimit_content(
    lexed: Lexed, framing: Framing, clauses: Sequence[PredicateClause], place: int
) -> tuple[Framing, int]:
    """Return where the content of a clause begins and ends.

    An act with no content of its own takes that of the verb it is coordinated with ("hailed and praised X"); what
    others say beside it ("while Y condemned Z") is not its own.
    """
    clause = clauses[place]
    following = clauses[place + 1] if place + 1 < len(clauses) else None
    empty = framing.content >= clause.last
    if following and following.verb and clause.verb and clause.verb.shape == "passive":
        empty = empty or (clause.subject is not None and following.heir == place and clause.verb.last >= clause.last)
    if empty and following and following.heir is not None and following.verb:
        return framing._replace(content=following.verb.last), following.last
    beside = (c for c in clauses[place + 1 :] if c.parent == place and c.opener in CONTRASTS and c.subject and c.verb)
    last = next((c.first for c in beside), clause.last)
    last -= lexed.tag(last - 1) == "comma" and last < clause.last
    return framing, max(last, framing.content)


def near_tokens(site: Site) -> tuple[int, int]:
    """Return the tokens in which a bare word intensifies the act: around the verb, and before its noun."""
    framing = site.framing
    first = min(site.first, framing.first, framing.np[0] if framing.noun else framing.first)
    last = max(framing.content, framing.last)
    if framing.noun is not None and framing.noun is not framing.frame:
        while last < site.last and site.lexed.tag(last) in ("word", "poss", "det", "adv"):
            last += 1
    return first, last
