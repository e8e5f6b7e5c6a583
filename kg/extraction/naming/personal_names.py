"""How personal names are written: where a name begins and ends.

Not a stage; the stage of persons reads names with it. In: tokens, and where listed names and posts stand. Out: spans of
names. It knows no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.extraction.model import Sentence, Token
from kg.extraction.naming.candidates import SpanIndex
from kg.knowledge.frames import load_frames
from kg.knowledge.letters import INVISIBLE, fold
from kg.knowledge.naming import Naming
from kg.record import Span

__all__ = ["SUFFIX", "NameReader"]

_NO_NAME = frozenset(
    ["the", "a", "an", "of", "and", "or", "in", "on", "at", "for", "to", "with", "from", "by", "as", "jointly", "today",
     "this", "that", "their", "his", "her", "its", "our", "also", "will", "has", "have", "is", "are", "was", "were",
     "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "president", "minister",
     "ministers", "secretary", "side", "sides", "we", "they", "it", "both", "all", "affairs", "general", "meeting",
     "statement", "joint", "government", "welcomed", "excellency", "honourable", "honorable", "following", "during",
     "administration", "level", "talks", "summit", "session", "staff", "spouse", "first", "lady", "prime",
     "headquarters", "soviet", "presidium", "politburo",
     "command", "secretariat", "directorate", "assembly", "debate", "elections", "election", "officer", "commanding",
     "delegate", "plenipotentiary", "court", "council", "conference", "agreement", "department", "office", "forces",
     "military", "security", "purpose", "principles", "terms", "framework",
     "navy", "army", "defence", "defense", "police", "guard", "corps", "fleet", "ministry", "foreign", "interior",
     "force", "operations", "logistics", "planning", "intelligence", "personnel", "training", "responsible", "cabinet"]
)  # fmt: skip
SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
_LETTERS = re.compile(
    r"(?:MP|MEP|MdB|TD|AC|AO|AM|CSC|DSO|DSC|CBE|OBE|KBE|KCB|KCMG|CMG|EGH|EBS|CGH|KC|QC|PhD)$"
)  # letters behind a name, no part of it
_SHORT_RANK = re.compile(r"[^\S\n]\([A-Z][\w. ]{1,10}\)")  # "Lieutenant Colonel (Lt Col) Kari Lund"
_HONOURS = re.compile(  # letters between a name and a post: ", M.P.", ", NI(M)", ", DSO, psc"
    r"(?:\s\((?:Ret(?:ire)?d|Rtd|Ret['’]d|R)\.?\))?(?:,\s+(?:[A-Z]{2,6}|PhD|psc|ndc|afwc|(?:[A-Z]\.){2,}[A-Z]?)(?:\s?\([A-Z]\))?)*$"
)
_BLANKS = re.compile(rf"[\s{INVISIBLE}]*\s[\s{INVISIBLE}]*(?:the\s+(?=(?:Rt\.?\s+|Right\s+)?Hon))?")
_COMMA = re.compile(r",")
_BEFORE = re.compile(
    r",\s+(?:(?:the|then|current|new|acting|outgoing|incoming|former|respectively|newly\s+appointed)\s+){0,2}(?:[A-Z][\w.’'-]+\s+){0,3}$"
)
_BEFORE_PLACES = frozenset(
    ["in", "at", "from", "the", "to", "near", "via", "greater", "port", "new", "state", "city", "of", "ambassador",
     "embassy", "envoy", "and", "for", "on", "mr", "mrs", "ms", "dr"]
)  # fmt: skip
_SERVICE = re.compile(r"(?:Navy|Army|Air Force|Marine(?: Corps)?|Coast Guard|Space Force)(?=\s)")
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+)[^\S\n]+$")
_LETTER = re.compile(r"[\w’'-]")
_MOST_WORDS = 5
_LONGEST_TITLE = 48
_LONGEST_DESCENT = 14
_ARTICLES = frozenset(["the", "a", "an"])
_SHORT_NAMES = frozenset(["mohd", "muhd", "md", "abd", "sh", "zh", "kh", "yu", "dzh"])  # "Mohd. Hafiz", "Sh. Karimov"
_FILIATIONS = frozenset(["bin", "binti", "bint", "ibn", "ibni", "binte"])
_GAP = re.compile(r"\t|[^\S\n]{3}")
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
            service = _SERVICE.match(self.text, position) if title is None else None
            if service and next(self._titles_at(service.end() + 1), None):
                title = service[0]  # "Press Secretary | Navy | Rear Adm. John Berg"
            if title is None:
                break
            position += len(title)
            short = _SHORT_RANK.match(self.text, position)
            position = short.end() if short else position
        number = self.by_start.get(position)
        return self._read(number, full) if number is not None else None

    def alone(self, start: int, end: int) -> Span | None:
        """Return the full name that a line holds, where it holds nothing else."""
        number = self.by_start.get(start)
        name = self._read(number, full=True) if number is not None else None
        return name if name and name.end == end else None

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
            inside = words == 0 and (self._leads(position) or self._is_surname(token))
            if words and tokens[position - 1].norm in _FILIATIONS and token.text[0].isupper():
                last = position = self._end_of_descent(position)
                words += 1
                break
            second = words == 1 or (words > 1 and tokens[position - 1].text == ".")  # "Carl J. Houston"
            if not self._is_part(token, inside=inside, second=second) or (words and _LETTERS.match(token.text)):
                break
            if not words and (self._is_verb(token) or self._is_doing(position)):
                break
            if words and (self._begins_another(token) or self._is_apart(position)):
                break
            words += 1
            last, position = position, position + 1
            short = len(token.text) == 1 or token.norm in _SHORT_NAMES
            if short and position < len(tokens) and tokens[position].text == ".":
                position += 1
        if last is None or not self._is_name(number, last, words, full):
            return None
        end = tokens[last].end
        suffix = SUFFIX.match(self.text, end)
        return Span(tokens[number].start, suffix.end() if suffix else end)

    def _is_name(self, first: int, last: int, words: int, full: bool) -> bool:
        """Tell whether so many words from one token to another can be a name, with ``full`` one of two words."""
        tokens = self.passage.tokens[first : last + 1]
        if len(tokens[-1].text) == 1:
            return False
        if words == 1:
            return not full and not self._begins_body(last)  # "Commander Northern | Fleet"
        return not all(token.norm in self.naming.portfolios for token in tokens)  # "Secretary International Policy"

    def _begins_body(self, number: int) -> bool:
        """Tell whether a word in capitals right behind a token is the noun of a body."""
        after = self.passage.tokens[number + 1 : number + 2]
        if not after or not after[0].text[0].isupper() or after[0].start > self.passage.tokens[number].end + 1:
            return False
        heads = self.naming.heads.get(after[0].norm, ())
        return after[0].norm in self.naming.portfolios or any(head.segment == "org" for head in heads)

    def _is_apart(self, position: int) -> bool:
        """Tell whether a gap stands before a token, as between the columns of signatures."""
        tokens = self.passage.tokens
        return _GAP.search(self.text, tokens[position - 1].end, tokens[position].start) is not None

    def _is_verb(self, token: Token) -> bool:
        """Tell whether a word with a capital is a verb of a headline: "Minister Meets", or one used elsewhere too."""
        readings = load_frames().verbs.get(token.norm, ())
        if any(form == "s" for _, form in readings):
            return True
        return bool(readings) and re.search(rf"(?<![\w’'-]){re.escape(token.norm)}(?![\w’'-])", self.text) is not None

    def _is_doing(self, position: int) -> bool:
        """Tell whether a word with a capital says what the holder of a post does: "Minister Performing the Duties"."""
        behind = self.passage.tokens[position + 1 : position + 2]
        return self.passage.tokens[position].norm.endswith("ing") and bool(behind) and behind[0].norm in _ARTICLES

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

    def _is_surname(self, token: Token) -> bool:
        """Tell whether a place's name ends or goes on a full name elsewhere: "Ana Lima", and so "Minister Lima"."""
        if self.names.covering(token.start) is None:
            return False
        place = self.text.find(token.text)
        while place >= 0:
            before = _CAPITAL_BEFORE.search(self.text, max(0, place - _LONGEST_TITLE), place)
            word = fold(before[1]) if before and not _LETTER.match(self.text, place + len(token.text)) else "the"
            if word not in _NO_NAME and word not in _BEFORE_PLACES:
                return True
            place = self.text.find(token.text, place + 1)
        return False

    def _begins_another(self, token: Token) -> bool:
        """Tell whether a title of several words begins here, and with it the next name: "Navy | Rear Admiral Lund"."""
        return any(" " in title for title in self._titles_at(token.start))

    def _is_part(self, token: Token, *, inside: bool = False, second: bool = False) -> bool:
        """Tell whether a token can be part of a person's name: no post and no listed name, but for a lone word that
        names a place too ("Lima")."""
        initial = len(token.text) == 1 and self.text.startswith(".", token.end)  # "A. Lund"
        if not (token.text[0].isupper() or self._has_article(token)) or (token.norm in _NO_NAME and not initial):
            return False
        if not inside and not second and any(head.segment == "org" for head in self.naming.heads.get(token.norm, ())):
            return False  # "Chief of Staff of the Norwegian | Army"
        post, listed = self.posts.covering(token.start), self.names.covering(token.start)
        if post and post.end >= token.end:  # "King-Hall" is no king
            return False
        if listed is None or listed.end < token.end:
            return True
        place = self.naming.mention_type(listed.entries[0].type) == "LOC"
        place = place or (second and listed.entries[0].writing == "demonym")  # "Le Thai Binh"
        return (inside or second) and place and (listed.start, listed.end) == (token.start, token.end)

    def _has_article(self, token: Token) -> bool:
        """Tell whether a hyphen joins an article to a name: "al-Rasan"."""
        article, hyphen, rest = token.text.partition("-")
        return bool(hyphen) and article in self.naming.particles and rest[:1].isupper()

    def _goes_on(self, position: int) -> bool:
        after = self.passage.tokens[position + 1 : position + 3]
        if self.passage.tokens[position].norm in _FILIATIONS and after and after[0].text[0].isupper():
            return True  # "bin Sultan" is no sultan
        return any(self._is_part(token) for token in after[:1]) or (
            len(after) == 2 and after[0].norm in self.naming.particles and self._is_part(after[1])
        )

    def before(self, start: int, gap_before: re.Pattern[str] = _BEFORE) -> Span | None:
        """Return the name in "Kim Tae-hyo, Principal Deputy ...", or before another kind of gap."""
        gap = gap_before.search(self.text[max(self.passage.span.start, start - 50) : start])
        number = self.by_start.get(start - len(gap[0])) if gap else None
        if number is None:
            return None
        tokens = self.passage.tokens
        end = tokens[number].start
        honours = _HONOURS.search(self.text[max(self.passage.span.start, end - 50) : end])
        number = self.by_start.get(end - len(honours[0].lstrip()), number) if honours else number
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
