"""Headlines: the title of a statement, the lines that belong to it, and its day.

In: blocks, sentences and where listed names stand. Out: the title with the spans that say it, and an ISO day or None.
The stage knows the words for kinds of documents and the shapes of front matter; who the parties are it leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from kg.extraction.candidates import SpanIndex
from kg.extraction.dates import find_dates
from kg.extraction.model import Block, Sentence
from kg.knowledge.naming import Naming
from kg.names import DCR
from kg.reading import Source
from kg.record import Span

__all__ = ["find_day", "find_title"]

_KINDS = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declarations?|readout|summary|conclusions|treaty|agreement|memorandum|protocol|charter"
    r"|resolution|announcement|remarks|minutes|record|vision|pact|accord|document)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:\b[A-Z][\w.]+ (?:of|dated|,)"
    r"|\b(?:signed|adopted|dated|concluded|established|since|until)(?: \w+){0,4}?) (?:the )?$"
)
_CLOSING = 3
_SHORT_LINE = 8
_TITLE_LIMIT = 300
_FRONT = 8


def find_title(source: Source, blocks: Sequence[Block], names: SpanIndex, naming: Naming) -> tuple[str, list[Span]]:
    """Return the title, and the spans of the text that say it.

    Below a letterhead ("Office of ...", "Press Release") the title is the line that names the kind of document; where
    it names no party, the front lines that do go with it.
    """
    text = source.text
    front = _front_lines(blocks)
    spans = [block.body for block in front if block.kind == "title"] or [b.body for b in front if b.kind == "preface"][
        :1
    ]
    if spans and not _names_party(spans[0], names, naming):
        if not _KINDS.search(text, spans[0].start, spans[0].end):
            headed = [b.body for b in front if b.kind == "heading" and _KINDS.search(text, b.body.start, b.body.end)]
            spans = headed[:1] or spans
        spans += [b.body for b in front if b.body not in spans and _names_party(b.body, names, naming)]
    if source.metadata.title:
        return source.metadata.title, spans
    first = spans[0] if spans else blocks[0].body
    words = " ".join(text[first.start : first.end].split())
    return (words if len(words) <= _TITLE_LIMIT else words[:_TITLE_LIMIT].rpartition(" ")[0]), spans


def _front_lines(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks before the first paragraph."""
    first = next((at for at, b in enumerate(blocks) if b.kind in ("paragraph", "item", "bullet")), len(blocks))
    return list(blocks[:first])


def _names_party(line: Span, names: SpanIndex, naming: Naming) -> bool:
    """Tell whether a line of the title names a state, an organization or a forum."""
    iris = {entry.iri for hit in names.within(line) for entry in hit.entries}
    return any(iri in naming.codes or iri.startswith((DCR + "org/", DCR + "forum/")) for iri in iris)


def find_day(text: str, blocks: Sequence[Block], sentences: Sequence[Sentence], title: Sequence[Span]) -> str | None:
    """Return the day of the statement: from its date line, its title, or its first sentences."""
    datelines = [block.span for block in blocks if block.kind == "dateline"]
    datelines += [block.span for block in blocks[:_FRONT] if block.kind == "heading" and _is_date(text, block.span)]
    prefaces = [block.span for block in blocks if block.kind == "preface"]
    head = [*datelines, *title, *prefaces]
    for span in chain(head, (sentence.span for sentence in sentences[:3])):
        found, _ = find_dates(text[span.start : span.end], None)
        days = [
            dated.time.end
            for dated in found
            if dated.time.precision == "day" or _is_days(dated.time.begin, dated.time.end)
        ]
        dated_days = [dated for dated in found if dated.time.precision in ("day", "range")]
        if span not in head and any(
            _EARLIER.search(text, span.start, span.start + one.span.start) for one in dated_days
        ):
            continue
        if days and (span in head or len(dated_days) == 1):  # a sentence with several days tells of earlier events
            return days[0]
    return _closing_day(text, blocks)


def _closing_day(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the day of a line that closes the text: "Ankara, 6 November 1987", "Done at Lima, 3 May 1999"."""
    for block in reversed(blocks[-_CLOSING:]):
        line = text[block.span.start : block.span.end]
        days = [dated for dated in find_dates(line, None)[0] if dated.time.precision == "day"]
        if len(days) == 1 and len(line.split()) <= _SHORT_LINE:
            return days[0].time.end
    return None


def _is_date(text: str, line: Span) -> bool:
    """Tell whether a line says a day and little else."""
    found, _ = find_dates(text[line.start : line.end], None)
    return any(dated.span.end - dated.span.start > (line.end - line.start) / 2 for dated in found)


def _is_days(begin: str, end: str) -> bool:
    return begin[:7] == end[:7] and begin[8:] != "01"
