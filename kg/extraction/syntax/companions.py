"""Companions: who only comes along with a subject, and whom it joins in what he does.

Not a stage; the readers of actor phrases and of nuclei ask it. In: a lexed sentence and a place behind a subject. Out:
where those end who come along; who does something together, with the verb. It refuses to know who takes part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.participles import read_gerund
from kg.extraction.syntax.phrases import ActorPhrase, Unit
from kg.extraction.syntax.predicates import Tense, VerbGroup, skip_adverbs
from kg.knowledge.frames import FrameLexicon

__all__ = ["are_listed", "end_of_company", "is_finite", "read_joined", "skip_joiner"]

_COMPANY = frozenset(
    ["other", "accompanying", "heads", "senior", "high-ranking", "top", "several", "members", "representatives",
     "officials", "officers", "experts", "staff"]
)  # fmt: skip
_LONGEST_COMPANY = 12
_FEW = 2
_JOINERS = {"or": (), "together": ("with",), "along": ("with",), "as": ("well", "as"), "accompanied": ("by",)}
_JOINING: dict[str, Tense] = {"join": "base", "joins": "s", "joined": "past"}


def end_of_company(lexed: Lexed, lexicon: FrameLexicon, last: int) -> int:
    """Return where those end who only come along: "the Minister and other senior staff of the Ministry | met"."""
    place = last + 1 + (lexed.tag(last + 1) in ("poss", "det") and lexed.norm(last + 1) not in _COMPANY)
    if lexed.tag(last) != "and" or lexed.norm(place) not in _COMPANY:
        return last
    for at in range(place + 1, min(place + _LONGEST_COMPANY, len(lexed))):
        if is_finite(lexed, lexicon, at):
            return at
        if lexed.tag(at) not in ("word", "prep", "det", "and", "poss"):
            return last
    return last


def is_finite(lexed: Lexed, lexicon: FrameLexicon, at: int) -> bool:
    """Tell whether a verb stands here that can only be of a subject before it: an auxiliary or a past form."""
    tag = lexed.tag(at)
    if tag == "word":
        return any(form == "past" for _, form in lexicon.verbs.get(lexed.norms[at], ()))
    return tag in ("be", "have", "modal")


def read_joined(
    lexed: Lexed,
    lexicon: FrameLexicon,
    subject: ActorPhrase,
    read_actor: Callable[[Lexed, int], ActorPhrase | None],
) -> tuple[ActorPhrase, VerbGroup] | None:
    """Return who does together what "Chile joined Peru in condemning" says, and that verb."""
    verb = skip_adverbs(lexed, subject.last + (lexed.tag(subject.last) == "have"))
    tense = _JOINING.get(lexed.norm(verb))
    if tense is None:
        return None
    for at in range(verb + 1, min(verb + _LONGEST_COMPANY, len(lexed))):
        done = read_gerund(lexed, lexicon, at + 1) if lexed.norms[at] == "in" else None
        if done is not None and _evokes(lexicon, done):
            others = read_actor(lexed, verb + 1)
            beside = others.units if others and others.last == at else ()
            units = (*subject.units, *(unit._replace(beside=True) for unit in beside))
            return replace(subject, units=units), done._replace(shape="finite", tense=tense)
        if lexed.tag(at) in ("comma", "stop", "that"):
            break
    return None


def _evokes(lexicon: FrameLexicon, verb: VerbGroup) -> bool:
    return any(frame.act for frame in lexicon.verb_frames(verb.lemma or ""))


def skip_joiner(lexed: Lexed, place: int) -> tuple[int, bool]:
    """Return the place behind a conjunction of several words, and whether there was one: "together with"."""
    further = _JOINERS.get(lexed.norm(place))
    if further is None or lexed.norms[place + 1 : place + 1 + len(further)] != further:
        return place, False
    return place + 1 + len(further), True


def are_listed(lexed: Lexed, lexicon: FrameLexicon, units: Sequence[Unit], pending: Sequence[Unit]) -> bool:
    """Tell whether posts without a conjunction have one verb: "the Minister of A, the Minister of B, that of C met"."""
    if len(units) > 1 or len(pending) < _FEW or units[0].kind != "noun":
        return False
    every = (*units, *pending)
    alike = len({(unit.kind, unit.norm) for unit in every}) == 1 and all(unit.states or unit.mention for unit in every)
    return alike and is_finite(lexed, lexicon, pending[-1].last)
