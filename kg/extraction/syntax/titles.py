"""Titles: what stands beside a name or an office without being part of it, letters behind names.

In: a lexed sentence and a unit of an actor phrase. Out: how far the letters reach, and whether an office
stands behind the name of its holder. It refuses to know who is meant.
"""

from __future__ import annotations

from functools import lru_cache

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit
from kg.knowledge.frames import FrameLexicon
from kg.knowledge.naming import load_naming

__all__ = ["begin_of_name", "end_of_letters", "end_of_occasion", "follows_name", "named_in_bracket", "names_holder"]


_MOST_TITLES = 3
_LONGEST_OCCASION = 7
_DOING = frozenset(["in", "at", "making", "issuing", "signing", "adopting", "subscribing"])
_OCCASIONS = frozenset(
    ["conference", "meeting", "session", "summit", "talks", "negotiations", "consultations", "conversations",
     "discussions", "symposium", "congress", "seminar", "assembly", "declaration", "statement", "treaty", "protocol",
     "agreement", "communique", "communiqué", "resolution", "act"]
)  # fmt: skip


def begin_of_name(lexed: Lexed, lexicon: FrameLexicon, place: int) -> int:
    """Return where a name begins behind ranks and styles: "the Chief of Air Force, | Major General | Ola Moe"."""
    for at in range(place, place + _MOST_TITLES + 1):
        if any(mention.type == "PER" for mention, _ in lexed.mentions.get(at, ())):
            return at
        if not lexed.capital(at) or (lexed.norm(at) in lexicon.actors and lexed.norm(at) not in _ranks()):
            break
    return place


@lru_cache(maxsize=1)
def _ranks() -> frozenset[str]:
    """Return the words of ranks and styles that stand before names, some of which are posts too ("General")."""
    return frozenset(word for honorific in load_naming().honorifics for word in honorific.split())


def end_of_letters(lexed: Lexed, lexicon: FrameLexicon, place: int) -> int:
    """Return where the letters behind a name end: "MP" of "Kari Lund MP", ", NDC, PSC" before a further comma."""
    while _are_letters(lexed, lexicon, place):
        place += 1
    while lexed.tag(place) == "comma" and lexed.tag(place + 2) == "comma" and _are_letters(lexed, lexicon, place + 1):
        place += 2
    return place


def _are_letters(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    capitals = lexed.tag(place) == "word" and lexed.shouted(place) and not lexed.covered[place]
    return capitals and lexed.norms[place] not in lexicon.verbs


def end_of_occasion(lexed: Lexed, unit: Unit, last: int) -> int:
    """Return where those end who are told by what they do: "the participants | in the talks"."""
    if unit.kind != "group" or lexed.norm(last) not in _DOING or not unit.plural:
        return last
    for at in range(last + 1, min(last + _LONGEST_OCCASION, len(lexed))):
        if lexed.norm(at) in _OCCASIONS:
            return at + 1
        if lexed.tag(at) not in ("det", "num", "word") or lexed.covered[at]:
            break
    return last


def follows_name(lexed: Lexed, first: int) -> bool:
    """Tell whether a post stands behind the name of its holder, so that the next name is another's."""
    ends = (end for at in range(max(0, first - 8), first) for m, end in lexed.mentions.get(at, ()) if m.type == "PER")
    return lexed.tag(first - 1) == "comma" and first - 1 in ends


def named_in_bracket(lexed: Lexed, unit: Unit, last: int) -> Unit:
    """Return the person whose name stands in brackets behind a post: "the Minister (Kari Lund)"."""
    if unit.kind != "noun" or unit.plural:
        return unit
    named = (m for at in range(unit.last, last) for m, _ in lexed.mentions.get(at, ()) if m.type == "PER")
    person = next(named, None)
    return unit._replace(kind="person", mention=person) if person is not None else unit


def names_holder(lexed: Lexed, place: int) -> bool:
    """Tell whether a name follows a post behind its style: "Minister for Defence | the Hon Kari Lund"."""
    if lexed.norm(place) != "the":
        return False
    styled = next((at for at in range(place + 1, place + 4) if at in lexed.mentions or not lexed.capital(at)), place)
    return styled > place + 1 and any(mention.type == "PER" for mention, _ in lexed.mentions.get(styled, ()))
