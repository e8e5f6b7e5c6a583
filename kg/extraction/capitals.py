"""Texts in capitals, as telegrams and old cables are: the same text in ordinary writing, letter for letter.

In: a source. Out: one whose text has the same length and offsets, and the way back for the record that is made of it.
Capitals come back where a listed name, a post, a courtesy title with a name, or the start of a sentence asks for them.
The stage refuses to guess further: a name that nothing announces stays in small letters and is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from string import ascii_lowercase, ascii_uppercase
from typing import Any, TypeVar

from kg.knowledge.frames import load_frames
from kg.knowledge.naming import Naming, load_naming
from kg.reading import Source
from kg.record import Act, Concept, Issue, Mention, Record, Reference, Span

__all__ = ["in_ordinary_writing", "in_original_writing"]

_FEWEST_LETTERS = 200
_SHARE = 0.85
_CAPITALS, _SMALL_LETTERS = ascii_uppercase.encode(), ascii_lowercase.encode()
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}|\b(?:U\.S|I)\b")
_START = re.compile(r"(?:^|[\r\n]\s*|[.!?:]\s+)[\"“(\[]*(?:\(?\w{1,3}[.)]\s+)?([^\W\d_])", re.MULTILINE)
_NAME = re.compile(r"(?:\s+[^\W\d_][\w'’.-]*){1,4}")
_FIELD = re.compile(r"\s+(?:for|of)\s+([a-z ]+)")
_CALENDAR = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\bmay(?=\s+\d)"
)
_SMALL = frozenset(["a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"])
_COMMON = frozenset(["it", "us", "who", "we", "so", "no", "to", "or", "in", "an", "as", "is", "be"])
_ORDINARY = frozenset(
    ["honorable", "honourable", "general", "lord", "lady", "miss", "chief"]
)  # titles, and plain words
_NO_NAME = frozenset(
    ["the", "and", "of", "in", "on", "at", "for", "to", "with", "from", "by", "as", "also", "will", "has", "have", "is",
     "are", "was", "were", "that", "his", "her", "their", "its", "this", "who", "which", "today", "side", "shall"]
)  # fmt: skip
_Placed = TypeVar("_Placed", Mention, Concept, Issue, Act, Reference)


def in_ordinary_writing(source: Source) -> Source:
    """Return the source with capitals only where writing asks for them, or itself where it is written so already."""
    letters = source.text.encode("ascii", "ignore")
    capitals, small = (len(letters) - len(letters.translate(None, some)) for some in (_CAPITALS, _SMALL_LETTERS))
    if capitals + small < _FEWEST_LETTERS or capitals < _SHARE * (capitals + small):
        return source
    return replace(source, text=_recase(source.text))


def _recase(text: str) -> str:
    chars = [char.lower() if len(char.lower()) == 1 else char for char in text]
    small = "".join(chars)
    for span in (*_initials(text, small), *_listed(text, small, load_naming())):
        chars[span.start : span.end] = text[span.start : span.end]
    return "".join(chars)


def _initials(text: str, small: str) -> Iterator[Span]:
    """Yield the letters that are capitals for where they stand: sentence starts, months, initials."""
    for match in _START.finditer(text):
        yield Span(match.start(1), match.end(1))
    for match in _CALENDAR.finditer(small):
        yield Span(match.start(), match.start() + 1)
    for match in _INITIALS.finditer(text):
        yield Span(*match.span())


def _listed(text: str, small: str, naming: Naming) -> Iterator[Span]:
    """Yield the capitals of listed names, posts and bodies, and of what titles and posts announce."""
    for layer, hits in naming.gazetteer.find(text).items():
        for hit in hits:
            if layer == "name" and hit.entries[0].writing == "abbreviation":
                if not _is_ordinary(small[hit.start : hit.end]):
                    yield Span(hit.start, hit.end)
            elif layer in ("name", "post", "body"):
                yield from _first_letters(small, hit.start, hit.end)
                if layer == "post":
                    yield from _field_behind(small, hit.end, naming)
                    yield from _name_behind(text, small, hit.end)
    titles = "|".join(re.escape(title) for title in naming.honorifics)
    for match in re.finditer(rf"\b(?:{titles})(?=\s)", small):
        if match[0] in _ORDINARY:
            continue
        yield from _first_letters(small, *match.span())
        yield from _name_behind(text, small, match.end())


def _is_ordinary(word: str) -> bool:
    """Tell whether a word that could be an abbreviation ("US", "PLAN") is more likely itself."""
    frames = load_frames()
    return word in _COMMON or word in frames.nouns or word in frames.verbs


def _first_letters(small: str, start: int, end: int) -> Iterator[Span]:
    for word in _WORD.finditer(small, start, end):
        if word[0] not in _SMALL:
            yield Span(word.start(), word.start() + 1)


def _field_behind(small: str, end: int, naming: Naming) -> Iterator[Span]:
    """Yield the first letters of the field of a post: "minister of state | for trade and foreign affairs"."""
    link = _FIELD.match(small, end)
    for word in _WORD.finditer(small, *(link.span(1) if link else (end, end))):
        if word[0] not in _SMALL and word[0].replace("defense", "defence") not in naming.portfolios:
            return
        yield from _first_letters(small, *word.span())


def _name_behind(text: str, small: str, end: int) -> Iterator[Span]:
    """Yield the first letters of the name behind a title: words up to the first that every lexicon knows."""
    verbs = load_frames().verbs
    found = _NAME.match(text, end)
    for word in _WORD.finditer(small, *(found.span() if found else (end, end))):
        verbal = word[0].endswith(("ed", "ing", "ly")) and text[word.end() : word.end() + 1] != ","  # "MR. AHMED,"
        if word[0] in _NO_NAME or word[0] in verbs or verbal:
            return
        yield Span(word.start(), word.start() + 1)


_QUOTES = frozenset({"text", "trigger"})


def in_original_writing(record: Record, shown: str, text: str) -> Record:
    """Return a record made of ``shown`` as one of ``text``, of the same length: it quotes what stands there."""
    at = shown.find(record.document.title)
    title = text[at : at + len(record.document.title)] if at >= 0 else record.document.title
    return replace(
        record,
        document=replace(record.document, title=title),
        text=text,
        mentions=tuple(_quote(mention, shown, text) for mention in record.mentions),
        concepts=tuple(_quote(concept, shown, text) for concept in record.concepts),
        acts=tuple(_quote(act, shown, text) for act in record.acts),
        issues=tuple(_quote(issue, shown, text) for issue in record.issues),
        references=tuple(_quote(reference, shown, text) for reference in record.references),
    )


def _quote(placed: _Placed, shown: str, text: str) -> _Placed:
    """Return what stands at a place with the words of the text, where it quotes that place."""
    quoted = shown[placed.start : placed.end]
    changed: dict[str, Any] = {
        f.name: text[placed.start : placed.end]
        for f in fields(placed)
        if f.name in _QUOTES and getattr(placed, f.name) == quoted
    }
    return replace(placed, **changed)
