"""Hospitality: which of two parties is host to the other, and so for whom "the guests" and "the hosts" stand.

Not a stage; the subjects ask it. In: the mentions of the text's beginning and the two parties. Out: the host and the
guest, or None where nothing tells, or as much tells the one as the other; and whom the guest meets there of whom the
text says no state. It reads who visits, receives and invites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.extraction.model import Understanding
from kg.extraction.speech.company import Company
from kg.extraction.speech.speakers import Speakers
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit
from kg.knowledge.memberships import load_capitals
from kg.names import owning_state

__all__ = ["Hospitality", "HouseOfTheHost", "Sign", "find_hospitality", "find_signs"]

_GUESTS = frozenset(["guest", "visitor"])
_HOSTS = frozenset(["host"])
_PAIR = 2
_REACH = 2400
_NEAR = 160
_TO_HOST = re.compile(
    r"\b(?:visit(?:s?\s+to|s|ed|ing)|(?:tour|stay)\s+(?:of|in)|trip\s+to|arriv(?:es?|ed|al|ing)\s+in|call(?:s|ed|ing)?\s+on"
    r"|(?:at|on|upon)\s+the\s+(?:kind\s+)?invitation\s+of|guests?\s+of|hosted\s+by|received\s+by|welcomed\s+by)"
    r"(?:\s+(?:the|his|her|H\.E\.|Excellency|Honourable|Republic|Kingdom|State|of)\b)*\s*$",
    re.IGNORECASE,
)
_TO_GUEST = re.compile(
    r"\b(?:visiting|guest|delegation\s+(?:from|of)|visit\s+(?:of|by)|hosts?|hosted|received|receives|welcomes)"
    r"(?:\s+(?:a|an|the|his|her|H\.E\.|Excellency|Honourable|Republic|Kingdom|State|of|from)\b)*\s*$",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:received|receives|hosted|hosts|welcomed)\b(?!\s+by)|\bheld\s+a\s+reception\b"
)


class Hospitality(NamedTuple):
    """The two parties by what they are to one another, as IRIs."""

    host: str
    guest: str


class Sign(NamedTuple):
    """Where the text names a party, a person of it, or its people."""

    start: int
    end: int
    party: str


def find_hospitality(understanding: Understanding) -> Hospitality | None:
    """Return who is host and who guest, where two parties alone make the statement."""
    parties = understanding.document.parties
    if len(parties) != 2:
        return None
    text, signs = understanding.text, find_signs(understanding, _REACH)
    hosts: Counter[str] = Counter()
    other = dict(zip(parties, reversed(parties), strict=True))
    for sign in signs:
        before = text[max(0, sign.start - _NEAR) : sign.start]
        hosts[sign.party] += bool(_TO_HOST.search(before))
        hosts[other[sign.party]] += bool(_TO_GUEST.search(before))
    for left, right in pairwise(signs):
        between = text[left.end : right.start]
        told = left.party != right.party and len(between) < _NEAR and "." not in between
        hosts[left.party] += told and bool(_RECEIVED.search(between))
    best = hosts.most_common()
    if not best or not best[0][1] or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return Hospitality(best[0][0], other[best[0][0]])


def find_signs(understanding: Understanding, reach: int) -> Sequence[Sign]:
    """Return what points to one of the parties in the first ``reach`` characters, in text order."""
    parties = set(understanding.document.parties)
    owners = {p.iri: p.behalf[0] for p in understanding.registry.participants if len(p.behalf) == 1}
    owners |= understanding.affiliations
    signs = {
        (m.start, Sign(m.start, m.end, state))
        for m in (*understanding.mentions, *understanding.adjectives)
        if m.iri and m.start < reach and (state := owners.get(m.iri) or owning_state(m.iri) or m.iri) in parties
    }
    return [sign for _, sign in sorted(signs)]


class HouseOfTheHost:
    """Whom host and guest stand for in one document, and who of the host's people came to be met."""

    __slots__ = ("_company", "_hospitality", "_offices", "_seat")

    def __init__(self, understanding: Understanding, company: Company) -> None:
        self._company = company
        self._seat = load_capitals().get(understanding.document.place or "", "")
        self._hospitality = lru_cache(maxsize=1)(lambda: find_hospitality(understanding))  # few documents ask
        self._offices: dict[str, Speakers] = {}

    @staticmethod
    def knows(unit: Unit) -> bool:
        """Tell whether a noun says nothing but that somebody is host or guest."""
        return not unit.states and (unit.norm in _GUESTS or unit.norm in _HOSTS)

    def resolve(self, unit: Unit) -> Speakers | None:
        """Return the party that "the guests", "the visiting delegation" or "the hosts" are of."""
        words = unit.phrase.split()
        guest = unit.norm in _GUESTS or words[:1] in (["visiting"], ["guest"]) or words == ["delegation"]
        if unit.states or not (guest or unit.norm in _HOSTS):
            return None
        known = self._hospitality()
        if known is None and unit.norm in _HOSTS and unit.plural:
            several = len(self._company.voice.behalf) == _PAIR  # "the two hosts" of others
            return self._company.voice if several else None
        known = known or self._at_home()
        if known is None:
            return None
        return self._company.for_states([known.host if unit.norm in _HOSTS else known.guest])

    def _at_home(self) -> Hospitality | None:
        """Return the one of two parties in whose capital they meet as the host."""
        pair = list(self._company.behalf)
        if self._seat not in pair or len(pair) != _PAIR:
            return None
        return Hospitality(self._seat, next(iri for iri in pair if iri != self._seat))

    def welcome(self, lexed: Lexed, unit: Unit, visitors: Speakers) -> Speakers | None:
        """Return for whom somebody speaks whom the guest meets and of whom no state is known: for the host."""
        mention = unit.mention
        if unit.states or unit.plural or unit.kind != "person" or mention is None or mention.iri is None:
            return None
        known = self._hospitality()
        if known is None or visitors.behalf != (known.guest,):
            return None
        found = Speakers((mention.iri,), (known.host,), plural=False)
        named = (at for at in range(unit.first, unit.last) if any(m == mention for m, _ in lexed.mentions.get(at, ())))
        office = " ".join(lexed.norms[unit.first : next(named, unit.first)]).removeprefix("the ")
        self._offices[office] = found
        return found

    def recall(self, unit: Unit) -> Speakers | None:
        """Return whom "the Prime Minister" means who was met before."""
        held = (who for office, who in reversed(self._offices.items()) if f" {office}".endswith(f" {unit.phrase}"))
        return next(held, None) if unit.phrase and not unit.states else None
