"""Renamings: what names an actor a second time, between commas: "the Secretary, Kim Park,", "Kim Park, Minister of X,".

In: a unit of an actor phrase, and a way to read further ones. Out: the unit with its name, post and states. The module
refuses to know who takes part, beyond the states that persons of the document are said to be of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.extraction.syntax.companions import is_finite
from kg.extraction.syntax.grammar import Lexed
from kg.extraction.syntax.phrases import Unit
from kg.extraction.syntax.titles import begin_of_name, end_of_letters, follows_name
from kg.knowledge.frames import FrameLexicon
from kg.names import owning_state

__all__ = ["RenamingReader"]

_BEHIND_NAMES = frozenset(["comma", "stop", "and", "prep"])  # no verb, whose subject the name would be


class RenamingReader:
    """Reads what names the units of one document's actor phrases once more."""

    __slots__ = ("_behalf", "_lexicon", "_read_unit")

    def __init__(
        self, lexicon: FrameLexicon, read_unit: Callable[[Lexed, int], Unit | None], behalf: Mapping[str, str]
    ) -> None:
        self._lexicon, self._read_unit = lexicon, read_unit
        self._behalf = behalf
        """The state that each person of the document speaks for, where it is one."""

    def absorb(self, lexed: Lexed, unit: Unit) -> Unit:
        """Take in what names the unit a second time: "the Secretary, Kim Park,", "Kim Park, Minister of X,"."""
        place = unit.last
        if unit.kind == "agent":
            return self._absorb_holder(lexed, unit)
        if unit.kind == "person" and not unit.plural and lexed.tag(place - 1) == "comma":
            return self._absorb_post(lexed, unit, place)  # "the Chair, Kari Lund, | Chief of Staff,"
        if unit.plural or lexed.tag(place) != "comma":
            return unit
        if unit.kind == "person":
            return self._absorb_post(lexed, unit, place + 1) if lexed.tag(place + 1) != "and" else unit
        return self._absorb_name(lexed, unit) if unit.kind == "noun" else unit

    def _absorb_name(self, lexed: Lexed, unit: Unit) -> Unit:
        """Take in the name behind a post: "the Secretary, | Kim Park,"."""
        if follows_name(lexed, unit.first):
            return unit
        if unit.norm == "counterpart":  # "her Fijian counterpart, Minister Pio Ratu,"
            holder = self._read_unit(lexed, unit.last + 1)
            if holder is None or holder.kind != "person" or lexed.tag(holder.last) not in _BEHIND_NAMES:
                return unit
            closed = lexed.tag(holder.last) == "comma" and is_finite(lexed, self._lexicon, holder.last + 1)
            return holder._replace(first=unit.first, last=holder.last + closed)
        first = begin_of_name(lexed, self._lexicon, unit.last + 1)
        for mention, after in lexed.mentions.get(first, ()):
            end = end_of_letters(lexed, self._lexicon, after)
            closed = lexed.tag(end) == "comma"
            last_of_list = lexed.tag(unit.first - 1) == "and" and is_finite(lexed, self._lexicon, end)
            if closed and self._is_guest(lexed, unit.first, end + 1):
                return unit
            if mention.type == "PER" and (closed or lexed.norm(end) in ("and", ".", ";") or last_of_list):
                owner = owning_state(unit.mention.iri) if unit.mention else None
                states = unit.states or ((owner,) if owner else ())
                person = unit._replace(kind="person", mention=mention, states=states, last=end + closed)
                return self._absorb_post(lexed, person, end + closed) if closed else person
        return unit

    def _absorb_holder(self, lexed: Lexed, unit: Unit) -> Unit:
        """Take in who is named behind a state for which he speaks: "Peru, Ana Rojas,", "Peru (Ana Rojas)"."""
        opened = lexed.tag(unit.last) in ("comma", "open", "dash")
        first = begin_of_name(lexed, self._lexicon, unit.last + opened)
        for mention, end in lexed.mentions.get(first, ()):
            state = self._behalf.get(mention.iri or "")
            if state and unit.mention is not None and state == unit.mention.iri:
                closed = lexed.tag(end) == "close" or (lexed.tag(end) == "comma" and lexed.tag(unit.last) == "comma")
                return unit._replace(kind="person", mention=mention, states=(state,), last=end + closed)
        return unit

    def _is_guest(self, lexed: Lexed, host: int, post: int) -> bool:
        """Tell whether a name with its own post is the guest's: "invitation of the President, Ana Paz, | Chief of"."""
        styled = lexed.tag(host) == "poss"  # "of Her Excellency, Ana Paz, Minister of Defence"
        if styled or "invitation" not in lexed.norms[max(0, host - 3) : host] or lexed.tag(post) != "word":
            return False
        inner = self._read_unit(lexed, post)
        return inner is not None and inner.kind == "noun"

    def _absorb_post(self, lexed: Lexed, unit: Unit, place: int) -> Unit:
        """Take in the posts between commas behind a name: "Kari Lund, | Minister of X, Chairman of Y and Z of W,"."""
        inner = self._read_post(lexed, place)
        if inner is None or inner.plural or inner.kind not in ("noun", "group"):
            return unit
        parted = "comma" in lexed.tags[inner.first : inner.last]  # "Kari Lund, Minister of Defence, of Norway"
        closed = lexed.tag(inner.last) == "comma"
        if not closed and not parted:
            return unit
        states = unit.states or tuple(owning_state(iri) or iri for iri in inner.states)
        unit = unit._replace(last=inner.last + closed, states=states)
        again = closed and lexed.tag(unit.last) == "word" and lexed.capital(unit.last)
        return self._absorb_post(lexed, unit, unit.last) if again else unit

    def _read_post(self, lexed: Lexed, place: int) -> Unit | None:
        """Return a post, or the second of two that "and" joins: "President and Commander-in-Chief of X"."""
        post = self._read_unit(lexed, place)
        if post is None or post.kind not in ("noun", "group") or lexed.norm(post.last) != "and":
            return post
        second = self._read_unit(lexed, post.last + 1)
        single = second is not None and second.kind == "noun" and not (second.plural or second.definite)
        return second if single else post
