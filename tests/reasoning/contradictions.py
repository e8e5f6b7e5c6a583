"""``python -m tests.reasoning.contradictions``: who catches which planted contradiction, as docs/contradictions.md.

HermiT and the shapes are what ``kg check`` runs, and test_consistency holds them to this table; owlrl's rules of OWL RL
are run here for comparison, on the same axioms and the same small statement.
"""

from __future__ import annotations

from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import rdflib

from kg.resources import ontology_dir
from tests.reasoning.planted import PLANTED
from tests.reasoning.test_consistency import PROLOGUE, STATEMENT

TARGET = Path(__file__).parents[2] / "docs" / "contradictions.md"
HEAD = """# Planted contradictions

{count} kinds of contradiction, each planted alone into one small statement, and who refuses it. `kg check` runs
HermiT, for what cannot be true, and the shapes, for what must not be missing. owlrl stands beside them for comparison;
`kg check` tells HermiT that names are unique, which nobody tells owlrl. Made by
`python -m tests.reasoning.contradictions`; the tests hold HermiT and the shapes to it.

| planted | HermiT | shapes | owlrl |
| --- | --- | --- | --- |
"""


def table(caught: dict[str, bool]) -> str:
    """Return the page, given which contradictions owlrl catches."""
    lines = [HEAD.format(count=len(PLANTED))]
    for name, planted in PLANTED.items():
        shape = f"`{planted.shape}`" if planted.shape else ""
        lines.append(f"| {name} | {'yes' if planted.owl else ''} | {shape} | {'yes' if caught[name] else ''} |\n")
    owl, shapes = sum(p.owl for p in PLANTED.values()), sum(p.shape is not None for p in PLANTED.values())
    lines.append(f"| **caught of {len(PLANTED)}** | {owl} | {shapes} | {sum(caught.values())} |\n")
    return "".join(lines)


def caught_by_owlrl(turtle: str) -> bool:
    """Tell whether OWL RL finds the statement with this addition inconsistent."""
    graph = rdflib.Graph()
    for path in [*sorted((ontology_dir() / "modules").glob("*.ttl")), ontology_dir() / "axioms.owl", STATEMENT]:
        graph.parse(path, format="turtle")
    graph.parse(data=PROLOGUE + turtle, format="turtle")
    closure = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    closure.closure()
    return bool(closure.error_messages)


def main() -> None:
    """Write the page."""
    if caught_by_owlrl(""):
        raise SystemExit("owlrl finds the statement inconsistent as it is")
    TARGET.write_text(table({name: caught_by_owlrl(p.turtle) for name, p in PLANTED.items()}), encoding="utf-8")


if __name__ == "__main__":
    main()
