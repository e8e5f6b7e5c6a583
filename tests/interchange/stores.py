"""What the tests of this folder push: a store of the seed, the sample and the invented statements, and small ones."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg.building import build
from kg.mapping import map_record
from kg.names import DCR, GRAPH_INFERENCES, GRAPH_REFERENCE
from kg.query import Result
from kg.reasoning.rules import infer
from kg.store import GraphStore, Source
from tests.conftest import SEED
from tests.query.expectations import invented_statements
from tests.sample_record import SAMPLE_IRI, sample_record

_NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float"))


def build_mixed() -> GraphStore:
    """Return a store with statements of many kinds, so that every query of the catalogue but a few finds something."""
    store = GraphStore.memory()
    build(store, [str(SEED)])
    store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
    for name, quads in invented_statements():
        store.replace_document(f"{DCR}document/{name}", quads, Source(f"{name}.ttl", ""))
    store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    return store


def build_small(documents: int = 3) -> GraphStore:
    """Return a store with a little reference data and so many documents of three triples each."""
    store = GraphStore.memory()
    store.set_graph(GRAPH_REFERENCE, small_document("norway"))
    for number in range(documents):
        iri = f"{DCR}document/{number}"
        store.replace_document(iri, small_document(iri), Source(f"/statements/{number}.txt", f"{number:064}"))
    return store


def small_document(name: str, title: str = "A statement") -> list[ox.Quad]:
    node = ox.NamedNode(name if "://" in name else DCR + name)
    literals = (ox.Literal(title), ox.Literal("“wörds”\n\t\\ 😀", language="en"), ox.Literal(3))
    return [ox.Quad(node, ox.NamedNode("http://purl.org/dc/terms/title"), literal) for literal in literals]


def rows(result: Result) -> Counter[tuple[object, ...]]:
    """Return an answer as a multiset of rows: numbers by value, whatever their datatype; all else by its words."""
    found = result.terms or tuple((t.subject, t.predicate, t.object) for t in result.triples or ())
    return Counter(tuple(_value(term) for term in row) for row in found)


def _value(term: object) -> object:
    if isinstance(term, ox.Literal):
        if term.datatype.value in _NUMBERS:
            return round(float(term.value), 9)
        return term.value, term.language or term.datatype.value
    return str(term)
