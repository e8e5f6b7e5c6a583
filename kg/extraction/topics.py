"""Topics: what an act is about, best first.

In: a lexed sentence, the tokens of the act's content and the concept tree. Out: the IRIs of concepts (and of named
policies and relations). The head noun phrase comes first, then its modifiers; what stands in a later phrase
or subordinate clause never outranks it. Of concepts in one phrase the narrower outranks the broader. The module
refuses to invent: a content that names no concept has no topics here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extraction.grammar import Lexed
from kg.knowledge.turtle import load_turtle
from kg.names import DCC, DCR

__all__ = ["ConceptTree", "load_tree", "rank_topics"]

_LISTS = (("including",), ("such", "as"), ("like",), ("especially",), ("particularly",), ("in", "particular"))
_TURNS = frozenset(["given", "under", "through", "based", "by", "via", "amid", "despite", "without", "since", "while", "because",
                    "as", "following", "which", "who", "whose", "where", "consistent", "pursuant", "until", "if", "using",
                    "during", "notwithstanding", "after", "unless", "when", "regardless", "according"])  # fmt: skip
_PHRASES = (
    ("in", "accordance", "with"), ("in", "line", "with"), ("in", "order", "to"), ("with", "the", "aim", "of"),
    ("with", "a", "view", "to"), ("in", "support", "of"), ("in", "violation", "of"), ("to", "this", "end"),
    ("as", "part", "of"), ("in", "the", "context", "of"), ("in", "light", "of"), ("for", "the", "purpose", "of"),
    ("with", "the", "goal", "of"), ("in", "view", "of"), ("in", "response", "to"), ("in", "conformity", "with"),
    ("in", "keeping", "with"), ("in", "flagrant", "violation", "of"), ("in", "direct", "violation", "of"),
)  # fmt: skip
_INDIVIDUAL_TOPICS = (DCR + "strategy/", DCR + "relations/")
_REGION = DCC + "region/"
_AREA = DCC + "area/"
_GENERIC, _REGIONAL, _LISTED = 0.7, 0.6, 0.4


class ConceptTree:
    """The concepts with what is broader than each."""

    __slots__ = ("_broader",)

    def __init__(self, broader: dict[str, tuple[str, ...]]) -> None:
        self._broader = broader

    def ancestors(self, concept: str) -> tuple[str, ...]:
        """Return all broader concepts, nearest first."""
        found = dict.fromkeys(self._broader.get(concept, ()))
        queue = list(found)
        for name in queue:
            for parent in self._broader.get(name, ()):
                if parent not in found:
                    found[parent] = None
                    queue.append(parent)
        return tuple(found)

    def is_root(self, concept: str) -> bool:
        """Tell whether nothing is broader than the concept."""
        return not self._broader.get(concept)


@lru_cache(maxsize=1)
def load_tree() -> ConceptTree:
    """Return the tree of ``ontology/concepts``, read once a process."""
    concepts = load_turtle("concepts")
    return ConceptTree({name: concepts.values(name, "skos:broader") for name in concepts.instances("skos:Concept")})


def rank_topics(lexed: Lexed, tree: ConceptTree, first: int, last: int, *, directive: bool = False) -> tuple[str, ...]:
    """Return the topics named in the tokens ``first`` up to ``last``, best first."""
    if first >= last:
        return ()
    zones = list(_zones(lexed, first, last, directive))
    ranked = []
    for position, (place, iri) in enumerate(_named(lexed, first, last)):
        ranked.append((zones[place - first] + _weight(tree, iri), position, iri))
    return _narrower_first(tree, dict.fromkeys(iri for _, _, iri in sorted(ranked)))


def _weight(tree: ConceptTree, iri: str) -> float:
    if iri.startswith(_REGION):
        return _REGIONAL
    return _GENERIC if iri.startswith(_AREA) and tree.is_root(iri) else 0.0


def _named(lexed: Lexed, first: int, last: int) -> Iterator[tuple[int, str]]:
    tokens = lexed.sentence.tokens
    begin, end = tokens[first].start, tokens[last - 1].end
    found = [(c.start, c.end, c.iri) for c in lexed.concepts if begin <= c.start and c.end <= end]
    for pairs in lexed.mentions.values():
        for mention, _ in pairs:
            if mention.iri and mention.iri.startswith(_INDIVIDUAL_TOPICS) and begin <= mention.start < end:
                found.append((mention.start, mention.end, mention.iri))
    place = first
    for start, _, iri in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        while place + 1 < last and tokens[place + 1].start <= start:
            place += 1
        yield place, iri


def _zones(lexed: Lexed, first: int, last: int, directive: bool) -> Iterator[float]:
    """Yield the zone of each token: 0 for the head phrase, one more behind each turn of the phrase."""
    zone, listed, to_seen = 0.0, 0.0, directive
    for place in range(first, last):
        norm = lexed.norms[place]
        if lexed.covered[place]:
            pass
        elif place > first and _starts(lexed, place, _LISTS):
            listed = _LISTED
        elif place > first and (norm in _TURNS or _starts(lexed, place, _PHRASES)):
            zone, listed = zone + 1, 0.0
        elif norm == "to" and place > first and lexed.tag(place + 1) == "word" and not lexed.covered[place + 1]:
            zone, listed, to_seen = (zone if to_seen and zone == 0 and directive else zone + 1), 0.0, False
        yield zone + listed


def _starts(lexed: Lexed, place: int, phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(lexed.norms[place : place + len(words)] == words for words in phrases)


def _narrower_first(tree: ConceptTree, ranked: Iterable[str]) -> tuple[str, ...]:
    """Put a concept behind the narrower ones that are named beside it."""
    ordered = list(ranked)
    for concept in list(ordered):
        place = ordered.index(concept)
        narrower = [i for i, other in enumerate(ordered) if i > place and concept in tree.ancestors(other)]
        if narrower and narrower[0] == place + 1:
            ordered.remove(concept)
            ordered.insert(narrower[0], concept)
    return tuple(ordered)
