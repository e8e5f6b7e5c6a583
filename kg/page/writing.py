"""Writes the interactive page: one HTML file that asks for nothing.

In: ``PageData`` or a query function. Out: a file, replaced in one step. The policy in the page allows only the scripts
and the style whose hashes it names; document text travels as data and is never part of the markup. The program is
packed, since it is most of a small page, and a loader of a few lines unpacks it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from string import Template

from kg.errors import ExportError, QueryError
from kg.files import write_atomically
from kg.page.assembly import page_data
from kg.page.bundle import ASSETS, page_script, page_style
from kg.page.data import PageData, PagePart
from kg.page.encoding import encode, pack
from kg.page.gathering import Query
from kg.page.placing import count_opening, place_data, place_states
from kg.page.world import encode_world

__all__ = ["plain_title", "render_page", "write_page"]


def write_page(
    query: Query,
    path: str | Path,
    *,
    focus: str | None = None,
    title: str | None = None,
    part: PagePart | None = None,
    with_map: bool = True,
) -> None:
    """Write the page of the store behind ``query`` to ``path``; with ``focus`` of that node's neighbourhood alone."""
    data = page_data(query, focus=focus, part=part)
    if focus and not data.nodes:
        raise QueryError("no entity of this IRI in the graph", where=focus, remedy="give the full IRI of a node")
    write_atomically(path, render_page(data, focus=focus, title=title, with_map=with_map).encode())


def render_page(data: PageData, *, focus: str | None = None, title: str | None = None, with_map: bool = True) -> str:
    """Return the page as HTML; without its map it is some 30 kB smaller."""
    heading = title or _heading(data, focus)
    code, style = page_script(), page_style()
    loader = (ASSETS / "loader.js").read_text(encoding="utf-8")
    for name, text in (("script", loader), ("style", style)):
        if f"</{name}" in text.lower() or "<!--" in text:
            raise ExportError(f"the page's {name} would end early", where=ASSETS, remedy="reinstall defcoop")
    world = encode_world(data.nodes) if with_map else None
    packed = encode(
        data,
        place_data(data),
        states=place_states(data),
        opening=count_opening(data),
        title=heading,
        focus=focus,
        world=world,
    )
    policy = (
        f"default-src 'none'; script-src '{_hash(loader)}' '{_hash(code)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    template = Template((ASSETS / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        policy=policy,
        title=html.escape(plain_title(heading)),
        style=style,
        data=pack(json.dumps(packed, ensure_ascii=False, separators=(",", ":"), sort_keys=True)),
        code=pack(code),
        loader=loader,
    )


def _heading(data: PageData, focus: str | None) -> str:
    about = next((node.label for node in data.nodes if node.id == focus), "")
    return f"Defence cooperation: {about}" if about else "Defence cooperation"


def plain_title(title: str) -> str:
    """Return text in one line without the characters that cannot be seen.

    >>> plain_title("a\u202eb\\n c")
    'a b c'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
