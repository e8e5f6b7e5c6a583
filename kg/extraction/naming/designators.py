"""Designators: resolutions, equipment and ships, told by their form alone ("resolution 2397", "P-3C", "USS ...").

In: the stored text. Out: candidates with IRIs from the designator. The stage knows no list of equipment; ship prefixes
are data in ``ontology/naming.ttl``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extraction.naming.candidates import Candidate
from kg.knowledge.naming import Naming
from kg.names import DCO, DCR, slug

__all__ = ["find_designators"]

_NUMBER = re.compile(r"(?P<number>\d{3,4}|\d\d/\d{1,3})(?:\s?\(\d{4}\))?")
_MORE = (
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_NUMBER.pattern.replace('?P<number>', '?:')}(?![\w/]|\s+[a-z]{{3,}}s\b))*"
)
_RESOLUTION = re.compile(
    r"(?=[RrUAS])(?:\b(?:[Rr]esolutions?\s+(?:[Nn]os?\.\s*)?|UNSCRs?\s+)"
    rf"(?P<first>\d\d/\d{{1,3}}|\d{{2,4}})(?P<year>\s?\(\d{{4}}\))?(?P<more>{_MORE})"
    r"|\bA/RES/(?P<session>[\dES-]{2,5})/(?P<item>\d{1,3})|\bS/RES/(?P<short>\d{3,4}))"
)
_COUNCIL = re.compile(
    r"(?:(?:(?:United\s+Nations|U\.N\.|UN)\s+)?(?:Security\s+Council|General\s+Assembly)(?:\s+\([A-Z]{3,5}\))?"
    r"|UNSC|UNGA)\s+$"
)
_DESIGNATOR = re.compile(  # the capital stands first, which lets the search leap to it
    r"(?P<name>[A-Z](?<![\w-].)[A-Z]{0,3}-\d{1,3}[A-Z]{0,2})(?P<plural>s?)(?![\w/-])"
)
_CLASS = re.compile(
    r"(?<![\w-])[A-Z][\w]+(?:\s[A-Z]\w+)?-[Cc]lass\b(?:\s+(?:frigates?|submarines?|destroyers?|corvettes?))?"
)
_JOINTS = r"(?:(?<=Prince\s)of|(?<=Duke\s)of|(?<=Isle\s)of|(?<=City\s)of|the(?=\s+Great)|de|del|da|do|dos)"
_NO_DESIGNATOR = frozenset(["G-7", "G-8", "G-20", "T-20", "K-12", "L-69", "C-19", "P-5", "SARS-2"])


def find_designators(text: str, naming: Naming) -> Iterator[Candidate]:
    """Yield resolutions, equipment designators and ships, which are told by their form alone."""
    if any(words in text for words in ("esolution", "UNSCR", "/RES/")):
        for match in _RESOLUTION.finditer(text):
            yield from _resolutions(text, match)
    yield from _find_equipment(text, naming)


def _find_equipment(text: str, naming: Naming) -> Iterator[Candidate]:
    """Yield models, classes and single ships."""
    for match in _DESIGNATOR.finditer(text):
        if match["name"] not in _NO_DESIGNATOR and not match["name"].startswith("COP-"):
            yield _equipment(*match.span(), match["name"])
    if "-class" in text or "-Class" in text:
        for match in _CLASS.finditer(text):
            yield _equipment(*match.span(), match[0])
    for match in _models(naming.equipment).finditer(text):
        if not naming.gazetteer.find(match["name"]):
            yield _equipment(*match.span("name"), match["name"])
    for match in _ships(frozenset(naming.ships)).finditer(text):
        yield _equipment(*match.span(), match[0])


@lru_cache(maxsize=1)
def _models(nouns: frozenset[str]) -> re.Pattern[str]:
    """Return what finds letters with a number where a noun of equipment follows: "K9 self-propelled howitzers"."""
    return re.compile(
        rf"(?P<name>[A-Z](?<![\w-].)[A-Z]{{0,3}}\d{{1,4}}[A-Z]{{0,2}}\d?)"
        rf"(?=(?:\s\w+-\w+)?(?:\smain\sbattle|\s\w+)?\s{_any_of(nouns)}s?\b)"
    )


@lru_cache(maxsize=1)
def _ships(prefixes: frozenset[str]) -> re.Pattern[str]:
    """Return what finds ships: "USS Lund", "HMS Prince of Larvik", "ROKS Sejong the Great"."""
    initials = "".join(sorted({re.escape(prefix[0]) for prefix in prefixes}))  # these few letters are tried alone
    return re.compile(
        rf"(?=[{initials}])\b(?!ITS\s[A-Z]{{2}}){_any_of(prefixes)}\s+[A-Z][\w’'.-]+(?:\s+(?:{_JOINTS}\s+)?[A-Z][\w’'.-]+){{0,3}}(?<![.'’])"
    )


def _any_of(words: frozenset[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))})"


def _equipment(start: int, end: int, name: str) -> Candidate:
    return Candidate(start, end, "EQP", f"{DCR}equipment/{slug(name)}", DCO + "EquipmentType", name, 4)


def _resolutions(text: str, match: re.Match[str]) -> Iterator[Candidate]:
    if match["item"]:
        yield _resolution(match.start(), match.end(), "unga", f"{match['session']}-{match['item']}")
        return
    if match["short"]:
        yield _resolution(match.start(), match.end(), "unsc", match["short"])
        return
    before = _COUNCIL.search(text, max(0, match.start() - 60), match.start())
    council = "unga" if before and ("Assembly" in before[0] or "UNGA" in before[0]) else "unsc"
    first_end = match.end("year") if match["year"] else match.end("first")
    yield _resolution(before.start() if before else match.start(), first_end, council, match["first"])
    for number in _NUMBER.finditer(text, *match.span("more")):
        yield _resolution(*number.span(), council, number["number"])


def _resolution(start: int, end: int, council: str, number: str) -> Candidate:
    if "/" in number:
        council, number = "unga", number.replace("/", "-")  # the Assembly alone numbers by its sessions
    body, kind = {
        "unsc": ("UN Security Council", "SecurityCouncilResolution"),
        "unga": ("UN General Assembly", "Resolution"),
    }[council]
    iri = f"{DCR}resolution/{council}-{number.lower()}"
    return Candidate(start, end, "INST", iri, DCO + kind, f"{body} resolution {number}", 1)
