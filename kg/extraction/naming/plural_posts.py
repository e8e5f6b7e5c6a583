"""Who holds a post that stands in the plural: "Ministers A and B", "the Presidents of Peru, A, and of Chile, B".

Not a stage; the stage of persons reads with it. In: where a post in the plural stands. Out: ``Introduction`` values, a
person each, with the state where the list tells it. The module refuses to know posts that one person holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.naming.candidates import Introduction, SpanIndex
from kg.extraction.naming.personal_names import NameReader
from kg.extraction.naming.post_phrases import PostPhraseReader
from kg.knowledge.frames import load_frames
from kg.knowledge.gazetteer import Hit
from kg.knowledge.letters import fold
from kg.knowledge.naming import Naming
from kg.record import Span

__all__ = ["PluralPostReader"]

_COMMA = re.compile(r",\s+(?:the\s+)?")
_LIST_AND = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?")
_IN_PLURAL = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+|\s*;\s+(?:and\s+)?")
_LISTED_BEFORE = re.compile(r"(?:,\s+and|(?<=\s)and|,)\s+$")
_OPENED = re.compile(r"(?:\s*:|\s+[-–—]|,\s+namely:?|\s*,)\s+")  # what opens the list of those who hold a post
_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_NEXT_STATE = re.compile(r"(?:,?\s+and|[,;])?\s+(?:of\s+)?(?:the\s+)?")
_APPOSED = re.compile(r",(?=\s)|\s+[-–—](?=\s)|\s*\((?=\S)|(?=\s)")  # between a state and who holds its post
_OWN_STATE = re.compile(r"\s*\([^()]{2,40}\)|\s+(?:of|from)\s+(?:the\s+)?(?:[A-Z][\w.-]*\s?|of\s|the\s){1,6}(?<!\s)")


class PluralPostReader:
    """Reads who holds the posts in the plural of one passage."""

    __slots__ = ("_index", "_names", "_naming", "_posts", "_reader", "_text")

    def __init__(
        self, text: str, index: int, names: SpanIndex, posts: PostPhraseReader, reader: NameReader, naming: Naming
    ) -> None:
        self._text, self._index = text, index
        self._names, self._posts, self._reader, self._naming = names, posts, reader, naming

    def read(self, hit: Hit) -> Iterator[Introduction]:
        """Yield the holders of a post in the plural: "Ministers Kari Lund and Ana Rojas of Peru", ": X (Latvia) and Y".

        A state behind the last of them is that of all, where none of the others has one of his own.
        """
        yield from self._read_each(hit)
        yield from self._read_in_order(hit)
        held: list[Introduction] = []
        opened = _OPENED.match(self._text, hit.end)
        end, state = opened.end() - 1 if opened else hit.end, self._posts.left_of(hit)[1]
        full = False
        while name := self._reader.at(end, full=full):
            if not held and self._is_predicate(name):
                break
            own = self._posts.state_after(name.end)
            held.append(Introduction(name, None, hit.entries[0].iri, own, False, self._index))
            behind = _OWN_STATE.match(self._text, name.end) if own else None
            link = _IN_PLURAL.match(self._text, behind.end() if behind else name.end)
            if link is None:
                break
            end, full = link.end() - 1, " " in self._text[name.start : name.end]
        if len(held) > 1:
            shared = state or (held[-1].state if not any(intro.state for intro in held[:-1]) else None)
            states = [intro.state for intro in held]
            listed = None not in states and len(set(states)) == len(states)
            yield from (replace(intro, state=intro.state or shared, listed=listed) for intro in held)

    def _is_predicate(self, name: Span) -> bool:
        """Tell whether capitals behind a post in the plural are what its holders do: "Ministers Meet in Oslo"."""
        readings = load_frames().verbs.get(fold(self._text[name.start : name.end].split()[0]), ())
        return any(form == "base" for _, form in readings) and not _IN_PLURAL.match(self._text, name.end)

    def _read_in_order(self, hit: Hit) -> Iterator[Introduction]:
        """Yield the holders behind or before a list of their states: "the Ministers of Peru and Chile, A and B"."""
        states: list[str] = []
        end, link = hit.end, _OF.match(self._text, hit.end)
        while link and (state := self._names.starting(link.end())) and state.entries[0].iri in self._naming.codes:
            states.append(state.entries[0].iri)
            end, link = state.end, _LIST_AND.match(self._text, state.end)
        if len(states) < 2:
            return
        held = self._named_behind(end)
        if len(held) != len(states):
            held = self._named_before(self._posts.left_of(hit)[0], len(states))
        if len(held) == len(states):
            for name, iri in zip(held, states, strict=True):
                yield Introduction(name, None, hit.entries[0].iri, iri, False, self._index, listed=True)

    def _named_behind(self, end: int) -> list[Span]:
        """Return the names that stand in a list behind a comma."""
        held: list[Span] = []
        comma = _COMMA.match(self._text, end)
        while comma and (name := self._reader.at(comma.end() - 1, full=True)):
            held.append(name)
            comma = _IN_PLURAL.match(self._text, name.end)
        return held

    def _named_before(self, start: int, most: int) -> list[Span]:
        """Return the names that stand in a list before a post, at most so many."""
        held: list[Span] = []
        name = self._reader.before(start)
        while name and len(held) < most:
            held.insert(0, name)
            name = self._reader.before(name.start, _LISTED_BEFORE)
        return held

    def _read_each(self, hit: Hit) -> Iterator[Introduction]:
        """Yield the holders behind their states: "the Presidents of Peru, Ana Rojas, and [of] Chile (Rui Paz)"."""
        end, held = hit.end, list[Introduction]()
        link = _OF.match(self._text, end)
        while link and (listed := self._names.starting(link.end())) and (state := self._posts.state_of(listed)):
            name, end = self._apposed(listed.end)
            if name is None:
                break
            held.append(Introduction(name, None, hit.entries[0].iri, state, False, self._index))
            link = _NEXT_STATE.match(self._text, end)
        yield from (replace(intro, listed=len(held) > 1) for intro in held)

    def _apposed(self, end: int) -> tuple[Span | None, int]:
        """Return who is named right behind a state, and where reading goes on."""
        gap = _APPOSED.match(self._text, end)
        if gap is None:
            return None, end
        if gap[0].endswith("("):
            close = self._text.find(")", gap.end())
            return self._reader.alone(gap.end(), close), close + 1
        name = self._reader.at(gap.end(), full=True)
        return name, name.end if name else end
