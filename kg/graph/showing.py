"""How a graph is shown and written out: the page, pictures, notebooks, files.

In: what to show. Out: files, and what a notebook displays. Nothing here changes a store.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import IO

from kg.errors import QueryError
from kg.graph.opened import OpenedStore
from kg.names import parse_span
from kg.notebook import Frame, Marked, MarkedText, Picture
from kg.query import resolve

__all__ = ["Showing"]

_VIEWS = ("page", "pyvis", "svg", "png")


class Showing(OpenedStore):
    """A graph as far as it is shown and written out."""

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

    def serialize(self, format: str, scopes: Collection[str] = ()) -> bytes:  # noqa: A002 - the contract's name
        """Return the graph in a format of ``kg.exporting.EXPORT_FORMATS``: the same bytes for the same store.

        ``scopes`` (of ``kg.exporting.SCOPES``) says which graphs an RDF format holds; empty, all but the lexicon.
        Raises ``ExportError`` for another format.
        """
        from kg.exporting import DEFAULT_SCOPES, export_bytes

        return export_bytes(self._read(), format, scopes=scopes or DEFAULT_SCOPES)

    def export(self, path: str | Path, *, format: str, scopes: Collection[str] = ()) -> None:  # noqa: A002
        """Write what ``serialize`` returns to a file that appears whole or not at all. Raises ``ExportError``."""
        from kg.exporting import DEFAULT_SCOPES, export

        export(self._read(), path, format, scopes=scopes or DEFAULT_SCOPES)

    def write(self, stream: IO[bytes], *, format: str, scopes: Collection[str] = ()) -> None:  # noqa: A002
        """Write what ``serialize`` returns to a stream, piece by piece. Raises ``ExportError``."""
        from kg.exporting import DEFAULT_SCOPES, export_to

        export_to(self._read(), stream, format, scopes=scopes or DEFAULT_SCOPES)
