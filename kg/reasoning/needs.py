"""What a rule cannot do without, and where it starts, read from its algebra by rdflib.

In: a rule. Out: the predicates that it needs, by which one can tell without running it that it cannot fire; and whether
it could join two documents. The module knows nothing of any store.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, TypeAlias

from kg.errors import OntologyError
from kg.names import DCO
from kg.reasoning.rules import Rule

__all__ = ["can_fire", "live_rules", "refuse_joins"]

Need: TypeAlias = frozenset[str]
"""Predicates of which one must occur."""
Pattern: TypeAlias = tuple[Any, Any, Any]
_STATED_IN = DCO + "statedIn"


def live_rules(rules: Collection[Rule], predicates: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules that can fire on triples with these predicates, or on what such rules conclude."""
    there, live = set(predicates), tuple[Rule, ...]()
    while found := tuple(rule for rule in rules if rule not in live and can_fire(rule, there)):
        live += found
        there.update(*(rule.writes for rule in found))
    return live


def can_fire(rule: Rule, predicates: Collection[str]) -> bool:
    """Tell whether one alternative of a rule finds all that it needs among these predicates."""
    there = frozenset(predicates)
    needs = ([need for _, path, _ in patterns for need in _along(path)] for patterns in _alternatives(rule))
    return any(all(need & there for need in alternative) for alternative in needs)


def refuse_joins(rules: Collection[Rule]) -> None:
    """Raise ``OntologyError`` for a rule that could join what two documents say of nodes of their own.

    A rule starts at the nodes that no premise leads to. Where there are several, they are in one document only if they
    are stated in the same statement.
    """
    for rule in rules:
        for patterns in _alternatives(rule):
            starts = _starts(patterns)
            if len(starts) > 1:
                raise OntologyError(
                    f"starts at {' and '.join(starts)}, which may be in two documents",
                    where=f"rules/{rule.name}.rq",
                    remedy="let one lead to the other, or both be dco:statedIn the same statement",
                )


@lru_cache(maxsize=64)
def _alternatives(rule: Rule) -> tuple[tuple[Pattern, ...], ...]:
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    return tuple(tuple(found) for found in _gather(translateQuery(parseQuery(rule.query)).algebra.p))


def _gather(part: Any) -> list[list[Pattern]]:
    """Return the alternative premises of a piece of algebra; what is optional or must not be is none."""
    if part.name == "BGP":
        return [list(part.triples)]
    if part.name == "Union":
        return _gather(part.p1) + _gather(part.p2)
    if part.name == "Join":
        return [[*one, *other] for one in _gather(part.p1) for other in _gather(part.p2)]
    if part.name in ("LeftJoin", "Minus"):
        return _gather(part.p1)
    return _gather(part.p) if "p" in part else [[]]


def _along(path: Any) -> list[Need]:
    """Return what a path needs, where it is not a variable."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, URIRef):
        return [frozenset({str(path)})]
    if isinstance(path, SequencePath):
        return [need for part in path.args for need in _along(part)]
    if isinstance(path, AlternativePath):
        parts = [_along(part) for part in path.args]
        return [frozenset().union(*(need for part in parts for need in part))] if all(parts) else []
    if isinstance(path, InvPath):
        return _along(path.arg)
    if isinstance(path, MulPath) and path.mod == "+":
        return _along(path.path)
    return []


def _starts(patterns: Collection[Pattern]) -> list[str]:
    """Return the nodes that no premise leads to, one of those that are stated in the same statement."""
    from rdflib import Variable
    from rdflib.paths import InvPath

    ways = [(end, start) if isinstance(path, InvPath) else (start, end) for start, path, end in patterns]
    ends = {end for start, end in ways if end != start}
    homes = {start: end for start, path, end in patterns if str(path) == _STATED_IN}
    groups: dict[Any, Any] = {}
    for start, _ in ways:
        if isinstance(start, Variable) and start not in ends:
            groups.setdefault(homes.get(start, start), start)
    return sorted(f"?{start}" for start in groups.values())
