"""Says what is wrong with a query that the engine does not read, in words that help to mend it.

In: a query's text, and what the engine said. Out: a ``QueryError``. The engine names a place and what it would have
liked there, and both can be far from the fault; so the usual slips are looked for first: a bracket, a prefix, a word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.query.lexing import Token, locate, read_tokens

__all__ = ["malformed"]

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_CLOSERS = {opening: closing for closing, opening in _PAIRS.items()}
_PREFIX_BEFORE = re.compile(r"[\w.-]*\Z")
_PREFIX_AFTER = re.compile(r"[\w.-]*:")
_BROKEN_IRI = re.compile(r"<[A-Za-z][\w+.-]*:[^<>\n]*>")
_NUMBER = re.compile(r"\d+(?:[eE]\d+)?|[eE]\d+")
_AGGREGATES = frozenset(("count", "sum", "min", "max", "avg", "sample", "group_concat"))
_WORDS = _AGGREGATES.union(
    re.findall(
        r"\w+",
        """
        a abs all as asc ask base bind bnode bound by ceil coalesce concat construct contains datatype day desc
        describe distinct encode_for_uri exists false filter floor from graph group haslang haslangdir having hours
        if in iri isblank isiri isliteral isnumeric istriple isuri lang langdir langmatches lcase limit md5 minus
        minutes month named not now object offset optional order predicate prefix rand reduced regex replace round
        sameterm seconds select separator service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt
        strends strlang strlangdir strlen strstarts struuid subject substr timezone triple true tz ucase undef union
        uri uuid values version where year
        """,
    )
)
_MEANINGS = {  # what the engine says of queries whose grammar is right
    "a variable that is unbound": "a variable is selected that is neither grouped nor within an aggregate",
    "Duplicated variable name": "a variable is selected twice",
    "SELECT * is not authorized": "SELECT * cannot stand with GROUP BY",
}
_UNKNOWN = "it cannot be read on from about here"
Finding: TypeAlias = Iterator[tuple[int, str, str]]


def malformed(error: SyntaxError, text: str, where: str | None = None) -> QueryError:
    """Return what is wrong with the syntax of a query that was screened, as an error of one clear line.

    >>> print(malformed(SyntaxError("error at 1:1: expected x"), "SELCT * {}"))
    not valid SPARQL at line 1, column 1: 'SELCT' is no word of SPARQL; did you mean SELECT?
    """
    tokens = [token for token in read_tokens(text) if token.kind != "comment"]
    for look in (_find_nothing, _find_bracket, _find_iri, _find_prefix, _find_word, _find_selection):
        for start, problem, remedy in look(text, tokens):
            return QueryError(f"not valid SPARQL at {locate(text, start)}: {problem}", where=where, remedy=remedy)
    return _repeat(str(error), where)


def _find_nothing(_: str, tokens: list[Token]) -> Finding:
    if not tokens:
        yield 0, "there is no query", "see: kg query --list"


def _find_bracket(_: str, tokens: list[Token]) -> Finding:
    opened: list[Token] = []
    for token in tokens:
        if token.text in _CLOSERS:
            opened.append(token)
        elif token.text in _PAIRS:
            if not opened:
                yield token.start, f"nothing was opened that this {token.text} could close", "take it out"
            elif opened.pop().text != _PAIRS[token.text]:
                yield token.start, f"this {token.text} closes another bracket than the last one", "close that one first"
    if opened:
        yield opened[-1].start, f"this {opened[-1].text} is never closed", f"add {_CLOSERS[opened[-1].text]}"


def _find_iri(text: str, tokens: list[Token]) -> Finding:
    for token in tokens:
        if token.text == "<" and (match := _BROKEN_IRI.match(text, token.start)):
            yield token.start, f"{match[0]} is no IRI", "percent-encode what an IRI may not hold"


def _find_prefix(text: str, tokens: list[Token]) -> Finding:
    names = [(_name_before(text, token), token) for token in tokens if token.kind == "local"]
    declares = {following.start for token, following in pairwise(tokens) if _is(token, "prefix")}
    declared = {name for name, token in names if token.start - len(name) in declares} | PREFIXES.keys() | {"_"}
    for name, token in names:
        if name not in declared:
            near = difflib.get_close_matches(name, sorted(declared), n=1)
            remedy = f"did you mean {near[0]}:?" if near else f"add: PREFIX {name}: <…>"
            yield token.start - len(name), f"nothing says what the prefix {name}: stands for", remedy


def _find_word(text: str, tokens: list[Token]) -> Finding:
    for previous, token in zip([None, *tokens], tokens, strict=False):
        if token.kind != "word" or token.text.lower() in _WORDS or _NUMBER.fullmatch(token.text):
            continue
        glued = previous is not None and previous.end == token.start and previous.text in {"@", "-", ".", "%", "^"}
        if glued or _PREFIX_AFTER.match(text, token.end):
            continue
        near = difflib.get_close_matches(token.text.lower(), sorted(_WORDS), n=1, cutoff=0.7)
        remedy = f"did you mean {near[0].upper()}?" if near else f"a variable is written ?{token.text}"
        yield token.start, f"{token.text!r} is no word of SPARQL", remedy


def _find_selection(_: str, tokens: list[Token]) -> Finding:
    """Find what stands between SELECT and what follows, where it may not."""
    for at, token in enumerate(tokens):
        if not _is(token, "select"):
            continue
        depth = 0
        for part in tokens[at + 1 :]:
            depth += (part.text == "(") - (part.text == ")")
            if part.text == "{" or _is(part, "where") or _is(part, "from"):
                break
            if part.text == "," and not depth:
                yield part.start, "a comma between what is selected", "leave it out"
            if part.kind == "word" and part.text.lower() in _AGGREGATES and not depth:
                yield part.start, f"{part.text} has no name", f"write ({part.text}(…) AS ?name)"


def _repeat(message: str, where: str | None) -> QueryError:
    """Return what the engine says, as far as it helps."""
    match = _PLACE.match(message)
    if match is None:
        return QueryError(f"not valid SPARQL: {message}", where=where, remedy="correct the query")
    meaning = next((told for said, told in _MEANINGS.items() if said in match[3]), _UNKNOWN)
    problem = f"not valid SPARQL at line {match[1]}, column {match[2]}: {meaning}"
    return QueryError(problem, where=where, remedy="correct the query")


def _name_before(text: str, token: Token) -> str:
    match = _PREFIX_BEFORE.search(text, 0, token.start)
    return match[0] if match else ""


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.lower() == word
