"""Nuclei: a subject with the verb that belongs to it.

In: a lexed sentence and an actor phrase or place in it. Out: the verb group, or None. The module reads over appositions
and adjuncts between the two; it refuses to know to which clause a nucleus belongs.
"""

from __future__ import annotations

from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.adjuncts import skip_time
from kg.extraction.syntax.companions import read_joined
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.heads import BEFORE_VERBS, POSTPOSED
from kg.extraction.syntax.participles import read_gerund, read_unknown
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup, read_verb_group
from kg.extraction.syntax.surroundings import skip_blessing, within_pair, within_phrase
from kg.extraction.syntax.verbkinds import VerbKinds, calls_by
from kg.knowledge.frames import FrameLexicon

__all__ = ["NucleusReader"]

_GAP = 40
_ADJUNCT = 12  # tokens
_LONG_ADJUNCT = 18
_SAYING = frozenset(["said", "says", "stated", "added", "stressed", "noted", "declared", "emphasized", "emphasised"])
_COMPANY = frozenset(
    ["headed", "led", "chaired", "accompanied", "joined", "hosted", "assisted", "supported", "represented", "attended"]
)
_SOLEMNLY = frozenset(["hereby", "solemnly", "jointly", "therefore"])
_SITTING = frozenset(["assemble", "gather", "convene", "seat"])
_DELIVERY = frozenset(["meet", "state"])
_DISTRIBUTIVE = frozenset(["each", "either", "neither", "every"])


class NucleusReader(VerbKinds):
    """Reads subjects with their verbs in the sentences of one document."""

    __slots__ = ("actors",)

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader) -> None:
        super().__init__(lexicon)
        self.actors = actors

    def read(self, lexed: Lexed, place: int) -> tuple[ActorPhrase, VerbGroup | None] | None:
        """Return the actor phrase at ``place`` with its verb, if it is a subject."""
        subject = self.actors.read(lexed, place)
        if subject is None:
            return None
        if (together := read_joined(lexed, self._lexicon, subject, self.actors.read)) is not None:
            return together
        verb = self.verb_after(lexed, subject)
        if verb is not None and verb.lemma in _SITTING and (acts := self._verb_over_adjunct(lexed, verb.last)):
            verb = acts  # "the Heads of Delegation assembled in Lima urged"
        if verb is not None and _passive_by(lexed, verb):  # "the Council established by the Treaty held"
            above = lexed.norm(verb.last) != "by" and read_verb_group(lexed, self._lexicon, verb.last + 1)
            verb = above or self._verb_over_adjunct(lexed, verb.last)  # "the States listed below agreed"
        if verb is not None and (
            within_pair(lexed, place)
            or (not self.strong(verb) and within_phrase(lexed, place))
            or _passive_by(lexed, verb)
            or self._disagree(lexed, subject, verb)
        ):
            verb = None
        return subject, verb

    def verb_after(self, lexed: Lexed, subject: ActorPhrase) -> VerbGroup | None:
        """Return the verb of the subject, over brackets and commas that hold an apposition or an adjunct."""
        place = skip_blessing(lexed, subject.last)
        if (led := self._verb_behind_company(lexed, place)) is not None:
            return led
        if verb := read_verb_group(lexed, self._lexicon, place) or read_unknown(lexed, place):
            return verb
        if lexed.norm(place) in BEFORE_VERBS:  # "The two officials last met in Oslo"
            return read_verb_group(lexed, self._lexicon, place + 1)
        if lexed.norm(place) == ":":
            return read_verb_group(lexed, self._lexicon, place + 1)
        if lexed.tag(place) in ("comma", "dash", "open"):
            found = self._verb_behind_list(lexed, subject) or self._verb_behind_stray_comma(lexed, subject)
            return found or self._verb_over_comma(lexed, place)
        begins = subject.first == 0 and subject.units[0].kind in ("person", "noun")
        aside = lexed.norm(place) == "who" or (begins and read_gerund(lexed, self._lexicon, place))
        if aside and lexed.tag(place - 1) == "comma":  # "X, Minister of Y, who is here, met", "X, visiting Y, met"
            return self._verb_over_comma(lexed, place - 1)
        if lexed.tag(place) == "prep" or lexed.norm(place) == "as" or self._attends(lexed, place):
            begins = subject.first == 0 or lexed.tag(subject.first - 1) == "comma"
            reach = _LONG_ADJUNCT if lexed.tag(place - 1) == "comma" else _ADJUNCT
            return self._verb_over_adjunct(lexed, place, plural=subject.plural, aside=begins, reach=reach)
        if lexed.tag(place) in ("that", "rel") and (said := read_verb_group(lexed, self._lexicon, place + 1)):
            verb = self._verb_over_adjunct(lexed, said.last - 1)  # "the States that took part agreed"
            return verb if verb and self.evokes(verb) else None
        return None

    def _attends(self, lexed: Lexed, place: int) -> bool:
        """Tell whether a participle right behind a subject says which they are: "the States | attending X agreed"."""
        if lexed.tag(place) == "to" and lexed.norm(place - 1) in POSTPOSED:
            return True  # "the Governments signatory to the Pact"
        doing = lexed.tag(place) == "word" and lexed.norms[place].endswith("ing")
        return doing and lexed.tag(place - 1) != "comma" and not lexed.covered[place]

    def _verb_behind_company(self, lexed: Lexed, place: int) -> VerbGroup | None:
        """Return the verb behind who leads or comes along: "a delegation led by X met", "X, accompanied by Y, met"."""
        first = place + (lexed.tag(place) == "comma")
        if lexed.norm(first) not in _COMPANY or lexed.norm(first + 1) != "by":
            return None
        company = self.actors.read(lexed, first + 2)
        behind = company.last if company else first + 2
        if (verb := read_verb_group(lexed, self._lexicon, behind)) and not self.reduced(lexed, verb):
            return verb
        for end in range(behind - 1, min(first + _GAP, len(lexed))):
            if lexed.tag(end) == "stop":
                return None
            verb = read_verb_group(lexed, self._lexicon, end + 1) if lexed.tag(end) == "comma" else None
            if verb is not None and self.evokes(verb) and not self.reduced(lexed, verb):
                return verb
        return None

    def _verb_behind_list(self, lexed: Lexed, subject: ActorPhrase) -> VerbGroup | None:
        """Return the verb right behind the comma that closes a list or name: "the Ministers, A and B, met"."""
        one, several = subject.units[0].kind == "person", subject.plural and subject.units[0].kind != "pronoun"
        if not (one or several) or lexed.tag(subject.last) == "open":
            return None
        verb = read_verb_group(lexed, self._lexicon, subject.last + 1)
        if verb is None or self.reduced(lexed, verb):
            return None
        frames = self._lexicon.verb_frames(verb.lemma or "")
        kinds = {frame.act_class for frame in frames if frame.act}
        return verb if "meet" in kinds or (kinds and len(subject.units) > 1) else None

    def _verb_behind_stray_comma(self, lexed: Lexed, subject: ActorPhrase) -> VerbGroup | None:
        """Return the verb from which a comma parts the subject of a sentence: "The Ministers of A, | agreed to"."""
        first, place = subject.first, subject.last + (lexed.tag(subject.last) == "comma")
        begins = first == 0 or (lexed.tag(first - 1) == "comma" and lexed.tag(0) in ("prep", "sub", "adv"))
        joins = lexed.tag(first - 1) == "and" and lexed.tag(first - 2) == "comma"
        if not (begins or joins) or place == subject.last or subject.units[0].kind == "pronoun":
            return None
        verb = read_verb_group(lexed, self._lexicon, place)
        if verb is None or verb.shape != "finite" or not self.evokes(verb) or self.reduced(lexed, verb):
            return None
        norm, asked = lexed.norms[verb.head], self.directs(verb)  # "the Ministers, invited to attend"
        participle = norm in self._lexicon.adjectives and norm != "agreed"  # "the Ministers, determined to"
        told = verb.tense in ("past", "s") or (subject.plural and self.strong(verb))
        meets = self.meets(verb) and lexed.tag(verb.last) in ("prep", "adv")  # "The Council of the X (CX), | met in"
        governs = meets or lexed.tag(verb.last) in ("det", "poss", "that", "num", "word", "adv" if asked else "to")
        return verb if told and governs and not participle else None

    def _verb_over_comma(self, lexed: Lexed, place: int) -> VerbGroup | None:
        if lexed.tag(place + 1) == "and" or self.clause_at(lexed, place + 1):
            return None
        if lexed.norm(place + 1) == "including" and (verb := self._verb_behind_members(lexed, place + 2)):
            return verb
        for end in range(place + 2, min(place + _GAP, len(lexed))):
            if lexed.tag(end) == "stop":
                return None
            if lexed.tag(end) in ("comma", "dash", "close") and not lexed.covered[end]:
                verb = read_verb_group(lexed, self._lexicon, skip_time(lexed, end + 1))
                if verb and not self.reduced(lexed, verb):
                    return verb
                if self.actors.can_begin(lexed, end + 1) and self.clause_at(lexed, end + 1):
                    return None
            elif lexed.tag(end) == "and" and self.clause_at(lexed, end + 1):
                return None
        return (
            self._verb_over_adjunct(lexed, place + 1, reach=_LONG_ADJUNCT) if lexed.tag(place + 1) == "prep" else None
        )

    def _verb_behind_members(self, lexed: Lexed, place: int) -> VerbGroup | None:
        """Return the verb behind those who are named of a subject: "ten States, including Peru and Chile[,] agreed"."""
        for end in range(place, min(place + _GAP, len(lexed))):
            behind = end + (lexed.tag(end) == "comma")
            if not lexed.covered[end - 1] or lexed.tag(end) == "stop" or lexed.covered[end]:
                continue
            verb = read_verb_group(lexed, self._lexicon, behind)
            if verb and verb.tense == "past" and self.evokes(verb) and not self.reduced(lexed, verb):
                return verb
        return None

    def _verb_over_adjunct(
        self, lexed: Lexed, place: int, *, plural: bool = False, aside: bool = False, reach: int = _ADJUNCT
    ) -> VerbGroup | None:
        """Return the verb behind what is said of a subject; with ``aside`` also behind what commas close in."""
        for end in range(place + 1, min(place + reach, len(lexed))):
            if aside and lexed.tag(end) == "comma" and lexed.tag(end + 1) in ("prep", "sub"):
                return self._verb_over_comma(lexed, end)  # "Ministers from ten countries, including Peru, agreed"
            if lexed.tag(end) in ("comma", "stop", "that", "rel", "sub", "pron", "quote"):
                return None
            if lexed.tag(end) == "and" and self._resumes(lexed, end + 1):
                return None  # "is the largest group in history and remains committed": the verb of another subject
            if lexed.tag(end) in ("be", "have", "modal", "word", "adv") and not lexed.covered[end]:
                verb = read_verb_group(lexed, self._lexicon, end)
                modifies = lexed.tag(end - 1) in ("det", "poss", "num", "and", "to", "prep")
                noun = verb is not None and verb.tense == "s" and self._precedes_verb(lexed, verb)
                told = verb and (verb.tense != "base" or (plural and self.strong(verb) and self._governs(lexed, verb)))
                if verb and told and not modifies and not noun and not self.reduced(lexed, verb):
                    return verb
        return None

    def _resumes(self, lexed: Lexed, place: int) -> bool:
        """Tell whether a predicate such as "remains committed" begins here, which no noun could be."""
        verb = read_verb_group(lexed, self._lexicon, place)
        return verb is not None and verb.shape == "adjective"

    def _precedes_verb(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a plural noun that could be a verb has its own verb behind it: "training issues took place"."""
        after = read_verb_group(lexed, self._lexicon, verb.last)
        return after is not None and any(frame.homograph for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def _disagree(self, lexed: Lexed, subject: ActorPhrase, verb: VerbGroup) -> bool:
        """Tell whether a form does not agree with the subject, and so is a noun: "U.S. support for"."""
        if verb.shape == "passive" and lexed.norm(verb.start) in ("was", "is") and subject.units[0].kind != "pronoun":
            return subject.plural and subject.first > 0 and lexed.tag(subject.first - 1) == "word"
        if verb.shape != "finite" or verb.head != verb.start:
            return False
        if verb.tense == "s" and subject.plural and lexed.norm(subject.first) not in _DISTRIBUTIVE:
            return any(frame.homograph for frame in self._lexicon.verb_frames(verb.lemma or ""))
        if verb.tense != "base" or subject.plural or subject.units[0].norm == "i":
            return False
        return not (lexed.norm(subject.first) == "the" and self._acts_as_several(lexed, verb))

    def _acts_as_several(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a base form has an object as a verb of several has: "The G7 call on X", "The Troika urge X"."""
        return self._governs(lexed, verb) or verb.last in lexed.mentions

    def _governs(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a base form has an object or particle behind it, as no noun has: "call for", "welcome the"."""
        if lexed.tag(verb.last) in ("det", "poss", "that"):
            return True
        particles = {words[0] for frame in self._lexicon.verb_frames(verb.lemma or "") for words in frame.particles}
        return lexed.tag(verb.last) == "prep" and lexed.norm(verb.last) in particles

    def clause_at(self, lexed: Lexed, place: int) -> bool:
        """Tell whether a subject with its verb begins at ``place``."""
        subject = self.actors.read(lexed, place)
        return subject is not None and read_verb_group(lexed, self._lexicon, subject.last) is not None

    def inverted(self, lexed: Lexed, place: int) -> tuple[ActorPhrase, VerbGroup] | None:
        """Return who says what stands before, behind the verb of saying: '..., said Minister Rojas'."""
        if lexed.norms[place] not in _SAYING or lexed.tag(place - 1) not in ("comma", "quote", "dash"):
            return None
        subject, verb = self.actors.read(lexed, place + 1), read_verb_group(lexed, self._lexicon, place)
        if subject is None or verb is None or subject.units[0].kind not in ("person", "noun"):
            return None
        return subject, verb

    def resolving(self, lexed: Lexed) -> VerbGroup | None:
        """Return the verb with which a paragraph of a resolution begins: "Urges States", "MANDATE the Chair"."""
        verb = read_verb_group(lexed, self._lexicon, 0)
        hereby = lexed.norms[0] in _SOLEMNLY
        if verb is None or verb.head != hereby or verb.shape != "finite":
            return None
        noun = any(frame.homograph for frame in self._lexicon.verb_frames(verb.lemma or ""))
        governs = lexed.tag(verb.last) in ("det", "poss") or lexed.capital(verb.last)
        if verb.tense == "s" and lexed.norms[verb.last :] == (":",) and self.evokes(verb):
            return verb  # "Resolves:" on a line of its own
        governs = governs or (lexed.norm(verb.last) == ":" and not noun)  # "RESOLVES:"
        if verb.tense == "base" and lexed.tag(verb.last) in ("that", "to") and (lexed.shouted(0) or hereby or not noun):
            return verb if self.evokes(verb) else None  # "Declare that", "RESOLVE to"
        if lexed.shouted(verb.head) and not lexed.shouted(verb.head + 1):
            return verb if self.evokes(verb) and (governs or self.strong(verb)) else None
        if verb.tense == "base" and lexed.tag(verb.last) == "det" and self.instructs(verb):
            return verb
        if verb.tense == "past" and self._acts_on_next(lexed, verb):
            return verb
        if verb.tense != "s" or not (self.strong(verb) or (governs and self.instructs(verb))):
            return None
        return verb if not noun or governs else None

    def _acts_on_next(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a past form has an object behind it, as no participle: "Approved the", "Read and noted a"."""
        if lexed.tag(verb.last) == "and" and (second := read_verb_group(lexed, self._lexicon, verb.last + 1)):
            return second.tense == verb.tense and second.start == verb.last + 1 and self._acts_on_next(lexed, second)
        return lexed.tag(verb.last) in ("det", "poss") and self.evokes(verb)

    def takes_stance(self, verb: VerbGroup) -> bool:
        """Tell whether what the verb speaks about may say things of its own: "welcomed the plan stressing"."""
        return any(
            frame.act and not frame.objects and not frame.particles and frame.act_class not in _DELIVERY
            for frame in self._lexicon.verb_frames(verb.lemma or "")
        )


def _passive_by(lexed: Lexed, verb: VerbGroup) -> bool:
    """Tell whether a bare past form is a participle: "the plan the Ministers, joined by experts", "listed below"."""
    bare = verb.shape == "finite" and verb.tense == "past" and verb.head == verb.start
    return bare and lexed.norm(verb.last) in ("by", "below", "above") and not calls_by(lexed, verb)
