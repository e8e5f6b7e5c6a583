"""``KnowledgeGraph``: the Python interface, a thin layer over building, queries, views and exports.

In: the path of a store. Out: rows, networkx and rdflib graphs, files. The store is opened when it is first needed, for
reading unless something is to be changed, and reading never waits for a writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph.asking import Asking
from kg.graph.keeping import Keeping
from kg.graph.showing import Showing
from kg.notebook import Rows
from kg.query import to_python
from kg.store import QuadStore, end_of, open_past

if TYPE_CHECKING:
    from kg.building import BuildReport
    from kg.importing import ImportReport

__all__ = ["KnowledgeGraph"]


class KnowledgeGraph(Asking, Showing, Keeping):
    """The graph of a store: a folder or ``sparql+https://…``; ``KG_STORE``, or ``.kg/store``, where ``store`` is None.

    Every method may raise ``StoreError``: no store is there, it is locked, damaged or of another format.
    """

    def build(
        self,
        *sources: str | Path,
        progress: Callable[[int, int], None] | None = None,
        decisions: str | Path | None = None,
    ) -> BuildReport:
        """Ingest files, folders or globs (default ``seeds``), reason and validate; return what was done.

        A source that has not changed is left alone. A bad file among good ones is named in ``failures``. ``decisions``
        is a file of a reviewer's decisions; without it, ``decisions.toml`` beside a source and in the store's folder
        count. Raises ``SourceError`` where a source names nothing, or a decision is malformed.
        """
        from kg.building import build

        with self._filling() as store:
            specs = [str(source) for source in sources] or ["seeds"]
            return build(store, specs, progress, Path(decisions) if decisions else None)

    def import_files(self, *files: str | Path, progress: Callable[[int, int], None] | None = None) -> ImportReport:
        """Let graphs in that were made elsewhere in this vocabulary, each file checked and taken whole or not at all.

        What is refused is named in ``failures``. Inferences are made anew.
        """
        from kg.importing import import_files

        with self._filling() as store:
            return import_files(store, map(Path, files), progress)

    def remove(self, document: str) -> str:
        """Remove a document, given by IRI, slug or the path it was read from, and return its IRI.

        Raises ``StoreError`` where no document answers to that.
        """
        from kg.building import remove

        with self._writer() as store:
            found = self._find(store, document)
            remove(store, found)
        return found

    def as_of(self, moment: str | date) -> KnowledgeGraph:
        """Return the graph as the store held it at a moment, for reading: a day (its end) or a time, UTC.

        Raises ``QueryError`` for a malformed moment.
        """
        return _PastGraph(self.path, moment)

    @contextmanager
    def frozen(self, moment: str | date | None) -> Iterator[KnowledgeGraph]:
        """Yield the graph of a moment as a store in a temporary folder, which other processes can read.

        Without a moment it is this graph itself.
        """
        if moment is None:
            yield self
            return
        with open_past(self.path, moment) as past:
            yield KnowledgeGraph(past.path)

    def query(self, name_or_sparql: str, *, as_of: str | date | None = None, **parameters: object) -> Rows:
        """Run a query of the catalogue with its parameters, or any SPARQL 1.1 query, and return rows.

        ``as_of`` asks the graph of that moment, as the method of that name returns it.

        A row maps columns to values (IRIs and strings as ``str``, numbers, dates; None where nothing is bound);
        ``pandas.DataFrame`` takes the list, and a notebook shows it as a table. ASK gives one row with ``ask``,
        CONSTRUCT and DESCRIBE rows with ``subject``, ``predicate`` and ``object``.

        Raises ``QueryError`` for an unknown name or parameter, or a broken query.
        """
        graph = self if as_of is None else self.as_of(as_of)
        result = graph.run(name_or_sparql, parameters)
        rows = result.rows
        if result.boolean is not None:
            rows = [{"ask": result.boolean}]
        elif result.triples is not None:
            names = ("subject", "predicate", "object")
            rows = [dict(zip(names, map(to_python, triple), strict=True)) for triple in result.triples]
        return Rows(rows, graph.labels)

    def _repr_html_(self) -> str:
        return self.query("documents")._repr_html_()


class _PastGraph(KnowledgeGraph):
    """The graph as a store held it at a moment."""

    def __init__(self, store: Path, moment: str | date) -> None:
        super().__init__(store)
        self._moment = end_of(moment)

    def as_of(self, moment: str | date) -> KnowledgeGraph:
        """Return the graph of an earlier moment."""
        return _PastGraph(self.path, min(self._moment, end_of(moment)))

    def _writer(self) -> QuadStore:
        raise StoreError("the past does not change", where=self.path, remedy="change the present")

    def _read(self) -> QuadStore:
        if self._reader is None:
            self._reader = open_past(self.path, self._moment)
        return self._reader
