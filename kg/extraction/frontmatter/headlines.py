"""Headlines: the title of a statement, what it calls itself, and the lines that belong to its title.

In: blocks and where listed names stand. Out: the title with the spans that say it, and its kind. The stage knows the
words for kinds of documents and the shapes of front matter (letterheads, labels of press offices, menus of pages); who
the parties are it leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.extraction.dating.datelines import says_day
from kg.extraction.model import SPOKEN, Block
from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.naming import Naming
from kg.names import DCR
from kg.reading import Source
from kg.record import Span

__all__ = ["find_kind", "find_label", "find_publisher", "find_title"]

_KINDS = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|declarations?|readout|summary|conclusions|treaty|agreement|memorandum|protocol|charter"
    r"|resolution|announcement|remarks|minutes|record|vision|pact|accord|document|final\s+act)\b",
    re.IGNORECASE,
)
_OF_KIND = (
    r"(?:(?:joint|final|press|media|news|concluding|closing|summary|agreed|political|ministerial|presidential|trilateral|bilateral"
    r"|leaders?['’]?|chair(?:man|woman|person)?['’]s|co-chairs?['’]|agreed|official|vision|common|special|security)\s+)"
)
_SELF = re.compile(  # words for other documents too ("agreement") count at the beginning alone
    rf"\b(?P<kind>{_OF_KIND}+(?:announcement|remarks|vision(?!\s+statement)|document|record)|{_OF_KIND}*(?:statement|communiqu[eé]"
    r"|declaration|read-?out|(?:press|media|news)\s+release|press\s+note|summary|conclusions|minutes|final\s+act))\b"
    r"|^(?:the\s+)?(?P<deed>treaty|agreement|memorandum(?:\s+of\s+understanding)?|protocol|charter|pact|accord|resolution)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\bsign(?:s|ed)?\s+(?:an?\s+|the\s+)?(?:new\s+)?$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:for\s+)?immediate\s+release|(?:press|media|news)\s+(?:release|statement|information|note|office)|policy\s+paper|news|statements?"
    r"|press\s+release\s+(?:from|by|of)\s+the\s+(?:office|ministry|department|embassy|government)\b.*"
    r"|(?:[\w'’&-]+\s+){0,4}(?:press|public|media|information|news|communications?)\s+(?:[\w'’&-]+\s+){0,4}"
    r"(?:directorate(?:\s+general)?|department|division|office|bureau|service|section|branch|unit|cent(?:re|er)|desk)"
    r"|in\s+the\s+name\s+of\b.*|embargo.*)(?:\W*(?:no|nr)\b.*|\W*[\w/-]*\d[\w/-]*)?\W*$",
    re.IGNORECASE,
)
_MENU = re.compile(
    r"(?:home|main menu|menu|skip to|share\b|like\b|tweet|print\b|back to|contents|search\b|language|author\b|tags?\b"
    r"|from:|by:"
    r"|(?:tel|telephone|fax|phone|e-?mail)\b\W*[:.+\d(]|p\.?\s?o\.?\s+box|www\.|https?:|views\b|posted\b|published|updated|released?\s"
    r"|last\s+(?:updated|modified)|ref(?:erence)?\b|no\b[.:]|(?:our\s+)?file\b|chairman:|chair:|visitor\b|read this)"
    r"|.*(?:\s[|›»>]\s|\S+@\S+|\.(?:gov|org|int|com|mil)\b)|[A-Z]{1,6}[/-][\w/()-]*\d",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"(?:(?:the\s+)?(?:office|ministry|department|embassy|permanent\s+mission|delegation|directorate|government|secretariat"
    r"|headquarters|(?:[\w'’]+\s+){0,3}(?:kingdom|republic|state))\s+(?:of|for)\b|(?:the\s+)?(?:rt\.?\s+)?hon\b|minister\s+(?:of|for)"
    r"|his\s+excellency|h\.\s?e\.|10\s+downing\s+street$|(?:the\s+)?white\s+house$|state\s+house$|prime\s+minister['’]s\s+office$)(?!.*\b(?:and|meets?|hosts?|holds?|visits?|signs?|receives?|welcomes?|attends?|opens?|leads?"
    r"|calls?|speaks?|says?|thanks?|tours?|travels?|arrives?|begins?|concludes?|addresses|discusses|inaugurates|participates)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:of|on|by|between|among|and|for|to|in|at|from|with|as|issued|adopted|held|following|concerning|regarding|signed|made"
    r"|after|during|the|under|towards?|agreed)\b",
    re.IGNORECASE,
)
_OF_TITLE = re.compile(r"(?:of|by|between|among|issued|adopted|following)\s", re.IGNORECASE)
_OPEN = re.compile(r"(?:\b(?:of|on|by|between|among|and|for|to|in|at|from|with|the)|[,–—-])$", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:meeting|conference|summit|session|dialogue|talks|consultations|consultative|round|visit|retreat)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:(?:list of )?participants|introduction|agenda|preamble|background|contents|opening|annex\b.*|[ivx]+)\W*$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"(?:^|\|\s*|^press\s+release\s+(?:from|by|of)\s+)(?:from:\s*)?(?P<issuer>(?:the\s+)?(?:office|ministry|department|embassy|permanent\s+mission|delegation|government|secretariat"
    r"|headquarters)\s+(?:of|for)\b.{3,100}|[^|\d]{3,60}\b(?:ministry|department|embassy|secretariat)(?:\s+of\s+[\w\s]{3,40})?)$",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^[#*_>\s]+|(?:[*_\s]|\[\d{1,2}\])+$")
_FILED = re.compile(r"^no\.?:?\s*[\w/-]*\d[\w/-]*,\s*(?:\d{1,2}\s+\w+\s+\d{4},\s*)?", re.IGNORECASE)
_TITLE_LIMIT = 300


def find_title(source: Source, blocks: Sequence[Block], names: SpanIndex, naming: Naming) -> tuple[str, list[Span]]:
    """Return the title, and the spans of the text that name its parties.

    Below a letterhead ("Office of ...", "Press Release") the title is the line that names the kind of document, with
    the lines that it goes on in and, where it says no more than its kind, the name of the meeting; where it names no
    party, the front lines that do count as spans of it.
    """
    text = source.text
    front = _front_lines(text, blocks)
    prefaces = [block.body for block in front if block.kind == "preface"]
    spans = [block.body for block in front if block.kind == "title"] or prefaces[:1]
    if spans and not _names_party(spans[0], names, naming):
        if not _KINDS.search(text, spans[0].start, spans[0].end):
            headed = [b.body for b in front if b.kind == "heading" and _KINDS.search(text, b.body.start, b.body.end)]
            spans = headed[:1] or spans
        spoken = [b.body for b in front if b.kind != "dateline" and not _is_place(text, b, names)]
        spans += [line for line in spoken if line not in spans and _names_party(line, names, naming)]
    if source.metadata.title:
        return source.metadata.title, spans
    words, headed = _read_title(text, blocks, front, names, naming)
    if any(_names_party(line, names, naming) for line in headed):
        spans = headed  # and not the state of a letterhead above
    elif not _is_bare(words):
        named = [line for line in spans if _names_party(line, names, naming)]
        spans = sorted({*named, *headed}) or spans  # and not the name of a collection of documents
    return (words if len(words) <= _TITLE_LIMIT else words[:_TITLE_LIMIT].rpartition(" ")[0]), spans


def find_publisher(text: str, blocks: Sequence[Block], names: SpanIndex, naming: Naming) -> str | None:
    """Return the ministry or office of the letterhead, with the state that another of its lines names."""
    front = _front_lines(text, blocks)
    for line in front:
        issuer = _ISSUER.search(_words(text, line))
        if issuer is None or _KINDS.search(issuer[0]) or line.kind == "dateline":
            continue
        state = next((_words(text, other) for other in front if _is_state(other, names, naming)), None)
        named = _names_party(line.body, names, naming)
        return issuer["issuer"] if named or state is None else f"{issuer['issuer']}, {state}"
    return None


def _is_state(line: Block, names: SpanIndex, naming: Naming) -> bool:
    hit = next(iter(names.within(line.body)), None)
    known = hit is not None and hit.entries[0].iri in naming.codes
    return known and hit is not None and (hit.end - hit.start) * 10 >= 7 * (line.body.end - line.body.start)


def find_kind(title: str) -> str | None:
    """Return what a title calls the statement, in lower case.

    >>> find_kind("2nd Dialogue of Norway and Chile: Joint Press Statement")
    'joint press statement'
    >>> find_kind("Norway and Chile sign an agreement")
    """
    for match in _SELF.finditer(title):
        if not _TOLD.search(title, 0, match.start()):
            return " ".join((match["kind"] or match["deed"]).lower().split())
    return None


def find_label(text: str, blocks: Sequence[Block]) -> str | None:
    """Return what a line of its own above the text calls it ("PRESS RELEASE No. 12"), in lower case."""
    lines = (text[block.body.start : block.body.end] for block in _front_lines(text, blocks))
    return next((kind for line in lines if _LABEL.match(line) and (kind := find_kind(line))), None)


def _front_lines(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks before the first paragraph, without those of a page's menu."""
    lines = []
    for block in blocks:
        if block.kind not in SPOKEN:
            lines.append(block)
        elif not _MENU.match(text, block.span.start):
            break
    return lines


def _names_party(line: Span, names: SpanIndex, naming: Naming) -> bool:
    """Tell whether a line of the title names a state, an organization or a forum."""
    iris = {entry.iri for hit in names.within(line) for entry in hit.entries}
    return any(iri in naming.codes or iri.startswith((DCR + "org/", DCR + "forum/")) for iri in iris)


def _read_title(
    text: str, blocks: Sequence[Block], front: Sequence[Block], names: SpanIndex, naming: Naming
) -> tuple[str, list[Span]]:
    """Return the words of the title, and the lines that it stands in."""
    foreign = max((at for at, block in enumerate(front) if block.kind == "preface"), default=-1)
    lines = [line for line in front[foreign + 1 :] if not _is_aside(text, line, names)]
    at = _find_headline(text, lines)
    if at is None:
        headed = next((block for block in front if block.kind in ("title", "preface")), None)
        body = (headed or next((b for b in blocks if b.kind != "dateline"), blocks[0])).body
        return " ".join(text[body.start : body.end].split()), []
    title = _words(text, lines[at])
    bare, used = _is_bare(title), [lines[at].body]
    for before, line in pairwise(lines[at:]):
        if _goes_on(text, before, line, tight=bare and ": " in title):
            title += " " + _words(text, line)
        elif (
            _is_bare(title)
            and line.kind == "heading"
            and not _is_letterhead(text, line)
            and not _is_section(text, line)
        ):
            title += ": " + _words(text, line)
        else:
            break
        used.append(line.body)
    named = _names_party(lines[at].body, names, naming)
    above = _find_above(text, lines[: at + 1])
    if above and (bare or not named) and _heads(text, above, names, naming):
        title = f"{_words(text, above)}: {title}"
        used.insert(0, above.body)
    return title, used


def _find_above(text: str, lines: Sequence[Block]) -> Block | None:
    """Return the line above the last that is not part of a date line: neither a day nor the place above it."""
    dated = False
    for line in reversed(lines[:-1]):
        if says_day(text, line.span):
            dated = True
        elif not dated or _MEETING.search(_words(text, line)) or line is lines[0]:
            return line
    return None


def _heads(text: str, line: Block, names: SpanIndex, naming: Naming) -> bool:
    """Tell whether a line above the title names its meeting or its issuer."""
    if _is_letterhead(text, line) or _is_label(text, line):
        return False
    return bool(_MEETING.search(_words(text, line))) or _names_party(line.body, names, naming)


def _is_aside(text: str, line: Block, names: SpanIndex) -> bool:
    """Tell whether a front line is of the page or the press office, or says nothing but a place."""
    words = text[line.body.start : line.body.end]
    if _FILED.match(words):
        return False
    return bool(_MENU.match(words)) or _is_place(text, line, names)


def _is_place(text: str, line: Block, names: SpanIndex) -> bool:
    hits = names.within(line.body)
    covered = sum(hit.end - hit.start for hit in hits)
    place = bool(hits) and hits[0].start == line.body.start and "/place/" in hits[0].entries[0].iri
    return place and covered * 10 >= 8 * (line.body.end - line.body.start)


def _find_headline(text: str, lines: Sequence[Block]) -> int | None:
    """Return the line that names the kind of document, else the first that is neither letterhead nor label nor date.

    Where a line says the kind alone and another begins with it ("Readout", "Readout of the Talks"), it is the other.
    """
    free = [at for at, line in enumerate(lines) if not _is_label(text, line)]
    named = [at for kinds in (_SELF, _KINDS) for at in free if kinds.search(_words(text, lines[at]))]
    kind = _words(text, lines[named[0]]).lower() if named else ""
    fuller = [at for at in named[1:] if _is_bare(kind) and _words(text, lines[at]).lower().startswith(kind)]
    undated = [at for at in free if lines[at].kind != "dateline" or _MEETING.search(_words(text, lines[at]))]
    plain = [at for at in undated if not _is_letterhead(text, lines[at])]
    labels = [at for at, line in enumerate(lines) if line.kind != "dateline"]
    return next(iter((*fuller, *named, *plain, *undated, *labels)), None)


def _is_label(text: str, line: Block) -> bool:
    return _LABEL.match(_words(text, line)) is not None


def _is_letterhead(text: str, line: Block) -> bool:
    words = _words(text, line)
    return _LETTERHEAD.match(words) is not None and not _KINDS.search(words)


def _goes_on(text: str, before: Block, line: Block, *, tight: bool) -> bool:
    """Tell whether a line goes on with the one before: by its first word, or by the other's last.

    Where the lines are ``tight`` it is enough that nothing stands between them, but for a line with a day.
    """
    if text.count("\n", before.span.end, line.span.start) > 1:
        return text[line.span.start].islower() or (
            line.kind == "heading" and _OF_TITLE.match(text, line.body.start) is not None
        )
    if _GOES_ON.match(text, line.body.start) or _OPEN.search(text[before.span.start : before.span.end]):
        return line.kind != "dateline" or text[line.body.start].isalpha()
    return tight and line.kind == "heading"


def _is_section(text: str, line: Block) -> bool:
    """Tell whether a line heads a part of the text rather than all of it."""
    return _SECTION.match(text, line.body.start, line.body.end) is not None


def _is_bare(title: str) -> bool:
    """Tell whether a title says no more than what kind of document it heads."""
    return len(_SELF.sub("", title).split()) <= 1


def _words(text: str, line: Block) -> str:
    """Return the words of a front line: without marks of writing, a file number before them and a date line below."""
    start, kept = line.span.start, ""
    for piece in text[line.span.start : line.span.end].splitlines(keepends=True):
        if kept and says_day(text, Span(start, start + len(piece))):
            break
        kept, start = kept + piece, start + len(piece)
    return _FILED.sub("", _MARKS.sub("", " ".join(kept.split()))).rstrip(",")
