"""Who speaks in an act, and why: the subject's words, and what makes each speaker a participant.

In: a reading of the statement and one of its acts. Out: details in words. The module retells what the extraction
decided; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.explaining.explanation import Detail
from kg.explaining.reading import Reading
from kg.explaining.sources import Sources
from kg.extraction.syntax.phrases import UnitKind
from kg.extraction.syntax.predication import PredicateClause
from kg.names import DCO
from kg.record import Act, Span

__all__ = ["explain_voices", "find_clause"]

_KINDS: dict[UnitKind, str] = {
    "pronoun": "a pronoun for the subject before it, or for the joint voice",
    "person": "a name",
    "agent": "the name of a party or of its body",
    "group": "what the statement calls these participants",
    "voice": "a word for the meeting or statement of all participants",
    "noun": "a noun for participants",
}


def find_clause(reading: Reading, act: Act) -> tuple[int, int] | None:
    """Return the sentence and the place in it of the innermost clause whose verb holds the act's trigger."""
    index = reading.sentence_at(act.start)
    if index is None:
        return None
    tokens = reading.understanding.sentences[index].tokens
    around = [
        (clause.last - clause.first, place)
        for place, clause in enumerate(reading.clauses[index])
        if clause.verb and tokens[clause.first].start <= act.start < tokens[clause.last - 1].end
    ]
    return (index, min(around)[1]) if around else None


def explain_voices(sources: Sources, reading: Reading, act: Act) -> Iterator[Detail]:
    """Yield who speaks, for whom, and why."""
    words = _subject_words(reading, act)
    for iri in act.speakers:
        yield Detail("speaker", sources.label(iri), "; ".join(filter(None, (words, _membership(reading, iri)))))
    for iri in act.onBehalfOf:
        yield Detail("on behalf of", sources.label(iri), _behalf(sources, reading, act, iri))


def _subject_words(reading: Reading, act: Act) -> str:
    found = find_clause(reading, act)
    if found is None:
        return ""
    index, place = found
    clauses = reading.clauses[index]
    clause: PredicateClause = clauses[place]
    passive = clause.verb is not None and clause.verb.shape == "passive"
    while clause.subject is None and not passive:
        following = clause.heir if clause.heir is not None else clause.parent
        if following is None:
            return "no subject of its own: the joint voice of the statement"
        clause = clauses[following]
    if passive or clause.subject is None:
        return "a passive without its agent: the joint voice of the statement"
    tokens = reading.understanding.sentences[index].tokens
    span = Span(tokens[clause.subject.first].start, tokens[clause.subject.last - 1].end)
    kinds = dict.fromkeys(_KINDS[unit.kind] for unit in clause.subject.units)
    return f"subject “{reading.words(span)}” ({span.start}–{span.end}), {' and '.join(kinds)}"


def _membership(reading: Reading, iri: str) -> str:
    """Return what makes an individual a participant of the statement."""
    held = [f for f in reading.understanding.facts if f.subject == iri and f.predicate == DCO + "heldPost"]
    if held:
        span = held[0].evidence
        return f"introduced as “{reading.words(span)}” ({span.start}–{span.end})"
    if iri in reading.understanding.document.parties:
        return "a party of the statement, named in its title or opening"
    return "a participant, named in the title or the opening"


def _behalf(sources: Sources, reading: Reading, act: Act, state: str) -> str:
    speaking = [p for p in reading.understanding.registry.participants if p.iri in act.speakers and state in p.behalf]
    names = [sources.label(p.iri) for p in speaking if p.iri != state]
    if names:
        return f"{', '.join(names)} {'speaks' if len(names) == 1 else 'speak'} for it: by post, or as its only person"
    return "it speaks itself"
