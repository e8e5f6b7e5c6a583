"""How personal names are written: where a name begins and ends, and which names are one person's.

Not a stage; the stage of persons reads names with it. In: tokens, and where listed names and posts stand. Out: spans of
names, and the person that each introduction means. It knows no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.model import Sentence, Token
from kg.extraction.naming.candidates import Introduction, Person, SpanIndex
from kg.knowledge.frames import load_frames
from kg.knowledge.letters import INVISIBLE, fold
from kg.knowledge.naming import Naming
from kg.names import DCR, slug
from kg.record import Span

__all__ = ["NameReader", "identify_persons"]

_NO_NAME = frozenset(
    ["the", "a", "an", "of", "and", "or", "in", "on", "at", "for", "to", "with", "from", "by", "as", "jointly", "today",
     "this", "that", "their", "his", "her", "its", "our", "also", "will", "has", "have", "is", "are", "was", "were",
     "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "president", "minister",
     "ministers", "secretary", "side", "sides", "we", "they", "it", "both", "all", "affairs", "general", "meeting",
     "statement", "joint", "government", "welcomed", "excellency", "honourable", "honorable", "following", "during",
     "administration", "level", "talks", "summit", "staff", "spouse", "first", "lady", "prime", "headquarters",
     "command", "secretariat", "directorate", "assembly", "debate", "elections", "election", "officer", "commanding",
     "delegate", "plenipotentiary", "court", "council", "conference", "agreement", "department", "office", "forces",
     "security", "purpose", "principles", "terms", "framework",
     "force", "operations", "logistics", "planning", "intelligence", "personnel", "training"]
)  # fmt: skip
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
_LETTERS = re.compile(r"(?:MP|MEP|MdB|TD|AC|AO|OBE|KBE|KC|QC|PhD)$")  # letters behind a name, no part of it
_DEGREE = re.compile(r"(?:[A-Z]\.){2,}|MP|MEP|AC|AO|CBE|OBE|KCMG|CMG|DSO|PhD|QC|KC")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_BLANKS = re.compile(rf"[\s{INVISIBLE}]*\s[\s{INVISIBLE}]*(?:the\s+(?=(?:Rt\.?\s+|Right\s+)?Hon))?")
_COMMA = re.compile(r",")
_BEFORE = re.compile(r",\s+(?:(?:the|then|current|new)\s+)?(?:[A-Z][\w.’'-]+\s+){0,3}$")
_MOST_WORDS = 5
_LONGEST_TITLE = 48
_LONGEST_DESCENT = 14
_FILIATIONS = frozenset(["bin", "binti", "bint", "ibn", "ibni", "binte"])
_MARK = re.compile(r"['‘’]")


class NameReader:
    """Reads the personal names of one passage."""

    __slots__ = ("by_start", "names", "naming", "passage", "posts", "text")

    def __init__(self, text: str, passage: Sentence, posts: SpanIndex, names: SpanIndex, naming: Naming) -> None:
        self.text, self.passage = text, passage
        self.posts, self.names, self.naming = posts, names, naming
        self.by_start = {token.start: number for number, token in enumerate(passage.tokens)}

    def after_comma(self, end: int) -> Span | None:
        """Return the full name behind a post and a comma ("the Secretary of Defense, Carl Stone")."""
        comma = _COMMA.match(self.text, end)
        return self.at(comma.end(), full=True) if comma else None

    def at(self, end: int, *, full: bool = False) -> Span | None:
        """Return the name whose first token follows this offset, after blanks and courtesy titles."""
        position = end
        while True:
            gap = _BLANKS.match(self.text, position)
            if gap is None or gap.end() >= self.passage.span.end:
                return None
            position = gap.end()
            title = next(self._titles_at(position), None)
            if title is None:
                break
            position += len(title)
        number = self.by_start.get(position)
        return self._read(number, full) if number is not None else None

    def titled(self, end: int) -> bool:
        """Tell whether a courtesy title or rank follows this offset, and so a name behind it."""
        gap = _BLANKS.match(self.text, end)
        return gap is not None and next(self._titles_at(gap.end()), None) is not None

    def _titles_at(self, position: int) -> Iterator[str]:
        """Yield the courtesy titles that stand at an offset, the longest first."""
        titles = _by_initial(self.naming.honorifics).get(self.text[position : position + 1].lower(), ())
        ahead = fold(self.text[position : position + _LONGEST_TITLE]) if titles else ""
        for title in titles:
            if ahead.startswith(title) and ahead[len(title) : len(title) + 1].isspace():
                yield title

    def _read(self, number: int, full: bool) -> Span | None:
        tokens = self.passage.tokens
        last, position, words = None, number, 0
        while position < len(tokens) and words < _MOST_WORDS:
            token = tokens[position]
            if token.norm in self.naming.particles and token.text.islower() and self._goes_on(position):
                position += 1
                continue
            inside = words == 0 and self._leads(position)
            if words and tokens[position - 1].norm in _FILIATIONS and token.text[0].isupper():
                last = position = self._end_of_descent(position)
                break
            if not self._is_part(token, inside=inside, second=words == 1) or (words and _LETTERS.match(token.text)):
                break
            if not words and self._is_verb(token):
                break
            if words and self._begins_another(token):
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

    def _is_verb(self, token: Token) -> bool:
        """Tell whether a word with a capital is a verb of a headline: "Minister Meets", or one used elsewhere too."""
        readings = load_frames().verbs.get(token.norm, ())
        if any(form == "s" for _, form in readings):
            return True
        return bool(readings) and re.search(rf"(?<![\w’'-]){re.escape(token.norm)}(?![\w’'-])", self.text) is not None

    def _end_of_descent(self, position: int) -> int:
        """Return the last word of a father's name, with his titles: "bin | Haji Omar", "ibni Al-Marhum Sultan Ali"."""
        tokens, last = self.passage.tokens, position
        for at in range(position + 1, min(position + _LONGEST_DESCENT, len(tokens))):
            token = tokens[at]
            if token.text[0].isupper() and token.norm not in _NO_NAME and not self.posts.starting(token.start):
                last = at
            elif token.norm not in self.naming.particles and not _MARK.fullmatch(token.text):
                break
        return last

    def _leads(self, position: int) -> bool:
        """Tell whether a place's name is a given name here, since a further name follows: "Milan Petrovic"."""
        after = self.passage.tokens[position + 1 : position + 2]
        return bool(after) and self._is_part(after[0]) and len(after[0].text) > 1

    def _begins_another(self, token: Token) -> bool:
        """Tell whether a title of several words begins here, and with it the next name: "Navy | Rear Admiral Lund"."""
        return any(" " in title for title in self._titles_at(token.start))

    def _is_part(self, token: Token, *, inside: bool = False, second: bool = False) -> bool:
        """Tell whether a token can be part of a person's name: no post and no listed name, but for a lone word that
        names a place too ("Lima")."""
        if not token.text[0].isupper() or token.norm in _NO_NAME:
            return False
        post, listed = self.posts.covering(token.start), self.names.covering(token.start)
        if post and post.end >= token.end:  # "King-Hall" is no king
            return False
        if listed is None or listed.end < token.end:
            return True
        place = self.naming.mention_type(listed.entries[0].type) == "LOC"
        place = place or (second and listed.entries[0].writing == "demonym")  # "Le Thai Binh"
        return (inside or second) and place and (listed.start, listed.end) == (token.start, token.end)

    def _goes_on(self, position: int) -> bool:
        after = self.passage.tokens[position + 1 : position + 3]
        return any(self._is_part(token) for token in after[:1]) or (
            len(after) == 2 and after[0].norm in self.naming.particles and self._is_part(after[1])
        )

    def before(self, start: int) -> Span | None:
        """Return the name in "Kim Tae-hyo, Principal Deputy ..."."""
        gap = _BEFORE.search(self.text[max(self.passage.span.start, start - 50) : start])
        number = self.by_start.get(start - len(gap[0])) if gap else None
        if number is None:
            return None
        tokens = self.passage.tokens
        while number > 2 and _DEGREE.fullmatch(tokens[number - 1].text) and tokens[number - 2].text == ",":
            number -= 2  # "Tom Lee, M.P., Minister of"
        first = number
        while first and number - first < 2 * _MOST_WORDS and self._belongs(tokens, first - 1):
            first -= 1
        while first < number and (tokens[first].norm in self.naming.honorifics or not tokens[first].text[0].isupper()):
            first += 1
        # Of "His Royal Highness Prince X" no more than "Royal" looks like a name: the title begins before it.
        leads = [self._behind_titles(tokens[lead].start) for lead in range(max(0, first - 2), first + 1)]
        inside = (tokens[lead].start for lead in range(first + 1, number - 1) if self._begins_another(tokens[lead]))
        leads += (self._behind_titles(start) for start in inside)  # "Operations Brig Gen Barry Lund"
        start = max(leads) if first < number else 0
        while first < number and tokens[first].start < start:
            first += 1
        while number > first and _LETTERS.match(tokens[number - 1].text):
            number -= 1
        return Span(tokens[first].start, tokens[number - 1].end) if number - first >= 2 else None

    def _behind_titles(self, position: int) -> int:
        """Return where a name begins behind courtesy titles of several words ("Rear Admiral")."""
        while title := next(self._titles_at(position), None):
            gap = _BLANKS.match(self.text, position + len(title))
            if gap is None:
                break
            position = gap.end()
        return position

    def _belongs(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        initial = token.text == "." and index > 0 and len(tokens[index - 1].text) == 1
        second = index > 0 and len(tokens[index - 1].text) > 1 and self._is_part(tokens[index - 1])
        return initial or token.norm in self.naming.particles or self._is_part(token, second=second)


@lru_cache(maxsize=1)
def _by_initial(titles: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {initial: tuple(title for title in titles if title[0] == initial) for initial in {t[0] for t in titles}}


def identify_persons(text: str, introductions: Sequence[Introduction], naming: Naming) -> dict[Introduction, Person]:
    """Return whom each introduction with a name means: full names make persons, part of a name finds its person.

    A part of a name that fits no one, or several, makes a person of its own; first names are never guessed.
    """
    named = [intro for intro in introductions if intro.name]
    persons: dict[str, Person] = {}
    result: dict[Introduction, Person] = {}
    in_office: set[Person] = set()
    for intro in sorted(named, key=lambda i: -len(_name_tokens(text, i, naming))):
        tokens = _name_tokens(text, intro, naming)
        fitting = [person for person in persons.values() if set(tokens) <= set(person.tokens)]
        if len(fitting) > 1:  # the President's wife has no post
            fitting = [person for person in fitting if (person in in_office) == (intro.post is not None)]
        if len(fitting) == 1:
            result[intro] = fitting[0]
            continue
        label = " ".join(_visible(text[intro.name.start : intro.name.end]).split()) if intro.name else ""
        person = Person(f"{DCR}person/{slug(_given_first(label))}", label, tokens)
        result[intro] = persons.setdefault(person.iri, person)
        if intro.post:
            in_office.add(result[intro])
    return _in_order(text, result, naming)


def _in_order(text: str, persons: dict[Introduction, Person], naming: Naming) -> dict[Introduction, Person]:
    """Return the persons with IRIs in the order that is usual in English for their state.

    "Prime Minister Mori Ken ... Prime Minister Mori" is Ken Mori where family names come first at home. Without a
    second mention or capitals that show the family name, the order of the text stays.
    """
    ordered: dict[Person, Person] = {}
    for person in dict.fromkeys(persons.values()):
        mentioned = [intro for intro in persons if persons[intro] == person]
        states = {intro.state for intro in mentioned if intro.state}
        order = naming.name_orders.get(states.pop()) if len(states) == 1 else None
        words = [word for word in _visible(person.label).split() if len(word.rstrip(".")) > 1]
        family = _family_name(text, words, mentioned)
        if order and family is not None:
            given = words[1:] if family == 0 else words[:-1]
            name = [*given, words[family]] if order == "given-family" else [words[family], *given]
            ordered[person] = replace(person, iri=f"{DCR}person/{slug(' '.join(name))}")
    return {intro: ordered.get(person, person) for intro, person in persons.items()}


def _family_name(text: str, words: list[str], mentioned: Sequence[Introduction]) -> int | None:
    """Return which end of a name is the family name: the one in capitals, or that by which the text goes on."""
    if len(words) < 2:
        return None
    shown = [index for index in (0, -1) if words[index].isupper() and not words[-1 if index == 0 else 0].isupper()]
    spans = [intro.name for intro in mentioned if intro.name]
    alone = {fold(_visible(text[span.start : span.end])) for span in spans}
    shown = shown or [index for index in (0, -1) if fold(words[index]) in alone]
    return shown[0] if len(shown) == 1 else None


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
