"""The inventory of a statement's names: what every naming stage finds, before one is chosen where several overlap.

In: the blocks, sentences and gazetteer hits of a text. Out: an ``Inventory``: candidates, persons with their posts and
states, short forms and what they stand for. The module knows all naming stages and refuses to know who takes part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.dating.datelines import DateLine
from kg.extraction.model import Block, Sentence
from kg.extraction.naming.acronyms import find_definitions
from kg.extraction.naming.aliases import find_given_names, find_stems, find_tails, link_definitions
from kg.extraction.naming.bodies import find_bodies
from kg.extraction.naming.candidates import Candidate, Introduction, Person, SpanIndex, choose
from kg.extraction.naming.codenames import find_again, find_codenames
from kg.extraction.naming.designators import find_designators
from kg.extraction.naming.mentions import (
    back_references,
    coordinated_places,
    inside_blocks,
    listed_candidates,
    role_candidates,
    short_candidates,
)
from kg.extraction.naming.names import find_names
from kg.extraction.naming.namesakes import identify_persons
from kg.extraction.naming.person_mentions import person_candidates
from kg.extraction.naming.persons import find_introductions
from kg.extraction.naming.rosters import Roster
from kg.extraction.naming.signatories import find_signatories
from kg.extraction.naming.sittings import find_sittings
from kg.extraction.naming.towns import find_towns
from kg.extraction.participation.holders import Holder, link_holders, named_agents
from kg.knowledge.gazetteer import Hit, Layer
from kg.knowledge.naming import Naming
from kg.record import Fact, Span

__all__ = ["Inventory", "take_inventory"]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the naming stages know together."""

    candidates: list[Candidate]
    introductions: tuple[Introduction, ...]
    persons: dict[Introduction, Person]
    holders: dict[str, Holder]
    facts: list[Fact]
    shorts: dict[str, str]
    second_places: dict[Span, str]

    @property
    def affiliations(self) -> dict[str, str]:
        """The states of persons whose posts are said to be of one: "Peru's Minister for Trade, Pio Vega"."""
        found: dict[str, str] = {}
        for intro, person in self.persons.items():
            if intro.state:
                found.setdefault(person.iri, intro.state)
        return found


def take_inventory(
    text: str,
    blocks: Sequence[Block],
    lines: Sequence[DateLine],
    headlines: Sequence[Sentence],
    sentences: Sequence[Sentence],
    rosters: Sequence[Roster],
    hits: dict[Layer, list[Hit]],
    publisher_state: str | None,
    day: str | None,
    naming: Naming,
) -> Inventory:
    """Return what the naming stages find in the blocks of a text, with ``day`` as the day it speaks on.

    ``lines`` are its date lines, ``hits`` what the gazetteer finds, ``publisher_state`` the state of who publishes it.
    """
    front = sentences[0].span.start if sentences else 0
    listed, posts = SpanIndex(hits.get("name", [])), SpanIndex(hits.get("post", []))
    passages = sorted((*headlines, *sentences), key=lambda passage: passage.span)
    introductions = find_introductions(text, passages, posts, listed, naming)
    introductions += tuple(find_signatories(text, passages, rosters, introductions, posts, listed, naming))
    persons = identify_persons(text, introductions, naming)
    persons, holders = link_holders(text, persons, named_agents(listed.hits, naming), day, naming)
    pairs = list(coordinated_places(text, naming))
    posts_named = [intro.post for intro in introductions if intro.post]
    codenames = tuple(find_codenames(text, listed, naming))
    candidates = [
        *listed_candidates(text, hits.get("name", []), hits.get("concept", []), naming),
        *(candidate for candidate, _ in pairs),
        *find_designators(text, naming),
        *codenames,
        *find_again(text, codenames),
        *find_bodies(text, SpanIndex(hits.get("body", [])), listed, front, publisher_state, naming),
        *(
            c
            for c in find_names(text, sentences, listed, posts, naming)
            if (not _lies_in(c, posts_named) or _is_led(text, c)) and not _takes_in(c, introductions)
        ),
        *(
            c
            for c in find_names(text, headlines, listed, posts, naming)
            if (c.type in ("EVENT", "ORG") or "/forum/" in (c.iri or "")) and not _takes_in(c, introductions)
        ),
        *find_sittings(text, headlines, sentences, listed, naming),
        *person_candidates(text, persons, naming),
        *role_candidates(text, introductions, naming),
        *find_towns(text, lines, sentences, listed, SpanIndex(hits.get("concept", [])), naming),
    ]
    definitions = find_definitions(text)
    made, aliases, facts = link_definitions(text, definitions, candidates, naming)
    for find_short in (find_given_names, find_stems, find_tails):
        aliases += find_short(text, candidates, naming)
    candidates += [*made, *short_candidates(text, aliases)]
    candidates += back_references(text, choose(candidates), naming)
    candidates = inside_blocks(candidates, blocks)
    shorts = {text[d.short.start : d.short.end]: text[d.long.start : d.long.end] for d in definitions}
    second = {Span(candidate.start, candidate.end): first for candidate, first in pairs}
    return Inventory(candidates, introductions, persons, holders, facts, shorts, second)


def _is_led(text: str, candidate: Candidate) -> bool:
    """Tell whether a typed name in a post is the organization that the post is of ("Secretary General of the ...")."""
    return candidate.type == "ORG" and text.endswith(" of the ", 0, candidate.start)


def _lies_in(candidate: Candidate, spans: Sequence[Span]) -> bool:
    """Tell whether a typed name is a part of a post ("Secretary for Space Policy")."""
    return any(span.start < candidate.start and candidate.end <= span.end for span in spans)


def _takes_in(candidate: Candidate, introductions: Sequence[Introduction]) -> bool:
    """Tell whether a typed name runs on from a post to its holder: "Minister of | Defence Kari Lund's Meeting"."""
    return any(
        intro.post.start < candidate.start < intro.post.end <= intro.name.start < candidate.end
        for intro in introductions
        if intro.post and intro.name
    )
