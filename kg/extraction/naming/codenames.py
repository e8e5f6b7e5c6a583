"""Code names: exercises and operations whose own name stands beside the common noun (exercise "Grey Heron").

In: the stored text, and where listed names stand. Out: candidates with the IRI that the name has with its noun in
capitals ("Exercise Grey Heron"). Which nouns have such names is data in ``ontology/naming.ttl``
(``dco:headBefore``); names of states, bodies and persons beside the noun say whose it is, and are no code names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extraction.naming.candidates import Candidate, SpanIndex
from kg.knowledge.naming import NameHead, Naming
from kg.names import DCR, slug

__all__ = ["find_again", "find_codenames"]

_WORD = r"(?:[A-Z][\w’'-]*|\d{2,4})"
_NAME = rf"[A-Z][\w’'-]*(?:\s{_WORD}){{0,3}}"
_EDITION = r"(?!(?:The|This|Its|Their)\s)[A-Z][\w’']*(?:\s[A-Z][\w’']*){0,2}[\s-](?:19|20)?\d\d"
_QUOTED = r"[“\"«‘'](?P<quoted>[A-Z][^“”\"«»‘\n]{1,40}?)[”\"»’']"
_CALLED = (
    r"(?:,)?\s(?:(?:such\sas|including|like|namely)\s"
    r"|(?:is\s)?(?:code-?named|named|called|dubbed|titled|entitled|known\sas)\s)?"
)
_MORE = re.compile(rf"(?:\s+and\s+|,\s+(?:and\s+)?)(?:{_QUOTED}|(?P<plain>{_NAME}))")
_SEVERAL = re.compile(r"[A-Z][\w’'-]+\s[A-Z]")
_AGENTS = frozenset(["STATE", "ORG", "PER", "ROLE", "PROG", "INST"])
_NO_NAME = re.compile(
    r"(?:The|This|These|Their|Its|In|On|At|Both|Article|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b"
)


def find_codenames(text: str, listed: SpanIndex, naming: Naming) -> Iterator[Candidate]:
    """Yield the names behind "exercise", "exercises" and their like; before them, those in quotes or with a year."""
    heads = _heads(naming)
    if not any(noun in text for noun in heads):
        return
    before, behind = _patterns(frozenset(heads))
    for match in before.finditer(text):
        head = heads[match["noun"].removesuffix("s")]
        yield from _read(text, match, head, listed, naming)
        end = match.end()
        while match["noun"].endswith("s") and (more := _MORE.match(text, end)):
            yield from _read(text, more, head, listed, naming)
            end = more.end()
    for match in behind.finditer(text):
        yield from _read(text, match, heads[match["noun"].removesuffix("s")], listed, naming)


def find_again(text: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield where else in a text a code name of several words stands without its noun."""
    for name, first in {text[one.start : one.end]: one for one in found}.items():
        if not _SEVERAL.search(name):
            continue
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text):
            if match.start() != first.start:
                yield first._replace(start=match.start(), end=match.end())


@lru_cache(maxsize=1)
def _heads(naming: Naming) -> dict[str, NameHead]:
    """Return the nouns beside which names stand."""
    return {head.words[0]: head for found in naming.heads.values() for head in found if _is_beside_names(head)}


def _is_beside_names(head: NameHead) -> bool:
    return head.before and len(head.words) == 1 and head.segment in ("exercise", "operation")


def _read(text: str, match: re.Match[str], head: NameHead, listed: SpanIndex, naming: Naming) -> Iterator[Candidate]:
    """Yield the name of a match, unless a listed agent begins it."""
    group = "quoted" if match["quoted"] else "plain"
    start, end = match.span(group)
    hit = listed.covering(start)
    kind = naming.mention_type(hit.entries[0].type) if hit else None
    if _NO_NAME.match(text, start) or kind in _AGENTS or (hit and kind == "EVENT" and hit.end >= end):
        return
    label = f"{head.segment.capitalize()} {' '.join(text[start:end].split())}"
    yield Candidate(start, end, "EVENT", f"{DCR}{head.segment}/{slug(label)}", head.kind, label, 1)


@lru_cache(maxsize=1)
def _patterns(nouns: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds names behind a noun, and those before it that quotes or a year tell."""
    noun = f"(?P<noun>(?:{'|'.join(sorted(nouns))})s?)"
    name = rf"(?=[“\"«‘'A-Z])(?:{_QUOTED}|\b(?P<plain>{_EDITION}))"
    before_noun = rf"{name}\s(?:(?:naval|military|joint|air|bilateral)\s)*{noun}\b"
    return re.compile(rf"\b{noun}{_CALLED}(?:{_QUOTED}|(?P<plain>{_NAME}))"), re.compile(before_noun)
