"""Voices: who speaks in each clause that can hold an act.

In: the clauses of a sentence and the document's subjects. Out: ``Speakers``, or None where nobody who takes part
speaks. A verb without subject takes that of the clause it is coordinated with, a participle that of its main clause,
a passive that of ``kg.extraction.speech.passives``. The module refuses to know what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.speech.passives import PassiveReader
from kg.extraction.speech.quotations import Quotation
from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.speech.utterances import TELLING, is_acceptance, is_report, retells
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup, skip_adverbs
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import FrameLexicon

__all__ = ["VoiceFinder"]

_VERB_ALONE = 7
_NAMED_REACH = 12  # how far before the subject it stands in whose name one speaks
_OFFERED = frozenset(["invitation", "offer", "proposal"])
_COMPANY = (("together", "with"), ("along", "with"), ("jointly", "with"))
_MEANS = frozenset(["by", "through", "via", "including"])  # what a list tells of them is how, and no act
_POINTING = frozenset(["this", "these", "such"])
_MUTUAL = frozenset(["discuss", "agree", "meet"])
_TO_COME = frozenset(["upcoming", "forthcoming", "next", "future"])


def _is_verb_alone(lexed: Lexed, clauses: Sequence[PredicateClause]) -> bool:
    """Tell whether a line is the verb of the list below it: "DECIDE"."""
    verb = clauses[0].verb if clauses else None
    return (
        verb is not None
        and verb.first == 0
        and len(lexed) <= _VERB_ALONE
        and lexed.norms[-1] not in (".", ";", ",", "and", "or")
    )


class VoiceFinder:
    """Finds the speakers of the clauses of one document, sentence by sentence."""

    __slots__ = (
        "_actors",
        "_carried",
        "_declaring",
        "_inviting",
        "_lexicon",
        "_means",
        "_passives",
        "_preamble",
        "_quotations",
        "_resolver",
        "_sitting",
        "subjects",
    )

    def __init__(
        self,
        lexicon: FrameLexicon,
        actors: ActorReader,
        resolver: SubjectResolver,
        quotations: Sequence[Quotation] = (),
    ) -> None:
        self._lexicon, self._actors, self._resolver = lexicon, actors, resolver
        self._passives = PassiveReader(lexicon, actors, resolver)
        self._quotations = quotations
        self.subjects: dict[int, Speakers | None] = {}
        self._carried: Speakers | None = None
        self._declaring = self._means = False
        self._sitting: Speakers | None = None
        self._preamble: Speakers | None = None
        self._inviting: Speakers | None = None

    def note_invitation(self, speakers: Speakers) -> None:
        """Remember who invited, since others accept."""
        self._inviting = speakers

    def is_reported(self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause]) -> bool:
        """Tell whether a clause is what the source of a report says: "the Ministry said that the Ministers agreed"."""
        clause = clauses[place]
        above = clauses[clause.heir] if clause.subject is None and clause.heir is not None else clause
        passive = clause.verb is not None and clause.verb.shape == "passive"  # "said that the plans were reviewed"
        if clause.kind != "that" or clause.parent is None or above.kind != "that":
            return False
        if above.subject is None and not passive:
            return False
        report = clauses[clause.parent]
        if self._resolver.writing and report.subject and report.subject.units[0].norm in ("i", "we"):
            return True  # "I have the honour to inform you that my Government accepts"
        if report.verb is None:  # "The spokesman said that": nobody whom the statement knows
            readings = self._lexicon.verbs.get(lexed.norm(clause.first - 1), ())
            return report.subject is None and any(lemma in TELLING for lemma, _ in readings)
        if report.kind not in ("main", "coordinate") or report.verb.lemma not in TELLING:
            return False
        unit = report.subject.units[0] if report.subject else None
        reporter = unit is not None and (unit.norm in ("he", "she") or self._resolver.is_spokesman(unit))
        unknown = reporter or (unit is not None and unit.kind in ("noun", "agent", "voice"))
        reports = is_report(report) or retells(clause.parent, clauses, self.subjects, self._lexicon)
        return reports or (unknown and self.subjects.get(clause.parent) is None)

    def enter(
        self,
        lexed: Lexed,
        clauses: Sequence[PredicateClause],
        *,
        lead: Speakers | None = None,
        listed: bool = False,
        opens: bool = False,
    ) -> None:
        """Resolve the subjects of a new sentence, in text order.

        ``lead`` are the speakers whom a heading names ("The Ministers:"), ``listed`` tells of a bullet or item, which
        goes on with the subject of what ``opens`` the list. A subject whose verb stands in a later paragraph ("The
        Governments of A and B, ... Declare") is kept until a sentence has a subject of its own.
        """
        order = sorted((c.subject.first, i) for i, c in enumerate(clauses) if c.subject)
        self.subjects = {i: self._resolve(lexed, subject) for _, i in order if (subject := clauses[i].subject)}
        main = next((c.subject for c in clauses if c.kind == "main"), None)
        self._resolver.end_sentence(main)
        self._resolver.note_counterpart(lexed, main)
        waiting = self._sitting = self._waiting_subject(lexed, clauses)
        if opens or _is_verb_alone(lexed, clauses):
            self._declaring = any(c.verb is not None and self._declares(c.verb) for c in clauses)
            named = next((found for found in self.subjects.values() if found), waiting or self._preamble)
            self._carried = named or self._resolver.voice
            self._means = not _MEANS.isdisjoint(lexed.norms[-2:])
            if "to" in lexed.norms[-2:]:
                self._carried = None  # "agreed to:" takes the infinitives below as its content
        elif waiting:
            parts = [self._preamble, waiting] if self._carried and self._carried == self._preamble else [waiting]
            self._carried = self._preamble = Speakers.join(part for part in parts if part)
        elif lead:
            self._carried = lead
        elif not listed:
            self._declaring = self._means = False
            if any(clauses[at].kind in ("main", "coordinate") for at in self.subjects):
                self._preamble = None  # a subject below one that still leads ("Declare that they") changes nothing
            self._carried = self._preamble

    @property
    def declaring(self) -> Speakers | None:
        """Who says what the items of a list name by a noun: "They express: - their support for"."""
        return self._carried if self._declaring else None

    def _declares(self, verb: VerbGroup) -> bool:
        """Tell whether a verb can open a list of nouns that say what is done: "DECLARE:", "They express:"."""
        frames = self._lexicon.verb_frames(verb.lemma or "")
        return any(frame.light or frame.act_class in ("affirm", "state", "announce") for frame in frames)

    def _resolve(self, lexed: Lexed, subject: ActorPhrase) -> Speakers | None:
        """Return for whom a subject stands; "we" and "I" in a quotation stand for who says it.

        The "it" of "That it condemns" is who resolves so.
        """
        if lexed.norms[:2] == ("that", "it") and subject.first == 1:
            return self._carried or self._resolver.voice
        if subject.units[0].norm in ("we", "i") and len(subject.units) == 1:
            offset = lexed.sentence.tokens[subject.first].start
            quoting = (phrase for span, phrase in self._quotations if span.start <= offset < span.end)
            if (phrase := next(quoting, None)) is not None:
                said = self._resolver.peek(phrase)
                return self._resolver.voice if said and self._is_mutual(lexed, subject) else said
        speakers = self._resolver.resolve(subject)
        return self._represented(lexed, subject) or speakers if "behalf" in lexed.norms else speakers

    def _is_mutual(self, lexed: Lexed, subject: ActorPhrase) -> bool:
        """Tell whether "we" did what takes two, also where one alone says it: "We discussed", "We agreed"."""
        verb = lexed.norm(skip_adverbs(lexed, subject.last))
        done = (lemma for lemma, form in self._lexicon.verbs.get(verb, ()) if form == "past")
        classes = {frame.act_class for lemma in done for frame in self._lexicon.verb_frames(lemma) if frame.act}
        return subject.units[0].norm == "we" and bool(classes & _MUTUAL)

    def _represented(self, lexed: Lexed, subject: ActorPhrase) -> Speakers | None:
        """Return in whose name one person speaks: "On behalf of all participants, the Chair thanked"."""
        unit = subject.units[0]
        if len(subject.units) > 1 or unit.plural or unit.kind not in ("person", "noun", "group"):
            return None
        for place in range(max(0, subject.first - _NAMED_REACH), min(subject.last + 2, len(lexed))):
            if lexed.norms[place : place + 3] == ("on", "behalf", "of"):
                named = self._actors.read(lexed, place + 3)
                return self._resolver.peek(named) if named else None
        return None

    def _waiting_subject(self, lexed: Lexed, clauses: Sequence[PredicateClause]) -> Speakers | None:
        """Return who begins a sentence that ends before its verb: "The Governments of A and B,"."""
        if any(clause.verb and clause.kind in ("main", "coordinate") for clause in clauses):
            return None
        phrase = self._actors.read(lexed, 0)
        if phrase is None:
            return None
        sitting = any(clause.first == phrase.last and clause.kind == "participial" for clause in clauses)
        if not sitting and phrase.last < len(lexed) and lexed.tag(phrase.last) not in ("comma", "stop"):
            return None
        return self._resolver.resolve(phrase)

    def find(self, lexed: Lexed, place: int, clauses: Sequence[PredicateClause]) -> Speakers | None:
        """Return who speaks in the clause at ``place`` of the sentence last entered."""
        clause = clauses[place]
        verb = clause.verb
        if is_report(clause) or retells(place, clauses, self.subjects, self._lexicon):
            return None
        if self._inviting and clause.opener == "which" and is_acceptance(clause):
            return self._resolver.company.others(self._inviting)
        if verb is not None and verb.shape == "passive":
            told = replace(clause, kind="main") if self.is_reported(lexed, place, clauses) else clause
            return self._invited(lexed, clause, verb) or self._passives.find(
                lexed, told, verb, self.subjects.get(place)
            )
        if verb is not None and clause.kind in ("main", "coordinate") and self._by_noun(lexed, clause, verb):
            return self._whose_view(lexed, verb)
        if clause.kind == "relative" and clause.subject is None:
            return self._antecedent(lexed, clauses[clause.heir] if clause.heir is not None else clause)
        preamble = any(other.kind == "participial" and other.first == 0 for other in clauses[: place + 1])
        while clause.subject is None:
            following = clause.heir if clause.heir is not None else clause.parent
            if following is None:
                if clause.verb is not None and clause.verb.first == 0:
                    return self._carried or self._unled(lexed, clause.verb)
                if preamble and self._means:
                    return None
                return self._carried or self._preamble or self._resolver.voice if preamble else self._sitting
            place, clause = following, clauses[following]
        return self._of_subject(lexed, place, clause)

    def _of_subject(self, lexed: Lexed, place: int, clause: PredicateClause) -> Speakers | None:
        """Return for whom the subject of a clause speaks; "the next summit", which will do something, for nobody."""
        if lexed.norms[:2] in _COMPANY and clause.first == 0:
            return self._carried or self._resolver.voice  # the subject stands in the list above
        if clause.verb is not None and clause.verb.modal and clause.subject is not None:
            named = lexed.norms[clause.subject.first : clause.subject.last]
            if not _TO_COME.isdisjoint(named) or (named[0] in _POINTING and clause.subject.units[0].kind == "voice"):
                return None  # "this mechanism will serve as"
        return self.subjects.get(place) or self._unowned_meeting(lexed, clause)

    def _invited(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> Speakers | None:
        """Return who was invited, where "the invitation was accepted" and nobody is said to have accepted it."""
        offered = not _OFFERED.isdisjoint(lexed.norms[clause.first : verb.start])
        told = offered and "by" not in lexed.norms[verb.last : clause.last]
        return (
            self._resolver.company.others(self._inviting) if self._inviting and told and is_acceptance(clause) else None
        )

    def find_inviter(self, lexed: Lexed, clauses: Sequence[PredicateClause], host: ActorPhrase) -> Speakers | None:
        """Return who invited; "his counterpart" in "X, who came at the invitation of his counterpart" is opposite X."""
        above = next((c for c in clauses if c.kind == "relative" and c.first < host.first < c.last), None)
        if above is not None and above.subject is None and host.units[0].norm == "counterpart" and host.units[0].owner:
            guest = self._antecedent(lexed, above)
            return self._resolver.company.rest(guest) if guest else None
        return self._resolver.peek(host)

    def _antecedent(self, lexed: Lexed, clause: PredicateClause) -> Speakers | None:
        """Return the person or post that stands right before "who": "Minister Rojas, who thanked the crews"."""
        for place in range(max(0, clause.first - 14), clause.first):
            phrase = self._actors.read(lexed, place)
            if phrase and clause.first - 1 <= phrase.last <= clause.first and lexed.tag(clause.first - 1) == "comma":
                return self._resolver.peek(phrase) if phrase.units[-1].kind in ("person", "noun") else None
        return None

    def _unled(self, lexed: Lexed, verb: VerbGroup) -> Speakers | None:
        """Return who speaks in a paragraph that begins with its verb: "Reaffirms its support", "DECIDE to meet"."""
        opens = lexed.norms[-1:] == (":",) and len(lexed) <= _VERB_ALONE
        reports = verb.tense in ("past", "s") or verb.perfect or lexed.shouted(verb.start) or opens
        return self._resolver.voice if reports and verb.shape == "finite" else None

    def _whose_view(self, lexed: Lexed, verb: VerbGroup) -> Speakers | None:
        """Return whose a hope or view is: of all, or "It is the view of the Chilean delegation that" of one."""
        for place in range(verb.last + 1, min(verb.last + 5, len(lexed))):
            if lexed.norms[place] == "of" and lexed.norm(verb.start - 1) == "it":
                owner = self._actors.read(lexed, place + 1)
                return self._resolver.peek(owner) if owner else self._resolver.voice
        return self._resolver.voice

    @staticmethod
    def _by_noun(lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether a noun says what all do: "It is our hope", "Our hope is", "There was agreement"."""
        if lexed.norm(clause.first) == "our" and clause.subject is None:
            return verb.lemma == "be" or verb.shape == "adjective"
        if verb.lemma != "be" or verb.shape != "finite":
            return False
        if lexed.norm(verb.start - 1) == "there":
            return True
        return lexed.norm(verb.start - 1) == "it" and lexed.norm(verb.last) in ("our", "their", "the")

    def _unowned_meeting(self, lexed: Lexed, clause: PredicateClause) -> Speakers | None:
        """A meeting of a body that is no party ("the second council convened") is one of the participants.

        So is the meeting of the body that speaks, whichever state hosts it.
        """
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or subject.units[0].kind != "agent":
            return None
        mention = subject.units[0].mention
        frames = self._lexicon.verb_frames(verb.lemma or "")
        meets = {frame.act_class for frame in frames if frame.act} == {"meet"}
        if not meets or mention is None:
            return None
        behind = (m.iri for at in range(verb.last, clause.last) for m, _ in lexed.mentions.get(at, ()))
        own = (
            mention.type == "STATE"
            and verb.tense == "past"
            and any(iri in self._resolver.voice.behalf for iri in behind)
        )
        return self._resolver.voice if own or mention.type == "ORG" else None
