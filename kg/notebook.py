"""Rich displays for notebooks: rows as a table, the page in a frame, a picture, a statement with its acts marked.

In: rows, a page, a statement's text and spans. Out: values whose ``_repr_html_`` a notebook shows. All text is escaped;
the page runs in a sandboxed frame under its own policy. The module knows nothing of stores.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Frame", "Marked", "MarkedText", "Picture", "Rows"]

_SHOWN = 200


class Rows(list[dict[str, Any]]):
    """Rows of a query: a list of dictionaries that a notebook shows as a table, with labels for IRIs."""

    def __init__(self, rows: Iterable[dict[str, Any]] = (), labels: Callable[[], Mapping[str, str]] = dict) -> None:
        super().__init__(rows)
        self._labels = labels

    def _repr_html_(self) -> str:
        if not self:
            return "<p>no rows</p>"
        labels = self._labels()
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self[0])
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(value, labels)}</td>" for value in row.values()) + "</tr>"
            for row in self[:_SHOWN]
        )
        more = f"<p>{len(self) - _SHOWN} rows more</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object, labels: Mapping[str, str]) -> str:
    """Return a value as HTML, an IRI by its label.

    >>> _cell("<b>", {})
    '&lt;b&gt;'
    """
    text = "" if value is None else str(value)
    label = labels.get(text)
    return f'<span title="{html.escape(text)}">{html.escape(label)}</span>' if label else html.escape(text)


@dataclass(frozen=True, slots=True)
class Frame:
    """The interactive page inside a notebook's cell, ``height`` CSS pixels high."""

    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="defcoop" sandbox="allow-scripts allow-downloads" width="100%" height="{self.height}" '
            f'style="border: 1px solid #8886" srcdoc="{html.escape(self.page)}"></iframe>'
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG text."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg.partition("?>\n")[2] or self.svg


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked range of a text, and what to say of it."""

    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A statement with its acts marked; where marks overlap, the first counts."""

    title: str
    text: str
    marks: Sequence[Marked]

    def _repr_html_(self) -> str:
        pieces, position = [], 0
        for mark in sorted(self.marks, key=lambda mark: (mark.start, mark.end)):
            if mark.start >= position:
                pieces.append(html.escape(self.text[position : mark.start]))
                words = html.escape(self.text[mark.start : mark.end])
                pieces.append(f'<mark title="{html.escape(mark.note)}">{words}</mark>')
                position = mark.end
        pieces.append(html.escape(self.text[position:]))
        return f'<h4>{html.escape(self.title)}</h4><div style="white-space: pre-wrap">{"".join(pieces)}</div>'
