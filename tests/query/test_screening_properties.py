"""What the screening lets pass never makes the engine call another machine.

The queries are put together from pieces that are hard to cut into tokens. The address of every SERVICE is a port to
which the engine's HTTP client refuses to connect, and its refusal tells that it tried.
"""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.query import run, screen
from kg.store import GraphStore

CALL = "SERVICE <http://127.0.0.1:1/> {}"
PIECES = st.sampled_from(
    [
        CALL,
        "SERVICE",
        "<http://127.0.0.1:1/>",
        "{}",
        "service silent x:y {}",
        "SERVICEx:y{}",
        "?s ?p ?o .",
        "?s ?p",
        "x:a",
        "x:it\\'s",
        "x:a\\#b",
        "x:%27",
        "<http://a/'b>",
        "<http://a/#b>",
        "<urn:a#b>",
        "<urn:a'b>",
        "FILTER(1<2)",
        "FILTER(?a<?b)",
        "FILTER(1<'x>')",
        "FILTER(?a<?b#>'\n)",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\'",
        "#",
        "\n",
        " ",
        "'a'",
        "'a'@en",
        "'a'^^<http://x/>",
        "1",
        "true",
        ".",
        ";",
        "{",
        "}",
        "OPTIONAL {",
        "VALUES ?x { 'a' }",
        "BIND(<http://x/> AS ?z)",
        "<",
        ">",
        "<<(",
        "_:b",
        "\\u0053ERVICE",
    ]
)
BODIES = st.lists(PIECES, min_size=1, max_size=9).map(" ".join) | st.lists(PIECES, min_size=1, max_size=9).map("".join)
EMPTY = GraphStore.memory()
STORE = Store()
STORE.add(Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("a")))


def calls_out(text: str) -> bool:
    """Tell whether the engine tries to call another machine when it answers this query."""
    try:
        list(STORE.query(text))  # type: ignore[arg-type]
    except OSError as error:
        return "port 1" in str(error)
    except (SyntaxError, RuntimeError, ValueError):
        return False
    return False


def passes(text: str) -> bool:
    try:
        screen(text)
    except QueryError:
        return False
    return True


@settings(max_examples=600, deadline=None)
@given(BODIES)
@example(CALL)
@example("FILTER(1<'x>') " + CALL + " FILTER(1<'y>')")
@example("FILTER(?a<?b#>'\n) " + CALL + " #'\n")
@example("?s ?p <urn:x#> . " + CALL)
def test_nothing_that_passes_calls_another_machine(body: str) -> None:
    text = f"PREFIX x: <http://127.0.0.1:1/> SELECT * {{ {body} }}"
    assert not (passes(text) and calls_out(text))


def test_the_engine_does_call_when_nobody_screens() -> None:
    assert calls_out(f"SELECT * {{ {CALL} }}")


@settings(max_examples=300, deadline=None)
@given(
    BODIES | st.text(max_size=40), st.sampled_from(["", "SELECT * {", "ASK {", "SELECT ?x { VALUES ?x {", "DESCRIBE "])
)
@example("\ud800", "")
@example("", "")
@example("<http://[/> }", "ASK { ?s ?p ")
def test_any_text_is_answered_or_refused_in_one_clear_line(body: str, head: str) -> None:
    text = f"{head} {body}" + "}" * head.count("{")
    try:
        run(EMPTY, text, {}, max_rows=100)
    except QueryError as error:
        assert "\n" not in str(error)
