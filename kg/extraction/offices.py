"""Offices in lists: the words that may stand between the states of one list ("... and the Foreign Minister of ...").

Not a stage; the search for parties asks it. In: the words between two names, or before the first. Out: whether they do
no more than name offices. Which words name offices is read from the posts and group nouns of the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.knowledge.gazetteer import plural
from kg.knowledge.letters import fold
from kg.knowledge.naming import load_naming

__all__ = ["joins_offices", "names_offices"]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LINKS = frozenset([
    "a", "an", "the", "of", "from", "for", "and", "to", "with", "as", "well", "together", "along", "by",
    "representing", "on", "behalf",
])  # fmt: skip
_STOP = re.compile(r"[.;:!?]")
_LONGEST = 160
_JOINING = frozenset(["and", "with", "as", "together", "along", "accompanied"])
_STYLES = frozenset([
    "we", "their", "his", "her", "excellencies", "excellency", "majesty", "majesties", "undersigned", "respective",
    "duly", "authorized", "authorised", "political", "defence", "foreign", "first", "federal", "member", "states",
    "countries", "nations", "governments", "government", "people",
])  # fmt: skip


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    """Return the words of all posts and group nouns, singular and plural, in British and American spelling."""
    naming = load_naming()
    labels = [label for group in naming.groups for label in group.labels]
    for role in naming.roles:
        labels += naming.knowledge.values(role, "skos:prefLabel") + naming.knowledge.values(role, "skos:altLabel")
    words = {word for label in labels for word in fold(label).split()}
    words |= {str(plural(word)) for word in words if plural(word)}
    words |= {word.replace("defence", "defense") for word in words}
    return frozenset(words | {word.capitalize() for word in words})


def names_offices(words: str) -> bool:
    """Tell whether words name offices and nothing else: "We, the Foreign Ministers of the"."""
    found = [fold(word) for word in _WORD.findall(words)]
    return all(word in _LINKS or word in _STYLES or word in _office_words() for word in found)


def joins_offices(words: str) -> bool:
    """Tell whether words between two names go on with a further office: ", and the Defence Ministers of the"."""
    if len(words) > _LONGEST or _STOP.search(words):
        return False
    found = [fold(word) for word in _WORD.findall(words)]
    joined = bool(found) and found[0] in _JOINING and found[-1] in ("of", "from", "for", "the")
    return joined and names_offices(words)
