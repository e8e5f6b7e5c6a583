"""Finds entries by words: ranked, with the words marked.

In: an open index and what a user typed. Out: ``Hit``s. What is typed is words and "phrases in quotes", never a query of
the engine's: whatever else it holds is taken as a space. Ranking: BM25 (Robertson and Zaragoza 2009, as in FTS5), names
before quotes, a name that is just what was typed first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import QueryError
from kg.searching.index import Index

__all__ = ["KINDS", "Hit", "Piece", "find"]

KINDS = ("name", "quote")
_MOST_TERMS, _MOST_CHARACTERS, _SHORTEST_BEGINNING = 16, 500, 3
_START, _END = "\x02", "\x03"
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_SPARE = 4  # a node may have several entries, and is shown once
_QUERY = """
SELECT entries.node, entries.kind, entries.types, words.text,
       snippet(words, 0, char(2), char(3), '…', 32), graphs.document, graphs.title, graphs.date
FROM (
  SELECT words.rowid AS id,
         (CASE kind WHEN 'name' THEN 1.5 ELSE 1.0 END) * bm25(words) - 100 * (text = ? COLLATE NOCASE) AS score
  FROM words JOIN entries ON entries.id = words.rowid
  WHERE words MATCH ? AND (? = '' OR kind = ?) AND (? = '' OR types LIKE '% ' || ? || ' %')
  ORDER BY score, words.rowid LIMIT ?
) AS best
JOIN words ON words.rowid = best.id AND words MATCH ? JOIN entries ON entries.id = best.id
JOIN graphs ON graphs.id = entries.graph
ORDER BY best.score, best.id
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
    """Return at most ``limit`` hits for these words, best first: all of the words, or where nothing has all, any.

    ``kind`` is ``name`` or ``quote``, ``type_`` a class (``State``). Raises ``QueryError`` for another kind.
    """
    if kind and kind not in KINDS:
        raise QueryError(f"no kind {kind!r}", remedy=f"choose {' or '.join(KINDS)}")
    terms = split_words(words)
    if not terms:
        return []
    hits = _find(index, words, " ".join(terms), kind, type_, limit)
    return hits or (_find(index, words, " OR ".join(terms), kind, type_, limit) if len(terms) > 1 else [])


def split_words(words: str) -> list[str]:
    """Return the terms of an FTS5 expression, each in quotes; the last word also stands for those that begin with it.

    >>> split_words('"maritime security" NEAR(pira*')
    ['"maritime security"', '"NEAR pira"*']
    """
    terms = []
    for phrase, word in _PIECE.findall(words[:_MOST_CHARACTERS]):
        inside = " ".join(re.findall(r"\w+", phrase or word))
        if inside:
            terms.append(f'"{inside}"' if phrase or len(inside) < _SHORTEST_BEGINNING else f'"{inside}"*')
    return [*(term.removesuffix("*") for term in terms[:-1]), *terms[-1:]][:_MOST_TERMS]


def _find(index: Index, words: str, expression: str, kind: str, type_: str, limit: int) -> list[Hit]:
    plain = " ".join(words.split())
    values = (plain, expression, kind, kind, type_, type_, limit * _SPARE, expression)
    found: dict[str, Hit] = {}
    for node, kind_, types, text, snippet, document, title, date in index.connection.execute(_QUERY, values):
        hit = Hit(node, kind_, tuple(types.split()), text, _pieces(snippet), document, title, date)
        found.setdefault(node, hit)
    return list(found.values())[:limit]


def _pieces(snippet: str) -> tuple[Piece, ...]:
    """Return the pieces of a snippet, each with whether it matches.

    >>> [piece.text for piece in _pieces("fight \\x02piracy\\x03 now") if piece.matches]
    ['piracy']
    """
    parts = re.split(f"({_START}[^{_END}]*{_END})", snippet)
    return tuple(Piece(part.strip(_START + _END), part.startswith(_START)) for part in parts if part)
