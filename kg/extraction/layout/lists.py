"""Lists: the bullets and items in which a sentence goes on ("have decided to:", "AGREE").

In: an ``Understanding`` and a sentence. Out: the sentences of its list that go on with it; blocks with a line that is a
verb alone as the sentence it is. Whether an item performs an act of its own is for the caller to tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.extraction.model import SPOKEN, Block, Understanding
from kg.knowledge.frames import load_frames
from kg.knowledge.letters import fold
from kg.record import Span

__all__ = ["find_listed", "is_unfinished", "item_sentences", "names_deeds", "opens_list", "with_verbs"]

_OPENING = re.compile(
    r"(?:(?:have|has|hereby|do|also|further|jointly|unanimously)\s+)*(?P<verb>[^\W\d_]+)"
    r"(?:\s+(?:hereby|that|to|on|upon|the\s+following|as\s+follows|as|follows))*\s*:?"
)
_SENTENCE = re.compile(
    r"(?:.*[\s,])?(?:[Tt]he|[Bb]oth|[Ww]e|[Tt]hey)\s.*\b(?P<verb>[a-z]+)"
    r"(?:\s+(?:hereby|that|to|on|upon|the\s+following|as\s+follows))*\s*:?"
)
_BEARERS = re.compile(r"(?:The|THE|We,|WE,)\s")
_PREAMBLE = re.compile(r"[A-Z]{4,}\b(?!\s[A-Z]{2,}\s[A-Z]{2,})|[A-Z][a-z]+(?:ing|ed|ful|ous|are)\b")
_FORMS = ("base", "s", "past", "participle")
_UNFINISHED = re.compile(
    r"\b(?:to|that|upon|on|(?:the\s+)?following(?:\s+[^\W\d_]+)?|as\s+follows)\s*[-–—]?", re.IGNORECASE
)
_NO_VERB = re.compile(  # "training", "cooperation", "the", "exercises"
    r"\w*(?:ing|ed|ion|ment|ity|nce|ship|ness|[^s]s)|an?|the|all|each|every|both|our|we|it|i|they|he|she|their|there"
)
_BEHIND_NOUNS = frozenset(["of", "for", "by", "between", "among", "within", ",", "/"])


def opens_list(understanding: Understanding, sentence: int) -> bool:
    """Tell whether a sentence ends with the colon of a list, is a verb alone ("DECIDE"), or stops before its items."""
    found = understanding.sentences[sentence]
    words = understanding.text[found.span.start : found.span.end].rstrip()
    if words.endswith(":") or (words.isupper() and _OPENING.fullmatch(fold(words)) is not None):
        return True
    below = understanding.blocks[found.block + 1 : found.block + 2]
    bare = words[-1:].isalpha() and found.span.end == understanding.blocks[found.block].body.end
    return bare and any(one.kind in ("bullet", "item") and one.parent == found.block for one in below)


def is_unfinished(words: str) -> bool:
    """Tell whether words stop before what they announce.

    >>> is_unfinished("The Ministers decided to"), is_unfinished("They met."), is_unfinished("agreed on the following")
    (True, False, True)
    """
    last = list(_UNFINISHED.finditer(words, max(0, len(words) - 40)))
    return bool(last) and last[-1].end() == len(words)


def names_deeds(understanding: Understanding, items: Sequence[int]) -> bool:
    """Tell whether the items of a list say what is to be done: "to hold talks", "Open an office", no "Joint talks"."""
    firsts = [understanding.sentences[item].tokens[:2] for item in items]
    if not all(len(tokens) > 1 for tokens in firsts):
        return False
    if all(first.norm == "to" for first, _ in firsts):
        return bool(firsts)
    return any(_is_base(first.norm) for first, _ in firsts) and all(
        first.norm.isalpha() and not _NO_VERB.fullmatch(first.norm) and second.norm not in _BEHIND_NOUNS
        for first, second in firsts
    )


def _is_base(word: str) -> bool:
    """Tell whether a word is the base form of a verb that the lexicon knows, also by its participle alone."""
    lexicon = load_frames()
    known = any(form == "base" for _, form in lexicon.verbs.get(word, ()))
    return known or not lexicon.executions.isdisjoint((f"{word}d", f"{word}ed"))


def find_listed(understanding: Understanding) -> frozenset[int]:
    """Return the sentences that go on with one before them, as members of its list."""
    openers = (index for index in range(len(understanding.sentences)) if opens_list(understanding, index))
    return frozenset(item for opener in openers for item in item_sentences(understanding, opener))


def item_sentences(understanding: Understanding, sentence: int) -> Iterator[int]:
    """Yield the first sentence of each bullet or item that stands under a sentence."""
    opener = understanding.sentences[sentence].block
    outer = understanding.blocks[opener].number
    before, first = opener, None
    for index in range(sentence + 1, len(understanding.sentences)):
        block = understanding.sentences[index].block
        if block == before:
            continue
        found = understanding.blocks[block]
        below = found.parent == opener and found.kind in ("bullet", "item")
        first = first or found.number
        numbered = found.number is not None and _goes_on(outer, first, found.number)
        resolved = understanding.sentences[index].tokens[0].text == "To"  # "Resolves:", and below "To urge all States"
        if not below and not ((numbered or resolved) and found.kind == "paragraph" and block - before == 1):
            return
        before = block
        yield index


def _goes_on(outer: str | None, first: str | None, number: str) -> bool:
    """Tell whether a number goes on with a list rather than with the numbering that the list's opener stands in.

    >>> _goes_on("3", "a", "b"), _goes_on("3", "a", "4"), _goes_on("3", "1", "2"), _goes_on("3", "4", "4")
    (True, False, True, False)
    """
    if outer == number or (first is not None and first.isdigit() != number.isdigit()):
        return False
    return not (outer is not None and outer.isdigit() and first == str(int(outer) + 1))


def with_verbs(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings that are no headings as paragraphs: the verb of the list below ("AGREE"), also
    with its subject ("Thereupon the Ministers decided:"), and the bearers of a preamble ("The Governments of A and B").
    """
    verbs = {block.body for block, below in pairwise(blocks) if _is_verb(text, block, below)}
    if not verbs:
        return tuple(blocks)
    freed = (replace(block, heading=None) if block.heading in verbs else block for block in blocks)
    return tuple(_adopt([replace(b, kind="paragraph") if b.body in verbs else b for b in freed], verbs))


def _adopt(blocks: Sequence[Block], verbs: Collection[Span]) -> Iterator[Block]:
    """Yield the blocks with the bullets and items right below a verb as parts of it."""
    verb: int | None = None
    for index, block in enumerate(blocks):
        listed = block.kind in ("bullet", "item") and block.parent is None
        verb = index if block.body in verbs else verb if listed else None
        yield replace(block, parent=verb) if listed else block


def _is_verb(text: str, block: Block, below: Block) -> bool:
    if block.kind == "heading" and _BEARERS.match(text, block.body.start) and _PREAMBLE.match(text, below.body.start):
        return True
    if block.kind != "heading" or below.kind not in SPOKEN:
        return False
    words = text[block.body.start : block.body.end].rstrip()
    found = _OPENING.fullmatch(fold(words))
    if found is None or not (words.endswith(":") or words.isupper()):
        member = below.kind == "bullet" or below.number is not None
        found = _SENTENCE.fullmatch(words) if member else None
    if found is None:
        return False
    lexicon = load_frames()
    readings = [lemma for lemma, form in lexicon.verbs.get(found["verb"], ()) if form in _FORMS]
    frames = [frame for lemma in readings for frame in lexicon.verb_frames(lemma)]
    return any(frame.act for frame in frames) and not any(frame.homograph for frame in frames)
