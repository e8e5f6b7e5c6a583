"""Typed names: what no list holds, told by its head noun ("Memorandum on ...", "Exercise Northern Wind").

In: passages with tokens, and where listed states and kinds of bodies stand. Out: candidates with a class and an IRI
from the name. Head nouns, their classes and the words that make no name are data in ``ontology/naming.ttl``; the stage
knows only how English builds names around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.dating.absolute import MONTHS
from kg.extraction.model import Sentence, Token
from kg.extraction.naming.bodies import is_state
from kg.extraction.naming.candidates import Candidate, SpanIndex
from kg.extraction.naming.complements import (
    FUNCTION,
    INSTRUMENTS,
    behind_years,
    complement_end,
    is_capital,
    segment_end,
)
from kg.knowledge.naming import NameHead, Naming
from kg.names import DCO, DCR, slug
from kg.record import Span

__all__ = ["find_names"]

_NUMBERED = re.compile(
    r"^(?:[IVXL]+|\d+(?:st|nd|rd|th)|(?:(?:Twenty|Thirty|Forty|Fifty|Sixty)-)?(?:First|Second|Third|Fourth|Fifth|Sixth"
    r"|Seventh|Eighth|Ninth)|Tenth|Eleventh|Twelfth|\w+teenth|Twentieth|\w+tieth|Inaugural)\s+",
    re.IGNORECASE,
)
_DETERMINERS = frozenset(["the", "a", "an", "our", "its", "their", "this", "new"])
_OFFICES = frozenset(
    ["secretary", "director", "director-general", "minister", "assistant", "adviser", "head", "deputy"]
)
_STATE_BODIES = frozenset([DCO + "GovernmentBody", DCO + "ArmedService"])
_WHOLES = frozenset(["organization", "organisation", "association", "community", "league", "union", "alliance"])
_PLANS = frozenset(["strategy", "instrument", "programme"])  # years behind them are part of the name: "Vision 2030"
_ACRONYM = re.compile(r"\s\([A-Z][\w-]*\)")


def find_names(
    text: str, passages: Sequence[Sentence], names: SpanIndex, posts: SpanIndex, naming: Naming
) -> Iterator[Candidate]:
    """Yield the typed names of the passages."""
    ordinary = {token.norm for passage in passages for token in passage.tokens if token.text.islower()}
    for passage in passages:
        yield from _NameReader(text, passage, names, posts, naming, ordinary).scan()


class _NameReader:
    """Reads the typed names of one passage."""

    __slots__ = ("_names", "_naming", "_ordinary", "_posts", "_text", "_tokens")

    def __init__(
        self, text: str, passage: Sentence, names: SpanIndex, posts: SpanIndex, naming: Naming, ordinary: set[str]
    ) -> None:
        self._text, self._tokens = text, passage.tokens
        self._names, self._posts, self._naming = names, posts, naming
        self._ordinary = ordinary
        """The words that the text has in small letters."""

    def scan(self) -> Iterator[Candidate]:
        """Yield the typed names in text order."""
        reached = 0
        for index, token in enumerate(self._tokens):
            if index < reached or not is_capital(token) or token.norm in FUNCTION:
                continue
            if index == 0 and _is_opening(self._tokens, self._ordinary):
                continue
            reached = end = self._head_end(index, segment_end(self._tokens, index))
            behind = max(self._behind_state(index, end), self._behind_post(index, end))
            if behind > index:
                reached = behind
            elif found := self._read_name(index, end):
                yield found[0]
                reached = max(end, found[1])

    def _head_end(self, start: int, end: int) -> int:
        """Return the end of a run of capitals, with the words of a head noun that goes on: "Letter of Intent"."""
        reach = end + 2
        if reach > len(self._tokens) or self._tokens[end].text != "of" or not is_capital(self._tokens[end + 1]):
            return end
        head = self._match_head(start, reach)
        return reach if head and "of" in head.words else end

    def _behind_post(self, index: int, end: int) -> int:
        """Return the index behind a post that no "of" joins to its body: "Commander | Northern Fleet", or ``index``."""
        post = self._posts.starting(self._tokens[index].start)
        behind = index
        while post and behind < end and self._tokens[behind].start < post.end:
            behind += 1
        if post is None or behind == end or self._text[post.end - 1] == "s":
            return index
        heads = self._naming.heads.get(self._tokens[behind].norm, ())
        body = self._read_name(behind, end)
        named = body is not None and body[0].type == "ORG"
        return behind if named or any(head.segment == "org" for head in heads) else index

    def _behind_state(self, index: int, end: int) -> int:
        """Return the index behind a state whose name runs over the capitals ("Republic of Korea"), or ``index``."""
        hit = self._names.covering(self._tokens[index].start)
        if (
            hit is None
            or not is_state(hit, self._naming)
            or (hit.start == self._tokens[index].start and hit.end <= self._tokens[end - 1].end)
        ):
            return index
        while index < len(self._tokens) and self._tokens[index].start < hit.end:
            index += 1
        return index

    def _read_name(self, start: int, end: int) -> tuple[Candidate, int] | None:
        """Return the name whose first run of capitals is ``start:end``, and where reading goes on."""
        for last in range(end, start, -1):
            head = self._match_head(start, last)
            listed = (
                self._names.covering(self._tokens[last - 1].start) if self._tokens[last - 1].text.isupper() else None
            )
            if listed and listed.start > self._tokens[start].start and listed.end > self._tokens[end - 1].end:
                continue  # in capitals, a listed name that runs on: "COUNCIL OF THE ORGANIZATION of ..."
            if head is None or (head.segment == "place" and last < end):
                continue
            first = last - len(head.words)
            if head.before and first == start and last < end:
                return self._make(start, end, start, head), end
            whole = self._is_listed_whole(first, last)
            goes_on = head.complement and last == end and not whole
            stop = complement_end(self._tokens, last, head, self._names, self._naming, self._posts) if goes_on else last
            stop = behind_years(self._tokens, stop) if head.segment in _PLANS else stop
            named = self._own_start(start, first)
            if named == start:
                start = named = self._left_start(start, head)
            if self._makes_name(named, first, self._tokens[last:stop], head):
                cut = _cut_parties(self._tokens, last, stop)
                found = self._make(start, cut, named, head)
                return (found if cut == stop else self._of_parties(found, self._tokens[stop - 1].end)), stop
            return None
        return None

    def _is_listed_whole(self, first: int, last: int) -> bool:
        """Tell whether a list has the organization with its head noun: what follows "European Union" is not its."""
        hit = self._names.covering(self._tokens[first].start)
        if hit is None or hit.start >= self._tokens[first].start or hit.end != self._tokens[last - 1].end:
            return False
        return "/org/" in hit.entries[0].iri

    def _of_parties(self, found: Candidate, end: int) -> Candidate:
        """Tell an instrument apart by its parties: their codes go into its IRI, their names into its label."""
        codes = sorted(
            {
                self._naming.codes[state].lower()
                for hit in self._names.within(Span(found.end, end))
                for state in (hit.entries[0].iri, self._naming.knowledge.value(hit.entries[0].iri, "dco:organOf") or "")
                if state in self._naming.codes
            }
        )
        label = " ".join(self._text[found.start : end].split())
        return found._replace(iri="-".join([found.iri or "", *codes]) if codes else found.iri, label=label)

    def _match_head(self, start: int, last: int) -> NameHead | None:
        for head in self._naming.heads.get(self._tokens[last - 1].norm, ()):
            size = len(head.words)
            if last - size >= start and all(
                token.norm == word for token, word in zip(self._tokens[last - size : last], head.words, strict=True)
            ):
                return head
        return None

    def _own_start(self, start: int, first: int) -> int:
        """Return where the name begins behind dates and states before it ("the 1960 U.S.-Japan Security Treaty")."""
        index = start
        while index < first and (self._tokens[index].norm in MONTHS or self._tokens[index].text.isdigit()):
            index += 1
        behind = index
        while index < first:
            hit = self._names.covering(self._tokens[index].start)
            if hit and is_state(hit, self._naming) and hit.end <= self._tokens[first - 1].end:
                while index < first and self._tokens[index].start < hit.end:
                    index += 1
                behind = index = _skip_joints(self._tokens, index, first)
            elif hit is None and self._tokens[index].norm in self._naming.generic:
                index += 1
            else:
                behind = index if hit else behind
                break
        return behind

    def _left_start(self, start: int, head: NameHead) -> int:
        """Return the start of "the Trade and ..." before a name that begins behind its "and", or ``start``.

        Names of instruments begin before "of", too: "a General Security of Information Agreement".
        """
        first = start - 1
        joints = ("and", "of") if head.kind in INSTRUMENTS else ("and",)
        if first < 1 or self._tokens[first].text not in joints:
            return start
        while (
            first > 0
            and is_capital(self._tokens[first - 1])
            and self._names.covering(self._tokens[first - 1].start) is None
        ):
            first -= 1
        left = self._tokens[first : start - 1]
        if not left or len(left) > 3 or first == 0 or self._tokens[first - 1].norm not in _DETERMINERS:
            return start
        noun = left[-1].norm
        if noun in self._naming.heads or (noun in self._naming.generic and self._tokens[start - 1].text == "and"):
            return start
        return first

    def _makes_name(self, named: int, first: int, behind: Sequence[Token], head: NameHead) -> bool:
        modifiers = [token.norm for token in self._tokens[named:first] if token.text[0].isalnum()]
        if head.segment == "strategy" and not _OFFICES.isdisjoint(modifiers):
            return False  # "First Assistant Secretary International Policy"
        own = any(norm not in self._naming.generic for norm in modifiers)
        if own or len(modifiers) >= (2 if head.segment == "strategy" else 3):
            return True
        described = [norm for norm in modifiers if norm not in _DETERMINERS]
        if head.segment == "org" and described and (behind or len(described) > 1):
            return True  # "Joint Committee on Training", "Joint Military Commission"
        if head.segment == "strategy" and behind and behind[0].text[0].isdigit():
            return True  # "Vision 2030"
        if head.segment == "forum" and described and head.words == ("dialogue",):
            return True
        if head.segment == "place":
            return bool(behind)  # "the Gulf of Fonseca"
        if head.words[0] in _WHOLES:
            return sum(is_capital(token) for token in behind) > 1  # "Organization of Highland States"
        long = "of" in head.words  # "Letter of Intent"
        return head.kind in INSTRUMENTS and (long or bool(behind) or (bool(modifiers) and modifiers[0] != "joint"))

    def _make(self, start: int, stop: int, named: int, head: NameHead) -> Candidate:
        state = self._names.starting(self._tokens[start].start)
        owner = state.entries[0] if state and named > start and state.entries[0].iri in self._naming.codes else None
        begin, end = self._tokens[named].start, self._tokens[stop - 1].end
        label = " ".join(self._text[begin:end].split())
        if owner and head.kind in _STATE_BODIES:
            iri = f"{DCR}org/{self._naming.codes[owner.iri]}/{slug(label)}"
            begin = self._tokens[start].start if owner.writing == "demonym" else begin
        else:
            whole = " ".join(_ACRONYM.sub(" ", self._text[self._tokens[start].start : end]).split())
            iri = _listed_series(whole, self._naming) or f"{DCR}{head.segment}/{slug(whole)}"
            label = whole if head.segment != "org" else label
        return Candidate(begin, end, self._naming.mention_type(head.kind) or "ORG", iri, head.kind, label, 6)


def _is_opening(tokens: Sequence[Token], ordinary: set[str]) -> bool:
    """Tell whether the first word of a passage is capitalised only because it is the first."""
    return tokens[0].norm in ordinary or not (len(tokens) > 1 and is_capital(tokens[1]))


def _cut_parties(tokens: Sequence[Token], last: int, stop: int) -> int:
    """Return where a name ends before "between A and B": the parties are names of their own."""
    return next((index for index in range(last, stop) if tokens[index].norm == "between"), stop)


def _skip_joints(tokens: Sequence[Token], index: int, first: int) -> int:
    while index < first and not tokens[index].text[0].isalnum():
        index += 1
    return index


def _listed_series(name: str, naming: Naming) -> str | None:
    """Return the listed forum whose numbered session a name is: "II Conference of Ministers of X"."""
    series = _NUMBERED.sub("", name)
    hits = naming.gazetteer.find(series).get("name", []) if series != name else []
    whole = [hit for hit in hits if (hit.start, hit.end) == (0, len(series)) and len(hit.entries) == 1]
    iri = whole[0].entries[0].iri if whole else ""
    return iri if "/forum/" in iri or "/org/" in iri else None
