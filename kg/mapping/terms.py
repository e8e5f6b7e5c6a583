"""Terms in canonical form, as the store gives them back.

In: Python values. Out: pyoxigraph terms. The store rewrites ``01`` to ``1``, and then hashes of what was sent and of
what comes back differ; so literals are written in their canonical form, and one that has none is refused.
"""

from __future__ import annotations

import re
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.errors import ExtractionError
from kg.names import PREFIXES, expand

__all__ = ["RDF_TYPE", "day", "english", "integer", "node", "period", "term", "text"]

_XSD = PREFIXES["xsd"]
_DATE, _MONTH, _YEAR, _INTEGER = (NamedNode(_XSD + name) for name in ("date", "gYearMonth", "gYear", "integer"))
_PERIODS = ((re.compile(r"\d{4}"), _YEAR), (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), _MONTH))


def node(iri: str) -> NamedNode:
    """Return the node of an IRI or prefixed name.

    >>> node("dco:State").value
    'https://w3id.org/defcoop/ontology#State'
    """
    try:
        return NamedNode(expand(iri))
    except ValueError as error:
        raise ExtractionError(f"not an IRI: {iri!r} ({error})") from error


RDF_TYPE = node("rdf:type")


def text(value: str) -> Literal:
    """Return a string without a language tag."""
    return Literal(value)


def english(value: str) -> Literal:
    """Return a label in English."""
    return Literal(value, language="en")


def integer(value: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(value), datatype=_INTEGER)


def day(value: str) -> Literal:
    """Return an ``xsd:date``; raise ``ExtractionError`` where the calendar has no such day."""
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise ExtractionError(f"not a date: {value!r}", remedy="write YYYY-MM-DD") from error
    return Literal(value, datatype=_DATE)


def period(value: str) -> Literal:
    """Return a day, a month or a year, whichever the value is, and else a string.

    >>> str(period("2014"))
    '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    for shape, datatype in _PERIODS:
        if shape.fullmatch(value):
            return Literal(value, datatype=datatype)
    try:
        return day(value)
    except ExtractionError:
        return Literal(value)


def term(value: str, datatype: str | None) -> Literal:
    """Return a fact's literal; ``datatype`` None means a period.

    >>> str(term("150", "http://www.w3.org/2001/XMLSchema#integer"))
    '"150"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if datatype is None:
        return period(value)
    if datatype == _INTEGER.value:
        if not value.isdecimal():
            raise ExtractionError(f"not a whole number: {value!r}")
        return integer(int(value))
    return day(value) if datatype == _DATE.value else Literal(value, datatype=NamedNode(datatype))
