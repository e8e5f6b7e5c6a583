"""The review: all items of a store, the most frequent first, as values, text or JSON.

In: an open store, and the decisions that a person made. Out: items, and how they look in a terminal.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import chain

from kg.decisions import Decisions
from kg.query import printable
from kg.reviewing.issues import list_issues
from kg.reviewing.items import Example, Item
from kg.reviewing.passages import Passages
from kg.reviewing.persons import list_persons
from kg.store import QuadStore

__all__ = ["render_json", "render_text", "review"]

_WIDTH = 100
_INDENT = "   "
_AROUND = 90


def review(store: QuadStore, decisions: Decisions) -> tuple[Item, ...]:
    """Return what a person should look at: what can be settled before what cannot, then by how often it was met."""
    passages = Passages(store)
    items = chain(list_issues(passages, decisions), list_persons(passages, decisions))
    return tuple(sorted(items, key=lambda item: (not item.add, -item.count, item.kind, item.words)))


def render_json(items: Iterable[Item]) -> str:
    """Return items as JSON."""
    return json.dumps([asdict(item) for item in items], ensure_ascii=False, indent=2)


def render_text(items: Sequence[Item], total: int | None = None) -> str:
    """Return items as paragraphs; ``total`` is how many there are where not all are shown."""
    blocks = ["\n".join(_lines(item)) for item in items]
    if total is not None and total > len(items):
        blocks.append(f"… and {total - len(items)} more (kg review --limit {total})")
    return "\n\n".join(blocks)


def _lines(item: Item) -> Iterator[str]:
    where = f" in {item.documents} statements" if item.documents > 1 else ""
    yield printable(f"{item.count}× {item.kind}: {item.words}{where}")
    yield from _wrap(item.why)
    for example in item.examples:
        yield from _wrap(f"{_shorten(example)} — {example.source}", hanging=2)
    if item.add:
        yield from _block(f"add to {item.to}:", item.add)
    yield from _block("or, in decisions.toml:" if item.add else "in decisions.toml, to see it no more:", item.silence)


def _block(head: str, text: str) -> Iterator[str]:
    yield _INDENT + printable(head)
    for line in text.splitlines():
        yield _INDENT * 2 + " " * (len(line) - len(line.lstrip())) + printable(line.lstrip())


def _shorten(example: Example) -> str:
    """Return the part of a sentence around the words in question, as a quotation."""
    text, words = example.sentence, example.words
    place = max(0, text.find(words))
    first, last = max(0, place - _AROUND), min(len(text), place + len(words) + _AROUND)
    if first:
        first = text.find(" ", first) + 1
    if last < len(text):
        last = max(text.rfind(" ", 0, last), place + len(words))
    return f"“{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}”"


def _wrap(text: str, hanging: int = 0) -> list[str]:
    return textwrap.wrap(
        printable(text),
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
