"""What the jobs share: triples written in the format asked for, and the errors that stand for an HTTP status."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from kg.errors import KgError, QueryError, StoreError
from kg.names import PREFIXES
from kg.serve.media import GRAPH_TYPES
from kg.serve.output import Output

__all__ = ["NotAcceptableError", "NotFoundError", "tell", "write_triples"]


class NotAcceptableError(QueryError):
    """The result has none of the media types asked for."""


class NotFoundError(QueryError):
    """There is no such graph or entity."""


def tell(error: KgError) -> str:
    """Return an error in the words that a client may read: where the store is, it never learns.

    >>> tell(StoreError("is damaged", where="/home/ada/store"))
    'the graph cannot be read at the moment; whoever runs the server finds out why with: kg doctor'
    """
    if isinstance(error, StoreError):
        return "the graph cannot be read at the moment; whoever runs the server finds out why with: kg doctor"
    return str(error)


def write_triples(triples: Iterable[Triple], type_: str, output: Output) -> None:
    """Write triples in a format of ``GRAPH_TYPES``, as they come."""
    format_ = GRAPH_TYPES[type_]
    output.begin(type_, declaration=b"@prefix " if format_ in (RdfFormat.TURTLE, RdfFormat.TRIG) else b"")
    serialize(output.limit(triples), output.stream, format=format_, prefixes=PREFIXES)
