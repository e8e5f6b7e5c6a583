"""Promises: whether the clause behind "that" binds those who say it.

In: the clauses of a sentence and the framing of an act. Out: True where the participants say in it what they will do,
or agree in it on what will be done. The module refuses to bind anybody by what others will do, or what merely will be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.layout.lists import item_sentences, names_deeds, opens_list
from kg.extraction.model import Understanding
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.constructions import ClauseFramer
from kg.extraction.syntax.framing import Framing
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.nounframes import find_object_noun
from kg.extraction.syntax.predicates import VerbGroup
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import FrameLexicon
from kg.names import DCC

__all__ = ["PromiseReader", "is_scheduled"]

_AGAINST = frozenset(["condemn", "concern", "oppose"])
_UNITED = DCC + "act/stand-united"
_PROMISING = frozenset(["affirm", "agree", "commit", "announce", "state"])
_JOINT = frozenset(["agree", "commit"])
_FUTURE = frozenset(["will", "would", "shall"])
_LONGEST_OWNER = 12
_ORGANS = frozenset(
    ["agencies", "authorities", "departments", "experts", "staffs", "ministries", "forces", "navies", "armies",
     "officials", "institutions", "teams", "services", "delegations", "units", "militaries", "commands", "commanders",
     "bodies", "government", "governments", "ministry", "navy", "army"]
)  # fmt: skip
_SHARED = frozenset(["their", "our", "both", "two", "respective", "his", "her", "its", "my"])
_SITTINGS = frozenset(
    ["meeting", "meetings", "talks", "session", "sessions", "visit", "visits", "summit", "conference", "exercise",
     "exercises", "dialogue", "seminar", "workshop", "discussion", "discussions", "consultations", "negotiations"]
)  # fmt: skip
_PARTICIPLE = re.compile(r"\w+ed|set|held|made|built|drawn|given|taken|sent|begun|put|kept")
_LONGEST_SITTING = 4
_GOING_ON = frozenset(["continue", "resume", "go", "proceed", "begin", "commence", "start"])
_POINTING = frozenset(["this", "these", "such", "it", "they"])


def is_scheduled(lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
    """Tell whether a verb only says what will be, which binds nobody: "will take place", "the talks will focus on"."""
    if verb.modal not in _FUTURE:
        return False
    if verb.lemma == "take" and verb.last < len(lexed) and lexed.norm(verb.last) == "place":
        return True
    return verb.shape == "modal" and verb.lemma not in _GOING_ON and _is_sitting(lexed, clause, verb)


def _is_sitting(lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
    """Tell whether the subject of a clause is an occasion, which does nothing: "the meeting", and no "Conference"."""
    first = clause.subject.first if clause.subject else clause.first
    heads = range(first, min(first + _LONGEST_SITTING, verb.start))
    head = next((at for at in heads if lexed.norm(at) in _SITTINGS), None)
    return head is not None and (not lexed.capital(head) or head > first + 1)


class PromiseReader:
    """Reads what the participants of one document bind themselves to in clauses of content."""

    __slots__ = ("_framer", "_lexicon", "_resolver")

    def __init__(self, lexicon: FrameLexicon, framer: ClauseFramer, resolver: SubjectResolver) -> None:
        self._lexicon, self._framer, self._resolver = lexicon, framer, resolver

    def made(
        self,
        lexed: Lexed,
        clauses: Sequence[PredicateClause],
        place: int,
        framing: Framing,
        behalf: Sequence[str],
    ) -> bool:
        """Tell whether an act binds: by its verb, by whose promise it affirms, or by what its clause says they will do.

        ``behalf`` are those for whom its speakers speak.
        """
        kind = framing.frame.act_class
        if kind == "affirm" and (owned := self._owned(lexed, framing, behalf)) is not None:
            return owned
        if framing.frame.act == _UNITED and framing.complement == "np":
            noun = find_object_noun(lexed, self._lexicon, framing.content)
            return framing.commits and (noun is None or noun.act_class not in _AGAINST)  # "united in condemnation"
        if self._is_taken_on(lexed, clauses[place], framing):
            return True
        told = framing.complement == "that" or (framing.complement == "np" and framing.frame.addressee is not None)
        if framing.commits or kind not in _PROMISING or not told:
            return framing.commits
        contents = [inner for inner in clauses if inner.parent == place and inner.kind == "that"]
        binds = any(self._binds(lexed, inner, inner.verb, kind) for inner in contents if inner.verb is not None)
        return binds or (kind in _JOINT and any(self._is_mandated(lexed, inner) for inner in contents))

    @staticmethod
    def _is_mandated(lexed: Lexed, clause: PredicateClause) -> bool:
        """Tell whether a clause says with a bare "be" what is to be done: "that a working group be set up"."""
        if clause.verb is not None:
            return False
        words = range(clause.first + 2, clause.last - 1)
        inner = next((at for at in words if lexed.tag(at) == "that"), clause.last)  # "requires that it be changed"
        bare = (at for at in words if at < inner and lexed.norms[at] == "be")
        return any(lexed.tag(at - 1) == "word" and _PARTICIPLE.fullmatch(lexed.norms[at + 1]) for at in bare)

    def _is_taken_on(self, lexed: Lexed, clause: PredicateClause, framing: Framing) -> bool:
        """Tell whether a passive says of its subject what binds as an object: "the invitation was accepted"."""
        if clause.verb is None or clause.verb.shape != "passive" or framing.frame.kind != "verb":
            return False
        subject = frozenset(lexed.norms[clause.first : clause.verb.start])
        frames = self._lexicon.verb_frames(framing.frame.lemma)
        return any(f.commits_with and f.act == framing.frame.act and f.objects & subject for f in frames)

    def listed(self, understanding: Understanding, sentence: int, framing: Framing) -> bool:
        """Tell whether a verb opens a list of what is to be done: "agreed: - to hold talks; - to open an office"."""
        frame = framing.frame
        readings = (frame, *self._lexicon.verb_frames(frame.lemma)) if frame.kind == "verb" else (frame,)
        if not any("to" in one.commits_with for one in readings) or not opens_list(understanding, sentence):
            return False
        return names_deeds(understanding, list(item_sentences(understanding, sentence)))

    def _owned(self, lexed: Lexed, framing: Framing, behalf: Sequence[str]) -> bool | None:
        """Tell whether what is affirmed is a promise of those who affirm it: "reaffirmed Peru and Chile's commitment".

        None where nobody is said to own it, or it is no promise; another state's promise binds nobody here.
        """
        place, owners = framing.content, dict[str, str]()
        while not lexed.genitive(place) and place < min(framing.content + _LONGEST_OWNER, len(lexed)):
            owners |= {mention.iri or "": mention.type for mention, _ in lexed.mentions.get(place, ())}
            if not lexed.covered[place] and lexed.tag(place) not in ("and", "comma", "det"):
                return None
            place += 1
        noun = find_object_noun(lexed, self._lexicon, place) if lexed.genitive(place) and owners else None
        if noun is None or not noun.commits_with:
            return None
        if owners.keys() <= set(behalf):
            return True
        return False if "STATE" in owners.values() else None

    def _binds(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, kind: str) -> bool:
        modals = _FUTURE | {"should"} if kind == "agree" else _FUTURE
        if verb.modal in modals:
            return self._is_ours(lexed, clause, verb, kind)
        return self._pledges(lexed, clause, verb) and self._resolves(lexed, clause)

    def _pledges(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether a verb inside "that" binds by itself: "declare that each Government pledges"."""
        if verb.shape not in ("finite", "adjective"):
            return False
        framing = self._framer.frame(lexed, clause, verb)
        return framing is not None and framing.commits and framing.frame.act_class in _JOINT

    def _resolves(self, lexed: Lexed, clause: PredicateClause) -> bool:
        subject = clause.subject
        if subject is None or (subject.units[0].kind == "voice" and lexed.norm(subject.first) in _POINTING):
            return False  # "this visit" does nothing
        return self._resolver.peek(subject) is not None

    def _is_ours(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup, kind: str) -> bool:
        """Tell whether the participants will do what a clause says, or have it done as they agree."""
        outside = clause.subject is not None and clause.subject.units[0].kind in ("agent", "person")
        if verb.shape == "passive":
            return kind in _JOINT and not (outside and not self._resolves(lexed, clause))
        if verb.shape != "modal":
            return False
        if kind in _JOINT and self._are_organs(lexed, clause, verb):
            return True
        if _is_sitting(lexed, clause, verb):
            return kind in _JOINT and self._takes_place(lexed, clause, verb)  # "that the meeting would discuss it"
        if clause.subject is None or clause.subject.units[0].kind in ("voice", "noun"):
            return self._resolves(lexed, clause) or (kind in _JOINT and self._takes_place(lexed, clause, verb))
        return self._resolves(lexed, clause)

    def _are_organs(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether organs of those who agree will do it: "their navies", "the agencies of the two armies"."""
        words = lexed.norms[clause.first : verb.start]
        return not (_ORGANS.isdisjoint(words) or _SHARED.isdisjoint(words))

    def _takes_place(self, lexed: Lexed, clause: PredicateClause, verb: VerbGroup) -> bool:
        """Tell whether something will be begun or held: "the Joint Staffs would meet", "the talks would go on"."""
        begins = lexed.norms[verb.head] in self._lexicon.executions
        return begins and _POINTING.isdisjoint(lexed.norms[clause.first : verb.start])
