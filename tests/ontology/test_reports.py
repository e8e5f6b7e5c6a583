"""The quality reports: each finds what it is for and nothing else, and finds nothing in the ontology as shipped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.documenting.__main__ import main
from kg.documenting.reports import Report, load_reports, read_report, run_report, unused_exceptions
from kg.documenting.sources import load_store, ontology_files
from kg.errors import OntologyError

FIXTURES = Path(__file__).parent / "reports"
REPORTS = load_reports()
HEADER = "#+ title: T\n#+ severity: error\n#+ reference: R\n"


@lru_cache
def shipped() -> ox.Store:
    return load_store(ontology_files())


def nodes(store: ox.Store) -> set[str]:
    quads = store.quads_for_pattern(None, None, None, None)
    return {node.value for quad in quads for node in (quad.subject, quad.predicate, quad.object) if is_iri(node)}


def is_iri(node: object) -> bool:
    return isinstance(node, ox.NamedNode)


def is_bad(iri: str) -> bool:
    return iri.replace("#", "/").rpartition("/")[2].lower().startswith("bad")


def test_every_report_has_a_fixture_and_every_fixture_a_report() -> None:
    assert {path.stem for path in FIXTURES.glob("*.ttl")} == set(REPORTS)
    assert len(REPORTS) >= 50


@pytest.mark.parametrize("name", REPORTS)
def test_report_finds_every_bad_node_of_its_fixture_and_no_good_one(name: str) -> None:
    """Nodes at fault are called bad… in the fixtures; every other node is right."""
    store = load_store([FIXTURES / f"{name}.ttl"])
    bad = {node for node in nodes(store) if is_bad(node)}
    assert bad
    assert {finding.node for finding in run_report(REPORTS[name], store)} == bad


@pytest.mark.parametrize("name", REPORTS)
def test_shipped_ontology_passes(name: str) -> None:
    found = run_report(REPORTS[name], shipped())
    assert [str(finding) for finding in found if finding.excuse is None] == []
    assert unused_exceptions(REPORTS[name], found) == []


def test_exception_covers_its_node_with_its_reason() -> None:
    query = 'SELECT ?node ("d" AS ?detail) WHERE { ?node ?p ?o }'
    report = read_report(f"{HEADER}#+ except: <urn:a> It may.\n#+ except: <urn:c> It is gone.\n{query}", "r")
    store = ox.Store()
    for name in "ab":
        store.add(ox.Quad(ox.NamedNode(f"urn:{name}"), ox.NamedNode("urn:p"), ox.Literal("x")))
    found = run_report(report, store)
    assert [(finding.node, finding.excuse) for finding in found] == [("urn:a", "It may."), ("urn:b", None)]
    assert unused_exceptions(report, found) == ["urn:c"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT ?node WHERE {}", "no '#+ title:'"),
        (HEADER.replace("error", "grave"), "unknown severity 'grave'"),
        (HEADER + "#+ except: dco:State", "gives no reason"),
    ],
)
def test_broken_header_is_named(text: str, problem: str) -> None:
    with pytest.raises(OntologyError, match=problem.replace("+", r"\+")):
        read_report(text, "broken")


@pytest.mark.parametrize(("query", "problem"), [("ASK {}", "no SELECT query"), ("SELECT {", "not valid SPARQL")])
def test_broken_query_is_named(query: str, problem: str) -> None:
    with pytest.raises(OntologyError, match=problem):
        run_report(Report("r", "t", "error", "x", query), ox.Store())


def test_command_fails_on_a_fault_and_names_it() -> None:
    result = CliRunner().invoke(main, ["report", str(FIXTURES / "subclass-cycle.ttl")])
    assert result.exit_code == 1
    assert "subclass-cycle: 2" in result.output and "dco:BadOne" in result.output


def test_command_passes_on_the_shipped_ontology_and_lists_what_is_excused() -> None:
    result = CliRunner().invoke(main, ["report", "--all"])
    assert result.exit_code == 0, result.output
    assert "excused dco:Framework" in result.output


def test_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("<urn:a> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        load_store([file])
