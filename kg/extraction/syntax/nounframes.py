"""Nouns that give a verb its force or its object: "expressed their concern", "reaffirmed their commitment".

Not a stage; the framing of clauses asks it. In: a lexed sentence and the place behind a verb. Out: the frame of the
noun there, or None. It refuses to know which frame the verb fills.
"""

from __future__ import annotations

from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import Frame, FrameLexicon

__all__ = ["find_light_noun", "find_object_noun"]

_REACH = 14
_RECIPIENT = 16
_CEREMONIES = frozenset(["ceremony", "ceremonies", "reception", "dinner", "banquet", "parade"])
_MEASURES = frozenset(["level", "sense", "message", "messages", "expression", "degree", "word", "words"])


def _skip_recipient(lexed: Lexed, place: int) -> int:
    """Skip whom something is given to where it stands before the noun: "extended to the Chairman an invitation"."""
    if lexed.tag(place) != "to":
        return place
    for at in range(place + 1, min(place + _RECIPIENT, len(lexed))):
        named = next((end for mention, end in lexed.mentions.get(at, ()) if mention.type in ("PER", "STATE")), at)
        if named > at and lexed.norm(named) != "an":
            return named
        if lexed.tag(at) in ("det", "poss") and lexed.tag(at - 1) == "word" and lexed.norm(at - 1) != "of":
            return at
        if lexed.tag(at) not in ("word", "det", "poss", "comma") and lexed.norm(at) not in ("of", "for"):
            return place
    return place


def find_light_noun(lexed: Lexed, lexicon: FrameLexicon, place: int, lemma: str) -> tuple[Frame, int] | None:
    """Return the noun frame, and its place, that gives a light verb its force: "expressed their deep | concern"."""
    place = _skip_recipient(lexed, place)
    for at in range(place, min(place + _REACH, len(lexed))):
        tag = lexed.tag(at)
        noun = lexicon.nouns.get(lexed.norms[at]) if tag == "word" else None
        if (
            noun is not None
            and not (lexed.covered[at] and at in lexed.mentions)
            and lexed.norm(at + 1) not in _CEREMONIES
        ):
            for frame in lexicon.frames["noun", noun]:
                if not frame.nominal_only and (not frame.only_with or lemma in frame.only_with):
                    return frame, at
        if lexed.norms[at] == "of" and lexed.norm(at - 1) in _MEASURES:
            continue
        if tag not in ("word", "det", "poss", "num", "adv", "and", "dash") and not lexed.genitive(at):
            return None
    return None


def find_object_noun(lexed: Lexed, lexicon: FrameLexicon, place: int) -> Frame | None:
    """Return the noun frame at the head of the object: "reaffirmed their firm commitment to"."""
    for at in range(place, min(place + 7, len(lexed))):
        tag = lexed.tag(at)
        noun = lexicon.nouns.get(lexed.norms[at]) if tag == "word" else None
        if noun is not None and lexed.tag(at + 1) != "word":
            return lexicon.frames["noun", noun][0]
        if tag not in ("word", "det", "poss", "num", "adv") and not lexed.genitive(at):
            return None
    return None
