"""Constructions: how a clause as a whole fills a frame, where the verb alone does not tell.

In: a lexed sentence and a clause with its verb. Out: ``Framing`` values. Raising verbs hand over to their infinitive
("are pleased to announce"), passives look for what is said in their subject, and nouns with an owner of their own
("Japan's intention to") are found inside a content. The module refuses to know who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.actors import ActorPhrase, ActorReader
from kg.extraction.framing import Framing, complement_at, frame_verb
from kg.extraction.grammar import Lexed
from kg.extraction.nuclei import NucleusReader
from kg.extraction.predicates import VerbGroup, read_infinitive
from kg.extraction.predication import PredicateClause
from kg.knowledge.frames import Frame, FrameLexicon

__all__ = ["ClauseFramer"]

_ANNOUNCING = frozenset(["will", "shall"])


class ClauseFramer:
    """Frames the clauses of one document."""

    __slots__ = ("_actors", "_lexicon", "_nuclei")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader) -> None:
        self._lexicon, self._actors = lexicon, actors
        self._nuclei = NucleusReader(lexicon, actors)

    def frame(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        """Return the frame that the clause fills, or None."""
        if verb.negated:
            return self._frame_negated(lexed, verb)
        if verb.shape == "passive":
            return self._frame_passive(lexed, clause, verb)
        framing = self._frame_verb(lexed, verb)
        if framing is None or not framing.frame.raising:
            return framing
        inner = read_infinitive(lexed, self._lexicon, framing.content)
        raised = self._frame_verb(lexed, inner) if inner else None
        if raised is None or raised.frame.act is None or (raised.frame.content_verb and framing.frame.act):
            return framing
        return replace(raised, first=framing.first)

    def owned_nouns(self, lexed: Lexed, first: int, last: int) -> Iterator[tuple[Framing, ActorPhrase]]:
        """Yield the nouns in a content that report an act of their owner, with the owner."""
        for place in range(first, last):
            if lexed.tag(place) in ("that", "rel", "sub", "stop"):
                return
            noun = self._lexicon.nouns.get(lexed.norms[place])
            owner = self._owner(lexed, place, first) if noun and not lexed.covered[place] else None
            if noun is None or owner is None:
                continue
            frame = self._lexicon.frames["noun", noun][0]
            complement = complement_at(lexed, place + 1, lambda at: False)
            if not frame.only_with and complement not in ("np", "none", "wh"):
                yield Framing(frame, place, place + 1, place + 1, complement, frame, (place - 2, place)), owner

    def _owner(self, lexed: Lexed, place: int, least: int) -> ActorPhrase | None:
        mark = place - 1
        while mark > least and lexed.tag(mark) in ("word", "adv") and not lexed.genitive(mark) and place - mark < 4:
            mark -= 1
        if not lexed.genitive(mark):
            return None
        owners = (self._actors.read_owner(lexed, first, mark) for first in range(max(least, mark - 6), mark))
        return next((owner for owner in owners if owner), None)

    def _frame_verb(self, lexed: Lexed, verb: VerbGroup) -> Framing | None:
        return frame_verb(lexed, self._lexicon, verb, lambda place: self._nuclei.clause_at(lexed, place))

    def _frame_negated(self, lexed: Lexed, verb: VerbGroup) -> Framing | None:
        """Frame "do not recognize" as what it evokes; of other negations only "will not" performs anything."""
        plain = replace(verb, shape="finite", negated=False) if verb.shape == "modal" else verb
        framing = self._frame_verb(lexed, plain) if plain.shape == "finite" else None
        act = framing.frame.negated_act if framing else None
        if framing is not None and act is not None:
            frame = replace(
                framing.frame,
                act=act,
                strength=self._lexicon.strengths[act],
                act_class=self._lexicon.classes[act],
                name=framing.frame.name + ".not",
                commits_with=frozenset(),
            )
            return replace(framing, frame=frame, commits=False)
        return self._frame_verb(lexed, verb) if verb.modal in _ANNOUNCING else None

    def _frame_passive(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        frames = self._lexicon.verb_frames(verb.lemma or "")
        light = next((frame for frame in frames if frame.light and not frame.particles), None)
        if light is not None and (noun := self._noun_in(lexed, clause.first, verb.start, light.lemma)):
            return Framing(noun, verb.head, verb.last, clause.first, "np", noun, (clause.first, verb.start))
        subject = frozenset(lexed.norms[clause.first : verb.start])
        held = next((frame for frame in frames if frame.objects & subject), None)
        if held is not None and not verb.modal:
            return Framing(held, verb.head, verb.last, clause.first, "np", None, (clause.first, verb.last))
        framing = self._frame_verb(lexed, verb)
        if framing is None or framing.frame.act is None or framing.frame.light:
            return None
        if framing.complement == "to" and framing.frame.act_class == "hope" and "it" not in subject:
            return None  # "is expected to rise": nobody in particular expects
        if framing.complement in ("that", "to"):
            return framing
        return Framing(framing.frame, verb.head, verb.last, clause.first, "np", None, (clause.first, verb.last))

    def _noun_in(self, lexed: Lexed, first: int, last: int, lemma: str) -> Frame | None:
        for place in range(first, last):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            if noun and not lexed.covered[place]:
                frame = self._lexicon.frames["noun", noun][0]
                if not frame.only_with or lemma in frame.only_with:
                    return frame
        return None
