"""Inference rules taken apart: what each concludes, and the triple patterns that it asks for.

In: the rules of ``ontology/rules`` as ``kg.reasoning.rules`` loads them. Out: for a triple, the ways in which a rule
may conclude it, each with the triples that matched, property paths spelled out step by step. The module knows nothing
of what any rule says. rdflib reads the queries; the store answers them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.reasoning.rules import Rule, load_rules
from kg.store import QuadStore, select

__all__ = ["Derivation", "derivations"]

Term: TypeAlias = ox.NamedNode | ox.Literal
Triple: TypeAlias = tuple[Term, ox.NamedNode, Term]
Variables: TypeAlias = Mapping[str, Term]
_BODY = re.compile(r"WHERE\s*\{(.*)\}\s*$", re.DOTALL)
_PREFIXES = re.compile(r"^\s*PREFIX.*$", re.MULTILINE | re.IGNORECASE)
_MOST = 200


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way to conclude a triple: the rule and the premises, in the order in which the rule names them.

    A rule that counts has none: its summary says what it counts.
    """

    rule: Rule
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A rule as rdflib reads it: conclusions, alternative lists of premises, and variables that BIND computes."""

    rule: Rule
    conclusions: tuple[tuple[Any, Any, Any], ...]
    alternatives: tuple[tuple[tuple[Any, Any, Any], ...], ...]
    computed: frozenset[str]


def derivations(store: QuadStore, triple: Triple) -> Iterator[Derivation]:
    """Yield the ways in which the rules conclude a triple from what the store says, each once, in a stable order."""
    for pattern in _patterns(load_rules()):
        seen: set[tuple[Triple, ...]] = set()
        for conclusion in pattern.conclusions:
            bound = _unify(conclusion, triple)
            if bound is None:
                continue
            if pattern.rule.combine:
                if not seen and _names_rule(store, triple[0], pattern.rule):
                    seen.add(())
                    yield Derivation(pattern.rule, ())
                continue
            for solution in _solve(store, pattern, bound):
                premises = _match(store, pattern, solution)
                if premises and premises not in seen:
                    seen.add(premises)
                    yield Derivation(pattern.rule, premises)


def _names_rule(store: QuadStore, node: Term, rule: Rule) -> bool:
    return bool(store.query(f"ASK {{ {node} dco:rule|dco:inferredBy {ox.Literal(rule.name)} }}"))


@lru_cache(maxsize=2)
def _patterns(rules: tuple[Rule, ...]) -> tuple[_Pattern, ...]:
    return tuple(_read(rule) for rule in rules)


def _read(rule: Rule) -> _Pattern:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    algebra = translateQuery(parseQuery(rule.query)).algebra
    computed: set[str] = set()
    alternatives = tuple(tuple(found) for found in _gather(algebra.p, computed))
    words = re.findall(r"\w+", rule.query.partition("WHERE")[2])
    ordered = tuple(tuple(sorted(found, key=lambda triple: _position(triple, words))) for found in alternatives)
    return _Pattern(rule, tuple(sorted(algebra.template)), ordered, frozenset(computed))


def _position(triple: tuple[Any, Any, Any], words: list[str]) -> tuple[int, str]:
    """Return where a rule's text first names the object of a triple pattern."""
    name = re.split(r"\W", str(triple[2]))[-1]
    return words.index(name) if name in words else len(words), str(triple)


def _gather(part: Any, computed: set[str]) -> list[list[Any]]:
    """Return the alternative lists of triple patterns of a piece of algebra; note what BIND computes."""
    if part.name == "BGP":
        return [list(part.triples)]
    if part.name == "Union":
        return _gather(part.p1, computed) + _gather(part.p2, computed)
    if part.name in ("Join", "LeftJoin"):
        return [[*a, *b] for a in _gather(part.p1, computed) for b in _gather(part.p2, computed)]
    if part.name == "Extend":
        computed.add(str(part.var))
    return _gather(part.p, computed) if part.p else [[]]  # a table of values has no pattern


def _unify(conclusion: tuple[Any, Any, Any], triple: Triple) -> dict[str, Term] | None:
    """Return what the conclusion's variables stand for if it is this triple, else None."""
    import rdflib

    bound: dict[str, Term] = {}
    for part, term in zip(conclusion, triple, strict=True):
        if isinstance(part, rdflib.Variable):
            if bound.setdefault(str(part), term) != term:
                return None
        elif _term(part) != term:
            return None
    return bound


def _term(part: Any) -> Term:
    """Return one of rdflib's terms as the store's."""
    import rdflib

    if isinstance(part, rdflib.Literal):
        if part.language:
            return ox.Literal(str(part), language=part.language)
        return ox.Literal(str(part), datatype=ox.NamedNode(str(part.datatype))) if part.datatype else ox.Literal(part)
    return ox.NamedNode(str(part))


def _solve(store: QuadStore, pattern: _Pattern, bound: Variables) -> Iterator[Variables]:
    """Yield what the rule's variables stand for where its WHERE holds of these values."""
    match = _BODY.search(pattern.rule.query)
    body = match[1] if match else ""
    given = {name: term for name, term in bound.items() if name not in pattern.computed}
    names, values = " ".join(f"?{name}" for name in given), " ".join(str(term) for term in given.values())
    filters = " ".join(f"FILTER(?{name} = {term})" for name, term in bound.items() if name in pattern.computed)
    prefixes = "\n".join(_PREFIXES.findall(pattern.rule.query))
    found = select(store, f"{prefixes}\nSELECT * WHERE {{ VALUES ({names}) {{ ({values}) }} {body} {filters} }}")
    rows = [{name: row[name] for name in found.names if row[name] is not None} for row in found]
    yield from sorted(rows, key=lambda row: [str(row.get(name)) for name in sorted(found.names)])[:_MOST]


def _match(store: QuadStore, pattern: _Pattern, solution: Variables) -> tuple[Triple, ...]:
    """Return the triples that a solution rests on, from the first alternative that holds of it."""
    for alternative in pattern.alternatives:
        found: list[Triple] = []
        for subject, path, value in alternative:
            chain = _chain(store, _value(subject, solution), path, _value(value, solution))
            if chain is None:
                break
            found += [triple for triple in chain if triple not in found]
        else:
            return tuple(found)
    return ()


def _value(part: Any, solution: Variables) -> Term | None:
    import rdflib

    return solution.get(str(part)) if isinstance(part, rdflib.Variable) else _term(part)


def _chain(store: QuadStore, subject: Term | None, path: Any, value: Term | None) -> list[Triple] | None:
    """Return the triples along a path between two nodes, shortest first found, or None."""
    if subject is None or value is None:
        return None
    for end, triples in _walk(store, subject, path):
        if end == value:
            return triples
    return None


def _walk(store: QuadStore, start: Term, path: Any) -> Iterator[tuple[Term, list[Triple]]]:
    """Yield where a path leads from a node, nearest first, with the triples on the way."""
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, SequencePath):
        yield from _walk_sequence(store, start, path.args)
    elif isinstance(path, AlternativePath):
        for part in path.args:
            yield from _walk(store, start, part)
    elif isinstance(path, MulPath):
        yield from _walk_repeated(store, start, path)
    elif isinstance(path, InvPath):
        for node, triple in _step(store, start, _node(path.arg), back=True):
            yield node, [triple]
    else:
        for node, triple in _step(store, start, _node(path)):
            yield node, [triple]


def _walk_sequence(store: QuadStore, start: Term, parts: Iterable[Any]) -> Iterator[tuple[Term, list[Triple]]]:
    first, *rest = parts
    for middle, triples in _walk(store, start, first):
        if not rest:
            yield middle, triples
            continue
        for end, more in _walk_sequence(store, middle, rest):
            yield end, triples + more


def _walk_repeated(store: QuadStore, start: Term, path: Any) -> Iterator[tuple[Term, list[Triple]]]:
    seen = {start}
    ahead: list[tuple[Term, list[Triple]]] = [(start, [])]
    if path.mod in ("*", "?"):
        yield start, []
    for node, triples in ahead:
        for end, more in _walk(store, node, path.path):
            if end in seen:
                continue
            seen.add(end)
            yield end, triples + more
            if path.mod != "?":
                ahead.append((end, triples + more))


def _node(part: Any) -> ox.NamedNode:
    return ox.NamedNode(str(part))


def _step(store: QuadStore, start: Term, predicate: ox.NamedNode, *, back: bool = False) -> list[tuple[Term, Triple]]:
    """Return the neighbours of a node along one predicate, in a stable order."""
    if isinstance(start, ox.Literal) and not back:
        return []
    ask = f"SELECT ?end {{ ?end {predicate} {start} }}" if back else f"SELECT ?end {{ {start} {predicate} ?end }}"
    ends = sorted({row["end"] for row in select(store, ask)}, key=str)
    if back:
        return [(end, (end, predicate, start)) for end in ends]
    return [(end, (start, predicate, end)) for end in ends]
