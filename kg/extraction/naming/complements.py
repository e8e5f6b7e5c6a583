"""Complements: how far a name runs on behind its head noun: "Memorandum (MoU) on X and Y between A and B".

Not a stage; the stage of typed names reads with it. In: tokens, and where listed names stand. Out: indexes of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.dating.absolute import MONTHS
from kg.extraction.model import Token
from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.naming import NameHead, Naming
from kg.names import DCO

__all__ = ["FUNCTION", "INSTRUMENTS", "behind_years", "complement_end", "is_capital", "segment_end"]

FUNCTION = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "our", "their", "its", "in", "on", "at", "by", "for", "from",
     "to", "with", "as", "and", "or", "but", "we", "they", "it", "both", "all", "each", "under", "through", "following",
     "during", "since", "while", "when", "if", "also", "of", "into", "after", "before", "he", "she", "his", "her",
     "hold", "holds", "held", "host", "hosts", "convene", "convenes", "conclude", "concludes", "ended"]
)  # fmt: skip
_LINKS = frozenset(["of", "on", "for", "against", "between", "and", "the", "concerning", "regarding", "in", "&", "to"])
_MATTERS = frozenset(["on", "for", "concerning", "regarding"])
_TAKES_IN = frozenset([DCO + "Treaty", DCO + "CodeOfConduct"])
INSTRUMENTS = frozenset(
    DCO + n for n in ("Memorandum", "Treaty", "Agreement", "Arrangement", "Declaration", "Instrument")
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–—/](?:(?:19|20)?\d\d))?$")
_ROMAN = re.compile(r"(?:[IVX]{1,5}|\d{1,4}(?:\.0)?)$")

_BREAK = re.compile(r"^(?:(?:Mr|Ms|Mrs|Dr|Prof|Lt|Gen|Maj|Brig|Col|Capt|Cdr|Adm|Hon|Shri|Smt)\.?|H\.E\.)$")


def is_capital(token: Token) -> bool:
    """Tell whether a token is written like a part of a name."""
    text = token.text
    if not text[0].isupper():
        return text[0].isdigit() and "-" in text and text[-1].isalpha()
    return not (token.norm in FUNCTION and text.isupper() and len(text) > 1)  # a headline: "MINUTES OF THE MEETING"


def segment_end(tokens: Sequence[Token], start: int) -> int:
    """Return the end of the run of capitalised words that begins here."""
    end = start + 1
    while end < len(tokens):
        token, after = tokens[end], tokens[end + 1] if end + 1 < len(tokens) else None
        joins = token.text in ("&", "’", "'", "-", "–", "/") and after is not None and is_capital(after)
        joins = joins and (token.text == "&" or token.start == tokens[end - 1].end)
        if not (is_capital(token) or joins or _ROMAN.match(token.text)) or _BREAK.search(token.text):
            break
        end += 1
    return end


def complement_end(
    tokens: Sequence[Token], last: int, head: NameHead, names: SpanIndex, naming: Naming, posts: SpanIndex
) -> int:
    """Return the end of "on X and Y between A and B" after a head noun and its acronym, or ``last`` without any."""
    end, position, between = last, _behind_acronym(tokens, last, head), False
    while position < len(tokens) and tokens[position].text in _LINKS:
        links = []
        while position < len(tokens) and tokens[position].text in _LINKS:
            links.append(tokens[position].text)
            position += 1
        if position >= len(tokens) or not is_capital(tokens[position]):
            break
        between = between or "between" in links
        if links == ["and"] and _begins_instrument(tokens[position], naming):
            break  # "Agreement on Trade and Protocol on Visas"
        if "and" in links and posts.starting(tokens[position].start):
            break  # "Navy of Oman and Chief of Staff"
        if not _may_link(links, tokens[position], head, end > last, between, names):
            break
        end = segment_end(tokens, position)
        position = _behind_acronym(tokens, end, head)
    return end


def behind_years(tokens: Sequence[Token], end: int) -> int:
    """Return where the years end that stand bare behind a name: "Roadmap 2030", "Action Plan 2022-2024"."""
    if end >= len(tokens) or not _YEARS.match(tokens[end].text):
        return end
    ranges = end + 2 < len(tokens) and tokens[end + 1].text in ("-", "–", "—", "/") and tokens[end + 2].text.isdigit()
    return end + 3 if ranges else end + 1


def _behind_acronym(tokens: Sequence[Token], last: int, head: NameHead) -> int:
    """Return the index behind an acronym, where its matter follows: "Memorandum of Understanding (MoU) on Training"."""
    goes_on = head.kind in INSTRUMENTS and last + 3 < len(tokens) and tokens[last + 3].text in _MATTERS
    bracketed = goes_on and tokens[last].text == "(" and tokens[last + 2].text == ")"
    return last + 3 if bracketed and is_capital(tokens[last + 1]) else last


def _begins_instrument(token: Token, naming: Naming) -> bool:
    heads = naming.heads.get(token.norm, ())
    return any(head.kind in INSTRUMENTS and head.words == (token.norm,) for head in heads)


def _may_link(links: list[str], after: Token, head: NameHead, inside: bool, between: bool, names: SpanIndex) -> bool:
    if after.norm in MONTHS:
        return False
    if head.segment == "place":
        return links[0] == "of" and not inside
    if links[0] in ("between", "concerning", "regarding"):
        return head.kind in INSTRUMENTS
    listed = names.covering(after.start)
    if links[0] == "and":
        return inside and (between or ("the" not in links and listed is None))
    if links[0] in ("&", "the"):
        return inside and links[0] == "&"
    if links[0] == "in":
        return head.kind in _TAKES_IN
    if links[0] == "to":
        return inside and head.kind not in INSTRUMENTS
    return True
