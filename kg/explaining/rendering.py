"""An explanation as text for a terminal, or as JSON.

In: an ``Explanation``. Out: wrapped lines, deeper reasons further in, the words that show something in double brackets;
or JSON. Control characters never pass.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePath

from kg.explaining.explanation import Explanation, Quote, Statement
from kg.query import printable

__all__ = ["render_json", "render_text"]

_WIDTH = 100
_INDENT = "   "


def render_json(explanation: Explanation) -> str:
    """Return an explanation as JSON."""
    return json.dumps(asdict(explanation), ensure_ascii=False, indent=2)


def render_text(explanation: Explanation, width: int = _WIDTH) -> str:
    """Return an explanation as lines of at most ``width`` characters, where words allow."""
    return "\n".join(_lines(explanation, "", width, set()))


def _lines(explanation: Explanation, indent: str, width: int, seen: set[tuple[object, ...]]) -> Iterator[str]:
    yield from _wrap(explanation.claim, indent, width, hanging=2)
    inner = indent + _INDENT
    if explanation.rule:
        rule = explanation.rule
        where = f" [{rule.where}]" if rule.where else ""
        said = f"{rule.name}: {rule.says}" if rule.where is None or explanation.kind in _RULED else rule.says
        yield from _wrap(f"{_BY.get(explanation.kind, 'by')} {said}{where}", inner, width, hanging=2)
    if explanation.quote:
        yield from _quote_lines(explanation.quote, explanation.statement, inner, width, seen)
    yield from _detail_lines(explanation, inner, width)
    for reason in explanation.because:
        yield from _lines(reason, inner, width, seen)
    if explanation.others:
        yield f"{inner}… and {explanation.others} more"


_RULED = frozenset({"inferred", "extracted"})
_BY = {"inferred": "by rule", "extracted": "by", "reference": "in the reference data,", "ontology": "in the ontology,"}


def _detail_lines(explanation: Explanation, indent: str, width: int) -> Iterator[str]:
    for detail in explanation.details:
        why = f" — {detail.why}" if detail.why else ""
        yield from _wrap(f"{detail.name}: {detail.value}{why}", indent, width, hanging=4)


def _quote_lines(
    quote: Quote, statement: Statement | None, indent: str, width: int, seen: set[tuple[object, ...]]
) -> Iterator[str]:
    place = f"{statement.title}, {statement.date or 'undated'}, {PurePath(statement.source).name}" if statement else "?"
    source = f"{place}, {quote.start}–{quote.end}"
    if (quote, statement) in seen:
        yield from _wrap(f"in the sentence quoted above ({quote.start}–{quote.end})", indent, width)
        return
    seen.add((quote, statement))
    yield from _wrap(f"“{_mark(quote)}”", indent, width, hanging=1)
    yield from _wrap(source, indent, width, hanging=2)


def _mark(quote: Quote) -> str:
    """Return a passage with its marked spans in double brackets, as one line.

    >>> _mark(Quote("They condemned piracy.", 10, 32, ((15, 24),)))
    'They [[condemned]] piracy.'
    """
    text = quote.text
    for start, end in sorted(quote.marked, reverse=True):
        if (start, end) != (quote.start, quote.end):
            first, last = start - quote.start, end - quote.start
            text = f"{text[:first]}[[{text[first:last]}]]{text[last:]}"
    return " ".join(text.split())


def _wrap(text: str, indent: str, width: int, hanging: int = 0) -> list[str]:
    return textwrap.wrap(
        printable(text),
        max(width, len(indent) + 40),
        initial_indent=indent,
        subsequent_indent=indent + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]
