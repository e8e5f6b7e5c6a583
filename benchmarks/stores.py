"""The embedded store beside rdflib, Virtuoso and Fuseki: load, replace, the catalogue's queries, export; in one run.

``make bench-stores DOCUMENTS="1000 10000"``. The engines hold the same graphs, one after the other: synthetic
statements and what follows from them, made once and kept on disk (``benchmarks.prepared``). They get them as their
users would give them: document by document, each in a transaction, with the manifest that tells what is there. Costs
are CPU seconds of the client and of the server together, since others may use the machine; reading the input is not
counted. Queries are asked of everything and of one state, organization or issue; one that takes more than
``--patience`` CPU seconds counts as that long, and how many did is said. rdflib, which keeps everything in memory, is
left out above ``--rdflib`` quads; Fuseki is told every 1,000 documents to give back the room of what was overwritten,
which is part of loading. ``--longest`` leaves out texts of more bytes, so that many documents fit into little time and
room.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import statistics
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.sparql import SPARQLError

from benchmarks.prepared import Input, prepare, put, questions
from benchmarks.servers import Server, find_fuseki, find_virtuoso, run_fuseki, run_virtuoso
from benchmarks.spending import TooLongError, alarm, meter, settle
from kg.errors import KgError
from kg.exporting import export_to
from kg.names import document_graph
from kg.query import run
from kg.store import GraphStore, QuadStore, open_store, to_graph

_REPLACED = 15
_COMPACTED = 1_000  # documents
_BUSY = 10  # how many seconds a CPU second may take on a busy machine
_AGAIN = 0.3  # a query that takes less is asked again for so long, but at most so many times, and their mean taken
_TIMES = 30
_LEAST = 1e-4
_ENGINES = ("embedded", "rdflib", "Virtuoso", "Fuseki")


@dataclass(slots=True)
class Costs:
    """CPU seconds of loading, of replacing one document (mean), of each query, of an export; megabytes on disk.

    A query that ran out of patience is ``late``; one that the engine refuses costs not a number.
    """

    load: float = 0.0
    disk: float = 0.0
    replace: float = 0.0
    queries: dict[str, float] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    export: float = 0.0


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[1000])
    parser.add_argument("--patience", type=int, default=20, help="CPU seconds that a query may take")
    parser.add_argument("--longest", type=int, help="leave out texts of more bytes")
    parser.add_argument("--rdflib", type=int, default=1_500_000, help="the most quads that rdflib gets")
    parser.add_argument("--engines", nargs="+", choices=_ENGINES[1:], default=_ENGINES[1:], help="beside the embedded")
    options = parser.parse_args()
    asked = questions()
    for count in options.documents:
        with tempfile.TemporaryDirectory(prefix="defcoop-stores-") as folder:
            given, quads = prepare(Path(folder) / "given.nq", count, options.longest)
            print(f"{count:,} documents, {quads:,} quads; patience {options.patience} CPU s", flush=True)
            left_out = {"rdflib"} if quads > options.rdflib else set()
            _compare(given, asked, options.patience, set(options.engines) - left_out)


def _compare(given: Input, asked: Mapping[str, str], patience: int, engines: set[str]) -> None:
    """Print what each engine costs, and its ratio to the embedded store; each gets a folder that goes with it."""
    with _folder(given) as place, GraphStore.open(place / "store") as store:
        ours = _measure_store(store, given, asked, patience, None, place)
    _print("embedded", ours, ours)
    if "rdflib" in engines:
        _print("rdflib", _measure_rdflib(given, asked, patience), ours)
    for name, start in _servers(patience):
        if name in engines:
            with _folder(given) as place, start(place) as server:
                os.environ.update(server.environment)
                with open_store(f"{server.address}?timeout={_BUSY * patience}") as remote:
                    _print(name, _measure_store(remote, given, asked, patience, server, place), ours)


@contextmanager
def _folder(given: Input) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=given.path.parent) as folder:
        yield Path(folder)


def _servers(patience: int) -> Iterator[tuple[str, Callable[[Path], Any]]]:
    """Yield the servers that the machine has, which give a query up though nobody tells them that its asker has."""
    seconds = _BUSY * patience
    if find_virtuoso():
        limit = f"MaxQueryExecutionTime = {seconds}"
        yield "Virtuoso", lambda place: run_virtuoso(place, megabytes=4096, sparql=limit)
    if find_fuseki():
        yield "Fuseki", lambda place: run_fuseki(place, megabytes=4096, on_disk=True, seconds=seconds)


def _measure_store(
    store: QuadStore, given: Input, asked: Mapping[str, str], patience: int, server: Server | None, place: Path
) -> Costs:
    costs, before, process = Costs(), given.reading, server and server.pid
    with meter(process) as spent:
        for number, (graph, triples) in enumerate(given.graphs(), start=1):
            put(store, graph, triples, "first")
            if server and number % _COMPACTED == 0:
                server.compact()
        if isinstance(store, GraphStore):
            store.optimize()
        costs.load = spent() - (given.reading - before)
    costs.disk = sum(path.stat().st_blocks * 512 for path in place.rglob("*") if path.is_file()) / 1e6
    documents = given.documents(_REPLACED)
    with meter(process) as spent:
        for number, (iri, triples) in enumerate(documents):
            added = ox.Triple(ox.NamedNode(iri), ox.NamedNode("http://purl.org/dc/terms/revision"), ox.Literal(number))
            put(store, document_graph(iri), [*triples, added], "second")
        costs.replace = spent() / len(documents)
    _ask_all(costs, asked, lambda text: run(store, text), patience, process)
    with meter(process) as spent:
        export_to(store, io.BytesIO(), "nquads")
        costs.export = spent()
    return costs


def _measure_rdflib(given: Input, asked: Mapping[str, str], patience: int) -> Costs:
    """Measure rdflib, which gets its own terms, ready made."""
    costs, peer = Costs(), rdflib.Dataset(default_union=True)
    for graph, triples in given.graphs():
        costs.load += _put_into(peer, graph, triples)
    changes = [_put_into(peer, document_graph(iri), triples) for iri, triples in given.documents(_REPLACED)]
    costs.replace = statistics.mean(changes)
    _ask_all(costs, asked, lambda text: list(peer.query(text)), patience, None)
    with meter(None) as spent:
        peer.serialize(io.BytesIO(), format="nquads")
        costs.export = spent()
    return costs


def _put_into(peer: rdflib.Dataset, graph: str, triples: list[ox.Triple]) -> float:
    own = list(to_graph(ox.Quad(*triple) for triple in triples))
    with meter(None) as spent:
        named = peer.graph(rdflib.URIRef(graph))
        named.remove((None, None, None))
        named += own
        return spent()


def _ask_all(
    costs: Costs, asked: Mapping[str, str], answer: Callable[[str], object], patience: int, server: int | None
) -> None:
    for label, text in asked.items():
        costs.queries[label] = _ask(lambda text=text: answer(text), patience, server)  # type: ignore[misc]
        if costs.queries[label] >= patience:
            costs.late.add(label)


def _ask(call: Callable[[], object], patience: int, server: int | None) -> float:
    """Return what a query costs; ``patience`` where it takes longer, not a number where the engine refuses it."""
    try:
        with meter(server) as spent, alarm(patience, server):
            call()
            first = spent()
        if first > _AGAIN:
            return min(first, float(patience))
        times = 0
        with meter(server) as spent:
            while times < _TIMES and spent() < _AGAIN:
                call()
                times += 1
            return spent() / times
    except TooLongError:
        settle(server)
        return float(patience)
    except (KgError, SPARQLError):
        return math.nan


def _print(name: str, costs: Costs, ours: Costs) -> None:
    """Print what an engine costs, in CPU seconds, and in brackets how many times the embedded store's."""
    rows = [("load", costs.load, ours.load), ("replace one document", costs.replace, ours.replace)]
    rows += [(query, costs.queries[query], max(base, _LEAST)) for query, base in ours.queries.items()]
    rows.append(("export as N-Quads", costs.export, ours.export))
    print(f"\n{name}" + (f", {costs.disk:,.0f} MB on disk" if costs.disk else ""))
    for what, value, base in rows:
        sign = ">" if what in costs.late else " "
        cell = f"{sign}{value:10.4f} ({value / base:9.2f})" if value == value else "no answer"
        print(f"  {what:44}{cell:>23}")
    for what, chosen in (("queries", ours.queries), ("of everything", _wide(ours)), ("of one", _narrow(ours))):
        print(f"  {what}: {_compare_queries(costs, ours, chosen)}", flush=True)


def _wide(costs: Costs) -> list[str]:
    return [query for query in costs.queries if "=" not in query]


def _narrow(costs: Costs) -> list[str]:
    return [query for query in costs.queries if "=" in query]


def _compare_queries(costs: Costs, ours: Costs, chosen: Collection[str]) -> str:
    """Return the geometric mean of the ratios of these queries, and how many ran out of patience or were refused."""
    pairs = [(costs.queries[query], ours.queries[query]) for query in chosen]
    ratios = [max(theirs, _LEAST) / max(base, _LEAST) for theirs, base in pairs if not math.isnan(theirs + base)]
    mean = statistics.geometric_mean(ratios)
    late, refused = len(costs.late.intersection(chosen)), len(pairs) - len(ratios)
    return (
        f"{mean:.2f} times (geometric mean of {len(ratios)}; {late} ran out of patience, {refused} without an answer)"
    )


if __name__ == "__main__":
    main()
