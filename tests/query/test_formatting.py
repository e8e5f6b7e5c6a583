from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from kg.errors import QueryError
from kg.names import DCR
from kg.query import Result, render, render_rows, run
from kg.store import GraphStore

JAPAN = NamedNode(DCR + "state/JPN")
HOSTILE = Result(("who", "words"), ((JAPAN, Literal("=cmd|' /C calc'!A0\x1b[31m\n\u202eevil")), (None, Literal("-3"))))


def test_a_table_is_aligned_and_compact() -> None:
    result = Result(("who", "n"), ((JAPAN, Literal("日本")), (None, Literal("x"))))
    assert render(result).splitlines() == [
        "who            n",
        "─────────────  ────",
        "dcr:state/JPN  日本",
        "               x",
        "(2 rows)",
    ]


def test_no_control_character_reaches_a_terminal() -> None:
    table = render(HOSTILE, "table")
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert len(table.splitlines()) == 5


def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers() -> None:
    rows = list(csv.reader(io.StringIO(render(HOSTILE, "csv"), newline="")))
    assert rows[0] == ["who", "words"]
    assert rows[1] == [JAPAN.value, "'=cmd|' /C calc'!A0\x1b[31m\n\u202eevil"]
    assert rows[2] == ["", "-3"]


@pytest.mark.parametrize(("format_", "reader"), [("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)])
def test_json_and_tsv_are_read_back_by_the_engine(store: GraphStore, format_: str, reader: QueryResultsFormat) -> None:
    result = run(store, "condemnations")
    found = parse_query_results(render(result, format_), reader)
    assert tuple(tuple(row[name] for name in result.columns) for row in found) == result.terms  # type: ignore[union-attr]


def test_a_boolean_is_a_word_or_json() -> None:
    assert render(Result(boolean=True)) == "true\n"
    assert json.loads(render(Result(boolean=False), "json")) == {"head": {}, "boolean": False}


@pytest.mark.parametrize(("format_", "rdf"), [("turtle", RdfFormat.TURTLE), ("ntriples", RdfFormat.N_TRIPLES)])
def test_triples_are_read_back(format_: str, rdf: RdfFormat) -> None:
    triple = Triple(JAPAN, NamedNode(DCR + "p"), Literal('a "b"', language="en"))
    found = list(parse(render(Result(triples=(triple,)), format_), format=rdf))
    assert [quad.triple for quad in found] == [triple]


def test_triples_are_turtle_unless_a_table_is_asked_for() -> None:
    result = Result(triples=(Triple(JAPAN, NamedNode(DCR + "p"), JAPAN),))
    assert render(result) == render(result, "turtle")
    assert render(result, "table").splitlines()[0].split() == ["subject", "predicate", "object"]


@pytest.mark.parametrize(("result", "format_"), [(Result(("a",), ()), "turtle"), (Result(("a",), ()), "xlsx")])
def test_a_format_that_does_not_fit_is_refused(result: Result, format_: str) -> None:
    with pytest.raises(QueryError, match="choose"):
        render(result, format_)


def test_rows_from_elsewhere_are_shown_alike() -> None:
    rows: list[dict[str, object]] = [{"entity": "Japan", "degree": 0.123456}, {"entity": "=x", "degree": None}]
    assert render_rows(["entity", "degree"], rows).splitlines()[2] == "Japan   0.1235"
    assert render_rows(["entity", "degree"], rows, "csv").splitlines()[2] == "'=x,"
    assert json.loads(render_rows(["entity", "degree"], rows, "json"))[0]["entity"] == "Japan"
