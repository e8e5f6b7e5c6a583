"""Exports of the graph: RDF, networks and tables, byte for byte the same for the same store, written whole or not.

In: a store. Out: bytes, in a stream or a file. What must be sorted and does not fit is sorted on disk, so memory stays
the same for any number of quads. Raises ``ExportError``.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection
from typing import IO, Final

from kg.errors import ExportError
from kg.exporting.context import context_text, make_context
from kg.exporting.rdf import RDF_FORMATS, write_rdf
from kg.exporting.selection import DEFAULT_SCOPES, SCOPES
from kg.files import explain_failure, open_atomically
from kg.store import QuadStore

__all__ = [
    "DEFAULT_SCOPES",
    "EXPORT_FORMATS",
    "RDF_FORMATS",
    "SCOPES",
    "context_text",
    "export",
    "export_bytes",
    "export_to",
    "make_context",
]

_NETWORKS = ("graphml", "gexf")
_TABLES = ("csv", "parquet", "neo4j-nodes", "neo4j-relationships")
EXPORT_FORMATS: Final = (*RDF_FORMATS, *_NETWORKS, *_TABLES)


def export_to(
    store: QuadStore,
    stream: IO[bytes],
    format_: str,
    *,
    scopes: Collection[str] = DEFAULT_SCOPES,
) -> None:
    """Write the store in a format of ``EXPORT_FORMATS``."""
    if format_ in RDF_FORMATS:
        write_rdf(store, stream, format_, scopes)
    elif format_ in _TABLES:
        _write_table(store, stream, format_, scopes)
    elif format_ in _NETWORKS:
        from kg.exporting.networks import write_gexf, write_graphml

        (write_graphml if format_ == "graphml" else write_gexf)(store, stream)
    else:
        raise ExportError(f"no export format {format_!r}", remedy=f"choose one of {', '.join(EXPORT_FORMATS)}")


def _write_table(store: QuadStore, stream: IO[bytes], format_: str, scopes: Collection[str]) -> None:
    from kg.exporting import neo4j, table

    if format_ == "csv":
        table.write_csv(store, stream)
    elif format_ == "parquet":
        table.write_parquet(store, stream)
    elif format_ == "neo4j-nodes":
        neo4j.write_nodes(store, stream, scopes)
    else:
        neo4j.write_relationships(store, stream, scopes)


def export_bytes(store: QuadStore, format_: str, *, scopes: Collection[str] = DEFAULT_SCOPES) -> bytes:
    """Return what ``export_to`` writes."""
    stream = io.BytesIO()
    export_to(store, stream, format_, scopes=scopes)
    return stream.getvalue()


def export(
    store: QuadStore,
    path: str | os.PathLike[str],
    format_: str,
    *,
    scopes: Collection[str] = DEFAULT_SCOPES,
) -> None:
    """Write the store to a file, whole or not at all."""
    with explain_failure(path), open_atomically(path) as stream:
        export_to(store, stream, format_, scopes=scopes)
