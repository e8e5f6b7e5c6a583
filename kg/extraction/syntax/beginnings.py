"""Beginnings: where in a sentence something can begin at all, and where a subject can.

In: a lexed sentence and the clauses open at a token. Out: yes or no. The module refuses to know what begins there.
"""

from __future__ import annotations

from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.adjuncts import WEEKDAYS
from kg.extraction.syntax.attachment import OpenClauses
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.nuclei import NucleusReader
from kg.extraction.syntax.predicates import VerbGroup
from kg.knowledge.frames import FrameLexicon

__all__ = ["AUXILIARIES", "BREAKS", "begins_with_noun", "find_idle", "introduces", "may_begin_subject"]

AUXILIARIES = frozenset(["be", "have", "modal"])
BREAKS = frozenset(["comma", "and", "stop", "dash", "close", "quote"])
_NO_SUBJECT_AFTER = frozenset(["prep", "to", "gen", "open", "det", "poss", "num", "sub"])
_ENDS = frozenset(["comma", "that", "rel", "sub", "stop", "quote"]) | AUXILIARIES
_IDLE = frozenset(["prep", "to", "and", "comma", "stop", "dash", "open", "close", "quote", "gen", "not", "adv", "do"])


def find_idle(lexed: Lexed, actors: ActorReader) -> list[bool]:
    """Return for each token whether surely nothing begins there, which holds for most of a sentence.

    The first two are always read: a preamble or "In welcoming" may begin there.
    """
    can_begin, tags, norms = actors.can_begin, lexed.tags, lexed.norms
    return [
        (covered and place not in lexed.mentions)
        or (
            place > 1
            and before not in BREAKS
            and (tag in _IDLE or (tag == "word" and norm[-3:] != "ing" and not can_begin(lexed, place)))
        )
        for place, (before, tag, norm, covered) in enumerate(
            zip(("stop", *tags), tags, norms, lexed.covered, strict=False)
        )
    ]


def may_begin_subject(state: OpenClauses, place: int, actors: ActorReader) -> bool:
    """Tell whether a subject may begin at a token, by what stands before it and what is still open."""
    lexed = state.lexed
    if not actors.can_begin(lexed, place):
        return False
    before = lexed.tag(place - 1)
    if before in _NO_SUBJECT_AFTER and not (before == "open" and place == 1):
        return False
    if before == "word" and lexed.norms[place] in ("both", "each", "all"):
        return (
            lexed.norms[place] == "both" and state.top.verb is None and lexed.tag(0) == "prep"
        )  # "In their talks both"
    if before == "word" and (place in lexed.mentions or lexed.capital(place)) and _governed(lexed, place):
        return False
    if before == "comma" and lexed.tag(place - 2) == "word" and _ends_place(lexed, place):
        return False
    if before == "comma" and lexed.tag(place + 1) == "word" and _renames_object(state, place):
        return False
    if "invitation" in lexed.norms and _renames_host(lexed, place, actors):
        return False
    if before in BREAKS or before == "adv" or state.top.verb is None:
        return True
    return lexed.tag(place) in ("pron", "det", "poss", "num") or place in lexed.mentions


def _ends_place(lexed: Lexed, place: int) -> bool:
    """Tell whether a state says where a town is: "in Oslo, | Norway, on 5 May"."""
    state = next((end for mention, end in lexed.mentions.get(place, ()) if mention.type == "STATE"), 0)
    if not state or lexed.tag(state) != "comma":
        return False
    return any(
        m.type == "LOC" and end == place - 1
        for at in range(place - 5, place - 1)
        for m, end in lexed.mentions.get(at, ())
    )


def _renames_object(state: OpenClauses, place: int) -> bool:
    """Tell whether a name says who the object is: "thanked his brother and friend, | President Lund, for"."""
    lexed, verb = state.lexed, state.top.verb
    if verb is None or lexed.tag(verb.last) != "poss" or verb.last + 1 >= place - 1 or not lexed.capital(place):
        return False
    return all(lexed.tag(at) in ("word", "and", "poss") and not lexed.capital(at) for at in range(verb.last, place - 1))


def _renames_host(lexed: Lexed, place: int, actors: ActorReader) -> bool:
    """Tell whether a name is that of the host: "At the invitation of the President, | Kari Lund, Ana Rojas visited"."""
    asked = lexed.norms.index("invitation")
    host = actors.read(lexed, asked + 2) if asked + 2 < place and lexed.norm(asked + 1) in ("of", "from") else None
    if host is None or "comma" not in lexed.tags[asked:place]:
        return False
    if host.units[0].last > place:
        return True
    body = actors.read(lexed, place)  # "of the Central Committee, | the Presidium and the Government, Kari Lund paid"
    listed = body is not None and body.units[0].kind in ("agent", "voice") and host.units[0].kind in ("agent", "voice")
    return body is not None and listed and lexed.tag(body.last) == "comma" and lexed.capital(body.last + 1)


def _governed(lexed: Lexed, place: int) -> bool:
    """Tell whether a preposition governs a name over its titles: "of His Excellency Mr. Kari Lund"."""
    first = place
    while lexed.capital(first - 1) and lexed.tag(first - 1) in ("word", "poss") and not lexed.covered[first - 1]:
        first -= 1
    if lexed.norm(first) in WEEKDAYS:
        return False  # "On Friday Minister Lund met"
    return first < place and lexed.tag(first - 1) in ("prep", "to")


def introduces(lexed: Lexed, verb: VerbGroup, nuclei: NucleusReader) -> bool:
    """Tell whether the past form at the start is of who follows: "Informed about the risk, | the Ministers agreed"."""
    if verb.tense != "past" or verb.start or lexed.tag(verb.last) != "prep":
        return False
    commas = (at for at in range(verb.last, len(lexed)) if lexed.tag(at) == "comma")
    return any(nuclei.clause_at(lexed, at + 1) for at in commas)


def begins_with_noun(lexed: Lexed, lexicon: FrameLexicon) -> bool:
    """Tell whether the first word, which could be a verb, is the subject of one: "Issues of trade were discussed"."""
    first = lexed.norms[0]
    readings = lexicon.verbs.get(first)
    if 0 in lexed.mentions or readings is None or first in lexicon.actors:
        return False
    if lexed.tag(1) in AUXILIARIES:
        return True
    nouns = (lemma for lemma, form in readings if form == "s")
    if lexed.shouted(0) or not any(frame.homograph for noun in nouns for frame in lexicon.verb_frames(noun)):
        return False
    at = next((at for at in range(1, len(lexed)) if lexed.tag(at) in _ENDS), 0)
    return lexed.tag(at) in AUXILIARIES and lexed.tag(at - 1) not in ("and", "pron")
