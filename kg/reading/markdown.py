"""A Markdown file as a statement's text.

In: the bytes of a CommonMark file. Out: a ``Rendition``: what a reader of the page made from it sees, its line
breaks kept. A front matter block between ``---`` lines is no text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from kg.reading.page import render_fragment
from kg.reading.rendition import Rendition
from kg.reading.source import decode

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read_markdown(raw: bytes) -> Rendition:
    """Return the text of a Markdown file; raises ``SourceError`` where it is no text.

    >>> read_markdown(b"# Joint Statement\\n\\nThe *Ministers* met in [Oslo](https://oslo.no).").text
    'Joint Statement\\n\\nThe Ministers met in Oslo.'
    """
    reader = MarkdownIt("commonmark", {"breaks": True}).disable("code")  # an indented paragraph is a paragraph
    return Rendition(render_fragment(reader.render(_FRONT.sub("", decode(raw, None)))).text)
