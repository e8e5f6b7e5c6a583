"""Bodies of states: a kind of body with the state beside it ("Norwegian Navy", "Ministry of Defence of Chile").

In: where kinds of bodies and states stand. Out: candidates with an IRI made from kind and state. Which kinds there are
is data in ``ontology/lexicon/posts.ttl``; whose a body without a state is, the stage refuses to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.naming.candidates import Candidate, SpanIndex
from kg.knowledge.gazetteer import Hit
from kg.knowledge.naming import Naming
from kg.names import DCR

__all__ = ["find_bodies", "is_state", "state_beside"]

_OF_STATE = re.compile(r"\s+of\s+(?:the\s+)?")
_HEADS_OF = re.compile(r"\b(?:chiefs|heads|commanders|directors|chairmen|ministers)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_TWO_ADJECTIVES = re.compile(r"\b[A-Z]\w+(?:['’]s)?,?\s+and\s+(?:the\s+)?(?:[A-Z]\w+(?:['’]s)?\s+)?$")
_ROYAL = "Royal "
_STATE_BEFORE = re.compile(r"(?:['’]s?)?\s+(?:(?:Federal|Royal|National)\s+)?$")


def find_bodies(
    text: str, bodies: SpanIndex, names: SpanIndex, front: int, publisher_state: str | None, naming: Naming
) -> Iterator[Candidate]:
    """Yield the bodies that a kind and a state beside it name; before ``front`` the publisher's state will do."""
    for hit in bodies.hits:
        kind = naming.bodies[hit.entries[0].iri]
        start, end, state = state_beside(text, hit, names, naming)
        several = end > hit.end or _TWO_ADJECTIVES.search(text, max(0, start - 24), start)
        if several and _is_plural(text[hit.start : hit.end], hit.entries[0].label):
            continue  # "the Governments of Norway and Chile", "the Norwegian and Chilean Governments": two states
        if end > hit.end and _HEADS_OF.search(text, max(0, hit.start - 24), hit.start):
            continue  # so does "the Chiefs of Defence Staff of Norway and Chile"
        state = state or (publisher_state if hit.end <= front else None)
        iri = f"{DCR}org/{naming.codes[state]}/{kind.slug}" if state else None
        if state is None and len(text[hit.start : hit.end].split()) < 3:
            continue  # "the Government", "armed forces": whose, nothing says
        label = f"{text[hit.start : hit.end]} of {naming.label(state)}" if state else text[hit.start : hit.end]
        yield Candidate(start, end, "ORG", iri, kind.kind, " ".join(label.split()), 4)


def state_beside(text: str, hit: Hit, names: SpanIndex, naming: Naming) -> tuple[int, int, str | None]:
    """Return the span of a kind of body with the state that belongs to it, and that state."""
    link = _OF_STATE.match(text, hit.end)
    state = names.starting(link.end()) if link else None
    if state and is_state(state, naming):
        return hit.start, state.end, state.entries[0].iri
    before = text[max(0, hit.start - 12) : hit.start]
    gap = _STATE_BEFORE.search(before)
    state = names.ending(hit.start - len(gap[0])) if gap else None
    if state and gap and is_state(state, naming):
        writing = state.entries[0].writing
        if gap[0].isspace() and text.endswith(_ROYAL, 0, state.start):
            return state.start - len(_ROYAL), hit.end, state.entries[0].iri  # "Royal Thai Army", "Royal Oman Navy"
        whole = writing == "demonym" or (writing == "name" and naming.bodies[hit.entries[0].iri].slug == "government")
        return state.start if whole and gap[0].isspace() else hit.start, hit.end, state.entries[0].iri
    return hit.start, hit.end, None


def _is_plural(words: str, label: str) -> bool:
    """Tell whether words that match a label do so in the plural ("Ministries of Defence")."""
    heads = [re.split(r"\s(?:of|for)\s", phrase)[0].split()[-1].lower() for phrase in (words, label)]
    return heads[0] != heads[1] and heads[0].endswith("s")


def is_state(hit: Hit, naming: Naming) -> bool:
    """Tell whether a hit names one state and nothing else."""
    return len(hit.entries) == 1 and hit.entries[0].iri in naming.codes
