"""Offices in lists: the words that may stand between the states of one list ("... and the Foreign Minister of ...").

Not a stage; the search for parties asks it. In: the words between two names, or before the first. Out: whether they do
no more than name offices, or those who sit in a body. Which words name offices is read from the posts and group nouns
of the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from kg.knowledge.gazetteer import plural
from kg.knowledge.letters import fold
from kg.knowledge.naming import load_naming

__all__ = ["ends_in_offices", "joins_offices", "names_offices", "names_organ"]

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
    "countries", "nations", "governments", "government", "people", "senior", "high-level", "officials",
    "representatives", "experts", "envoys", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "all", "both",
])  # fmt: skip
_SITTINGS = frozenset([
    "session", "sitting", "meeting", "assembly", "summit", "troika", "organ", "bureau", "congress", "quartet",
    "plenary", "representatives", "participants", "members", "officials", "experts",
])  # fmt: skip
_QUALIFIERS = frozenset([
    "today", "all", "special", "joint", "extraordinary", "extra-ordinary", "ordinary", "annual", "regular", "inaugural",
    "biennial",
    "ministerial", "emergency", "informal", "virtual", "high", "level", "supreme", "double", "senior", "permanent",
    "standing", "third", "second", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "security",
    "military", "affairs", "cooperation", "peace", "intelligence", "services", "agencies", "small", "steering",
    "participating", "delegations", "attending", "present", "gathered", "assembled", "taking", "part", "in", "at",
])  # fmt: skip
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b|\b[IVXL]+\b")


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    """Return the words of all posts and group nouns, singular and plural, in British and American spelling."""
    naming = load_naming()
    labels = [label for group in naming.groups for label in group.labels]
    for role in naming.roles:
        labels += naming.knowledge.labels(role)
    words = {word for label in labels for word in fold(label).split()}
    words |= {str(plural(word)) for word in words if plural(word)}
    words |= {word.replace("defence", "defense") for word in words}
    return frozenset(words | {word.capitalize() for word in words})


def names_offices(words: str) -> bool:
    """Tell whether words name offices and nothing else: "We, the Foreign Ministers of the"."""
    found = [fold(word) for word in _WORD.findall(words)]
    return all(word in _LINKS or word in _STYLES or word in _office_words() for word in found)


def ends_in_offices(words: str) -> bool:
    """Tell whether words before the name of a state end with several who have offices there.

    >>> ends_in_offices("met in Oslo with her colleagues from "), ends_in_offices("arrived in Oslo from ")
    (True, False)
    """
    found = [fold(word) for word in _WORD.findall(words)]
    known = takewhile(lambda word: word in _LINKS or word in _STYLES or word in _office_words(), reversed(found))
    return any(word.endswith("s") and word in _office_words() for word in known)


def names_organ(words: str) -> bool:
    """Tell whether words before the name of a body say who or what of it acts, and nothing else.

    "The Council of Ministers of the", "We, the Heads of State and Government of the", "The 9th Meeting of the".
    """
    if len(words) > _LONGEST or _STOP.search(words) or not words.rstrip().endswith(("of", "of the", "OF", "OF THE")):
        return False
    found = [fold(word) for word in _WORD.findall(_ORDINAL.sub("", words))]
    nouns = load_naming().body_nouns | _SITTINGS
    plural_offices = any(word.endswith("s") and word in _office_words() for word in found)
    known = _LINKS | _STYLES | _QUALIFIERS | nouns | _office_words()
    return (plural_offices or not nouns.isdisjoint(found)) and known.issuperset(found)


def joins_offices(words: str) -> bool:
    """Tell whether words between two names go on with a further office: ", and the Defence Ministers of the"."""
    if len(words) > _LONGEST or _STOP.search(words):
        return False
    found = _WORD.findall(words)
    joined = bool(found) and fold(found[0]) in _JOINING and found[-1] in ("of", "from", "for", "the")
    titled = all(word in _LINKS or word[0].isupper() for word in found)  # "and the Head of the Bureau of Lakes of"
    return joined and (names_offices(words) or (titled and any(fold(word) in _office_words() for word in found)))
