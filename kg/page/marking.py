"""Finds where a statement's text names what its sentences mention.

In: a text, its sentences with what each mentions, and the names of all that is mentioned. Out: spans. The graph says
which sentence names which entity, not at which words; here the words are those of the entity's names. A sentence that
names an entity by a pronoun or a title alone gets no span. The module knows nothing of RDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

__all__ = ["find_names", "name_finder"]

_ACRONYM = 5


def find_names(
    text: str, sentences: Iterable[tuple[int, int, tuple[str, ...]]], finder: Callable[[str], re.Pattern[str] | None]
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and entity of each name that stands in a sentence that mentions the entity.

    >>> finder = name_finder({"urn:aden": ("Gulf of Aden", "Aden")})
    >>> list(find_names("in the Gulf of Aden.", [(0, 20, ("urn:aden",))], finder))
    [(7, 19, 'urn:aden')]
    """
    for start, end, entities in sentences:
        for entity in entities:
            pattern = finder(entity)
            for match in pattern.finditer(text, start, end) if pattern else ():
                yield match.start(), match.end(), entity


def name_finder(names: Mapping[str, tuple[str, ...]]) -> Callable[[str], re.Pattern[str] | None]:
    """Return the function that gives an entity the pattern of its names, the longest first; None without a name."""

    @cache
    def finder(entity: str) -> re.Pattern[str] | None:
        forms = sorted({name for name in names.get(entity, ()) if len(name) > 1}, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(_form, forms))) if forms else None

    return finder


def _form(name: str) -> str:
    """Return the pattern of one name: whole words, any white space, a plural; case matters in short names alone.

    >>> bool(re.search(_form("ballistic missile"), "Ballistic\\nmissiles")), bool(re.search(_form("US"), "for us"))
    (True, False)
    """
    words = r"\s+".join(map(re.escape, name.split()))
    body = words if len(name) <= _ACRONYM else f"(?i:{words}(?:e?s)?)"
    return rf"(?<!\w){body}(?!\w)"
