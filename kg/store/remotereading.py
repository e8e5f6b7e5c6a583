"""What a store on a server can be asked: its manifest, its quads, SPARQL, and whether they are what was written.

In: a connection to a server that speaks SPARQL 1.1. Out: quads and answers. Nothing here writes.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.errors import StoreError
from kg.names import DCG, DCR, GRAPH_INFERENCES
from kg.sparql import Credentials, Location
from kg.sparql.endpoint import Endpoint
from kg.store.caching import cache_folder
from kg.store.listing import Listing
from kg.store.manifest import MANIFEST, Entry, measure_triples, read_entry
from kg.store.mirror import Mirror

__all__ = ["RemoteReader", "measure"]

_FEW = 20  # single questions to the server before all graphs are read once


class RemoteReader(Listing):
    """A store on a server, as far as it is read."""

    path: Path | None = None

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        weakref.finalize(self, endpoint.close)
        rows = [Quad(t.subject, t.predicate, t.object, MANIFEST) for t in endpoint.read(MANIFEST.value)]
        super().__init__(map(read_entry, rows))
        self._mirror: Mirror | None = None
        self._questions = 0

    @classmethod
    def open(cls, location: Location, credentials: Credentials | None = None) -> Self:
        """Open the store of a server; it may be empty. Raises ``StoreError`` where no SPARQL server answers."""
        endpoint = Endpoint.connect(location, credentials)
        try:
            return cls(endpoint)
        except StoreError:
            endpoint.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def kind(self) -> str:
        """What the server says that it is."""
        return self._endpoint.dialect.name

    @property
    def address(self) -> str:
        """Where the server answers queries."""
        return str(self._endpoint.location)

    @property
    def cache(self) -> Path | None:
        """The folder for what can be made again from the store, on this machine."""
        return cache_folder(self.address)

    def close(self) -> None:
        """Close the connection; what was acknowledged is on the server already."""
        self._endpoint.close()

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

    def adopt_strays(self) -> None:
        """Take the graphs of our namespace without an entry for ours, as they are now; nothing is written.

        For reading a server that others filled with graphs in this vocabulary.
        """
        for graph in self.strays():
            count, digest = measure(self._endpoint.read(graph))
            path = graph.removeprefix(DCG)
            document = DCR + path if path.startswith("document/") else None
            self._entries[graph] = Entry(graph, count, 0, digest, document=document)

    def find_damage(self) -> list[str]:
        """Return the graphs whose triples are not those that were written, by count and hash; reads all quads."""
        return [
            name
            for name, entry in sorted(self._entries.items())
            if name != MANIFEST.value and (entry.count, entry.digest) != measure(self._endpoint.read(name))
        ]

    def _require_count(self, graph: str, found: int, expected: int) -> None:
        if found != expected:
            raise StoreError(
                f"{found:,} triples of {graph} where there should be {expected:,}",
                where=self._endpoint.location,
                remedy="see that nobody else writes there and that the server cuts no answer short, then try again",
            )

    def _place(self, path: str) -> str:
        """Return the hash of a path: who reads the server's manifest learns of no folder."""
        return hashlib.sha256(path.encode()).hexdigest() if path else ""

    def _place_of(self, entry: Entry) -> str:
        return entry.place

    def _mirrored(self) -> Mirror:
        """Return the copy of all graphs, made at first use, with inferences that an interrupted change left."""
        if self._mirror is None:
            self._mirror = Mirror(self.quads())
            if GRAPH_INFERENCES not in self._entries:
                node, left = NamedNode(GRAPH_INFERENCES), self._endpoint.read(GRAPH_INFERENCES)
                self._mirror.add(Quad(t.subject, t.predicate, t.object, node) for t in left)
        return self._mirror


def measure(triples: Iterable[Triple]) -> tuple[int, str]:
    """Return the count and the hash of a graph's triples."""
    return measure_triples(str(triple) for triple in triples)
