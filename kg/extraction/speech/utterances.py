"""Utterances: which clauses can hold an act, by what they are part of.

In: a clause and those of its sentence. Out: whether it can speak, tells that something was accepted, or only names the
source of what it reports. The module refuses to know who speaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extraction.speech.speakers import Speakers
from kg.extraction.syntax.adjuncts import is_dated
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.predicates import VerbGroup
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import Frame, FrameLexicon
from kg.names import owning_state

__all__ = ["TELLING", "can_resolve", "can_speak", "goes_on", "is_acceptance", "is_report", "retells"]

REPORTING = frozenset(["say", "add", "read"])
TELLING = REPORTING | {
    *("state", "announce", "note", "report", "explain", "inform"),
    *("tell", "disclose", "point", "mention", "indicate"),
}
_STRESSING = frozenset(["stress", "emphasize", "emphasise", "underline", "underscore", "highlight"])
_SPEAKING_SUBORDINATES = frozenset(["while", "whereas", "although", "though"])
_DEEDS = frozenset(["meet", "discuss", "agree", "commit", "announce", "state", "support"])  # what is decided to be done
_DOCUMENTS = frozenset(["statement", "communique", "communiqué", "release", "readout"])


def can_speak(clause: PredicateClause, clauses: Sequence[PredicateClause]) -> bool:
    """Tell whether a clause can hold an act: not inside what somebody else says or does."""
    if clause.kind in ("main", "coordinate"):
        return True
    if clause.kind == "relative":
        return _speaks_aside(clause)
    if clause.kind == "subordinate" and clause.opener not in _SPEAKING_SUBORDINATES:
        return False
    if clause.kind not in ("participial", "subordinate"):
        return False
    parent = clauses[clause.parent] if clause.parent is not None else None
    return parent is None or parent.kind == "participial" or (parent.kind != "that" and can_speak(parent, clauses))


def can_resolve(lexed: Lexed, verb: VerbGroup, frame: Frame, *, decided: bool) -> bool:
    """Tell whether an infinitive that begins a member of a list is an act: "To condemn raids", not "To hold talks".

    ``decided`` tells of a list of what is to be done, where "Hold talks" is as good.
    """
    begins = verb.first == 0 and (lexed.tag(0) == "to" or (decided and verb.tense == "base"))
    return not begins or frame.act_class not in _DEEDS or frame.kind == "noun"


def _speaks_aside(clause: PredicateClause) -> bool:
    """Tell whether a relative clause speaks: "on which we commit to", "where they discussed", "X, who thanked"."""
    if clause.subject is None:
        return clause.opener == "who" or (clause.opener == "which" and is_acceptance(clause))
    norm = clause.subject.units[0].norm
    if (
        norm == "we"
        or (norm == "they" and clause.opener == "which")
        or (clause.opener == "which" and is_acceptance(clause))
    ):
        return True
    told = clause.verb is not None and clause.verb.tense == "past"  # no plan of what is spoken of: "to which X intends"
    governed = clause.opener in ("which", "whom") and clause.subject.first == clause.first + 2  # "to whom she replied"
    return clause.opener == "where" or (governed and told)


def goes_on(lexed: Lexed, clause: PredicateClause, clauses: Sequence[PredicateClause]) -> bool:
    """Tell whether a relative clause behind a comma tells what was done next with what stands before it.

    "outlined a plan, which the Ministers approved", "the offer, which was welcomed by the Chilean side"; or whether
    it only tells who says it.
    """
    verb, parent = clause.verb, clauses[clause.parent] if clause.parent is not None else None
    if clause.kind == "subordinate" and clause.opener == "as":
        return _says_so(lexed, clause)
    if clause.kind != "relative" or clause.opener != "which" or verb is None or parent is None:
        return False
    if lexed.tag(clause.first - 1) != "comma" or parent.kind not in ("main", "coordinate") or parent.verb is None:
        return False
    if verb.tense != "past" or verb.perfect or parent.verb.tense != "past":
        return False
    dated = is_dated(lexed, clause.first, clause.last)
    if verb.shape == "passive":
        return not dated and clause.subject is None and lexed.norm(verb.last) == "by"
    return not dated and clause.subject is not None and clause.subject.first == clause.first + 1


def _says_so(lexed: Lexed, clause: PredicateClause) -> bool:
    """Tell whether a person says what stands beside it: "As Minister Rojas pointed out, ties are close"."""
    verb = clause.verb
    if clause.subject is None or clause.subject.units[0].kind != "person" or verb is None or verb.tense != "past":
        return False
    closing = verb.last + (verb.lemma == "point")
    return verb.lemma in TELLING | _STRESSING and lexed.tag(closing) in ("comma", "stop")


def is_acceptance(clause: PredicateClause) -> bool:
    """Tell whether a clause tells that an invitation was accepted: "which she accepted"."""
    return clause.verb is not None and clause.verb.lemma == "accept"


def is_report(clause: PredicateClause) -> bool:
    """Tell whether a clause only names the source of what it reports: "it said", "the statement said that"."""
    unit = clause.subject.units[0] if clause.subject else None
    if unit is None or clause.verb is None:
        return False
    behind = clause.last - clause.verb.last
    closes = behind <= 1 + (clause.verb.lemma == "point")  # "..., the statement pointed out."
    if clause.verb.lemma not in REPORTING and not (closes and clause.verb.shape == "finite"):
        return False
    return unit.norm == "it" or _names_document(clause)


def _is_organ(clause: PredicateClause) -> bool:
    """Tell whether the subject of a clause is a body of a state: "the Defence Ministry of Norway", "the ministry"."""
    unit = clause.subject.units[0] if clause.subject else None
    if unit is None or unit.plural:
        return False
    body = unit.kind == "agent" and unit.mention is not None and unit.mention.type == "ORG"
    owned = body and unit.mention is not None and owning_state(unit.mention.iri) is not None
    return owned or (unit.kind == "noun" and unit.norm == "ministry")


def _names_document(clause: PredicateClause) -> bool:
    """Tell whether the subject of a clause is a document: "the joint statement"."""
    unit = clause.subject.units[0] if clause.subject else None
    return unit is not None and unit.kind == "voice" and unit.norm in _DOCUMENTS


def retells(
    place: int,
    clauses: Sequence[PredicateClause],
    subjects: Mapping[int, Speakers | None],
    lexicon: FrameLexicon,
) -> bool:
    """Tell whether a document or ministry only tells what the parties did.

    "The statement noted that the Ministers agreed", "the Ministers agreed, the Ministry said". ``subjects`` are those
    for whom the subjects of the clauses speak.
    """
    clause = clauses[place]
    if clause.verb is None or clause.verb.lemma not in TELLING or not (_names_document(clause) or _is_organ(clause)):
        return False
    told = [at for at, inner in enumerate(clauses) if inner.parent == place and inner.kind == "that"]
    if not told and clause.kind == "coordinate" and clause.parent is not None:
        told = [clause.parent]
    deeds = [verb for at in told if subjects.get(at) and (verb := clauses[at].verb)]
    frames = (frame for verb in deeds if verb.tense == "past" for frame in lexicon.verb_frames(verb.lemma or ""))
    return any(frame.act for frame in frames)
