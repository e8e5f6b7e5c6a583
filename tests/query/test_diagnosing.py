"""What is wrong with a query is said at its place, with a way to mend it."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.query import catalogue, run
from kg.query.diagnosing import malformed
from kg.store import GraphStore


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("# nothing\n", r"line 1, column 1: there is no query; see: kg query --list"),
        ("SELECT * {", r"column 10: this { is never closed; add }"),
        ("SELECT * { ?s a ?o FILTER(?o = 1 }", r"column 34: this } closes another bracket"),
        ("SELECT * { ?s a ?o } }", r"column 22: nothing was opened that this } could close"),
        (
            "SELECT * {\n ?s a unheard:Of }",
            r"line 2, column 7: .* prefix unheard: .*PREFIX unheard:",
        ),
        ("SELECT * { ?s a skso:Concept }", r"column 17: .* prefix skso: .*did you mean skos:\?"),
        ("SELECT * { ?s a my-own.words:Of }", r"column 17: .* prefix my-own.words: "),
        ("SELCT * { ?s a ?o }", r"column 1: 'SELCT' is no word of SPARQL; did you mean SELECT\?"),
        ("SELECT who { ?who a ?o }", r"column 8: 'who' is no word of SPARQL; a variable is written \?who"),
        ('SELECT * { ?s a ?o FILTER(CONTAIN(?o, "x")) }', r"column 27: 'CONTAIN' .*did you mean CONTAINS\?"),
        ("SELECT ?s, ?o { ?s a ?o }", r"column 10: a comma between what is selected; leave it out"),
        ("SELECT COUNT(?s) { ?s a ?o }", r"column 8: COUNT has no name; write \(COUNT\(…\) AS \?name\)"),
        ("SELECT ?o (COUNT(*) AS ?n) { ?s a ?z }", r"neither grouped nor within an aggregate"),
        ("SELECT * { ?s a ?o } GROUP BY ?s", r"SELECT \* cannot stand with GROUP BY"),
        ("SELECT * { ?s a <http://a b> }", r"column 17: <http://a b> is no IRI; percent-encode"),
        ("SELECT * { ?s ?p }", r"column \d+: it cannot be read on from about here"),
    ],
)
def test_a_slip_is_told_with_its_place_and_a_remedy(query: str, told: str) -> None:
    with GraphStore.memory() as store, pytest.raises(QueryError, match=told) as caught:
        run(store, query)
    assert "\n" not in str(caught.value)


def test_no_word_of_a_query_that_is_right_is_taken_for_a_slip() -> None:
    """What is right and ends too early is told as just that."""
    for query in catalogue().values():
        told = str(malformed(SyntaxError("error at 9:9: expected more"), query.sparql))
        assert told.startswith("not valid SPARQL at line 9, column 9: it cannot be read on"), query.name


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX my-own.words: <urn:a:> PREFIX : <urn:b:> ASK { _:b my-own.words:c.d :e ; :f 'x'@en-gb, 1e5, 1.5E-3 }",
        "SELECT (COUNT(*) AS ?n) (GROUP_CONCAT(?s; separator=',') AS ?all) FROM <urn:g> { ?s a ?o } HAVING(?n > 1)",
        "ASK { { SELECT ?s (IF(?n IN (1, 2), ?n, 3) AS ?m) { BIND(STRLEN(?s) AS ?n) } } FILTER NOT EXISTS { ?s a 2 } }",
    ],
)
def test_names_tags_and_numbers_are_no_slips(query: str) -> None:
    assert "cannot be read on" in str(malformed(SyntaxError("error at 1:1: expected more"), query))
