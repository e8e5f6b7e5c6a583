"""The embedded store beside rdflib, Virtuoso and Fuseki: load, replace, the catalogue's queries, export; in one run.

``make bench-stores DOCUMENTS="1000 10000"``. Each engine holds the same synthetic statements (``benchmarks.synthetic``)
and what follows from them, inferred once beforehand. It gets them as its users would give them: document by document,
each in a transaction, with the manifest that tells what is there. Costs are CPU seconds of the client and of the server
together, since others may use the machine. A query that takes more than ``--patience`` of them counts as that long.
rdflib, which keeps everything in memory, is left out above 1,000 documents unless ``--all`` asks for it; ``--longest``
leaves out texts of more bytes, so that many documents fit into little time.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.sparql import SPARQLError

from benchmarks.servers import find_fuseki, find_virtuoso, run_fuseki, run_virtuoso
from benchmarks.synthetic import Statements, base_graphs, variants
from kg.errors import KgError
from kg.exporting import export_to
from kg.names import GRAPH_INFERENCES, document_graph
from kg.query import catalogue, run
from kg.reasoning.rules import infer
from kg.store import GraphStore, QuadStore, Source, open_store, to_graph

_REPLACED = 15
_BUSY = 10  # how many seconds a CPU second may take on a busy machine


class _TooLongError(Exception):
    """A query has taken more CPU seconds than anybody waits."""


@dataclass(frozen=True, slots=True)
class Input:
    """What every engine gets: the graphs that all statements share, and which statements."""

    base: dict[str, list[ox.Triple]]
    count: int
    longest: int | None

    def documents(self, count: int | None = None) -> Iterator[tuple[str, list[ox.Triple]]]:
        """Yield the IRI and the triples of so many statements, or of all."""
        return variants(self.count if count is None else min(count, self.count), self.longest)


@dataclass(slots=True)
class Costs:
    """CPU seconds: of loading, of replacing one document (median), of each query, of an export as N-Quads."""

    load: float = 0.0
    replace: float = 0.0
    queries: dict[str, float] = field(default_factory=dict)
    export: float = 0.0


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[1000])
    parser.add_argument("--patience", type=int, default=60, help="CPU seconds that a query may take")
    parser.add_argument("--longest", type=int, help="leave out texts of more bytes")
    parser.add_argument("--all", action="store_true", help="rdflib at every size")
    options = parser.parse_args()
    for count in options.documents:
        statements = Statements(count, options.longest)
        inferred = infer(statements.quads_with)
        print(f"{count:,} documents, {len(statements) + len(inferred):,} triples", flush=True)
        given = Input({**base_graphs(), GRAPH_INFERENCES: inferred}, count, options.longest)
        del statements
        measure(given, options.patience, with_rdflib=options.all or count <= 1000)


def measure(given: Input, patience: int, *, with_rdflib: bool) -> None:
    """Print what each engine costs, and its ratio to the embedded store."""
    with tempfile.TemporaryDirectory() as folder:
        with GraphStore.open(Path(folder) / "store") as store:
            ours = _measure_store(store, given, patience, None)
        _print("embedded", ours, ours)
        if with_rdflib:
            _print("rdflib", _measure_rdflib(given, patience), ours)
        for name, starter in _servers(patience):
            place = Path(folder) / name
            place.mkdir()
            with ExitStack() as stack:
                server = stack.enter_context(starter(place))
                os.environ.update(server.environment)
                store = stack.enter_context(open_store(f"{server.address}?timeout={_BUSY * patience}"))
                _print(name, _measure_store(store, given, patience, server.pid), ours)


def _servers(patience: int) -> Iterator[tuple[str, Callable[[Path], Any]]]:
    """Yield the servers that the machine has, which give a query up though nobody tells them that its asker has."""
    seconds = _BUSY * patience
    if find_virtuoso():
        limit = f"MaxQueryExecutionTime = {seconds}"
        yield "Virtuoso", lambda place: run_virtuoso(place, megabytes=4096, sparql=limit)
    if find_fuseki():
        yield "Fuseki", lambda place: run_fuseki(place, megabytes=4096, on_disk=True, seconds=seconds)


def _measure_store(store: QuadStore, given: Input, patience: int, server: int | None) -> Costs:
    costs = Costs()

    def put(iri: str, triples: list[ox.Triple], mark: str) -> None:
        graph = ox.NamedNode(document_graph(iri))
        store.replace_document(iri, [ox.Quad(*triple, graph) for triple in triples], Source(iri, mark))

    with _meter(server) as spent:
        for graph, triples in given.base.items():
            store.set_graph(graph, triples)
        for iri, triples in given.documents():
            put(iri, triples, "first")
        if isinstance(store, GraphStore):
            store.optimize()
        costs.load = spent()
    changes = []
    for number, (iri, triples) in enumerate(given.documents(_REPLACED)):
        added = ox.Triple(ox.NamedNode(iri), ox.NamedNode("http://purl.org/dc/terms/revision"), ox.Literal(number))
        with _meter(server) as spent:
            put(iri, [*triples, added], "second")
            changes.append(spent())
    costs.replace = statistics.median(changes)
    for name, query in catalogue().items():
        if not query.verify:
            costs.queries[name] = _ask(lambda name=name: run(store, name), patience, server)  # type: ignore[misc]
    with _meter(server) as spent:
        export_to(store, io.BytesIO(), "nquads")
        costs.export = spent()
    return costs


def _measure_rdflib(given: Input, patience: int) -> Costs:
    costs, peer = Costs(), rdflib.Dataset(default_union=True)

    def put(graph: str, triples: list[ox.Triple]) -> None:
        named = peer.graph(rdflib.URIRef(graph))
        named.remove((None, None, None))
        named += to_graph(ox.Quad(*triple) for triple in triples)

    with _meter(None) as spent:
        for graph, triples in given.base.items():
            put(graph, triples)
        for iri, triples in given.documents():
            put(document_graph(iri), triples)
        costs.load = spent()
    changes = []
    for iri, triples in given.documents(_REPLACED):
        with _meter(None) as spent:
            put(document_graph(iri), triples)
            changes.append(spent())
    costs.replace = statistics.median(changes)
    for name, query in catalogue().items():
        if not query.verify:
            costs.queries[name] = _ask(lambda query=query: list(peer.query(query.sparql)), patience, None)  # type: ignore[misc]
    with _meter(None) as spent:
        peer.serialize(io.BytesIO(), format="nquads")
        costs.export = spent()
    return costs


def _ask(call: Callable[[], object], patience: int, server: int | None) -> float:
    """Return what a query costs, the better of two; ``patience`` where it takes longer, not a number where it fails."""
    best = math.inf
    for _ in range(2):
        try:
            with _meter(server) as spent, _alarm(patience, server):
                call()
                best = min(best, spent())
        except _TooLongError:
            _settle(server)
            return min(best, float(patience))
        except (KgError, SPARQLError):
            return math.nan
    return best


def _settle(server: int | None) -> None:
    """Wait until a server has given up what nobody waits for any more."""
    before, now = -1.0, _spent(server)
    while now - before > 0.2:
        time.sleep(1)
        before, now = now, _spent(server)


@contextmanager
def _alarm(patience: int, server: int | None) -> Iterator[None]:
    """Raise ``_TooLongError`` once this process and a server have spent more CPU seconds than anybody waits."""
    start = _spent(server)

    def look(number: int, frame: FrameType | None) -> None:
        if _spent(server) - start > patience:
            raise _TooLongError

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _meter(server: int | None) -> Iterator[Callable[[], float]]:
    """Yield a function that returns the CPU seconds of this process and of a server since the beginning."""
    start = _spent(server)
    yield lambda: _spent(server) - start


def _spent(server: int | None) -> float:
    seconds = time.process_time()
    with suppress(OSError):
        if server is not None:
            fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _print(name: str, costs: Costs, ours: Costs) -> None:
    """Print what an engine costs, in CPU seconds, and in brackets how many times the embedded store's."""
    tick = 0.01  # what the operating system counts in
    rows = [("load", costs.load, ours.load), ("replace one document", costs.replace, max(ours.replace, tick / 10))]
    rows += [(query, costs.queries[query], max(base, tick / 10)) for query, base in ours.queries.items()]
    rows.append(("export as N-Quads", costs.export, ours.export))
    print(f"\n{name}")
    for what, value, base in rows:
        cell = f"{value:10.4f} ({value / base:9.2f})" if value == value else "no answer"
        print(f"  {what:30}{cell:>22}")
    pairs = [(costs.queries[query], base) for query, base in ours.queries.items()]
    ratios = [max(theirs, tick) / max(base, tick) for theirs, base in pairs if theirs == theirs]
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"  queries cost {mean:.2f} times the embedded store's (geometric mean of {len(ratios)})", flush=True)


if __name__ == "__main__":
    main()
