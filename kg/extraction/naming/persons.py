"""Persons, and the posts and states by which they are introduced.

In: passages with tokens, and where posts, honorifics, states and other names stand. Out: ``Introduction`` values: a
name with the post, the state and the spans on which each rests. The stage knows how English puts posts beside names;
who takes part in the statement is not its concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.extraction.model import Sentence
from kg.extraction.naming.candidates import Introduction, SpanIndex
from kg.extraction.naming.personal_names import NameReader
from kg.extraction.naming.plural_posts import PluralPostReader
from kg.extraction.naming.portfolios import FieldReader
from kg.extraction.naming.post_phrases import PostPhraseReader
from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.record import Span

__all__ = ["find_introductions"]

_TO_THE = re.compile(r"\s+to\s+the\s+")
_AND = re.compile(r"(?:,?\s+and\s+|/|,?\s+and\s+concurrently\s+)(?:the\s+)?|\s+")
_COMPLEMENT = re.compile(r"\s+(?:of|for|to|at|in)\s+")
_PLAIN_AND = re.compile(r"\s+and\s+(?:concurrently\s+)?")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_LIST_AND = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
_SHORT_FORM = re.compile(r"\s*\([A-Z]{2,8}\)")
_INVITING = re.compile(r"\binvitation\s+(?:\w+\s+)?(?:of|from|by)\s+(?:(?:the|His|Her|Excellency|H\.E\.)\s+)*$")
_NEAR = 60
_WORD = re.compile(r"\w+")
_NO_PLURALS = ("ss", "affairs", "affaires", "forces")


def find_introductions(
    text: str, passages: Sequence[Sentence], posts: SpanIndex, names: SpanIndex, naming: Naming
) -> tuple[Introduction, ...]:
    """Return the introductions of all passages, in text order."""
    folded, titles, last_words = fold(text), _titles(naming.honorifics), _last_words(naming.honorifics)
    found: list[Introduction] = []
    for index, passage in enumerate(passages):
        hits = posts.within(passage.span)
        titled = []
        if not last_words.isdisjoint(passage.words):
            titled = list(titles.finditer(folded, passage.span.start, passage.span.end))
        if not hits and not titled:
            continue
        reader = _Reader(text, passage, index, posts, names, naming)
        here = list(reader.read_posts(hits))
        done = {intro.name.start for intro in here if intro.name}
        for match in titled:
            if text[match.start()].isupper():
                here += [intro for intro in reader.read_title(match) if intro.name and intro.name.start not in done]
        found += here
    return tuple(sorted(found, key=_position))


@lru_cache(maxsize=1)
def _titles(honorifics: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a title; parted by first letters, since there are hundreds and most words begin none."""
    endings: dict[str, list[str]] = {}
    for honorific in honorifics:
        endings.setdefault(honorific[0], []).append(re.escape(honorific[1:]))
    parts = (f"{re.escape(letter)}(?:{'|'.join(found)})" for letter, found in endings.items())
    return re.compile(rf"\b(?:{'|'.join(parts)})(?=\s)")


@lru_cache(maxsize=1)
def _last_words(honorifics: tuple[str, ...]) -> frozenset[str]:
    """Return the words one of which a passage with a title holds; first ones such as "the" would tell little."""
    return frozenset(_WORD.findall(honorific)[-1] for honorific in honorifics)


def _position(intro: Introduction) -> tuple[int, int]:
    spans = [span for span in (intro.name, intro.post) if span]
    return min(span.start for span in spans), max(span.end for span in spans)


class _Reader:
    """Reads the introductions of one passage; holds what every step needs."""

    __slots__ = ("index", "names", "naming", "passage", "plurals", "posts", "reader", "text")

    def __init__(
        self, text: str, passage: Sentence, index: int, posts: SpanIndex, names: SpanIndex, naming: Naming
    ) -> None:
        self.text, self.passage, self.index = text, passage, index
        self.names, self.naming = names, naming
        self.reader = NameReader(text, passage, posts, names, naming)
        self.posts = PostPhraseReader(text, passage, names, FieldReader(text, posts, naming), self.reader, naming)
        self.plurals = PluralPostReader(text, index, names, self.posts, self.reader, naming)

    def read_posts(self, hits: Sequence[Hit]) -> Iterator[Introduction]:
        """Yield whom the posts introduce: a name behind, a name before, or a post with its state alone.

        Posts that "and" joins belong to one person ("Deputy Prime Minister and Minister of Defence X"). A state before
        the first of several persons counts for the next ones too ("Japan's Minister A, and Minister B").
        """
        reach, carried = -1, None
        taken: Span | None = None
        chain: list[Introduction] = []
        before: Hit | None = None
        for hit in hits:
            if self._is_plural(hit):
                yield from self.plurals.read(hit)
                continue
            intro = self._read_post(hit, taken)
            if before and intro.post and _TO_THE.fullmatch(self.text, before.end, intro.post.start):
                whole = Span(before.start, intro.post.end)  # "Secretary to the President X" is no president
                intro = replace(intro, post=whole, role=before.entries[0].iri, roled=False)
            before = hit
            known = intro.state and (intro.name or self._is_counterpart(intro))
            if not self.text[hit.start].isupper() and not known:
                continue
            if intro.state is None and reach >= 0 and self._joins(_LIST_AND, reach, intro):
                intro = replace(intro, state=carried)
            if not (chain and chain[-1].post and self._goes_on(chain[-1], chain[-1].post.end, intro)):
                yield from self._share(chain)
                chain = []
            chain.append(intro)
            if intro.name and intro.post and intro.name.start > intro.post.start:
                yield from self._share(chain)
                chain, reach, taken = [], intro.name.end, intro.name
                carried = intro.state if self.posts.left_of(hit)[1] else None
        yield from self._share(chain)

    def _share(self, chain: Sequence[Introduction]) -> Iterator[Introduction]:
        """Yield the posts of one chain with the name and the state that one of them has; without both, nothing."""
        name = next((intro.name for intro in chain if intro.name), None)
        state = next((intro.state for intro in chain if intro.state), None)
        if name or state:
            named = [intro for intro in chain if not self._is_counterpart(intro)] or chain
            for intro in named:
                if name or intro.state:
                    yield replace(intro, name=name, state=intro.state or state, roled=intro.roled and len(chain) == 1)

    def _goes_on(self, before: Introduction, end: int, intro: Introduction) -> bool:
        """Tell whether two posts are one person's: "and" joins them, or the second says what the counterpart is."""
        if before.name and intro.name and before.name != intro.name:
            first = before.post is not None and before.name.end <= before.post.start
            return first and self._joins(_PLAIN_AND, end, intro)  # "X, Chief and Minister, Y, Secretary"
        opens = self._is_counterpart(before) or self._is_deputy(before)
        return self._joins(_AND, end, intro) or (opens and self._joins(_COMMA, end, intro))

    def _is_deputy(self, intro: Introduction) -> bool:
        """Tell whether another office follows behind a comma: "Deputy Prime Minister, Minister of Defence X"."""
        return intro.role is not None and self.naming.roles[intro.role].head == "deputy prime minister"

    def _is_counterpart(self, intro: Introduction) -> bool:
        return intro.role is not None and self.naming.roles[intro.role].head == "counterpart"

    def _joins(self, link: re.Pattern[str], end: int, intro: Introduction) -> bool:
        return intro.post is not None and link.fullmatch(self.text, end, intro.post.start) is not None

    def _read_post(self, hit: Hit, taken: Span | None = None) -> Introduction:
        """Return what stands beside one post; a name that is ``taken`` by the post before is left to it if it can."""
        start, state = self.posts.left_of(hit)
        end = hit.end
        bracket = _SHORT_FORM.match(self.text, end)
        name = self.reader.at(bracket.end() if bracket else self.posts.behind_aside(end))
        bare = start == hit.start and state is None
        before = None if name else self.reader.before(start)
        if name is None:
            end, state = self.posts.right_of(hit, state)
            behind = self.reader.at(end) or (self.reader.after_comma(end) if before and before == taken else None)
            before = None if behind and before and before == taken else before
            short = _SHORT_FORM.match(self.text, end)
            name = None if before else behind or self._renaming(start, short.end() if short else end)
            bare = bare and end == hit.end
        if name or before:
            state = state or self.posts.state_after(name.end if name else end)
        return Introduction(name or before, Span(start, end), hit.entries[0].iri, state, False, self.index, bare)

    def _renaming(self, start: int, end: int) -> Span | None:
        """Return who holds a post, behind a comma; not the guest with a post of his own behind who invites him.

        "At the invitation of the President of Peru, Kari Lund, Minister of Defence, paid a visit".
        """
        name = self.reader.after_comma(end)
        if name is None or not _INVITING.search(self.text, max(self.passage.span.start, start - _NEAR), start):
            return name
        post = self.reader.posts.starting(name.end + len(", ")) if self.text.startswith(", ", name.end) else None
        return None if post and not self.reader.at(self.posts.right_of(post, None)[0]) else name

    def read_title(self, match: re.Match[str]) -> Iterator[Introduction]:
        """Yield the person behind a courtesy title."""
        name = self.reader.at(match.end())
        if name:
            yield Introduction(name, None, None, self.posts.state_after(name.end), True, self.index)

    def _is_plural(self, hit: Hit) -> bool:
        head = _COMPLEMENT.split(self.text[hit.start : hit.end], maxsplit=1)[0]
        words = [word for word in fold(head).split() if word.endswith("s") and not word.endswith(_NO_PLURALS)]
        return bool(words) and not head.endswith("Joint Chiefs")
