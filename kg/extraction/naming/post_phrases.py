"""Post phrases: how far the words of a post reach to the left and right of its noun, and the state beside them.

Not a stage; the stage of persons asks it. In: a passage, where listed names stand, and its readers of fields and names.
Out: offsets, and the IRI of a state. It knows how English qualifies posts, and no person.
"""

from __future__ import annotations

import re

from kg.extraction.model import Sentence
from kg.extraction.naming.candidates import SpanIndex
from kg.extraction.naming.personal_names import NameReader
from kg.extraction.naming.portfolios import FieldReader
from kg.knowledge.gazetteer import Hit
from kg.knowledge.naming import Naming
from kg.knowledge.spelling import british

__all__ = ["PostPhraseReader"]

_DEAR = r"(?:(?:sisterly|sister|brotherly|brother|fraternal|friendly|neighbou?ring)\s+)?"
_OF = re.compile(rf"\s+(?:of|for|from)\s+(?:the\s+)?{_DEAR}")
_AT = re.compile(r"\s+(?:at|in|of|to)\s+(?:the\s+)?")
_LEFT_STATE = re.compile(r"(?:['’]s?)?(?:[^\S\n]+\n?|\n)[^\S\n]*\Z")  # no paragraph ends between
_LEFT_BODY = re.compile(
    r"(?:Ministry|Department)\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+(?:(?:,|\s+and|,\s+and|\s+of)?\s+[A-Z][\w-]+){0,4}[^\S\n]+\n?$"
)
_PASSING = re.compile(
    r"(?<=\s)(?:caretaker|acting|interim|newly(?:-|\s+)(?:appointed|elected|installed)|new|outgoing|incoming|visiting|then|former|current)\s+$"
)
_LEFT_WORD = re.compile(r"([A-Z][\w-]+)\s+$")
_STATE_LINK = re.compile(rf"\s+(?:of|from)\s+(?:the\s+)?{_DEAR}|\s+\(|,\s+(?:of\s+)?(?:the\s+)?")
_NEXT = re.compile(r"(?:['’]s?)?\s+(?:[A-Z]|(?:delegation|delegates|side|team|party)\b)")
_ADJECTIVE = re.compile(r"(?:['’]s?)?\s+[A-Z]")
_POST_WORDS = frozenset(
    ["principal", "deputy", "assistant", "vice", "acting", "senior", "first", "second", "under", "state",
     "parliamentary", "federal", "national", "special", "associate", "chief", "joint",
     "additional", "permanent", "executive", "managing"]
)  # fmt: skip
_CAPS_AFTER = re.compile(
    r"(?:\s+(?:of|for|and|on|to|in)(?:\s+the)?)?\s+[A-Z][\w’'-]*|,\s+(?=[A-Z][\w]+(?:\s|,)(?:and\s))"
)
_LONGEST_POST = 90
_SHORT_FORM = re.compile(r"\s*\([A-Z]{2,8}\)")
_ASIDE = re.compile(  # "(acting)", "(Defence)"
    r"[^\S\n]*\((?:(?i:acting|ad interim|a\.i\.|interim|caretaker|designate|in charge of [^()\n]{1,40})"
    r"|(?P<field>[A-Z][a-z-]+)[^()\n]{0,40})\)"
)


class PostPhraseReader:
    """Reads the phrases of posts in one passage."""

    __slots__ = ("_fields", "_names", "_naming", "_passage", "_reader", "_text")

    def __init__(
        self, text: str, passage: Sentence, names: SpanIndex, fields: FieldReader, reader: NameReader, naming: Naming
    ) -> None:
        self._text, self._passage, self._names = text, passage, names
        self._fields, self._reader, self._naming = fields, reader, naming

    def left_of(self, hit: Hit) -> tuple[int, str | None]:
        """Return where a post phrase begins, and the state that stands before it."""
        start = hit.start
        while word := _LEFT_WORD.search(self._text[max(self._passage.span.start, start - 25) : start]):
            if word[1].lower() not in _POST_WORDS:
                break
            start -= len(word[0])
        body = _LEFT_BODY.search(self._text, max(self._passage.span.start, start - _LONGEST_POST), start)
        start = body.start() if body else start  # "Ministry of Defence Permanent Secretary"
        passing = _PASSING.search(self._text, max(self._passage.span.start, start - 24), start)
        before = passing.start() if passing else start  # "Norway's caretaker | Minister of Defence"
        gap = _LEFT_STATE.search(self._text[max(0, before - 8) : before])
        inside = gap is not None and before - len(gap[0]) > self._passage.span.start
        listed = self._names.ending(before - len(gap[0])) if gap and inside else None
        return start, self.state_of(listed)

    def right_of(self, hit: Hit, state: str | None) -> tuple[int, str | None]:
        """Return where a post phrase ends ("for Space Policy of Japan"), and the state inside it."""
        end = fields = self._fields.end_of(hit)
        bracket = _SHORT_FORM.match(self._text, end)
        beside = self._names.starting((bracket.end() if bracket else end) + 1)
        if beside and self._names_service(beside):
            end, state = beside.end, self.state_of(beside)  # "Chief of Staff (COS) UK Army"
        elif bracket and beside and beside.entries[0].iri in self._naming.codes:
            return beside.end, beside.entries[0].iri  # "Chief of Staff (COS) United Kingdom"
        elif beside and beside.entries[0].writing == "demonym" and _ADJECTIVE.match(self._text, beside.end):
            end, state = beside.end, self.state_of(beside) or state  # "Commander Norwegian Army"
        while True:
            link = _OF.match(self._text, end) or (_AT.match(self._text, end) if end > fields else None)
            listed = self._names.starting(link.end()) if link else None
            adjective = listed is not None and (
                listed.entries[0].writing == "demonym" or (self.state_of(listed) and self._fields.follows(listed.end))
            )
            if link and listed and adjective:
                end, state = listed.end, self.state_of(listed) or state  # "of the Norwegian Air Force" goes on
                continue
            if link and listed:
                found = self.state_of(listed) or state
                word = link[0].split()[0]
                whole = word in ("of", "for", "from") or not _ADJECTIVE.match(self._text, listed.end)
                named = word == "in" and listed.entries[0].iri in self._naming.codes  # "Minister in Oman | Ali Said"
                whole = whole or (named and self._reader.at(listed.end) is not None)
                return (listed.end if whole else end), found  # "at the U.S. National ..." goes on
            more = _CAPS_AFTER.match(self._text, end, self._passage.span.end)
            if (
                more is None
                or self._reader.titled(end)
                or not more[0].strip(", ")
                or not (link or end > fields)
                or more.end() - fields > _LONGEST_POST
                or self._fields.begins_name(end)
            ):
                break
            if end == fields and not link:
                break
            end = more.end()
        return self._end_at(end, self.behind_aside(end), state)

    def _end_at(self, end: int, behind: int, state: str | None) -> tuple[int, str | None]:
        """Return where a post phrase ends with the body or state at which it is; ``behind`` a bracket, if any."""
        at = _AT.match(self._text, behind)
        listed = self._names.starting(at.end()) if at else None
        if at and listed and behind > end:
            return listed.end, self.state_of(listed) or state  # "Minister of Defence (acting) of Peru"
        if at and listed and at[0].split()[0] == "to":
            return listed.end, state  # "Ambassador to Chile" is not of Chile
        return behind, state or self.state_of(listed)

    def behind_aside(self, end: int) -> int:
        """Return where the bracket ends that says more of a post, "(acting)" or "(Defence)", or the same offset."""
        aside = _ASIDE.match(self._text, end)
        field = british(aside["field"] or "") if aside else ""
        return aside.end() if aside and (not field or field in self._naming.portfolios) else end

    def _names_service(self, listed: Hit) -> bool:
        """Tell whether a name is that of a state's service, or of the state before the word for one: "UK | Army"."""
        if self.state_of(listed) is None:
            return False
        return "/org/" in listed.entries[0].iri or self._fields.follows(listed.end)

    def state_of(self, hit: Hit | None) -> str | None:
        """Return the state that a listed name is, or whose body it is."""
        if hit is None or len(hit.entries) != 1:
            return None
        iri = hit.entries[0].iri
        if iri in self._naming.codes:
            return iri
        return self._naming.knowledge.value(iri, "dco:organOf") if "/org/" in iri else None

    def state_after(self, end: int) -> str | None:
        """Return the state in "of Japan" or "(Japan)" behind a name or post."""
        link = _STATE_LINK.match(self._text, end)
        listed = self._names.starting(link.end()) if link else None
        if link and listed and link[0].startswith(",") and _NEXT.match(self._text, listed.end):
            return None  # "..., Republic of Korea National Security Advisor ..." begins the next, so does a delegation
        return self.state_of(listed)
