"""Topics: what an act is about, best first.

In: a lexed sentence, the tokens of the act's content and the concept tree. Out: the IRIs of concepts (and of named
policies and relations). The head noun phrase comes first, then its modifiers; what stands in a later phrase
or subordinate clause never outranks it. Of concepts in one phrase the narrower outranks the broader. The module
refuses to invent: a content that names no concept has no topics here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from kg.extraction.speech.concepttree import ConceptTree
from kg.extraction.speech.cues import find_cues
from kg.extraction.speech.fieldrows import FieldRow, find_rows
from kg.extraction.speech.namings import find_namings, find_spans, leads_list
from kg.extraction.speech.zones import measure_zones
from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import load_demonyms
from kg.names import DCC, DCR

__all__ = ["rank_topics"]

_REGION = DCC + "region/"
_REGIONAL, _AT_ISSUE = 1.8, 0.8
_BREADTHS = (0.0, 0.6, 1.2)
_IN_NAME, _IN_ROW = 1.0, 1.3
_CUED, _NARROWED = 0.3, -0.05
_BODIES = DCR + "org/"
_BORNE = 0.8
_BEARERS = frozenset(["STATE", "ORG", "INST", "PROG", "EVENT"])
_HEAD = 3
_APART = -1  # the phrase of what makes no broader name of its phrase step back

_Ranked: TypeAlias = tuple[float, int, str, int]


def rank_topics(
    lexed: Lexed,
    tree: ConceptTree,
    first: int,
    last: int,
    *,
    directive: bool = False,
    speakers: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Return the topics named in the tokens ``first`` up to ``last``, best first.

    An individual that bears on a concept counts as a weak name of it; where the words name no concept at all, the
    individuals themselves are the topics. The ``speakers`` are neither.
    """
    if first >= last:
        return ()
    zones = list(measure_zones(lexed, first, last, directive))
    found = [
        *_from_names(lexed, tree, first, last, zones),
        *_from_cues(lexed, tree, first, last, zones),
    ]
    individuals = [pair for pair in _individuals(lexed, first, last) if pair[1] not in speakers]
    best = min((entry[0] for entry in found), default=_HEAD)
    for place, individual in individuals:
        score, concept = zones[place - first] + _BORNE, tree.borne_by(individual)
        if concept is not None and score <= best:
            found.append((score, place, concept, int(zones[place - first])))
    if not found:
        return tuple(dict.fromkeys(iri for place, iri in sorted(individuals) if zones[place - first] < 1.0))
    ranked = sorted((_behind_narrower(tree, entry, found), entry[1], entry[2]) for entry in found)
    return tuple(dict.fromkeys(iri for _, _, iri in ranked))


def _from_names(lexed: Lexed, tree: ConceptTree, first: int, last: int, zones: Sequence[float]) -> list[_Ranked]:
    """Return the concepts that are named, rows of fields as one, and what is at issue in a region."""
    named = list(find_namings(lexed, first, last))
    ends = {place: end for place, end, _ in named}
    nearest = min((zones[place - first] for place in ends), default=0.0)
    rows = tuple(find_rows(lexed, first, last))
    found: list[_Ranked] = [(zones[row.first - first], row.first, _over(row, named, tree), 0) for row in rows]
    for place, end, iri in named:
        within = _IN_NAME if place - first > _HEAD and iri.startswith(DCC) and _in_name(lexed, place) else 0.0
        within += _IN_ROW if any(row.first <= place < row.last for row in rows) else 0.0
        breadth, zone = tree.breadth(iri), zones[place - first]
        even = breadth > 0 and zone == nearest and leads_list(lexed, end, last, ends, near=breadth > 1)
        weight = 0.0 if even else _weight(tree, iri)
        found.append((zone + weight + within, place, iri, _APART if even else int(zone)))
    regions = {tree.borne_by(iri) for _, _, iri, _ in found if iri.startswith(_REGION)}
    for score, place, iri, phrase in list(found):
        concept = tree.borne_by(iri) if len(regions) == 1 and iri.startswith(_REGION) else None
        if concept is not None:  # "in the Sahel" names what is at issue there
            wide = tree.breadth(concept) > 0
            found.append((score - _AT_ISSUE + _weight(tree, concept), place, concept, _APART if wide else phrase))
    return found


def _over(row: FieldRow, named: Sequence[tuple[int, int, str]], tree: ConceptTree) -> str:
    """Return what a row of fields is about: the relation named before it, or what its noun says."""
    general = [iri for place, _, iri in named if place < row.first and tree.breadth(iri) > 1]
    return general[-1] if general else row.concept


def _from_cues(lexed: Lexed, tree: ConceptTree, first: int, last: int, zones: Sequence[float]) -> Iterator[_Ranked]:
    """Yield the concepts that pairs of words point to."""
    cued = list(find_cues(lexed, first, last))
    single = find_spans(lexed, first, last) if cued else frozenset()
    for place, partner, iri in cued:
        narrows = place in single or partner in single  # "conflict" alone says less than "conflict in Indochina"
        score = zones[place - first] + (_NARROWED if narrows else _weight(tree, iri) + _CUED)
        yield score, place, iri, int(zones[place - first])


def _individuals(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield where the words name a state, body, treaty, programme or event, or a state by its adjective."""
    demonyms = load_demonyms()
    for place in range(first, last):
        if place in lexed.mentions:
            for mention, _ in lexed.mentions[place]:
                if mention.iri and mention.type in _BEARERS and not _of_state(mention.iri):
                    yield place, mention.iri
        elif lexed.norms[place] in demonyms and lexed.capital(place) and not lexed.covered[place]:
            yield place, demonyms[lexed.norms[place]]


def _of_state(iri: str) -> bool:
    """Tell whether an IRI names a ministry or service of one state, which says nothing of the topic."""
    return iri.startswith(_BODIES) and "/" in iri.removeprefix(_BODIES)


def _behind_narrower(tree: ConceptTree, entry: _Ranked, found: Iterable[_Ranked]) -> float:
    """Rank a concept behind the narrower ones that the same phrase names."""
    score, _, iri, zone = entry
    narrower = [other[0] for other in found if other[3] == zone and other[2] != iri and iri in tree.ancestors(other[2])]
    return max([score, *narrower]) + (0.01 if narrower else 0.0)


def _in_name(lexed: Lexed, place: int) -> bool:
    """Tell whether the words belong to the name of an instrument or programme."""
    return any(
        first <= place < last and last - first > 2 and mention.type in ("INST", "PROG", "ORG")
        for first, found in lexed.mentions.items()
        for mention, last in found
    )


def _weight(tree: ConceptTree, iri: str) -> float:
    return _BREADTHS[tree.breadth(iri)] + (_REGIONAL if iri.startswith(_REGION) else 0.0)
