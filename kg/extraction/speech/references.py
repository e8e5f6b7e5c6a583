"""References: words for several participants ("the Ministers", "both sides", "we"), with whom they stand for.

In: an ``Understanding`` and its clauses. Out: ``Reference`` values in text order. A name is no reference, it is a
mention; words that stand for nobody who takes part are left out. The subjects of a sentence are read in their order,
since a pronoun takes the subject before it. The module knows nothing of acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.model import Understanding
from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed, Lexer
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.frames import load_frames
from kg.knowledge.naming import load_naming
from kg.record import Reference

__all__ = ["find_references"]

_DEFINITE = frozenset(["the", "both", "our", "these"])


def find_references(
    understanding: Understanding,
    clauses: Sequence[Sequence[PredicateClause]],
    lexer: Lexer | None = None,
    actors: ActorReader | None = None,
) -> tuple[Reference, ...]:
    """Return for whom the words of the document that are no names stand."""
    resolver = SubjectResolver(understanding)
    resolver.bind(clause.subject for members in clauses for clause in members if clause.subject)
    lexer, reader = lexer or Lexer(understanding), actors or ActorReader(load_frames(), understanding.registry)
    offices = frozenset(label for group in load_naming().groups if group.roles for label in group.labels)
    found = []
    for index, members in enumerate(clauses):
        lexed = lexer.lex(index)
        for phrase, is_subject in _phrases(lexed, reader, members):
            speakers = resolver.resolve(phrase) if is_subject else resolver.peek(phrase)
            iris = _members(lexed, phrase, speakers, offices) if speakers else ()
            if len(iris) > 1 and _is_definite(lexed, phrase):
                span = lexed.span(phrase.first, phrase.last)
                found.append(Reference(span.start, span.end, understanding.text[span.start : span.end], iris))
    return tuple(found)


def _is_definite(lexed: Lexed, phrase: ActorPhrase) -> bool:
    """Tell whether a phrase points at known ones without naming any: not "partners" or "all nations"."""
    points = lexed.norm(phrase.first) in _DEFINITE or all(unit.kind == "pronoun" for unit in phrase.units)
    return points and all(unit.mention is None for unit in phrase.units)


def _members(lexed: Lexed, phrase: ActorPhrase, speakers: Speakers, offices: frozenset[str]) -> tuple[str, ...]:
    """Return the persons for words that name an office or are a pronoun, else the states and bodies behind them."""
    personal = any(unit.kind == "pronoun" for unit in phrase.units)
    personal = personal or any(lexed.norm(index) in offices for index in range(phrase.first, phrase.last))
    return speakers.iris if personal else speakers.behalf


def _phrases(
    lexed: Lexed, reader: ActorReader, clauses: Sequence[PredicateClause]
) -> Iterator[tuple[ActorPhrase, bool]]:
    """Yield the subjects and, elsewhere, the names of groups, in text order; with whether each is a subject."""
    subjects = {clause.subject.first: clause.subject for clause in clauses if clause.subject}
    reached = 0
    for index in sorted(subjects.keys() | reader.find_group_places(lexed)):
        if index < reached:
            continue
        phrase = subjects.get(index)
        is_subject = phrase is not None
        if phrase is None and not lexed.covered[index]:
            phrase = reader.read(lexed, index)
            if phrase and any(unit.kind != "group" for unit in phrase.units):
                phrase = None
        if phrase is not None:
            yield phrase, is_subject
            reached = phrase.last
