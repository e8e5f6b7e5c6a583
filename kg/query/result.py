"""What a query found, as terms and as Python values.

In: pyoxigraph's answers. Out: ``Result``: rows that a data frame takes, a boolean, or triples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.errors import QueryError
from kg.names import PREFIXES

__all__ = ["Result", "Term", "read_answer", "to_python"]

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
_XSD = PREFIXES["xsd"]
_WHOLE = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"))
_FRACTIONS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: ``columns`` and ``terms`` of a SELECT, ``boolean`` of an ASK, ``triples`` of a CONSTRUCT or DESCRIBE.

    Iterating gives the rows. What the answer is not is None (or empty, for columns and terms).
    """

    columns: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries: IRIs as strings, numbers as numbers, days as dates, what is unbound as None."""
        values = ([None if term is None else to_python(term) for term in row] for row in self.terms)
        return [dict(zip(self.columns, row, strict=True)) for row in values]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.triples or self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms or self.triples) if self.boolean is None else self.boolean


def to_python(term: Term) -> Any:
    """Return a term as a Python value; a literal whose words are no value of its datatype stays a string.

    >>> to_python(Literal("2018-01-15", datatype=NamedNode(_XSD + "date")))
    datetime.date(2018, 1, 15)
    """
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind, words = term.datatype.value, term.value
    try:
        if kind in _WHOLE:
            return int(words)
        if kind in _FRACTIONS:
            return float(words)
        if kind == _XSD + "date":
            return date.fromisoformat(words)
        if kind == _XSD + "dateTime":
            return datetime.fromisoformat(words)
    except ValueError:
        return words
    return words == "true" if kind == _XSD + "boolean" else words


def read_answer(answer: QuerySolutions | QueryBoolean | QueryTriples, max_rows: int | None = None) -> Result:
    """Return all of an answer; raise ``QueryError`` where it has more than ``max_rows`` rows or triples."""
    if isinstance(answer, QueryBoolean):
        return Result(boolean=bool(answer))
    if isinstance(answer, QueryTriples):
        return Result(triples=tuple(sorted(_take(answer, max_rows), key=str)))
    columns = tuple(variable.value for variable in answer.variables)
    return Result(columns, tuple(tuple(row[name] for name in columns) for row in _take(answer, max_rows)))


def _take(answer: Any, limit: int | None) -> Iterator[Any]:
    for number, item in enumerate(answer):
        if limit is not None and number >= limit:
            raise QueryError(f"has more than {limit} results", remedy="add LIMIT, or ask for less")
        yield item
