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
        if understanding.blocks[block].parent != opener or understanding.blocks[block].kind not in ("bullet", "item"):
            return
        before = block
        yield index
