from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import QueryError
from kg.query import screen
from kg.query.lexing import read_tokens
from kg.query.screening import MAX_DEPTH, MAX_LENGTH, MAX_TOKENS

SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { service silent ?x { ?s ?p ?o } }",
    "SELECT * {SERVICE#c\n<http://127.0.0.1:1/>{}}",
    "PREFIX x: <http://127.0.0.1:1/> SELECT * {SERVICEx:y {}}",
    "SELECT * {?s ?p 1SERVICE <http://127.0.0.1:1/> {}}",
    "SELECT * {?s ?p 1.SERVICE <http://127.0.0.1:1/> {}}",
    "SELECT * {?s ?p trueSERVICE <http://127.0.0.1:1/> {}}",
    "SELECT * {?s ?p 'a'@enSERVICE <http://127.0.0.1:1/> {}}",
    "SELECT * {?s ?p 'a'^^<http://x/>SERVICE <http://127.0.0.1:1/> {}}",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> {} } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:1/> {} } } }",
    "# comment '\nSELECT * { SERVICE <http://127.0.0.1:1/> {} } # '",
    "SELECT * { ?s <http://a/'b> ?o . SERVICE <http://127.0.0.1:1/> {} FILTER(?o = 'x') }",
    "SELECT * { ?s <http://a/#b> ?o . SERVICE <http://127.0.0.1:1/> {} }",
    "SELECT * { ?s ?p '''it's''' . SERVICE <http://127.0.0.1:1/> {} FILTER(?o = '') }",
    "PREFIX x: <http://x/> SELECT * { ?s x:it\\'s ?o . SERVICE <http://127.0.0.1:1/> {} FILTER(?o = ' ') }",
    "PREFIX x: <http://x/> SELECT * { ?s x:a\\#b ?o . SERVICE <http://127.0.0.1:1/> {} }",
]
HIDDEN = [
    "SELECT * { FILTER(1<'x>') SERVICE <http://127.0.0.1:1/> {} FILTER(1<'y>'  ) }",
    "SELECT * { FILTER(?a<?b#>'\n) SERVICE <http://127.0.0.1:1/> {} FILTER(1=1) #'\n }",
    "SELECT * { ?s ?p <urn:x#> . SERVICE <http://127.0.0.1:1/> {} }",
    "SELECT * { FILTER(EXISTS { ?s <#p> ?o } && ?a <#b>'\n) SERVICE <http://127.0.0.1:1/> {} #'\n }",
    "SELECT * { ?s <#it's> ?o . SERVICE <http://127.0.0.1:1/> {} FILTER(?o = 'x') }",
    "SELECT * { ?s ?p <http://a/\\u0041#> . SERVICE <http://127.0.0.1:1/> {} }",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> {} }",
]
HARMLESS = [
    "SELECT * { ?s a dco:ArmedService }",
    "SELECT * { ?s rdfs:label ?l . FILTER(CONTAINS(?l, 'service')) }",
    "SELECT ?service { ?service ?p <http://example.org/service#x> } # SERVICE",
    'SELECT * { ?s ?p """SERVICE <http://x> {} " \'""" }',
    "SELECT * { FILTER(1<2 && 3>2) FILTER(?a < ?b) FILTER(?a<?b) }",
    "SELECT * { ?s ?p dcr:state\\/JPN ; ^dco:topic? ?t , -1 , !true }",
    "BASE <http://x/> PREFIX y.z: <y#> SELECT * { <#a> <#it's> y.z: FILTER(EXISTS { ?a <b#c> [ <#d> ?e ] }) }",
    "PREFIX insert: <http://x/> SELECT * { ?s insert:delete 'DROP' }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_service_is_refused_wherever_the_engine_would_read_it(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE would call another machine"):
        screen(text)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_would_hide_service_from_one_reading_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"SERVICE would|no absolute IRI|escape stands outside|is not closed"):
        screen(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_service_in_names_and_strings_is_harmless(text: str) -> None:
    assert screen(text)


@pytest.mark.parametrize("verb", ["INSERT DATA { }", "delete where { }", "DROP ALL", "LOAD <http://x/>", "CLEAR ALL"])
def test_updates_are_refused(verb: str) -> None:
    with pytest.raises(QueryError, match="would change the store; queries only read"):
        screen(f"PREFIX x: <http://x/> {verb}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 200 + "}" * 200,
        "ASK { FILTER(" + "(" * 200 + "1" + ")" * 200 + ") }",
        "ASK { FILTER(" + "!" * 200 + "true) }",
        "ASK { FILTER(" + "- " * 200 + "1 > 0) }",
        "ASK { ?s " + "^" * 200 + "<http://x/> ?o }",
        "ASK { BIND(" + "<<( " * 200 + " AS ?x) }",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=f"nested more than {MAX_DEPTH} deep"):
        screen(text)


def test_brackets_inside_strings_do_not_count() -> None:
    assert screen(f"ASK {{ FILTER('{'(' * 500}' = '') }}")


def test_long_queries_are_refused() -> None:
    with pytest.raises(QueryError, match=f"at most {MAX_LENGTH} are read"):
        screen("ASK {} #" + "x" * MAX_LENGTH)
    with pytest.raises(QueryError, match=f"at most {MAX_TOKENS} are read"):
        screen("ASK { FILTER(1" + "+1" * (MAX_TOKENS // 2) + " > 0) }")


def test_the_longest_chains_that_pass_do_not_end_the_engine() -> None:
    count = MAX_TOKENS // 2 - 10
    code = f"""
from kg.query import run
from kg.store import GraphStore
store = GraphStore.memory()
for text in ("ASK {{ FILTER(1" + "+1" * {count} + " > 0) }}", "ASK {{" + "MINUS{{}}" * {count * 2 // 3 - 10} + "}}"):
    run(store, text)
for mark in "([{{":
    try:
        run(store, "ASK {{ FILTER(" + mark * 128)
    except Exception as error:
        print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, ["QueryError"] * 3), done.stderr


def test_an_open_string_is_named_with_its_place() -> None:
    with pytest.raises(QueryError, match="line 2, column 3: a string is not closed"):
        list(read_tokens("ASK {\n  'abc }"))


def test_tokens_cover_everything_but_white_space() -> None:
    text = "SELECT ?s { ?s a dco:State ; rdfs:label 'a \\' b'@en } # end"
    covered = [False] * len(text)
    for token in read_tokens(text):
        assert text[token.start : token.end] == token.text
        for at in range(token.start, token.end):
            assert not covered[at]
            covered[at] = True
    assert all(done or text[at].isspace() for at, done in enumerate(covered))


def test_a_relative_prefix_is_an_iri_and_nothing_hides_behind_it() -> None:
    screen("BASE <http://a/> PREFIX : <#> PREFIX x: <y#> ASK { ?s :p x:o }")
    with pytest.raises(QueryError, match="SERVICE"):
        screen("PREFIX : <#> ASK { SERVICE <http://127.0.0.1:1/> {} }")
    with pytest.raises(QueryError, match="no comparison"):
        screen("ASK { FILTER(prefix: <#x> SERVICE) }")
