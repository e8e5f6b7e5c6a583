"""The query catalogue and how queries are run, limited and shown.

In: a store, a query's name or SPARQL, parameters. Out: a ``Result``, and its text.
"""

from __future__ import annotations

from kg.query.catalogue import CatalogueQuery, Parameter, catalogue, read_query
from kg.query.diagnosing import malformed
from kg.query.formatting import RESULT_FORMATS, neutralise, printable, render, render_rows
from kg.query.naming import load_labels, resolve
from kg.query.result import Result, to_python
from kg.query.running import find_query, run
from kg.query.screening import names_dataset, screen

__all__ = [
    "RESULT_FORMATS",
    "CatalogueQuery",
    "Parameter",
    "Result",
    "catalogue",
    "find_query",
    "load_labels",
    "malformed",
    "names_dataset",
    "neutralise",
    "printable",
    "read_query",
    "render",
    "render_rows",
    "resolve",
    "run",
    "screen",
    "to_python",
]
