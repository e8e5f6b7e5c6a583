"""defcoop: official defence-cooperation statements as a knowledge graph, with the sentence behind every claim.

    import kg

    record = kg.extract("statement.txt")          # what was understood of one document
    g = kg.open("my-store")                       # a KnowledgeGraph, made if it is not there
    g.build("statements/")
    g.query("commitments", state="Japan")         # rows that a data frame takes

Importing this package is cheap; RDF libraries load when they are first needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.version import __version__

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.record import Record

__all__ = ["__version__", "extract", "open"]


def open(store: str | Path | None = None) -> KnowledgeGraph:  # noqa: A001 - the contract's name
    """Open the store at this path (``KG_STORE``, or ``.kg/store``, where it is None), making it on the first build.

    Raises ``StoreError`` where the path holds something that is no store, or one of another version.
    """
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph(store)


def extract(source: str | Path) -> Record:
    """Return what is understood of a statement: a path to its file, or its text.

    A ``Path``, or a one-line string that ends like a file name (``.txt``, ``.pdf``), is read as a file; any other
    string is the text itself. Raises ``SourceError`` for a file that is missing, empty, binary, too large or wrongly
    encoded.
    """
    from kg.extraction.assembly import extract as extract_source
    from kg.reading import SUFFIXES, read_source, read_text

    if isinstance(source, Path) or ("\n" not in source and source.lower().endswith(SUFFIXES)):
        return extract_source(read_source(Path(source)))
    return extract_source(read_text(source))
