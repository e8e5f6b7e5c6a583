"""Members: which states the text names as those that sit in a body whose members no list knows.

Not a stage; the stage of participants asks it. In: the text, its mentions and the parties. Out: states, or nothing
where a list has the members. It reads lists of at least three states near the beginning ("attended by the Ministers of
A, B and C") and lines that begin with a state ("Peru: Pio Vega, Minister of Defence"); a list that says where something
happens is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.participation.partylists import runs, state_of
from kg.extraction.participation.seats import unique
from kg.knowledge.memberships import load_members
from kg.knowledge.naming import Naming
from kg.record import Mention

__all__ = ["list_members"]

_REACH = 3000
_FEWEST = 3
_LINE = re.compile(r"(?:\s*[:,–—-]\s*(?=\S)|\s*$|\t)", re.MULTILINE)
_MARK = re.compile(r"(?:^|\n)[ \t]*(?:\(?[\divx]{1,4}[.)]\s*|[-–•*]\s*)?(?:the\s+)?$", re.IGNORECASE)
_WHERE = re.compile(r"\b(?:in|on|to|against|towards?|near|across|for)\s+(?:the\s+)?$", re.IGNORECASE)


def list_members(text: str, mentions: Sequence[Mention], parties: Sequence[str], naming: Naming) -> list[str]:
    """Return the states that sit in the one body that speaks, in text order."""
    alone = len(parties) == 1 and parties[0] not in naming.codes
    owner = naming.knowledge.value(parties[0], "dco:organOf") if alone else None
    if not alone or load_members().get(parties[0]) or load_members().get(owner or ""):
        return []
    near = [m for m in mentions if m.start < _REACH and m.type in ("STATE", "ROLE") and state_of(m, naming)]
    lines = [m for m in near if _MARK.search(text, max(0, m.start - 12), m.start) and _LINE.match(text, m.end)]
    found = list(lines) if len(lines) >= _FEWEST else []
    for run in runs(text, near):
        if len(run) >= _FEWEST and not _WHERE.search(text, max(0, run[0].start - 12), run[0].start):
            found += run
    return unique(state_of(mention, naming) for mention in sorted(found, key=lambda m: m.start))
