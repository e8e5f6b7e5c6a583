"""What ingest checks of the shapes is what pyshacl finds: on every fixture, every planted fault and the clean data."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from kg.errors import OntologyError
from kg.names import PREFIXES
from kg.reasoning.shacl import validate
from kg.reasoning.shapes import check_shapes, compile_shapes
from kg.resources import ontology_dir

from tests.reasoning.planted import PLANTED

HERE = Path(__file__).parent
STATEMENT = HERE / "data" / "statement.ttl"
FIXTURES = sorted((HERE.parent / "ontology" / "shapes").rglob("*.ttl"))
PROLOGUE = "@base <https://w3id.org/defcoop/id/> .\n" + "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())


def assert_agreement(turtle: str) -> None:
    quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    assert check_shapes(quads) == sorted(set(validate(graph)))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_fixtures_break_the_same_constraints(path: Path) -> None:
    assert_agreement(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", list(PLANTED))
def test_planted_faults_break_the_same_constraints(what: str) -> None:
    assert_agreement(STATEMENT.read_text(encoding="utf-8") + PROLOGUE + PLANTED[what].turtle)


def test_the_reference_data_conform() -> None:
    folders = (ontology_dir() / name for name in ("reference", "concepts"))
    files = sorted(chain.from_iterable(folder.glob("*.ttl") for folder in folders))
    quads = [quad for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    assert check_shapes(quads) == []


@pytest.mark.parametrize("value", ["2021-02-30", "2021", ""])
def test_a_malformed_day_is_no_day(value: str) -> None:
    data = f'{PROLOGUE}<document/d> a dco:JointStatement ; dcterms:date "{value}"^^xsd:date .'
    broken = {
        violation.shape.rpartition("/")[2] for violation in check_shapes(ox.parse(data, format=ox.RdfFormat.TURTLE))
    }
    assert "JointStatement-date" in broken


def test_a_component_that_ingest_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    shape = (
        "<s> a sh:NodeShape ; sh:targetClass dco:State ; sh:property <p> . <p> sh:path dco:alpha3 ; sh:hasValue 'x' ."
    )
    (tmp_path / "shapes" / "odd.ttl").write_text(PROLOGUE + shape, encoding="utf-8")
    with pytest.raises(OntologyError, match="sh:hasValue"):
        compile_shapes(tmp_path)
