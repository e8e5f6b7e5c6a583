"""Portfolios: what a post is of, and where that ends: "Minister for Defence and Veterans | Kari Lund".

Not a stage; the stage of persons asks it. In: a text, where listed posts stand, and the words for what posts are of.
Out: offsets. The module knows no person: a name begins where the words for fields end.
"""

from __future__ import annotations

import re

from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.gazetteer import Hit
from kg.knowledge.naming import Naming
from kg.knowledge.spelling import british

__all__ = ["FieldReader"]

_COMPLEMENT = re.compile(r"\s(?:of|for)\s")
_NEXT = re.compile(r"(?:,?\s+and|,)?\s+([A-Z][\w-]+)")
_LAST_WORD = re.compile(r"[\w-]+$")
_WORD = re.compile(r"\s+([A-Z][\w’'-]*)")
_REACH = 60


class FieldReader:
    """Reads the fields of posts in one text."""

    __slots__ = ("_naming", "_posts", "_text")

    def __init__(self, text: str, posts: SpanIndex, naming: Naming) -> None:
        self._text, self._posts, self._naming = text, posts, naming

    def end_of(self, post: Hit) -> int:
        """Return where the fields of a post end: "Minister for Defence | and Veterans"; another post is none."""
        end = post.end
        while _COMPLEMENT.search(self._text, post.start, end) and (more := _NEXT.match(self._text, end)):
            if not self._is_field(more[1]) or self._posts.starting(more.start(1)):
                break
            end = more.end()
        return end

    def follows(self, end: int) -> bool:
        """Tell whether the word for a field or a service stands behind an offset: "UK | Army"."""
        after = _WORD.match(self._text, end)
        return after is not None and self._is_field(after[1])

    def begins_name(self, end: int) -> bool:
        """Tell whether the name of the holder follows a field: "Undersecretary of National Defence | Kari Lund"."""
        before = _LAST_WORD.search(self._text, max(0, end - _REACH), end)
        after = _WORD.match(self._text, end)
        if before is None or after is None or not self._is_field(before[0]):
            return False
        return not self._is_field(after[1]) and self._posts.starting(after.start(1)) is None

    def _is_field(self, word: str) -> bool:
        return british(word) in self._naming.portfolios
