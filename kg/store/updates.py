"""A change of a remote store, and the SPARQL updates that make it.

In: triples and manifest entries. Out: the text of updates. Knows nothing of servers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Triple

from kg.sparql.endpoint import data_block
from kg.store.manifest import MANIFEST, Entry, entry_quad

__all__ = ["Change", "changes", "insertions", "removals"]


@dataclass(slots=True)
class Change:
    """What one change does: graphs to drop, to put whole, to amend, with the entries that hold afterwards."""

    drop: set[str] = field(default_factory=set)
    put: dict[str, list[Triple]] = field(default_factory=dict)
    add: dict[str, list[Triple]] = field(default_factory=dict)
    remove: dict[str, list[Triple]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    @property
    def touched(self) -> set[str]:
        """The graphs whose entries this change replaces or takes out."""
        return self.drop | {entry.graph for entry in self.entries}

    def size(self) -> int:
        """Return how many triples have to be sent."""
        return sum(len(part) for parts in (self.put, self.add, self.remove) for part in parts.values())


def removals(change: Change) -> list[str]:
    """Return the updates that take out the entries of all graphs that a change touches, and the graphs to drop."""
    graphs = sorted(change.touched)
    entries = [f"DELETE WHERE {{ GRAPH {MANIFEST} {{ {NamedNode(graph)} ?p ?o }} }}" for graph in graphs]
    return entries + [f"DROP SILENT GRAPH {NamedNode(graph)}" for graph in sorted(change.drop)]


def changes(change: Change, *, put: bool = True) -> list[str]:
    """Return the updates of the graphs themselves."""
    texts = []
    for graph, triples in change.put.items() if put else ():
        texts += [f"DROP SILENT GRAPH {NamedNode(graph)}", data_block("INSERT", graph, triples)]
    texts += [data_block("DELETE", graph, triples) for graph, triples in change.remove.items()]
    texts += [data_block("INSERT", graph, triples) for graph, triples in change.add.items()]
    return [text for text in texts if text]


def insertions(change: Change) -> list[str]:
    """Return the update that writes the entries."""
    triples = [entry_quad(entry).triple for entry in change.entries]
    return [data_block("INSERT", MANIFEST.value, triples)] if triples else []
