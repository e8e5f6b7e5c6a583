"""Topics: what an act is about, best first.

In: a lexed sentence, the tokens of the act's content and the concept tree. Out: the IRIs of concepts (and of named
policies and relations). Three principles order them, each a distance; what is nearest comes first, and of two that are
as near, what is named first:

- The head phrase first: each turn of the phrase ("given", "under", "which") is a step away from it.
- Specific before general: a wide concept comes behind the specific ones of its phrase, a general one also behind those
  that stand a turn farther.
- A name before a bearing: a treaty, body or region that bears on a concept is a weaker name of it than a word is; and a
  place turns what is wide ("the situation in Chad") into what is at issue there.

The module refuses to invent: a content that names no concept has no topics here. ``docs/topics.md`` tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extraction.speech.concepttree import ConceptTree
from kg.extraction.speech.namings import Naming, find_namings
from kg.extraction.speech.zones import measure_zones
from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import load_demonyms
from kg.names import DCC, DCR

__all__ = ["rank_plain_words", "rank_topics"]

_REGION = DCC + "region/"
_BREADTHS = (0.0, 0.9, 1.9)
_BORNE, _SERVICE, _PLACE = 0.95, 1.55, 3.0
_OWNER = 0.5
_NARROWED = 0.1
_PLACING = frozenset(["in", "on", "of", "at", "around", "off", "within", "across", "throughout", "over"])
_BODIES, _PLACES = DCR + "org/", DCR + "place/"
_BEARERS = frozenset(["STATE", "ORG", "INST", "PROG", "EVENT", "LOC", "EQP"])


class _Ranked(NamedTuple):
    """A concept with its distance and the token where it is named; what is less comes first."""

    distance: float
    place: int
    iri: str


def rank_topics(
    lexed: Lexed, tree: ConceptTree, first: int, last: int, *, speakers: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the topics named in the tokens ``first`` up to ``last``, best first.

    Where the words name no concept at all, the individuals that they name are the topics, but no places. The
    ``speakers`` are neither.
    """
    if first >= last:
        return ()
    zones = tuple(measure_zones(lexed, first, last))
    names = find_namings(lexed, first, last)
    named = [_Ranked(zones[name.place - first] + _weight(tree, name), name.place, name.iri) for name in names]
    bearers = [pair for pair in _individuals(lexed, first, last) if pair[1] not in speakers]
    bearers += [(entry.place, entry.iri) for entry in named if entry.iri.startswith(_REGION)]
    borne = [*_from_bearers(lexed, tree, bearers, zones, first), *_from_services(lexed, tree, zones, first)]
    found = [*named, *borne, *_in_places(lexed, tree, bearers, named)]
    if not found:
        alone = ((place, iri) for place, iri in sorted(bearers) if not iri.startswith(_PLACES))
        return tuple(dict.fromkeys(iri for place, iri in alone if zones[place - first] < 1))
    return tuple(dict.fromkeys(entry.iri for entry in sorted(found)))


def rank_plain_words(lexed: Lexed, tree: ConceptTree, first: int, last: int) -> tuple[str, ...]:
    """Return the topics that plain words in the tokens ``first`` up to ``last`` tell, best first; names tell none."""
    if first >= last:
        return ()
    zones = tuple(measure_zones(lexed, first, last))
    told = ((at, tree.told_by(lexed.norms[at])) for at in range(first, last) if not lexed.capital(at))
    found = [_Ranked(zones[at - first] + _BREADTHS[tree.breadth(iri)], at, iri) for at, iri in told if iri is not None]
    return tuple(dict.fromkeys(entry.iri for entry in sorted(found)))


def _weight(tree: ConceptTree, name: Naming) -> float:
    """Return how far behind a specific concept a named concept, region or policy stands."""
    if name.iri.startswith(_REGION):
        return _PLACE
    return _BREADTHS[tree.breadth(name.iri, name.words)] if name.iri.startswith(DCC) else _BORNE


def _from_bearers(
    lexed: Lexed, tree: ConceptTree, bearers: Sequence[tuple[int, str]], zones: Sequence[float], first: int
) -> Iterator[_Ranked]:
    """Yield the concepts that individuals and regions bear on, an owner behind what he owns: "NATO's mission"."""
    for place, individual in bearers:
        concept = tree.borne_by(individual)
        if concept is not None:
            owner = any(lexed.tag(after) == "gen" for _, after in lexed.mentions.get(place, ()))
            distance = zones[place - first] + _BORNE + tree.breadth(concept) + _OWNER * owner
            yield _Ranked(distance, place, concept)


def _from_services(lexed: Lexed, tree: ConceptTree, zones: Sequence[float], first: int) -> Iterator[_Ranked]:
    """Yield the fields of the ministries and services that are named: what two navies do is naval."""
    inside = ((place, held) for place, held in lexed.mentions.items() if 0 <= place - first < len(zones))
    for place, held in inside:
        for mention, _ in held:
            field = tree.field_of(mention.iri) if mention.iri and _of_state(mention.iri) else None
            if field is not None:
                yield _Ranked(zones[place - first] + _SERVICE, place, field)


def _in_places(
    lexed: Lexed, tree: ConceptTree, bearers: Sequence[tuple[int, str]], named: Sequence[_Ranked]
) -> Iterator[_Ranked]:
    """Yield what is at issue in the place of a wide concept of peace and security: "crisis in Chad"."""
    turning = [entry for entry in named if tree.turns_on_place(entry.iri)]
    issues = [(at, issue) for at, iri in bearers if turning and (issue := tree.at_issue(iri)) is not None]
    for entry in turning:
        for at, issue in issues:
            before = at - 1 - (lexed.tag(at - 1) == "det")
            if at == entry.place - 1 or (at > entry.place and lexed.norm(before) in _PLACING):
                yield _Ranked(entry.distance - _NARROWED, at, issue)
                break


def _individuals(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield where the words name a state, place, body, treaty, programme or event, or a state by its adjective."""
    demonyms = load_demonyms()
    for place in range(first, last):
        if place in lexed.mentions:
            for mention, _ in lexed.mentions[place]:
                if mention.iri and mention.type in _BEARERS and not _of_state(mention.iri):
                    yield place, mention.iri
        elif lexed.norms[place] in demonyms and lexed.capital(place) and not lexed.covered[place]:
            yield place, demonyms[lexed.norms[place]]


def _of_state(iri: str) -> bool:
    """Tell whether an IRI names a ministry or service of one state, which says little of the topic."""
    return iri.startswith(_BODIES) and "/" in iri.removeprefix(_BODIES)
