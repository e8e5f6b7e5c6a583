"""A store on a server that speaks SPARQL 1.1: the same graphs and the same manifest as on disk.

In: quads of documents and of the other graphs. Out: the same quads, and answers to SPARQL. A graph's manifest entry is
taken out before the graph changes and written after its triples were counted on the server, so what an interrupted
change leaves has no entry, and the next build or push makes it anew. Servers whose updates are transactions get graph
and entry in one. It refuses to know what the quads mean, and graphs that are not in the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import StoreError
from kg.names import document_graph
from kg.store.amendment import Amendment
from kg.store.manifest import MANIFEST, Entry, Source, add_hashes
from kg.store.remotereading import RemoteReader, measure
from kg.store.updates import Change, changes, insertions, removals

__all__ = ["RemoteStore"]


class RemoteStore(RemoteReader):
    """A store on a server. Open it with ``open``; use it as a context manager."""

    def drop_strays(self, names: Iterable[str]) -> None:
        """Drop graphs that ``strays`` told of."""
        for name in names:
            self._endpoint.update(f"DROP SILENT GRAPH {NamedNode(name)}")

    def replace_document(
        self,
        iri: str,
        quads: Iterable[Quad],
        source: Source,
        original: bytes | None = None,
        amendment: Amendment | None = None,
    ) -> bool:
        """Make these the document's quads, and amend another graph; tell whether anything changed.

        Another document that was read from the same path goes with the same change. ``original`` is not kept.
        """
        entry = Entry(
            document_graph(iri),
            0,
            0,
            document=iri,
            path=source.path,
            sha256=source.sha256,
            fingerprint=source.fingerprint,
            place=self._place(source.path),
        ).public()
        there = self._places.get(entry.place)
        return self._replace(entry, quads, {there} if there and there != entry.graph else set(), amendment)

    def set_graph(self, graph: str, triples: Iterable[Triple | Quad]) -> bool:
        """Make these the triples of a graph that is no document's; tell whether anything changed."""
        return self._replace(Entry(graph, 0, 0), triples, set(), None)

    def amend_graph(self, amendment: Amendment) -> bool:
        """Add triples to a graph that is no document's and take others out; tell whether anything changed."""
        change = Change()
        self._amend(change, amendment)
        if change.entries:
            self._commit(change)
        return bool(change.entries)

    def remove_document(self, iri: str, amendment: Amendment | None = None) -> bool:
        """Remove a document, and amend another graph; tell whether it was there."""
        graph = document_graph(iri)
        if graph not in self._entries:
            return False
        change = Change(drop={graph}, entries=[Entry(MANIFEST.value, 0, self._revision + 1)])
        self._amend(change, amendment)
        self._commit(change)
        return True

    def _replace(
        self, entry: Entry, triples: Iterable[Triple | Quad], drop: set[str], amendment: Amendment | None
    ) -> bool:
        found = sorted({Triple(t.subject, t.predicate, t.object) for t in triples}, key=str)
        known = self._entries.get(entry.graph)
        count, digest = measure(found)
        entry = replace(entry, count=count, digest=digest, revision=known.revision if known else 0)
        change = Change(drop=drop)
        self._amend(change, amendment)
        if entry == known and not drop and not change.entries:
            return False
        changed = known is None or (known.count, known.digest) != (count, digest)
        if changed:
            change.put[entry.graph] = found
        change.entries.append(replace(entry, revision=self._revision + 1))
        self._commit(change)
        return changed or bool(drop)

    def _amend(self, change: Change, amendment: Amendment | None) -> None:
        """Put into a change what an amendment really adds and takes out, with the entry that holds then."""
        if amendment is None:
            return
        graph, mirror = amendment.graph, self._mirrored()
        added = sorted((triple for triple in amendment.add if not mirror.has(triple, graph)), key=str)
        removed = sorted((triple for triple in amendment.remove if mirror.has(triple, graph)), key=str)
        if not added and not removed:
            return
        known = self._entries.get(graph)
        count, digest = (known.count, known.digest) if known else measure(self._endpoint.read(graph))
        digest = add_hashes(digest, map(str, added), map(str, removed))
        change.add[graph], change.remove[graph] = added, removed
        change.entries.append(Entry(graph, count + len(added) - len(removed), self._revision + 1, digest))

    def _commit(self, change: Change) -> None:
        """Make a change on the server, check it by counts, and only then hold it for done."""
        self._forget(change.touched)
        endpoint = self._endpoint
        if endpoint.dialect.atomic and change.size() <= endpoint.dialect.batch:
            endpoint.update(" ;\n".join([*removals(change), *changes(change), *insertions(change)]))
            try:
                self._verify(change)
            except StoreError:
                endpoint.update(" ;\n".join(removals(change)))
                raise
        else:
            endpoint.update(" ;\n".join(removals(change)))
            for graph, triples in change.put.items():
                endpoint.put(graph, triples)
            for text in changes(change, put=False):
                endpoint.update(text)
            self._verify(change)
            endpoint.update(" ;\n".join(insertions(change)))
        self._remember(change.entries)
        if self._mirror is not None:
            self._mirror.apply(change)
        self._revision += 1

    def _verify(self, change: Change) -> None:
        for entry in change.entries:
            if entry.graph != MANIFEST.value:
                self._require_count(entry.graph, self._endpoint.count(entry.graph), entry.count)
