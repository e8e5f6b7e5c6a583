from __future__ import annotations

from datetime import date

import pytest

from kg.errors import QueryError
from kg.names import GRAPH_INFERENCES
from kg.query import Result, catalogue, find_query, read_query, resolve, run
from kg.store import GraphStore
from tests.sample_record import AUSTRALIA, ITALY, KOREA

TARGETS = """#+ summary: targets
#+ param: state iri State "a state"
#+ param: strength integer "a strength"
#+ param: trigger string "a trigger"
#+ param: day date "a day"
SELECT ?trigger ?state WHERE {
  VALUES ?state { UNDEF }
  VALUES ?strength { UNDEF }
  VALUES ?trigger { UNDEF }
  VALUES ?day { UNDEF }
  ?act dco:target ?state ; dco:strength ?strength ; dco:trigger ?trigger ; dco:statedIn/dcterms:date ?day .
} ORDER BY ?trigger"""


def test_rows_are_dictionaries_of_python_values(store: GraphStore) -> None:
    result = run(store, "condemnations")
    assert result.columns == ("date", "by", "condemned", "strength", "intensifier", "topic", "quote")
    assert result.rows[0]["date"] == date(2021, 3, 4)
    assert result.rows[0]["strength"] == 5
    assert result.rows[0]["condemned"] == KOREA
    assert [row["by"] for row in result] == [AUSTRALIA, ITALY]


def test_what_is_unbound_is_none(store: GraphStore) -> None:
    assert run(store, "SELECT ?x { OPTIONAL { ?x a dco:Nothing } }").rows == [{"x": None}]


def test_ask_and_construct_have_their_own_results(store: GraphStore) -> None:
    assert run(store, "ASK { ?s a dco:Exercise }").boolean is True
    found = run(store, "CONSTRUCT { ?s a dco:Found } { ?s a dco:Exercise ; dco:statedIn ?statement }")
    assert found.triples is not None
    assert len(found) == 1
    assert Result(boolean=False).rows == []


@pytest.mark.parametrize("words", ["PRK", "prk", "North Korea", "north  korea", "dcr:state/PRK", KOREA, f"<{KOREA}>"])
def test_a_state_is_named_by_code_name_or_iri(store: GraphStore, words: str) -> None:
    rows = run(store, "positions-towards", {"state": words}).rows
    assert {row["position"].rpartition("/")[2] for row in rows} == {"condemn"}


@pytest.mark.parametrize(
    ("values", "triggers"),
    [
        ({}, ["condemned", "expressed gratitude", "hoped"]),
        ({"state": "Australia"}, ["expressed gratitude"]),
        ({"strength": 5}, ["condemned"]),
        ({"strength": "3"}, ["expressed gratitude"]),
        ({"trigger": "condemned"}, ["condemned"]),
        ({"day": date(2021, 3, 4), "state": "PRK"}, ["condemned"]),
        ({"day": "2021-03-05"}, []),
    ],
)
def test_parameters_are_terms_of_their_type(store: GraphStore, values: dict[str, object], triggers: list[str]) -> None:
    assert [row["trigger"] for row in run(store, TARGETS, values)] == triggers


@pytest.mark.parametrize("words", ['" } DROP ALL { "', "'", "\\", "a\nb", '"""', "\\u0022", "} UNION { ?a ?b ?c"])
def test_no_string_breaks_out_of_its_term(store: GraphStore, words: str) -> None:
    text = '#+ param: words string "words"\nSELECT ?words { VALUES ?words { "default" } }'
    assert run(store, text, {"words": words}).rows == [{"words": words}]


def test_a_default_is_used_where_no_value_is_given(store: GraphStore) -> None:
    text = '#+ param: words string "words"\nSELECT ?words { VALUES ?words { "default" } }'
    assert run(store, text).rows == [{"words": "default"}]
    assert read_query(text).parameters[0].default == '"default"'


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"stat": "JPN"}, "no parameter 'stat'; did you mean state?"),
        ({"zzz": "JPN"}, "it takes state, strength"),
        ({"state": "Nort Korea"}, "no state named 'Nort Korea'; did you mean North Korea"),
        ({"state": "dcr:state/XXX"}, "no state named 'dcr:state/XXX'"),
        ({"state": "http://a b"}, "is no IRI"),
        ({"strength": "high"}, "'high' is not a whole number"),
        ({"day": "2021-02-30"}, "'2021-02-30' is not a day"),
    ],
)
def test_a_wrong_value_is_named_with_a_remedy(store: GraphStore, values: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(store, TARGETS, values)
    assert message in str(caught.value)


def test_a_query_without_parameters_says_so(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="takes no parameters"):
        run(store, "ASK {}", {"state": "JPN"})


def test_the_class_of_a_parameter_decides_between_names(store: GraphStore) -> None:
    assert resolve(store, "Italy", "State") == ITALY
    assert resolve(store, "Minister Bianchi", "Person").endswith("/person/anna-bianchi")


def test_an_unknown_query_suggests_near_names(store: GraphStore) -> None:
    with pytest.raises(QueryError, match=r"no query named 'comitments'; did you mean commitments"):
        run(store, "comitments")


def test_malformed_sparql_is_named_with_line_and_column(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="not valid SPARQL at line 2, column 9"):
        run(store, "SELECT * {\n ?s ?p }")


def test_an_update_is_refused_and_changes_nothing(store: GraphStore) -> None:
    before = store.count()
    with pytest.raises(QueryError, match="would change the store"):
        run(store, "DELETE WHERE { ?s ?p ?o }")
    assert store.count() == before


def test_a_function_that_the_engine_does_not_have_is_a_query_error(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="cannot be answered"):
        run(store, "SELECT ?x { BIND(<http://example.org/f>(1) AS ?x) }")


@pytest.mark.parametrize("clause", ["FROM <file:///etc/hostname>", "FROM NAMED <file:///etc/hostname>"])
def test_from_names_a_graph_and_reads_no_file(store: GraphStore, clause: str) -> None:
    assert run(store, f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}").rows == []


def test_from_asks_one_graph_alone(store: GraphStore) -> None:
    text = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    graph = f"FROM <{GRAPH_INFERENCES}>"
    assert run(store, text.format(graph)).rows[0]["n"] == store.graphs()[GRAPH_INFERENCES]
    assert run(store, text.format("")).rows[0]["n"] > store.graphs()[GRAPH_INFERENCES]


def test_a_limit_on_rows_ends_a_large_answer(store: GraphStore) -> None:
    with pytest.raises(QueryError, match="more than 10 results"):
        run(store, "SELECT * { ?s ?p ?o }", max_rows=10)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ('#+ param: state iri State "a state"', "give the parameter a default"),
        ('#+ param: s number "n"', "not a parameter"),
        ("#+ param: s iri State", "not a parameter"),
    ],
)
def test_a_broken_header_is_refused(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_query(f"{header}\nASK {{ ?s ?p ?o }}", "broken")


def test_a_query_is_found_by_its_file_name() -> None:
    assert find_query("meetings") is catalogue()["meetings"]
