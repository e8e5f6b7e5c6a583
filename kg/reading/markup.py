"""HTML as a tree, by the standard library's tokenizer.

In: decoded HTML. Out: nodes, with the text of each kept exactly. Nesting of any depth is read without recursion, a
missing end tag is implied as browsers do, and nothing is judged: what is a menu and what a statement is not known
here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

__all__ = ["BLOCKS", "Node", "parse_markup"]

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_CELLS = frozenset(["td", "th", "caption"])
_TABLE_PARTS = _CELLS | {"table", "tr", "tbody", "thead", "tfoot"}
_BARRIERS = _CELLS | {"table"}
_DEEPEST_PATH = 200


class Node:
    """An element: its tag, attributes and children, which are nodes and strings. ``index`` counts equal siblings."""

    __slots__ = ("attributes", "children", "index", "parent", "seen", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []
        self.seen: Counter[str] = Counter()
        self.index = 1
        if parent is not None:
            parent.seen[tag] += 1
            self.index = parent.seen[tag]
            parent.children.append(self)

    def ancestors(self) -> Iterator[Node]:
        """Yield the elements around this one, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node | str]:
        """Yield all that is inside, in the order of the document."""
        waiting: list[Node | str] = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            yield child
            if isinstance(child, Node):
                waiting.extend(reversed(child.children))

    def nodes(self, *tags: str) -> Iterator[Node]:
        """Yield the elements inside that have one of these tags; all of them where none is given."""
        for child in self.walk():
            if isinstance(child, Node) and (not tags or child.tag in tags):
                yield child

    def words(self) -> str:
        """Return the text inside, with its spaces collapsed."""
        return " ".join("".join(child for child in self.walk() if isinstance(child, str)).split())

    def path(self) -> str:
        """Return the XPath of this element in the page as it was written, cut where it is absurdly deep."""
        steps = [self, *self.ancestors()][:-1]
        return "".join(f"/{node.tag}[{node.index}]" for node in reversed(steps[-_DEEPEST_PATH:]))


def parse_markup(html: str) -> Node:
    """Return the root of the tree, a node without a tag.

    >>> root = parse_markup("<p>One<p>Two &amp; three")
    >>> [(node.path(), node.words()) for node in root.nodes("p")]
    [('/p[1]', 'One'), ('/p[2]', 'Two & three')]
    """
    parser = _TreeParser()
    parser.feed(html)
    parser.close()
    return parser.root


class _TreeParser(HTMLParser):
    """Builds the tree. ``_scopes`` counts the open tags inside each table and cell, which no end tag inside closes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {}, None)
        self._open = [self.root]
        self._scopes: list[Counter[str]] = [Counter()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._imply_ends(tag)
        attributes = {name: value or "" for name, value in reversed(attrs)}
        node = Node(tag, attributes, self._open[-1])
        if tag not in VOID:
            self._open.append(node)
            self._scopes[-1][tag] += 1
            if tag in _BARRIERS:
                self._scopes.append(Counter())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # as browsers do: the slash of <div/> means nothing

    def handle_endtag(self, tag: str) -> None:
        if tag in _TABLE_PARTS:
            if any(scope[tag] for scope in self._scopes[-4:]):
                self._close(tag)
        elif self._scopes[-1][tag]:
            self._close(tag)
        elif tag == "br":
            self.handle_starttag("br", [])

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def parse_html_declaration(self, i: int) -> int:
        """Read ``<![...`` as the comment that browsers see in it; the tokenizer fails on some."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def _imply_ends(self, tag: str) -> None:
        scope = self._scopes[-1]
        if tag in BLOCKS and scope["p"]:
            self._close("p")
        if tag == "li":
            self._close_item()
        elif tag in ("dt", "dd"):
            for other in ("dt", "dd"):
                if scope[other] and self._open[-1].tag == other:
                    self._close(other)
        elif tag in ("td", "th", "tr", "tbody", "thead", "tfoot"):
            self._close_row(tag)

    def _close_item(self) -> None:
        for node in reversed(self._open):
            if node.tag == "li":
                self._close("li")
                return
            if node.tag in BLOCKS and node.tag not in ("div", "p", "address"):
                return

    def _close_row(self, tag: str) -> None:
        barrier = next((node for node in reversed(self._open) if node.tag in _BARRIERS), None)
        if barrier is not None and barrier.tag in _CELLS:
            self._close(barrier.tag)
        if tag not in _CELLS and self._scopes[-1]["tr"]:
            self._close("tr")
        if tag not in _CELLS and tag != "tr":
            for part in ("tbody", "thead", "tfoot"):
                if self._scopes[-1][part]:
                    self._close(part)

    def _close(self, tag: str) -> None:
        while len(self._open) > 1:
            node = self._open.pop()
            if node.tag in _BARRIERS and len(self._scopes) > 1:
                self._scopes.pop()
            self._scopes[-1][node.tag] -= 1
            if node.tag == tag:
                return
