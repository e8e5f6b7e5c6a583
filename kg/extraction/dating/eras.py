"""Eras: names of states that meant another state at the time of the statement ("Vietnam" in 1963).

In: the hits of listed names and the statement's day. Out: the hits as they were meant, and which state stands for
which. Which names those are is data in ``ontology/lexicon/posts.ttl``. Without a day, the latest year that the text
names has to do; without either, names mean what they mean today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.gazetteer import Entry, Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import NameUse, Naming

__all__ = ["read_in_era"]

_YEAR = re.compile(r"[12](?<![\d.,-].)(?:(?<=1)[89]|(?<=2)0)\d\d(?![\d,])")  # the search can leap to its first


def read_in_era(text: str, hits: Sequence[Hit], day: str | None, naming: Naming) -> tuple[list[Hit], dict[str, str]]:
    """Return the hits with the states that their names meant on a day (ISO), and those states by those of today."""
    day = day or max((f"{match[0]}-01-01" for match in _YEAR.finditer(text)), default=None)
    uses = [use for use in naming.uses if day and use.since <= day <= use.until]
    named = {hit.entries[0].iri for hit in hits} if uses else set()
    meant: dict[str, str] = {}
    found = list(hits)
    for use in uses:
        if named.isdisjoint(use.unless) and use.state in named and _is_shown(text, hits, named, use, naming):
            found = [_meant(text, hit, use) for hit in found]
            meant[use.state] = use.meant
    return found, meant


def _is_shown(text: str, hits: Sequence[Hit], named: set[str], use: NameUse, naming: Naming) -> bool:
    """Tell whether the text itself names the state that was meant, and today's state never formally."""
    if not use.only_if:
        return True
    formal = fold(naming.knowledge.value(use.state, "dco:formalName") or "")
    return use.only_if <= named and not any(fold(text[hit.start : hit.end]) == formal for hit in hits)


def _meant(text: str, hit: Hit, use: NameUse) -> Hit:
    said = fold(text[hit.start : hit.end]) in use.names
    if not said or hit.entries[0].iri != use.state:
        return hit
    return hit._replace(entries=tuple(_renamed(entry, use) for entry in hit.entries))


def _renamed(entry: Entry, use: NameUse) -> Entry:
    return entry._replace(iri=use.meant)
