"""The title and the date line of a statement, which stand before its first sentence.

In: blocks of the kinds that their shape gives them. Out: the same, with these two named. The module knows
how titles are written, and no title.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.model import Block

__all__ = ["PREAMBLE", "SMALL", "WORD", "is_headline_share", "name_front_matter"]

PREAMBLE = re.compile(r"[A-Z][a-z]+ing\s")  # "Recalling their treaty,"
SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with"]
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_HIJRI = re.compile(r"\d{1,2}\s+[\w’'. -]{4,20}\s+\d{4}\s*A?\.?H\b\.?,?\s*(?:corresponding to)?")
_DATE = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?(?:\s+day)?[\s,]+(?:of\s+)?(?:{_MONTHS})"
    rf"|(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{{1,2}})?)[\s,]+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\b\d{1,2}\.\d{1,2}\.\d{4}\b",
    re.IGNORECASE,
)
_CALLS_ITSELF = re.compile(
    r"(?:(?:no|doc|document)\b\.?\s*[\w/-]*\d[\w/-]*[.,:]?\s+)?(?:(?:full\s+)?text\s+of\s+)?(?:the\s+)?(?:[a-z’'.-]+\s+){0,4}(?:communiqu[eé]|declaration|statement|final\s+act|resolution"
    r"|decision|conclusions|summary|minutes)(?:\s+no\.?\s*[\w/.-]+)?\s+(?:of|by|on|issued|adopted|made|agreed|signed|between|from|at|following)\s",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 240
_SUBTITLE = re.compile(r"(?:by|of|on|between|from|for|at|issued|adopted|following|concerning)\s")
_OWN_NAME = re.compile(  # below a motto or letterhead
    r"(?:(?:final|joint|agreed)\s+)+(?:press\s+)?(?:statement|communiqu[eé]|declaration|release|minutes)\s",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def name_front_matter(text: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with the title and the date line named, and lines below a title as headings."""
    titled = False
    for index, block in enumerate(blocks):
        line = text[block.body.start : block.body.end]
        if block.kind == "preface":
            continue
        dated = _is_date_line(text[block.span.start : block.span.end])
        alone = index == 0 and len(blocks) > 1 and _is_unfinished(line)
        below = line.isupper() or _SUBTITLE.match(line) is not None or _OWN_NAME.match(line) is not None
        if titled and block.kind == "paragraph" and below and _is_unfinished(line.capitalize()):
            blocks[index] = block = replace(block, kind="heading")
        called = _is_called(line)
        if titled and block.kind == "paragraph" and called and not dated:
            blocks[index] = block = replace(block, kind="heading")
        first = not titled and (alone or called or _is_long_title(line))
        if block.kind == "paragraph" and not dated and not first:
            break
        if block.kind not in ("heading", "paragraph", "item"):
            break
        if dated:
            blocks[index] = replace(block, kind="dateline", body=block.span, heading=None)
        elif not titled and (called or (text[block.span.end - 1] != "." and block.number is None)):
            blocks[index], titled = replace(block, kind="title", body=block.span, heading=None), True
        elif block.kind != "heading":
            break
    return blocks


def _is_long_title(line: str) -> bool:
    preamble = line[-1:] == "," and PREAMBLE.match(line) is not None
    return 0 < len(line) <= 320 and line[-1] not in ".:;" and not preamble and is_headline_share(line)


def _is_called(line: str) -> bool:
    """Tell whether a line is a title by beginning with what document it heads, also with a full stop behind it."""
    begins = len(line) <= 320 and _CALLS_ITSELF.match(line) is not None
    return begins and (is_headline_share(line) if line[-1] == "." else line[-1] not in ":;,")


def _is_unfinished(line: str) -> bool:
    """Tell whether the first line of a text is a title by having no full stop, however long and in small letters."""
    return len(line) <= 320 and line[0].isupper() and (line[-1].isalnum() or line[-1] in ')"”’»')


def is_headline_share(line: str) -> bool:
    """Tell whether most words of a line are capitalised, small ones apart."""
    words: list[str] = [word for word in WORD.findall(line) if word.lower() not in SMALL]
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _is_date_line(line: str) -> bool:
    if len(line) > _LONGEST_DATE_LINE:
        return False
    rest, dates = _DATE.subn("", _HIJRI.sub("", line))
    return dates > 0 and len(rest.split()) <= 6
