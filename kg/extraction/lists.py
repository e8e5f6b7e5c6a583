"""Lists: the bullets and items in which a sentence with a colon goes on ("have decided to:").

In: an ``Understanding`` and a sentence. Out: the sentences of its list that go on with it. The module refuses to know
verbs: whether an item performs an act of its own is for the caller to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.model import Understanding

__all__ = ["item_sentences", "opens_list"]


def opens_list(understanding: Understanding, sentence: int) -> bool:
    """Tell whether a sentence ends with the colon of a list."""
    found = understanding.sentences[sentence]
    return understanding.text[found.span.start : found.span.end].rstrip().endswith(":")


def item_sentences(understanding: Understanding, sentence: int) -> Iterator[int]:
    """Yield the first sentence of each bullet or item that stands under a sentence."""
    opener = understanding.sentences[sentence].block
    before = opener
    for index in range(sentence + 1, len(understanding.sentences)):
        block = understanding.sentences[index].block
        if block == before:
            continue
        found = understanding.blocks[block]
        below = found.parent == opener and found.kind in ("bullet", "item")
        numbered = found.number is not None and found.number != understanding.blocks[opener].number
        if not below and not (numbered and found.kind == "paragraph" and block - before == 1):
            return
        before = block
        yield index
