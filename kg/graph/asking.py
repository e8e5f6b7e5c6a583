"""What a graph can be asked: queries, words, networks, reasons.

In: names and SPARQL. Out: rows, networkx and rdflib graphs, explanations. Nothing here changes a store.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.graph.opened import OpenedStore, index_of
from kg.query import Result, find_query, load_labels, resolve, run
from kg.query.parameters import bind
from kg.store import DocumentEntry

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.checking import CheckReport
    from kg.explaining import Explanation
    from kg.network import Link
    from kg.reviewing import Item
    from kg.searching import Hit

__all__ = ["Asking"]


class Asking(OpenedStore):
    """A graph as far as it is asked."""

    def documents(self) -> list[DocumentEntry]:
        """Return the documents of the store, each with its IRI, its source and how many quads it has."""
        return self._read().documents()

    def run(self, name_or_sparql: str, parameters: Mapping[str, object] | None = None) -> Result:
        """Run a query as ``query`` does and return its terms, as ``kg.query.render`` takes them."""
        return run(self._read(), name_or_sparql, parameters)

    def sparql(self, name: str, parameters: Mapping[str, object]) -> str:
        """Return the text of a query of the catalogue with its parameters bound. Raises ``QueryError``."""
        return bind(find_query(name), parameters, self._read())

    def search(self, words: str, *, kind: str = "", type: str = "", limit: int = 20) -> list[Hit]:  # noqa: A002
        """Return names and quotes with these words (or "a phrase" in quotes), best first.

        ``kind`` is ``name`` or ``quote``, ``type`` a class (``State``); empty, all count. Raises ``QueryError`` for
        another kind, and ``StoreError`` where the index cannot be written beside the store.
        """
        from kg.searching import find

        store = self._read()
        return find(index_of(store, store.revision), words, kind=kind, type_=type, limit=limit)

    def labels(self) -> dict[str, str]:
        """Return a label of every node that has one."""
        return load_labels(self._read())

    def network(self, view: str = "all") -> nx.Graph:
        """Return a networkx graph: ``all`` (with evidence on its edges), ``states``, ``issues``, ``frameworks``.

        Raises ``QueryError`` for another view.
        """
        from kg.network import view as cut

        return cut(self._projection(), view)

    def links(self, source: str, target: str, *, count: int = 3, longest: int = 4) -> list[Link]:
        """Return the closest links between two entities (name, ISO code or IRI), with the evidence of every hop.

        Raises ``QueryError`` where a name is unknown or ambiguous.
        """
        from kg.network import find_links

        store = self._read()
        ends = [resolve(store, name) for name in (source, target)]
        return find_links(self._projection(), *ends, count=count, longest=longest)

    def explain(self, *words: str, limit: int = 3, decisions: str | Path | None = None) -> Explanation:
        """Return why the graph has a node (IRI or name) or says a triple (subject, predicate, object).

        The tree goes down to sentences, lines of the lexicon and reference data; ``limit`` is how many ways to infer
        something are shown. What a reviewer decided is in the file ``decisions`` or where ``build`` finds it.
        Raises ``QueryError`` where the graph has no such node or triple.
        """
        from kg.decisions import read_decisions
        from kg.explaining import explain

        decided = read_decisions(Path(decisions)) if decisions else None
        return explain(self._read(), *words, limit=limit, decisions=decided)

    def review(self, decisions: str | Path | None = None) -> tuple[Item, ...]:
        """Return what a person should look at, most frequent first, with what to write and where.

        What is decided already, in the file ``decisions`` or where ``build`` finds it, is left out.
        """
        from kg.building import gather_decisions
        from kg.decisions import read_decisions
        from kg.reviewing import review

        store = self._read()
        return review(store, read_decisions(Path(decisions)) if decisions else gather_decisions(store))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return a copy as an rdflib dataset: the named graphs, and their union as the default graph."""
        from kg.store import to_dataset

        return to_dataset(self._read().quads())

    def check(self) -> CheckReport:
        """Run the SHACL shapes, the verify queries and the reasoner, and return what they find."""
        from kg.checking import check

        return check(self._read())
