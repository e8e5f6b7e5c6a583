"""Finds entries by words: ranked, with the words marked.

In: an open index and what a user typed. Out: ``Hit``s. What is typed is words and "phrases in quotes", never a query of
the engine's: whatever else it holds is taken as a space. Ranking: what is just what was typed, then what has more of
the words, then what begins with them, then the shorter text; of words that very many texts have, the first 400 matches
are ranked, those of the ontology and the reference data before those of statements. So the work is bounded, which that
of BM25, with a look at every match of every word, is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.searching.index import Index

__all__ = ["KINDS", "Hit", "Piece", "find"]

KINDS = ("name", "quote")
_MOST_TERMS, _MOST_CHARACTERS, _SHORTEST_BEGINNING = 16, 500, 3
_CANDIDATES = 400
_START, _END = "\x02", "\x03"
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_MATCHING = """
SELECT entries.id, entries.node, words.text FROM words JOIN entries ON entries.id = words.rowid
WHERE words MATCH ? LIMIT ?
"""
_DETAILS = """
SELECT entries.node, words.kind, words.types, words.text, snippet(words, 0, char(2), char(3), '…', 32),
       graphs.document, graphs.title, graphs.date
FROM words JOIN entries ON entries.id = words.rowid JOIN graphs ON graphs.id = entries.graph
WHERE words MATCH ? AND words.rowid = ?
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is what was looked for."""

    text: str
    matches: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found: the node and its text, the text's pieces with those that match marked, and the statement."""

    node: str
    kind: str
    types: tuple[str, ...]
    text: str
    pieces: tuple[Piece, ...]
    document: str
    title: str
    date: str


def find(index: Index, words: str, *, kind: str = "", type_: str = "", limit: int = 20) -> list[Hit]:
    """Return at most ``limit`` hits for these words, best first; names are at most half, where there are quotes too.

    All words count; where no text has all, the last may be a beginning; where none has that either, any word counts.
    ``kind`` is ``name`` or ``quote``, ``type_`` a class (``State``). Raises ``QueryError`` for another kind.
    """
    if kind and kind not in KINDS:
        raise QueryError(f"no kind {kind!r}", remedy=f"choose {' or '.join(KINDS)}")
    terms = split_words(words)
    for expression in _expressions(terms):
        names, quotes = (
            _rank(index, words, terms, _restrict(expression, one, type_), limit) if kind in {"", one} else []
            for one in KINDS
        )
        best = [*names[: max(limit // 2, limit - len(quotes))], *quotes][:limit]
        if best:
            return [_read_hit(index, expression, number) for number in best]
    return []


def split_words(words: str) -> list[str]:
    """Return what was typed as words and phrases, without anything else.

    >>> split_words('"maritime security" NEAR(pira*')
    ['maritime security', 'NEAR pira']
    """
    pieces = (phrase or word for phrase, word in _PIECE.findall(words[:_MOST_CHARACTERS]))
    terms = (" ".join(re.findall(r"\w+", piece)) for piece in pieces)
    return [term for term in terms if term][:_MOST_TERMS]


def _expressions(terms: list[str]) -> Iterator[str]:
    quoted = [f'"{term}"' for term in terms]
    if quoted:
        yield " AND ".join(quoted)
        if len(terms[-1]) >= _SHORTEST_BEGINNING:
            yield " AND ".join([*quoted[:-1], quoted[-1] + "*"])
        if len(quoted) > 1:
            yield " OR ".join(quoted)


def _restrict(expression: str, kind: str, type_: str) -> str:
    class_ = " ".join(re.findall(r"\w+", type_))
    return f'text : ({expression}) AND kind : "{kind}"' + (f' AND types : "{class_}"' if class_ else "")


def _rank(index: Index, words: str, terms: list[str], expression: str, limit: int) -> list[int]:
    """Return the numbers of the best entries, one a node."""
    wanted = [term.casefold() for term in terms]
    plain = " ".join(words.casefold().split())

    def order(row: tuple[int, str, str]) -> tuple[bool, int, bool, int, int]:
        text = row[2].casefold()
        return text != plain, -sum(term in text for term in wanted), not text.startswith(plain), len(text), row[0]

    best: dict[str, int] = {}
    for number, node, _ in sorted(index.connection.execute(_MATCHING, (expression, _CANDIDATES)), key=order):
        best.setdefault(node, number)
        if len(best) == limit:
            break
    return list(best.values())


def _read_hit(index: Index, expression: str, number: int) -> Hit:
    row = index.connection.execute(_DETAILS, (f"text : ({expression})", number)).fetchone()
    node, kind, types, text, snippet, document, title, date = row
    return Hit(node, kind, tuple(types.split()), text, _pieces(snippet), document, title, date)


def _pieces(snippet: str) -> tuple[Piece, ...]:
    """Return the pieces of a snippet, each with whether it matches.

    >>> [piece.text for piece in _pieces("fight \\x02piracy\\x03 now") if piece.matches]
    ['piracy']
    """
    parts = re.split(f"({_START}[^{_END}]*{_END})", snippet)
    return tuple(Piece(part.strip(_START + _END), part.startswith(_START)) for part in parts if part)
