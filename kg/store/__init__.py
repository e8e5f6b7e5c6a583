"""Keeps the graphs in one folder, crash-safe and checked when opened, or on a server that speaks SPARQL 1.1.

In: quads. Out: quads and answers to SPARQL. On disk there is one writer and any number of readers.
"""

from __future__ import annotations

from kg.store.amendment import Amendment
from kg.store.backup import BackupReport, back_up, restore
from kg.store.copying import to_dataset, to_graph
from kg.store.engine import translate_errors
from kg.store.files import read_stamp
from kg.store.graphstore import GraphStore
from kg.store.interface import QuadStore
from kg.store.manifest import DocumentEntry, Source
from kg.store.opening import open_remote, open_store
from kg.store.past import end_of, first_change, open_past
from kg.store.rows import Rows, select
from kg.store.transcripts import transcribe

__all__ = [
    "Amendment",
    "BackupReport",
    "DocumentEntry",
    "GraphStore",
    "QuadStore",
    "Rows",
    "Source",
    "back_up",
    "end_of",
    "first_change",
    "open_past",
    "open_remote",
    "open_store",
    "read_stamp",
    "restore",
    "select",
    "to_dataset",
    "to_graph",
    "transcribe",
    "translate_errors",
]
