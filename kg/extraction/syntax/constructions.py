"""Constructions: how a clause as a whole fills a frame, where the verb alone does not tell.

In: a lexed sentence and a clause with its verb. Out: ``Framing`` values. Raising verbs hand over to their infinitive
("are pleased to announce"), passives look for what is said in their subject, and nouns with an owner of their own
("Japan's intention to") are found inside a content. The module refuses to know who speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.framing import Framing, complement_at, frame_verb
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.nuclei import NucleusReader
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup, read_infinitive
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import Frame, FrameLexicon

__all__ = ["ClauseFramer"]

_ANNOUNCING = frozenset(["will", "shall"])
_DEVOTED = frozenset(["devoted", "dedicated"])
_PURPOSES = frozenset(["aim", "seek"])
_JOINT = frozenset(["agree", "discuss"])
_HELD = frozenset(["recognize", "concern", "hope", "support", "commit"])
_SHARED = frozenset(
    ["shared", "common", "mutual", "general", "joint", "unanimous", "broad", "full", "complete", "wide"]
)
_REPORTED = frozenset(["commit", "announce", "urge", "invite", "affirm", "agree", "instruct", "condemn"])
_OWNERS = frozenset(["our", "their", "its"])
_LONGEST_ITEM = 7
_NEAR_AGENT = 3  # "was received in audience by"
_ASKED = frozenset(["at", "on", "upon", "following", "response", "by"])
_OWNED_BY = frozenset(["our", "their", "his", "her", "the"])


class ClauseFramer:
    """Frames the clauses of one document."""

    __slots__ = ("_actors", "_lexicon", "_nuclei")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader) -> None:
        self._lexicon, self._actors = lexicon, actors
        self._nuclei = NucleusReader(lexicon, actors)

    def frame(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, first: int | None = None) -> Framing | None:
        """Return the frame that the clause fills, or None; ``first`` is where its subject begins, if not in it."""
        if verb.negated:
            return self._frame_negated(lexed, verb)
        if verb.shape == "passive":
            return self._frame_passive(lexed, clause.first if first is None else first, verb, clause.subject)
        if verb.lemma == "be" and verb.shape == "finite":
            return self._frame_cleft(lexed, clause, verb)
        if verb.shape == "adjective" and clause.subject is None and lexed.norm(clause.first) == "our":
            return self._frame_own_noun(lexed, clause.first, verb)
        if verb.shape == "modal" and lexed.norms[verb.head] == "be":
            return None  # "Norway will be the host": what will be so, and nothing done
        if verb.shape in ("modal", "progressive") and self._travels(lexed, clause, verb):
            return None
        framing = self._frame_verb(lexed, verb)
        if framing is None or not framing.frame.raising:
            return self._frame_subject(framing, clause) if framing else None
        return self._raise(lexed, framing) if self._fits_subject(framing, clause) else None

    def _raise(self, lexed: Lexed, framing: Framing) -> Framing:
        """Hand a raising verb over to its infinitive, where that speaks: "were pleased to announce"."""
        inner = read_infinitive(lexed, self._lexicon, framing.content)
        raised = self._frame_verb(lexed, inner) if inner else None
        if raised is None or raised.frame.act is None:
            return framing
        if raised.frame.content_verb and framing.frame.act and raised.frame.act_class != "agree":
            return framing  # "was pleased to meet", but "was pleased to accept"
        return raised._replace(first=framing.first)

    def _frame_subject(self, framing: Framing, clause: PredicateClause) -> Framing | None:
        """Frame what its subject lets it say: "An exchange of views took place" tells what they had."""
        talks = clause.subject is not None and clause.subject.units[0].kind == "voice"
        if talks and framing.frame.lemma in _DEVOTED:  # "The talks were devoted to drones"
            return framing._replace(frame=self._lexicon.verb_frames("discuss")[0], commits=False)
        if clause.subject is None or clause.subject.units[0].norm != "exchange":
            return framing if self._fits_subject(framing, clause) else None
        had = (frame for frame in self._lexicon.verb_frames("have") if "exchange" in frame.objects)
        frame = next(had, None) if framing.frame.act_class == "meet" else None
        return framing._replace(frame=frame) if frame else None

    def _travels(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether a meeting or visit is merely scheduled or under way: "Minister Rojas will visit Oslo in May"."""
        unit = clause.subject.units[0] if clause.subject else None
        alone = unit is not None and (unit.kind == "person" or unit.norm in ("he", "she", "delegation"))
        under_way = verb.shape == "progressive" and not verb.perfect
        frames = [f for f in self._lexicon.verb_frames(verb.lemma or "") if f.act_class == "meet"]
        if not (alone or under_way) or not frames:
            return False
        framing = self._frame_verb(lexed, verb._replace(shape="finite", modal=None))
        return framing.frame in frames if framing and framing.frame.act else any(not frame.objects for frame in frames)

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
            reports = frame.act_class in _REPORTED and not frame.only_with
            if reports and complement not in ("np", "none", "wh"):
                yield Framing(frame, place, place + 1, place + 1, complement, frame, (place - 2, place)), owner

    def owned_item(self, lexed: Lexed) -> Framing | None:
        """Frame the item of a list that begins with a noun of those who speak: "Their support for the mission"."""
        if lexed.norm(0) not in _OWNERS:
            return None
        for place in range(1, min(_LONGEST_ITEM, len(lexed))):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            if noun is not None and not lexed.covered[place]:
                frame = self._lexicon.frames["noun", noun][0]
                complement = complement_at(lexed, place + 1, lambda at: False)
                commits = bool(frame.commits_with & {"any", complement.removeprefix("p:")})
                return Framing(frame, place, place + 1, place + 1, complement, frame, (0, place), commits)
            if lexed.tag(place) not in ("word", "adv", "and"):
                return None
        return None

    def invitations(self, lexed: Lexed) -> Iterator[tuple[Framing, ActorPhrase]]:
        """Yield each "at the invitation of X" with X, who invited."""
        if "invitation" not in lexed.norms:
            return
        for place in range(2, len(lexed) - 2):
            invited = lexed.norms[place] == "invitation" and lexed.norms[place + 1] in ("of", "from", "extended")
            if not invited or lexed.capital(place):
                continue
            asked = any(lexed.norm(at) in _ASKED for at in range(max(place - 4, 0), place))
            behind = place + 2 + (lexed.norms[place + 1] == "extended" and lexed.norms[place + 2] == "by")
            host = self._read_host(lexed, behind) if asked else None
            noun = self._lexicon.frames.get(("noun", "invitation"), ())
            if host is not None and noun:
                yield Framing(noun[0], place, place + 1, host.last, "none", noun[0], (place - 1, place)), host

    def _read_host(self, lexed: Lexed, place: int) -> ActorPhrase | None:
        """Return who invited; who came stands behind a comma: "at the invitation of X, a delegation of Y"."""
        host = self._actors.read(lexed, place)
        if host is None or len(host.units) == 1:
            return host
        end = host.units[0].last
        closed = "comma" in (lexed.tag(end), lexed.tag(end - 1))
        return ActorPhrase(host.first, end, host.units[:1]) if closed else host

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
        plain = verb._replace(shape="finite", negated=False) if verb.shape == "modal" else verb
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
            return framing._replace(frame=frame, commits=False)
        return self._frame_verb(lexed, verb) if verb.modal in _ANNOUNCING else None

    @staticmethod
    def _fits_subject(framing: Framing, clause: PredicateClause) -> bool:
        """Tell whether a frame that only talks can fill ("covered") has them as its subject; talks aim at nothing."""
        talks = clause.subject is not None and clause.subject.units[0].kind == "voice"
        return not talks if framing.frame.lemma in _PURPOSES else talks or not framing.frame.of_talks

    def _frame_cleft(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        """Frame "It is our hope that", "Our hope is that" and "There was agreement that" by their noun."""
        if lexed.norm(verb.start - 1) == "there":
            return self._frame_existential(lexed, clause, verb)
        if lexed.norm(clause.first) == "our":
            return self._frame_own_noun(lexed, clause.first, verb)
        if clause.subject is None or clause.subject.units[0].norm != "it" or lexed.norm(verb.last) not in _OWNED_BY:
            return None
        for place in range(verb.last + 1, min(verb.last + 5, clause.last)):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            owner = self._actors.read(lexed, place + 2) if noun and lexed.norm(place + 1) == "of" else None
            content = owner.last if owner else place + 1
            if noun is not None and lexed.tag(content) in ("that", "to"):
                frames = self._lexicon.frames["noun", noun]
                frame = next((one for one in frames if "be" in one.only_with), frames[0])
                complement = complement_at(lexed, content, lambda at: False)
                commits = complement in frame.commits_with or (complement == "to" and "any" in frame.commits_with)
                return Framing(frame, place, place + 1, content, complement, frame, (verb.last, place), commits)
        return None

    def _frame_existential(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Framing | None:
        held = {word: frame for frame in self._lexicon.verb_frames("have") if frame.act for word in frame.objects}
        for place in range(verb.last, min(verb.last + 6, clause.last)):
            norm = lexed.norms[place]
            if norm == "no" or lexed.tag(place) not in ("word", "det", "adv"):
                return None
            noun = self._lexicon.nouns.get(norm)
            frame = held.get(norm) or (self._lexicon.frames["noun", noun][0] if noun else None)
            shared = not _SHARED.isdisjoint(lexed.norms[verb.last : place])
            joint = frame is not None and (frame.act_class in _JOINT or (shared and frame.act_class in _HELD))
            if frame is not None and joint and lexed.tag(place + 1) in ("that", "prep"):
                return Framing(frame, place, place + 1, place + 1, "np", None, (verb.last, place))
        return None

    def _frame_own_noun(self, lexed: Lexed, first: int, verb: VerbGroup) -> Framing | None:
        for place in range(first + 1, min(first + 5, verb.start)):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            frame = self._lexicon.frames["noun", noun][0] if noun and not lexed.covered[place] else None
            if frame is None or (frame.only_with and frame.act_class != "commit"):
                continue
            if lexed.tag(place + 1) in ("to", "prep", "be", "that"):
                content = verb.last if place + 1 >= verb.start else place + 1
                complement = complement_at(lexed, content, lambda at: False)
                commits = bool(frame.commits_with & {"any", complement.removeprefix("p:")})
                return Framing(frame, place, verb.last, content, complement, frame, (first, place), commits)
        return None

    def _frame_execution(self, lexed: Lexed, first: int, verb: VerbGroup) -> Framing | None:
        """Frame "The next round will be held in Oslo": what will be done is what the participants will do."""
        frames = self._lexicon.frames.get(("modal", verb.modal or ""), ())
        if not frames or lexed.norms[verb.head] not in self._lexicon.executions or verb.modal not in _ANNOUNCING:
            return None
        return Framing(frames[0], verb.start, verb.last, first, "np", None, (verb.start, verb.head), commits=True)

    def _frame_passive(
        self, lexed: Lexed, first: int, verb: VerbGroup, subject_phrase: ActorPhrase | None
    ) -> Framing | None:
        announced = self._frame_execution(lexed, first, verb) if verb.modal else None
        if announced or verb.modal == "should":
            return announced  # "Priority should be given to": what others ought to do
        if lexed.norm(first) == "no" or "ceremony" in lexed.norms[first : verb.start]:
            return None  # "No agreement was reached", "A ceremony of meeting was held"
        frames = self._lexicon.verb_frames(verb.lemma or "")
        light = next((frame for frame in frames if frame.light and not frame.particles), None)
        subject_at = _behind_adjunct(lexed, first, verb.start)
        if light is not None and (found := self._noun_in(lexed, subject_at, verb.start, light.lemma)):
            noun, place = found
            said = place + 1 if place + 1 < verb.start and lexed.tag(place + 1) != "adv" else verb.last
            complement = complement_at(lexed, said, lambda at: False)
            commits = bool(noun.commits_with & {"any", complement.removeprefix("p:")})
            return Framing(noun, verb.head, verb.last, said, complement, noun, (first, verb.start), commits)
        subject = frozenset(lexed.norms[first : verb.start])
        guest = subject_phrase is not None and subject_phrase.units[0].kind in ("noun", "person")
        held = _held_frame(lexed, frames, first, verb, guest=guest)
        if held is not None and not verb.modal:
            return Framing(held, verb.head, verb.last, first, "np", None, (first, verb.last))
        framing = self._frame_verb(lexed, verb)
        if framing is None or framing.frame.act is None or framing.frame.light:
            return None
        if framing.complement == "to" and framing.frame.act_class in ("hope", "commit") and "it" not in subject:
            return None  # "is expected to rise", "is planned to end": nobody in particular expects or plans
        if framing.frame.of_talks:
            return None
        if framing.complement in ("that", "to"):
            return framing
        return Framing(framing.frame, verb.head, verb.last, first, "np", None, (first, verb.last))

    def _noun_in(self, lexed: Lexed, first: int, last: int, lemma: str) -> tuple[Frame, int] | None:
        for place in range(first, last):
            noun = self._lexicon.nouns.get(lexed.norms[place])
            if noun and not lexed.covered[place]:
                for frame in self._lexicon.frames["noun", noun]:
                    if not frame.only_with or lemma in frame.only_with:
                        return frame, place
        return None


def _held_frame(lexed: Lexed, frames: Sequence[Frame], first: int, verb: VerbGroup, *, guest: bool) -> Frame | None:
    """Return the frame whose object the subject of a passive is: "talks were held", "he was received by"."""
    subject = frozenset(lexed.norms[first : verb.start])
    held = next((frame for frame in frames if frame.objects & subject and not frame.active_only), None)
    if held is not None and held.act_class == "discuss":  # "discussions were held" tells that they met
        return next((f for f in frames if f.act_class == "meet" and f.objects and not f.active_only), held)
    if (
        held is None
        and "by" in lexed.norms[verb.last : verb.last + _NEAR_AGENT]
        and (guest or lexed.norms[first] in ("he", "she", "they"))
    ):
        hosts = (f for f in frames if f.act_class == "meet" and ("minister" in f.objects or "person" in f.complements))
        return next(hosts, None)  # a guest
    return held


def _behind_adjunct(lexed: Lexed, first: int, last: int) -> int:
    """Return where the subject begins behind an adjunct: "At the invitation of Peru, the meeting was held"."""
    if lexed.tag(first) != "prep":
        return first
    return next((at + 1 for at in range(last - 1, first, -1) if lexed.tag(at) == "comma"), first)
