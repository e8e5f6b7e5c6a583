"""Assemblies: who speaks together and is no body that a list or a name tells, a conference or the parties to a treaty.

Not a stage; the stage of participants asks it where a statement names fewer than two parties. In: the text, its title
and opening, and the mentions. Out: the individual that the assembly is, or None. It knows how such assemblies are
called, and none by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.participation.issuers import count_acts
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, slug
from kg.record import Entity, Mention, Span

__all__ = ["find_assembly"]

_ALLIED = re.compile(
    r"\b(?:(?:States?|High|Contracting)\s+)*(?:(?:Parties|Signatories)\s+(?:to|of)|(?:States|Governments|Parties|Powers|Countries|Republics)\s+"
    r"(?:signatory|signatories|party|parties)\s+(?:to|of))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ADOPTED_BY = (
    r"\b(?:act|document|declaration|resolutions?|communiqu[eé]|conclusions|recommendations|minutes)"
    r"\s+(?:adopted\s+by|of)\s+the\s+"
)
_CONFERENCE = re.compile(
    rf"(?:{_ADOPTED_BY}|^(?:the\s+)?)((?:(?!of\b)[\w’'-]+\s+){{0,7}}?(?:Conference|Congress|Convention)\b[^\n.;:,]*)",
    re.IGNORECASE | re.MULTILINE,
)
_SITTING = re.compile(
    r"\b(?i:session|meeting|summit|plenary|sitting|round)\s+(?i:of\s+the)\s+"
    r"(?P<body>[A-Z][\w’'-]*(?:\s+(?:(?i:of|on|for|against|and|to|the)\s+){0,2}[A-Z][\w’'-]*){1,12})"
)
_OF = re.compile(r"\s+(?:of|on|for|against|to)\s+", re.IGNORECASE)
_SETS_OUT = r"(?:^|\n)\s*The\s+(?:[\w-]+\s+){{0,8}}?{noun}\b[^.;:\n]{{0,160}}(?:,|[A-Za-z]:)?\s*\n"
_CONVENED = (DCR + "forum/", DCR + "meeting/")


def find_assembly(
    text: str,
    title: Sequence[Span],
    opening: Sequence[Span],
    mentions: Sequence[Mention],
    parties: Sequence[str],
    naming: Naming,
) -> Entity | None:
    """Return the conference, or the parties to a treaty, that speak where less than two ``parties`` are known.

    Where a title names a body alone ("United Nations Conference"), the text must begin with the parties to the treaty.
    """
    if len(parties) > 1:
        return None
    if any(party not in naming.codes for party in parties):
        found = _find_allied(text, opening[:1], mentions)
        begins = found and any(text.startswith(f"The {name}", opening[0].start) for name in found.labels)
        return found if begins else None
    front = [*title, *opening[:2]]
    return (
        _find_allied(text, front, mentions)
        or _find_conference(text, title, mentions, naming)
        or _find_sitting(text, title)
    )


def _find_allied(text: str, front: Sequence[Span], mentions: Sequence[Mention]) -> Entity | None:
    """Return those whom the title or opening calls the parties to an instrument that it names."""
    for mention in mentions:
        inside = mention.type == "INST" and any(mention in span for span in front)
        called = _ALLIED.search(text, max(0, mention.start - 60), mention.start) if inside else None
        if called:
            label = f"Parties to the {_in_words(mention.text)}"
            names = dict.fromkeys((label, _in_words(called[0] + mention.text)))
            return Entity(f"{DCR}org/{slug(label)}", DCO + "SecurityArrangement", tuple(names))
    return None


def _find_conference(text: str, title: Sequence[Span], mentions: Sequence[Mention], naming: Naming) -> Entity | None:
    """Return the conference whose act or declaration a title calls the statement, and that the text makes a subject."""
    heading = text[title[0].start : title[-1].end] if title else ""
    found = _CONFERENCE.search(heading)
    if found is None:
        return None
    noun = next(word for word in found[1].split() if fold(word) in ("conference", "congress", "convention"))
    subject = re.search(_SETS_OUT.format(noun=noun), text[title[-1].end :], re.IGNORECASE)
    if subject is None and not count_acts(text, noun):
        return None
    label = _in_words(found[1])
    named = [m for m in mentions if m.iri and m.iri.startswith(_CONVENED) and fold(label).startswith(fold(m.text))]
    longest = max(named, key=lambda m: len(m.text), default=None)
    iri = longest.iri if longest and longest.iri else f"{DCR}meeting/{slug(label)}"
    return Entity(iri, naming.knowledge.value(iri, "rdf:type") or DCO + "Meeting", (label,))


def _find_sitting(text: str, title: Sequence[Span]) -> Entity | None:
    """Return the body of whose session a title is, where the noun begins a sentence: "The Committee condemned"."""
    found = _SITTING.search(text[title[0].start : title[-1].end]) if title else None
    noun = _OF.split(found["body"])[0].split()[-1] if found else ""
    if found is None or not count_acts(text, noun):
        return None
    label = _in_words(found["body"])
    return Entity(f"{DCR}org/{slug(label)}", DCO + "Organization", (label, _in_words(noun)))


def _in_words(name: str) -> str:
    """Return a name on one line, and not in capitals throughout."""
    words = " ".join(name.split())
    return words.title() if words.isupper() else words
