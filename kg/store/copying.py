"""Copies of quads as rdflib graphs, for the libraries and users that want those."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

if TYPE_CHECKING:
    import rdflib

__all__ = ["to_dataset", "to_graph"]


def to_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the triples of the quads as one rdflib graph; literals keep their exact words."""
    import rdflib

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def to_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return the quads as an rdflib dataset whose default graph is the union of the named ones."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for quad in quads:
        name = (
            dataset.default_graph
            if isinstance(quad.graph_name, DefaultGraph)
            else dataset.graph(rdflib.URIRef(quad.graph_name.value))
        )
        name.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return dataset


def _term(term: object) -> rdflib.URIRef | rdflib.Literal:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"{term} is neither an IRI nor a literal; the graph mints no other terms")
