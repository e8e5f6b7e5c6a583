"""A sweep over all Turtle of the ontology: it parses without blank nodes, and every term is declared and explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from kg.knowledge.turtle import parse_turtle
from kg.names import DCC, DCO, PREFIXES
from kg.resources import ontology_dir

RDF, RDFS, OWL, SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "skos"))
FILES = sorted(ontology_dir().rglob("*.ttl"))
TERM_TYPES = frozenset(
    OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
)
EXPLANATIONS = (
    *(RDFS + "label", SKOS + "definition", SKOS + "example"),
    *(PREFIXES["dcterms"] + "source", RDFS + "isDefinedBy"),
)


def name(path: Path) -> str:
    return str(path.relative_to(ontology_dir()))


@lru_cache
def triples(path: Path) -> tuple[tuple[str, str, str], ...]:
    return tuple(parse_turtle(path))


def everything() -> Iterator[tuple[Path, tuple[str, str, str]]]:
    for path in FILES:
        for triple in triples(path):
            yield path, triple


@lru_cache
def declared() -> dict[str, frozenset[str]]:
    """Our own classes and properties, with the OWL types they are declared with."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, (subject, predicate, value) in everything():
        if predicate == RDF + "type" and value in TERM_TYPES and subject.startswith(DCO):
            found[subject].add(value)
    return {term: frozenset(kinds) for term, kinds in found.items()}


@lru_cache
def said() -> dict[tuple[str, str], tuple[str, ...]]:
    """Subject and predicate to values."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for _, (subject, predicate, value) in everything():
        found[subject, predicate].append(value)
    return {key: tuple(values) for key, values in found.items()}


def concepts(folder: str) -> list[str]:
    """The concepts that a folder's files define, each once."""
    place = ontology_dir() / folder
    kinds = {SKOS + "Concept", DCO + "ActType"}
    found = {
        subject
        for path, (subject, predicate, value) in everything()
        if path.is_relative_to(place) and predicate == RDF + "type" and value in kinds
    }
    return sorted(found)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_file_parses_and_holds_no_blank_node(path: Path) -> None:
    assert triples(path), "parse_turtle raises on a blank node"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_file_uses_only_declared_terms(path: Path) -> None:
    used = {node for triple in triples(path) for node in triple if node.startswith(DCO) and node != DCO}
    unknown = sorted(term.removeprefix(DCO) for term in used - declared().keys())
    assert not unknown, f"{name(path)} uses terms of dco: that no file declares: {', '.join(unknown)}"


@pytest.mark.parametrize("predicate", EXPLANATIONS)
def test_every_term_is_explained(predicate: str) -> None:
    silent = sorted(term.removeprefix(DCO) for term in declared() if (term, predicate) not in said())
    assert not silent, f"without {predicate}: {', '.join(silent)}"


def test_every_term_has_one_label_and_no_two_terms_share_one() -> None:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for term in declared():
        for label in said().get((term, RDFS + "label"), ()):
            holders[label.casefold()].append(term.removeprefix(DCO))
    assert {label: terms for label, terms in holders.items() if len(terms) > 1} == {}
    assert sum(map(len, holders.values())) == len(declared())


def test_no_two_terms_share_a_definition() -> None:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for term in declared():
        for definition in said().get((term, SKOS + "definition"), ()):
            holders[definition].append(term.removeprefix(DCO))
    assert {text: terms for text, terms in holders.items() if len(terms) > 1} == {}


def test_no_term_is_both_class_and_property_or_two_kinds_of_property() -> None:
    assert {term: kinds for term, kinds in declared().items() if len(kinds) > 1} == {}


def test_class_names_begin_upper_case_and_property_names_lower_case() -> None:
    odd = [
        term
        for term, kinds in declared().items()
        if term.removeprefix(DCO)[0].isupper() != (OWL + "Class" in kinds)
    ]  # fmt: skip
    assert odd == []


def test_reified_predicates_name_declared_properties_of_their_class() -> None:
    for (term, predicate), values in said().items():
        if predicate == DCO + "reifiedAs":
            (node,) = values
            for role in ("reifiedSubject", "reifiedObject"):
                (link,) = said()[term, DCO + role]
                assert said()[link, RDFS + "domain"] == (node,)


def test_header_gives_licence_version_and_prefix() -> None:
    ontology = DCO.rstrip("#")
    for predicate in ("http://purl.org/dc/terms/license", OWL + "versionIRI", OWL + "versionInfo"):
        assert said()[ontology, predicate]
    vann = PREFIXES["vann"]
    assert said()[ontology, vann + "preferredNamespacePrefix"] == ("dco",)
    assert said()[ontology, vann + "preferredNamespaceUri"] == (DCO,)


def test_nothing_is_imported() -> None:
    assert [triple for _, triple in everything() if triple[1] == OWL + "imports"] == []


def test_every_class_tree_is_free_of_cycles() -> None:
    assert_acyclic(RDFS + "subClassOf")


def test_no_concept_is_broader_than_itself() -> None:
    assert_acyclic(SKOS + "broader")


def test_no_place_lies_within_itself() -> None:
    assert_acyclic(DCO + "withinPlace")


def assert_acyclic(predicate: str) -> None:
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for _, (subject, link, value) in everything():
        if link == predicate:
            parents[subject].add(value)
    for start in sorted(parents):
        seen: set[str] = set()
        front = set(parents[start])
        while front:
            assert start not in front, f"{start} is above itself by {predicate}"
            seen |= front
            front = {above for node in front for above in parents.get(node, ())} - seen


def test_every_concept_is_named_defined_and_in_a_scheme() -> None:
    for predicate in ("prefLabel", "definition", "inScheme"):
        silent = [concept for concept in concepts("concepts") if (concept, SKOS + predicate) not in said()]
        assert not silent, f"without skos:{predicate}: {', '.join(c.removeprefix(DCC) for c in silent)}"


def test_every_broader_concept_exists() -> None:
    known = set(concepts("."))
    broken = [
        f"{key[0]} -> {value}"
        for key, values in said().items()
        if key[1] == SKOS + "broader"
        for value in values
        if value not in known
    ]
    assert broken == []


def test_no_two_concepts_of_a_scheme_share_a_name() -> None:
    holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in concepts("concepts"):
        for scheme in said().get((concept, SKOS + "inScheme"), ()):
            for label in said().get((concept, SKOS + "prefLabel"), ()):
                holders[scheme, label.casefold()].add(concept)
    assert {key: sorted(found) for key, found in holders.items() if len(found) > 1} == {}
