"""Kinds of verbs: whether a verb group speaks, tells, meets or promises, and where its form is no verb at all.

In: a lexed sentence and a verb group in it. Out: yes or no, by the frames of the lexicon and the words behind the verb.
The module refuses to know whose verb it is.
"""

from __future__ import annotations

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predicates import VerbGroup
from kg.knowledge.frames import FrameLexicon
from kg.names import DCC

__all__ = ["VerbKinds", "calls_by"]

_CALLING = frozenset(["convene", "convoke", "summon", "assemble"])
_LINES = frozenset(["phone", "telephone", "video", "videoconference", "video-conference", "teleconference", "letter"])
_OTHERS = frozenset(["him", "her", "them", "his"])
_GOVERNING = frozenset(["discuss", "state", "recognize", "commit"])
_SIGN = DCC + "act/sign"


def calls_by(lexed: Lexed, verb: VerbGroup) -> bool:
    """Tell whether "by" says over what line one talks: "spoke by telephone with"."""
    return lexed.norm(verb.last) == "by" and lexed.norm(verb.last + 1) in _LINES


class VerbKinds:
    """Tells kinds of verb groups by the frames of one lexicon."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: FrameLexicon) -> None:
        self._lexicon = lexicon

    def evokes(self, verb: VerbGroup) -> bool:
        """Tell whether the verb can evoke an act at all."""
        return any(frame.act for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def strong(self, verb: VerbGroup) -> bool:
        """Tell whether the verb speaks: its frames evoke acts and it is not commonly content of other acts."""
        if verb.shape == "adjective":
            return True
        if verb.lemma is None or verb.shape not in ("finite", "progressive"):
            return False
        return any(
            frame.light or (frame.act and not frame.content_verb) for frame in self._lexicon.verb_frames(verb.lemma)
        )

    def tells(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a participle is of saying: "adding that", "expressing hope"."""
        if lexed.tag(verb.last) == "that":
            return self.evokes(verb)
        return any(frame.light and frame.act for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def governs(self, verb: VerbGroup) -> bool:
        """Tell whether the verb speaks of any noun, as no participle before one does: "identified areas"."""
        frames = (frame for frame in self._lexicon.verb_frames(verb.lemma or "") if not frame.complements)
        return any(frame.act_class in _GOVERNING or frame.act == _SIGN for frame in frames)

    def is_light(self, verb: VerbGroup) -> bool:
        """Tell whether a noun says what the verb does: "shared the view"."""
        return any(frame.light for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def meets(self, verb: VerbGroup) -> bool:
        """Tell whether the verb's frames are of meetings."""
        return any(frame.act_class == "meet" for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def commits(self, verb: VerbGroup) -> bool:
        """Tell whether the verb's frames are commissive."""
        return any(frame.act_class == "commit" for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def directs(self, verb: VerbGroup) -> bool:
        """Tell whether the verb's frames ask something of somebody, who can be asked: "invited to attend"."""
        kinds = {frame.act_class for frame in self._lexicon.verb_frames(verb.lemma or "")}
        return not kinds.isdisjoint(("invite", "urge", "instruct"))

    def instructs(self, verb: VerbGroup) -> bool:
        """Tell whether the verb's frames direct somebody else."""
        return any(frame.act_class == "instruct" for frame in self._lexicon.verb_frames(verb.lemma or ""))

    def takes_object(self, verb: VerbGroup) -> bool:
        """Tell whether the verb speaks with a plain object: "welcomed progress", not "continued support"."""
        return any(
            frame.light
            or (frame.act and not frame.content_verb and (not frame.complements or "np" in frame.complements))
            for frame in self._lexicon.verb_frames(verb.lemma or "")
        )

    def reduced(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether a past form is rather a participle without auxiliary: "signed in 2014", "announced by"."""
        if verb.shape != "finite" or verb.tense != "past" or verb.perfect or verb.lemma is None:
            return False
        readings = self._lexicon.verbs.get(lexed.norms[verb.head], ())
        if (verb.lemma, "participle") not in readings or calls_by(lexed, verb):
            return False
        after = lexed.tag(verb.last)
        if after == "comma" and lexed.tag(verb.last + 1) == "prep":
            closing = next((at for at in range(verb.last + 2, verb.last + 8) if lexed.tag(at) == "comma"), len(lexed))
            return lexed.tag(closing + 1) not in ("that", "to", "det", "poss")  # "noted, with satisfaction, that"
        if (
            lexed.norm(verb.last) == "with"
            and lexed.norm(verb.last + 1) in _OTHERS
            and lexed.tag(verb.start - 1) == "and"
        ):
            return False  # "called on the Minister and discussed with him"
        if after == "prep":
            called = verb.lemma in _CALLING and lexed.tag(verb.start - 1) == "comma"  # "the Conference, convened at"
            return (
                called
                or lexed.norm(verb.last) == "by"
                or not any(
                    frame.intransitive or any(particle[0] == lexed.norm(verb.last) for particle in frame.particles)
                    for frame in self._lexicon.verb_frames(verb.lemma)
                )
            )
        return after in ("comma", "stop", "and") or lexed.norm(verb.last) in ("", ".", "as")

    def nounlike(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether the form is rather a noun: "their plan and support for"."""
        frames = self._lexicon.verb_frames(verb.lemma or "")
        if not any(frame.homograph for frame in frames) or lexed.tag(verb.head - 1) == "adv":
            return False
        after = lexed.norm(verb.last)
        if any(particle[0] == after for frame in frames for particle in frame.particles):
            return False
        if self._promises_after_aside(lexed, verb):
            return False
        parted = (
            lexed.tag(verb.start - 1) == "and" and lexed.tag(verb.start - 2) == "comma"
        )  # "we intend to, and pledge to"
        if after == "to" and (verb.tense == "s" or parted) and any(frame.commits_with for frame in frames):
            return False
        return lexed.tag(verb.last) in ("prep", "and", "comma", "stop", "to", "be", "have", "modal") or after in (
            "",
            ".",
        )

    def _promises_after_aside(self, lexed: Lexed, verb: VerbGroup) -> bool:
        """Tell whether the infinitive of a promise follows behind an aside: "pledge, through it, to explore"."""
        if lexed.tag(verb.last) != "comma" or not self.commits(verb):
            return False
        closing = (at for at in range(verb.last + 2, min(verb.last + 9, len(lexed))) if lexed.tag(at) == "comma")
        return any(lexed.tag(at + 1) == "to" for at in closing)
