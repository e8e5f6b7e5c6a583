"""Keeps the inferences of a store true while documents come, change and go, at the cost of what each one touches.

In: a store and the documents that change. Out: what to add to the inference graph and what to take out of it, equal to
what the rules infer from the whole store. It knows nothing of how a document is read, and writes no quad itself.

Each document is a unit: its own triples, with what they lead to in the ontology, the reference data and the facts that
documents lend one another, are closed under the rules alone. What follows from those shared facts without any document
is a unit of its own. A triple is inferred while some unit concludes it and no graph states it. Where a shared fact
comes or goes, the documents that lead to it are looked at again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from types import TracebackType

import pyoxigraph as ox

from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, belongs_to
from kg.reasoning.needs import live_rules, refuse_joins
from kg.reasoning.rules import Knowledge
from kg.reasoning.support import SHARED, Support
from kg.reasoning.vicinity import Vicinity, parse_lines
from kg.store import Amendment, QuadStore
from kg.version import __version__

__all__ = ["FILE_NAME", "Maintainer"]

FILE_NAME = "support.sqlite"


class Maintainer:
    """Tells which inferences change with a document. Use it as a context manager, beside a store open for writing."""

    def __init__(self, store: QuadStore) -> None:
        self._store = store
        self._knowledge = Knowledge.of(store.quads_with)
        self._support = Support(store.cache / FILE_NAME if store.cache else None, self._knowledge.combine())
        self._vicinity = Vicinity(store, self._support, self._knowledge)
        self._pending: dict[str, bool] = {}

    def __enter__(self) -> Maintainer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._support.close()

    def catch_up(self) -> None:
        """Make the inferences those of the store as it is, whoever changed it, and whatever was cut short.

        Raises ``OntologyError`` for a new rule that could join what two documents say of nodes of their own.
        """
        noted = (self._support.note("knowledge"), self._support.note("inferences"))
        if noted != (self._fingerprint(), self._store.digest(GRAPH_INFERENCES)):
            self._begin_anew()
            return
        present, known = self._documents(), self._support.units()
        for graph in sorted(graph for graph in {*present, *known} if present.get(graph) != known.get(graph)):
            self._store.amend_graph(self.revise({graph: self._store.quads(graph) if graph in present else None}))
            self.confirm()

    def revise(self, changes: Mapping[str, Iterable[ox.Quad] | None]) -> Amendment:
        """Return how the inferences change with these graphs of documents, which get new quads or, with None, go.

        Commit the amendment together with the documents and ``confirm``, or ``cancel``.
        """
        self._pending = {graph: quads is not None for graph, quads in changes.items()}
        own = {graph: self._vicinity.own(quads or ()) for graph, quads in changes.items()}
        facts = {fact for graph in sorted(own) for fact in self._lend(graph, own[graph])}
        touched = self._share(facts)
        affected = {*own, *self._dependents(facts), *self._dependents(touched, concluded=True)}
        touched |= facts
        for unit in sorted(affected):
            touched |= self._conclude(unit, own.get(unit))
        for unit in sorted(own):
            touched |= self._restated(unit, own[unit])
        return self._amendment(touched, own)

    def confirm(self) -> None:
        """Note that the store holds what ``revise`` was told of."""
        for graph, stays in self._pending.items():
            if stays:
                self._support.write_digest(graph, self._store.digest(graph))
            else:
                self._support.forget(graph)
        self._pending = {}
        self._support.write_note("inferences", self._store.digest(GRAPH_INFERENCES))
        self._support.commit()

    def cancel(self) -> None:
        """Forget what ``revise`` was told of."""
        self._pending = {}
        self._support.rollback()

    def _begin_anew(self) -> None:
        """Infer everything again, document by document; what nothing concludes any more goes last."""
        refuse_joins(self._knowledge.rules)
        self._support.clear()
        documents = self._documents()
        for graph in documents:
            self._lend(graph, self._vicinity.own(self._store.quads(graph)))
        self._store.amend_graph(self._amendment(self._share(), {}))
        for graph, digest in documents.items():
            self._store.amend_graph(self._amendment(self._conclude(graph), {}))
            self._support.write_digest(graph, digest)
        stale = frozenset(
            q.triple for q in self._store.quads(GRAPH_INFERENCES) if not self._support.holds(str(q.triple))
        )
        self._store.amend_graph(Amendment(GRAPH_INFERENCES, remove=stale))
        self._support.write_note("knowledge", self._fingerprint())
        self.confirm()

    def _documents(self) -> dict[str, str]:
        """Return the digests of the documents' graphs."""
        return {document.graph: self._store.digest(document.graph) for document in self._store.documents()}

    def _fingerprint(self) -> str:
        """Return a hash of what all inferences depend on: program, rules, ontology and reference data."""
        parts = [__version__, *(rule.query for rule in self._knowledge.rules)]
        parts += [self._store.digest(graph) for graph in (GRAPH_ONTOLOGY, GRAPH_REFERENCE)]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    def _lend(self, unit: str, own: Iterable[ox.Triple]) -> set[str]:
        """Note the facts that a unit lends the others; return those that came to be or ceased to be."""
        return self._support.state(unit, dict(_describe(triple) for triple in self._vicinity.lent(unit, own)))

    def _share(self, facts: set[str] | None = None) -> set[str]:
        """Infer what follows from shared facts alone, if these changes (None: all of them) concern it.

        Return the conclusions that came to be or ceased to be.
        """
        if facts is not None and not facts:
            return set()
        live = live_rules(self._knowledge.rules, self._vicinity.predicates())
        knowledge = Knowledge(live, self._knowledge.above)
        if facts is not None and not any(map(knowledge.concerns, parse_lines(facts))):
            return set()
        concluded = knowledge.derive(self._vicinity.shared(knowledge))
        self._lend(SHARED, filter(self._knowledge.concerns, concluded))
        known, lines = self._support.conclusions(SHARED), frozenset(map(str, concluded))
        return self._support.conclude(SHARED, lines) | (known ^ lines)

    def _conclude(self, unit: str, own: set[ox.Triple] | None = None) -> set[str]:
        """Infer anew what follows from a document, and not without it; return what comes or goes with that."""
        triples = self._vicinity.own(self._store.quads(unit)) if own is None else own
        concluded = self._knowledge.derive(self._vicinity.premises(triples)) if triples else ()
        return self._support.conclude(unit, frozenset(map(str, concluded)) - self._support.conclusions(SHARED))

    def _restated(self, unit: str, own: set[ox.Triple]) -> frozenset[str]:
        """Return which conclusions of a document it may begin or cease to state itself, now that it says this."""
        concluded = self._support.conclusions(unit)
        if self._store.digest(unit) != self._support.digest(unit):  # it was changed by somebody else
            return concluded
        turned = own ^ self._vicinity.own(self._store.quads(unit))
        return concluded.intersection(map(str, turned))

    def _dependents(self, lines: Iterable[str], *, concluded: bool = False) -> set[str]:
        """Return the documents whose inferences may rest on these facts, or on conclusions: those that lead to them."""
        starts: dict[frozenset[str], set[str]] = {}
        for triple in parse_lines(sorted(lines)):
            read = self._knowledge.follow(triple, concluded=concluded)
            starts.setdefault(read, set()).add(str(triple.subject)[1:-1])
        return {unit for read, nodes in starts.items() for unit in self._reaching(nodes, read)}

    def _reaching(self, nodes: set[str], read: frozenset[str]) -> set[str]:
        """Return the documents from which these predicates lead to a node, through whatever lies between."""
        units, seen, front = set[str](), set(nodes), sorted(nodes)
        while front:
            for quad in self._vicinity.leading_to(front.pop(), read):
                source, owners = str(quad.subject)[1:-1], self._owners(quad)
                units.update(owners)
                if source not in seen and not any(belongs_to(source, owner) for owner in owners):
                    seen.add(source)
                    front.append(source)
        return units - {SHARED}

    def _owners(self, quad: ox.Quad) -> list[str]:
        """Return the units that a quad comes and goes with: who concludes it, or the document that it is a part of."""
        graph = str(quad.graph_name)[1:-1]
        if graph == GRAPH_INFERENCES:
            return self._support.supporters(str(quad.triple))
        return [graph] if belongs_to(str(quad.subject)[1:-1], graph) else []

    def _amendment(self, touched: Iterable[str], changing: Mapping[str, set[ox.Triple]]) -> Amendment:
        """Return what becomes of these lines, where some graphs are about to hold other triples than the store has."""
        lines = sorted(touched)
        triples = dict(zip(lines, parse_lines(lines), strict=True))
        kept = {line for line in lines if self._support.holds(line) and not self._states(triples[line], changing)}
        return Amendment(
            GRAPH_INFERENCES,
            add=frozenset(triples[line] for line in kept),
            remove=frozenset(triples[line] for line in lines if line not in kept),
        )

    def _states(self, triple: ox.Triple, changing: Mapping[str, set[ox.Triple]]) -> bool:
        """Tell whether a graph states a triple."""
        if any(triple in own for own in changing.values()):
            return True
        quads = self._store.match(triple.subject, triple.predicate.value, triple.object)  # type: ignore[arg-type]
        names = (str(quad.graph_name)[1:-1] for quad in quads)
        return any(name != GRAPH_INFERENCES and name not in changing for name in names)


def _describe(triple: ox.Triple) -> tuple[str, tuple[str, str]]:
    """Return a triple's line, with its subject and predicate."""
    return str(triple), (str(triple.subject)[1:-1], triple.predicate.value)
