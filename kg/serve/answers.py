"""What the jobs share: triples written in the format asked for, and the errors that stand for an HTTP status."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.names import PREFIXES
from kg.serve.media import GRAPH_TYPES
from kg.serve.output import Output

__all__ = ["NotAcceptableError", "NotFoundError", "write_triples"]


class NotAcceptableError(QueryError):
    """The result has none of the media types asked for."""


class NotFoundError(QueryError):
    """There is no such graph or entity."""


def write_triples(triples: Iterable[Triple], type_: str, output: Output) -> None:
    """Write triples in a format of ``GRAPH_TYPES``, as they come."""
    format_ = GRAPH_TYPES[type_]
    output.begin(type_, declaration=b"@prefix " if format_ in (RdfFormat.TURTLE, RdfFormat.TRIG) else b"")
    serialize(output.limit(triples), output.stream, format=format_, prefixes=PREFIXES)
