"""HermiT and the shapes accept the clean data and refuse each planted contradiction."""

from __future__ import annotations

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import OntologyError
from kg.names import PREFIXES
from kg.reasoning.consistency import check_consistency
from kg.reasoning.rules import infer
from kg.reasoning.shacl import validate
from kg.resources import ontology_dir
from tests.reasoning.planted import PLANTED

STATEMENT = Path(__file__).parent / "data" / "statement.ttl"
TABLE = Path(__file__).parents[2] / "docs" / "contradictions.md"
PROLOGUE = "@base <https://w3id.org/defcoop/id/> .\n" + "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="no Java runtime, which HermiT needs")

UNEXPLAINED = {
    "two bodies are organs of each other",  # asymmetry
    "an act is stronger than 5",  # a facet
    "strength is a word",  # a datatype
    "one organ gives a number to two resolutions",  # a key
    "two states are the same",  # identity
}


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PROLOGUE + turtle, format=ox.RdfFormat.TURTLE)]


@lru_cache
def clean() -> tuple[ox.Triple, ...]:
    """The small statement with all that the rules infer from it."""
    store = ox.Store()
    store.load(path=str(STATEMENT))
    for module in sorted((ontology_dir() / "modules").glob("*.ttl")):
        store.load(path=str(module))
    statement = [quad.triple for quad in ox.parse(path=str(STATEMENT), format=ox.RdfFormat.TURTLE)]
    return (*statement, *infer(lambda iri: store.quads_for_pattern(None, ox.NamedNode(iri), None)))


def as_rdflib(triples: list[ox.Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.update(f"INSERT DATA {{ {triple} }}")
    return graph


@pytest.mark.java
@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    report = check_consistency()
    assert report.skipped is None
    assert report.consistent
    assert report.unsatisfiable == ()


@pytest.mark.java
@needs_java
def test_a_statement_with_its_inferences_is_consistent() -> None:
    report = check_consistency(clean())
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.triples > 800


@pytest.mark.java
@needs_java
def test_the_reference_data_are_consistent() -> None:
    files = sorted(p for folder in ("reference", "concepts") for p in (ontology_dir() / folder).glob("*.ttl"))
    data = [quad.triple for path in files for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    assert check_consistency(data).consistent


def test_a_statement_with_its_inferences_has_the_right_shape() -> None:
    assert validate(rdflib.Graph().parse(STATEMENT)) == []
    assert validate(as_rdflib(list(clean()))) == []


@pytest.mark.java
@needs_java
@pytest.mark.parametrize("what", [what for what, planted in PLANTED.items() if planted.owl])
def test_hermit_refuses(what: str) -> None:
    report = check_consistency([*clean(), *parse(PLANTED[what].turtle)])
    assert not report.consistent
    assert bool(report.conflicts) != (what in UNEXPLAINED)


@pytest.mark.parametrize("what", [what for what, planted in PLANTED.items() if planted.shape])
def test_shapes_refuse(what: str) -> None:
    graph = rdflib.Graph().parse(STATEMENT).parse(data=PROLOGUE + PLANTED[what].turtle, format="turtle")
    broken = {violation.shape.rpartition("/")[2] for violation in validate(graph)}
    assert PLANTED[what].shape in broken


@pytest.mark.java
@needs_java
def test_a_conflict_names_the_node_the_classes_and_the_properties() -> None:
    report = check_consistency(parse("<commitment/d> dco:debtor <place/bergen> . <place/bergen> a dco:City ."))
    assert report.conflicts == (
        "dcr:place/bergen is in two disjoint classes: dco:Agent by dco:debtor, dco:Place by rdf:type",
    )


def test_every_contradiction_has_somebody_who_catches_it() -> None:
    assert [what for what, planted in PLANTED.items() if not planted.owl and not planted.shape] == []


@pytest.mark.java
@needs_java
def test_dates_and_unknown_terms_are_kept_from_the_reasoner() -> None:
    odd = '<x> dco:beginDate "2020-02-30"^^xsd:date ; dco:signedIn "2014"^^xsd:gYear ; <https://example.org/p> <y> .'
    report = check_consistency(parse(odd))
    assert report.consistent
    assert report.ignored == 3


@pytest.mark.java
@needs_java
def test_imports_and_python_modules_in_the_data_are_ignored() -> None:
    hostile = (
        "<x> owl:imports <https://example.org/evil> ; "
        '<http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "antigravity" .'
    )
    report = check_consistency(parse(hostile))
    assert report.consistent
    assert report.ignored == 2


@pytest.mark.java
@needs_java
def test_an_unsatisfiable_class_is_named(tmp_path: Path) -> None:
    shutil.copytree(ontology_dir() / "modules", tmp_path / "modules")
    shutil.copy(ontology_dir() / "axioms.owl", tmp_path)
    with (tmp_path / "modules" / "core.ttl").open("a", encoding="utf-8") as core:
        core.write("\ndco:Flagship a owl:Class ; rdfs:subClassOf dco:Place , dco:Person .\n")
    report = check_consistency(ontology=tmp_path)
    assert report.consistent
    assert report.unsatisfiable == ("https://w3id.org/defcoop/ontology#Flagship",)


@pytest.mark.java
@needs_java
def test_a_contradiction_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not check_consistency(parse("<x> a dco:State , dco:Place .")).consistent
    assert list(tmp_path.iterdir()) == []


def test_without_java_the_check_says_that_it_was_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    report = check_consistency()
    assert not report.consistent
    assert report.skipped is not None
    assert "Java" in report.skipped


@pytest.mark.skipif(shutil.which("java") is None, reason="the ontology is read only where HermiT can run")
def test_a_broken_ontology_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "core.ttl").write_text("dco:State a owl:Class .", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"core\.ttl"):
        check_consistency(ontology=tmp_path)


def test_the_table_of_planted_contradictions_is_the_one_that_is_tested() -> None:
    rows = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    said = {row[0][2:]: (row[1] == "yes", row[2].strip("` ") or None) for row in rows[2:-1]}
    assert said == {what: (planted.owl, planted.shape) for what, planted in PLANTED.items()}
