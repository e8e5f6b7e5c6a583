"""Checking a store: the shapes, the verify queries, the reasoner, and whether the quads are those that were written.

In: an open store. Out: a ``CheckReport`` that names each fault, and each check that was left out with the reason. The
module refuses to know what any shape or query says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.names import GRAPH_REFERENCE, PREFIXES, compact
from kg.query import CatalogueQuery, catalogue, render, run
from kg.reasoning.consistency import ConsistencyReport, check_consistency
from kg.reasoning.shacl import Violation, validate
from kg.store import QuadStore, to_graph

__all__ = ["CheckReport", "Finding", "check"]

_BATCH = 20_000
_PREFERRED = PREFIXES["skos"] + "prefLabel"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verify query that found rows; ``rows`` is their table."""

    query: str
    meaning: str
    rows: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the checks found; ``damaged`` are graphs whose quads are not those that were written."""

    violations: tuple[Violation, ...]
    findings: tuple[Finding, ...]
    consistency: ConsistencyReport
    damaged: tuple[str, ...]
    documents: int
    verify_queries: int

    @property
    def ok(self) -> bool:
        """Whether every check that could be made passed."""
        faults = self.violations or self.findings or self.damaged
        return not faults and (self.consistency.consistent or self.consistency.skipped is not None)

    def render(self) -> str:
        """Return the report as text, a line a check, then the faults."""
        lines = [
            f"quads     {_count(len(self.damaged), 'damaged graph')}",
            f"SHACL     {_count(len(self.violations), 'violation')}",
            f"verify    {_count(len(self.findings), 'failing query', 'failing queries')} of {self.verify_queries}",
            f"reasoner  {self._reasoner()}",
        ]
        lines += [f"damaged: {graph}" for graph in self.damaged]
        lines += [f"SHACL: {violation}" for violation in self.violations]
        for finding in self.findings:
            lines += [f"verify: {finding.query}: {finding.meaning}", finding.rows]
        return "\n".join(lines)

    def _reasoner(self) -> str:
        if self.consistency.skipped:
            return f"left out: {self.consistency.skipped}"
        if self.consistency.consistent:
            return f"ontology and {_count(self.documents, 'document')} consistent"
        causes = [*map(compact, self.consistency.unsatisfiable), *self.consistency.conflicts]
        return "inconsistent: " + ("; ".join(causes) or "no single class or pair of statements is to blame")


def check(store: QuadStore) -> CheckReport:
    """Run every check on a store. SHACL and the reasoner take documents in batches, so memory stays bounded."""
    verify = [query for query in catalogue().values() if query.verify]
    batches = list(_batches(store))
    return CheckReport(
        violations=tuple(sorted({v for batch in batches for v in validate(to_graph(_named_once(store, batch)))})),
        findings=tuple(_findings(store, verify)),
        consistency=_consistency(store, batches),
        damaged=tuple(store.find_damage()),
        documents=len(store.documents()),
        verify_queries=len(verify),
    )


def _batches(store: QuadStore) -> Iterator[list[str]]:
    """Yield the graphs of documents in groups of at most ``_BATCH`` triples (one document at least)."""
    batch: list[str] = []
    size = 0
    for document in store.documents():
        if batch and size + document.count > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(document.graph)
        size += document.count
    yield batch


def _quads(store: QuadStore, graphs: Iterable[str]) -> Iterator[ox.Quad]:
    return chain.from_iterable(map(store.quads, graphs))


def _named_once(store: QuadStore, graphs: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield the quads of documents with the names that the first of them prefers: two may prefer different ones.

    That one statement prefers one name is what the verify queries look at.
    """
    named: dict[str, str] = {}
    for graph in graphs:
        for quad in store.quads(graph):
            if quad.predicate.value != _PREFERRED or named.setdefault(str(quad.subject), graph) == graph:
                yield quad


def _findings(store: QuadStore, verify: Iterable[CatalogueQuery]) -> Iterator[Finding]:
    for query in verify:
        result = run(store, query.name)
        if result:
            yield Finding(query.name, query.verify or query.summary, render(result, "table"))


def _consistency(store: QuadStore, batches: Iterable[list[str]]) -> ConsistencyReport:
    """Return the first report that is not plainly consistent, else the last one."""
    report = ConsistencyReport(consistent=True)
    for batch in batches:
        triples = {quad.triple for quad in _quads(store, batch)}
        named = {triple.object for triple in triples}
        triples |= {quad.triple for quad in store.quads(GRAPH_REFERENCE) if quad.subject in named}
        report = check_consistency(triples)
        if not report.consistent:
            break
    return report


def _count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> _count(1, "violation"), _count(0, "query", "queries")
    ('1 violation', '0 queries')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
