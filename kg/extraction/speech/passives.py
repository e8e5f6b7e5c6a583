"""Passives: who does what a passive tells without a subject of its own.

In: a clause with a passive verb, and whom its subject stands for. Out: ``Speakers``, or None. The agent behind "by"
speaks where there is one; else the participants do where the verb speaks ("It was agreed that"), where it says what
they will do ("will be held"), that they met, or what they made ("A memorandum was signed"). The module refuses to take
an event told in passing for an act.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.adjuncts import is_dated
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import Frame, FrameLexicon

__all__ = ["PassiveReader"]

_PERSON = "/person/"
_INFORMING = frozenset(["tell", "inform", "brief", "notify", "apprise", "advise", "update", "acquaint"])
_AGENT_REACH = 16
_THEM = frozenset(["each", "both", "all", "them"])  # "will be taken by each of them"
_DIRECTING = frozenset(["urge", "instruct", "invite"])
_COUNTRIES = frozenset(["state", "country", "nation", "government"])
_INDEFINITE = frozenset(["a", "an", "several", "some", "many", "numerous", "following"])
_NOW = frozenset(["today", "during", "here", "hereby"])


class PassiveReader:
    """Finds who speaks in the passive clauses of one document."""

    __slots__ = ("_actors", "_lexicon", "_resolver")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader, resolver: SubjectResolver) -> None:
        self._lexicon, self._actors, self._resolver = lexicon, actors, resolver

    def find(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, patient: Speakers | None) -> Speakers | None:
        """Return who does what the clause tells; ``patient`` is whom its subject stands for."""
        first = verb.last + (lexed.norms[verb.last : verb.last + 2] == ("to", "by"))  # "was agreed to by"
        for place in range(first, min(verb.last + _AGENT_REACH, clause.last)):
            if lexed.tag(place) in ("comma", "stop", "that", "to"):
                break
            if lexed.norm(place) == "by":
                made = (
                    clause.subject is not None and clause.subject.units[0].kind == "voice"
                )  # "The statement was signed"
                found = self._of_agent(lexed, place + 1, verb, None if made else patient)
                return found or self._meeting(lexed, clause, verb)
        if verb.modal:
            return self._executing(lexed, clause, verb)
        if (side := self._of_side(lexed, clause.first) or self._of_side(lexed, verb.last)) is not None:
            return side
        if lexed.tag(verb.last) == "to" and (givers := self._of_givers(lexed, verb)) is not None:
            return givers
        if self._tells_past(lexed, clause, verb):
            return None
        frames = self._lexicon.verb_frames(verb.lemma or "")
        sitting = frozenset(lexed.norms[clause.first : verb.start])
        if any(f.act_class == "meet" and f.objects & sitting and not f.active_only for f in frames):
            return self._meeting(lexed, clause, verb)  # "A meeting of the Ministers was held"
        if self._says(lexed, verb, frames) and clause.kind in ("main", "coordinate"):
            return self._of_saying(lexed, clause, verb, patient, frames)
        return self._meeting(lexed, clause, verb) or self._concluding(lexed, clause, verb, frames)

    @staticmethod
    def _says(lexed: Lexed, verb: VerbGroup, frames: Sequence[Frame]) -> bool:
        """Tell whether the verb speaks here: by itself, or where "It was resolved that" says so."""
        told = lexed.norm(verb.start - 1) == "it" and lexed.tag(verb.last) == "that"
        return any((frame.act and (told or not frame.content_verb)) or frame.light for frame in frames)

    def _of_saying(
        self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, patient: Speakers | None, frames: Sequence[Frame]
    ) -> Speakers | None:
        """Return who says what a passive tells: all, or the others where the subject is one who takes part."""
        unit = clause.subject.units[0] if clause.subject else None
        word = self._lexicon.actors.get(unit.norm) if unit and unit.kind == "group" else None
        anaphor = unit is not None and unit.kind == "pronoun" and unit.norm not in ("he", "she")
        named = unit is not None and unit.kind != "voice" and not anaphor and not (word and word.voice)
        own = unit is not None and (unit.kind == "noun" or unit.norm in _COUNTRIES) and not unit.states
        alone = unit is not None and unit.plural and (own or len(self._resolver.voice.behalf) == 1)
        if not (patient and named) or (alone and any(frame.act_class in _DIRECTING for frame in frames)):
            return self._resolver.voice  # "Experts were instructed", "Member Governments were urged": by all
        return self._resolver.company.others(patient) or self._meeting(lexed, clause, verb)

    def _of_agent(self, lexed: Lexed, place: int, verb: VerbGroup, patient: Speakers | None) -> Speakers | None:
        """Return for whom those speak by whom, named at ``place``, something is said or somebody received."""
        agent = self._actors.read(lexed, place)
        if agent is None:
            return self._resolver.voice if lexed.norm(place) in _THEM else None
        found = self._resolver.peek(agent)
        if found and found.behalf == found.iris and _PERSON in found.iris[0]:
            found = None  # somebody of no known party
        if found and patient and found.behalf == patient.behalf and not self._meets(verb):
            return None  # "I am instructed by my Government to inform you"
        if found is None and patient and self._meets(verb):
            found = self._resolver.meet(lexed, agent, patient)
        return found or self._hosting(agent, verb, patient)

    def _of_side(self, lexed: Lexed, place: int) -> Speakers | None:
        """Return on whose part something is said: "On the part of Peru it was stated", "From the Chilean side"."""
        if lexed.norm(place) not in ("on", "from"):
            return None
        said = lexed.norms[place + 1 : place + 4] == ("the", "part", "of")
        phrase = self._actors.read(lexed, place + 4 if said else place + 1)
        if phrase is None or not (said or (phrase.units[0].norm == "side" and not phrase.plural)):
            return None
        return self._resolver.peek(phrase)

    @staticmethod
    def _tells_past(lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether nothing says by whom, or what is told was so before.

        "The Summit was told of", "It had been hoped", "The plan was agreed in 2019".
        """
        if lexed.norm(verb.start - 1) == "it":
            return verb.perfect and verb.tense == "past"
        before = verb.lemma == "agree" and is_dated(lexed, clause.first, clause.last)
        return verb.lemma in _INFORMING or before or (verb.perfect and verb.tense == "past")

    def _of_givers(self, lexed: Lexed, verb: VerbGroup) -> Speakers | None:
        """Return who gives one party something: "An invitation was extended to Minister Rojas", by the other one."""
        if not any(frame.light for frame in self._lexicon.verb_frames(verb.lemma or "")):
            return None
        phrase = self._actors.read(lexed, verb.last + 1)
        given = self._resolver.peek(phrase) if phrase else None
        return self._resolver.company.others(given) if given else None

    def _hosting(self, agent: ActorPhrase, verb: VerbGroup, patient: Speakers | None) -> Speakers | None:
        """Return the host where a guest "was received by the President", of whom the text says no more."""
        unit = agent.units[0]
        if patient is None or not self._meets(verb) or unit.kind not in ("noun", "person"):
            return None
        side = self._resolver.company.others(patient)
        host = unit.mention.iri if unit.kind == "person" and unit.mention else None
        return Speakers((host,) if host else side.behalf, side.behalf, plural=False) if side else None

    def _meets(self, verb: VerbGroup) -> bool:
        """Tell whether the verb can be of a meeting or visit."""
        return any(frame.act_class == "meet" for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def _concluding(
        self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, frames: Sequence[Frame]
    ) -> Speakers | None:
        """Return the joint voice where something new is made or said: "A memorandum was signed", not "The treaty was".

        What is not new may still be made now: "The treaty was signed during the visit".
        """
        joint = [frame for frame in frames if frame.joint_passive]
        subject = lexed.norms[clause.first : verb.start]
        fits = any(not frame.objects or not frame.objects.isdisjoint(subject) for frame in joint)
        if not fits or clause.kind not in ("main", "coordinate"):
            return None
        first = clause.first  # behind an adjunct: "During the visit, a treaty was signed"
        if lexed.tag(first) in ("prep", "and") and "comma" in lexed.tags[first : verb.start]:
            first = lexed.tags.index("comma", first) + 1
        new = lexed.tag(first) in ("num", "word") or any(
            lexed.norms[at] in _INDEFINITE and (at <= first + 1 or lexed.tag(at - 1) == "word")
            for at in range(first, verb.start)
        )
        told = (*lexed.norms[clause.first : first], *lexed.norms[verb.last : clause.last])
        now = clause.subject is None and not _NOW.isdisjoint(told)
        return self._resolver.voice if new or now else None

    def _executing(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Speakers | None:
        """Return who will do what "will be done": whom "on the part of" names, else all, unless a third party will."""
        if clause.kind not in ("main", "coordinate") or lexed.norms[verb.head] not in self._lexicon.executions:
            return None
        for place in range(clause.first, verb.start):
            if lexed.norms[place : place + 4] == ("on", "the", "part", "of"):
                actor = self._actors.read(lexed, place + 4)
                return self._resolver.peek(actor) if actor else None
        if clause.subject is not None and clause.subject.units[0].norm == "it":
            return None  # "It will be signed": what was made just before
        if clause.subject is not None and clause.subject.units[0].kind != "pronoun":
            return self._resolver.voice if self._resolver.peek(clause.subject) else None
        return self._resolver.voice

    def _meeting(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Speakers | None:
        """Return the joint voice where it is a meeting that was held or convened."""
        subject = frozenset(lexed.norms[clause.first : verb.start])
        frames = [frame for frame in self._lexicon.verb_frames(verb.lemma or "") if frame.act_class == "meet"]
        held = any(not frame.active_only and (not frame.objects or frame.objects & subject) for frame in frames)
        told = clause.kind in ("main", "coordinate") or clause.opener == "where"  # "in Oslo, where talks were held"
        return self._resolver.voice if held and told and not verb.modal else None
