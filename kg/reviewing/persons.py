"""Persons that may be one, and names that may be two persons: what no document alone can decide.

In: the passages of a store and the decisions made. Out: ``Item`` values with the decision to write. The module compares
words of names, states and posts; it never decides, and it knows no person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from kg.decisions import Decisions
from kg.names import DCR, GRAPH_REFERENCE, compact, slug
from kg.reviewing.items import Example, Item
from kg.reviewing.passages import Passages

__all__ = ["list_persons"]

_NAMES = """SELECT DISTINCT ?person ?label WHERE { ?person a dco:Person ; skos:prefLabel|skos:altLabel ?label }"""
_NAMED = """SELECT DISTINCT ?person ?document ?words WHERE {
  ?person a dco:Person . ?part dco:mentions ?person ; a dco:Sentence ; dco:evidence ?evidence .
  ?evidence oa:hasSource ?document ; oa:hasSelector/oa:exact ?words }"""
_KNOWN = f"SELECT DISTINCT ?person WHERE {{ GRAPH <{GRAPH_REFERENCE}> {{ ?person a dco:Person }} }}"
_HELD = """SELECT DISTINCT ?person ?document ?post ?state WHERE {
  ?person a dco:Person . ?tenure dco:tenureOf ?person ; dco:tenurePost ?post .
  OPTIONAL { ?tenure dco:statedIn ?document }
  OPTIONAL { ?post dco:postIn/dco:organOf? ?state . ?state a dco:State } }"""
_SPOKE = """SELECT DISTINCT ?act ?document ?person ?state WHERE {
  ?act dco:speaker ?person ; dco:onBehalfOf ?state ; dco:statedIn ?document .
  ?person a dco:Person . ?state a dco:State }"""
_POST = DCR + "post/"
_MOST = 2
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class _Person:
    """What all statements together say of one IRI; ``places`` are (document, sentence), ``states`` by document;
    ``known`` tells that the reference data describes the person.
    """

    iri: str
    labels: tuple[str, ...]
    words: frozenset[str]
    ends: frozenset[str]
    places: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    posts: frozenset[str]
    known: bool

    @property
    def documents(self) -> frozenset[str]:
        """The statements that name the person."""
        return frozenset(document for document, _ in self.places)

    @property
    def countries(self) -> frozenset[str]:
        """The states for which the person speaks or holds a post."""
        return frozenset(state for _, state in self.states)


def list_persons(passages: Passages, decisions: Decisions) -> Iterator[Item]:
    """Yield the pairs that may be one person, and the names that may be two, where nothing is decided yet."""
    persons = _gather(passages)
    for one, other in _pairs(persons):
        why = _compare(one, other)
        if why and not decisions.decides((one.iri, other.iri)):
            yield _merge_item(passages, one, other, why)
    for person in persons:
        if (
            any(document for document, _ in person.states)
            and len(person.countries) > 1
            and not decisions.decides((person.iri,))
        ):
            yield _homonym_item(passages, person)


def _pairs(persons: list[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Yield the pairs that share a word of their names, in order; what no statement names or reference data has apart
    is left out.
    """
    by_word: dict[str, list[int]] = {}
    for number, person in enumerate(persons):
        for word in sorted(person.words):
            by_word.setdefault(word, []).append(number)
    pairs = {pair for numbers in by_word.values() for pair in combinations(numbers, 2)}
    for one, other in ((persons[i], persons[j]) for i, j in sorted(pairs)):
        if (one.places or other.places) and not (one.known and other.known):
            yield one, other


def _gather(passages: Passages) -> list[_Person]:
    labels: dict[str, list[str]] = {}
    for iri, label in passages.select(_NAMES):
        labels.setdefault(iri, []).append(label)
    places: dict[str, list[tuple[str, str]]] = {}
    for iri, document, words in passages.select(_NAMED):
        places.setdefault(iri, []).append((document, words))
    held = passages.select(_HELD)
    known = {iri for (iri,) in passages.select(_KNOWN)}
    states = {(iri, document, state) for iri, document, _, state in held if state}
    states |= {(iri, document, DCR + "state/" + code) for iri, document, post, state in held
               if not state and len(code := _code(post)) == 3}  # fmt: skip
    states |= _sole_speakers(passages)
    return [
        _Person(
            iri,
            tuple(dict.fromkeys(names)),
            frozenset(_words(iri)),
            frozenset([_words(iri)[0], _words(iri)[-1]]),
            tuple(places.get(iri, ())),
            tuple(sorted((document, state) for who, document, state in states if who == iri)),
            frozenset(post for who, _, post, _ in held if who == iri),
            iri in known,
        )
        for iri, names in sorted(labels.items())
    ]


def _code(post: str) -> str:
    return post.removeprefix(_POST).split("/")[0]


def _words(iri: str) -> list[str]:
    return iri.rpartition("/")[2].split("-")


def _sole_speakers(passages: Passages) -> set[tuple[str, str, str]]:
    """Return the states of those who speak alone for one state: (person, document, state)."""
    acts: dict[str, set[tuple[str, str, str]]] = {}
    for act, document, person, state in passages.select(_SPOKE):
        acts.setdefault(act, set()).add((person, document, state))
    return {next(iter(said)) for said in acts.values() if len(said) == 1}


def _compare(one: _Person, other: _Person) -> str:
    """Return why two may be one person, or nothing."""
    apart = one.countries and other.countries and not one.countries & other.countries
    if one.words == other.words:
        return "the same words in another order"
    if apart:
        return ""
    if one.words < other.words or other.words < one.words:
        return "one name is a part of the other"
    if _alike(one, other):
        return "spelt almost alike"
    shared = one.ends & other.ends
    if not shared:
        return ""
    if one.posts & other.posts:
        return f"the same {min(shared).title()}, and the same post"
    rest = [sorted(person.words - shared) for person in (one, other)]
    alike = bool(rest[0] and rest[1]) and rest[0][0][0] == rest[1][0][0]
    return f"the same {min(shared).title()} of the same state" if alike and one.countries & other.countries else ""


def _alike(one: _Person, other: _Person) -> bool:
    """Tell whether two names differ in the spelling of one word, as transliterations do."""
    left, right = one.words - other.words, other.words - one.words
    if len(left) != 1 or len(right) != 1:
        return False
    words = min(left), min(right)
    return min(map(len, words)) > 3 and SequenceMatcher(None, *words).ratio() >= _ALIKE


def _merge_item(passages: Passages, one: _Person, other: _Person, why: str) -> Item:
    first, second = sorted((one, other), key=_fullness)
    iris = f'iris = ["{compact(first.iri)}", "{compact(second.iri)}"]'
    return Item(
        kind="same-person",
        words=f"{first.labels[0]} / {second.labels[0]}",
        count=len(second.places),
        documents=len(second.documents),
        why=why,
        examples=(*_examples(passages, second, 1), *_examples(passages, first, 1)),
        add=f"[[same]]\n{iris}",
        to=passages.decisions_file(first.documents | second.documents),
        silence=f"[[different]]\n{iris}",
    )


def _fullness(person: _Person) -> tuple[bool, int, bool, int, str]:
    """Order persons by how telling a name is: in the reference data, words, a surname in capitals, statements."""
    capitals = any(word.isupper() and len(word) > 1 for label in person.labels for word in label.split())
    return not person.known, -len(person.words), not capitals, -len(person.documents), person.iri


def _homonym_item(passages: Passages, person: _Person) -> Item:
    """Return the question whether one name means two persons; the one with fewer statements gets a name of its own."""
    by_state: dict[str, list[str]] = {}
    for document, state in person.states:
        by_state.setdefault(state, []).append(document)
    said = {state: sorted(filter(None, documents)) for state, documents in by_state.items() if any(documents)}
    rarest = min(sorted(said), key=lambda state: len(said[state]))
    documents = said[rarest]
    names = ", ".join(f'"{passages.file_of(document)}"' for document in documents)
    code = slug(rarest.rpartition("/")[2])
    return Item(
        kind="homonym",
        words=person.labels[0],
        count=len(person.places),
        documents=len(person.documents),
        why=f"one name, and posts or words for {', '.join(sorted(compact(state) for state in by_state))}",
        examples=tuple(_example_in(passages, person, documents)),
        add=f'[[same]]\niris = ["{compact(person.iri)}-{code}", "{compact(person.iri)}"]\ndocuments = [{names}]',
        to=passages.decisions_file(person.documents),
        silence=f'[[same]]\niris = ["{compact(person.iri)}"]',
    )


def _examples(passages: Passages, person: _Person, count: int) -> Iterator[Example]:
    for document, words in person.places[:count]:
        yield passages.quote(document, words, person.labels[0])


def _example_in(passages: Passages, person: _Person, documents: Iterable[str]) -> Iterator[Example]:
    """Yield a sentence of the rarer state's statements, and one of the others."""
    inside = [place for place in person.places if place[0] in documents]
    outside = [place for place in person.places if place[0] not in documents]
    for document, words in [*inside[:1], *outside[:1]][:_MOST]:
        yield passages.quote(document, words, person.labels[0])
