"""What a worker can do: answer a query, give a graph, describe the service, the dataset or an entity, search.

In: the store, a job's arguments as JSON carries them, an output. Out: the answer, written to the output. Errors are
``KgError``; each kind stands for one HTTP status (``kg.serve.worker``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, Triple

from kg.query import malformed, names_dataset, screen
from kg.serve.answers import NotAcceptableError, NotFoundError, write_triples
from kg.serve.describing import describe
from kg.serve.hits import search
from kg.serve.media import SOLUTION_TYPES
from kg.serve.output import Output
from kg.serve.publishing import describe_dataset, describe_ontology, describe_service, report_health
from kg.store import GraphStore, translate_errors

__all__ = ["JOBS"]

_RELATIVE = re.compile(r"""<(?![A-Za-z][A-Za-z0-9+.-]*:)[^<>"{}|^`\\\x00-\x20]*>""")
Job: TypeAlias = Callable[[GraphStore, Mapping[str, Any], Output], None]
_MARKS = {  # what is written once a row, and how often beside that: a header, or not after the last row
    QueryResultsFormat.JSON: (b'"}},{"', -1),
    QueryResultsFormat.XML: (b"</result>", 0),
    QueryResultsFormat.CSV: (b"\n", 1),
    QueryResultsFormat.TSV: (b"\n", 1),
}


def answer_query(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Answer ``query`` over ``dataset`` (default and named graphs, or None) as ``solutions`` or ``graph`` type.

    Relative IRIs are resolved against ``base``, where the query has any.
    """
    with translate_errors(store.path):
        _write_answer(_evaluate(store, job), job, output)


def _write_answer(result: QuerySolutions | QueryBoolean | QueryTriples, job: Mapping[str, Any], output: Output) -> None:
    is_graph = isinstance(result, QueryTriples)
    kind = job["graph" if is_graph else "solutions"]
    if kind is None:
        what = "triples" if is_graph else "solutions"
        raise NotAcceptableError(f"the result is {what}", remedy="accept a media type that holds them")
    if isinstance(result, QueryTriples):
        write_triples(result, kind, output)
        return
    format_ = SOLUTION_TYPES[kind]
    mark, spare = _MARKS[format_]
    output.begin(kind, mark=mark, spare=spare)
    result.serialize(output.stream, format=format_)


@lru_cache(maxsize=256)
def _screen(query: str) -> bool:
    """Tell whether a query means the union of all graphs; raise ``QueryError`` where it may not be run."""
    return not names_dataset(query, screen(query))


def _evaluate(store: GraphStore, job: Mapping[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    query, dataset = job["query"], tuple(job["dataset"]) if job["dataset"] else None
    union = _screen(query)
    try:
        return store.query(query, union=union, dataset=dataset)
    except SyntaxError as error:
        if not _RELATIVE.search(query):
            raise malformed(error, query) from error
        try:
            return store.query(f"BASE <{job['base']}> {query}", union=union, dataset=dataset)
        except SyntaxError:
            raise malformed(error, query) from error


def give_graph(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Give the triples of the named graph ``name``, or of all graphs where it is None, as ``type``."""
    name = job["name"]
    if name is not None and not store.graphs().get(name):
        raise NotFoundError("no such graph", where=name, remedy="the description at /sparql lists the graphs")
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in store.quads(name))
    write_triples(triples, job["type"], output)


JOBS: dict[str, Job] = {
    "query": answer_query,
    "graph": give_graph,
    "entity": describe,
    "service": describe_service,
    "dataset": describe_dataset,
    "ontology": describe_ontology,
    "health": report_health,
    "search": search,
}
