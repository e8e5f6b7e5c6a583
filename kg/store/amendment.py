"""A change of a graph by what it gains and loses, so that the cost is that of the change and not of the graph.

In: triples to add and to take out. Out: the quads of one transaction, and the manifest entry that fits them. Refuses to
know why anything is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.store.manifest import Entry, add_hashes, entry_quad

__all__ = ["Amendment", "Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """What to add to a graph that is no document's, and what to take out of it."""

    graph: str
    add: frozenset[Triple] = frozenset()
    remove: frozenset[Triple] = frozenset()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An amendment as it is committed: the graph's new entry, and the quads; its old entry is among the stale ones."""

    entry: Entry
    added: list[Quad]
    stale: list[Quad]


def prepare(engine: Store, amendment: Amendment, known: Entry | None, revision: int) -> Prepared | None:
    """Return what an amendment changes in a graph with this entry, or None where that is nothing."""
    graph = NamedNode(amendment.graph)
    added = sorted((quad for quad in _quads(amendment.add, graph) if quad not in engine), key=str)
    stale = sorted((quad for quad in _quads(amendment.remove, graph) if quad in engine), key=str)
    if not added and not stale:
        return None
    before = known or Entry(amendment.graph, 0, 0)
    entry = replace(
        before,
        count=before.count + len(added) - len(stale),
        digest=add_hashes(before.digest, (str(quad.triple) for quad in added), (str(quad.triple) for quad in stale)),
        revision=revision,
    )
    return Prepared(entry, added, [*stale, *([entry_quad(known)] if known else [])])


def _quads(triples: frozenset[Triple], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
