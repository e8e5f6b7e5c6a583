"""A copy in memory of the graphs of a remote store, for work that looks at thousands of single quads.

In: graphs, and the changes that are made to them. Out: quads that match. It costs some 400 bytes a quad, and is only
made where single questions over the network would take far longer than reading everything once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.store.updates import Change

__all__ = ["Mirror"]


class Mirror:
    """The quads of a remote store as they are after each change."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = Store()
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take more quads in."""
        self._quads.bulk_extend(quads)

    def has(self, triple: Triple, graph: str) -> bool:
        """Tell whether a graph has a triple."""
        return _quad(triple, NamedNode(graph)) in self._quads

    def match(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        value: NamedNode | Literal | None,
        graph: NamedNode | None,
    ) -> Iterator[Quad]:
        """Yield the quads that have these terms, None for any."""
        return self._quads.quads_for_pattern(subject, predicate, value, graph)

    def apply(self, change: Change) -> None:
        """Make the change that was made on the server."""
        for graph in {*change.drop, *change.put}:
            self._quads.remove_graph(NamedNode(graph))
        for graph, triples in change.remove.items():
            for triple in triples:
                self._quads.remove(_quad(triple, NamedNode(graph)))
        for parts in (change.put, change.add):
            for graph, triples in parts.items():
                self._quads.extend(_quad(triple, NamedNode(graph)) for triple in triples)


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)
