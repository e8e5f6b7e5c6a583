"""Runs a query of the catalogue, or any SPARQL query, on a store.

In: a store, a name or SPARQL, parameters. Out: a ``Result``. Errors are ``QueryError``, with line and column if known.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from kg.errors import QueryError
from kg.query.catalogue import CatalogueQuery, catalogue, read_query
from kg.query.diagnosing import malformed
from kg.query.parameters import bind
from kg.query.result import Result, read_answer
from kg.query.screening import names_dataset, screen
from kg.store import QuadStore, translate_errors

__all__ = ["find_query", "run"]

_NAME = re.compile(r"[\w.-]+")


def run(
    store: QuadStore,
    name_or_sparql: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    max_rows: int | None = None,
) -> Result:
    """Answer a query over the union of all graphs, or over those that it names with FROM.

    A single word is a name of the catalogue, anything else is SPARQL (whose header may declare parameters too).
    Raises ``QueryError`` for an unknown name or parameter, malformed SPARQL, an update, SERVICE and too deep nesting.
    """
    query = find_query(name_or_sparql)
    union = not names_dataset(query.sparql, screen(query.sparql))
    text = bind(query, parameters or {}, store)
    try:
        with translate_errors(store.path):
            return read_answer(store.query(text, union=union), max_rows)
    except SyntaxError as error:
        raise malformed(error, text, query.name) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"cannot be answered: {error}", where=query.name) from error


def find_query(name_or_sparql: str) -> CatalogueQuery:
    """Return the query of the catalogue with this name, or the SPARQL given."""
    words = name_or_sparql.strip()
    if not _NAME.fullmatch(words):
        return read_query(name_or_sparql)
    known = catalogue()
    if words not in known:
        near = difflib.get_close_matches(words, known, n=3, cutoff=0.5)
        remedy = f"did you mean {', '.join(near)}?" if near else "see: kg query --list"
        raise QueryError(f"no query named {words!r}", remedy=remedy)
    return known[words]
