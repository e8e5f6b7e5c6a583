"""Signatories: lines of a roster that hold a full name and nothing else ("For the Ministry of Defence of Peru:").

In: the passages, the rosters that parties' lines open, and who is introduced with title or post. Out: introductions
with the name and the party, without post. The stage refuses to read a name where the line says anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extraction.model import Sentence
from kg.extraction.naming.candidates import Introduction, SpanIndex
from kg.extraction.naming.personal_names import NameReader
from kg.extraction.naming.rosters import Roster
from kg.knowledge.naming import Naming

__all__ = ["find_signatories"]

_LINE = re.compile(r"[^\s][^\n]*(?<!\s)")


def find_signatories(
    text: str,
    passages: Sequence[Sentence],
    rosters: Sequence[Roster],
    introductions: Sequence[Introduction],
    posts: SpanIndex,
    names: SpanIndex,
    naming: Naming,
) -> Iterator[Introduction]:
    """Yield the persons whom lines of rosters name without title and post, in text order: nobody introduced there."""
    ends = {intro.name.end for intro in introductions if intro.name}
    for index, passage in enumerate(passages):
        party = next((roster.party for roster in rosters if passage.span in roster.span), None)
        if party is None:
            continue
        reader = NameReader(text, passage, posts, names, naming)
        for line in _LINE.finditer(text, passage.span.start, passage.span.end):
            name = reader.alone(line.start(), line.end())
            if name and name.end not in ends:
                yield Introduction(name, None, None, party, False, index)
