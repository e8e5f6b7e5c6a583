"""What a browser shows of a tree, as passages: one for each piece of text that stands in a block of its own.

In: a tree and the elements to leave out. Out: passages in reading order. Spaces collapse as in a browser; list items
get the marks that a browser draws; a raised number that points to a note becomes ``[1]``. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.reading.markup import BLOCKS, Node

__all__ = ["Passage", "count_letters", "find_passages", "format_number"]

_SPACES = re.compile(r"[ \t\n\r\f]+")
_LINE_EDGES = re.compile(r" *\n *")
_OWN_MARK = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|[-–—•*·▪▫◦‣●○■□➢✓])\s")
_NOTE = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡§]|[ivx]{1,4})\s*[\])]?")
_LISTS = ("ol", "ul", "menu", "dir")
_INDENT = "    "
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that one block shows. ``letters`` counts its letters and digits, ``linked`` those inside links."""

    text: str
    node: Node
    letters: int
    linked: int
    links: int
    indent: str = ""


def count_letters(text: str) -> int:
    """Return how many letters and digits a text has.

    >>> count_letters("P-3C, 2018")
    7
    """
    return sum(map(str.isalnum, text))


def find_passages(root: Node, left_out: Collection[Node]) -> list[Passage]:
    """Return the passages of a tree, without the elements that are left out."""
    return _Renderer(left_out).render(root)


class _Renderer:
    """Walks the tree with a stack of its own, so that no depth of nesting can overflow it."""

    def __init__(self, left_out: Collection[Node]) -> None:
        self._left_out = left_out
        self._passages: list[Passage] = []
        self._pieces: list[str] = []
        self._linked = self._links = self._inside_link = self._inside_pre = 0
        self._lists: list[int] = []  # how many items each open list has numbered; bullets count too
        self._marks: list[str] = []

    def render(self, root: Node) -> list[Passage]:
        waiting: list[tuple[Node | str, bool]] = [(root, True)]
        owner = [root]
        while waiting:
            child, entering = waiting.pop()
            if isinstance(child, str):
                self._write(child)
            elif not entering:
                self._leave(child, owner)
            elif child not in self._left_out:
                waiting.append((child, False))
                if self._enter(child, owner):
                    waiting.extend((inner, True) for inner in reversed(child.children))
        self._flush(owner[-1])
        return self._passages

    def _write(self, text: str) -> None:
        self._pieces.append(text if self._inside_pre else _SPACES.sub(" ", text))
        if self._inside_link:
            self._linked += count_letters(text)

    def _enter(self, node: Node, owner: list[Node]) -> bool:
        """Begin an element, and tell whether its children are to be read."""
        tag = node.tag
        if tag in BLOCKS:
            self._flush(owner[-1])
            owner.append(node)
        if tag in _LISTS:
            start = node.attributes.get("start", "")
            self._lists.append(int(start) - 1 if start.isdecimal() and len(start) < 5 else 0)
        elif tag == "li":
            self._marks.append(self._number_item(node))
        elif tag == "pre":
            self._inside_pre += 1
        elif tag == "a":
            self._inside_link += 1
            self._links += 1
        elif tag == "br":
            if self._ends_line():
                self._flush(owner[-1])  # two breaks part two paragraphs
            self._pieces.append("\n")
        elif tag == "q":
            self._pieces.append("“")
        elif tag == "sup":
            return self._raise(node)
        return True

    def _leave(self, node: Node, owner: list[Node]) -> None:
        tag = node.tag
        if tag in BLOCKS:
            self._flush(owner[-1])
            owner.pop()
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._marks.pop()
        elif tag == "pre":
            self._inside_pre -= 1
        elif tag == "a":
            self._inside_link -= 1
        elif tag == "q":
            self._pieces.append("”")

    def _ends_line(self) -> bool:
        """Tell whether nothing but spaces stands after the last line break."""
        for piece in reversed(self._pieces):
            if piece == "\n":
                return True
            if not piece.isspace():
                return False
        return False

    def _raise(self, node: Node) -> bool:
        """Write a raised note mark as ``[1]``; anything else that is raised (15th) stays as it is."""
        words = node.words()
        match = _NOTE.fullmatch(words)
        if match is None:
            return True
        first = not "".join(self._pieces).strip()
        self._pieces.append(f"[{match[1]}] " if first else f"[{match[1]}]")
        return False

    def _number_item(self, node: Node) -> str:
        if not self._lists:
            return "- "
        value = node.attributes.get("value", "")
        number = int(value) if value.isdecimal() and len(value) < 5 else self._lists[-1] + 1
        self._lists[-1] = number
        parent = node.parent
        if parent is None or parent.tag != "ol":
            return "- "
        return format_number(number, parent.attributes.get("type", "1")) + ". "

    def _flush(self, node: Node) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        if not self._inside_pre:
            text = _LINE_EDGES.sub("\n", re.sub(" {2,}", " ", text))
        text = text.strip(" \t\n\r\f")
        if text:
            text, indent = self._mark(text)
            links = max(self._links, 1 if self._linked else 0)
            self._passages.append(Passage(text, node, count_letters(text), self._linked, links, indent))
        self._linked = self._links = 0

    def _mark(self, text: str) -> tuple[str, str]:
        depth = len(self._marks)
        if depth and self._marks[-1]:
            mark, self._marks[-1] = self._marks[-1], ""
            return (text if _OWN_MARK.match(text) else mark + text), _INDENT * (depth - 1)
        return text, _INDENT * depth


def format_number(number: int, kind: str) -> str:
    """Return the number of a list item: ``kind`` is ``1``, ``a``, ``A``, ``i`` or ``I``.

    >>> [format_number(4, kind) for kind in "1aI"]
    ['4', 'd', 'IV']
    """
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number <= 39:
        words = ""
        for value, letters in _ROMAN:
            words += letters * (number // value)
            number %= value
        return words if kind == "i" else words.upper()
    return str(number)
