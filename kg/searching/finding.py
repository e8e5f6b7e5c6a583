"""Finds entries by words: ranked, with the words marked.

In: an open index and what a user typed. Out: ``Hit``s. What is typed is words and "phrases in quotes", never a query of
the engine's: whatever else it holds is taken as a space. Ranking: what is just what was typed, then what has more of
the words, then what begins with them, then the shorter text; of words that very many texts have, the first 400 matches
are ranked, those of the ontology and the reference data before those of statements. So the work is bounded, which that
of BM25, with a look at every match of every word, is not.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from operator import itemgetter

from kg.errors import QueryError
from kg.searching.index import GRAPH_BITS, TOKENIZER, Index

__all__ = ["KINDS", "Hit", "Piece", "find"]

KINDS = ("name", "quote")
_MOST_TERMS, _MOST_CHARACTERS, _SHORTEST_BEGINNING = 16, 500, 3
_CANDIDATES = 400
_QUOTE_CLASS = "evidence"
_START, _END = "\x02", "\x03"
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_TABLES = {"name": "names", "quote": "quotes"}
_MATCHING = "SELECT rowid, node, text FROM {0} WHERE {0} MATCH ? LIMIT ?"
_SNIPPETS = "SELECT snippet(shown, 0, char(2), char(3), '…', 32) FROM shown WHERE shown MATCH ? ORDER BY rowid"
_DETAILS = """
SELECT {0}.node, {0}.types, {0}.text, graphs.document, graphs.title, graphs.date
FROM {0} JOIN graphs ON graphs.id = {0}.rowid >> ? WHERE {0}.rowid = ?
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
            _rank(index, words, terms, one, _restrict(expression, one, type_), limit) if kind in {"", one} else []
            for one in KINDS
        )
        best = [("name", row) for row in names[: max(limit // 2, limit - len(quotes))]]
        best += [("quote", row) for row in quotes]
        if best:
            return _read_hits(index, expression, best[:limit])
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
    """Return the expression for texts of a kind and a class; none where no text of the kind is of the class."""
    class_ = " ".join(re.findall(r"\w+", type_))
    if kind == "quote":
        return expression if class_.casefold() in {"", _QUOTE_CLASS} else ""
    return f"text : ({expression})" + (f' AND types : "{class_}"' if class_ else "")


def _rank(index: Index, words: str, terms: list[str], kind: str, expression: str, limit: int) -> list[int]:
    """Return the numbers of the best entries, one a node.

    Those that begin with what was typed and the shorter are looked at first, until enough have all the words: few of
    the texts are read whole.
    """
    wanted = [term.casefold() for term in terms]
    plain = " ".join(words.casefold().split())

    def order(row: tuple[int, str, str]) -> tuple[bool, bool, int, int]:
        begins = row[2][: len(plain)].casefold().startswith(plain)
        return not (begins and row[2].casefold() == plain), not begins, len(row[2]), row[0]

    rows = index.connection.execute(_MATCHING.format(_TABLES[kind]), (expression, _CANDIDATES)) if expression else []
    best: dict[str, int] = {}
    lacking: list[tuple[int, str, int]] = []
    for number, node, text in sorted(rows, key=order):
        folded = text.casefold()
        missing = 0 if folded == plain else sum(term not in folded for term in wanted)
        if missing:
            lacking.append((missing, node, number))
        elif best.setdefault(node, number) == number and len(best) == limit:
            return list(best.values())
    for _, node, number in sorted(lacking, key=itemgetter(0)):
        best.setdefault(node, number)
    return list(best.values())[:limit]


def _read_hits(index: Index, expression: str, best: list[tuple[str, int]]) -> list[Hit]:
    rows = [
        index.connection.execute(_DETAILS.format(_TABLES[kind]), (GRAPH_BITS, number)).fetchone()
        for kind, number in best
    ]
    marked = _mark([text for _, _, text, *_ in rows], expression)
    return [
        Hit(node, kind, tuple(types.split()), text, _pieces(snippet), document, title, date)
        for (kind, _), (node, types, text, document, title, date), snippet in zip(best, rows, marked, strict=True)
    ]


def _mark(texts: list[str], expression: str) -> list[str]:
    """Return the best piece of each text, with what matches between marks.

    It is asked of a table of these texts alone, since the index would read all matches of the words for each.
    """
    with closing(sqlite3.connect(":memory:")) as shown:
        shown.execute(f"CREATE VIRTUAL TABLE shown USING fts5 (text, {TOKENIZER})")
        shown.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", enumerate(texts))
        return [snippet for (snippet,) in shown.execute(_SNIPPETS, (expression,))]


def _pieces(snippet: str) -> tuple[Piece, ...]:
    """Return the pieces of a snippet, each with whether it matches.

    >>> [piece.text for piece in _pieces("fight \\x02piracy\\x03 now") if piece.matches]
    ['piracy']
    """
    parts = re.split(f"({_START}[^{_END}]*{_END})", snippet)
    return tuple(Piece(part.strip(_START + _END), part.startswith(_START)) for part in parts if part)
