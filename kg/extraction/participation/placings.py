"""Placings: the state right before a person's name and style, or at the end of the post behind the name.

Not a stage; the search for seats asks it. In: where a name stands, and the mentions. Out: a place or a state, or None.
It refuses to place who is sent to a state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.names import owning_state
from kg.record import Mention, Span

__all__ = ["before_style", "find_state_behind"]

_STYLE = re.compile(
    r",?\s+(?:(?:the\s+)?(?:Mr|Mrs|Ms|Dr|Hon|H\.E|Amb|Gen|Col|Lt|Maj|Brig|Adm|Capt|Honou?rable|Ambassador|General|Lieutenant"
    r"|Colonel|Major|Brigadier|Rear|Vice|Admiral|Captain|Commander|Commodore|Minister|Excellency|Sir|Dame)\b\.?\s+){0,4}$"
)
_LONGEST_STYLE = 48
_OWN_POST = re.compile(
    r"(?:,\s+[A-Z]{2,4})?,\s+(?:the\s+)?(?=[A-Z])(?:(?:[A-Z][\w.’'-]*|of|the|for|and|to|in)\s+){1,16}?(?:of|to)\s+(?:the\s+)?"
)
_SENT = ("ambassador", "commissioner", "envoy", "representative", "charg", "consul", "attach")  # "to" another state


def before_style(text: str, name: Span) -> int:
    """Return where the words before a name and its style end: "the delegations of Peru|, Mr. Pio Vega,"."""
    styled = _STYLE.search(text, max(0, name.start - _LONGEST_STYLE), name.start)
    return styled.start() if styled else name.start - 1


def find_state_behind(text: str, name: Span | None, role: str, mentions: Sequence[Mention]) -> str | None:
    """Return the state that ends the post behind a name: "X, Secretary to the Ministry of Defence of | Peru"."""
    if name is None or any(word in role for word in _SENT):
        return None
    states = ((m, m.iri if m.type == "STATE" else owning_state(m.iri)) for m in mentions if m.start > name.end)
    first, state = next(((m, state) for m, state in states if state and m.type in ("STATE", "ORG")), (None, None))
    if first is None or any(m.type == "PER" and name.end <= m.start < first.start for m in mentions):
        return None
    return state if _OWN_POST.fullmatch(text, name.end, first.start) else None
