"""Participles: verbs without a tense of their own, and verbs that no lexicon lists.

In: a lexed sentence and a place in it. Out: a ``VerbGroup`` or None. The module knows what may stand before and behind
"noting", "Determined to" and "having agreed"; it refuses to know whose they are.
"""

from __future__ import annotations

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predicates import PREDICATIVES, Tense, VerbGroup, read_form, skip_adverbs
from kg.knowledge.frames import FrameLexicon

__all__ = ["read_gerund", "read_participle", "read_unknown"]


def read_unknown(lexed: Lexed, index: int) -> VerbGroup | None:
    """Return a verb that no lexicon lists, which only its place between a subject and "that" or an object tells."""
    place = skip_adverbs(lexed, index)
    if lexed.tag(place) != "word" or lexed.covered[place] or lexed.capital(place):
        return None
    norm, after = lexed.norms[place], lexed.tag(place + 1)
    if after != "that" and not (norm.endswith("ed") and after in ("det", "poss")):
        return None
    tense: Tense = "past" if norm.endswith("ed") else "s" if norm.endswith("s") else "base"
    return VerbGroup(index, place, place + 1, "finite", tense, None, start=place)


def read_participle(lexed: Lexed, lexicon: FrameLexicon, index: int, passive: VerbGroup) -> VerbGroup | None:
    """Return the participle that goes on a passive: "was reviewed and approved"."""
    place = skip_adverbs(lexed, index)
    reading = read_form(lexed, lexicon, place, ("participle",))
    if reading is None:
        return None
    return passive._replace(first=index, head=place, last=place + 1, lemma=reading[0], start=place)


def read_gerund(lexed: Lexed, lexicon: FrameLexicon, index: int) -> VerbGroup | None:
    """Return the participle ("noting that", "Determined to") that begins at ``index``, adverbs included."""
    place = skip_adverbs(lexed, index)
    if lexed.norm(place) in ("being", "having") and (state := _read_participial_state(lexed, lexicon, index, place)):
        return state
    if reading := read_form(lexed, lexicon, place, ("gerund",)):
        return VerbGroup(index, place, place + 1, "participle", "gerund", reading[0], start=place)
    if (
        (index == 0 or (place < len(lexed) and lexed.shouted(place)))
        and not lexed.covered[place]
        and lexed.norm(place) in lexicon.adjectives
        and lexed.norm(place) not in PREDICATIVES
        and (lexed.tag(place + 1) != "word" or lexed.shouted(place))  # "Full agreement was reached"
    ):
        return VerbGroup(index, place, place + 1, "adjective", "gerund", lexed.norm(place), start=place)
    return None


def _read_participial_state(lexed: Lexed, lexicon: FrameLexicon, index: int, place: int) -> VerbGroup | None:
    """Read "being convinced" and "having agreed"."""
    head = skip_adverbs(lexed, place + 1)
    if lexed.norm(place) == "being":
        if lexed.norm(head) in lexicon.adjectives and lexed.norm(head) not in PREDICATIVES:
            return VerbGroup(index, head, head + 1, "adjective", "gerund", lexed.norm(head), start=place)
        return None
    if lexed.norm(head) == "been":
        return None
    reading = read_form(lexed, lexicon, head, ("participle",))
    if reading is None:
        return None
    return VerbGroup(index, head, head + 1, "participle", "gerund", reading[0], perfect=True, start=head)
