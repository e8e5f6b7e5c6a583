"""Persons, and the posts and states by which they are introduced.

In: passages with tokens, and where posts, honorifics, states and other names stand. Out: ``Introduction`` values: a
name with the post, the state and the spans on which each rests. The stage knows how English writes names and titles;
who takes part in the statement is not its concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.candidates import Introduction, Person, SpanIndex
from kg.extraction.model import Sentence, Token
from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.names import DCR, slug
from kg.record import Span

__all__ = ["find_introductions", "identify_persons", "is_name_token"]

_NO_NAME = frozenset(
    ["the", "a", "an", "of", "and", "or", "in", "on", "at", "for", "to", "with", "from", "by", "as", "jointly", "today",
     "this", "that", "their", "his", "her", "its", "our", "also", "will", "has", "have", "is", "are", "was", "were",
     "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "president", "minister",
     "ministers", "secretary", "side", "sides", "we", "they", "it", "both", "all", "affairs", "general", "meeting",
     "statement", "joint", "government", "welcomed", "excellency", "honourable", "honorable", "following", "during",
     "administration", "level", "talks", "summit", "staff", "spouse", "first", "lady", "prime"]
)  # fmt: skip
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?")
_AT = re.compile(r"\s+(?:at|in|of|to)\s+(?:the\s+)?")
_LEFT_STATE = re.compile(r"(?:['’]s?)?\s+(?:the\s+)?$")
_POST_WORDS = frozenset(
    ["principal", "deputy", "assistant", "vice", "acting", "senior", "first", "second", "under", "state",
     "parliamentary", "federal", "new", "former", "outgoing", "incoming", "national", "special", "associate", "chief"]
)  # fmt: skip
_NO_POST_WORDS = frozenset(["new", "former", "outgoing", "incoming"])
_STATE_LINK = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?|\s+\(|,\s+(?:of\s+)?(?:the\s+)?")
_ADJECTIVE = re.compile(r"(?:['’]s?)?\s+[A-Z]")
_CAPS_AFTER = re.compile(
    r"(?:\s+(?:of|for|and|on|to|in)(?:\s+the)?)?\s+[A-Z][\w’'-]*|,\s+(?=[A-Z][\w]+(?:\s|,)(?:and\s))"
)


def is_name_token(token: Token, names: SpanIndex) -> bool:
    """Tell whether a token can be part of a person's name."""
    if not token.text[0].isupper() or token.norm in _NO_NAME:
        return False
    return names.covering(token.start) is None


def find_introductions(
    text: str, passages: Sequence[Sentence], posts: SpanIndex, names: SpanIndex, naming: Naming
) -> tuple[Introduction, ...]:
    """Return the introductions of all passages, in text order."""
    titles = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in naming.honorifics) + r")(?=\s)")
    folded = fold(text)
    found: list[Introduction] = []
    for index, passage in enumerate(passages):
        reader = _Reader(text, passage, index, posts, names, naming)
        covered = 0
        for hit in posts.within(passage.span):
            for intro in reader.read_post(hit):
                found.append(intro)
                covered = max(covered, intro.name.end if intro.name else 0)
        done = {intro.name.start for intro in found if intro.name}
        for match in titles.finditer(folded, passage.span.start, passage.span.end):
            if text[match.start()].isupper():
                found += [intro for intro in reader.read_title(match) if intro.name and intro.name.start not in done]
    return tuple(sorted(found, key=_position))


def _position(intro: Introduction) -> tuple[int, int]:
    spans = [span for span in (intro.name, intro.post) if span]
    return min(span.start for span in spans), max(span.end for span in spans)


def identify_persons(text: str, introductions: Sequence[Introduction], naming: Naming) -> dict[Introduction, Person]:
    """Return whom each introduction with a name means: full names make persons, part of a name finds its person.

    A part of a name that fits no one, or several, makes a person of its own; first names are never guessed.
    """
    named = [intro for intro in introductions if intro.name]
    persons: dict[str, Person] = {}
    result: dict[Introduction, Person] = {}
    for intro in sorted(named, key=lambda i: -len(_name_tokens(text, i, naming))):
        tokens = _name_tokens(text, intro, naming)
        fitting = [person for person in persons.values() if set(tokens) <= set(person.tokens)]
        if len(fitting) == 1:
            result[intro] = fitting[0]
            continue
        label = " ".join(_visible(text[intro.name.start : intro.name.end]).split()) if intro.name else ""
        person = Person(f"{DCR}person/{slug(_given_first(label))}", label, tokens)
        result[intro] = persons.setdefault(person.iri, person)
    return result


def _visible(text: str) -> str:
    return text.translate(_INVISIBLE)


def _name_tokens(text: str, intro: Introduction, naming: Naming) -> tuple[str, ...]:
    """Return the words of a name that tell persons apart: no initials, particles and suffixes."""
    if intro.name is None:
        return ()
    name = fold(_visible(_SUFFIX.sub("", text[intro.name.start : intro.name.end])))
    words = [_bare(word, naming) for word in re.findall(r"[^\W\d_][\w'-]*", name)]
    return tuple(word for word in words if len(word) > 1 and word not in naming.particles)


def _bare(word: str, naming: Naming) -> str:
    """Return a word without the article that a hyphen joins to it ("al-Sudani")."""
    first, hyphen, rest = word.partition("-")
    return rest if hyphen and first in naming.particles else word


def _given_first(label: str) -> str:
    """Return the words of a name for its IRI: a surname in capitals that stands first goes last, initials go.

    >>> _given_first("KISHIDA Fumio"), _given_first("Joseph R. Biden, Jr.")
    ('Fumio KISHIDA', 'Joseph Biden')
    """
    words = [word for word in _SUFFIX.sub("", label).split() if not re.fullmatch(r"\w\.?", word)]
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words) and words[: len(capitals)] == capitals:
        words = words[len(capitals) :] + capitals
    return " ".join(words) or label


class _Reader:
    """Reads the introductions of one passage; holds what every step needs."""

    __slots__ = ("by_start", "index", "names", "naming", "passage", "posts", "text")

    def __init__(
        self, text: str, passage: Sentence, index: int, posts: SpanIndex, names: SpanIndex, naming: Naming
    ) -> None:
        self.text, self.passage, self.index = text, passage, index
        self.posts, self.names, self.naming = posts, names, naming
        self.by_start = {token.start: number for number, token in enumerate(passage.tokens)}

    def read_post(self, hit: Hit) -> Iterator[Introduction]:
        """Yield whom a post introduces: a name behind it, a name before it, or the post alone."""
        if not self.text[hit.start].isupper() or self._is_plural(hit):
            return
        start, state = self._left_of(hit)
        role = hit.entries[0].iri
        end = hit.end
        name = self._name_at(end)
        bare = start == hit.start and state is None
        if name is None:
            end, state = self._right_of(hit, state)
            name = self._name_at(end) or self._name_after_comma(end)
            bare = bare and end == hit.end
        before = None if name else self._name_before(start)
        name = name or before
        if name:
            state = state or self._state_after(name.end if before is None else end)
            yield Introduction(name, Span(start, end), role, state, False, self.index, bare)
        elif state:
            yield Introduction(None, Span(start, end), role, state, False, self.index)

    def read_title(self, match: re.Match[str]) -> Iterator[Introduction]:
        """Yield the person behind a courtesy title."""
        name = self._name_at(match.end())
        if name:
            yield Introduction(name, None, None, self._state_after(name.end), True, self.index)

    def _is_plural(self, hit: Hit) -> bool:
        words = self.text[hit.start : hit.end].split()
        return any(word.endswith("s") and not word.endswith(("ss", "Affairs", "Forces", "Chiefs")) for word in words)

    def _left_of(self, hit: Hit) -> tuple[int, str | None]:
        """Return where a post phrase begins, and the state that stands before it."""
        start = hit.start
        while True:
            word = re.search(r"([A-Z][\w-]+)\s+$", self.text[max(self.passage.span.start, start - 25) : start])
            if word is None or word[1].lower() not in _POST_WORDS:
                break
            if word[1].lower() not in _NO_POST_WORDS:
                start -= len(word[0])
                continue
            break
        gap = _LEFT_STATE.search(self.text[max(0, start - 8) : start])
        inside = gap is not None and start - len(gap[0]) > self.passage.span.start
        listed = self.names.ending(start - len(gap[0])) if gap and inside else None
        return start, self._state_of(listed)

    def _right_of(self, hit: Hit, state: str | None) -> tuple[int, str | None]:
        """Return where a post phrase ends ("for Space Policy of Japan"), and the state inside it."""
        end = hit.end
        while True:
            link = _OF.match(self.text, end) or (_AT.match(self.text, end) if end > hit.end else None)
            listed = self.names.starting(link.end()) if link else None
            if link and listed:
                found = self._state_of(listed)
                return listed.end, found or state
            more = _CAPS_AFTER.match(self.text, end, self.passage.span.end)
            if more is None or not more[0].strip(", ") or not (link or end > hit.end) or more.end() - hit.end > 90:
                break
            if end == hit.end and not link:
                break
            end = more.end()
        at = re.compile(r"\s+(?:at|in)\s+(?:the\s+)?").match(self.text, end)
        listed = self.names.starting(at.end()) if at else None
        return end, state or self._state_of(listed)

    def _state_of(self, hit: Hit | None) -> str | None:
        """Return the state that a listed name is, or whose body it is."""
        if hit is None or len(hit.entries) != 1:
            return None
        iri = hit.entries[0].iri
        if iri in self.naming.codes:
            return iri
        return self.naming.knowledge.value(iri, "dco:organOf") if "/org/" in iri else None

    def _state_after(self, end: int) -> str | None:
        """Return the state in "of Japan" or "(Japan)" behind a name or post."""
        link = _STATE_LINK.match(self.text, end)
        listed = self.names.starting(link.end()) if link else None
        if link and listed and link[0].startswith(",") and _ADJECTIVE.match(self.text, listed.end):
            return None  # "..., Republic of Korea National Security Advisor ..." begins the next
        return self._state_of(listed)

    def _name_after_comma(self, end: int) -> Span | None:
        comma = re.compile(r",?\s+(?:(?:H\.E\.|Mr\.|Ms\.|Mrs\.|Dr\.|General|Admiral|Sir|Dame)\s+)?").match(
            self.text, end
        )
        return self._name_at(comma.end() - 1, full=True) if comma and comma[0].strip() else None

    def _name_at(self, end: int, *, full: bool = False) -> Span | None:
        """Return the name whose first token follows this offset, after blanks and courtesy titles."""
        position = end
        while True:
            gap = re.compile(r"\s+").match(self.text, position)
            if gap is None or gap.end() >= self.passage.span.end:
                return None
            position = gap.end()
            title = next(
                (t for t in self.naming.honorifics if self.text[position : position + len(t)].lower() == t), None
            )
            if title is None or not self.text[position + len(title) : position + len(title) + 1].isspace():
                break
            position += len(title)
        number = self.by_start.get(position)
        return self._read_name(number, full) if number is not None else None

    def _read_name(self, number: int, full: bool) -> Span | None:
        tokens = self.passage.tokens
        last, position, words = None, number, 0
        while position < len(tokens) and words < 5:
            token = tokens[position]
            if token.norm in self.naming.particles and token.text.islower() and self._goes_on(position):
                position += 1
                continue
            if not is_name_token(token, self.names) or self.posts.covering(token.start):
                break
            words += 1
            last, position = position, position + 1
            if len(token.text) == 1 and position < len(tokens) and tokens[position].text == ".":
                position += 1
        if last is None or (full and words < 2) or len(tokens[last].text) == 1:
            return None
        end = tokens[last].end
        suffix = _SUFFIX.match(self.text, end)
        return Span(tokens[number].start, suffix.end() if suffix else end)

    def _goes_on(self, position: int) -> bool:
        after = self.passage.tokens[position + 1 : position + 3]
        return any(is_name_token(token, self.names) for token in after[:1]) or (
            len(after) == 2 and after[0].norm in self.naming.particles and is_name_token(after[1], self.names)
        )

    def _name_before(self, start: int) -> Span | None:
        """Return the name in "Kim Tae-hyo, Principal Deputy ..."."""
        gap = re.search(
            r",\s+(?:the\s+)?(?:[\w.’'-]+\s+){0,3}$", self.text[max(self.passage.span.start, start - 50) : start]
        )
        if gap is None:
            return None
        comma = start - len(gap[0])
        tokens = self.passage.tokens
        number = next((i for i, token in enumerate(tokens) if token.start == comma), None)
        first, words = number, 0
        while (
            first
            and words < 5
            and (is_name_token(tokens[first - 1], self.names) or tokens[first - 1].norm in self.naming.particles)
        ):
            first -= 1
            words += 1
        if first is None or words < 2 or not tokens[first].text[0].isupper():
            return None
        while first < (number or 0) and tokens[first].norm in self.naming.honorifics:
            first += 1
        return Span(tokens[first].start, comma) if number and number - first >= 2 else None
