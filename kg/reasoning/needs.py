"""What a rule cannot do without, and where it starts.

In: a rule. Out: whether it can fire on triples with some predicates, which one can tell without running it; and whether
it could join two documents. The module knows nothing of any store.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TypeAlias

from kg.errors import OntologyError
from kg.names import DCO
from kg.reasoning.premises import Path, Pattern, read_premises
from kg.reasoning.rules import Rule

__all__ = ["can_fire", "live_rules", "refuse_joins"]

Need: TypeAlias = frozenset[str]
"""Predicates of which one must occur."""
_STATED_IN = Path("name", DCO + "statedIn")


@lru_cache(maxsize=16)
def live_rules(rules: tuple[Rule, ...], predicates: frozenset[str]) -> tuple[Rule, ...]:
    """Return the rules that can fire on triples with these predicates, or on what such rules conclude."""
    there, live = set(predicates), tuple[Rule, ...]()
    while found := tuple(rule for rule in rules if rule not in live and can_fire(rule, there)):
        live += found
        there.update(*(rule.writes for rule in found))
    return live


def can_fire(rule: Rule, predicates: Collection[str]) -> bool:
    """Tell whether one alternative of a rule finds all that it needs among these predicates."""
    there = frozenset(predicates)
    needs = ([need for pattern in patterns for need in _along(pattern.path)] for patterns in _alternatives(rule))
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


def _alternatives(rule: Rule) -> tuple[tuple[Pattern, ...], ...]:
    try:
        return read_premises(rule.query)
    except OntologyError as error:
        raise OntologyError(error.problem, where=f"rules/{rule.name}.rq", remedy=error.remedy) from error


def _along(path: Path) -> list[Need]:
    """Return what a path needs, where it is not a variable."""
    if path.kind == "name":
        return [] if path.name.startswith("?") else [frozenset({path.name})]
    if path.kind in ("?", "*"):
        return []
    parts = [_along(part) for part in path.parts]
    if path.kind == "|":
        return [frozenset().union(*(need for part in parts for need in part))] if all(parts) else []
    return [need for part in parts for need in part]


def _starts(patterns: Collection[Pattern]) -> list[str]:
    """Return the nodes that no premise leads to, one of those that are stated in the same statement."""
    ways = [(p.end, p.start) if p.path.kind == "^" else (p.start, p.end) for p in patterns]
    ends = {end for start, end in ways if end != start}
    homes = {pattern.start: pattern.end for pattern in patterns if pattern.path == _STATED_IN}
    groups: dict[str, str] = {}
    for start, _ in ways:
        if start.startswith("?") and start not in ends:
            groups.setdefault(homes.get(start, start), start)
    return sorted(groups.values())
