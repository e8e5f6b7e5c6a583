"""Cuts SPARQL into tokens, in step with the engine's own grammar.

In: a query's text. Out: tokens with offsets. The point is to know surely which characters are strings, comments or IRIs
and which are code, since no access to the parsed query exists. The grammar compares values in parentheses only. Where
``<`` in these could begin an IRI as well, and the two readings would differ in what is code, the text is refused.

Grammar: SPARQL 1.1 Query Language, W3C Recommendation, section 19.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.errors import QueryError

__all__ = ["Token", "locate", "read_tokens"]

TokenKind = Literal["string", "comment", "iri", "variable", "local", "word", "symbol"]


@dataclass(frozen=True, slots=True)
class Token:
    """A token; ``local`` is the part of a prefixed name from its colon on."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the token."""
        return self.start + len(self.text)


_IRI_LIKE = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*>""")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_STRING = re.compile(
    r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
    r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'",
    re.DOTALL,
)
_SCANNER = re.compile(
    r"(?P<comment>#[^\n\r]*)|(?P<variable>[?$]\w+)|(?P<local>:(?:[\w:%-]|\\[^uU\s])*)|(?P<word>\w+)|(?P<space>\s+)"
)
_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")
_KINDS: dict[str, TokenKind] = {"comment": "comment", "variable": "variable", "local": "local", "word": "word"}


def locate(text: str, offset: int) -> str:
    """Return line and column (from 1) of an offset.

    >>> locate("a\\nbc", 3)
    'line 2, column 2'
    """
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - (before.rfind(chr(10)) + 1) + 1}"


def read_tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, white space left out; raise ``QueryError`` where a reading is not sure.

    >>> [token.text for token in read_tokens("ASK { ?s a 'x{' }")]
    ['ASK', '{', '?s', 'a', "'x{'", '}']
    """
    offset = 0
    brackets: list[str] = []
    while offset < len(text):
        character = text[offset]
        if character in "\"'":
            token = _read_string(text, offset)
        elif character == "<":
            token = _read_less_than(text, offset, compares=brackets[-1:] == ["("])
        else:
            token = _read_plain(text, offset)
        offset += len(token.text)
        if token.text in _OPENING:
            brackets.append(token.text)
        elif token.text in _CLOSING and brackets:
            brackets.pop()
        if not token.text.isspace():
            yield token


def _read_string(text: str, offset: int) -> Token:
    match = _STRING.match(text, offset)
    if match is None:
        raise QueryError("a string is not closed", where=locate(text, offset), remedy="close it with the same quote")
    return Token("string", match[0], offset)


def _read_less_than(text: str, offset: int, *, compares: bool) -> Token:
    match = _IRI_LIKE.match(text, offset)
    if match is None:
        return Token("symbol", "<", offset)
    if not compares or _ABSOLUTE.match(match[0]):
        return Token("iri", match[0], offset)
    if "#" in match[0] or "'" in match[0]:
        raise QueryError(
            f"{match[0]} is no absolute IRI, and no comparison either",
            where=locate(text, offset),
            remedy="write the full IRI, or a space after the '<'",
        )
    return Token("symbol", "<", offset)


def _read_plain(text: str, offset: int) -> Token:
    if text.startswith(("\\u", "\\U"), offset):
        raise QueryError(
            "an escape stands outside of a string", where=locate(text, offset), remedy="write the character"
        )
    match = _SCANNER.match(text, offset)
    if match is None:
        return Token("symbol", text[offset : offset + (2 if text[offset] == "\\" else 1)], offset)
    return Token(_KINDS.get(match.lastgroup or "", "symbol"), match[0], offset)
