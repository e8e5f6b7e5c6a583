"""Names made of names: "the 1984 Treaty of Amity", "Second Summit of the Lake Group", "Peru-Chile Defence Committee".

In: the document's mentions and the words for states. Out: the mentions as the record shows them, with what belongs to a
name inside it: the day, state, body or number before it, the body and the short form behind it. The stages that read
sentences need the states and bodies one by one, and read the mentions as they were. The module refuses to name anybody
by a common noun alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import NameHead, Naming
from kg.names import DCO, DCR, slug
from kg.record import Entity, Mention, MentionType

__all__ = ["name_compounds"]

_CAPITAL = re.compile(r"[A-Z](?<![\w’'-].)[\w-]*")  # the capital stands first, which lets the search leap to it
_WORD_BEFORE = re.compile(r"(?<![\w’'.-])([A-Z][\w-]*(?:[’']s?)?|\d+(?:st|nd|rd|th|ST|ND|RD|TH))$")
_ORDINAL = re.compile(
    r"(?<![\w’'.-])(?:\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)|\d{1,3}\.|[IVXL]+(?:th)?|(?:(?:Twenty|Thirty|Forty|Fifty)-)?"
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth)|Tenth|Eleventh|Twelfth|\w+teenth|Twentieth|\w+tieth"
    r"|Inaugural)$",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?P<joint>\s?[-–]\s?|[’']s?\s+)$|\s+$")
_BRACKET = re.compile(r"\s?\((?=[A-Z0-9][\w&/+-]*[A-Z0-9][\w&/+-]*\))([\w&/+-]{2,14})\)")
_OWNED = re.compile(r"[’']s\s")
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_PHRASE = re.compile(
    r"[A-Z][\w’'-]*(?:(?:\s+and|\s+of|\s+of\s+the)?[^\S\n]+(?!(?:AND|OF|THE|BETWEEN|HELD|IN|ON|AT)\b)[A-Z][\w’'-]*)*"
)
_PLURAL_OFFICES = re.compile(
    r"(?:(?:Foreign|Defen[cs]e|Prime|Interior)\s+)?(?:Ministers|Heads|Chiefs|Presidents|Directors)\b"
)
_UNITS = re.compile(r"\b(?:Battalion|Brigade|Division|Regiment|Squadron|Fleet|Army|Corps|Battery|Company|Wing)$")
_AFTER = re.compile(r"\s(?:General|Plus|PLUS|[IVX]{1,4})\b(?!\s+[A-Z])")
_EDITION = re.compile(r"\s(?:19|20)\d\d(?!\d|\s?[-–—/]\s?\d)")  # "Cobra Gold 2019", "Shangri-La Dialogue 2022"
_GATHERS = re.compile(
    r"(?:meeting|summit|conference|forum|ministerial|plus|assembly)\b(?:\s\([\w-]+\))?(?:$|\s+of\b)", re.IGNORECASE
)
_IN_TIME = re.compile(r"\b(?:in|on|since|by|from|until|during|of|before|after|at|for)\s+$", re.IGNORECASE)
_SMALL = frozenset(
    ["the", "a", "an", "of", "on", "in", "at", "by", "for", "from", "to", "with", "as", "and", "or", "this", "that",
     "these", "our", "their", "its", "his", "her", "both", "during", "following", "under", "after", "before", "hold",
     "held", "holds", "host", "hosts", "attend", "attends", "convene", "convenes", "declaration", "communiqué",
     "statement"]
)  # fmt: skip
_NO_HEADS = frozenset(
    ["communiqué", "communique", "joint statement", "alliance"]
)  # an alliance of two states is no organization
_NAMED = frozenset(["ORG", "INST", "EVENT", "PROG"])
_PARTS = frozenset(["STATE", "LOC", "ORG", "DATE", "EVENT", "PROG"])
_SEGMENTS: dict[str, MentionType] = {
    "meeting": "EVENT",
    "forum": "PROG",
    "instrument": "INST",
    "org": "ORG",
    "programme": "PROG",
}
_LONGEST_WORD = 32


def name_compounds(
    text: str, mentions: Sequence[Mention], adjectives: Sequence[Mention], posts: Sequence[Hit], naming: Naming
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Return the mentions with compound names whole, and the individuals that only such names name."""
    shown, made = tuple(mentions), []
    nouns = [match for match in _CAPITAL.finditer(text) if _can_head(fold(match[0]), naming)]
    for _ in range(2):  # "First Session of the Peru-Chile Defence Committee": the body first
        builder = _Builder(text, shown, adjectives, posts, naming)
        found = [*map(builder.widen, (m for m in shown if m.type in _NAMED)), *builder.read_heads(nouns)]
        wide = [new for new in found if new is not None]
        if not wide:
            break
        shown = _in_place(shown, _longest(wide))
        made += builder.entities
    named = {m.iri for m in shown}
    return shown, tuple(entity for entity in made if entity.iri in named)


def _can_head(word: str, naming: Naming) -> bool:
    """Tell whether names can end in a noun: one of names, or of gatherings."""
    return (word in naming.heads or word in naming.body_nouns) and word not in _NO_HEADS


def _in_place(mentions: Sequence[Mention], wide: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions with wider ones in place of what lies inside those."""
    starts = [m.start for m in wide]

    def is_inside(mention: Mention) -> bool:
        before = bisect_left(starts, mention.end) - 1
        return before >= 0 and wide[before].end > mention.start

    return _in_order((*(m for m in mentions if not is_inside(m)), *wide))


def _ends_as_name(words: str, head: Sequence[str]) -> bool:
    """Tell whether words end with a head that opens with a capital: "Lake Working Group", not "Lake working Group"."""
    tail = " ".join(head)
    return fold(words).endswith(tail) and words[-len(tail)].isupper()


def _in_order(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=_position))


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _longest(found: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for new in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or kept[-1].end <= new.start:
            kept.append(new)
        elif new.end - new.start > kept[-1].end - kept[-1].start:
            kept[-1] = new
    return kept


class _Builder:
    """Builds the compound names of one text; ``entities`` are those that no mention named before."""

    __slots__ = ("_by_end", "_by_start", "_mentions", "_naming", "_posts", "_starts", "_text", "entities")

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        adjectives: Sequence[Mention],
        posts: Sequence[Hit],
        naming: Naming,
    ) -> None:
        self._text, self._mentions, self._naming = text, mentions, naming
        self._posts = SpanIndex(posts)
        self._by_start = {m.start: m for m in mentions}
        self._by_end = {m.end: m for m in (*adjectives, *mentions)}
        self._starts = [m.start for m in mentions]
        self.entities: list[Entity] = []

    def widen(self, mention: Mention) -> Mention | None:
        """Return a mention with what belongs to it before and behind, or None where nothing does."""
        listed = (mention.iri or "") in self._naming.knowledge
        start = mention.start
        if (" " in mention.text or mention.type == "ORG") and not self._is_spelt(mention):
            start = self._start(start, mention.type, listed=listed)
        gathers = mention.type in ("ORG", "PROG") and _GATHERS.search(mention.text) is not None
        unit = mention.type == "ORG" and _UNITS.search(mention.text) is not None
        ordinal = self._ordinal(start) if gathers or unit else start
        dated = _EDITION.match(self._text, mention.end) if mention.type in ("EVENT", "PROG") else None
        meets = (gathers and ordinal < start) or (dated and "/forum/" in (mention.iri or ""))
        kind: MentionType = "EVENT" if meets else mention.type
        end = self._end(dated.end() if dated else mention.end, kind)
        if (ordinal, end) == (mention.start, mention.end):
            return None
        return Mention(ordinal, end, self._text[ordinal:end], kind, mention.iri)

    def _is_spelt(self, mention: Mention) -> bool:
        """Tell whether a short form behind a body spells all its words: "Peruvian | National Defence Council (NDC)"."""
        bracket = _BRACKET.search(self._text, mention.start, mention.end) or _BRACKET.match(self._text, mention.end)
        if mention.type != "ORG" or bracket is None:
            return False
        words = re.findall(r"\b[A-Z]", self._text[mention.start : bracket.start()])
        return len(words) > 1 and "".join(words) == bracket[1]

    def read_heads(self, nouns: Iterable[re.Match[str]]) -> Iterator[Mention]:
        """Yield the names whose head noun stands in no mention, with a state, body, place or number before it."""
        for match in nouns:
            head = self._head(match)
            if head is None:
                continue
            kind: MentionType = _SEGMENTS[head.segment]
            first = match.end() - len(" ".join(head.words))
            start = self._start(first, kind, listed=False, head=True)
            if start == first or not self._tells_apart(start, first, kind):
                continue
            behind = _AFTER.match(self._text, match.end())
            end = self._end(behind.end() if behind else match.end(), kind)
            label = " ".join(self._text[start:end].split())
            iri = f"{DCR}{head.segment}/{slug(_OWNED.sub(' ', _BRACKET.sub('', label)))}"
            self.entities.append(Entity(iri, head.kind, (label,)))
            yield Mention(start, end, self._text[start:end], kind, iri)

    def _head(self, match: re.Match[str]) -> NameHead | None:
        if self._holding(match.start()) is not None:
            return None
        word = fold(match[0])
        heads, gathers = self._naming.heads.get(word, ()), word in self._naming.body_nouns
        before = self._text[max(0, match.start() - _LONGEST_WORD) : match.end()]
        fitting = (head for head in heads if head.segment in _SEGMENTS and _ends_as_name(before, head.words))
        named = next((head for head in fitting if " ".join(head.words) not in _NO_HEADS), None)
        if named is None and gathers:
            return NameHead((word,), DCO + "Meeting", "meeting", True, False)  # "42nd Assembly of the Lake Union"
        return named

    def _holding(self, offset: int) -> Mention | None:
        index = bisect_left(self._starts, offset + 1) - 1
        return self._mentions[index] if index >= 0 and self._mentions[index].end > offset else None

    def _tells_apart(self, start: int, head: int, kind: MentionType) -> bool:
        """Tell whether what stands before a head noun makes it a name: another name, or of a meeting its number."""
        index = bisect_left(self._starts, start)
        if index < len(self._mentions) and self._mentions[index].end <= head:
            return True
        ending = (self._by_end.get(end) for end in range(start + 1, head + 1))
        adjective = any(named is not None and named.start >= start for named in ending)
        first = self._text[start:head].split()[0]
        return adjective or (kind in ("EVENT", "PROG") and _ORDINAL.search(first) is not None)

    def _start(self, start: int, kind: MentionType, *, listed: bool, head: bool = False) -> int:
        """Return where a name begins with the names and the number before it."""
        while True:
            gap = _GAP.search(self._text, max(0, start - 4), start)
            if gap is None or "\n\n" in gap[0]:
                return start
            before = self._by_end.get(gap.start())
            if before is not None:
                if not self._takes(before, gap["joint"] or "", kind, listed=listed):
                    return start
                start = before.start
                listed = False
                continue
            ordinal = self._ordinal(start) if kind in ("EVENT", "INST") and not gap["joint"] else start
            if ordinal < start:
                return ordinal
            place = max(0, gap.start() - _LONGEST_WORD)
            word = _WORD_BEFORE.search(self._text, place, gap.start()) if head else None
            if word is None or fold(word[1]) in _SMALL or self._is_other(word):
                return start
            start = word.start()

    def _is_other(self, word: re.Match[str]) -> bool:
        """Tell whether a word belongs to another name, or to a post: "Ministers’ Dialogue" is no minister's."""
        post = self._posts.covering(word.start())
        alone = post is not None and not self._text.endswith(("s", "S"), post.start, post.end)
        return alone or self._holding(word.start()) is not None

    def _ordinal(self, start: int) -> int:
        """Return where the number before a name begins, or the start of the name: no number of a paragraph."""
        blank = start
        while blank and self._text[blank - 1] == " ":
            blank -= 1
        found = _ORDINAL.search(self._text, max(0, blank - _LONGEST_WORD), blank)
        if found is None or blank == start or not (found[0][0].isupper() or found[0][0].isdigit()):
            return start
        opens = found.start() == 0 or self._text[found.start() - 1] == "\n"
        return start if opens and found[0].endswith(".") else found.start()

    def _takes(self, before: Mention, joint: str, kind: MentionType, *, listed: bool) -> bool:
        """Tell whether the name before belongs to a name: no owner of a day or meeting, no subject before a body."""
        if before.type not in _PARTS or self._in_time(before, kind):
            return False
        if before.type == "EVENT":
            return kind == "EVENT"
        if "’" in joint or "'" in joint:
            return before.type == "ORG" and kind == "ORG"
        if listed and kind == "ORG":
            return before.type == "ORG" and not joint
        if before.type == "ORG" and kind == "ORG" and joint:
            return False  # "EU-NATO" names two
        return not (listed and before.text.islower())

    def _in_time(self, before: Mention, kind: MentionType) -> bool:
        if before.type != "DATE":
            return False
        plain = before.text[0].isdigit() or before.text[0].isupper()
        stands = _IN_TIME.search(self._text, max(0, before.start - 8), before.start) is not None
        return stands or not plain or kind not in ("INST", "EVENT", "PROG")

    def _end(self, end: int, kind: MentionType) -> int:
        """Return where a name ends with its short form, and with the body that it is of."""
        while True:
            bracket = _BRACKET.match(self._text, end)
            if bracket and (inner := self._holding(bracket.start(1))) is not None:
                bracket = (
                    bracket if inner.type in ("ORG", "INST", "PROG", "EVENT") and inner.end == bracket.end(1) else None
                )
            if bracket:
                end = bracket.end()
            link = _OF.match(self._text, end) if kind in ("EVENT", "ORG", "INST") else None
            behind = self._behind(link.end(), kind) if link else end
            if behind <= end or "\n\n" in self._text[end:behind]:
                return end
            end = behind

    def _behind(self, start: int, kind: MentionType) -> int:
        """Return the end of the body or office that a name is of, or -1."""
        named = self._by_start.get(start)
        if named is not None:
            return named.end if named.type in ("ORG", "EVENT", "PROG") else -1
        offices = kind == "EVENT" or (kind == "ORG" and _PLURAL_OFFICES.match(self._text, start))
        phrase = _PHRASE.match(self._text, start) if offices else None
        if phrase is None:
            return -1
        index = bisect_left(self._starts, start)
        inside = self._mentions[index] if index < len(self._mentions) else None
        if inside is None or inside.start >= phrase.end():
            return phrase.end()
        before = self._text[start : inside.start]
        taken = inside.type == "ORG" or (inside.type == "LOC" and before.rstrip().endswith((" of", " of the")))
        return inside.end if taken else start + len(re.sub(r"\s+of(?:\s+the)?\s*$|[\s,]+$", "", before))
