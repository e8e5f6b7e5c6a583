"""Towns that no list knows: in date lines, and where a text says that something took place.

In: date lines, sentences and where listed names and concepts stand. Out: candidates for places. The stage knows the
shape of a town's name and the words of meeting; it refuses to guess where those do not stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.dating.datelines import DateLine
from kg.extraction.model import Sentence
from kg.extraction.naming.bodies import is_state
from kg.extraction.naming.candidates import Candidate, SpanIndex
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, slug
from kg.record import Span

__all__ = ["find_towns"]

_DATED = re.compile(
    r"\(?(?:(?:[Dd]one|DONE|[Ss]igned|[Aa]dopted|[Ii]ssued)\s+(?:at|in|AT|IN)\s+)?"
    r"((?:[A-Z][\w’'-]+)(?:[ -][A-Z][\w’'-]+){0,2})"
    r"(?:,\s+[A-Z][a-z]+)?(?:,\s+(?:on\s+|this\s+)?|\s+on\s+|:\s+)(?=\d|[A-Z][a-z]+\s+\d|[\w-]+\s+day\b)"
)
_CAPITAL = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    r"(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)"
    r"[^\W\d_a-zà-öø-ÿ](?:[^\W\d_A-ZÀ-ÖØ-Þ]|[’'ʻ])+(?:-[^\W\d_]+)*"
)
_OF = r"de la|de los|del|de|do|da|dos|di|la|las|los|el|le|les|al|an der|am|sur|upon|on|san"
_SITED = re.compile(
    rf"\b(?:[Ii]n|to|[Aa]t|[Oo]ff|near|visit(?:ed|s|ing)?)\s+((?:(?:La|Le|El|Al|San|Santa|St\.?|Saint|New|Fort|Camp)\s+)?{_CAPITAL}"
    rf"(?:\s+(?:(?:{_OF})\s+)?{_CAPITAL}){{0,3}})"
    r"(?=[.,;:)]|\s+(?:on|from|for|to|today|yesterday|during|between|under|with|within|where|at|this|last|early|late|in|as"
    r"|and|by|every|each|before|after|until|next|since)\b"
    r"|\s*$)"
)
_NAME = rf"{_CAPITAL}(?:\s+(?:(?:{_OF})\s+)?{_CAPITAL}){{0,2}}"
_IN_STATE = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear)\s+({_NAME})(?:,|\s+in)\s+(?:the\s+)?(?=[A-Z])")
_SITES = frozenset(
    ["base", "bases", "ground", "grounds", "area", "areas", "range", "ranges", "airfield", "airfields", "airport",
     "airports", "barracks", "garrison", "garrisons", "camp", "camps", "shipyard", "shipyards", "harbor", "harbors",
     "harbour", "harbours", "port", "ports", "polygon", "polygons", "peninsula", "archipelago"]
)  # fmt: skip
_USE = "air|naval|military|army|navy|training|test|proving|firing|joint"
_SITE = rf"(?:(?:{_USE})\s)*(?:{'|'.join(sorted(_SITES))})"
_SETTLEMENTS = frozenset(["town", "city", "village", "island", "port", "district", "province", "municipality", "atoll"])
_AT_SITE = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|from|to|of|visited)\s+(?:the\s+)?({_NAME})\s+{_SITE}\b")
_KIND_OF = re.compile(rf"\b(?:{'|'.join(sorted(_SETTLEMENTS))})\s+of\s+({_NAME})")
_EVENTFUL = re.compile(
    r"\b(?:met|meets?|meetings?|held|hold|holding|convened?|gathered|gather|took place|takes? place|taking place|taken"
    r" place|summit|sessions?|conferences?|talks|dialogues?|consultations|hosted|host|visit(?:ed|s)?|arrived|signed"
    r"|opened|exercises?|workshops?|seminars?|training|drills?|patrols?|took part|participat\w+|symposium|rounds?"
    r"|inaugurated|assembled|came together|call(?:ed)? at|docked|berthed|moored|anchored|port calls?|deployed"
    r"|stationed)\b",
    re.IGNORECASE,
)
_REACH = 110
_NO_TOWN = re.compile(
    r"(?:Annex|Article|Articles|Chapter|Paragraph|Phase|Part|Section|Parliament|Congress|Cabinet|Spring|Summer|Autumn|Fall"
    r"|Winter|January|February|March|April|May|June|July|August|September|October|November|December|English|French|Track"
    r"|Council|Assembly|Committee|Plenary|Government|Office|Headquarters|Ministry|Session|Meeting|Conference|Summit|Dialogue"
    r"|Forum|Exercise|Operation|President|Minister|Secretary|General|Chairman|Statement|Declaration|Agreement|Treaty"
    r"|Cooperation|Security|Defence|Defense|Army|Navy|Force|Forces|Heads|States|Leaders|Ministers|Principals|Europe"
    r"|Kingdom|Republic|Union|The|This|Our|Their|His|Her|Accordance|Order|Support|Response|Addition|Particular)\b"
)


def find_towns(
    text: str,
    lines: Sequence[DateLine],
    sentences: Sequence[Sentence],
    names: SpanIndex,
    concepts: SpanIndex,
    naming: Naming,
) -> Iterator[Candidate]:
    """Yield the towns that no list knows: of date lines ("Zadar, 14 May 2019"), of meetings ("met in Zadar"), beside
    their state ("in Zadar, Croatia") and beside the word for what they are ("the town of Zadar", "at the Slunj range").
    """
    for line in lines:
        town = _DATED.match(text, line.span.start, line.span.end)
        if town and not names.reaches(*town.span(1)):
            yield _town(text, *town.span(1))
    for sentence in sentences:
        for start, end in sorted({*_sites(text, sentence.span), *_placed(text, sentence, names, naming)}):
            known = names.reaches(start, end) or concepts.reaches(start, end)
            if not known and not any(_NO_TOWN.fullmatch(word) for word in text[start:end].split()):
                yield _town(text, start, end)


def _sites(text: str, sentence: Span) -> Iterator[tuple[int, int]]:
    """Yield where something is said to have taken place."""
    for site in _SITED.finditer(text, sentence.start, sentence.end):
        opens = site.start() == sentence.start and _EVENTFUL.search(text, site.end(), sentence.end)
        if opens or _EVENTFUL.search(text, max(sentence.start, site.start(1) - _REACH), site.start(1)):
            yield site.span(1)


def _placed(text: str, sentence: Sentence, names: SpanIndex, naming: Naming) -> Iterator[tuple[int, int]]:
    """Yield what stands before the state that it is in, before a word for bases or behind one for settlements."""
    span = sentence.span
    if not _SITES.isdisjoint(sentence.words):
        for site in _AT_SITE.finditer(text, span.start, span.end):
            yield site.span(1)
    if not _SETTLEMENTS.isdisjoint(sentence.words):
        for site in _KIND_OF.finditer(text, span.start, span.end):
            yield site.span(1)
    for site in _IN_STATE.finditer(text, span.start, span.end) if names.within(span) else ():
        state = names.starting(site.end())
        if state is not None and is_state(state, naming) and state.entries[0].writing != "demonym":
            yield site.span(1)


def _town(text: str, start: int, end: int) -> Candidate:
    label = " ".join(text[start:end].split())
    return Candidate(start, end, "LOC", f"{DCR}place/{slug(label)}", DCO + "Place", label, 8)
