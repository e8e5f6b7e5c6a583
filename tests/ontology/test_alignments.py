"""The alignments: each with a header of its own, from our terms to those of others, and imported by nothing."""

from __future__ import annotations

import shutil
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from kg.knowledge.turtle import load_turtle
from kg.names import DCC, DCO, PREFIXES
from kg.reasoning.consistency import check_consistency
from kg.resources import ontology_dir

FOLDER = ontology_dir() / "alignments"
FILES = sorted(FOLDER.glob("*.ttl"))
ALIGNMENTS = [path for path in FILES if path.stem != "vocabulary"]
FOREIGN_SCHEMES = ("dcad", "plover", "cameo")
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
SEARLE = {
    "Assertive": "00379",
    "Commissive": "01162",
    "Directive": "00133",
    "Expressive": "00123",
    "Declarative": "01374",
}


@lru_cache
def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


@lru_cache
def everything() -> Graph:
    found = Graph()
    for path in FILES:
        found += read(path)
    return found


def is_foreign(node: object) -> bool:
    return str(node).removeprefix(DCC).split("/")[0] in FOREIGN_SCHEMES


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_header_says_what_is_mapped_under_which_licence_and_from_which_source(path: Path) -> None:
    graph = read(path)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    assert str(header) == f"{DCO.rstrip('#')}/alignment/{path.stem}"
    for predicate in (RDFS.label, DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.license, DCTERMS.source):
        assert graph.value(header, predicate, any=True), predicate
    version = str(graph.value(header, OWL.versionInfo))
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert (header, OWL.imports, None) not in graph


def test_nothing_imports_an_alignment() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in sorted(ontology_dir().rglob("*.ttl")))
    assert "owl:imports" not in said


@pytest.mark.parametrize("scheme", FOREIGN_SCHEMES)
def test_every_concept_of_another_scheme_is_defined_and_matched(scheme: str) -> None:
    graph = everything()
    concepts = [node for node in graph.subjects(RDF.type, SKOS.Concept) if str(node).startswith(f"{DCC}{scheme}/")]
    assert concepts
    used = {value for predicate in (*MATCHES, SKOS.broader) for value in graph.objects(None, predicate)}
    used |= set(graph.objects(None, URIRef(DCO + "eventCategory")))
    for concept in concepts:
        assert graph.value(concept, SKOS.notation) and graph.value(concept, SKOS.definition), concept
        assert concept in used, f"{concept} is matched by nothing"


def test_matches_lead_from_our_concepts_to_those_of_other_schemes() -> None:
    ours = load_turtle("concepts")
    for predicate in MATCHES:
        for subject, value in everything().subject_objects(predicate):
            assert str(subject) in ours, subject
            assert is_foreign(value) and not is_foreign(subject), (subject, value)
            assert (value, RDF.type, SKOS.Concept) in everything(), value


def test_no_pair_is_matched_in_two_ways() -> None:
    for one, other in combinations(MATCHES, 2):
        graph = everything()
        assert set(graph.subject_objects(one)) & set(graph.subject_objects(other)) == set()


def test_names_of_foreign_concepts_are_none_of_ours() -> None:
    """Else a name that a user types would mean two concepts."""
    ours = {label.casefold() for iri in load_turtle("concepts").subjects() for label in names(iri)}
    foreign = {str(label).casefold() for label in everything().objects(None, SKOS.prefLabel)}
    assert ours & foreign == set()


def names(iri: str) -> tuple[str, ...]:
    return load_turtle("concepts").values(iri, "skos:prefLabel") + load_turtle("concepts").values(iri, "skos:altLabel")


def test_seven_areas_of_dcad_are_each_matched_by_an_area_of_ours() -> None:
    graph = everything()
    areas = list(graph.objects(URIRef(DCC + "dcad"), SKOS.hasTopConcept))
    assert len(areas) == 7
    matched = {value for subject, value in subject_matches() if str(subject).startswith(DCC + "area/")}
    assert set(areas) <= matched


def subject_matches() -> list[tuple[object, object]]:
    return [pair for predicate in MATCHES for pair in everything().subject_objects(predicate)]


@pytest.mark.parametrize("name", SEARLE)
def test_illocutionary_class_stands_below_its_act_of_communication(name: str) -> None:
    above = URIRef(f"https://www.commoncoreontologies.org/ont000{SEARLE[name]}")
    assert (URIRef(f"{DCO}{name}Act"), RDFS.subClassOf, above) in everything()


@pytest.mark.parametrize(
    ("namespace", "prefix"), [(ORG, "org"), (PROV, "prov"), (DCTERMS, "dcterms"), (SDO, "schema")]
)  # fmt: skip
def test_terms_of_web_vocabularies_exist(namespace: type[DefinedNamespace], prefix: str) -> None:
    graph = read(FOLDER / "web-vocabularies.ttl")
    pairs = [*graph.subject_objects(RDFS.subClassOf), *graph.subject_objects(RDFS.subPropertyOf)]
    found = [value for _, value in pairs if str(value).startswith(PREFIXES[prefix])]
    assert found
    for term in found:
        assert term in namespace, term


def test_terms_of_ours_that_are_aligned_are_declared() -> None:
    declared = load_turtle()
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, URIRef(DCO + "eventCategory")):
        for subject, _ in everything().subject_objects(predicate):
            assert declared.values(str(subject), "rdfs:isDefinedBy"), subject


@pytest.mark.java
def test_ontology_with_its_alignments_of_classes_is_consistent(tmp_path: Path) -> None:
    """No reasoner of the project reads them; whoever lets one do so must meet no contradiction."""
    modules = shutil.copytree(ontology_dir() / "modules", tmp_path / "modules")
    for name in ("web-vocabularies", "common-core"):
        shutil.copy(FOLDER / f"{name}.ttl", modules)
    shutil.copy(ontology_dir() / "axioms.owl", tmp_path)
    report = check_consistency(ontology=tmp_path)
    if report.skipped:
        pytest.skip(report.skipped)
    assert report.consistent and report.unsatisfiable == ()
