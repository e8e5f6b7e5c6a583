"""Spelling: words of posts as they are compared, whichever English writes them.

In: words of a text or of the lexicon. Out: folded words in British spelling, and the labels of a role so written. The
module knows no post.
"""

from __future__ import annotations

from functools import lru_cache

from kg.knowledge.letters import fold
from kg.knowledge.naming import load_naming

__all__ = ["british", "role_labels"]


def british(words: str) -> str:
    """Return words folded, with single blanks, in British spelling.

    >>> british("Secretary of  Defense")
    'secretary of defence'
    """
    return " ".join(fold(words).replace("defense", "defence").split())


@lru_cache(maxsize=1024)
def role_labels(role: str) -> frozenset[str]:
    """Return the labels of a role noun of the lexicon, by its IRI, as ``british`` writes them."""
    known = load_naming().knowledge
    return frozenset(map(british, known.labels(role)))
