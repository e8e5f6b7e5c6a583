from __future__ import annotations

from collections.abc import Iterator

import pytest
from kg.mapping import map_record
from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from kg.reasoning.rules import infer
from kg.resources import ontology_dir
from kg.store import GraphStore, Source
from pyoxigraph import RdfFormat, parse

from tests.sample_record import SAMPLE_IRI, sample_record


@pytest.fixture(scope="session")
def knowledge() -> dict[str, list[object]]:
    """The ontology's and the reference data's triples, parsed once."""
    found: dict[str, list[object]] = {GRAPH_ONTOLOGY: [], GRAPH_REFERENCE: []}
    for part, graph in (("core.ttl", GRAPH_ONTOLOGY), ("concepts", GRAPH_ONTOLOGY), ("reference", GRAPH_REFERENCE)):
        place = ontology_dir() / part
        for path in [place] if place.is_file() else sorted(place.rglob("*.ttl")):
            found[graph] += [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    return found


@pytest.fixture(scope="session")
def store(knowledge: dict[str, list[object]]) -> Iterator[GraphStore]:
    """The sample statement with ontology, reference data and inferences."""
    with GraphStore.memory() as store:
        for graph, triples in knowledge.items():
            store.set_graph(graph, triples)  # type: ignore[arg-type]
        store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
        store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
        yield store
