"""From a source to its record: the reading stages, then clauses, acts, commitments, activities and facts.

In: a ``Source``. Out: a ``Record``. The one place that knows the order of all stages; it decides nothing of its own but
whether a text is a statement at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import SourceError
from kg.extraction.capitals import in_ordinary_writing, in_original_writing
from kg.extraction.encoding import encode
from kg.extraction.findings.activities import find_activities
from kg.extraction.findings.commitments import find_commitments
from kg.extraction.findings.facts import find_facts
from kg.extraction.model import Understanding
from kg.extraction.naming.identities import find_identities
from kg.extraction.pipeline import looks_like_statement, understand
from kg.extraction.places import add_places
from kg.extraction.speech.aboutness import areas_in
from kg.extraction.speech.acts import find_acts
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.clauses import segment
from kg.extraction.syntax.grammar import Lexer
from kg.knowledge.frames import load_frames
from kg.reading import Source
from kg.record import Fact, Part, Record

__all__ = ["extract"]


def extract(source: Source) -> Record:
    """Return all that is understood of a statement.

    Raises ``SourceError`` for a text in which nobody takes part and nothing is done by saying it: it is no statement.
    """
    understood = understand(in_ordinary_writing(source))
    lexer, actors = Lexer(understood), ActorReader(load_frames(), understood.registry)
    clauses = segment(understood, lexer, actors)
    acts, references, issues = find_acts(understood, clauses, lexer, actors)
    if not looks_like_statement(understood, len(acts)):
        raise SourceError(
            "no statement: it names no party and performs no act", where=source.where, remedy="give a statement's text"
        )
    names = find_identities(understood.text, understood.mentions, understood.concepts)
    sentences = encode(understood)
    facts, entities = find_facts(understood, sentences, acts)
    record = Record(
        document=understood.document,
        text=understood.text,
        parts=_parts(understood),
        entities=tuple(sorted({*understood.entities, *entities}, key=lambda entity: entity.iri)),
        mentions=understood.shown,
        concepts=understood.concepts,
        acts=acts,
        activities=find_activities(understood, sentences, clauses, acts),
        commitments=find_commitments(understood, acts, lexer),
        facts=_once((*understood.facts, *names, *facts)),
        issues=tuple(sorted((*understood.issues, *issues), key=lambda i: (i.start, i.end, i.code))),
        references=references,
    )
    shown = understood.text
    record = record if shown == source.text else in_original_writing(record, shown, source.text)
    return add_places(record, source)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return each fact with the first of its evidence and factuality, in the order of the text."""
    found: dict[tuple[str, str, str, str], Fact] = {}
    for fact in facts:
        found.setdefault((fact.subject, fact.predicate, fact.object, fact.factuality), fact)
    return tuple(sorted(found.values(), key=lambda f: (f.evidence, f.subject, f.predicate, f.object)))


def _parts(understood: Understanding) -> tuple[Part, ...]:
    """Return the blocks and their sentences; a heading's cooperation areas become its part's."""
    text = understood.text
    parts = [
        Part(
            block.span.start,
            block.span.end,
            block.kind,
            block.number,
            text[block.heading.start : block.heading.end] if block.heading else None,
            areas_in(understood.concepts, block.heading or (block.body if block.kind == "heading" else None)),
            block.parent,
        )
        for block in understood.blocks
    ]
    parts += [Part(s.span.start, s.span.end, "sentence", parent=s.block) for s in understood.sentences]
    return tuple(parts)
