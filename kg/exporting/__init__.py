"""Exports of the graph: RDF, networks and tables, byte for byte the same for the same store, written whole or not.

In: a store, or a networkx graph. Out: bytes, or a file. Raises ``ExportError``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ExportError
from kg.exporting.rdf import DEFAULT_SCOPES, RDF_FORMATS, SCOPES, export_rdf
from kg.exporting.table import export_csv
from kg.files import write_atomically
from kg.store import GraphStore

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DEFAULT_SCOPES", "EXPORT_FORMATS", "RDF_FORMATS", "SCOPES", "export", "export_bytes"]

EXPORT_FORMATS: Final = (*RDF_FORMATS, "graphml", "gexf", "csv")


def export_bytes(
    store: GraphStore,
    format_: str,
    *,
    network: Callable[[], nx.Graph[Any]] | None = None,
    scopes: Collection[str] = DEFAULT_SCOPES,
) -> bytes:
    """Return the store in a format of ``EXPORT_FORMATS``; ``network`` makes the graph for "graphml" and "gexf"."""
    if format_ in RDF_FORMATS:
        return export_rdf(store, format_, scopes)
    if format_ == "csv":
        return export_csv(store)
    if format_ in ("graphml", "gexf") and network is not None:
        from kg.exporting.networks import export_gexf, export_graphml

        return (export_graphml if format_ == "graphml" else export_gexf)(network())
    raise ExportError(f"no export format {format_!r}", remedy=f"choose one of {', '.join(EXPORT_FORMATS)}")


def export(
    store: GraphStore,
    path: str | os.PathLike[str],
    format_: str,
    *,
    network: Callable[[], nx.Graph[Any]] | None = None,
    scopes: Collection[str] = DEFAULT_SCOPES,
) -> None:
    """Write the store to a file, whole or not at all."""
    write_atomically(path, export_bytes(store, format_, network=network, scopes=scopes))
