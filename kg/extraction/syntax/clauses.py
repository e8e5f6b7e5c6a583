"""Clauses: each finite predicate of a sentence with its subject, and the clauses that hang below it.

In: an ``Understanding``. Out: for each sentence its clauses in text order, each with the predicate that heads it where
one was found. A stack of open clauses is kept while the sentence is read once from left to right: "that", relative
words and subordinators open a clause, a new subject or a coordinated verb closes what it outranks. The module
refuses to know which act a verb performs and who the subject is.
"""

from __future__ import annotations

from kg.extraction.layout.lists import find_listed
from kg.extraction.model import ClauseKind, Understanding
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.attachment import (
    Attachment,
    Draft,
    OpenClauses,
    awaits_subject,
    finish_clauses,
    leaves_introduction,
    names_object,
    second_subject,
)
from kg.extraction.syntax.beginnings import (
    AUXILIARIES,
    BREAKS,
    begins_with_noun,
    find_idle,
    introduces,
    may_begin_subject,
)
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.extraction.syntax.nuclei import NucleusReader
from kg.extraction.syntax.openers import OpenerReader, take_occasion
from kg.extraction.syntax.participles import read_gerund, read_participle
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup, read_infinitive, read_verb_group
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import FrameLexicon, load_frames

__all__ = ["segment"]


def segment(
    understanding: Understanding, lexer: Lexer | None = None, actors: ActorReader | None = None
) -> tuple[tuple[PredicateClause, ...], ...]:
    """Return the clauses of every sentence, in the order of ``understanding.sentences``."""
    lexicon = load_frames()
    lexer = lexer or Lexer(understanding)
    reader = _ClauseReader(lexicon, actors or ActorReader(lexicon, understanding.registry))
    listed = find_listed(understanding)
    return tuple(reader.read(lexer.lex(index), index in listed) for index in range(len(understanding.sentences)))


class _ClauseReader:
    __slots__ = ("_attachment", "_lexicon", "_nuclei", "_openers")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader) -> None:
        self._lexicon = lexicon
        self._nuclei = NucleusReader(lexicon, actors)
        self._attachment = Attachment(self._nuclei)
        self._openers = OpenerReader(lexicon, self._nuclei)

    def read(self, lexed: Lexed, listed: bool) -> tuple[PredicateClause, ...]:
        if not len(lexed):
            return ()
        state = OpenClauses(lexed)
        state.open(Draft("main", 0, None))
        idle, count, place = find_idle(lexed, self._nuclei.actors), len(lexed), self._resolve(state) if listed else 0
        while place < count:
            place = place + 1 if idle[place] else max(place + 1, self._step(state, place))
        if state.outer.verb is None and "place" in lexed.norms:
            take_occasion(state)
        state.close_to(0, len(lexed))
        return tuple(finish_clauses(lexed, state.drafts))

    def _resolve(self, state: OpenClauses) -> int:
        """Read the infinitive that a member of a list is ("To condemn the raids"); return where reading goes on.

        In lower case it is what was decided above: "decided: (a) to open an office; (b) to request a report".
        """
        begins = state.lexed.tags[0] == "to" and state.lexed.capital(0)
        verb = read_infinitive(state.lexed, self._lexicon, 0) if begins else None
        if verb is None or not self._nuclei.evokes(verb):
            return 0
        state.top.verb = verb
        return verb.last

    def _step(self, state: OpenClauses, place: int) -> int:
        """Read what begins at ``place``; return where reading goes on."""
        lexed = state.lexed
        tag = lexed.tags[place]
        if tag == "that":
            return self._openers.open_that(state, place)
        if tag == "rel":
            return self._openers.open_relative(state, place)
        if tag in ("sub", "prep") and (found := self._openers.open_subordinate(state, place)):
            return found
        if place == 0 and tag in ("word", "adv") and (begun := self._begin(state)):
            return begun
        if may_begin_subject(state, place, self._nuclei.actors) and (found := self._take_subject(state, place)):
            return found
        doing = place == 1 and lexed.norms[0] == "in"  # "In welcoming the plan, the Ministers noted"
        if doing or lexed.tag(place - 1) in BREAKS:
            return self._take_verb(state, place)
        if tag in AUXILIARIES and (state.top.verb is None or leaves_introduction(state, place)):
            if state.top.verb is not None:
                state.close_to(1, lexed.tags.index("comma", state.top.verb.last) + 1)
            state.top.verb = read_verb_group(lexed, self._lexicon, place)
        elif tag == "be" and (first := second_subject(state, place)):
            before = state.stack[-1]
            state.close_to(len(state.stack) - 1, first - 1)
            state.open(Draft("coordinate", first, before, verb=read_verb_group(lexed, self._lexicon, place)))
        return self._read_delivered(state, place) or place + 1

    def _read_delivered(self, state: OpenClauses, place: int) -> int:
        """Open the clause of what is said in what is done: "delivered speeches underlining the need"."""
        lexed, given = state.lexed, state.top.verb
        if not (lexed.tags[place] == lexed.tag(place - 1) == "word" and lexed.norms[place].endswith("ing")):
            return 0
        if given is None or given.shape != "finite":
            return 0
        if state.top.kind not in ("main", "coordinate") or state.top.subject is None:
            return 0
        if given.lemma == "be" or self._nuclei.takes_stance(given):
            return 0
        said = read_gerund(lexed, self._lexicon, place)
        if said is None or not (lexed.tag(said.last) in ("det", "poss", "that") or said.last in lexed.mentions):
            return 0  # "a warning system"
        if not self._nuclei.strong(said._replace(shape="finite")):
            return 0
        state.open(Draft("participial", place, state.stack[-1], "", None, said))
        return said.last

    def _begin(self, state: OpenClauses) -> int:
        """Read a first word that could be a verb: "Urges States", but "Views were exchanged"."""
        lexed = state.lexed
        if begins_with_noun(lexed, self._lexicon):
            return 1
        verb = self._nuclei.resolving(lexed)
        state.top.verb = verb or state.top.verb
        return verb.last if verb else 0

    def _take_subject(self, state: OpenClauses, place: int) -> int:
        lexed = state.lexed
        found = self._nuclei.read(lexed, place)
        if found is None:
            return 0
        subject, verb = found
        if verb is None and place == 0 and subject.units[0].norm == "we":
            state.top.subject = subject  # the verb stands behind the preamble
        if verb is None:
            listed = lexed.tag(subject.last) in ("comma", "and")
            behind = subject.last if subject.last > place + 1 and not listed else 0
            return (self._take_sitting(state, subject) if place == 0 else 0) or behind
        if state.top.subject and state.top.verb is None and self._renames(lexed, state.top.subject, subject):
            subject = state.top.subject
        before = lexed.tag(place - 1)
        broken = before in BREAKS or before == "adv"
        if state.top.verb is None and not broken and names_object(lexed, place):
            state.open(Draft("relative", place, state.stack[-1], "", subject, verb))
        elif state.top.verb is None and (not broken or state.top.kind == "main" or awaits_subject(state, place)):
            state.top.subject, state.top.verb = subject, verb
        elif state.top.verb is None or (self._initial(state) and "comma" in lexed.tags[max(place - 6, 0) : place]):
            self._return_to_main(state, place, subject, verb)
        elif broken:
            self._coordinate(state, place, subject, verb)
        else:
            after_verb = state.top.verb.last == place or state.top.kind == "that"
            state.open(Draft("that" if after_verb else "relative", place, state.stack[-1], "", subject, verb))
        self._read_gap(state, subject.last, verb.first)
        return verb.last

    def _take_sitting(self, state: OpenClauses, subject: ActorPhrase) -> int:
        """Read who sits before the verb of a resolution: "The Council meeting in its Third Session in Lima,"."""
        sitting = read_gerund(state.lexed, self._lexicon, subject.last)
        if sitting is None or not self._nuclei.meets(sitting):
            return 0
        state.top.subject = subject
        state.open(Draft("participial", subject.last, state.stack[-1], "", None, sitting))
        return sitting.last

    @staticmethod
    def _renames(lexed: Lexed, waiting: ActorPhrase, subject: ActorPhrase) -> bool:
        """Tell whether persons end the list that names "we": "We, the Ministers: Minister A, Minister B, have met"."""
        listed = waiting.units[0].norm == "we" and lexed.tag(waiting.last) in ("comma", "stop")
        return listed and all(unit.kind == "person" for unit in subject.units)

    def _read_gap(self, state: OpenClauses, first: int, last: int) -> None:
        """Add the participles between a subject and its verb: "the Ministers, noting the risk, agreed"."""
        lexed, owner = state.lexed, state.stack[-1]
        for at in range(first, last):
            if lexed.tag(at - 1) == "comma" or lexed.norm(at - 1) == "while":
                gerund = read_gerund(lexed, self._lexicon, at)
                if gerund is not None:
                    end = next((c for c in range(gerund.last, last) if lexed.tag(c) == "comma"), last)
                    state.drafts.append(Draft("participial", at, owner, "", None, gerund, last=end))

    @staticmethod
    def _initial(state: OpenClauses) -> bool:
        """Tell whether an introductory clause is open and the main clause still lacks its verb."""
        return len(state.stack) > 1 and state.outer.verb is None

    def _return_to_main(self, state: OpenClauses, place: int, subject: ActorPhrase, verb: VerbGroup) -> None:
        main = state.outer
        if main.verb is None:
            state.close_to(1, place)
            main.subject, main.verb = subject, verb
        else:
            self._coordinate(state, place, subject, verb)

    def _coordinate(
        self, state: OpenClauses, place: int, subject: ActorPhrase | None, verb: VerbGroup, depth: int | None = None
    ) -> None:
        if depth is None:
            depth = self._attachment.level(state, place, subject, verb)
        first = state.stack[depth]
        state.close_to(depth, self._before_conjunction(state.lexed, place))
        base = state.drafts[first]
        kind: ClauseKind = "coordinate" if base.kind in ("main", "coordinate") else base.kind
        parent = base.parent if kind != "coordinate" else first
        draft = Draft(kind, place, parent, base.opener, subject, verb, None if subject else first)
        state.open(draft)

    @staticmethod
    def _before_conjunction(lexed: Lexed, place: int) -> int:
        while place > 1 and lexed.tag(place - 1) in ("and", "comma", "stop", "dash"):
            place -= 1
        return place

    def _take_verb(self, state: OpenClauses, place: int) -> int:
        lexed = state.lexed
        verb: VerbGroup | None
        if place and (said := self._nuclei.inverted(lexed, place)):
            subject, verb = said
            self._coordinate(state, place, subject, verb, 0)
            return subject.last
        verb = read_verb_group(lexed, self._lexicon, place)
        adjective = verb is not None and not verb.perfect and lexed.norms[verb.head] in self._lexicon.adjectives
        if verb is None or (adjective and lexed.shouted(verb.head)):
            return self._take_gerund(state, place)
        going_on = self._goes_on_passive(state, place)
        if going_on is not None:
            self._coordinate(state, place, None, going_on, len(state.stack) - 1)
            return going_on.last
        awaited = verb.modal and state.top.kind == "that" and state.top.verb is None
        speaks = place == 0 and self._nuclei.strong(verb) and not introduces(lexed, verb, self._nuclei)
        if awaited or speaks:
            state.top.verb = verb  # "that the sale, with its terms, will help"; a member of a list
            return verb.last
        resumes = lexed.tag(place - 1) == "comma" and (verb.modal is not None or verb.perfect)
        if state.outer.verb is None and state.outer.subject is not None and (self._nuclei.strong(verb) or resumes):
            state.close_to(1, place)
            state.outer.verb = verb
            return verb.last
        if place == 0:
            return self._take_gerund(state, place)  # "Resolved to fight piracy,"
        if state.outer.verb is None:
            if self._resumes(state, place):
                state.close_to(1, place)
                state.outer.verb = verb
                return verb.last
            return self._close_preamble(state, verb, place) if lexed.tag(place - 1) == "comma" else place + 1
        if not self._shares_object(state, verb, place) and (
            self._nuclei.reduced(lexed, verb) or not self._attachment.stands_alone(state, verb, place)
        ):
            return place + 1
        self._coordinate(state, place, None, verb)
        return verb.last

    @staticmethod
    def _resumes(state: OpenClauses, place: int) -> bool:
        """Tell whether an auxiliary behind a comma goes on with the main clause: "Talks with X, who is here, were"."""
        inside = state.top.kind in ("participial", "relative") and state.top.first > 0 and state.top.verb is not None
        return inside and state.lexed.tag(place) == "be" and state.lexed.tag(place - 1) == "comma"

    def _shares_object(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a verb goes on a list of verbs before one object: "discussed, assessed and approved the"."""
        before, between = state.top.verb, state.lexed.tag(place - 1)
        if before is None or before.last != place - 1 or between not in ("comma", "and"):
            return False
        return verb.shape == before.shape == "finite" and verb.tense == before.tense and self._nuclei.evokes(verb)

    def _close_preamble(self, state: OpenClauses, verb: VerbGroup, place: int) -> int:
        """Give a sentence that begins with a participle its verb: "Noting the treaty, considered that ..."."""
        begun = any(draft.kind == "participial" and draft.first == 0 for draft in state.drafts)
        if not begun or not self._nuclei.strong(verb) or self._nuclei.reduced(state.lexed, verb):
            return place + 1
        state.close_to(1, place)
        state.outer.verb = verb
        return verb.last

    def _goes_on_passive(self, state: OpenClauses, place: int) -> VerbGroup | None:
        """Return the second participle of "It was noted and agreed that"."""
        before = state.top.verb
        if before is None or before.shape != "passive" or state.lexed.tag(place - 1) != "and":
            return None
        if state.top.kind not in ("main", "coordinate"):
            return None
        between = state.lexed.tags[before.last : place - 1]
        if any(tag not in ("comma", "adv") for tag in between):
            return None
        return read_participle(state.lexed, self._lexicon, place, before)

    def _take_gerund(self, state: OpenClauses, place: int) -> int:
        verb = read_gerund(state.lexed, self._lexicon, place)
        if verb is None or (state.lexed.norm(place) in self._lexicon.actors and state.lexed.quoted_before(place)):
            return place + 1  # 'the "2+2" | meeting'
        before, kinds = state.lexed.tag(place - 1), [state.drafts[at].kind for at in state.stack]
        if before == "and" and "participial" not in kinds and place != 1:
            return place + 1
        if before == "comma" and "that" in kinds and state.outer.verb and self._nuclei.tells(state.lexed, verb):
            state.close_to(1, place - 1)  # "said that it went well, adding that"
            kinds = kinds[:1]
        again = before == "comma" and kinds[-1] == "participial" and state.drafts[0].verb is None
        if "participial" in kinds and (before == "and" or again):
            depth = len(kinds) - 1 - kinds[::-1].index("participial")
            state.close_to(depth, self._before_conjunction(state.lexed, place))
        state.open(Draft("participial", place, state.stack[-1], "", None, verb))
        return verb.last
