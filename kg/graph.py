"""``KnowledgeGraph``: the Python interface, a thin layer over building, queries, views and exports.

In: the path of a store. Out: rows, networkx and rdflib graphs, files. The store is opened when it is first needed, for
reading unless something is to be changed, and reading never waits for a writer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError
from kg.names import DCR, parse_span
from kg.notebook import Frame, Marked, MarkedText, Picture, Rows
from kg.query import Result, find_query, load_labels, resolve, run, to_python
from kg.query.parameters import bind
from kg.sparql import is_remote
from kg.store import DocumentEntry, QuadStore, end_of, open_past, open_remote, open_store

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.building import BuildReport
    from kg.checking import CheckReport
    from kg.explaining import Explanation
    from kg.importing import ImportReport
    from kg.interchange import MoveReport, Plan
    from kg.keeping import Diagnosis, ForgetReport, RepairReport, Version
    from kg.network import Link
    from kg.reviewing import Item
    from kg.searching import Hit, Index
    from kg.store import BackupReport

__all__ = ["KnowledgeGraph"]

_VIEWS = ("page", "pyvis", "svg", "png")


class KnowledgeGraph:
    """The graph of a store: a folder or ``sparql+https://…``; ``KG_STORE``, or ``.kg/store``, where ``store`` is None.

    Every method may raise ``StoreError``: no store is there, it is locked, damaged or of another format.
    """

    def __init__(self, store: str | Path | None = None) -> None:
        words = store or os.environ.get("KG_STORE") or ".kg/store"
        self.location: str | Path = str(words) if is_remote(words) else Path(words)
        self._reader: QuadStore | None = None

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.location)!r})"

    @property
    def path(self) -> Path:
        """The folder of the store; raises ``StoreError`` where it is on a server."""
        if isinstance(self.location, str):
            raise StoreError("this needs a store on disk", where=self.location, remedy="bring it here with: kg pull")
        return self.location

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

        with self._writer() as store:
            specs = [str(source) for source in sources] or ["seeds"]
            return build(store, specs, progress, Path(decisions) if decisions else None)

    def import_files(self, *files: str | Path, progress: Callable[[int, int], None] | None = None) -> ImportReport:
        """Let graphs in that were made elsewhere in this vocabulary, each file checked and taken whole or not at all.

        What is refused is named in ``failures``. Inferences are made anew.
        """
        from kg.importing import import_files

        with self._writer() as store:
            return import_files(store, map(Path, files), progress)

    def documents(self) -> list[DocumentEntry]:
        """Return the documents of the store, each with its IRI, its source and how many quads it has."""
        return self._read().documents()

    def remove(self, document: str) -> str:
        """Remove a document, given by IRI, slug or the path it was read from, and return its IRI.

        Raises ``StoreError`` where no document answers to that.
        """
        from kg.building import remove

        with self._writer() as store:
            found = self._find(store, document)
            remove(store, found)
        return found

    def _find(self, store: QuadStore, document: str) -> str:
        if known := store.document_at(str(Path(document).resolve())):
            return known.iri
        for known in store.documents():
            if document in {known.iri, known.iri.removeprefix(DCR + "document/")}:
                return known.iri
        raise StoreError(f"no document {document!r}", where=self.location, remedy="`kg query documents` lists them")

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
        return find(_index(store, store.revision), words, kind=kind, type_=type, limit=limit)

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

    def explain(self, *words: str, limit: int = 3) -> Explanation:
        """Return why the graph has a node (IRI or name) or says a triple (subject, predicate, object).

        The tree goes down to sentences, lines of the lexicon and reference data; ``limit`` is how many ways to infer
        something are shown. Raises ``QueryError`` where the graph has no such node or triple.
        """
        from kg.explaining import explain

        return explain(self._read(), *words, limit=limit)

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

    def view(
        self,
        path: str | Path,
        *,
        focus: str | Sequence[str] | None = None,
        format: str = "page",  # noqa: A002 - the contract's name
        since: str = "",
        until: str = "",
        area: str | None = None,
        with_map: bool = True,
    ) -> None:
        """Write the interactive page (``page``), a pyvis network (``pyvis``) or a picture (``svg`` or ``png``).

        Of the whole graph or around one entity, of the statements from ``since`` to ``until`` (days), of one area; a
        picture of two entities shows them side by side. Raises ``QueryError`` where a name or the format is unknown.
        """
        from kg.page import PagePart, write_drawing, write_page, write_pyvis

        names = [focus] if isinstance(focus, str) else list(focus or ())
        iris = [resolve(self._read(), name) for name in names]
        part = PagePart(since, until, resolve(self._read(), area) if area else "")
        if format not in _VIEWS:
            raise QueryError(f"unknown format {format!r}", remedy=f"use one of {', '.join(_VIEWS)}")
        if format in ("svg", "png"):
            return write_drawing(self._rows, path, focus=iris, part=part, png=format == "png")
        if len(iris) > 1:
            raise QueryError(f"{len(iris)} entities for one page", remedy="name one, or use --format svg")
        iri = iris[0] if iris else None
        if format == "pyvis":
            return write_pyvis(self._rows, path, focus=iri, part=part)
        return write_page(self._rows, path, focus=iri, part=part, with_map=with_map)

    def page(self) -> str:
        """Return the interactive page as HTML."""
        from kg.page import page_data, render_page

        return render_page(page_data(self._rows))

    def show(self, focus: str | None = None, *, height: int = 640, format: str = "page") -> Frame:  # noqa: A002
        """Return the interactive page, or a ``pyvis`` network, for a notebook's cell: of all or around one entity."""
        from kg.page import page_data, render_page, render_pyvis

        iri = resolve(self._read(), focus) if focus else None
        data = page_data(self._rows, focus=iri)
        return Frame(render_pyvis(data) if format == "pyvis" else render_page(data, focus=iri), height)

    def picture(self, *focus: str) -> Picture:
        """Return the network of states, of one state or what two states said, as a picture for a notebook's cell."""
        from kg.page import draw

        return Picture(draw(self._rows, focus=[resolve(self._read(), name) for name in focus]))

    def statement(self, document: str) -> MarkedText:
        """Return a statement, given as ``remove`` takes it, for a notebook: its text with every act marked."""
        found = self._find(self._read(), document)
        head = f"VALUES ?document {{ <{found}> }} ?document"
        (whole,) = self._rows(f"SELECT ?title ?text {{ {head} dcterms:title ?title ; dco:text ?text }}")
        acts = self._rows(
            f"""SELECT ?act ?trigger ?type ?strength {{
                  {head} a dco:JointStatement . ?act dco:statedIn ?document ; dco:trigger ?trigger ;
                  dco:actType/skos:prefLabel ?type ; dco:strength ?strength }} ORDER BY ?act"""
        )
        marks = [Marked(*parse_span(act["act"]), f"{act['type']}, strength {act['strength']}") for act in acts]
        return MarkedText(whole["title"], whole["text"], marks)

    def _repr_html_(self) -> str:
        return self.query("documents")._repr_html_()

    def serialize(self, format: str, scopes: Collection[str] = ()) -> bytes:  # noqa: A002 - the contract's name
        """Return the graph in a format of ``kg.exporting.EXPORT_FORMATS``: the same bytes for the same store.

        ``scopes`` (of ``kg.exporting.SCOPES``) says which graphs an RDF format holds; empty, all but the lexicon.
        Raises ``ExportError`` for another format.
        """
        from kg.exporting import DEFAULT_SCOPES, export_bytes

        return export_bytes(self._read(), format, network=self._projection, scopes=scopes or DEFAULT_SCOPES)

    def export(self, path: str | Path, *, format: str, scopes: Collection[str] = ()) -> None:  # noqa: A002
        """Write what ``serialize`` returns to a file that appears whole or not at all. Raises ``ExportError``."""
        from kg.exporting import DEFAULT_SCOPES, export

        export(self._read(), path, format, network=self._projection, scopes=scopes or DEFAULT_SCOPES)

    def write(self, stream: IO[bytes], *, format: str, scopes: Collection[str] = ()) -> None:  # noqa: A002
        """Write what ``serialize`` returns to a stream, piece by piece. Raises ``ExportError``."""
        from kg.exporting import DEFAULT_SCOPES, export_to

        export_to(self._read(), stream, format, network=self._projection, scopes=scopes or DEFAULT_SCOPES)

    def push(
        self,
        target: str,
        *,
        keep: bool = False,
        credentials: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> MoveReport:
        """Make a server (``sparql+https://…``) hold this graph, graph by graph; return what was done.

        With ``keep``, documents that only the server has stay there. ``credentials`` is a TOML file; without it, the
        environment counts. Raises ``StoreError``; another push goes on from there.
        """
        from kg.interchange import push

        with open_remote(target, credentials) as server:
            return push(self._read(), server, keep=keep, progress=progress)

    def plan_push(self, target: str, *, keep: bool = False, credentials: Path | None = None) -> Plan:
        """Return what ``push`` would do; nothing is changed."""
        from kg.interchange import plan_push

        with open_remote(target, credentials) as server:
            return plan_push(self._read(), server, keep=keep)

    def pull(
        self,
        source: str,
        *,
        credentials: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> MoveReport:
        """Bring the documents of a server into this graph, each checked before it enters; return what was done.

        Raises ``StoreError``; another pull goes on from there.
        """
        from kg.interchange import pull

        with open_remote(source, credentials) as server, self._writer() as store:
            return pull(server, store, progress=progress)

    def plan_pull(self, source: str, *, credentials: Path | None = None) -> Plan:
        """Return what ``pull`` would do; nothing is changed."""
        from kg.interchange import plan_pull

        with open_remote(source, credentials) as server, self._writer() as store:
            return plan_pull(server, store)

    def check(self) -> CheckReport:
        """Run the SHACL shapes, the verify queries and the reasoner, and return what they find."""
        from kg.checking import check

        return check(self._read())

    def history(self, document: str) -> tuple[Version, ...]:
        """Return the versions of a document, there or removed, oldest first; it is given as ``remove`` takes it.

        Each tells when it was recorded and ended, by which program, and which acts came and went. Raises ``StoreError``
        where no document ever answered to that.
        """
        from kg.keeping import versions_of

        return versions_of(self.path, document)

    def forget(self, *documents: str, before: str | date | None = None) -> ForgetReport:
        """Forget documents for good, given as ``remove`` takes them, or all that was gone by the end of a day.

        Text, versions, originals and what they alone had led to go; nothing brings them back. Raises ``StoreError``.
        """
        from kg.keeping import forget, forget_before

        self._release()
        return forget(self.path, documents) if before is None else forget_before(self.path, before)

    def doctor(self) -> Diagnosis:
        """Examine the store's folder, whether it opens or not, and return what is wrong; nothing is changed."""
        from kg.keeping import diagnose

        return diagnose(self.path)

    def repair(self, progress: Callable[[int, int], None] | None = None) -> RepairReport:
        """Mend the store, from its journal and the kept originals, and return what was done and what is lost."""
        from kg.keeping import repair

        self._release()
        return repair(self.path, progress)

    def back_up(self, target: str | Path, *, replace: bool = False) -> BackupReport:
        """Copy the store of this moment to a new folder, beside readers and a writer, and check the copy."""
        from kg.store import back_up

        return back_up(self.path, target, replace=replace)

    def restore(self, source: str | Path, *, replace: bool = False) -> BackupReport:
        """Make this store from a backup; ``replace`` lets it take the place of what is there."""
        from kg.store import restore

        self._release()
        return restore(source, self.path, replace=replace)

    def _projection(self) -> nx.MultiDiGraph:
        store = self._read()
        return _project(store, store.revision)

    def _rows(self, sparql: str) -> Sequence[dict[str, Any]]:
        return run(self._read(), sparql).rows

    def _writer(self) -> QuadStore:
        self._release()
        return open_store(self.location, "write")

    def _release(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _read(self) -> QuadStore:
        if self._reader is None:
            self._reader = open_store(self.location, "read")
        return self._reader


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


@lru_cache(maxsize=2)
def _project(store: QuadStore, revision: int) -> nx.MultiDiGraph:
    """Return the projection of a store at a revision."""
    from kg.network import project

    return project(lambda sparql: run(store, sparql))


@lru_cache(maxsize=2)
def _index(store: QuadStore, revision: int) -> Index:
    """Return the index for search of a store at a revision."""
    from kg.searching import open_index

    return open_index(store)
