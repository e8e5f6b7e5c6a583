"""The interactive page: what the graph says, and the sentence behind it, in one HTML file.

In: a function that runs SPARQL over the store. Out: a file that works offline from disk and asks for nothing.
"""

from __future__ import annotations

from kg.page.assembly import page_data
from kg.page.data import Edge, Finding, Mention, Node, PageData, PagePart, Part, Statement
from kg.page.drawing import draw, write_drawing
from kg.page.pyvis_page import render_pyvis, write_pyvis
from kg.page.writing import render_page, write_page

__all__ = [
    "Edge",
    "Finding",
    "Mention",
    "Node",
    "PageData",
    "PagePart",
    "Part",
    "Statement",
    "draw",
    "page_data",
    "render_page",
    "render_pyvis",
    "write_drawing",
    "write_page",
    "write_pyvis",
]
