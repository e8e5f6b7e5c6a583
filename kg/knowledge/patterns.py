"""The language of sentence patterns, compiled to regular expressions over encoded sentences.

In: a pattern as the lexicon writes it. Out: a ``Pattern``, and an index that tells which of many may match. An encoded
sentence (``kg.extraction.encoding``) is its words in lower case, each followed by a space, with every mention replaced
by ``<TYPE#index>``. The pattern language has eight elements, separated by spaces:

    word            that word; ``a|b`` one of them; ``end*`` any word that begins so; ``[word]`` perhaps that word
    {slot:TYPE}     a mention of that type (``STATE|ORG``: of one of them), kept under the slot's name
    {slot:TYPE}+    one or more of them in a list ("A, B and the C")
    ...             up to eight words that are no mention, inside the clause and before what it is about
    ***             up to fourteen words or mentions, inside the clause
    ~~~             up to ten words or mentions inside one noun phrase: no preposition, no verb that is known to end one
    ``>>>``         perhaps what belongs to a noun behind it: its name, "between A and B", "on C"; no verb of a clause
    #slot           an ordinal number ("150th"), kept under the slot's name

The module knows neither the lexicon (``kg.knowledge.wordings``) nor documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from kg.errors import OntologyError

__all__ = ["Pattern", "PatternIndex", "compile_pattern"]

T = TypeVar("T")

_SLOT = re.compile(r"\{(\w+):([A-Z|]+)\}(\+?)")
_WORD = r"[^ <>]+"
_GOES_ON = "a|an|the|their|its|to|will|would|shall|has|have|is|are|took|held"
_PURPOSE = "to (?!the|a|an|its|their|his|her|be)[a-z]+"
_ABOUT = "on|about|regarding|concerning|that|which"
_NO_PHRASE = (
    "on|in|at|of|with|to|for|from|by|about|off|under|over|near|during|through|after|before|since|until|between|among|into"
    "|that|which|who|whose|where|when|while|as|is|are|was|were|be|been|will|would|shall|should|has|have|had|not|but"
)
_TITLE = r"(?:h\.e|mr|mrs|ms|dr|gen|lt|col|maj|adm|hon|st) \. "
_PHRASE = rf"(?:(?!(?:{_NO_PHRASE}|and (?:a|an|the|to|their|its|[a-z]+ed)) )(?:{_TITLE}|[^ .,;:()]+ )){{0,10}}?"
_NO_QUALIFIER = (
    "is|are|was|were|be|been|being|will|would|shall|should|may|can|could|must|has|have|had|that|which|who|whose|where|when"
    "|while|as|took|takes|began|ended|concluded|to|and (?:a|an|the|to|their|its|agreed|decided|welcomed)"
)
_QUALIFIER = (
    r"(?:(?=[\"“«'‘(]|(?:, )?<(?:EVENT|PROG|DATE)#"
    r"|(?:between|among|amongst|of|with|involving|including|by|on|in|at|off|for|from|against|under|within|alongside) )"
    rf"(?:(?!(?:{_NO_QUALIFIER}) )(?:{_TITLE}|[^ .;:]+ )){{1,18}}?)?"
)
_BETWEEN = r"(?:(?:, )?(?:(?:and|or|as well as|including) )?(?:with )?(?:(?:the|its|their|both) )*)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as a regular ``expression``, which is compiled when a sentence first asks for it: few ever do.

    A sentence must hold one of each set of ``anchors``, words or (``end*``) beginnings of words and slots, to match.
    ``source`` is the pattern as the lexicon writes it.
    """

    expression: str
    anchors: tuple[tuple[str, ...], ...]
    source: str

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in an encoded sentence."""
        return _compile(self.expression).finditer(text)


_compile = lru_cache(maxsize=None)(re.compile)


class PatternIndex(Generic[T]):
    """What belongs to patterns, by the words and slots that a sentence must hold for one of them to match.

    Each set of anchors is a bit, and a pattern needs the bits of all its sets. A word tells which bits it gives, and
    the numbers of the patterns to look at, which are those whose most telling set it is in.
    """

    __slots__ = ("_anywhere", "_beginnings", "_entries", "_lengths", "_tell", "_words")

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self._words: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._beginnings: dict[str, tuple[int, tuple[int, ...]]] = {}
        self._anywhere: list[int] = []
        self._entries: list[tuple[int, T]] = []
        bits: dict[tuple[str, ...], int] = {}
        for number, (pattern, value) in enumerate(entries):
            telling = max(pattern.anchors, key=lambda words: min(map(len, words)), default=None)
            needed = 0
            for words in pattern.anchors:
                bit = bits.setdefault(words, 1 << len(bits))
                needed |= bit
                for anchor in words:
                    self._note(anchor, bit, (number,) if words is telling else ())
            self._entries.append((needed, value))
            if telling is None:
                self._anywhere.append(number)
        self._lengths = sorted({len(word) for word in self._beginnings})
        self._tell = lru_cache(maxsize=1 << 13)(self._look_up)

    def _note(self, anchor: str, bit: int, numbers: tuple[int, ...]) -> None:
        word = anchor.removesuffix("*") or anchor
        table = self._words if word == anchor else self._beginnings
        bits, before = table.get(word, (0, ()))
        table[word] = bits | bit, before + numbers

    def candidates(self, text: str) -> Iterator[T]:
        """Yield what belongs to the patterns that may match in an encoded sentence, in the order they were given."""
        held, numbers = 0, set(self._anywhere)
        for bits, found in map(self._tell, set(text.split(" "))):
            if bits:
                held |= bits
                numbers.update(found)
        entries = (self._entries[number] for number in sorted(numbers))
        return (value for needed, value in entries if needed & held == needed)

    def _look_up(self, word: str) -> tuple[int, tuple[int, ...]]:
        bits, numbers = self._words.get(word, (0, ()))
        for length in self._lengths:
            if length > len(word):
                break
            if begun := self._beginnings.get(word[:length]):
                bits, numbers = bits | begun[0], numbers + begun[1]
        return bits, numbers


def compile_pattern(pattern: str, *, where: str = "pattern") -> Pattern:
    """Return a pattern read. Raises ``OntologyError`` for an element that the language does not have.

    >>> [match["object"] for match in compile_pattern("joined {object:ORG}+").find("<STATE#0> joined <ORG#1> ")]
    ['<ORG#1> ']
    """
    elements = pattern.split()
    try:
        _check_names(elements)
        expression = "(?<![^ ])" + "".join(map(_element, elements))
    except ValueError as error:
        raise OntologyError(
            f"broken pattern {pattern!r}: {error}", where=where, remedy="see kg/knowledge/patterns.py"
        ) from error
    asked = (element for element in elements if not element.startswith((*"#[", "...", "***", "~~~", ">>>")))
    return Pattern(expression, tuple(map(_alternatives, asked)), pattern)


def _check_names(elements: Sequence[str]) -> None:
    """Refuse names of slots that a regular expression cannot tell apart or have."""
    slots = (_SLOT.fullmatch(element) for element in elements)
    names = [slot[1] for slot in slots if slot] + [e[1:] for e in elements if e.startswith("#")]
    for name in names:
        if not name.isidentifier() or names.count(name) > 1:
            raise ValueError(f"{name!r} is no name for one slot")


def _alternatives(element: str) -> tuple[str, ...]:
    """Return the words, or with a star the beginnings, one of which an encoded sentence holds where an element is."""
    if slot := _SLOT.fullmatch(element):
        return tuple(f"<{kind}#*" for kind in slot[2].split("|"))
    return tuple(word.partition("_")[0] for word in element.split("|"))


def _element(element: str) -> str:
    slot = _SLOT.fullmatch(element)
    if slot:
        name, types, many = slot.groups()
        one = rf"<(?:{types})#\d+> "
        return rf"(?P<{name}>{one}(?:{_BETWEEN}{one})*)" if many else rf"(?P<{name}>{one})"
    if element.startswith("#"):
        return rf"(?P<{element[1:]}>\d+(?:st|nd|rd|th)) "
    if element == "...":
        return rf"(?:(?!(?:{_ABOUT}|and (?:{_GOES_ON})|{_PURPOSE}) )[^ <>.;:]+ ){{0,8}}?"
    if element == "~~~":
        return _PHRASE
    if element == ">>>":
        return _QUALIFIER
    if element == "***":
        return rf"(?:{_TITLE}|[^ .;:]+ ){{0,14}}?"
    if element.startswith("[") and element.endswith("]"):
        return f"(?:{_words(element[1:-1])} )?"
    if "{" in element or "}" in element:
        raise ValueError(f"{element!r} is no element")
    return f"{_words(element)} "


def _words(element: str) -> str:
    return "(?:" + "|".join(_word(word) for word in element.split("|")) + ")"


def _word(word: str) -> str:
    """Return the expression of one word; ``_`` joins the words of a noun such as "port call"."""
    if word.endswith("*") and len(word) > 1:
        return re.escape(word[:-1]) + r"[^ <>]*"
    return re.escape(word).replace("_", " ")
