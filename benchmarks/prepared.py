"""What every triple store gets in ``benchmarks.stores``: graphs on disk, made once, and the questions asked of them.

``python -m benchmarks.prepared COUNT LONGEST FILE`` writes N-Quads, graph after graph: ontology and reference data,
synthetic statements (``benchmarks.synthetic``) and what follows from them all. In a process of its own, since the
statements are in memory while the rules run. Out of that file come the same graphs, in the same order, one at a time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measures import run
from benchmarks.synthetic import base_graphs, variants
from kg.names import DCG, DCR, GRAPH_INFERENCES, document_graph, expand
from kg.query import catalogue
from kg.query.parameters import bind
from kg.reasoning.rules import infer
from kg.store import GraphStore, QuadStore, Source

__all__ = ["Input", "document_of", "prepare", "put", "questions"]

_ASKED = {
    "Agent": "dcr:state/JPN",
    "Concept": "dcc:issue/maritime-security",
    "InternationalOrganization": "dcr:org/nato",
    "Organization": "dcr:org/nato",
    "State": "dcr:state/JPN",
    "Thing": "dcr:state/JPN",
}
_DOCUMENT = f"{DCG}document/"


@dataclass(slots=True)
class Input:
    """The graphs of a file; ``reading`` counts the CPU seconds that it took to read them so far."""

    path: Path
    reading: float = 0.0

    def graphs(self) -> Iterator[tuple[str, list[ox.Triple]]]:
        """Yield the name and the triples of each graph."""
        began = time.process_time()
        quads = ox.parse(path=str(self.path), format=ox.RdfFormat.N_QUADS)
        for graph, group in groupby(quads, lambda quad: quad.graph_name):
            assert isinstance(graph, ox.NamedNode)
            triples = [quad.triple for quad in group]
            self.reading += time.process_time() - began
            yield graph.value, triples
            began = time.process_time()
        self.reading += time.process_time() - began

    def documents(self, count: int) -> list[tuple[str, list[ox.Triple]]]:
        """Return the IRI and the triples of the first so many documents."""
        found = ((iri, triples) for name, triples in self.graphs() if (iri := document_of(name)))
        return list(islice(found, count))


def document_of(graph: str) -> str | None:
    """Return the document whose graph this is, None for another graph.

    >>> document_of("https://w3id.org/defcoop/graph/document/x")
    'https://w3id.org/defcoop/id/document/x'
    """
    return f"{DCR}{graph.removeprefix(DCG)}" if graph.startswith(_DOCUMENT) else None


def prepare(path: Path, count: int, longest: int | None) -> tuple[Input, int]:
    """Write the graphs of ``count`` statements, texts of more than ``longest`` bytes left out; count their quads."""
    done = run("-m", "benchmarks.prepared", str(count), str(longest or 0), str(path))
    return Input(path), int(done.output)


def put(store: QuadStore, graph: str, triples: list[ox.Triple], mark: str = "") -> None:
    """Give a store a graph as the program does: a document's with its source, whose hash is ``mark``, or another."""
    if iri := document_of(graph):
        name = ox.NamedNode(graph)
        store.replace_document(
            iri,
            [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples],
            Source(iri, mark),
        )
    else:
        store.set_graph(graph, triples)


def questions() -> dict[str, str]:
    """Return the catalogue's questions: asked of everything, and, with ``=``, of one state, organization or issue."""
    with tempfile.TemporaryDirectory() as folder, GraphStore.open(Path(folder) / "store") as store:
        for graph, triples in base_graphs().items():
            store.set_graph(graph, triples)
        found = {}
        for name, query in catalogue().items():
            if query.verify:
                continue
            found[name] = query.sparql
            for parameter in [one for one in query.parameters if one.kind in _ASKED][:1]:
                value = expand(_ASKED[parameter.kind or ""])
                label = f"{name} {parameter.name}={value.rpartition('/')[2]}"
                found[label] = bind(query, {parameter.name: value}, store)
        return found


def _write(count: int, longest: int | None, path: Path) -> int:
    known = ox.Store()

    def put(name: str, triples: Iterable[ox.Triple]) -> None:
        graph = ox.NamedNode(name)
        quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in dict.fromkeys(triples)]
        ox.serialize(quads, output=output, format=ox.RdfFormat.N_QUADS)
        known.bulk_extend(quads)

    with path.open("wb") as output:
        for graph, triples in base_graphs().items():
            put(graph, triples)
        for iri, triples in variants(count, longest):
            put(document_graph(iri), triples)
        put(GRAPH_INFERENCES, infer(lambda name: known.quads_for_pattern(None, ox.NamedNode(name), None, None)))
    return len(known)


if __name__ == "__main__":
    print(_write(int(sys.argv[1]), int(sys.argv[2]) or None, Path(sys.argv[3])))
