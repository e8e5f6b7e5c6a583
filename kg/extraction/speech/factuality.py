"""Factuality: how what an act speaks of stands.

In: the lexed sentence and the framing of an act. Out: ``intended`` for what the speakers bind themselves to, ``hoped``
for a hope, ``invited`` for an invitation, ``ongoing`` for what is said to be under way, else ``done``. It is read from
the act's class and its content's verb forms; the module refuses to know the world.
"""

from __future__ import annotations

from kg.extraction.syntax.framing import Framing
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predicates import skip_adverbs
from kg.record import Factuality

__all__ = ["judge_factuality"]

_BY_CLASS: dict[str, Factuality] = {"hope": "hoped", "invite": "invited", "commit": "intended"}
_ONGOING = frozenset(["ongoing", "on-going"])
_TURNS = frozenset(["rel", "sub", "comma"])
_PROGRESSIVE = frozenset(["is", "are", "was", "were", "been"])


def judge_factuality(lexed: Lexed, framing: Framing, last: int) -> Factuality:
    """Return the factuality of an act whose content ends before the token ``last``."""
    known = _BY_CLASS.get(framing.frame.act_class)
    if known is not None:
        return known
    if framing.commits:
        return "intended"
    return "ongoing" if _under_way(lexed, framing.content, last) else "done"


def _under_way(lexed: Lexed, first: int, last: int) -> bool:
    """Tell whether the content is said to go on: "are being held", "had been advancing", "the ongoing talks"."""
    if not _ONGOING.isdisjoint(lexed.norms[first : first + 4]):
        return True
    for place, tag in enumerate(lexed.tags[first : last - 1], first):
        if tag in _TURNS:
            return False
        if lexed.norms[place] in _PROGRESSIVE:
            after = skip_adverbs(lexed, place + 1)
            if lexed.norm(after) == "being" or (lexed.norm(after).endswith("ing") and lexed.tag(after) == "word"):
                return True
    return False
