"""A store on a server that speaks SPARQL 1.1: the same graphs and the same manifest as on disk.

In: quads of documents and of the other graphs. Out: the same quads, and answers to SPARQL. A graph's manifest entry is
taken out before the graph changes and written after its triples were counted on the server, so what an interrupted
change leaves has no entry, and the next build or push makes it anew. Servers whose updates are transactions get graph
and entry in one. It refuses to know what the quads mean, and graphs that are not in the manifest.
"""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.errors import StoreError
from kg.names import DCG, DCR, GRAPH_INFERENCES, document_graph
from kg.sparql import Credentials, Location
from kg.sparql.endpoint import Endpoint
from kg.store.amendment import Amendment
from kg.store.manifest import MANIFEST, DocumentEntry, Entry, Source, add_hashes, measure_triples, read_entry
from kg.store.mirror import Mirror
from kg.store.updates import Change, changes, insertions, removals

__all__ = ["RemoteStore"]

_FEW = 20  # single questions to the server before all graphs are read once


class RemoteStore:
    """A store on a server. Open it with ``open``; use it as a context manager."""

    path: Path | None = None

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        weakref.finalize(self, endpoint.close)
        rows = [Quad(t.subject, t.predicate, t.object, MANIFEST) for t in endpoint.read(MANIFEST.value)]
        self._entries = {entry.graph: entry for entry in map(read_entry, rows)}
        self._paths = {entry.path: entry.graph for entry in self._entries.values() if entry.path}
        self._revision = max((entry.revision for entry in self._entries.values()), default=0)
        self._mirror: Mirror | None = None
        self._questions = 0

    @classmethod
    def open(cls, location: Location, credentials: Credentials | None = None) -> RemoteStore:
        """Open the store of a server; it may be empty. Raises ``StoreError`` where no SPARQL server answers."""
        endpoint = Endpoint.connect(location, credentials)
        try:
            return cls(endpoint)
        except StoreError:
            endpoint.close()
            raise

    def __enter__(self) -> RemoteStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def revision(self) -> int:
        """How many changes the store has seen."""
        return self._revision

    @property
    def kind(self) -> str:
        """What the server says that it is."""
        return self._endpoint.dialect.name

    def close(self) -> None:
        """Close the connection; what was acknowledged is on the server already."""
        self._endpoint.close()

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
        entry = self._entries.get(self._paths.get(path, ""))
        return _describe(entry) if entry else None

    def original(self, sha256: str) -> bytes | None:
        """Return None: a server keeps no originals."""
        return None

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph, sorted by name."""
        return {name: e.count for name, e in sorted(self._entries.items()) if name != MANIFEST.value}

    def digest(self, graph: str) -> str:
        """Return the hash of the triples of a graph, nothing where there is no such graph."""
        entry = self._entries.get(graph)
        return entry.digest if entry else ""

    def digests(self) -> dict[str, str]:
        """Return the hash of the triples of each graph, sorted by name: equal hashes, equal triples."""
        return {name: e.digest for name, e in sorted(self._entries.items()) if name != MANIFEST.value}

    def count(self) -> int:
        """Return the number of quads."""
        return sum(self.graphs().values())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in the server's order.

        Raises ``StoreError`` where there are more or fewer than the manifest says: such an answer was cut short.
        """
        for name in [graph] if graph else self.graphs():
            node, number = NamedNode(name), 0
            for number, triple in enumerate(self._endpoint.read(name), start=1):  # noqa: B007 - the last one counts
                yield Quad(triple.subject, triple.predicate, triple.object, node)
            self._require_count(name, number, self._entries[name].count if name in self._entries else 0)

    def quads_with(self, predicate: str) -> Iterator[Quad]:
        """Yield the quads of all graphs that have this predicate, in the server's order."""
        return self.match(predicate=predicate)

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        value: NamedNode | Literal | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of one graph or of all that have these terms, None for any, in the server's order."""
        self._questions += 1
        if self._mirror is not None or self._questions > _FEW:
            name = NamedNode(predicate) if predicate else None
            yield from self._mirrored().match(subject, name, value, NamedNode(graph) if graph else None)
            return
        given = {"g": graph and NamedNode(graph), "s": subject, "p": predicate and NamedNode(predicate), "o": value}
        known = {name: term for name, term in given.items() if term}
        g, s, p, o = (str(known[name]) if name in known else f"?{name}" for name in given)
        free = " ".join(f"?{name}" for name in given if name not in known) or "(1 AS ?found)"
        rows = self._endpoint.query(f"SELECT {free} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}", union=self._entries)
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT
        for row in rows:
            terms: dict[str, Any] = {name: known[name] if name in known else row[name] for name in given}
            if terms["g"].value in self._entries:
                yield Quad(terms["s"], terms["p"], terms["o"], terms["g"])

    def query(
        self, sparql: str, *, union: bool = True, dataset: tuple[Collection[str], Collection[str]] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a SPARQL query on the server, over the union of all graphs, over those that it names, or over a dataset.

        The prefixes of ``kg.names`` need no declaration. Raises ``SyntaxError`` for a malformed query.
        """
        if dataset is not None or not union:
            return self._endpoint.query(sparql, dataset=dataset)
        return self._endpoint.query(sparql, union=self._entries)

    def strays(self) -> list[str]:
        """Return the graphs of our namespace without an entry, as an interrupted change leaves them, sorted."""
        found = (name for name in self._endpoint.graphs() if name.startswith(DCG) and name != MANIFEST.value)
        return [name for name in found if name not in self._entries]

    def drop_strays(self, names: Iterable[str]) -> None:
        """Drop graphs that ``strays`` told of."""
        for name in names:
            self._endpoint.update(f"DROP SILENT GRAPH {NamedNode(name)}")

    def adopt_strays(self) -> None:
        """Take the graphs of our namespace without an entry for ours, as they are now; nothing is written.

        For reading a server that others filled with graphs in this vocabulary.
        """
        for graph in self.strays():
            count, digest = _measure(self._endpoint.read(graph))
            path = graph.removeprefix(DCG)
            document = DCR + path if path.startswith("document/") else None
            self._entries[graph] = Entry(graph, count, 0, digest, document=document)

    def find_damage(self) -> list[str]:
        """Return the graphs whose triples are not those that were written, by count and hash; reads all quads."""
        return [
            name
            for name, entry in sorted(self._entries.items())
            if name != MANIFEST.value and (entry.count, entry.digest) != _measure(self._endpoint.read(name))
        ]

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
            given=source.given,
        )
        there = self._paths.get(source.path)
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
        count, digest = _measure(found)
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
        count, digest = (known.count, known.digest) if known else _measure(self._endpoint.read(graph))
        digest = add_hashes(digest, map(str, added), map(str, removed))
        change.add[graph], change.remove[graph] = added, removed
        change.entries.append(Entry(graph, count + len(added) - len(removed), self._revision + 1, digest))

    def _commit(self, change: Change) -> None:
        """Make a change on the server, check it by counts, and only then hold it for done."""
        for graph in sorted(change.touched):
            self._forget(graph)
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
        self._remember(change)

    def _verify(self, change: Change) -> None:
        for entry in change.entries:
            if entry.graph != MANIFEST.value:
                self._require_count(entry.graph, self._endpoint.count(entry.graph), entry.count)

    def _require_count(self, graph: str, found: int, expected: int) -> None:
        if found != expected:
            raise StoreError(
                f"{found:,} triples of {graph} where there should be {expected:,}",
                where=self._endpoint.location,
                remedy="see that nobody else writes there and that the server cuts no answer short, then try again",
            )

    def _forget(self, graph: str) -> None:
        old = self._entries.pop(graph, None)
        if old is not None:
            self._paths.pop(old.path, None)

    def _remember(self, change: Change) -> None:
        for entry in change.entries:
            self._entries[entry.graph] = entry
            if entry.path:
                self._paths[entry.path] = entry.graph
        if self._mirror is not None:
            self._mirror.apply(change)
        self._revision += 1

    def _mirrored(self) -> Mirror:
        """Return the copy of all graphs, made at first use, with inferences that an interrupted change left."""
        if self._mirror is None:
            self._mirror = Mirror(self.quads())
            if GRAPH_INFERENCES not in self._entries:
                node, left = NamedNode(GRAPH_INFERENCES), self._endpoint.read(GRAPH_INFERENCES)
                self._mirror.add(Quad(t.subject, t.predicate, t.object, node) for t in left)
        return self._mirror


def _describe(entry: Entry) -> DocumentEntry:
    source = Source(entry.path, entry.sha256, entry.fingerprint, entry.given)
    return DocumentEntry(entry.document or "", entry.graph, entry.count, source)


def _measure(triples: Iterable[Triple]) -> tuple[int, str]:
    return measure_triples(str(triple) for triple in triples)
