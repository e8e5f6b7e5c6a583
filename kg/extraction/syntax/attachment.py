"""Attachment: with which of the open clauses a new predicate is coordinated.

In: the open clauses of a sentence and a verb group. Out: a depth in the stack, or that the form is no predicate. Tense,
commas and the force of the verb decide; the module refuses to know who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.model import ClauseKind
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.nuclei import NucleusReader
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predicates import VerbGroup
from kg.extraction.syntax.predication import PredicateClause
from kg.record import Span

__all__ = [
    "CONTRASTS",
    "Attachment",
    "Draft",
    "OpenClauses",
    "awaits_subject",
    "cleaves",
    "finish_clauses",
    "leaves_introduction",
    "names_object",
    "second_subject",
]

CONTRASTS = frozenset(["while", "whilst", "whereas"])  # they open clauses that speak beside the main one
_OWN_SUBJECTS = CONTRASTS | {"who"}
_OBJECT_PRONOUNS = frozenset(["him", "them", "us", "themselves"])
_OBJECTS = frozenset(["det", "poss", "that"])


@dataclass(slots=True)
class Draft:
    """A clause that is being read."""

    kind: ClauseKind
    first: int
    parent: int | None
    opener: str = ""
    subject: ActorPhrase | None = None
    verb: VerbGroup | None = None
    heir: int | None = None
    last: int = -1


@dataclass(slots=True)
class OpenClauses:
    """The clauses of the sentence that is being read, and the stack of those still open."""

    lexed: Lexed
    drafts: list[Draft] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    def open(self, draft: Draft) -> None:
        """Open a clause below the innermost one."""
        self.drafts.append(draft)
        self.stack.append(len(self.drafts) - 1)

    def close_to(self, depth: int, place: int) -> None:
        """Close all clauses deeper than ``depth`` before the token ``place``."""
        while len(self.stack) > depth:
            self.drafts[self.stack.pop()].last = place

    @property
    def top(self) -> Draft:
        """Return the innermost open clause."""
        return self.drafts[self.stack[-1]]

    @property
    def outer(self) -> Draft:
        """Return the outermost open clause: the main clause, or one coordinated with it."""
        return self.drafts[self.stack[0]]


class Attachment:
    """Decides for the verbs of one document to which clause they belong."""

    __slots__ = ("_nuclei",)

    def __init__(self, nuclei: NucleusReader) -> None:
        self._nuclei = nuclei

    def level(self, state: OpenClauses, place: int, subject: ActorPhrase | None, verb: VerbGroup) -> int:
        """Return the depth of the open clause that the predicate is coordinated with."""
        if len(state.stack) == 1:
            return 0
        main = state.outer
        said = subject and state.lexed.tag(place - 1) == "dash" and state.lexed.norm(verb.last) in ("", ".")
        if main.verb is None or said:  # "... will last - Minister X emphasised."
            return 0
        comma = state.lexed.tag(place - 1) == "comma" or state.lexed.tag(place - 2) == "comma"
        told = self._goes_on_report(state, verb) if subject else self._goes_on_perfect(state, verb)
        if told:
            return told
        strong = self._nuclei.strong(verb)
        strong = strong or (state.lexed.tag(verb.last) == "that" and self._nuclei.evokes(verb))  # "and added that"
        aside = strong and self._goes_on_aside(state, verb, place)
        if subject is None and (aside or self._goes_on_unread(state, verb, comma=comma)):
            return len(state.stack) - 1
        if strong and (verb.tense == main.verb.tense or (subject and comma)):
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
            if inner is not None and (subject or verb.tense in (inner.tense, "modal")):
                return depth
        return 0

    @staticmethod
    def _goes_on_report(state: OpenClauses, verb: VerbGroup) -> int:
        """Return the depth of the report that a clause goes on: "said that A is a friend, and B stands ready to"."""
        main = state.outer.verb
        if main is None or main.tense != "past" or verb.tense == "past" or verb.perfect:
            return 0
        for depth in range(len(state.stack) - 1, 0, -1):
            inner = state.drafts[state.stack[depth]]
            if inner.kind == "that" and inner.verb is not None and inner.verb.tense in ("base", "s"):
                return depth
        return 0

    @staticmethod
    def _goes_on_perfect(state: OpenClauses, verb: VerbGroup) -> int:
        """Return the depth of the clause whose perfect a verb goes on: "felt that it had helped and had confirmed"."""
        main = state.outer.verb
        if not verb.perfect or main is None or main.perfect:
            return 0
        for depth in range(len(state.stack) - 1, 0, -1):
            inner = state.drafts[state.stack[depth]].verb
            if inner is not None and inner.perfect and state.lexed.norm(inner.start) == state.lexed.norm(verb.start):
                return depth
        return 0

    @staticmethod
    def _goes_on_aside(state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a verb goes on a clause of its own subject: "X, who welcomed the guests and underscored"."""
        top, lexed = state.top, state.lexed
        if top.opener not in _OWN_SUBJECTS or top.verb is None or top.verb.tense != verb.tense:
            return False
        return lexed.tag(place - 1) == "and" and lexed.tag(place - 2) != "comma"

    @staticmethod
    def _goes_on_unread(state: OpenClauses, verb: VerbGroup, *, comma: bool) -> bool:
        """Tell whether a passive goes on a relative whose verb no list has: "raids that flout the pact and are led"."""
        top, main = state.top, state.outer.verb
        unread = top.kind == "relative" and top.verb is None and not comma
        return unread and verb.shape == "passive" and (main is None or (main.tense, verb.tense) != ("past", "past"))

    def stands_alone(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a verb without subject is a coordinated predicate and no noun or infinitive."""
        lexed = state.lexed
        main = state.outer.verb
        if verb.tense == "past" and verb.shape == "finite" and not verb.perfect:
            if lexed.tag(place - 1) == "comma" and not self._nuclei.strong(verb) and lexed.tag(verb.last) == "prep":
                return False  # "four projects, focused on training"
            if self._attributive(lexed, verb) or self._qualifies(state, verb, place):
                return False
            verbs = [draft for at in state.stack if (draft := state.drafts[at].verb)]
            if lexed.tag(place - 1) == "and" and self._nuclei.strong(verb) and lexed.tag(verb.last) in _OBJECTS:
                return True  # "welcomes the plan and stressed the need": tenses may differ
            return any(open_verb.tense == "past" or open_verb.perfect for open_verb in verbs)
        if verb.tense not in ("base", "s") or verb.shape != "finite":
            return verb.shape != "passive" or lexed.tag(place - 1) == "and"
        if verb.tense == "base" and self._follows_gathering(state, verb, place):
            return True
        if main is None or main.tense not in ("base", "s", "modal") or main.tense != verb.tense:
            return self._turns_to_present(state, verb, place)
        if verb.tense == "s":
            return not self._nuclei.nounlike(lexed, verb)
        if self._nuclei.nounlike(lexed, verb) or self._goes_on_modal(state, verb, place):
            return False
        return self._nuclei.strong(verb) or (self._nuclei.evokes(verb) and not _infinitive_open(state, place))

    def _turns_to_present(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a verb goes on a past one in the present: "I thanked the hosts and look forward to".

        Behind a comma, "we" go on also over an infinitive: "We stressed the need to talk, and urge all to come".
        """
        main, lexed = state.outer.verb, state.lexed
        if main is None or main.tense != "past" or lexed.tag(place - 1) != "and" or len(state.stack) > 1:
            return False
        subject = state.outer.subject
        anew = lexed.tag(place - 2) == "comma" and subject is not None and subject.units[0].norm == "we"
        if not anew and not {"to", "modal"}.isdisjoint(lexed.tags[main.last : place]):
            return False
        return self._nuclei.strong(verb) and not self._nuclei.nounlike(lexed, verb)

    def _follows_gathering(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether those who gathered speak: "We, the Ministers of X gathered in Lima today, assert that"."""
        main = state.outer
        if main.subject is None or main.verb is None or not main.subject.plural or len(state.stack) > 1:
            return False
        gathered = main.verb.tense == "past" and main.verb.shape == "finite" and self._nuclei.meets(main.verb)
        return gathered and state.lexed.tag(place - 1) == "comma" and self._nuclei.strong(verb)

    def _attributive(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a participle stands before its noun: "their friendship and continued support"."""
        listed = lexed.tag(verb.start - 1) == "and" and self._nuclei.evokes(verb)
        if listed and (lexed.tag(verb.start - 2) == "comma" or self._nuclei.governs(verb)):
            return False  # "approved the plan, and considered reports"
        if lexed.norm(verb.last) in _OBJECT_PRONOUNS:
            return False  # "and found themselves in agreement", "and wished him success"
        return lexed.tag(verb.last) == "word" and not lexed.covered[verb.last] and not self._nuclei.takes_object(verb)

    def _qualifies(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a light verb is a participle in a list inside a clause: "which rests on trust, shared aims"."""
        listed = state.lexed.tag(place - 1) == "comma" or state.lexed.tags[place - 2 : place] == ("comma", "and")
        bare = state.lexed.tag(verb.last) == "word" and listed
        return bare and state.top.kind == "relative" and self._nuclei.is_light(verb)

    def _goes_on_modal(self, state: OpenClauses, verb: VerbGroup, place: int) -> bool:
        """Tell whether a base form depends on the modal before it: "would stand together, and continue their talks"."""
        if state.top.verb is None or state.top.verb.tense != "modal":
            return False
        return state.lexed.tag(place - 2) != "comma" or self._nuclei.commits(verb)


def _infinitive_open(state: OpenClauses, place: int) -> bool:
    """Tell whether a base form may go on an infinitive, or a clause that is not the main one."""
    top = state.top
    if top.kind not in ("main", "coordinate") or top.verb is None or top.verb.tense != "base":
        return True
    return "to" in state.lexed.tags[top.verb.last : place]


def awaits_subject(state: OpenClauses, place: int) -> bool:
    """Tell whether a clause after "that" has no subject yet: "that, during their talks in May, they agreed".

    Nor is it one that "and" joins to another: "that our police and defence officials will meet".
    """
    top, lexed = state.top, state.lexed
    if top.kind != "that" or top.subject is not None:
        return False
    paired = all(lexed.tag(at) in ("word", "poss", "det", "and") for at in range(top.first + 1, place))
    return paired or lexed.tag(top.first + 1) in ("prep", "sub", "comma")


def cleaves(lexed: Lexed, main: Draft) -> bool:
    """Tell whether the main clause only frames the next one: "It is in this spirit that the Ministers ..."."""
    if main.subject is None or main.verb is None or main.verb.lemma != "be":
        return False
    return main.subject.units[0].norm == "it" and lexed.tag(main.verb.last) == "prep"


def names_object(lexed: Lexed, place: int) -> bool:
    """Tell whether a pronoun begins a relative clause without a word for it: "The effort we launch today will help"."""
    if lexed.tag(place) != "pron" or lexed.tag(place - 1) != "word" or lexed.tag(0) not in ("det", "poss"):
        return False
    return all(lexed.tag(at) in ("word", "det", "poss", "num", "prep", "and") for at in range(place))


def leaves_introduction(state: OpenClauses, place: int) -> bool:
    """Tell whether a verb is that of the main clause behind an aside: "In the talks, which were long, a plan was"."""
    lexed, verb = state.lexed, state.top.verb
    if verb is None or state.outer.verb is not None or state.top.kind != "relative" or lexed.tag(0) != "prep":
        return False
    commas = [at for at in range(verb.last, place) if lexed.tag(at) == "comma"]
    return len(commas) == 1 and commas[0] + 1 < place and lexed.tag(commas[0] + 1) in ("det", "word", "num", "poss")


def second_subject(state: OpenClauses, place: int) -> int:
    """Return where the subject of a second passive begins, or 0: "A pact was signed, and a plan was adopted"."""
    lexed, verb = state.lexed, state.top.verb
    if verb is None or verb.shape != "passive" or state.top.kind not in ("main", "coordinate"):
        return 0
    joined = [at for at in range(verb.last, place) if lexed.tag(at) == "and" and lexed.tag(at - 1) == "comma"]
    return joined[-1] + 1 if joined and lexed.tag(joined[-1] + 1) in ("det", "num") else 0


def finish_clauses(lexed: Lexed, drafts: list[Draft]) -> list[PredicateClause]:
    """Return the drafts of a sentence as clauses, with the holes that their children cut."""
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
