"""Bodies that no list has and no head noun tells, by what they do: who sits at the beginning of a text, and acts below.

In: the text, its headlines and first sentences, where listed names stand. Out: candidates for organizations, wherever
their names recur. It wants two signs: a sitting ("The Northern Quartet met in", "the third session of the Council of
the Rivers Pact was held", "Communiqué of the Rivers Five"), and a sentence below that the noun of the name begins
("The Quartet condemned"), or the same name in the other of title and opening. It leaves the names of states and listed
bodies to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import Sentence
from kg.extraction.naming.candidates import Candidate, SpanIndex
from kg.extraction.naming.offices import names_offices
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, slug
from kg.record import Span

__all__ = ["find_sittings"]

_CAPITAL = r"[A-Z][\w’'-]*"
_LINK = r"(?:(?i:of|on|for|against|and|to|in|the)\s+)"
_NAME = rf"(?P<name>{_CAPITAL}(?:\s+{_LINK}{{0,2}}{_CAPITAL}){{0,9}})"
_SITS = (
    r"(?:(?:has|have)\s+)?(?:(?:was|were|been)\s+)?(?:held|holds|met|meets|convened|assembled|gathered|opened"
    r"|took\s+place|ended|concluded)\b"
)
_BETWEEN = r"(?:\s*\([^()\n]{2,60}\))?(?:,[^.;\n]{2,160},)?(?:\s+(?:also|today|again|yesterday))?\s+"
_SITTING = r"(?:session|meeting|summit|conference|plenary|sitting|ministers|leaders|chiefs|heads|states|countries)"
_FIRST = re.compile(rf"(?:[^.;]{{0,80}},\s+)?(?i:the)\s+{_NAME}{_BETWEEN}{_SITS}")
_SESSION = re.compile(rf"\b(?i:{_SITTING}\s+of(?:\s+the\s+member\s+states\s+of)?\s+the)\s+{_NAME}{_BETWEEN}{_SITS}")
_ISSUED = re.compile(
    r"(?i:\b(?:communiqu[eé]|statement|declaration|final\s+act|resolutions?|conclusions|session|meeting)\s+"
    rf"(?:issued\s+by|adopted\s+by|of|by)\s+the)\s+{_NAME}(?=\s*(?:$|[,(:.–—-]|\n|\d|on\b|at\b|following\b|held\b))",
    re.MULTILINE,
)
_PARTS = re.compile(r"\s+(?:of|on|for|against|to)\s+", re.IGNORECASE)
_SUBJECT = re.compile(r"\s+(?:on|regarding|concerning)\s+", re.IGNORECASE)
_ACTS = r"\s+(?:also\s+|further\s+|has\s+|strongly\s+)?(?:[a-z]+(?:s|ed)|held|met|took)\b"
_OPENING = 6
_CONVENED = ("forum", "meeting")


def find_sittings(
    text: str, headlines: Sequence[Sentence], sentences: Sequence[Sentence], names: SpanIndex, naming: Naming
) -> Iterator[Candidate]:
    """Yield each mention of the bodies that sit in the title or the opening and act below."""
    opening = [sentence.span for sentence in sentences[:_OPENING]]
    front = [line.span for line in headlines if not opening or line.span.start < opening[0].start]
    told = [match for span in front for match in _ISSUED.finditer(text, span.start, span.end)]
    for span in opening:
        first = _FIRST.match(text, span.start, span.end)
        told += [match for match in (first, _SESSION.search(text, span.start, span.end)) if match]
    for name in dict.fromkeys(_own_words(text, m["name"]) for m in told if _may_name(text, m, names, naming)):
        places = _places(text, name)
        below = [place for place in places if not any(place.start() < span.end for span in front)]
        if _acts_below(text, name) or (len(below) < len(places) and below):
            label = name.title() if name.isupper() else name
            iri = f"{DCR}org/{slug(label)}"
            yield from (Candidate(m.start(), m.end(), "ORG", iri, DCO + "Organization", label, 7) for m in places)


def _own_words(text: str, name: str) -> str:
    """Return a name on one line, without the subject of the title that it stands in: "the Council of X | on Piracy"."""
    words = " ".join(name.split())
    return words if len(_places(text, words)) > 1 else _SUBJECT.split(words)[0]


def _places(text: str, name: str) -> list[re.Match[str]]:
    return list(re.finditer(r"\s+".join(map(re.escape, name.split())), text, re.IGNORECASE))


def _may_name(text: str, match: re.Match[str], names: SpanIndex, naming: Naming) -> bool:
    """Tell whether words can be the name of a body: no office, and no listed name or state in them."""
    start, end = match.span("name")
    noun = _PARTS.split(match["name"])[0].split()[-1]
    if any(head.segment in _CONVENED for head in naming.heads.get(fold(noun), ())):
        return False  # "Conference of Rivers States": told by its noun, and perhaps no more than its delegations
    office = fold(noun) not in naming.body_nouns and names_offices(noun)
    listed = names.covering(start) or any(_is_agent(hit.entries[0].iri) for hit in names.within(Span(start, end)))
    return not listed and len(match["name"].split()) > 1 and not office


def _is_agent(iri: str) -> bool:
    return iri.startswith((DCR + "state/", DCR + "org/", DCR + "person/"))


def _acts_below(text: str, name: str) -> bool:
    """Tell whether a sentence begins with the noun of a name: with that of its head, or its last word."""
    nouns = {fold(part.split()[-1]) for part in (_PARTS.split(name)[0], name)}
    pattern = rf"(?:[.!?:]\s+|\n\s*(?:\d+\.\s+)?)The\s+(?:{'|'.join(sorted(map(re.escape, nouns)))}){_ACTS}"
    return re.search(pattern, text, re.IGNORECASE) is not None
