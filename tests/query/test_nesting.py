"""Subqueries that only project, written as their patterns where an individual is given."""

from __future__ import annotations

import pytest

from kg.query import catalogue, run
from kg.query.catalogue import find_blocks
from kg.query.naming import resolve
from kg.query.nesting import unnest
from kg.store import GraphStore

GIVEN = {"Concept": "piracy", "Organization": "NATO", "State": "Finland", "Agent": "Finland"}
OF_ONE = [
    (name, parameter.name, GIVEN[parameter.kind])
    for name, query in catalogue().items()
    for parameter in query.parameters
    if parameter.kind in GIVEN
]


def test_some_questions_of_one_are_written_for_look_ups() -> None:
    changed = {name for name, given, _ in OF_ONE if unnest(catalogue()[name].sparql, given) != catalogue()[name].sparql}
    assert {"commitments", "open-commitments", "state-issues"} <= changed
    assert "meetings-kept" not in changed  # it only filters by what is given


@pytest.mark.parametrize(("name", "given", "words"), OF_ONE)
def test_what_is_asked_of_one_has_the_rows_of_the_query_as_it_stands(
    across_store: GraphStore, name: str, given: str, words: str
) -> None:
    query = catalogue()[name]
    text = query.sparql
    kind = next(parameter.kind for parameter in query.parameters if parameter.name == given)
    for start, end in reversed(find_blocks(text, given)):
        text = f"{text[:start]} <{resolve(across_store, words, kind)}> {text[end:]}"
    assert list(run(across_store, query.sparql, {given: words}).rows) == list(run(across_store, text).rows)


@pytest.mark.parametrize(
    "kept",
    [
        "SELECT ?a { { SELECT DISTINCT ?a WHERE { ?a ?p ?b } } }",
        "SELECT ?a { { SELECT ?a WHERE { ?a ?p ?b } LIMIT 1 } }",
        "SELECT ?a { { SELECT (?b AS ?a) WHERE { ?b ?p 1 } } }",
        "SELECT ?a { { SELECT ?a WHERE { ?a ?p ?b } } ?b ?q 1 }",
        "SELECT * { { SELECT ?a WHERE { ?a ?p ?b } } }",
        'SELECT ?a { ?a ?p "{ SELECT ?a WHERE { ?a ?p 1 } }" }',
        "SELECT ?b { VALUES ?a { 1 } { SELECT ?b WHERE { ?b ?p 1 } } FILTER (?a = ?b) }",
    ],
)
def test_a_subquery_that_does_more_stays(kept: str) -> None:
    assert unnest(kept, "a") == kept


def test_subqueries_within_each_other_go_together() -> None:
    text = "SELECT ?a { { SELECT ?a ?b WHERE { ?a ?p ?b OPTIONAL { SELECT ?b ?c WHERE { ?b ?q ?c } } } } }"
    assert unnest(text, "a") == "SELECT ?a { { ?a ?p ?b OPTIONAL { ?b ?q ?c } } }"
