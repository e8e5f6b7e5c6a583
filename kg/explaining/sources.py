"""What the store says of a node: labels, statements, evidence, and which graph holds a triple.

In: an open store. Out: ``Statement`` and ``Quote`` values and plain lookups, the same in every run. The module knows
the shape of the graph (docs/graph-model.md), and nothing of how anything was extracted or inferred.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from kg.building import gather_decisions
from kg.decisions import Decisions
from kg.explaining.explanation import Quote, Statement
from kg.names import DCG, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES, compact, expand
from kg.query import load_labels
from kg.store import QuadStore, select

__all__ = ["SEPARATOR", "Sources", "Term", "Triple"]

Term: TypeAlias = ox.NamedNode | ox.Literal
Triple: TypeAlias = tuple[Term, ox.NamedNode, Term]
SEPARATOR = " — "
_TYPE = PREFIXES["rdf"] + "type"


class Sources:
    """Lookups in one store; labels are loaded when they are first needed."""

    def __init__(self, store: QuadStore, decisions: Decisions | None = None) -> None:
        self.store = store
        self._decided = decisions

    @cached_property
    def labels(self) -> dict[str, str]:
        """A label of every node that has one."""
        return load_labels(self.store)

    @cached_property
    def decisions(self) -> Decisions:
        """What a reviewer decided about the store's statements: as given, else as ``build`` finds it."""
        return self._decided or gather_decisions(self.store)

    def label(self, term: Term | str) -> str:
        """Return how a person calls a term: its label, its words, or its prefixed name."""
        if isinstance(term, ox.Literal):
            return f"“{term.value}”"
        iri = term if isinstance(term, str) else term.value
        return self.labels.get(iri) or compact(iri)

    def say(self, triple: Triple) -> str:
        """Return a triple as a line: labels of its ends, and its predicate."""
        subject, predicate, value = triple
        relation = "is a" if predicate.value == _TYPE else self.label(predicate)
        return SEPARATOR.join([self.label(subject), relation, self.label(value)])

    def select(self, query: str) -> list[tuple[Term | None, ...]]:
        """Return the rows of a SELECT, sorted."""
        return sorted((tuple(row) for row in select(self.store, query)), key=lambda row: list(map(str, row)))

    def values(self, iri: str, predicate: str) -> list[Term]:
        """Return the values of one property of a node, sorted."""
        rows = self.select(f"SELECT DISTINCT ?value {{ {ox.NamedNode(iri)} {ox.NamedNode(expand(predicate))} ?value }}")
        return [row[0] for row in rows if row[0] is not None]

    def value(self, iri: str, predicate: str) -> str | None:
        """Return the first value of one property as a string, or None."""
        found = self.values(iri, predicate)
        return found[0].value if found else None

    def graphs(self, triple: Triple) -> list[str]:
        """Return the named graphs that hold a triple, stated ones before the inferences."""
        subject, predicate, value = triple
        if isinstance(subject, ox.Literal):
            return []
        rows = self.select(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {subject} {predicate} {value} }} }}")
        names = [row[0].value for row in rows if row[0] is not None]
        return sorted(names, key=lambda name: (name == GRAPH_INFERENCES, name))

    def homes(self, iri: str) -> list[str]:
        """Return the named graphs in which a node is a subject, sorted."""
        rows = self.select(f"SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {ox.NamedNode(iri)} ?p ?o }} }}")
        return [row[0].value for row in rows if row[0] is not None]

    def statement_of(self, graph: str) -> Statement | None:
        """Return the statement that a document's graph holds."""
        iri = DCR + graph.removeprefix(DCG)
        known = self.store.document(iri) if graph not in (GRAPH_ONTOLOGY, GRAPH_REFERENCE, GRAPH_INFERENCES) else None
        if known is None:
            return None
        return Statement(iri, self.label(iri), self.value(iri, "dcterms:date"), known.source.path)

    def quote(self, evidence: str, marked: Iterable[tuple[int, int]] = ()) -> Quote | None:
        """Return the passage of an evidence node, with these spans of it marked."""
        found = [self.value(f"{evidence}/position", "oa:start"), self.value(f"{evidence}/position", "oa:end")]
        words = self.value(f"{evidence}/quote", "oa:exact")
        if words is None or found[0] is None or found[1] is None:
            return None
        start, end = int(found[0]), int(found[1])
        inside = tuple(sorted({(a, b) for a, b in marked if start <= a < b <= end}))
        return Quote(words, start, end, inside)

    def evidence(self, triple: Triple, graph: str) -> str | None:
        """Return the evidence of a stated triple: its subject's, its fact's, or the owner's of a time."""
        subject, predicate, value = triple
        query = _EVIDENCE.format(graph=ox.NamedNode(graph), subject=subject, predicate=predicate, value=value)
        rows = self.select(query)
        return rows[0][1].value if rows and rows[0][1] is not None else None


_EVIDENCE = f"""SELECT ?rank ?evidence {{{{ GRAPH {{graph}} {{{{
  {{{{ {{subject}} dco:evidence ?evidence BIND(0 AS ?rank) }}}}
  UNION
  {{{{ ?fact ?one {{subject}} ; ?other {{value}} ; dco:evidence ?evidence ; dco:rule ?rule
       FILTER(?one != ?other && STRSTARTS(STR(?fact), "{DCR}fact/"))
       FILTER NOT EXISTS {{{{ ?fact dco:claimPredicate ?claimed FILTER(?claimed != {{predicate}}) }}}}
       BIND(1 AS ?rank) }}}}
  UNION
  {{{{ ?owner dco:evidence ?evidence ; ?link {{subject}} FILTER(?link IN (dco:status, dco:time, dco:deadline))
       BIND(2 AS ?rank) }}}}
}}}} }}}}"""
