"""Every shape accepts its passing fixture and rejects its failing one, constraint by constraint."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from kg.names import DCO
from kg.reasoning.shacl import load_shapes, validate
from kg.resources import ontology_dir

FIXTURES = Path(__file__).parent / "shapes"
SHAPE = "https://w3id.org/defcoop/shape/"
NODE_SHAPES = sorted(
    str(shape).removeprefix(SHAPE)
    for shape in load_shapes().subjects(RDF.type, SH.NodeShape)
    if list(load_shapes().objects(shape, SH.property))
)


def parse(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle")


def load_modules() -> rdflib.Graph:
    modules = rdflib.Graph()
    for path in sorted((ontology_dir() / "modules").glob("*.ttl")):
        modules.parse(path, format="turtle")
    return modules


def test_every_shape_has_its_fixtures() -> None:
    assert sorted(folder.name for folder in FIXTURES.iterdir()) == NODE_SHAPES


@pytest.mark.parametrize("name", NODE_SHAPES)
def test_passing_fixture_breaks_no_shape(name: str) -> None:
    assert validate(parse(FIXTURES / name / "pass.ttl")) == []


@pytest.mark.parametrize("name", NODE_SHAPES)
def test_failing_fixture_breaks_each_constraint_of_its_shape(name: str) -> None:
    expected = {str(shape) for shape in load_shapes().objects(rdflib.URIRef(SHAPE + name), SH.property)}
    broken = {violation.shape for violation in validate(parse(FIXTURES / name / "fail.ttl"))}
    assert expected <= broken, f"never broken: {sorted(expected - broken)}"


def test_every_constraint_has_a_message_in_words() -> None:
    shapes = load_shapes()
    silent = [shape for shape in shapes.subjects(RDF.type, SH.PropertyShape) if shapes.value(shape, SH.message) is None]
    assert silent == []


def test_every_class_of_activities_is_checked() -> None:
    modules = load_modules()
    roots = (rdflib.URIRef(DCO + name) for name in ("Meeting", "Dialogue", "CooperationActivity", "Anniversary"))
    activities = {str(cls) for root in roots for cls in modules.transitive_subjects(RDFS.subClassOf, root)}
    targets = {str(cls) for cls in load_shapes().objects(rdflib.URIRef(SHAPE + "Activity"), SH.targetClass)}
    assert targets == activities


def test_every_kind_of_named_individual_is_checked() -> None:
    modules = load_modules()
    roots = (
        "Organization",
        "Community",
        "Person",
        "Place",
        "EquipmentType",
        "Instrument",
        "PolicyConcept",
        "Programme",
    )
    named = {str(c) for root in roots for c in modules.transitive_subjects(RDFS.subClassOf, rdflib.URIRef(DCO + root))}
    targets = {str(cls) for cls in load_shapes().objects(rdflib.URIRef(SHAPE + "NamedIndividual"), SH.targetClass)}
    assert named <= targets
