"""Reading: from files to text with its bytes, hash, places and metadata; nothing of what the text says."""

from kg.reading.finding import SUFFIXES, find_sources
from kg.reading.metadata import Metadata, read_metadata
from kg.reading.rendition import Place
from kg.reading.source import MAX_BYTES, Source, read_source, read_text

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Metadata",
    "Place",
    "Source",
    "find_sources",
    "read_metadata",
    "read_source",
    "read_text",
]
