"""Topics: what an act is about, best first.

In: a lexed sentence, the tokens of the act's content and the concept tree. Out: the IRIs of concepts (and of named
policies and relations). The head noun phrase comes first, then its modifiers; what stands in a later phrase
or subordinate clause never outranks it. Of concepts in one phrase the narrower outranks the broader. The module
refuses to invent: a content that names no concept has no topics here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from kg.extraction.model import Understanding
from kg.extraction.speech.cues import find_cues
from kg.extraction.syntax.grammar import Lexed
from kg.knowledge.frames import load_demonyms
from kg.knowledge.turtle import load_turtle
from kg.names import DCC, DCR
from kg.record import Concept, Mention, Span

__all__ = ["ConceptTree", "heading_areas", "load_tree", "rank_topics"]

_Phrases: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]


def _by_first_word(*phrases: tuple[str, ...]) -> _Phrases:
    return {words[0]: tuple(other for other in phrases if other[0] == words[0]) for words in phrases}


_LISTS = _by_first_word(
    ("including",), ("such", "as"), ("like",), ("especially",), ("particularly",), ("in", "particular")
)
_TURNS = frozenset([
    "given", "under", "through", "based", "by", "via", "amid", "despite", "without", "since", "while",
    "because", "as", "following", "which", "who", "whose", "where", "consistent", "pursuant", "until", "if",
    "using", "pending", "during", "notwithstanding", "after", "unless", "when", "regardless", "according",
])  # fmt: skip
_BASIS = ("on", "the", "basis", "of")
_PHRASES = _by_first_word(
    ("in", "accordance", "with"), ("in", "line", "with"), ("in", "order", "to"), ("with", "the", "aim", "of"),
    ("with", "a", "view", "to"), ("in", "support", "of"), ("in", "violation", "of"), ("to", "this", "end"),
    ("as", "part", "of"), ("in", "the", "context", "of"), ("in", "light", "of"), ("for", "the", "purpose", "of"),
    ("with", "the", "goal", "of"), ("in", "view", "of"), ("in", "response", "to"), ("in", "conformity", "with"),
    ("in", "keeping", "with"), ("in", "flagrant", "violation", "of"), ("in", "direct", "violation", "of"),
    ("on", "the", "occasion", "of"), ("building", "on"), ("building", "upon"), ("drawing", "on"),
    ("in", "recognition", "of"), ("in", "the", "framework", "of"), ("within", "the", "framework", "of"),
    ("in", "the", "course", "of"), ("on", "the", "sidelines", "of"), ("on", "the", "margins", "of"),
    ("in", "connection", "with"), ("in", "preparation", "for"), ("in", "the", "interest", "of"),
    ("in", "the", "interests", "of"), ("at", "the", "invitation", "of"), ("thanks", "to"),
    ("as", "a", "result", "of"), ("with", "the", "help", "of"), ("on", "behalf", "of"),
    ("in", "the", "presence", "of"), _BASIS,
)  # fmt: skip
_LIGHT = frozenset([
    "effort", "efforts", "need", "commitment", "determination", "readiness", "willingness", "desire", "intention",
    "resolve", "way", "ways", "measures", "steps", "ability", "work", "together", "continue", "aim", "goal",
    "objective", "order", "how", "importance",
])  # fmt: skip
_MARKS = _TURNS | _LISTS.keys() | _PHRASES.keys() | {"to", "that"}
_INDIVIDUAL_TOPICS = (DCR + "strategy/", DCR + "relations/")
_REGION = DCC + "region/"
_REGIONAL, _AT_ISSUE, _LISTED = 1.8, 0.8, 0.4
_BREADTHS = (0.0, 0.6, 1.2)
_IN_NAME = 1.0
_CUED, _NARROWED = 0.3, -0.05
_BODIES = DCR + "org/"
_BORNE = 0.8
_BEARERS = frozenset(["STATE", "ORG", "INST", "PROG", "EVENT"])
_LEAD = 1.5
_HEAD = 3

_Ranked: TypeAlias = tuple[float, int, str, int]


class ConceptTree:
    """The concepts with what is broader than each."""

    __slots__ = ("_ancestors", "_borne", "_breadth", "_broader", "_resort")

    def __init__(
        self,
        broader: dict[str, tuple[str, ...]],
        breadth: dict[str, int],
        borne: dict[str, str],
        resort: dict[str, str],
    ) -> None:
        self._broader, self._breadth, self._borne, self._resort = broader, breadth, borne, resort
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def ancestors(self, concept: str) -> tuple[str, ...]:
        """Return all broader concepts, nearest first."""
        if concept not in self._ancestors:
            self._ancestors[concept] = self._climb(concept)
        return self._ancestors[concept]

    def _climb(self, concept: str) -> tuple[str, ...]:
        found = dict.fromkeys(self._broader.get(concept, ()))
        queue = list(found)
        for name in queue:
            for parent in self._broader.get(name, ()):
                if parent not in found:
                    found[parent] = None
                    queue.append(parent)
        return tuple(found)

    def breadth(self, concept: str) -> int:
        """Return 0 for a topic that says much, 1 for a wide one, 2 for one that almost any sentence could bear."""
        return self._breadth.get(concept, 0)

    def borne_by(self, individual: str) -> str | None:
        """Return the concept that an act about a state, body, treaty or operation is about."""
        return self._borne.get(individual)

    def last_resort(self, words: Iterable[str]) -> str | None:
        """Return the concept that the first telling word points to, for a content that names no issue and no area."""
        return next((self._resort[word] for word in words if word in self._resort), None)


@lru_cache(maxsize=1)
def load_tree() -> ConceptTree:
    """Return the tree of ``ontology/concepts``, read once a process."""
    concepts = load_turtle("concepts")
    words = load_turtle("lexicon")
    breadth = {name: int(value) for name in words.subjects() if (value := words.value(name, "dco:topicBreadth"))}
    broader = {name: concepts.values(name, "skos:broader") for name in concepts.instances("skos:Concept")}
    borne = {name: concept for name in words.subjects() if (concept := words.value(name, "dco:bearsOn"))}
    resort = {word: name for name in sorted(words.subjects()) for word in words.values(name, "dco:lastResortWord")}
    return ConceptTree(broader, breadth, borne, resort)


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
    zones = list(_zones(lexed, first, last, directive))
    found = []
    for position, (place, iri) in enumerate(_named(lexed, first, last)):
        within = _IN_NAME if place - first > _HEAD and iri.startswith(DCC) and _in_name(lexed, place) else 0.0
        found.append((zones[place - first] + _weight(tree, iri) + within, position, iri, int(zones[place - first])))
    regions = {tree.borne_by(iri) for _, _, iri, _ in found if iri.startswith(_REGION)}
    for score, place, iri, zone in list(found):
        concept = tree.borne_by(iri) if len(regions) == 1 and iri.startswith(_REGION) else None
        if concept is not None:  # "in the Sahel" names what is at issue there
            found.append((score - _AT_ISSUE, place, concept, zone))
    cued = list(find_cues(lexed, first, last))
    single = _single_words(lexed, first, last) if cued else frozenset()
    for place, partner, iri in cued:
        narrows = place in single or partner in single  # "conflict" alone says less than "conflict in Indochina"
        score = zones[place - first] + (_NARROWED if narrows else _weight(tree, iri) + _CUED)
        found.append((score, place, iri, int(zones[place - first])))
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


def _named(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, str]]:
    tokens = lexed.sentence.tokens
    begin, end = tokens[first].start, tokens[last - 1].end
    states = [m for pairs in lexed.mentions.values() for m, _ in pairs if m.type in ("STATE", "ROLE", "LOC")]
    found = [
        (c.start, c.end, c.iri)
        for c in lexed.concepts
        if begin <= c.start and c.end <= end and not _lies_in_one(c, states)
    ]
    for pairs in lexed.mentions.values():
        for mention, _ in pairs:
            if mention.iri and mention.iri.startswith(_INDIVIDUAL_TOPICS) and begin <= mention.start < end:
                found.append((mention.start, mention.end, mention.iri))
    place = first
    for start, _, iri in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        while place + 1 < last and tokens[place + 1].start <= start:
            place += 1
        yield place, iri


def _single_words(lexed: Lexed, first: int, last: int) -> frozenset[int]:
    """Return the places of the words that are concepts by themselves."""
    tokens = lexed.sentence.tokens
    spans = {(concept.start, concept.end) for concept in lexed.concepts}
    return frozenset(at for at in range(first, last) if (tokens[at].start, tokens[at].end) in spans)


def _lies_in_one(concept: Concept, names: Sequence[Mention]) -> bool:
    """Tell whether a concept is only part of one of these names, which are in text order and do not overlap."""
    before = bisect_right(names, concept.start, key=lambda name: name.start) - 1
    return before >= 0 and _lies_in(concept, names[before])


def _lies_in(concept: Concept, name: Mention) -> bool:
    """Tell whether a concept is only part of a longer name: "Africa" in "South Africa"."""
    inside = name.start <= concept.start and concept.end <= name.end
    return inside and concept.end - concept.start < name.end - name.start


def _leads(lexed: Lexed, first: int) -> int:
    """Return where the head phrase begins behind an adjunct: "that, in view of the attacks, patrols would go on"."""
    place = first + (lexed.tag(first) == "that")
    place += lexed.tag(place) == "comma"
    norm = lexed.norm(place)
    if norm not in _TURNS and not _starts(lexed, place, _PHRASES):
        return first
    for at in range(place + 2, min(place + 24, len(lexed))):
        if lexed.tag(at) == "comma":
            return at + 1
        behind = lexed.tag(at - 1) == "word" or lexed.covered[at - 1]
        if behind and (lexed.tag(at) == "pron" or lexed.norms[at] in ("the", "their", "our")):
            return at
    return first


def _zones(lexed: Lexed, first: int, last: int, directive: bool) -> Iterator[float]:
    """Yield the zone of each token: 0 for the head phrase, one more behind each turn of the phrase."""
    zone, listed, to_seen = 0.0, 0.0, directive
    head = min(_leads(lexed, first), last)
    yield from [_LEAD] * (head - first)
    extraposed = lexed.norm(head + (lexed.tag(head) == "that")) == "it"  # "that it is vital to keep"
    for place in range(head, last):
        norm = lexed.norms[place]
        if norm not in _MARKS or lexed.covered[place]:
            pass
        elif place > first and _starts(lexed, place, _LISTS):
            listed = _LISTED
        elif place > first and (_turns(lexed, place) or _starts(lexed, place, _PHRASES)):
            apart = lexed.tag(place) in ("rel", "that") or lexed.norms[place : place + len(_BASIS)] == _BASIS
            zone, listed = zone + (2 if apart else 1), 0.0
        elif norm == "to" and (extraposed or lexed.norm(place - 1) in _LIGHT):
            extraposed = False  # "efforts to end the war" are about the war
        elif norm == "to" and place > first and lexed.tag(place + 1) == "word" and not lexed.covered[place + 1]:
            zone, listed, to_seen = (zone if to_seen and zone == 0 and directive else zone + 1), 0.0, False
        yield zone + listed


def _turns(lexed: Lexed, place: int) -> bool:
    if lexed.norms[place] == "that":
        return lexed.tag(place - 1) == "word" and lexed.tag(place + 1) in ("be", "have", "modal")  # "a pact that will"
    if lexed.norms[place] not in _TURNS:
        return False
    return "well" not in lexed.norms[max(place - 1, 0) : place + 2]  # "as well as" only adds


def _starts(lexed: Lexed, place: int, phrases: _Phrases) -> bool:
    """Tell whether one of the phrases stands at a place."""
    beginning = phrases.get(lexed.norm(place), ())
    return any(lexed.norms[place : place + len(words)] == words for words in beginning)


def heading_areas(understanding: Understanding) -> tuple[tuple[str, ...], ...]:
    """Return for each block the cooperation areas that its heading names."""
    return tuple(_areas_in(understanding, block.heading) for block in understanding.blocks)


def _areas_in(understanding: Understanding, heading: Span | None) -> tuple[str, ...]:
    if heading is None:
        return ()
    found = (c for c in understanding.concepts if c.start >= heading.start and c.end <= heading.end)
    return tuple(dict.fromkeys(concept.iri for concept in found if concept.iri.startswith(DCC + "area/")))
