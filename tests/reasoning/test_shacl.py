"""Violations name the node, the path, the value and the constraint, in a fixed order."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import OntologyError
from kg.names import DCO, DCR
from kg.reasoning.shacl import Violation, load_shapes, validate

BROKEN = f"""
@prefix dco: <{DCO}> . @prefix oa: <http://www.w3.org/ns/oa#> . @base <{DCR}> .
<q/b> a oa:TextPositionSelector ; oa:start -4 ; oa:end 2 .
<q/a> a oa:TextPositionSelector ; oa:start 0 .
"""


def broken() -> rdflib.Graph:
    return rdflib.Graph().parse(data=BROKEN, format="turtle")


def test_a_violation_says_where_and_what() -> None:
    assert validate(broken())[-1] == Violation(
        focus=DCR + "q/b",
        shape="https://w3id.org/defcoop/shape/TextPositionSelector-start",
        path="http://www.w3.org/ns/oa#start",
        value="-4",
        message="a position starts at a whole number from 0, before its end",
        severity="violation",
    )


def test_violations_are_sorted_by_node() -> None:
    found = validate(broken())
    assert found == sorted(found)
    assert [violation.focus.rpartition("/")[2] for violation in found][:1] == ["a"]


def test_validation_leaves_the_graph_as_it_is() -> None:
    graph = broken()
    validate(graph)
    assert len(graph) == len(broken())


def test_an_empty_graph_conforms() -> None:
    assert validate(rdflib.Graph()) == []


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no shape found"):
        load_shapes(tmp_path)


def test_a_broken_shapes_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text("dco:x sh:path", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"odd\.ttl"):
        load_shapes(tmp_path)


FAILING = sorted((Path(__file__).parents[1] / "ontology" / "shapes").glob("*/fail.ttl"))


@pytest.mark.parametrize("path", FAILING, ids=[path.parent.name for path in FAILING])
def test_lifted_property_shapes_find_what_the_shapes_as_written_find(path: Path) -> None:
    graph = rdflib.Graph().parse(path, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=load_shapes())
    fields = (SH.focusNode, SH.sourceShape, SH.resultPath, SH.value)
    as_written = {
        tuple(str(report.value(result, field, default="")) for field in fields)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert as_written
    assert {(found.focus, found.shape, found.path, found.value) for found in validate(graph)} == as_written
