"""Clauses: each finite predicate of a sentence with its subject, and the clauses that hang below it.

In: an ``Understanding``. Out: for each sentence its clauses in text order, each with the predicate that heads it where
one was found. A stack of open clauses is kept while the sentence is read once from left to right: "that", relative
words and subordinators open a clause, a new subject or a coordinated verb closes what it outranks. The module
refuses to know which act a verb performs and who the subject is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.actors import ActorPhrase, ActorReader
from kg.extraction.grammar import Lexed, Lexer
from kg.extraction.model import Clause, ClauseKind, Understanding
from kg.extraction.predicates import VerbGroup, read_gerund, read_unknown, read_verb_group
from kg.knowledge.frames import FrameLexicon, load_frames
from kg.record import Span

__all__ = ["PredicateClause", "segment"]

_GAP = 40
_NO_SUBJECT_AFTER = frozenset(["prep", "to", "gen", "open", "det", "poss", "num", "sub"])


@dataclass(frozen=True, slots=True)
class PredicateClause(Clause):
    """A clause with its subject and verb group, in token places of its sentence.

    ``subject`` is None where the verb has none of its own; then ``heir`` is the clause whose subject it takes.
    ``opener`` is the word that introduced the clause; ``first`` and ``last`` are its tokens.
    """

    first: int = 0
    last: int = 0
    subject: ActorPhrase | None = None
    verb: VerbGroup | None = None
    heir: int | None = None
    opener: str = ""


@dataclass(slots=True)
class _Draft:
    kind: ClauseKind
    first: int
    parent: int | None
    opener: str = ""
    subject: ActorPhrase | None = None
    verb: VerbGroup | None = None
    heir: int | None = None
    last: int = -1


@dataclass(slots=True)
class _Sentence:
    """The clauses of the sentence that is being read, and the stack of those still open."""

    lexed: Lexed
    drafts: list[_Draft] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    def open(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.stack.append(len(self.drafts) - 1)

    def close_to(self, depth: int, place: int) -> None:
        while len(self.stack) > depth:
            self.drafts[self.stack.pop()].last = place

    @property
    def top(self) -> _Draft:
        return self.drafts[self.stack[-1]]


def segment(understanding: Understanding) -> tuple[tuple[PredicateClause, ...], ...]:
    """Return the clauses of every sentence, in the order of ``understanding.sentences``."""
    lexicon = load_frames()
    lexer = Lexer(understanding)
    reader = _ClauseReader(lexicon, ActorReader(lexicon, understanding.registry))
    return tuple(reader.read(lexer.lex(index)) for index in range(len(understanding.sentences)))


class _ClauseReader:
    __slots__ = ("_actors", "_lexicon")

    def __init__(self, lexicon: FrameLexicon, actors: ActorReader) -> None:
        self._lexicon, self._actors = lexicon, actors

    def read(self, lexed: Lexed) -> tuple[PredicateClause, ...]:
        if not len(lexed):
            return ()
        state = _Sentence(lexed)
        state.open(_Draft("main", 0, None))
        place = 0
        while place < len(lexed):
            place = max(place + 1, self._step(state, place))
        state.close_to(0, len(lexed))
        return tuple(_finish(lexed, state.drafts))

    def _step(self, state: _Sentence, place: int) -> int:
        """Read what begins at ``place``; return where reading goes on."""
        lexed = state.lexed
        if lexed.covered[place] and place not in lexed.mentions:
            return place + 1
        tag = lexed.tags[place]
        if tag == "that":
            return self._open_that(state, place)
        if tag == "rel":
            return self._open_relative(state, place)
        if tag == "sub" and (found := self._open_subordinate(state, place)):
            return found
        if self._may_begin_subject(state, place) and (found := self._take_subject(state, place)):
            return found
        if self._after_break(lexed, place):
            return self._take_verb(state, place)
        if state.top.verb is None and tag in ("be", "have", "modal"):
            return self._take_passive(state, place)
        return place + 1

    # -- openers ---------------------------------------------------------------------------------------------

    def _open_that(self, state: _Sentence, place: int) -> int:
        lexed = state.lexed
        coordinated = lexed.tag(place - 1) in ("and", "comma")
        if coordinated:
            depth = next(
                (d for d in range(len(state.stack), 0, -1) if state.drafts[state.stack[d - 1]].kind == "that"), 0
            )
            if depth:
                state.close_to(depth - 1, place)
        if lexed.tag(place + 1) in ("word", "prep", "comma", "adv") or lexed.tag(place + 1) in (
            "det",
            "poss",
            "pron",
            "num",
            "sub",
            "to",
            "quote",
        ):
            verb = read_verb_group(lexed, self._lexicon, place + 1)
            relative = verb is not None and not self._actors.read(lexed, place + 1)
        else:
            relative = lexed.tag(place + 1) in ("be", "have", "modal", "do")
        state.open(_Draft("relative" if relative else "that", place, state.stack[-1], "that"))
        return self._fill(state, place + 1)

    def _open_relative(self, state: _Sentence, place: int) -> int:
        first = place - 1 if state.lexed.tag(place - 1) == "prep" else place
        state.open(_Draft("relative", first, state.stack[-1], state.lexed.norms[place]))
        return self._fill(state, place + 1)

    def _open_subordinate(self, state: _Sentence, place: int) -> int:
        lexed, opener = state.lexed, state.lexed.norms[place]
        subject = self._actors.read(lexed, place + 1)
        verb = self._verb_after(lexed, subject) if subject else None
        if verb is not None:
            state.open(_Draft("subordinate", place, state.stack[-1], opener, subject, verb))
            return verb.last
        if subject and lexed.tag(subject.last) == "word" and lexed.norm(subject.last).endswith(("s", "ed")):
            state.open(_Draft("subordinate", place, state.stack[-1], opener, subject))
            return subject.last
        if opener in ("while", "when", "whilst") and (gerund := read_gerund(lexed, self._lexicon, place + 1)):
            state.open(_Draft("participial", place, state.stack[-1], opener, None, gerund))
            return gerund.last
        if opener == "as" and lexed.norms[place : place + 3] == ("as", "well", "as"):
            if (gerund := read_gerund(lexed, self._lexicon, place + 3)) and len(state.stack) >= 1:
                state.close_to(1, place)
                state.open(_Draft("participial", place + 3, state.stack[-1], "as well as", None, gerund))
                return gerund.last
            return place + 3
        return 0

    def _fill(self, state: _Sentence, place: int) -> int:
        """Give the clause just opened its subject and verb where they follow at once."""
        subject = self._actors.read(state.lexed, place)
        if subject and (verb := self._verb_after(state.lexed, subject)):
            state.top.subject, state.top.verb = subject, verb
            return verb.last
        if verb := read_verb_group(state.lexed, self._lexicon, place):
            state.top.verb = verb
            return verb.last
        return place

    # -- subjects and verbs ------------------------------------------------------------------------------------

    def _may_begin_subject(self, state: _Sentence, place: int) -> bool:
        lexed = state.lexed
        if not self._actors.can_begin(lexed, place):
            return False
        before = lexed.tag(place - 1) if place else "stop"
        if before in _NO_SUBJECT_AFTER and not (before == "open" and place == 1):
            return False
        if before in ("comma", "and", "stop", "dash", "close", "quote", "adv"):
            return True
        return state.top.verb is None or lexed.tag(place) in ("pron", "det", "poss", "num") or place in lexed.mentions

    def _take_subject(self, state: _Sentence, place: int) -> int:
        lexed = state.lexed
        subject = self._actors.read(lexed, place)
        if subject is None:
            return 0
        verb = self._verb_after(lexed, subject)
        if verb is not None and (
            self._within_pair(lexed, place) or self._passive_by(lexed, verb) or _disagree(subject, verb)
        ):
            verb = None
        if verb is None:
            return subject.last if subject.last > place + 1 and self._breaks(lexed, subject) else 0
        before = lexed.tag(place - 1) if place else "stop"
        broken = before in ("comma", "and", "stop", "dash", "adv", "quote", "close")
        if state.top.verb is None and (not broken or state.top.kind == "main"):
            state.top.subject, state.top.verb = subject, verb
        elif state.top.verb is None or (self._initial(state) and before == "comma"):
            self._return_to_main(state, place, subject, verb)
        elif broken:
            self._coordinate(state, place, subject, verb)
        else:
            after_verb = state.top.verb.last == place or state.top.kind == "that"
            state.open(_Draft("that" if after_verb else "relative", place, state.stack[-1], "", subject, verb))
        return verb.last

    @staticmethod
    def _within_pair(lexed: Lexed, place: int) -> bool:
        """Tell whether the phrase is the second of "between A and B" and no subject."""
        if lexed.norm(place - 1) != "and":
            return False
        for at in range(place - 2, max(place - 16, -1), -1):
            if lexed.norm(at) in ("between", "among") and not lexed.covered[at]:
                return True
            if lexed.tag(at) in ("comma", "stop", "be", "have", "modal"):
                return False
        return False

    @staticmethod
    def _passive_by(lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a bare past form is a participle: "the plan the Ministers, joined by experts"."""
        return verb.shape == "finite" and verb.head == verb.start and lexed.norm(verb.last) == "by"

    @staticmethod
    def _breaks(lexed: Lexed, subject: ActorPhrase) -> bool:
        return lexed.tag(subject.last) not in ("comma", "and")

    @staticmethod
    def _initial(state: _Sentence) -> bool:
        """Tell whether an introductory clause is open and the main clause still lacks its verb."""
        return len(state.stack) > 1 and state.drafts[state.stack[0]].verb is None

    def _return_to_main(self, state: _Sentence, place: int, subject: ActorPhrase, verb: VerbGroup) -> None:
        main = state.drafts[state.stack[0]]
        if main.verb is None:
            state.close_to(1, place)
            main.subject, main.verb = subject, verb
        else:
            self._coordinate(state, place, subject, verb)

    def _coordinate(self, state: _Sentence, place: int, subject: ActorPhrase | None, verb: VerbGroup) -> None:
        depth = self._level(state, place, subject, verb)
        first = state.stack[depth]
        state.close_to(depth, self._before_conjunction(state.lexed, place))
        base = state.drafts[first]
        kind: ClauseKind = "coordinate" if base.kind in ("main", "coordinate") else base.kind
        parent = base.parent if kind != "coordinate" else first
        draft = _Draft(kind, place, parent, base.opener, subject, verb, None if subject else first)
        state.open(draft)

    @staticmethod
    def _before_conjunction(lexed: Lexed, place: int) -> int:
        while place > 1 and lexed.tag(place - 1) in ("and", "comma", "stop", "dash"):
            place -= 1
        return place

    def _level(self, state: _Sentence, place: int, subject: ActorPhrase | None, verb: VerbGroup) -> int:
        """Return the depth of the open clause that the predicate is coordinated with."""
        if len(state.stack) == 1:
            return 0
        main = state.drafts[state.stack[0]]
        if main.verb is None:
            return 0
        comma = state.lexed.tag(place - 1) == "comma" or state.lexed.tag(place - 2) == "comma"
        if self._strong(verb) and (verb.tense == main.verb.tense or (subject and comma)):
            return 0
        if (
            verb.tense == "modal"
            and main.verb.tense in ("base", "s", "modal")
            and (comma or main.verb.tense == "modal")
        ):
            return 0
        if state.lexed.tag(place - 1) == "stop" or (subject and comma and verb.tense != "modal"):
            return 0
        for depth in range(len(state.stack) - 1, 0, -1):
            inner = state.drafts[state.stack[depth]].verb
            if inner is not None and (subject or inner.tense == verb.tense):
                return depth
        return 0

    def _strong(self, verb: VerbGroup) -> bool:
        """Tell whether the verb speaks: its frames evoke acts and it is not commonly content of other acts."""
        if verb.shape == "adjective":
            return True
        if verb.lemma is None or verb.shape not in ("finite", "progressive"):
            return False
        return any(
            frame.light or (frame.act and not frame.content_verb) for frame in self._lexicon.verb_frames(verb.lemma)
        )

    def _verb_after(self, lexed: Lexed, subject: ActorPhrase) -> VerbGroup | None:
        """Return the verb of the subject, over brackets and commas that hold an apposition or an adjunct."""
        place = subject.last
        if verb := read_verb_group(lexed, self._lexicon, place) or read_unknown(lexed, place):
            return verb
        if lexed.tag(place) in ("comma", "dash", "open"):
            return self._verb_over_comma(lexed, place)
        if lexed.tag(place) == "prep" or lexed.norm(place) == "as":
            return self._verb_over_adjunct(lexed, place)
        return None

    def _verb_over_comma(self, lexed: Lexed, place: int) -> VerbGroup | None:
        if lexed.tag(place + 1) == "and" or self._clause_at(lexed, place + 1):
            return None
        for end in range(place + 2, min(place + _GAP, len(lexed))):
            if lexed.tag(end) == "stop":
                return None
            if lexed.tag(end) in ("comma", "dash", "close") and not lexed.covered[end]:
                verb = read_verb_group(lexed, self._lexicon, end + 1)
                if verb and not self._reduced(lexed, verb):
                    return verb
                if self._actors.can_begin(lexed, end + 1) and self._clause_at(lexed, end + 1):
                    return None
            elif lexed.tag(end) == "and" and self._clause_at(lexed, end + 1):
                return None
        return None

    def _clause_at(self, lexed: Lexed, place: int) -> bool:
        subject = self._actors.read(lexed, place)
        return subject is not None and read_verb_group(lexed, self._lexicon, subject.last) is not None

    def _verb_over_adjunct(self, lexed: Lexed, place: int) -> VerbGroup | None:
        for end in range(place + 1, min(place + 12, len(lexed))):
            if lexed.tag(end) in ("comma", "stop", "that", "rel", "sub", "pron", "quote"):
                return None
            if lexed.tag(end) in ("be", "have", "modal", "word", "adv") and not lexed.covered[end]:
                verb = read_verb_group(lexed, self._lexicon, end)
                modifies = lexed.tag(end - 1) in ("det", "poss", "num", "and", "to")
                if verb and verb.tense != "base" and not modifies and not self._reduced(lexed, verb):
                    return verb
        return None

    def _reduced(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a past form is rather a participle without auxiliary: "signed in 2014", "announced by"."""
        if verb.shape != "finite" or verb.tense != "past" or verb.perfect or verb.lemma is None:
            return False
        readings = self._lexicon.verbs.get(lexed.norms[verb.head], ())
        if (verb.lemma, "participle") not in readings:
            return False
        after = lexed.tag(verb.last)
        if after == "prep":
            return not any(
                particle[0] == lexed.norm(verb.last)
                for frame in self._lexicon.verb_frames(verb.lemma)
                for particle in frame.particles
            )
        return after in ("comma", "stop", "and") or lexed.norm(verb.last) in ("", ".", "as")

    def _after_break(self, lexed: Lexed, place: int) -> bool:
        before = lexed.tag(place - 1) if place else "stop"
        return before in ("comma", "and", "stop", "dash", "close", "quote")

    def _take_verb(self, state: _Sentence, place: int) -> int:
        lexed = state.lexed
        verb = read_verb_group(lexed, self._lexicon, place)
        if verb is None:
            return self._take_gerund(state, place)
        if place == 0 or state.drafts[state.stack[0]].verb is None:
            return place + 1
        if self._reduced(lexed, verb) or not self._stands_alone(state, verb, place):
            return place + 1
        self._coordinate(state, place, None, verb)
        return verb.last

    def _stands_alone(self, state: _Sentence, verb: VerbGroup, place: int) -> bool:
        """Tell whether a verb without subject is a coordinated predicate and no noun or infinitive."""
        lexed = state.lexed
        main = state.drafts[state.stack[0]].verb
        if verb.tense == "past" and verb.shape == "finite" and not verb.perfect:
            verbs = [draft for at in state.stack if (draft := state.drafts[at].verb)]
            return any(open_verb.tense == "past" or open_verb.perfect for open_verb in verbs)
        if verb.tense not in ("base", "s") or verb.shape != "finite":
            return verb.shape != "passive" or lexed.tag(place - 1) == "and"
        if main is None or main.tense not in ("base", "s", "modal") or main.tense != verb.tense:
            return False
        if verb.tense == "s":
            return not self._nounlike(lexed, verb)
        if self._nounlike(lexed, verb):
            return False
        return self._strong(verb) or (self._evokes(verb) and not self._infinitive_open(state, place))

    def _evokes(self, verb: VerbGroup) -> bool:
        return any(frame.act for frame in self._lexicon.verb_frames(verb.lemma or ""))

    @staticmethod
    def _infinitive_open(state: _Sentence, place: int) -> bool:
        """Tell whether a base form may go on an infinitive, or a clause that is not the main one."""
        top = state.top
        if top.kind not in ("main", "coordinate") or top.verb is None or top.verb.tense != "base":
            return True
        return "to" in state.lexed.tags[top.verb.last : place]

    def _nounlike(self, lexed: Lexed, verb: VerbGroup) -> bool:
        frames = self._lexicon.verb_frames(verb.lemma or "")
        if not any(frame.homograph for frame in frames) or lexed.tag(verb.head - 1) == "adv":
            return False
        after = lexed.norm(verb.last)
        if any(particle[0] == after for frame in frames for particle in frame.particles):
            return False
        if after == "to" and verb.tense == "s" and any(frame.commits_with for frame in frames):
            return False
        return lexed.tag(verb.last) in ("prep", "and", "comma", "stop", "to", "be", "have", "modal") or after in (
            "",
            ".",
        )

    def _take_gerund(self, state: _Sentence, place: int) -> int:
        verb = read_gerund(state.lexed, self._lexicon, place)
        if verb is None:
            return place + 1
        before = state.lexed.tag(place - 1) if place else "stop"
        if before == "and" and not (state.top.kind == "participial" or place == 1):
            return place + 1
        if before == "and" or (before == "comma" and state.top.kind == "participial" and state.drafts[0].verb is None):
            state.close_to(len(state.stack) - 1, self._before_conjunction(state.lexed, place))
        elif state.drafts[state.stack[0]].verb is not None:
            pass
        state.open(_Draft("participial", place, state.stack[-1], "", None, verb))
        return verb.last

    def _take_passive(self, state: _Sentence, place: int) -> int:
        verb = read_verb_group(state.lexed, self._lexicon, place)
        if verb is None:
            return place + 1
        state.top.verb = verb
        return verb.last


def _disagree(subject: ActorPhrase, verb: VerbGroup) -> bool:
    """Tell whether a singular subject stands before a base form, which then is a noun ("U.S. support for")."""
    return verb.tense == "base" and verb.shape == "finite" and not subject.plural and subject.units[0].norm != "i"


def _finish(lexed: Lexed, drafts: list[_Draft]) -> list[PredicateClause]:
    spans = [lexed.span(draft.first, max(draft.last, draft.first + 1)) for draft in drafts]
    holes: list[list[Span]] = [[] for _ in drafts]
    for draft, span in zip(drafts, spans, strict=True):
        if draft.parent is not None and draft.kind != "coordinate":
            holes[draft.parent].append(span)
    return [
        PredicateClause(
            span, draft.kind, draft.parent, tuple(inner), draft.first, draft.last,
            draft.subject, draft.verb, draft.heir, draft.opener,
        )
        for draft, span, inner in zip(drafts, spans, holes, strict=True)
    ]  # fmt: skip
