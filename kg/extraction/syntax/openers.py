"""Openers: the words that open a clause below another, "that", relative words and subordinators.

Not a stage; the reader of clauses asks it. In: the open clauses of a sentence and the place of such a word. Out: the
clause opened, with the subject and verb that follow at once. The module refuses to know what closes a clause.
"""

from __future__ import annotations

from kg.extraction.model import ClauseKind
from kg.extraction.syntax.attachment import Draft, OpenClauses, cleaves
from kg.extraction.syntax.nuclei import NucleusReader
from kg.extraction.syntax.participles import read_gerund
from kg.extraction.syntax.phrases import ActorPhrase, Unit
from kg.extraction.syntax.predicates import Tense, VerbGroup, read_verb_group
from kg.knowledge.frames import FrameLexicon

__all__ = ["OpenerReader", "take_occasion"]

_SUBJECTS = frozenset(["it", "they", "we", "their", "its"])
_NOMINAL = frozenset(["word", "prep", "comma", "adv", "det", "poss", "pron", "num", "sub", "to", "quote"])
_GOVERNED = frozenset(["det", "poss", "that"])
_OCCASIONS = frozenset(["meeting", "talks", "session", "dialogue", "consultations", "round", "summit", "conference"])
_EXCHANGED = frozenset(["views", "opinions", "information", "ideas"])
_CONTRASTING = frozenset(["while", "whereas", "whilst"])


class OpenerReader:
    """Opens the clauses of one document at the words that announce them."""

    __slots__ = ("_lexicon", "_nuclei")

    def __init__(self, lexicon: FrameLexicon, nuclei: NucleusReader) -> None:
        self._lexicon = lexicon
        self._nuclei = nuclei

    def open_that(self, state: OpenClauses, place: int) -> int:
        """Open a clause at "that", unless it points at a noun; return where reading goes on."""
        lexed = state.lexed
        if lexed.tag(place + 1) == "comma" and lexed.tag(place - 1) in ("prep", "sub"):
            return place + 1  # "After that, the talks went on"
        if lexed.tag(place - 1) == "prep" and lexed.tag(place + 1) == "word" and not lexed.capital(place + 1):
            return place + 1  # "In that dialogue"
        if place == 0 and (lexed.norm(1) in _SUBJECTS or lexed.tag(1) == "det"):
            return self._fill(state, 1)  # "That it condemns the attack", an item below "DECLARES:"
        if lexed.tag(place - 1) in ("and", "comma"):
            kinds = [state.drafts[at].kind for at in state.stack]
            if "that" in kinds:
                state.close_to(len(kinds) - 1 - kinds[::-1].index("that"), place)
        relative = lexed.tag(place + 1) in ("be", "have", "modal", "do")
        if lexed.tag(place + 1) in _NOMINAL:
            verb = read_verb_group(lexed, self._lexicon, place + 1)
            relative = verb is not None and not self._nuclei.actors.read(lexed, place + 1)
        kind: ClauseKind = "relative" if relative else "that"
        if state.top.kind == "main" and cleaves(lexed, state.top):
            kind = "coordinate"
        state.open(Draft(kind, place, state.stack[-1], "that"))
        return self._fill(state, place + 1)

    def open_relative(self, state: OpenClauses, place: int) -> int:
        """Open a clause at a relative word; return where reading goes on."""
        lexed = state.lexed
        governed = place > 0 and (lexed.tag(place - 1) == "prep" or lexed.norms[place - 1] == "to")
        first = place - 1 if governed else place
        state.open(Draft("relative", first, state.stack[-1], state.lexed.norms[place]))
        return self._fill(state, place + 1)

    def _open_absolute(self, state: OpenClauses, place: int) -> int:
        """Open a clause at ", with Minister X thanking"; return where reading goes on, 0 where nobody does anything."""
        lexed = state.lexed
        if lexed.norms[place] != "with" or lexed.tag(place - 1) != "comma" or state.outer.verb is None:
            return 0
        subject = self._nuclei.actors.read(lexed, place + 1)
        doing = read_gerund(lexed, self._lexicon, subject.last) if subject else None
        if subject is None or doing is None or not self._nuclei.evokes(doing):
            return 0
        state.close_to(1, place - 1)
        state.open(Draft("participial", place, state.stack[-1], "", subject, doing))
        return doing.last

    def open_subordinate(self, state: OpenClauses, place: int) -> int:
        """Open a clause at a subordinator, or at "with"; return where reading goes on, 0 where it opens none."""
        if state.lexed.tags[place] == "prep":
            return self._open_absolute(state, place)
        lexed, opener = state.lexed, state.lexed.norms[place]
        subject = self._nuclei.actors.read(lexed, place + 1)
        verb = self._nuclei.verb_after(lexed, subject) if subject else None
        if verb is not None:
            beside = lexed.tag(place - 1) == "comma" and self._contrasts(state, verb)
            adds = beside and opener == "as" and lexed.tag(verb.last) in _GOVERNED  # "talked, as they affirmed their"
            if adds or (beside and opener in _CONTRASTING):
                state.close_to(1, place - 1)
            state.open(Draft("coordinate" if adds else "subordinate", place, state.stack[-1], opener, subject, verb))
            return verb.last
        if subject and lexed.tag(subject.last) == "word" and lexed.norm(subject.last).endswith(("s", "ed")):
            state.open(Draft("subordinate", place, state.stack[-1], opener, subject))
            return subject.last
        if opener in ("while", "when", "whilst") and (gerund := read_gerund(lexed, self._lexicon, place + 1)):
            state.open(Draft("participial", place, state.stack[-1], opener, None, gerund))
            return gerund.last
        if opener == "as" and lexed.norms[place : place + 3] == ("as", "well", "as"):
            if (gerund := read_gerund(lexed, self._lexicon, place + 3)) and len(state.stack) >= 1:
                state.close_to(1, place)
                state.open(Draft("participial", place + 3, state.stack[-1], "as well as", None, gerund))
                return gerund.last
            verb = read_verb_group(lexed, self._lexicon, place + 3)
            if verb is not None and self._contrasts(state, verb) and lexed.tag(verb.last) in _GOVERNED:
                state.close_to(1, place)  # "covered piracy as well as reaffirmed the pact"
                state.open(Draft("coordinate", place + 3, state.stack[-1], "", None, verb, state.stack[-1]))
                return verb.last
            return place + 3
        return 0

    def _contrasts(self, state: OpenClauses, verb: VerbGroup) -> bool:
        """Tell whether a clause sets what another party said against the main one: "A said that, while B stressed"."""
        main = state.outer.verb
        return main is not None and main.tense == verb.tense == "past" and self._nuclei.strong(verb)

    def _fill(self, state: OpenClauses, place: int) -> int:
        """Give the clause just opened its subject and verb where they follow at once."""
        subject = self._nuclei.actors.read(state.lexed, place)
        if subject and (verb := self._nuclei.verb_after(state.lexed, subject)):
            state.top.subject, state.top.verb = subject, verb
            return verb.last
        if verb := read_verb_group(state.lexed, self._lexicon, place):
            state.top.verb = verb
            return verb.last
        return place


def take_occasion(state: OpenClauses) -> None:
    """Read what took place as the subject: "the A-B (2+2) meeting took place", "An exchange of views took place"."""
    lexed, at = state.lexed, state.lexed.norms.index("place") - 1
    noun = lexed.norm(at - 1)
    if noun in _EXCHANGED and "exchange" in lexed.norms[max(at - 5, 0) : at]:
        noun = "exchange"
    if at > 1 and lexed.norm(at) in ("took", "takes") and (noun in _OCCASIONS or noun == "exchange"):
        state.close_to(1, at)
        state.outer.subject = ActorPhrase(0, at, (Unit("voice", noun, 0, at, definite=True),))
        tense: Tense = "past" if lexed.norm(at) == "took" else "s"
        state.outer.verb = VerbGroup(at, at, at + 1, "finite", tense, "take", start=at)
