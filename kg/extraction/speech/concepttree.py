"""The tree of topics: what is broader than each concept, how much it says, what individuals and plain words lead to it.

In: ``ontology/concepts`` and the lexicon's notes on topics. Out: a ``ConceptTree``, read once a process. The module
refuses to know any sentence.
"""

from __future__ import annotations

from functools import lru_cache

from kg.knowledge.gazetteer import singular
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCC

__all__ = ["ConceptTree", "load_tree"]

_PEACE = DCC + "issue/international-peace-and-security"


class ConceptTree:
    """The concepts with what is broader than each."""

    __slots__ = ("_ancestors", "_borne", "_breadth", "_broader", "_fields", "_issues", "_light", "_resort")

    def __init__(
        self,
        broader: dict[str, tuple[str, ...]],
        breadth: dict[str, int],
        borne: dict[str, str],
        resort: dict[str, str],
        issues: dict[str, str],
        fields: dict[str, str],
        light: frozenset[str],
    ) -> None:
        self._broader, self._breadth, self._borne, self._resort = broader, breadth, borne, resort
        self._issues, self._fields, self._light = issues, fields, light
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

    def breadth(self, concept: str, words: str = "") -> int:
        """Return 0 for a topic that says much, 1 for a wide one, 2 for one that almost any sentence could bear.

        Named in light words ("the rehabilitation of") a topic that says much is a wide one.
        """
        return self._breadth.get(concept) or int(words in self._light)

    def borne_by(self, individual: str) -> str | None:
        """Return the concept that an act about a state, body, treaty, operation or exercise is about."""
        return self._borne.get(individual) or self._borne.get(individual.rpartition("/")[0])

    def field_of(self, service: str) -> str | None:
        """Return the concept of what a ministry or service of a state does, by the last word of its IRI."""
        return self._fields.get(service.rpartition("/")[2])

    def at_issue(self, place: str) -> str | None:
        """Return the concept under which the situation in a state, region or place is filed."""
        return self._issues.get(place)

    def turns_on_place(self, concept: str) -> bool:
        """Tell whether a concept is wide and of peace and security, so that a place says more: "the situation in X"."""
        return self.breadth(concept) > 0 and _PEACE in (concept, *self.ancestors(concept))

    def told_by(self, word: str) -> str | None:
        """Return the concept that a plain word points to, for a content that names no issue and no area."""
        return self._resort.get(word) or self._resort.get(singular(word) or word)


@lru_cache(maxsize=1)
def load_tree() -> ConceptTree:
    """Return the tree of ``ontology/concepts``, read once a process."""
    concepts = load_turtle("concepts")
    words = load_turtle("lexicon")
    breadth = {name: int(value) for name in words.subjects() if (value := words.value(name, "dco:topicBreadth"))}
    broader = {name: concepts.values(name, "skos:broader") for name in concepts.instances("skos:Concept")}
    borne = {name: concept for name in words.subjects() if (concept := words.value(name, "dco:bearsOn"))}
    light = frozenset(word for name in words.subjects() for word in words.values(name, "dco:lightLabel"))
    fields = {kind: name for name in words.subjects() for kind in words.values(name, "dco:fieldOfService")}
    kinds = {kind: name for name in words.subjects() for kind in words.values(name, "dco:borneByKind")}
    equipment = load_turtle("reference/equipment.ttl")
    for name in equipment.subjects():
        if (concept := kinds.get(equipment.value(name, "dco:equipmentKind") or "")) is not None:
            borne[name] = concept
    resort = {word: name for name in sorted(words.subjects()) for word in words.values(name, "dco:lastResortWord")}
    return ConceptTree(broader, breadth, borne, resort, _load_issues(concepts, words), fields, light)


def _load_issues(concepts: Knowledge, words: Knowledge) -> dict[str, str]:
    """Return what is at issue in each state, region and place: in a place, what is in the nearest one around it."""
    issues = {place: issue for issue in words.subjects() for place in words.values(issue, "dco:atIssueIn")}
    for region in concepts.subjects():
        if (place := concepts.value(region, "dco:denotesPlace")) and (issue := words.value(region, "dco:bearsOn")):
            issues[region] = issues[place] = issue
    places = load_turtle("reference/places.ttl")
    for name in places.subjects():
        around: str | None = name
        while around is not None and around not in issues:
            around = places.value(around, "dco:withinPlace")
        if around is not None:
            issues[name] = issues[around]
    return issues
