"""The SPARQL rules: what the direct links of the graph are inferred by.

In: a store with asserted and extracted quads, and the rules of ``ontology/rules/``, one CONSTRUCT query a file. Out:
the inferred triples, sorted; nothing is written. The rules run to a fixpoint over the union of all graphs but the one
that holds earlier inferences. The module knows nothing of what any rule says, and nothing of how a store is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.names import GRAPH_INFERENCES, PREFIXES
from kg.resources import ontology_dir

__all__ = ["Knowledge", "Rule", "infer", "load_rules"]

_COMBINE = re.compile(r"^#\+ (sum|min|max):[ \t]*(\S.*)$", re.MULTILINE)
_SUMMARY = re.compile(r"^#\+ summary:[ \t]*(\S.*)$", re.MULTILINE)
_PREFIX = re.compile(r"^\s*PREFIX\s+(\w*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"\b(\w+):(\w+)\b")
_TYPE = re.compile(r"\ba\b")
_RDF_TYPE = PREFIXES["rdf"] + "type"
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
QuadsWith: TypeAlias = Callable[[str], Iterable[ox.Quad]]
_INFERENCES = ox.NamedNode(GRAPH_INFERENCES)


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query, called by its file's name.

    ``reads`` are the IRIs, predicates and others, of its WHERE, ``writes`` those of what it constructs. A rule that
    counts runs once, after the others; ``combine`` tells for each of its numbers' predicates how the numbers of several
    documents become one: ``sum``, ``min`` or ``max``.
    """

    name: str
    summary: str
    query: str
    reads: frozenset[str]
    writes: frozenset[str]
    combine: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=8)
def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules in the order of their names; raise OntologyError where one lacks its summary."""
    paths = sorted((folder or ontology_dir() / "rules").glob("*.rq"))
    if not paths:
        raise OntologyError("no rule found", where=folder or ontology_dir() / "rules", remedy="reinstall the package")
    return tuple(_read_rule(path) for path in paths)


def _read_rule(path: Path) -> Rule:
    query = path.read_text(encoding="utf-8")
    summary = _SUMMARY.search(query)
    if summary is None:
        raise OntologyError("a rule without a summary", where=path, remedy="begin it with a line '#+ summary: ...'")
    head, _, body = query.partition("WHERE")
    prefixes = dict(_PREFIX.findall(head))
    written = _named_iris(head.partition("CONSTRUCT")[2], prefixes)
    combine = ((iri, how) for how, names in _COMBINE.findall(head) for iri in _named_iris(names, prefixes))
    return Rule(path.stem, summary[1].strip(), query, _named_iris(body, prefixes), written, frozenset(combine))


def _named_iris(text: str, prefixes: dict[str, str]) -> frozenset[str]:
    """Return the IRIs that a piece of a query names, and rdf:type where it says ``a``.

    >>> sorted(_named_iris("?x a dco:State", {"dco": "https://w3id.org/defcoop/ontology#"}))
    ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'https://w3id.org/defcoop/ontology#State']
    """
    names = (prefixes[prefix] + local for prefix, local in _NAME.findall(text) if prefix in prefixes)
    return frozenset({*names, *([_RDF_TYPE] if _TYPE.search(text) else [])})


def infer(quads_with: QuadsWith, *, rules: tuple[Rule, ...] | None = None) -> list[ox.Triple]:
    """Return the triples that the rules add to what a store says, sorted by their N-Triples form.

    ``quads_with`` yields a store's quads that have a predicate. The rules run on a scratch copy that holds only the
    predicates they read, so the store is not touched and may be open read-only. What the inference graph holds already
    takes no part: an inference whose ground is gone goes.
    """
    knowledge = Knowledge.of(quads_with, rules)
    read = (quad for iri in sorted(knowledge.reads) for quad in quads_with(iri) if quad.graph_name != _INFERENCES)
    inferred = knowledge.derive(quad.triple for quad in read if knowledge.concerns(quad.triple))
    return sorted(inferred - _stated(quads_with, inferred, knowledge), key=str)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The rules, with every class that has one above it, all those classes and itself.

    A rule that asks for a type names the classes that it means. Types of other classes concern no rule: they are
    nearly half of what a store says with the predicates that rules read.
    """

    rules: tuple[Rule, ...]
    above: Mapping[str, frozenset[str]]
    reads: frozenset[str] = field(init=False)
    writes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads", frozenset().union(*(rule.reads for rule in self.rules)))
        object.__setattr__(self, "writes", frozenset().union(*(rule.writes for rule in self.rules)))

    def combine(self) -> dict[str, str]:
        """Return how the numbers of several documents become one, by predicate."""
        return dict(pair for rule in self.rules for pair in rule.combine)

    @classmethod
    def of(cls, quads_with: QuadsWith, rules: tuple[Rule, ...] | None = None) -> Knowledge:
        """Return these rules, or all, with the classes of a store."""
        chosen = load_rules() if rules is None else rules
        return cls(chosen, _superclasses(quads_with))

    def concerns(self, triple: ox.Triple) -> bool:
        """Tell whether some rule may read a triple."""
        return triple.predicate.value in self.reads and not self.reads.isdisjoint(self._grown(triple))

    def concludes(self, triple: ox.Triple) -> bool:
        """Tell whether some rule may conclude a triple."""
        name = triple.predicate.value
        return name in self.writes and (name != _RDF_TYPE or _value(triple.object) in self.writes)

    def follow(self, triple: ox.Triple, *, concluded: bool = False) -> frozenset[str]:
        """Return what the rules read that a triple concerns, and those that read what they conclude.

        Of a triple that is ``concluded``, so do the rules that may conclude it elsewhere, too.
        """
        names, due = self._grown(triple) & self.reads, set[Rule]()
        if concluded:
            due.update(rule for rule in self.rules if triple.predicate.value in rule.writes)
        while found := {rule for rule in self.rules if rule not in due and rule.reads & names}:
            due |= found
            names = names.union(*(rule.writes for rule in found))
        return frozenset().union(*(rule.reads for rule in due))

    def derive(self, premises: Iterable[ox.Triple]) -> set[ox.Triple]:
        """Return what the rules add to these premises and to their own conclusions, to a fixpoint.

        After the first round a rule runs only if what it reads grew. Rules that count see what all others have added.
        """
        scratch = ox.Store()
        scratch.bulk_extend(_quad(triple) for triple in premises)
        inferred: set[ox.Triple] = set()
        plain = tuple(rule for rule in self.rules if not rule.combine)
        due = plain
        while new := _apply(due, scratch):
            inferred |= new
            scratch.extend(_quad(triple) for triple in new)
            changed = frozenset().union(*(self._grown(triple) for triple in new))
            due = tuple(rule for rule in plain if rule.reads & changed)
        return inferred | _apply(tuple(rule for rule in self.rules if rule.combine), scratch)

    def _grown(self, triple: ox.Triple) -> frozenset[str]:
        """Return what a rule must read for this triple to concern it: the classes of a type, else the predicate."""
        if triple.predicate.value != _RDF_TYPE:
            return frozenset({triple.predicate.value})
        name = _value(triple.object)
        return self.above.get(name, frozenset({name}))


def _superclasses(quads_with: QuadsWith) -> dict[str, frozenset[str]]:
    parents: dict[str, set[str]] = {}
    for quad in quads_with(_SUBCLASS):
        parents.setdefault(_value(quad.subject), set()).add(_value(quad.object))
    above = {}
    for name in parents:
        seen, front = {name}, {name}
        while front := {parent for child in front for parent in parents.get(child, ())} - seen:
            seen |= front
        above[name] = frozenset(seen)
    return above


def _value(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _stated(quads_with: QuadsWith, inferred: set[ox.Triple], knowledge: Knowledge) -> set[ox.Triple]:
    """Return which inferred triples the store states already, of predicates that no rule reads."""
    unread = {triple.predicate.value for triple in inferred} - knowledge.reads
    return {
        quad.triple
        for iri in unread
        for quad in quads_with(iri)
        if quad.graph_name != _INFERENCES and quad.triple in inferred
    }


def _apply(rules: tuple[Rule, ...], scratch: ox.Store) -> set[ox.Triple]:
    """Return what one round of these rules says and the scratch store does not."""
    found: set[ox.Triple] = set()
    for rule in rules:
        found.update(triple for triple in set(_construct(rule, scratch)) if _quad(triple) not in scratch)
    return found


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _construct(rule: Rule, scratch: ox.Store) -> ox.QueryTriples:
    try:
        result = scratch.query(rule.query)
    except SyntaxError as error:
        raise OntologyError(
            f"not valid SPARQL: {error}", where=f"rules/{rule.name}.rq", remedy="correct the rule"
        ) from error
    if not isinstance(result, ox.QueryTriples):
        raise OntologyError("not a CONSTRUCT query", where=f"rules/{rule.name}.rq", remedy="a rule constructs triples")
    return result
