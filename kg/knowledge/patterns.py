"""Sentence patterns as data: what the lexicon writes down, compiled to regular expressions over encoded sentences.

In: the lexicon's ``dco:FactPattern`` and ``dco:ActivityFrame`` individuals. Out: frozen values with compiled
expressions. An encoded sentence (``kg.extraction.encoding``) is its words in lower case, each followed by a space,
with every mention replaced by ``<TYPE#index>``. The pattern language has seven elements, separated by spaces:

    word            that word; ``a|b`` one of them; ``end*`` any word that begins so; ``[word]`` perhaps that word
    {slot:TYPE}     a mention of that type (``STATE|ORG``: of one of them), kept under the slot's name
    {slot:TYPE}+    one or more of them in a list ("A, B and the C")
    ...             up to eight words that are no mention, inside the clause and before what it is about
    ***             up to fourteen words or mentions, inside the clause
    ~~~             up to ten words or mentions inside one noun phrase: no preposition, no verb that is known to end one
    #slot           an ordinal number ("150th"), kept under the slot's name

The module knows nothing of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Generic, TypeVar

from kg.errors import OntologyError
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCL, expand

__all__ = [
    "ActivityFrame",
    "FactPattern",
    "Pattern",
    "PatternIndex",
    "compile_pattern",
    "index_activity_patterns",
    "index_fact_patterns",
    "load_activity_frames",
    "load_fact_patterns",
]

T = TypeVar("T")

_SLOT = re.compile(r"\{(\w+):([A-Z|]+)\}(\+?)")
_WORD = r"[^ <>]+"
_ABOUT = "on|about|regarding|concerning|that|which"
_NO_PHRASE = (
    "on|in|at|of|with|to|for|from|by|about|off|under|over|near|during|through|after|before|since|until|between|among|into"
    "|that|which|who|whose|where|when|while|as|is|are|was|were|be|been|will|would|shall|should|has|have|had|not|but"
)
_TITLE = r"(?:h\.e|mr|mrs|ms|dr|gen|lt|col|maj|adm|hon|st) \. "
_PHRASE = rf"(?:(?!(?:{_NO_PHRASE}|and (?:a|an|the|to|their|its|[a-z]+ed)) )(?:{_TITLE}|[^ .,;:()]+ )){{0,10}}?"
_BETWEEN = r"(?:(?:, )?(?:(?:and|or|as well as|including) )?(?:with )?(?:(?:the|its|their|both) )*)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    A sentence must hold one of each set of ``anchors``, words or (``end*``) beginnings of words and slots, to match.
    ``source`` is the pattern as the lexicon writes it.
    """

    expression: re.Pattern[str]
    anchors: tuple[tuple[str, ...], ...]
    source: str

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in an encoded sentence."""
        return self.expression.finditer(text)


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
        for bits, found in map(self._tell, text.split(" ")):
            if bits:
                held |= bits
                numbers.update(found)
        entries = (self._entries[number] for number in sorted(numbers))
        return (value for needed, value in entries if needed & held == needed)

    def _look_up(self, word: str) -> tuple[int, tuple[int, ...]]:
        begun = (self._beginnings.get(word[:length], (0, ())) for length in self._lengths if length <= len(word))
        told = [self._words.get(word, (0, ())), *begun]
        return reduce(or_, (bits for bits, _ in told)), tuple(chain.from_iterable(numbers for _, numbers in told))


@dataclass(frozen=True, slots=True)
class FactPattern:
    """A sentence pattern and the fact it states. Slots ``subject`` and ``object`` give the fact's ends.

    ``partial_predicate`` is for objects that are no full day. ``constant`` replaces the object where the words fix it
    ("unanimous"); ``derive`` names how the fact is computed
    where it is not a plain pair of slots (see ``kg.extraction.findings.facts``).
    """

    rule: str
    expression: Pattern
    predicate: str
    partial_predicate: str | None
    factuality: str | None
    constant: str | None
    derive: str | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityFrame:
    """A kind of activity: its class and its label, the nouns that name it, and the patterns that tell of one.

    ``shared`` are the patterns that other kinds have as well; they are tried after the ``patterns`` of all kinds.
    """

    rule: str
    type: str
    label: str
    nouns: tuple[str, ...]
    patterns: tuple[tuple[str, Pattern], ...]
    shared: tuple[tuple[str, Pattern], ...]
    areas: tuple[str, ...]


def compile_pattern(pattern: str, *, where: str = "pattern") -> Pattern:
    """Return a pattern compiled. Raises ``OntologyError`` for an element that the language does not have.

    >>> [match["object"] for match in compile_pattern("joined {object:ORG}+").find("<STATE#0> joined <ORG#1> ")]
    ['<ORG#1> ']
    """
    elements = pattern.split()
    try:
        expression = re.compile("(?<![^ ])" + "".join(_element(element) for element in elements))
    except (re.error, ValueError) as error:
        raise OntologyError(
            f"broken pattern {pattern!r}: {error}", where=where, remedy="see kg/knowledge/patterns.py"
        ) from error
    asked = (element for element in elements if not element.startswith((*"#[", "...", "***", "~~~")))
    return Pattern(expression, tuple(map(_alternatives, asked)), pattern)


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
        return rf"(?:(?!(?:{_ABOUT}|and (?:a|an|the|their|its|to)) )[^ <>.;:]+ ){{0,8}}?"
    if element == "~~~":
        return _PHRASE
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


@lru_cache(maxsize=1)
def load_fact_patterns() -> tuple[FactPattern, ...]:
    """Return the lexicon's fact patterns, in file order."""
    knowledge = load_turtle("lexicon")
    return tuple(
        FactPattern(
            rule=iri.removeprefix(DCL),
            expression=compile_pattern(pattern, where=iri),
            predicate=_required(knowledge, iri, "dco:predicate"),
            partial_predicate=knowledge.value(iri, "dco:partialPredicate"),
            factuality=knowledge.value(iri, "dco:statesFactuality"),
            constant=knowledge.value(iri, "dco:constant"),
            derive=knowledge.value(iri, "dco:derive"),
            examples=knowledge.values(iri, "skos:example"),
        )
        for iri in knowledge.instances("dco:FactPattern")
        for pattern in knowledge.values(iri, "dco:pattern")
    )


@lru_cache(maxsize=1)
def load_activity_frames() -> tuple[ActivityFrame, ...]:
    """Return the lexicon's activity frames, in file order.

    A pattern's factuality is the property that holds it: ``dco:donePattern``, ``dco:ongoingPattern``,
    ``dco:intendedPattern``, ``dco:invitedPattern``, and ``dco:pattern`` where the governing act decides.
    """
    knowledge, classes = load_turtle("lexicon"), load_turtle("modules")
    frames = []
    for iri in knowledge.instances("dco:ActivityFrame"):
        kind, areas = _required(knowledge, iri, "dco:activityClass"), knowledge.values(iri, "dco:cooperationArea")
        label = classes.value(kind, "rdfs:label") or ""
        nouns = knowledge.values(iri, "dco:headNoun")
        own = _patterns_of(knowledge, iri, nouns)
        shared = tuple(
            p for kin in knowledge.values(iri, "dco:sharesPatterns") for p in _patterns_of(knowledge, kin, nouns)
        )
        frames.append(ActivityFrame(iri.removeprefix(DCL), kind, label, nouns, own, shared, areas))
    return tuple(frames)


@lru_cache(maxsize=1)
def index_fact_patterns() -> PatternIndex[FactPattern]:
    """Return the lexicon's fact patterns by their words."""
    return PatternIndex((fact.expression, fact) for fact in load_fact_patterns())


@lru_cache(maxsize=1)
def index_activity_patterns() -> PatternIndex[tuple[ActivityFrame, str, Pattern]]:
    """Return the patterns of the lexicon's activity frames, each with its frame and factuality, by their words.

    The frames' own patterns come before those that they share.
    """
    frames = load_activity_frames()
    own = ((frame, told) for frame in frames for told in frame.patterns)
    shared = ((frame, told) for frame in frames for told in frame.shared)
    return PatternIndex((pattern, (frame, factuality, pattern)) for frame, (factuality, pattern) in chain(own, shared))


_FACTUALITIES = (
    ("done", "dco:donePattern"),
    ("ongoing", "dco:ongoingPattern"),
    ("intended", "dco:intendedPattern"),
    ("invited", "dco:invitedPattern"),
    ("", "dco:pattern"),
)


def _patterns_of(knowledge: Knowledge, iri: str, nouns: tuple[str, ...]) -> tuple[tuple[str, Pattern], ...]:
    """Return the patterns of a frame or a set, each with its factuality; ``NOUN`` stands for one of the nouns."""
    words = "|".join(noun.replace(" ", "_") for noun in nouns)
    return tuple(
        (factuality, compile_pattern(_fill(pattern, words), where=iri))
        for factuality, predicate in _FACTUALITIES
        for pattern in knowledge.values(iri, predicate)
    )


def _fill(pattern: str, words: str) -> str:
    return " ".join(words if element == "NOUN" else element for element in pattern.split())


def _required(knowledge: Knowledge, iri: str, predicate: str) -> str:
    value = knowledge.value(iri, predicate)
    if value is None:
        raise OntologyError(f"{expand(predicate)} is missing", where=iri, remedy="add it to ontology/lexicon")
    return value
