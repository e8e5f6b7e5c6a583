"""Keeps the graphs in one folder; the only package that imports pyoxigraph's ``Store``.

In: quads. Out: quads and answers to SPARQL. Crash-safe, checked when opened, one writer and any number of readers.
"""

from __future__ import annotations

from kg.store.amendment import Amendment
from kg.store.copying import to_dataset, to_graph
from kg.store.engine import translate_errors
from kg.store.files import read_stamp
from kg.store.graphstore import GraphStore
from kg.store.manifest import DocumentEntry, Source

__all__ = [
    "Amendment",
    "DocumentEntry",
    "GraphStore",
    "Source",
    "read_stamp",
    "to_dataset",
    "to_graph",
    "translate_errors",
]
