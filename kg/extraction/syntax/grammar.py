"""A sentence as the clause grammar reads it: words with a coarse class, and the mentions that cover them.

In: a sentence's tokens with the mentions and concepts of the document. Out: a frozen ``Lexed`` sentence. The closed
classes of English (determiners, prepositions, auxiliaries) are grammar and stand here; open-class words come from
the frame lexicon. The module refuses to know who takes part or what any word evokes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias, TypeVar

from kg.extraction.model import Sentence, Token, Understanding
from kg.extraction.syntax.phrases import ActorPhrase
from kg.record import Concept, Mention, Span

__all__ = ["Lexed", "Lexer", "Tag", "is_adverb"]

Tag: TypeAlias = Literal[
    "det", "poss", "num", "prep", "to", "and", "comma", "stop", "dash", "open", "close", "quote", "gen",
    "pron", "be", "have", "do", "modal", "not", "adv", "that", "rel", "sub", "word",
]  # fmt: skip

_T = TypeVar("_T", Mention, Concept)
_CLOSED: dict[Tag, str] = {
    "det": "the a an this these those all each every both either another any some no several many numerous such other",
    "poss": "our their its his her my your",
    "num": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "prep": "of in on at by for from with within without under over about against among amongst between through "
    "throughout towards toward into onto upon across along around behind below beneath beside beyond despite during "
    "except including concerning regarding per via amid amidst near off out outside inside alongside notwithstanding",
    "to": "to",
    "and": "and or but nor & yet",
    "comma": ",",
    "stop": "; :",
    "dash": "– — -",
    "open": "( [",
    "close": ") ]",
    "quote": "\" ' “ ” « »",
    "gen": "'s",
    "pron": "we they he she it i you",
    "be": "is are was were be been being am",
    "have": "has have had having",
    "do": "does do did",
    "modal": "will would shall should can could may might must cannot",
    "not": "not never neither n't",
    "that": "that",
    "rel": "which who whom whose where whereby wherein",
    "sub": "as while if when because since until unless although though whereas once after before whether how why what",
    "adv": "also further furthermore moreover again once jointly together today yesterday now then therefore thus "
    "hereby likewise still already always just thereby accordingly hence additionally indeed instead however too "
    "well very most more quite collectively herewith earlier later recently soon forward thereof here there "
    "first firstly second secondly third finally lastly meanwhile nevertheless nonetheless otherwise anew "
    "ever only even respectively",
}
_TAGS: dict[str, Tag] = {word: tag for tag, words in _CLOSED.items() for word in words.split()}
_NOT_ADVERBS = frozenset([
    "ally", "anomaly", "apply", "assembly", "comply", "costly", "daily", "deadly", "early", "elderly", "family",
    "fly", "friendly", "holy", "imply", "italy", "july", "likely", "lively", "lovely", "monopoly", "monthly",
    "multiply", "neighborly", "neighbourly", "orderly", "quarterly", "rely", "reply", "scholarly", "silly",
    "supply", "timely", "ugly", "unfriendly", "unlikely", "weekly", "worldly", "yearly",
])  # fmt: skip


_FOR_ONE = frozenset((prep, whose) for prep in ("for", "on") for whose in ("its", "his", "her", "their"))


def is_adverb(norm: str) -> bool:
    """Tell whether a word not in the closed classes is an adverb by its ending.

    >>> is_adverb("strongly"), is_adverb("assembly")
    (True, False)
    """
    return norm.endswith("ly") and len(norm) > 4 and norm not in _NOT_ADVERBS


@lru_cache(maxsize=1 << 15)
def _tag_alone(norm: str) -> Tag:
    """Return the class of a word by itself."""
    return _TAGS.get(norm) or ("adv" if is_adverb(norm) else "word")


def _places(words: Sequence[str], word: str) -> list[int]:
    """Return where a word stands, which most words of a sentence do not."""
    return [at for at, one in enumerate(words) if one == word] if word in words else []


def _tag(tokens: Sequence[Token], norms: tuple[str, ...]) -> list[Tag]:
    """Return the class of each word by itself, of a hyphen and of "for its part" by what stands beside it."""
    tags: list[Tag] = [*map(_tag_alone, norms)]
    for place in _places(tags, "dash"):
        if place and tokens[place - 1].end == tokens[place].start and norms[place] != "—":
            tags[place] = "word"  # a hyphen, not a break
    for place in _places(norms, "forward"):
        if tags[place - 1] in ("modal", "to") and tags[place + 1 : place + 2] in (["det"], ["poss"]):
            tags[place] = "word"  # "will forward a draft"
    for place in _places(norms, "under"):
        if norms[place + 1 : place + 2] == ("secretary",):
            tags[place] = "word"  # "Deputy Under Secretary Kari Lund"
    for place in _places(norms, "part"):
        if norms[place - 2 : place] in _FOR_ONE and tokens[place].text.islower():
            tags[place - 2 : place + 1] = ["adv", "adv", "adv"]  # "and for its part recalled"
    return tags


def _join_lists(
    norms: tuple[str, ...], tags: list[Tag], mentions: Mapping[int, Sequence[tuple[Mention, int]]], covered: list[bool]
) -> None:
    """Read the semicolons of a list as commas: "the Governments of A; the Republic of B; and C", "X, of A; of B, Y"."""
    for place in _places(norms, ";"):
        after = place + 1
        while after < len(norms) and tags[after] in ("and", "det"):
            after += 1
        state = covered[place - 1] and any(mention.type == "STATE" for mention, _ in mentions.get(after, ()))
        if state or norms[after : after + 1] in (("of",), ("from",)):
            tags[place] = "comma"


@dataclass(frozen=True, slots=True)
class Lexed:
    """A sentence in parallel tuples, one entry a token.

    ``covered`` marks tokens inside a name; ``mentions`` maps the first token of a mention to the mention and the
    token after its last, longest first. ``phrases`` keeps the actor phrases that were read in it, by their first token.
    """

    sentence: Sentence
    norms: tuple[str, ...]
    tags: tuple[Tag, ...]
    covered: tuple[bool, ...]
    mentions: dict[int, tuple[tuple[Mention, int], ...]]
    concepts: tuple[Concept, ...]
    phrases: dict[int, ActorPhrase | None] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        return len(self.norms)

    def tag(self, index: int) -> Tag:
        """Return the class of a token; a place outside the sentence reads as a full stop."""
        try:  # cheaper than asking for the length, and this is asked thousands of times a sentence
            return self.tags[index] if index >= 0 else "stop"
        except IndexError:
            return "stop"

    def norm(self, index: int) -> str:
        """Return a token's word, or the empty string outside the sentence."""
        try:
            return self.norms[index] if index >= 0 else ""
        except IndexError:
            return ""

    def span(self, first: int, last: int) -> Span:
        """Return the text span of the tokens from ``first`` up to and without ``last``."""
        tokens = self.sentence.tokens
        return Span(tokens[first].start, tokens[max(first, last - 1)].end)

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return 0 <= index < len(self.norms) and self.sentence.tokens[index].text[:1].isupper()

    def shouted(self, index: int) -> bool:
        """Tell whether a word is written in capitals throughout, as preambles write their verbs."""
        text = self.sentence.tokens[index].text
        return len(text) > 1 and text.isupper()

    def quoted_before(self, index: int) -> bool:
        """Tell whether a quotation ends right before the token."""
        return self.tag(index - 1) == "quote" and self.tags[:index].count("quote") % 2 == 0

    def genitive(self, index: int) -> bool:
        """Tell whether the token is the mark of a possessive ("Japan's", "the leaders' vision")."""
        if not 0 < index < len(self.norms):
            return False
        norm, tokens = self.norms[index], self.sentence.tokens
        if norm == "'s":
            return True
        return (
            norm in ("'", "’") and self.norms[index - 1].endswith("s") and tokens[index].start == tokens[index - 1].end
        )


class Lexer:
    """Lexes the sentences of one document, each once; the stages that read clauses share it."""

    __slots__ = ("_concept_starts", "_concepts", "_lexed", "_mention_starts", "_mentions", "_sentences")

    def __init__(self, understanding: Understanding) -> None:
        self._sentences = understanding.sentences
        self._mentions = sorted(understanding.mentions, key=lambda m: (m.start, -m.end))
        self._mention_starts = [mention.start for mention in self._mentions]
        self._concepts = sorted(understanding.concepts, key=lambda c: (c.start, -c.end))
        self._concept_starts = [concept.start for concept in self._concepts]
        self._lexed: dict[int, Lexed] = {}

    def lex(self, index: int) -> Lexed:
        """Return one sentence of the document, lexed."""
        known = self._lexed.get(index)
        if known is None:
            known = self._lexed[index] = self._lex(index)
        return known

    def _lex(self, index: int) -> Lexed:
        sentence = self._sentences[index]
        tokens = sentence.tokens
        norms = tuple([token.norm for token in tokens])
        tags = _tag(tokens, norms)
        starts = [token.start for token in tokens]
        mentions = self._within(self._mentions, self._mention_starts, sentence.span)
        concepts = self._within(self._concepts, self._concept_starts, sentence.span)
        covered = [False] * len(tokens)
        at: dict[int, list[tuple[Mention, int]]] = {}
        hyphened = {mention.end + 1 for mention in mentions if mention.type == "STATE"}
        for mention in mentions:
            first = bisect_left(starts, mention.start)
            last = bisect_left(starts, mention.end)
            if first >= last and mention.start in hyphened and mention.type == "STATE":
                first = last - 1  # "the South Africa-Angola Commission", whose last two names share a token
            if mention.type == "DATE":
                tags[first:last] = ["word" if tag == "modal" else tag for tag in tags[first:last]]  # "3 May"
                continue
            if first >= last:
                continue
            at.setdefault(first, []).append((mention, last))
            for place in range(first, last):
                covered[place] = True
                tags[place] = "word"
        if ";" in norms:
            _join_lists(norms, tags, at, covered)
        for concept in concepts:
            for place in range(bisect_left(starts, concept.start) + 1, bisect_left(starts, concept.end)):
                covered[place] = True
        return Lexed(
            sentence, norms, tuple(tags), tuple(covered), {k: tuple(v) for k, v in at.items()}, tuple(concepts)
        )

    @staticmethod
    def _within(items: Sequence[_T], starts: Sequence[int], span: Span) -> list[_T]:
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [item for item in items[first:last] if item.end <= span.end]
