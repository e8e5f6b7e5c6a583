"""Reads which triple patterns a rule's WHERE cannot do without.

In: a CONSTRUCT query in the part of SPARQL 1.1 that rules are written in. Out: its alternatives (one, but for UNION),
each a tuple of patterns. What is optional, must not be, or only filters is no premise. It takes milliseconds for all
rules, where a full parser takes a quarter of a store's first build; what it cannot read it refuses. It knows nothing
of what a rule means.

Grammar: SPARQL 1.1 Query Language, W3C Recommendation, section 19.8, GroupGraphPattern and Path.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NoReturn, TypeAlias

from kg.errors import OntologyError
from kg.names import PREFIXES

__all__ = ["Path", "Pattern", "read_premises"]

_TOKEN = re.compile(
    r"#[^\n]*|\s+|(?P<token>"
    r"<[^<>\"{}|^`\\\s]*>"  # an IRI
    r"|(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')(?:@[\w-]+|\^\^(?:<[^>\s]*>|\w*:\w+))?"
    r"|[?$]\w+|[\w-]*:[\w-]*|\w+|.)"
)
_NODE = re.compile(r"[?$<\"'\w:]")


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: an IRI or a variable (``name``), or parts in sequence, as alternatives, inverted or repeated."""

    kind: Literal["name", "/", "|", "^", "?", "*", "+"]
    name: str = ""
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: where it starts, the path along which it goes, where it ends; variables as ``?name``."""

    start: str
    path: Path
    end: str


Alternatives: TypeAlias = list[tuple[Pattern, ...]]


@lru_cache(maxsize=64)
def read_premises(query: str) -> tuple[tuple[Pattern, ...], ...]:
    """Return the alternatives of a query's WHERE; raise ``OntologyError`` for what is no part of a rule.

    >>> read_premises("CONSTRUCT {} WHERE { ?x <urn:p> ?y OPTIONAL { ?x <urn:q> ?z } }")
    ((Pattern(start='?x', path=Path(kind='name', name='urn:p', parts=()), end='?y'),),)
    """
    reader = _Reader([match["token"] for match in _TOKEN.finditer(query) if match["token"]])
    return tuple(reader.read())


class _Reader:
    """A recursive descent through the tokens of one query."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._prefixes: dict[str, str] = {}

    def read(self) -> Alternatives:
        while not self._takes("WHERE"):
            if self._takes("PREFIX"):
                prefix, iri = self._take(), self._take()
                self._prefixes[prefix[:-1]] = iri[1:-1]
            else:
                self._take()
        return self._group()

    def _group(self) -> Alternatives:
        self._expect("{")
        if self._takes("SELECT"):
            while self._peek() != "{":
                self._take()
            found = self._group()
            while self._peek() != "}":
                self._take()
        else:
            found = [()]
            while self._peek() != "}":
                more = self._element()
                found = [(*one, *other) for one in found for other in more]
        self._expect("}")
        return found

    def _element(self) -> Alternatives:
        if self._peek() == "{":
            found = self._group()
            while self._takes("UNION"):
                found += self._group()
            return found
        if self._takes("OPTIONAL", "MINUS"):
            self._skip("{", "}")
        elif self._takes("FILTER"):
            self._skip_condition()
        elif self._takes("BIND"):
            self._skip("(", ")")
        elif self._takes("VALUES"):
            while self._peek() != "{":
                self._take()
            self._skip("{", "}")
        elif not self._takes("."):
            return [tuple(self._triples())]
        return [()]

    def _skip_condition(self) -> None:
        self._takes("NOT")
        if self._takes("EXISTS"):
            self._skip("{", "}")
        else:
            while self._peek() != "(":
                self._take()
            self._skip("(", ")")

    def _skip(self, opening: str, closing: str) -> None:
        self._expect(opening)
        depth = 1
        while depth:
            token = self._take()
            depth += (token == opening) - (token == closing)

    def _triples(self) -> list[Pattern]:
        start, found = self._node(), list[Pattern]()
        while True:
            path = self._path()
            found.append(Pattern(start, path, self._node()))
            while self._takes(","):
                found.append(Pattern(start, path, self._node()))
            if not self._takes(";") or self._peek() in {".", "}"}:
                return found

    def _path(self) -> Path:
        return self._joined("|", lambda: self._joined("/", self._step))

    def _joined(self, sign: Literal["/", "|"], read: Callable[[], Path]) -> Path:
        parts = [read()]
        while self._takes(sign):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Path(sign, parts=tuple(parts))

    def _step(self) -> Path:
        if self._takes("^"):
            return Path("^", parts=(self._step(),))
        if self._takes("("):
            path = self._path()
            self._expect(")")
        else:
            path = Path("name", PREFIXES["rdf"] + "type" if self._takes("a") else self._node())
        for sign in ("?", "*", "+"):
            if self._takes(sign):
                return Path(sign, parts=(path,))
        return path

    def _node(self) -> str:
        token = self._take()
        if not _NODE.match(token):
            self._refuse(token)
        if token.startswith("<"):
            return token[1:-1]
        if token.startswith("$"):
            return f"?{token[1:]}"
        prefix, colon, local = token.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else token

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else self._refuse("its end")

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _takes(self, *words: str) -> bool:
        found = self._peek() in words or self._peek().upper() in words
        self._at += found
        return found

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            self._refuse(self._peek())

    def _refuse(self, token: str) -> NoReturn:
        raise OntologyError(
            f"{token} is no part of a rule's WHERE here", remedy="write triples, paths, UNION, OPTIONAL, FILTER, BIND"
        )
