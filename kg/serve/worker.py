"""A process that answers SPARQL queries one after another, within limits that end it rather than the server.

In: lines of JSON on standard input (``query``, ``solutions`` and ``graph``: the media types wanted). Out: a line of
JSON (``status``, ``type``, ``length``) and that many bytes. The parent ends a worker that takes too long.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import names_dataset, screen
from kg.store import GraphStore

__all__ = ["GRAPH_TYPES", "MEMORY", "SOLUTION_TYPES", "main"]

MEMORY = 4 << 30
SOLUTION_TYPES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}


def main(folder: str) -> None:
    """Answer until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with GraphStore.open(Path(folder), "read") as store:
        for line in sys.stdin.buffer:
            status, kind, body = _answer(store, json.loads(line))
            head = json.dumps({"status": status, "type": kind, "length": len(body)}).encode()
            sys.stdout.buffer.write(head + b"\n" + body)
            sys.stdout.buffer.flush()


def _answer(store: GraphStore, request: dict[str, Any]) -> tuple[int, str, bytes]:
    try:
        query = request["query"]
        result = store.query(query, union=not names_dataset(query, screen(query)))
        graph = isinstance(result, ox.QueryTriples)
        kind = request["graph" if graph else "solutions"]
        if kind is None:
            return 406, "text/plain", b"this query's result has none of the media types asked for\n"
        if isinstance(result, ox.QueryTriples):
            body = result.serialize(format=GRAPH_TYPES[kind])
        else:
            body = result.serialize(format=SOLUTION_TYPES[kind])
    except (QueryError, SyntaxError, ValueError, RuntimeError) as error:
        return 400, "text/plain", f"{error}\n".encode()
    except MemoryError:
        return 503, "text/plain", b"the query needs more memory than one query may have\n"
    return 200, kind, body or b""


if __name__ == "__main__":
    main(sys.argv[1])
