"""References: words for several participants ("the Ministers", "both sides", "we"), with whom they stand for.

In: the sentences of a document in text order, with whom their subjects stand for. Out: ``Reference`` values. A name is
no reference, it is a mention; words for nobody who takes part are left out. The module knows nothing of acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extraction.speech.speakers import Speakers
from kg.extraction.speech.subjects import SubjectResolver
from kg.extraction.syntax.actors import ActorReader
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import ActorPhrase
from kg.extraction.syntax.predication import PredicateClause
from kg.knowledge.naming import load_naming
from kg.record import Reference

__all__ = ["ReferenceReader"]

_DEFINITE = frozenset(["the", "both", "our", "these"])


class ReferenceReader:
    """Reads the references of one document, sentence by sentence."""

    __slots__ = ("_actors", "_offices", "_resolver", "_text")

    def __init__(self, text: str, actors: ActorReader, resolver: SubjectResolver) -> None:
        self._text, self._actors, self._resolver = text, actors, resolver
        self._offices = frozenset(label for group in load_naming().groups if group.roles for label in group.labels)

    def read(
        self, lexed: Lexed, clauses: Sequence[PredicateClause], subjects: Mapping[int, Speakers | None]
    ) -> Iterator[Reference]:
        """Yield for whom the words of a sentence that are no names stand.

        ``subjects`` are those of its clauses; other words are resolved here, before the next sentence.
        """
        for phrase, clause in _phrases(lexed, self._actors, clauses):
            speakers = self._resolver.peek(phrase) if clause is None else subjects.get(clause)
            iris = _members(lexed, phrase, speakers, self._offices) if speakers else ()
            if len(iris) > 1 and _is_definite(lexed, phrase):
                span = lexed.span(phrase.first, phrase.last)
                yield Reference(span.start, span.end, self._text[span.start : span.end], iris)


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
) -> Iterator[tuple[ActorPhrase, int | None]]:
    """Yield in text order the subjects, each with the number of its clause, and elsewhere the names of groups."""
    subjects = {clause.subject.first: (clause.subject, at) for at, clause in enumerate(clauses) if clause.subject}
    reached = 0
    for index in sorted(subjects.keys() | reader.find_group_places(lexed)):
        if index < reached:
            continue
        if index in subjects:
            yield subjects[index]
            reached = subjects[index][0].last
            continue
        phrase = None if lexed.covered[index] else reader.read(lexed, index)
        if phrase and all(unit.kind == "group" for unit in phrase.units):
            yield phrase, None
            reached = phrase.last
