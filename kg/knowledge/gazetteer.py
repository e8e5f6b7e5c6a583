"""Every name and term that the ontology lists, found in one pass over a text.

In: entries (an IRI with the labels by which it is written). Out: hits with their offsets in the text, in layers that
do not disturb one another, in each layer the longest from the left. One Aho-Corasick automaton holds all labels,
inflected when it is built. The module knows nothing of sentences or of what a hit is used for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

import ahocorasick

from kg.knowledge.letters import level, squeeze

__all__ = ["Entry", "Gazetteer", "Hit", "Layer", "Writing"]

Layer: TypeAlias = Literal["name", "concept", "post", "body", "group"]
Writing: TypeAlias = Literal["name", "abbreviation", "demonym", "phrase"]

_RANK: dict[Writing, int] = {"name": 0, "abbreviation": 1, "phrase": 2, "demonym": 3}
_PREPOSITIONS = frozenset(["of", "for", "on", "in", "against", "to", "with", "from", "at"])
# Each begins with the letter that the search can leap to, and looks behind only there.
_ISE = re.compile(r"i(?<=[a-z]{3}i)([sz])(e|ed|es|ing|ation|ations)\b")
_HYPHENED = re.compile(r"([Cc])(?<!\w.)oo(perat|rdinat)")
_BEGINNING = re.compile(r"\b\w")
_WORD = re.compile(r"[^\W\d]+")
_KEEP_ISE = re.compile(
    r"(?:exerc|prom|prec|surpr|superv|adv|rev|dev|compr|expert|enterpr|otherw|disgu|televi|pr|r|s|w)$"
)


class Entry(NamedTuple):
    """One label of one individual or concept, and how it must be written to count.

    A named tuple, since the ontology has tens of thousands of them.
    """

    label: str
    iri: str
    layer: Layer
    writing: Writing
    type: str = ""


class Hit(NamedTuple):
    """A place where a label stands in the text; several entries where the label is ambiguous."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Gazetteer:
    """The compiled automaton. ``spellings`` are pairs of words that stand for one another (defence, defense)."""

    __slots__ = ("_automaton",)

    def __init__(self, entries: Iterable[Entry], spellings: Iterable[tuple[str, str]] = ()) -> None:
        table = _spelling_table(spellings)
        keys: dict[str, list[tuple[Entry, str]]] = {}
        for entry in entries:
            for variant in _variants(entry, table):
                written = _space_dashes(variant)
                keys.setdefault(written.lower(), []).append((entry, written))
        self._automaton = ahocorasick.Automaton()
        for key, found in keys.items():
            if key:
                self._automaton.add_word(key, (len(key), found))
        self._automaton.make_automaton()

    def find(self, text: str) -> dict[Layer, list[Hit]]:
        """Return the hits of each layer in order; within a layer none overlaps another, and none spans a blank line."""
        parted = text.replace("\n\n", "\n\0").replace("\n\r\n", "\n\0\n")
        squeezed = squeeze(level(parted).replace("-", " "))
        plain = squeezed.text
        layers: dict[Layer, dict[tuple[int, int], list[Entry]]] = {}
        for start, end, entry in self._scan(plain):
            layers.setdefault(entry.layer, {}).setdefault((start, end), []).append(entry)
        return {
            layer: [
                Hit(squeezed.original(start), squeezed.original(end - 1) + 1, _best(found[start, end]))
                for start, end in _longest(found)
            ]
            for layer, found in layers.items()
        }

    def _scan(self, plain: str) -> Iterator[tuple[int, int, Entry]]:
        if not len(self._automaton):
            return
        for last, (length, entries) in self._automaton.iter(plain.lower()):
            end = last + 1
            start = end - length
            if (start and plain[start - 1].isalnum()) or plain[end : end + 1].isalnum():
                continue
            for entry, written in entries:
                if entry.writing == "abbreviation":
                    if plain[start:end] == written:
                        yield start, end, entry
                    continue
                for offset in _capitals(written) if entry.writing != "phrase" else ():
                    if not plain[start + offset].isupper():
                        break
                else:
                    yield start, end, entry


def _space_dashes(label: str) -> str:
    return " ".join(level(label).replace("-", " ").split())


@lru_cache(maxsize=1 << 14)
def _capitals(plain: str) -> tuple[int, ...]:
    return tuple(match.start() for match in _BEGINNING.finditer(plain) if match[0].isupper())


def _longest(found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            yield start, end
            reached = end


def _best(entries: list[Entry]) -> tuple[Entry, ...]:
    if len(entries) == 1:
        return (entries[0],)
    best = min(_RANK[entry.writing] for entry in entries)
    return tuple({entry.iri: entry for entry in entries if _RANK[entry.writing] == best}.values())


def _spelling_table(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    for one, other in spellings:
        table[one], table[other] = other, one
    return table


def _variants(entry: Entry, spellings: dict[str, str]) -> Iterable[str]:
    label = " ".join(entry.label.split())
    if entry.writing == "abbreviation":
        return (label,)
    forms = dict.fromkeys((label, _respell(label, spellings), _change_ise(label), label.replace(" and ", " & ")))
    forms.update(dict.fromkeys([_HYPHENED.sub(r"\1o-o\2", form) for form in forms if "oo" in form]))
    if entry.layer != "name" or entry.type == "":
        for form in list(forms):
            forms.update(dict.fromkeys(_numbers(form)))
    return forms


def _respell(label: str, spellings: dict[str, str]) -> str:
    if spellings.keys().isdisjoint(_WORD.findall(label.lower())):
        return label
    return _WORD.sub(lambda match: _match_case(match[0], spellings), label)


def _match_case(word: str, spellings: dict[str, str]) -> str:
    other = spellings.get(word.lower())
    if other is None:
        return word
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


def _change_ise(label: str) -> str:
    def change(match: re.Match[str]) -> str:
        if match[1] == "s" and _KEEP_ISE.search(label[: match.start()].lower()):
            return match[0]
        return f"i{'z' if match[1] == 's' else 's'}{match[2]}"

    return _ISE.sub(change, label) if "is" in label or "iz" in label else label


def _numbers(label: str) -> Iterator[str]:
    words = label.split(" ")
    heads = {len(words) - 1} | {i - 1 for i in range(1, len(words)) if words[i].lower() in _PREPOSITIONS}
    for head in sorted(heads):
        for form in (plural(words[head]), singular(words[head])):
            if form:
                yield " ".join([*words[:head], form, *words[head + 1 :]])


def plural(noun: str) -> str | None:
    """Return the regular plural of a noun, or None for what has none.

    >>> plural("navy"), plural("minister"), plural("talks")
    ('navies', 'ministers', None)
    """
    if len(noun) < 3 or not noun[-1].isalpha() or noun.endswith(("s", "ing")):
        return None
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("x", "z", "ch", "sh")) else "s")


def singular(noun: str) -> str | None:
    """Return the singular of a regular plural, or None.

    >>> singular("missiles"), singular("navies"), singular("crisis")
    ('missile', 'navy', None)
    """
    if len(noun) < 4 or not noun.endswith("s") or noun.endswith(("ss", "us", "is", "ics", "news")):
        return None
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("xes", "ches", "shes")) else noun[:-1]
