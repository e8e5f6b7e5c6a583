from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, PREFIXES, document_graph
from kg.query import CatalogueQuery, catalogue, render, run
from kg.store import GraphStore, Source
from tests.query.expectations import ACROSS, ON_REFERENCE_DATA, answer, expected, expected_files
from tests.sample_record import SAMPLE_IRI

HERE = Path(__file__).parent
QUERIES = catalogue()
VERIFY = {name: query for name, query in QUERIES.items() if query.verify}
QUESTIONS = {name: query for name, query in QUERIES.items() if not query.verify and name not in ACROSS}
PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
EMPTY_ON_SAMPLE = {
    "equipment-sources",
    "instrument-statuses",
    "place-issues",
    "planned-meetings",
}  # the sample statement has no such thing


def test_every_competency_question_has_one_query() -> None:
    assert sorted(query.question for query in QUERIES.values() if query.question) == list(range(1, 51))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_says_what_it_answers_and_orders_its_rows(query: CatalogueQuery) -> None:
    assert query.summary
    assert len(query.summary) < 100
    assert re.search(r"\bORDER BY\b", query.sparql)
    assert query.name.startswith("verify-") == bool(query.verify)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_is_valid_sparql_without_our_prefixes(query: CatalogueQuery) -> None:
    from pyoxigraph import Store

    Store().query(query.sparql)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_query_runs_without_arguments_and_answers_the_same_twice(store: GraphStore, name: str) -> None:
    first = render(run(store, name), "csv")
    assert first == render(run(store, name), "csv")
    assert bool(run(store, name)) == (name not in EMPTY_ON_SAMPLE)


@pytest.mark.parametrize("name", [path.stem for path in expected_files("sample")])
def test_a_query_finds_the_expected_rows_in_the_sample(store: GraphStore, name: str) -> None:
    assert answer(store, name) == expected("sample", name)


@pytest.mark.parametrize("name", [path.stem for path in expected_files("seed")])
def test_a_query_finds_the_expected_rows_in_the_seed(seed_store: GraphStore, name: str) -> None:
    assert answer(seed_store, name) == expected("seed", name)


def test_every_query_on_statements_has_expected_rows_in_the_sample() -> None:
    assert {path.stem for path in expected_files("sample")} == set(QUESTIONS) - ON_REFERENCE_DATA


@pytest.mark.parametrize("name", VERIFY)
def test_a_verify_query_finds_nothing_in_a_sound_store(store: GraphStore, name: str) -> None:
    assert run(store, name).rows == []


@pytest.mark.parametrize("name", VERIFY)
def test_a_verify_query_finds_what_its_fixture_does_wrong(name: str) -> None:
    data = PROLOGUE + (HERE / "fixtures" / f"{name}.ttl").read_text(encoding="utf-8")
    triples: list[Triple] = [quad.triple for quad in parse(data, format=RdfFormat.TURTLE)]
    with GraphStore.memory() as store:
        if "inferred" in name:
            store.set_graph(GRAPH_INFERENCES, triples)
        else:
            store.replace_document(SAMPLE_IRI, triples, Source("x", ""))  # type: ignore[arg-type]
        assert document_graph(SAMPLE_IRI) != GRAPH_ONTOLOGY
        assert len(run(store, name)) == 1
