"""Encounters: with whom those who speak meet, talk, agree or sign, and who therefore acts beside them.

In: a clause, its frame and its speakers. Out: the speakers with those whom they do it with: "Minister A met B",
"signed with his counterpart a memorandum". The module refuses to know who stands for whom, and what is talked about.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.framing import Framing
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predication import PredicateClause
from kg.names import DCC

__all__ = ["Encounters"]

_OBJECT_PRONOUNS = frozenset(["him", "her", "them"])
_REACH = 12  # how far behind a verb it stands with whom somebody meets
_PRESIDING = frozenset(["host", "chair", "preside"])
_JOINTLY = "co-chair"  # nobody does it alone
_SITTINGS = frozenset(["meeting", "talks", "dialogue", "session", "conference", "consultations", "round", "summit"])
_TOGETHER = frozenset(["meet", "gather", "assemble"])  # nobody does these alone
_SIGN = DCC + "act/sign"
_BESIDE = frozenset(["person", "noun"])  # a state behind "with" is rather part of what is said: "cooperation with Peru"


class Encounters:
    """Finds who meets whom in the clauses of one sentence after the other."""

    __slots__ = ("_actors", "_met", "_resolver")

    def __init__(self, actors: ActorReader, resolver: SubjectResolver) -> None:
        self._actors, self._resolver = actors, resolver
        self._met: dict[int, Speakers] = {}

    def forget(self) -> None:
        """Begin a new sentence."""
        self._met = {}

    def gather(
        self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause], framing: Framing, speakers: Speakers
    ) -> Speakers:
        """Return who meets: all participants where a meeting "was convened", else the subject and those met "with"."""
        self._met[place] = found = self._find_met(lexed, clauses[place], framing, speakers)
        self._resolver.note_company(found)
        return found

    def above(self, place: int, clauses: Sequence[PredicateClause]) -> Speakers | None:
        """Return who met in the clause above a participle, and so takes part in it: "met with X, discussing it"."""
        clause = clauses[place]
        if clause.kind == "coordinate" and clause.subject is None and clause.heir is not None:
            met = self._met.get(clause.heir)  # "met with X and discussed it"
            return met if met is not None and len(met.behalf) > 1 else None
        dependent = clause.kind == "participial" and clause.parent is not None
        return self._met.get(clause.parent or 0) if dependent else None

    def share(self, lexed: Lexed, clause: PredicateClause, framing: Framing, speakers: Speakers) -> Speakers:
        """Return who talks, agrees or signs, with the other party where it is done "with" somebody of it."""
        signs = framing.frame.act == _SIGN
        if not (signs or framing.frame.act_class in ("agree", "discuss")) or "with" not in lexed.norms:
            return speakers
        if clause.verb is None or clause.verb.shape == "passive":
            return speakers
        first = framing.content - (lexed.norm(framing.content - 1) == "with")
        place = self._find_beside(lexed, first, clause.last)
        if place and self._is_pronoun(lexed, place):
            return self._meet(lexed, place, speakers) or speakers
        phrase = self._actors.read(lexed, place) if place else None
        if phrase is None or not (signs or phrase.units[0].kind in _BESIDE):
            return speakers
        found = self._resolver.peek(phrase)
        return Speakers.join([speakers, found]) if found else speakers

    def _find_met(self, lexed: Lexed, clause: PredicateClause, framing: Framing, speakers: Speakers) -> Speakers:
        content, verb = framing.content, clause.verb
        beside = framing.frame.gathers or lexed.norm(content - 1) == "with"
        met = self._meet(lexed, content, speakers)  # also whom a call is paid on, who does not call
        if beside and met:
            return met
        if verb is not None and verb.shape == "passive":
            unit = clause.subject.units[0] if clause.subject else None
            guest = unit is None or unit.kind in ("person", "noun", "group") or unit.norm in ("he", "she")
            return speakers if guest else self._resolver.voice
        place = self._find_beside(lexed, content, clause.last)
        if place and (met := self._meet(lexed, place, speakers)):
            return met
        everyone = self._resolver.voice
        single = verb is not None and verb.lemma in _TOGETHER and clause.subject and len(clause.subject.units) == 1
        if verb is not None and single and self._is_alone(lexed, verb.last, speakers, everyone):
            return everyone
        of_all = set(speakers.behalf) <= set(everyone.behalf) or not any("/state/" in iri for iri in everyone.behalf)
        return everyone if of_all and self._presides(lexed, clause, everyone) else speakers

    @staticmethod
    def _is_alone(lexed: Lexed, behind: int, speakers: Speakers, everyone: Speakers) -> bool:
        """Tell whether one of several states would meet nobody: "..., and the envoy of Peru, met in Lima" is of all."""
        one = len(speakers.behalf) == 1 and "/state/" in speakers.behalf[0] and speakers.behalf[0] in everyone.behalf
        return one and len(everyone.behalf) > 1 and lexed.tag(behind) in ("prep", "adv", "stop")

    @staticmethod
    def _presides(lexed: Lexed, clause: PredicateClause, everyone: Speakers) -> bool:
        """Tell whether somebody hosts or chairs the meeting of all: "hosted the dialogue", not "the summit of X"."""
        if clause.verb is not None and clause.verb.lemma == _JOINTLY:
            return True
        if clause.verb is None or clause.verb.lemma not in _PRESIDING or _SITTINGS.isdisjoint(lexed.norms):
            return False
        sitting = range(clause.verb.last, min(clause.verb.last + _REACH, clause.last))
        heads = [at for at in sitting if lexed.norms[at] in _SITTINGS]
        named = (m for at in range(clause.verb.last, heads[0] if heads else 0) for m, _ in lexed.mentions.get(at, ()))
        return bool(heads) and not any(m.type == "ORG" and m.iri not in everyone.behalf for m in named)

    @staticmethod
    def _find_beside(lexed: Lexed, first: int, last: int) -> int:
        """Return where those are named with whom something is done, or 0: "a memorandum with | the Minister"."""
        for place in range(first, min(first + _REACH, last)):
            if lexed.tag(place) in ("stop", "that", "rel", "sub", "to"):
                break
            if lexed.norm(place) == "with":
                return place + 1 + (lexed.norm(place + 1) == "visiting")
        return 0

    @staticmethod
    def _is_pronoun(lexed: Lexed, place: int) -> bool:
        """Tell whether "him" stands at a place, or a "her" that owns nothing."""
        norm, behind = lexed.norm(place), lexed.norm(place + 1)
        return norm == "him" or (
            norm in _OBJECT_PRONOUNS and (not behind[:1].isalpha() or lexed.tag(place + 1) == "det")
        )

    def _meet(self, lexed: Lexed, place: int, speakers: Speakers) -> Speakers | None:
        """Return the speakers with whom they meet at ``place``: a phrase that may name a third party, or "him"."""
        if self._is_pronoun(lexed, place):
            others = self._resolver.company.others(speakers)
            return Speakers.join([speakers, others]) if others else speakers
        phrase = self._actors.read(lexed, place)
        if phrase is None:
            return None
        found = self._resolver.peek(phrase) or self._resolver.meet(lexed, phrase, speakers)
        return Speakers.join([speakers, found]) if found else speakers
