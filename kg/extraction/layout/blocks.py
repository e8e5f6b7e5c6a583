"""The block grammar: a statement's text as title, date line, paragraphs, items, bullets and headings.

In: the stored text. Out: blocks in text order, each with the span of its body. Blocks cover every line that holds a
letter or digit; nothing is dropped. The stage knows the shapes of lines, and no word except the commonest ones, by
which it tells a preface in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extraction.layout.lists import is_unfinished
from kg.extraction.layout.titles import PREAMBLE, SMALL, WORD, is_headline_share, name_front_matter
from kg.extraction.model import SPOKEN, Block
from kg.record import PartKind, Span

__all__ = ["find_blocks"]

_LINE = re.compile("[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACE = " \t\u00a0\u2000-\u200b\u202f\u3000\u00ad\ufeff"
_EDGE = re.compile(f"[{_SPACE}]*")
_NUMBER = re.compile(
    rf"(?!H\.[{_SPACE}]?E\.)(?![A-Z]\.[{_SPACE}]?[A-Z]\.[{_SPACE}]?[^\W\d_a-z][^\W\d_A-Z])(?:\((?P<a>\d{{1,3}}|[ivxlcIVXLC]{{1,6}}|[A-Za-z])\)|(?P<b>\d{{1,3}}|[IVXLC]{{1,6}}|[ivx]{{1,5}}|[A-Ha-h])[.)](?!\d)"
    rf"|(?P<c>\d{{1,2}}(?:\.\d{{1,2}})+)\.?(?=[{_SPACE}]+[^\W\d_a-z]))[{_SPACE}]+(?=\S)"
)
_BULLET = re.compile(
    rf"(?:[-–—•*·▪▫◦‣●○■□➢✓]|o(?=[{_SPACE}]{{2}}|[{_SPACE}][A-Z]))[{_SPACE}]+(?=\S)|[-–•](?=[A-Z][a-z])"
)
_MARKDOWN = re.compile(rf"(?:#{{1,6}}[{_SPACE}]+|\*\*|__|>[{_SPACE}]+)+")
_HEADING = re.compile(rf"(?:\*\*|__)?(?P<head>[^\W\d_a-z][^.:;!?]{{2,100}}?)(?:\*\*|__)?:(?:\*\*|__)?[{_SPACE}]+(?=\S)")
_COLON_DASH = re.compile(r":\s?[-–—]{1,2}$")  # opened a list in its day: "The Council decided:—"
_PREDICATE = re.compile(r"\b(?:met|was|were|is|are|have|has|had|agreed|decided|held)\b")
_SUBJECTS = frozenset(["The", "We", "They", "He", "She", "Both", "All"])  # begin a sentence rather than a heading
_OPEN = SMALL | {"which", "that", "whose", "who", "their", "its", "our", "between", "including"}
_NOTE_MARK = re.compile(r"(?<=\W)(?:\[\d{1,3}\]|[¹²³⁴-⁹]+)+$")  # of a footnote, behind the full stop
_LONGEST_MARK = 40
_ENGLISH = frozenset(
    ["the", "of", "and", "to", "in", "by", "with", "on", "from", "for", "that", "their", "this", "we", "our", "between",
     "as", "is", "are", "was", "were", "its", "at", "will", "has", "have", "joint", "statement"]
)  # fmt: skip
_FOREIGN_WORDS = (
    "och den det som med från inom för av på till att är i en ett der die das und von mit für auf im zu dem des ein "
    "eine el los las y en con por para una del que se la de le les et dans pour avec sur par aux du il lo gli di e per "
    "della nel sono het van een voor met og til af på er os da do em um uma não nedan uttalandet"
)
_ONLY_FOREIGN = frozenset(_FOREIGN_WORDS.split()) - _ENGLISH


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    after_blank: bool
    text: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a statement.

    ``heading`` is the block's own heading, or that of the section it stands in; ``parent`` the paragraph whose list or
    continuation the block is.
    """
    lines = list(_find_lines(text))
    groups = list(_join_lines(lines))
    blocks = name_front_matter(text, [_make_block(text, group) for group in groups])
    blocks = _go_on_preambles(text, _keep_a_paragraph(blocks)) if blocks else blocks
    return tuple(_link(text, blocks, [group[0].indent for group in groups]))


def _find_lines(text: str) -> Iterator[_Line]:
    last = 0
    for match in _LINE.finditer(text):
        content = match[0]
        lead = _EDGE.match(content)
        stripped = _COLON_DASH.sub(":", content.rstrip())
        if lead is None or not any(c.isalnum() for c in stripped):
            continue
        breaks = len(_BREAK.findall(text, last, match.start()))
        start, end = match.start() + lead.end(), match.start() + len(stripped)
        indent = len(content[: lead.end()].expandtabs(4))
        yield _Line(start, end, indent, breaks > 1 or not last, text[start:end])
        last = match.end()


def _join_lines(lines: list[_Line]) -> Iterator[list[_Line]]:
    width = _wrap_width(lines)
    group: list[_Line] = []
    for line in lines:
        if group and not line.after_blank and _continues(group, line, width):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width at which lines were wrapped by hand, or 0 where each line is a paragraph."""
    followed = [len(one.text) for one, other in pairwise(lines) if not other.after_blank]
    longest = max((len(line.text) for line in lines), default=0)
    return longest if len(followed) >= 3 and 40 <= longest <= 130 else 0


def _continues(group: list[_Line], line: _Line, width: int) -> bool:
    if _NUMBER.match(line.text) or _BULLET.match(line.text) or _MARKDOWN.match(line.text):
        return False
    if " | " in line.text or " | " in group[-1].text:
        return False  # a row of a table
    before = group[-1].text
    if before[-1] in ",;" and PREAMBLE.match(line.text) and PREAMBLE.match(group[0].text):
        return False
    if before[-1] in ",-–" or re.split(r"[\s—(]", before)[-1].lower() in _OPEN or line.text[0].islower():
        return before[-1] not in ".:;!?"
    if not width:
        return False
    if _HEADING.match(line.text) and before[-1] in ".:;!?":
        return False
    return len(before) > 0.7 * width


def _make_block(text: str, group: list[_Line]) -> Block:
    start, end = group[0].start, group[-1].end
    body, number, kind = start, None, "paragraph"
    if mark := _MARKDOWN.match(text, body, end):
        body, kind = mark.end(), "heading" if mark[0].startswith("#") else "paragraph"
    if found := _NUMBER.match(text, body, end):
        number, body = next(part for part in found.groups() if part), found.end()
        body = dashed.end() if (dashed := _BULLET.match(text, body, end)) else body
    elif bullet := _BULLET.match(text, body, end):
        body, kind = bullet.end(), "bullet"
    heading = None
    head = _HEADING.match(text, body, end)
    goes_on = head is not None and text[head.end()].islower() and head["head"].partition(" ")[0] in _SUBJECTS
    goes_on = goes_on or (head is not None and head["head"].lower().startswith("we, "))
    closed = head is not None and head["head"].count("(") == head["head"].count(")")
    if head and closed and not goes_on and _is_headline(head["head"]) and end - head.end() >= 20:
        heading, body = Span(head.start("head"), head.end("head")), head.end()
        kind = "item" if kind == "paragraph" else kind
    if kind == "paragraph" and heading is None and _is_heading_line(text[body:end]):
        kind = "heading"
    if _is_foreign(text[start:end]):
        kind = "preface"
    return Block(Span(start, end), _kind(kind), Span(body, end), number, heading)


def _kind(name: str) -> PartKind:
    kinds: dict[str, PartKind] = {"item": "item", "bullet": "bullet", "heading": "heading", "preface": "preface"}
    return kinds.get(name, "paragraph")


def _is_headline(words: str) -> bool:
    """Tell whether words before a colon are a heading: few, and most of them capitalised."""
    parts = [word for word in words.split() if word[0].isalpha() and word.lower() not in SMALL]
    capital = sum(word[0].isupper() for word in parts)
    last = words.split()[-1]
    if last.islower() and (words.partition(" ")[0] in _SUBJECTS or last.endswith(("ed", "said", "says", "states"))):
        return False  # "The Minister, Kari Lund, said: ..."
    if _PREDICATE.search(words):
        return False  # "Today, the four Ministers met in Lima: ..."
    return 0 < len(parts) <= 14 and (capital > len(parts) / 2 or (len(parts) <= 3 and capital > 0))


def _is_heading_line(line: str) -> bool:
    line = line.strip("*_ ")
    if mark := _NOTE_MARK.search(line, max(0, len(line) - _LONGEST_MARK)):
        line = line[: mark.start()]
    if (
        not line
        or line.rstrip("\"'”’»")[-1:] in (".", ";", ",", "!", "?", "")
        or len(line) > 160
        or len(line.split()) > 18
    ):
        return False
    if line.endswith((" and", " or", " to", " that", " following")):
        return False
    if line[-1] == ":":
        return is_headline_share(line) and line.partition(" ")[0].rstrip(":") not in _SUBJECTS
    return line[0].isupper() or not line[0].isalpha()


def _is_foreign(text: str) -> bool:
    if _ONLY_FOREIGN.isdisjoint(WORD.findall(text[:600].lower())):
        return False
    words = [word.lower() for word in WORD.findall(text[:600]) if len(word) > 1 or word.islower()]  # no "H.E."
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _ONLY_FOREIGN for word in words)
    return foreign >= 2 and foreign > 2 * english


def _keep_a_paragraph(blocks: list[Block]) -> list[Block]:
    """Read lines without a full stop as paragraphs where the text has nothing else."""
    if any(block.kind in SPOKEN for block in blocks):
        return blocks
    lone = sum(block.kind in ("title", "heading") for block in blocks) == 1
    kinds = ("title", "heading") if lone else ("heading",)
    return [replace(block, kind="paragraph") if block.kind in kinds else block for block in blocks]


def _go_on_preambles(text: str, blocks: list[Block]) -> list[Block]:
    """Read a line with a colon behind one with a comma as its verb: "Mindful of their duty,", "Declare:"."""
    return [
        replace(block, kind="paragraph")
        if block.kind == "heading" and text[block.span.end - 1] == ":" and text[before.span.end - 1] in ",;"
        else block
        for before, block in zip([blocks[0], *blocks], blocks, strict=False)
    ]


def _link(text: str, blocks: list[Block], indents: list[int]) -> Iterator[Block]:
    section: Span | None = None
    spoken = False  # a headline before the first paragraph is a subtitle or an office, no section
    opener: int | None = None  # the paragraph whose list is being read
    for index, block in enumerate(blocks):
        parent = None
        if block.kind == "heading":
            section, opener = block.body if spoken else None, None
        elif block.kind in ("item", "bullet") or (block.kind == "paragraph" and block.number is None):
            parent = _find_parent(blocks, indents, index, opener)
        opens = _opens(text, block, blocks[index + 1 : index + 2])
        if block.number is not None or (block.kind == "paragraph" and opens):
            opener = index if parent is None or opens else opener
        elif block.kind == "paragraph" and parent is None:
            opener = None
        spoken = spoken or block.kind in SPOKEN
        own = block.heading or (section if block.kind in SPOKEN else None)
        yield replace(block, parent=parent, heading=own)


def _opens(text: str, block: Block, below: list[Block]) -> bool:
    """Tell whether a block announces a list: by a colon, or by stopping right before its first bullet or item."""
    listed = any(one.kind in ("item", "bullet") for one in below)
    return text[block.span.end - 1] == ":" or (listed and is_unfinished(text[block.span.start : block.span.end]))


def _find_parent(blocks: list[Block], indents: list[int], index: int, opener: int | None) -> int | None:
    if opener is None:
        return None
    if blocks[index].kind in ("item", "bullet"):
        return opener
    return opener if indents[index] > indents[opener] else None
