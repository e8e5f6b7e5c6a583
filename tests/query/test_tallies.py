"""The queries that read tallies find what the same questions find when they read every act."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.query import render, run
from kg.store import GraphStore

PLACE = Path(__file__).parent / "fixtures" / "unsummarised"
NAMES = sorted(path.stem for path in PLACE.glob("*.rq"))
NARROWED: list[tuple[str, Mapping[str, object]]] = [
    ("topics", {"by": "Japan"}),
    ("state-issues", {"by": "Japan"}),
    ("state-issues", {"issue": "piracy"}),
    ("acts-by-year", {"by": "Japan"}),
    ("issues-first-raised", {"by": "Japan"}),
    ("positions-mixed", {"by": "Japan"}),
    ("co-mentions", {"entity": "Japan"}),
]


def rows(store: GraphStore, query: str, parameters: Mapping[str, object]) -> list[str]:
    return sorted(render(run(store, query, parameters), "csv").splitlines()[1:])


def check(store: GraphStore, name: str, parameters: Mapping[str, object]) -> int:
    text = (PLACE / f"{name}.rq").read_text(encoding="utf-8")
    found = rows(store, name, parameters)
    assert found == rows(store, text, parameters)
    return len(found)


@pytest.mark.parametrize("name", NAMES)
def test_tallies_answer_as_the_acts_do(
    store: GraphStore, seed_store: GraphStore, across_store: GraphStore, name: str
) -> None:
    assert sum(check(each, name, {}) for each in (store, seed_store, across_store)) > 0


@pytest.mark.parametrize(("name", "parameters"), NARROWED)
def test_tallies_answer_narrowed_questions_as_the_acts_do(
    seed_store: GraphStore, across_store: GraphStore, name: str, parameters: Mapping[str, object]
) -> None:
    for each in (seed_store, across_store):
        check(each, name, parameters)


def test_each_query_over_tallies_has_its_counterpart() -> None:
    from kg.query import catalogue

    assert {query.name for query in catalogue().values() if "dco:tallied" in query.sparql} <= set(NAMES)
