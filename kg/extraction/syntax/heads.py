"""Heads of actor phrases: the name or noun that tells who is meant, and what may stand before and behind it.

In: a lexed sentence and a place in it. Out: the unit whose head stands there, or None. The module refuses to know who
takes part, and where a phrase with several units ends.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit, UnitKind
from kg.extraction.syntax.qualifiers import is_demonym, named_between_commas, states_before
from kg.knowledge.frames import FrameLexicon
from kg.knowledge.memberships import load_capitals
from kg.knowledge.naming import load_naming
from kg.record import Mention

__all__ = [
    "BEFORE_VERBS",
    "MOST_OPENERS",
    "OPENERS",
    "POSTPOSED",
    "ends_phrase",
    "modifies",
    "read_head",
    "skip_openers",
]

OPENERS = frozenset(["det", "num", "poss"])
MOST_OPENERS = 5  # "both of the ...": the words that ``skip_openers`` passes over
_SOME = frozenset(["some", "several", "certain", "many", "few"])  # of those who take part
_OUTSIDE = frozenset(["other", "another", "any", "no"])  # "other countries": not those who take part
POSTPOSED = frozenset(["signatory", "hereto", "concerned", "present", "represented", "hereunto", "responsible"])
_SESSIONS = frozenset(["meeting", "summit", "conference", "session", "council"])
_COUNTRIES = frozenset(["country", "nation", "republic", "kingdom"])
_ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth"])
_COURTESY = frozenset(["ms", "mrs", "messrs"])
BEFORE_VERBS = frozenset(["last", "first", "next"])
_FOR_NOW = frozenset(["acting", "outgoing", "incoming", "visiting"])
_JOINING = frozenset(["-", "–", "‑", "/"])
_IN_STATE_NAMES = frozenset(["republic", "state"])


def read_head(lexed: Lexed, lexicon: FrameLexicon, first: int, at: int, place: int, owner: str) -> Unit | None:
    """Return the unit of the words from ``first`` on whose head stands at ``at``; openers end before ``place``."""
    if (name := _read_name(lexed, lexicon, first, at, place, owner)) is not None:
        return name
    word = lexicon.actors.get(lexed.norm(at))
    if word is not None and lexed.covered[at] and word.lemma in _IN_STATE_NAMES:
        return None
    bare = first in (at, place)
    if word is not None and not word.plural and (named := _named_after(lexed, lexicon, at, bare=bare)):
        post = " ".join(lexed.norms[place : at + 1])
        return Unit("person", lexed.norms[at], first, named[1], named[0], phrase=post)
    if word is None or not (ends_phrase(lexed, lexicon, at + 1) or lexed.norm(at + 1) in ("of", "from")):
        return None
    if (not word.plural and at == first and not lexed.capital(at)) or _pairs_modifier(lexed, lexicon, at):
        return None
    states = states_before(lexed, place, at)
    if (
        lexed.covered[at]
        and not states
        and not word.plural
        and not word.voice
        and lexed.norm(first) not in ("the", "both")
    ):
        return None
    kind: UnitKind = "voice" if word.voice else "noun"
    phrase = " ".join(lexed.norms[place : at + 1])
    return Unit(
        kind,
        word.lemma,
        first,
        at + 1,
        states=states,
        plural=word.plural or lexed.norm(first) == "each",
        owner=owner,
        phrase=phrase,
    )


def _read_name(lexed: Lexed, lexicon: FrameLexicon, first: int, at: int, place: int, owner: str) -> Unit | None:
    """Return the unit of the name that begins at ``at``: a person, a state, a body, a post, a capital for its state."""
    for mention, last in lexed.mentions.get(at, ()):
        if mention.type == "PER":
            states = states_before(lexed, place, at)
            return Unit("person", lexed.norms[at], first, last, mention, states=states, phrase=lexed.norms[first])
        if (seat := load_capitals().get(mention.iri or "")) and first == at and ends_phrase(lexed, lexicon, last):
            return Unit("agent", lexed.norms[at], first, last, replace(mention, iri=seat))  # "Oslo condemned"
        if mention.type in ("STATE", "ORG") and ends_phrase(lexed, lexicon, last):
            return Unit("agent", lexed.norms[at], first, last, mention, states=states_before(lexed, place, at))
        if mention.type == "ROLE" and ends_phrase(lexed, lexicon, last):
            head = takewhile(lambda word: word not in ("of", "for"), lexed.norms[at:last])
            plural = any(_is_plural(lexicon, word) for word in head)  # "President of the Council of Ministers" is one
            role = next((w for w in lexed.norms[at:last] if w in lexicon.actors), lexed.norms[at])
            return Unit("noun", role, first, last, mention, plural=plural, owner=owner)
    return None


def _pairs_modifier(lexed: Lexed, lexicon: FrameLexicon, at: int) -> bool:
    """Tell whether a noun is the first of two that qualify a third: "the Party and Government Delegation"."""
    actors = lexicon.actors
    return lexed.norm(at + 1) == "and" and lexed.norm(at + 2) in actors and lexed.norm(at + 3) in actors


def _named_after(lexed: Lexed, lexicon: FrameLexicon, at: int, *, bare: bool) -> tuple[Mention, int] | None:
    """Return the person whose post, or two posts, are named first: "Secretary of State Kim Park"."""
    two_posts = lexed.norm(at + 1) == "and" and lexed.capital(at) and lexed.capital(at + 2)
    if lexed.norm(at + 1) not in ("of", "for") and not two_posts:
        return None
    for place in range(at + 2, min(at + 12, len(lexed))):
        person = next((found for found in lexed.mentions.get(place, ()) if found[0].type == "PER"), None)
        if person is not None:
            return None if two_posts and not bare else person
        if lexed.tag(place) == "comma" and not _names_field(lexed, lexicon, place + 1):
            return named_between_commas(lexed, place)
        bracketed = lexed.tag(place) in ("open", "close") or lexed.tag(place - 1) == "open"  # "Chief of Staff (COS)"
        if (
            lexed.tag(place) not in ("word", "det", "and", "comma")
            and not bracketed
            and lexed.norm(place) not in ("of", "for")
        ):
            return None
        if lexed.tag(place) == "and" and not lexed.capital(place + 1):
            return None
    return None


def _names_field(lexed: Lexed, lexicon: FrameLexicon, place: int) -> bool:
    """Tell whether a word goes on with the fields of a post: "Minister for Defence, | Industry and Veterans"."""
    known = lexed.capital(place) and lexed.norm(place) in load_naming().portfolios
    return known and lexed.norm(place + 1) not in lexicon.actors


def _is_plural(lexicon: FrameLexicon, word: str) -> bool:
    actor = lexicon.actors.get(word)
    return actor is not None and actor.plural


def ends_phrase(lexed: Lexed, lexicon: FrameLexicon, at: int) -> bool:
    """Tell whether no noun follows that would make the words before it a mere modifier."""
    tag = lexed.tag(at)
    if tag == "gen" or lexed.genitive(at):
        return False
    norm = lexed.norm(at)
    if norm in _JOINING and 0 < at < len(lexed) - 1:
        before, mark, after = lexed.sentence.tokens[at - 1 : at + 2]
        if before.end == mark.start and mark.end == after.start:
            return False  # "the Norway-Chile Commission"
    if tag != "word" or not norm[0].isalnum():
        return True
    if lexed.covered[at]:
        return False
    if norm in lexicon.actors and lexed.norm(at + 1) == "between":
        return False  # "the Working Group | meeting between Peru and Chile"
    if norm in lexicon.verbs or norm in POSTPOSED:
        return True
    if norm in BEFORE_VERBS:
        return lexed.norm(at + 1) in lexicon.verbs  # "The Ministers last met"
    return norm not in lexicon.actors and (norm.endswith(("ed", "ing")) or _looks_finite(lexicon, norm))


def _looks_finite(lexicon: FrameLexicon, norm: str) -> bool:
    return (
        norm not in _COURTESY
        and norm.endswith("s")
        and not norm.endswith(("ss", "ness"))
        and norm not in lexicon.actors
    )


def modifies(lexed: Lexed, at: int) -> bool:
    """Tell whether the token can stand before the head of an actor phrase."""
    tag, norm = lexed.tags[at], lexed.norms[at]
    if tag == "dash" and at:
        return lexed.sentence.tokens[at - 1].end == lexed.sentence.tokens[at].start  # no dash between blanks
    if tag == "num" or norm in _ORDINALS:
        return True
    if norm in _FOR_NOW and lexed.capital(at + 1):
        return True
    if tag == "comma":
        return is_demonym(lexed, at - 1) and is_demonym(lexed, at + 1)  # "the Peruvian, Chilean and Tongan Ministers"
    if tag == "and":
        paired = at + 1 in lexed.mentions and lexed.covered[at - 1]
        offices = lexed.capital(at - 1) and lexed.capital(at + 1)  # "the Foreign and Defence Ministers"
        return norm == "and" and (paired or offices or (is_demonym(lexed, at - 1) and is_demonym(lexed, at + 1)))
    if lexed.genitive(at):
        return (
            lexed.covered[at - 1] or lexed.norm(at - 1) in _SESSIONS or lexed.norm(at - 1) in _COUNTRIES
        )  # "Poland's Minister", "the meeting's communiqué", "the country's President"
    if lexed.tag(at - 1) in OPENERS and norm.endswith("ing"):
        return True  # "the participating States"
    named = lexed.covered[at] or (at > 0 and lexed.capital(at))  # "Working Group"
    return tag == "word" and (named or "-" in norm or not norm.endswith("ing"))  # "wide-ranging talks"


def skip_openers(lexed: Lexed, index: int) -> tuple[int, str]:
    """Return where an actor's head can begin behind its determiners, and whose or which of several they say it is."""
    owner, place = "", index
    while place - index < MOST_OPENERS - 1 and _opens(lexed, place) and not lexed.covered[place]:
        partly = lexed.norms[place] in _SOME and place == index  # "the several missions" are all of them
        if lexed.tag(place) == "poss" or partly or lexed.norms[place] in _OUTSIDE:
            owner = lexed.norms[place]
        place += 1
        if lexed.norm(place) == "of" and lexed.norm(place - 1) in ("both", "all", "each"):
            place += 1
    return place, owner


def _opens(lexed: Lexed, place: int) -> bool:
    return lexed.tag(place) in OPENERS or lexed.norm(place) in _SOME
