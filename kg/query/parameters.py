"""Gives parameters their values, as terms.

In: a query with its declared parameters, and values as users give them. Out: the query with each value as the one term
of its ``VALUES`` block, written by the engine's own serialiser; no user's word enters the query's text otherwise. A
query of one individual is written for look-ups.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.query.catalogue import CatalogueQuery, Parameter, find_blocks
from kg.query.naming import resolve
from kg.query.nesting import unnest
from kg.store import QuadStore

__all__ = ["bind"]

_XSD = PREFIXES["xsd"]


def bind(query: CatalogueQuery, values: Mapping[str, Any], store: QuadStore) -> str:
    """Return the query's text with these values; a parameter without a value keeps its default.

    Raises ``QueryError`` for an unknown parameter and for a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    text = query.sparql
    for name, value in sorted(values.items()):
        if name not in known:
            raise QueryError(f"no parameter {name!r}", where=query.name, remedy=_suggest(name, known))
        term = str(to_term(known[name], value, store))
        for start, end in reversed(find_blocks(text, name)):
            text = f"{text[:start]} {term} {text[end:]}"
        if known[name].type == "iri":
            text = unnest(text, name)
    return text


def _suggest(name: str, known: Mapping[str, Parameter]) -> str:
    if not known:
        return "this query takes no parameters"
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"it takes {', '.join(known)}"


def to_term(parameter: Parameter, value: Any, store: QuadStore) -> NamedNode | Literal:
    """Return a value as the term that the parameter's type asks for."""
    words = value.isoformat() if isinstance(value, date) else str(value)
    if parameter.type == "iri":
        return NamedNode(resolve(store, words, parameter.kind))
    if parameter.type == "string":
        return Literal(words)
    try:
        if parameter.type == "integer":
            return Literal(str(int(words)), datatype=NamedNode(_XSD + "integer"))
        return Literal(date.fromisoformat(words).isoformat(), datatype=NamedNode(_XSD + "date"))
    except ValueError as error:
        wanted = "a whole number" if parameter.type == "integer" else "a day as YYYY-MM-DD"
        raise QueryError(f"{words!r} is not {wanted}", where=parameter.name, remedy=parameter.help) from error
