"""Full-text search over names and quotes: an index beside the store, made from it and never a source of truth.

In: a store, words. Out: ``Hit``s, best first. The index is SQLite's FTS5 in ``search.sqlite`` of the store's folder; it
is brought in step graph by graph where the store has changed, and made anew where it is missing or damaged.
"""

from __future__ import annotations

from kg.searching.entries import Entry, GraphText, read_graph
from kg.searching.finding import KINDS, Hit, Piece, find
from kg.searching.index import Index, index_path, open_index

__all__ = ["KINDS", "Entry", "GraphText", "Hit", "Index", "Piece", "find", "index_path", "open_index", "read_graph"]
