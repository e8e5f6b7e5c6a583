"""What the rules may join with a document: what its triples lead to in the knowledge that all documents share.

In: a store, the facts that documents lend one another, the rules' knowledge. Out: premises, as sets of triples. A fact
is a triple that a document states of a node of no document: a person's class, the state that a body is an organ of.
Rules go from a document's nodes along their predicates, so what lies behind those nodes is all that they can reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.names import GRAPH_ONTOLOGY, GRAPH_REFERENCE, belongs_to
from kg.reasoning.rules import Knowledge
from kg.reasoning.support import Support
from kg.store import QuadStore

__all__ = ["Vicinity", "parse_lines"]

_BASE = (GRAPH_ONTOLOGY, GRAPH_REFERENCE)


class Vicinity:
    """Premises for the rules, from one store."""

    def __init__(self, store: QuadStore, support: Support, knowledge: Knowledge) -> None:
        self._store, self._support, self._knowledge = store, support, knowledge
        self._base: dict[str, tuple[ox.Triple, ...]] = {}  # bounded by the ontology and the reference data
        self._based: frozenset[str] | None = None

    def own(self, quads: Iterable[ox.Quad]) -> set[ox.Triple]:
        """Return which of a document's quads the rules may read or conclude, in the engine's canonical form."""
        knows = self._knowledge
        canonical = ox.Store()
        canonical.extend(_plain(q) for q in quads if knows.concerns(q.triple) or knows.concludes(q.triple))
        return {quad.triple for quad in canonical}

    def lent(self, graph: str, own: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Return which of a document's triples are facts that the others share."""
        return {triple for triple in own if not belongs_to(_iri(triple.subject), graph)}

    def premises(self, own: set[ox.Triple]) -> set[ox.Triple]:
        """Return what the rules may read of a document's triples and of all that these lead to."""
        found = {triple for triple in own if self._knowledge.concerns(triple)}
        seen, front = set[str](), found
        while front:
            ends = {_iri(end) for triple in front for end in (triple.subject, triple.object)} - seen - {""}
            seen |= ends
            front = {triple for end in sorted(ends) for triple in self._known(end)}
            facts = parse_lines(line for end in sorted(ends) for line in self._support.facts(end))
            front |= {fact for fact in facts if self._knowledge.concerns(fact)}
            front -= found
            found |= front
        return found

    def shared(self, knowledge: Knowledge) -> Iterator[ox.Triple]:
        """Yield what the ontology, the reference data and the documents' facts say to some of the rules."""
        for predicate in sorted(knowledge.reads):
            for graph in _BASE:
                quads = self._store.match(None, predicate, graph=graph)
                yield from (quad.triple for quad in quads if knowledge.concerns(quad.triple))
            yield from parse_lines(self._support.facts_with(predicate))

    def predicates(self) -> frozenset[str]:
        """Return which predicates that the rules read occur in the shared knowledge."""
        if self._based is None:
            reads = self._knowledge.reads
            self._based = frozenset(
                name for name in reads if any(any(self._store.match(None, name, graph=graph)) for graph in _BASE)
            )
        return self._based.union(self._support.predicates())

    def leading_to(self, node: str, predicates: Iterable[str]) -> Iterator[ox.Quad]:
        """Yield the quads of all graphs that lead to a node along these predicates."""
        end = ox.NamedNode(node)
        if any(True for _ in self._store.match(value=end)):
            for predicate in sorted(predicates):
                yield from self._store.match(None, predicate, end)

    def _known(self, node: str) -> tuple[ox.Triple, ...]:
        if node not in self._base:
            quads = (quad for graph in _BASE for quad in self._store.match(ox.NamedNode(node), graph=graph))
            self._base[node] = tuple(quad.triple for quad in quads if self._knowledge.concerns(quad.triple))
        return self._base[node]


def parse_lines(lines: Iterable[str]) -> Iterator[ox.Triple]:
    """Yield the triples of lines that ``str`` made of triples."""
    text = "".join(f"{line} .\n" for line in lines)
    return (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def _plain(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""
