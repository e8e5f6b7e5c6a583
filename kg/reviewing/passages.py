"""The passages that a review quotes: issues, sentences, and where persons are named, read from a store.

In: an open store. Out: plain frozen values in the order of documents and offsets. The module judges nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from kg.reviewing.items import Example
from kg.store import QuadStore, select

__all__ = ["Passages", "Seen"]

_ISSUES = """SELECT DISTINCT ?code ?document ?start ?words WHERE {
  ?issue a dco:ExtractionIssue ; dco:issueCode ?code ; dco:statedIn ?document ; dco:evidence ?evidence .
  ?evidence oa:hasSelector ?position , ?quote . ?position oa:start ?start . ?quote oa:exact ?words }"""
_TITLES = "SELECT DISTINCT ?document ?title { ?document a dco:JointStatement ; dcterms:title ?title }"
_SENTENCES = """SELECT DISTINCT ?document ?start ?words WHERE {
  ?part a dco:Sentence ; dco:evidence ?evidence . ?evidence oa:hasSource ?document ;
  oa:hasSelector ?position , ?quote . ?position oa:start ?start . ?quote oa:exact ?words }"""


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A passage with an issue: the words at ``start``, and the sentence around them with its own start."""

    document: str
    start: int
    code: str
    words: str
    sentence: str
    sentence_start: int

    @property
    def rest(self) -> str:
        """The words of the sentence behind the passage."""
        return self.sentence[max(0, self.start - self.sentence_start) + len(self.words) :]


class Passages:
    """The statements of a store as a review sees them."""

    def __init__(self, store: QuadStore) -> None:
        self._store = store
        self.paths = {known.iri: known.source.path for known in store.documents()}
        self.titles = {row[0]: row[1] for row in self.select(_TITLES)}
        self._sentences: dict[str, tuple[list[int], list[str]]] = {}
        for document, start, words in sorted((d, int(s), w) for d, s, w in self.select(_SENTENCES)):
            starts, texts = self._sentences.setdefault(document, ([], []))
            starts.append(start)
            texts.append(words)

    def select(self, query: str) -> list[tuple[str, ...]]:
        """Return the rows of a SELECT as strings, sorted; what is unbound is empty."""
        return sorted(tuple(term.value if term else "" for term in row) for row in select(self._store, query))

    def issues(self) -> list[Seen]:
        """Return all issues with their sentences."""
        rows = [(code, document, int(start), words) for code, document, start, words in self.select(_ISSUES)]
        return sorted(self._see(*row) for row in rows)

    def _see(self, code: str, document: str, start: int, words: str) -> Seen:
        starts, texts = self._sentences.get(document, ([], []))
        place = bisect_right(starts, start) - 1
        if place < 0 or start >= starts[place] + len(texts[place]):
            return Seen(document, start, code, words, words, start)
        return Seen(document, start, code, words, texts[place], starts[place])

    def file_of(self, document: str) -> str:
        """Return the name of a statement's file."""
        return PurePath(self.paths.get(document, document)).name

    def example(self, seen: Seen) -> Example:
        """Return a passage as an example."""
        return self.quote(seen.document, seen.sentence, seen.words)

    def quote(self, document: str, sentence: str, words: str) -> Example:
        """Return a sentence of a statement as an example."""
        title = self.titles.get(document, "")
        return Example(" ".join(sentence.split()), " ".join(words.split()), title, self.file_of(document))

    def decisions_file(self, documents: Iterable[str]) -> str:
        """Return where a decision about these statements goes: beside the first of them."""
        places = sorted(self.paths[document] for document in documents if document in self.paths)
        return str(PurePath(places[0]).with_name("decisions.toml")) if places else "decisions.toml"
