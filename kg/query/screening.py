"""Refuses queries that could crash the engine, change the store or reach the network.

In: a query's text. Out: its tokens, or a ``QueryError``. The engine's parser recurses and its Python interface has no
switch for SERVICE, so nesting is counted and SERVICE is looked for in the code of the query: outside of strings,
comments, absolute IRIs, variables and local names, and also glued to its neighbours, as the engine reads it.
"""

from __future__ import annotations

from kg.errors import QueryError
from kg.query.lexing import Token, locate, read_tokens

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_TOKENS", "names_dataset", "screen"]

MAX_LENGTH = 32_768
MAX_DEPTH = 128
MAX_TOKENS = 4_000  # chains of operators recurse too: 16,000 terms of a sum end the engine's process
_UPDATES = frozenset({"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"})
_FORMS = frozenset({"select", "ask", "construct", "describe"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_PREFIX_OPERATORS = frozenset("!+-^")


def screen(text: str) -> list[Token]:
    """Return the tokens of a query that may be given to the engine; raise ``QueryError`` for any other."""
    if len(text) > MAX_LENGTH:
        raise QueryError(f"the query has {len(text)} characters", remedy=f"at most {MAX_LENGTH} are read")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError("the query holds half of a surrogate pair", remedy="send it as UTF-8")
    tokens = list(read_tokens(text))
    code = [token for token in tokens if token.kind not in ("string", "comment", "iri", "variable")]
    if len(code) > MAX_TOKENS:
        raise QueryError(f"the query has {len(code)} tokens", remedy=f"at most {MAX_TOKENS} are read")
    _refuse_updates(text, code)
    _refuse_depth(text, code)
    _refuse_service(text, code)
    return tokens


def names_dataset(text: str, tokens: list[Token]) -> bool:
    """Tell whether a query names its own graphs with FROM, so that the union of all is not meant.

    >>> text = "ASK FROM <http://example.org/g> {}"
    >>> names_dataset(text, screen(text))
    True
    """
    words = (token for token in tokens if token.kind == "word" and not text.startswith(":", token.end))
    return any(token.text.lower() == "from" for token in words)


def _refuse_updates(text: str, code: list[Token]) -> None:
    for token in code:
        word = token.text.lower()
        if token.kind == "word" and word in _FORMS:
            return
        if token.kind == "word" and word in _UPDATES and not text.startswith(":", token.end):
            raise QueryError(
                f"{token.text} would change the store", where=locate(text, token.start), remedy="queries only read"
            )


def _refuse_depth(text: str, code: list[Token]) -> None:
    depth = run = reifiers = 0
    for previous, token in zip([None, *code], code, strict=False):
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        run = run + 1 if token.text in _PREFIX_OPERATORS else 0
        reifiers += token.text == "<" and previous is not None and previous.text == "<" and previous.end == token.start
        if max(depth, run, reifiers) > MAX_DEPTH:
            raise QueryError(
                f"is nested more than {MAX_DEPTH} deep", where=locate(text, token.start), remedy="write it flatter"
            )


def _refuse_service(text: str, code: list[Token]) -> None:
    for token in code:
        if token.kind == "word" and "service" in token.text.lower():
            raise QueryError(
                "SERVICE would call another machine", where=locate(text, token.start), remedy="query the store alone"
            )
