"""A statement read once more, for what its record leaves out: clauses, subjects, participants, words behind topics.

In: the text, title, date and publisher that the graph has. Out: a ``Reading``, with a reviewer's merges. Reading is
deterministic, so what it finds is what the build found, unless the ontology or the program has changed since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg.decisions import rename
from kg.explaining.sources import Sources
from kg.extraction.encoding import EncodedSentence, encode
from kg.extraction.model import Understanding
from kg.extraction.pipeline import understand
from kg.extraction.speech.acts import find_acts
from kg.extraction.syntax.clauses import segment
from kg.extraction.syntax.predication import PredicateClause
from kg.reading import Metadata, read_text
from kg.record import Act, Span

__all__ = ["Reading", "reread"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the stages know of a statement between its text and its record."""

    understanding: Understanding
    clauses: tuple[tuple[PredicateClause, ...], ...]
    acts: tuple[Act, ...]
    sentences: tuple[EncodedSentence, ...]

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that holds an offset."""
        found = (i for i, s in enumerate(self.understanding.sentences) if s.span.start <= offset < s.span.end)
        return next(found, None)

    def words(self, span: Span) -> str:
        """Return the words at a span as one line."""
        return " ".join(self.understanding.text[span.start : span.end].split())

    def names_of(self, iri: str, span: Span) -> list[Span]:
        """Return where an individual or concept is named inside a span, in order."""
        u = self.understanding
        named = [(n.start, n.end, n.iri) for n in (*u.mentions, *u.adjectives)]
        named += [(n.start, n.end, n.iri) for n in u.concepts]
        places = {Span(start, end) for start, end, of in named if of == iri and Span(start, end) in span}
        return sorted(places)


def reread(sources: Sources, document: str) -> Reading | None:
    """Return a statement of the store, read again."""
    known = sources.store.document(document)
    text = sources.value(document, "dco:text")
    if known is None or text is None:
        return None
    day, publisher = sources.value(document, "dcterms:date"), sources.value(document, "dcterms:publisher")
    reading = _read(text, known.source.path, sources.value(document, "dcterms:title"), day, publisher)
    canonical = sources.decisions.canonical(Path(known.source.path).name)
    return _merge(reading, canonical) if canonical else reading


def _merge(reading: Reading, canonical: Mapping[str, str]) -> Reading:
    """Return a reading in which the individuals that a reviewer merged have one IRI each."""
    u = reading.understanding
    registry = replace(u.registry, participants=rename(u.registry.participants, canonical))
    understanding = replace(
        u,
        document=rename(u.document, canonical),
        mentions=rename(u.mentions, canonical),
        facts=rename(u.facts, canonical),
        registry=registry,
    )
    return replace(reading, understanding=understanding, acts=rename(reading.acts, canonical))


@lru_cache(maxsize=4)
def _read(text: str, path: str, title: str | None, day: str | None, publisher: str | None) -> Reading:
    metadata = Metadata(title=title, date=day, publisher=publisher)
    source = replace(read_text(text, Path(path).stem), path=Path(path), metadata=metadata)
    understanding = understand(source)
    clauses = segment(understanding)
    acts, _, _ = find_acts(understanding, clauses)
    return Reading(understanding, clauses, acts, encode(understanding))
