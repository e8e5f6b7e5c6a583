"""Sentences and their tokens.

In: the stored text and its blocks. Out: sentences of the paragraphs, items and bullets, with tokens whose offsets are
those of the stored text. Titles, headings, date lines and prefaces yield none. The splitter knows abbreviations and
initials, and nothing of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import SPOKEN, Block, Sentence, Token
from kg.knowledge.letters import INVISIBLE, fold
from kg.record import PartKind, Span

__all__ = ["find_sentences", "tokenize"]

_ABBREVIATIONS_LIST = (
    "mr mrs ms dr prof st no nos art arts para paras vol jr sr gen lt col maj capt adm cmdr brig hon rev gov sen rep "
    "amb lieut comdr cdre radm vadm sqn vs etc e.g i.e cf ca approx dept est inc ltd co corp fig figs pp eds messrs mt "
    "rt cde mme sra smt cdr ft ret retd jan feb mar apr jun jul aug sep sept oct nov dec mohd muhd md abd "
    "sh zh kh yu dzh"
)
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_LIST.split())
_STARTERS_LIST = (
    "the we in this they it our both these those he she as on to at for with through today together all there by "
    "furthermore moreover additionally also while building "
    "recognizing following since during under an a"
)
_STARTERS = frozenset(_STARTERS_LIST.split())
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-z])")
_WORD_BEFORE = re.compile(r"[\w.&'’-]+$")
_WORD_AFTER = re.compile(r"\s+[\"'“‘«(\[]*([\w’'-]+)")
_COUNTED = re.compile(r"\b(?:at|in|of|during|for|to|from) (?:the|their|its|our) \d{1,3}$")
_COUNT_REACH = 20
_LETTER = r"[^\W_]"
_PART = rf"\w(?:[\w{INVISIBLE}]*\w)?"
_TOKEN = re.compile(  # most tokens are words with a blank behind them
    rf"[A-Za-z]+(?= )|(?:{_LETTER}\.){{2,}}|(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Nos|Gen|Lt|Col|Maj|Capt|Adm|Hon)\."
    rf"|\d+(?:[.,]\d+)+|\d\+\d\b|{_PART}(?:[-‐‑](?!(?:[A-Z]\.){{2}}){_PART})*(?:['’](?!s\b){_LETTER}+)?"
    rf"|['’]s\b|[^\s{INVISIBLE}]"
)
_WORD = re.compile(r"\w+")
_GLUED = re.compile(f"[{INVISIBLE}]")


def find_sentences(text: str, blocks: Sequence[Block], kinds: Sequence[PartKind] = SPOKEN) -> tuple[Sentence, ...]:
    """Return the sentences of the blocks of these kinds, in text order: paragraphs, items and bullets unless told."""
    folded = fold(text)
    return tuple(
        Sentence(
            span,
            index,
            tuple(_tokens(text, folded, span.start, span.end)),
            frozenset(_WORD.findall(folded, span.start, span.end)),
        )
        for index, block in enumerate(blocks)
        if block.kind in kinds
        for span in _split(text, block.body)
    )


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text.

    >>> [t.text for t in tokenize("Japan's U.S.-built P-3Cs.")]
    ['Japan', "'s", 'U.S.', '-', 'built', 'P-3Cs', '.']
    """
    return tuple(_tokens(text, fold(text), 0, len(text)))


def _tokens(text: str, folded: str, start: int, end: int) -> Iterator[Token]:
    make = Token._make  # half the time of a call, and this is done for every word
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        norm = folded[first:last]
        yield make((first, last, text[first:last], norm if norm.isascii() else _GLUED.sub("", norm)))


def _split(text: str, body: Span) -> Iterator[Span]:
    start = body.start
    for match in _END.finditer(text, body.start, body.end):
        if match.end() >= body.end or not _ends_sentence(text, match, start):
            continue
        yield Span(start, match.end())
        start = match.end()
        while start < body.end and text[start].isspace():
            start += 1
    if start < body.end:
        yield Span(start, body.end)


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
    after = _WORD_AFTER.match(text, match.end())
    word, following = before[0].rpartition("-")[2] if before else "", after[1] if after else ""
    if "." in word and all(len(part) == 1 for part in word.split(".")):  # U.S, a.m
        return following.lower() in _STARTERS
    if word.isdigit() and _COUNTED.search(text, max(start, match.start() - _COUNT_REACH), match.start()):
        return False  # "at the 10. Summit"
    if word.lower() in _ABBREVIATIONS:
        return word.lower() in ("etc", "jr", "sr", "inc", "ltd", "corp", "co") and following.lower() in _STARTERS
    initial = len(following) == 1 and after is not None and text[after.end() : after.end() + 1] == "."
    return not (len(word) == 1 and word.isupper() and (initial or following.lower() not in _STARTERS))
