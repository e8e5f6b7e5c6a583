"""What a store knows of its graphs without reading them: its manifest's entries, in memory.

In: entries. Out: documents, counts and hashes. It knows neither where the graphs are nor what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.names import document_graph
from kg.store.manifest import MANIFEST, DocumentEntry, Entry, Source

__all__ = ["Listing"]


class Listing:
    """The entries of a store's graphs, at a revision."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.graph: entry for entry in entries}
        self._places = {place: entry.graph for entry in self._entries.values() if (place := self._place_of(entry))}
        self._revision = max((entry.revision for entry in self._entries.values()), default=0)

    @property
    def revision(self) -> int:
        """How many changes the store has seen; equal revisions of one store have equal quads."""
        return self._revision

    def documents(self) -> list[DocumentEntry]:
        """Return the documents, sorted by IRI."""
        found = [_describe(entry) for entry in self._entries.values() if entry.document]
        return sorted(found, key=lambda document: document.iri)

    def document(self, iri: str) -> DocumentEntry | None:
        """Return the document with this IRI."""
        entry = self._entries.get(document_graph(iri))
        return _describe(entry) if entry and entry.document else None

    def document_at(self, path: str) -> DocumentEntry | None:
        """Return the document that was read from this path."""
        entry = self._entries.get(self._places.get(self._place(path), ""))
        return _describe(entry) if entry else None

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph, sorted by name."""
        return {name: entry.count for name, entry in self.entries().items()}

    def digest(self, graph: str) -> str:
        """Return the hash of the triples of a graph, nothing where there is no such graph."""
        entry = self._entries.get(graph)
        return entry.digest if entry else ""

    def digests(self) -> dict[str, str]:
        """Return the hash of the triples of each graph, sorted by name: equal hashes, equal triples."""
        return {name: entry.digest for name, entry in self.entries().items()}

    def count(self) -> int:
        """Return the number of quads."""
        return sum(self.graphs().values())

    def entries(self) -> dict[str, Entry]:
        """Return what the manifest says of each graph, sorted by name."""
        return {name: entry for name, entry in sorted(self._entries.items()) if name != MANIFEST.value}

    def _place(self, path: str) -> str:
        """Return by what a path is known again."""
        return path

    def _place_of(self, entry: Entry) -> str:
        """Return by what the path of a document is known again, nothing where it was read from none."""
        return entry.path

    def _remember(self, entries: Iterable[Entry]) -> None:
        """Take entries in that hold now."""
        for entry in entries:
            self._entries[entry.graph] = entry
            if place := self._place_of(entry):
                self._places[place] = entry.graph

    def _forget(self, graphs: Iterable[str]) -> None:
        """Let the entries of graphs go, where there are any."""
        for graph in graphs:
            old = self._entries.pop(graph, None)
            if old is not None:
                self._places.pop(self._place_of(old), None)


def _describe(entry: Entry) -> DocumentEntry:
    source = Source(entry.path, entry.sha256, entry.fingerprint)
    return DocumentEntry(entry.document or "", entry.graph, entry.count, source)
