"""A saved web page as a statement's text.

In: the bytes of a page, or HTML. Out: a ``Rendition``: the statement without the page's frame, the element of each
passage, and what the page says of itself. The text of the tree is held against a count of its own over the tags, so
that a page that breaks the parser is refused and not cut short.
"""

from __future__ import annotations

import html
import re

from kg.errors import SourceError
from kg.reading.boilerplate import find_content, find_frame, find_unseen, trim
from kg.reading.charset import decode_page
from kg.reading.markup import Node, parse_markup
from kg.reading.pagefacts import find_titles, read_page_facts
from kg.reading.passages import Passage, count_letters, find_passages
from kg.reading.rendition import Place, Rendition, TextBuilder

__all__ = ["check_volume", "read_page", "render_fragment"]

_REMEDY = "save the statement's own page, or give its text (.txt)"
_COMMENT = re.compile(r"<!--.*?--!?>|<!--.*\Z", re.DOTALL)
_RAW = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?](?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*'|[\"'])*>")
_TOLERANCE = 0.05


def read_page(raw: bytes, encoding: str = "") -> Rendition:
    """Return the statement in a saved page, whose ``encoding`` may be told beside it.

    Raises ``SourceError`` where the page holds none.
    """
    text = decode_page(raw, encoding)
    root = parse_markup(text)
    check_volume(text, root)
    unseen = find_unseen(root)
    shown = find_passages(root, unseen)
    content = find_content(root, shown)
    passages = find_passages(content, unseen | find_frame(content, shown))
    kept = trim(passages, find_titles(root))
    if not kept:
        raise SourceError("no statement in this page: nothing but links and short lines", remedy=_REMEDY)
    rendition = _build(kept)
    return Rendition(rendition.text, rendition.places, read_page_facts(root))


def render_fragment(markup: str) -> Rendition:
    """Return all the text of a piece of HTML that has no frame."""
    root = parse_markup(markup)
    return _build(find_passages(root, find_unseen(root)))


def _build(passages: list[Passage]) -> Rendition:
    builder = TextBuilder()
    for passage in passages:
        lines = passage.text.replace("\n", "\n" + passage.indent)
        builder.add(lines, Place(0, 0, element=passage.node.path() or None), f"\n\n{passage.indent}")
    return Rendition(builder.text, tuple(builder.places))


def check_volume(text: str, root: Node) -> None:
    """Raise where the tree holds clearly less text than the page has between its tags."""
    bare = _TAG.sub(" ", _RAW.sub(" ", _COMMENT.sub(" ", text)))
    expected = count_letters(html.unescape(bare))
    script = sum(
        count_letters(child)
        for node in root.nodes("script", "style")
        for child in node.walk()
        if isinstance(child, str)
    )
    found = sum(count_letters(child) for child in root.walk() if isinstance(child, str)) - script
    if found < (1 - _TOLERANCE) * expected - 50:
        problem = f"broken HTML: {expected - found} of {expected} letters would be lost"
        raise SourceError(problem, remedy="repair the page, or give the statement's text (.txt)")
