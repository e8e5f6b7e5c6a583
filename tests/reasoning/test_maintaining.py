"""Inferences that are kept up document by document are those that the rules infer from the whole store."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.names import (
    DCC,
    DCO,
    DCR,
    GRAPH_INFERENCES,
    GRAPH_ONTOLOGY,
    GRAPH_REFERENCE,
    PREFIXES,
    document_graph,
    document_iri,
)
from kg.reasoning.maintaining import FILE_NAME, Maintainer
from kg.reasoning.needs import can_fire, live_rules, refuse_joins
from kg.reasoning.rules import Rule, infer, load_rules
from kg.store import GraphStore, Source

PROLOGUE = f"@base <{DCR}> .\n" + "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())
CLASSES = "dco:Sea rdfs:subClassOf dco:Place . dco:State rdfs:subClassOf dco:Place ."
KNOWN = f"""
<state/NOR> a dco:State ; skos:prefLabel "Norway"@en . <state/CHL> a dco:State ; skos:prefLabel "Chile"@en .
<org/NOR/navy> dco:organOf <state/NOR> . <post/NOR/minister> dco:postIn <org/NOR/navy> .
<place/fjord> a dco:Sea ; dco:withinPlace <place/north> . <place/north> a dco:Sea .
<org/x> dco:partOf <org/y> .
<{DCC}area/joint-training> skos:prefLabel "joint training"@en .
<tenure/vik> dco:tenureOf <person/vik> ; dco:tenurePost <post/NOR/minister> .
<membership/chl> dco:membershipOf <state/CHL> ; dco:membershipIn <org/pact> .
<{DCC}act/condemn> dco:stance "critical" .
"""
# What a document may say: of itself (DOC is its name), and of what other documents name, too.
SENTENCES = (
    f"""<act/DOC/1-2> dco:statedIn <document/DOC> ; dco:speaker <person/vik> ; dco:factuality "done" ;
        dco:evidence <evidence/DOC/1-2> ; dco:cooperationArea <{DCC}area/joint-training> .""",
    f"""<act/DOC/3-4> dco:statedIn <document/DOC> ; dco:onBehalfOf <state/NOR> , <org/pact> ; dco:factuality "done" ;
        dco:evidence <evidence/DOC/3-4> ; dco:cooperationArea <{DCC}area/joint-training> .""",
    f"""<activity/DOC/5-6> dco:statedIn <document/DOC> ; dco:participant <person/vik> , <org/CHL/corps> ;
        dco:place <place/fjord> ; dco:factuality "ongoing" ; dco:evidence <evidence/DOC/5-6> ;
        dco:cooperationArea <{DCC}area/joint-training> .""",
    f"""<commitment/DOC/7-8> dco:statedIn <document/DOC> ; dco:debtor <state/CHL> ; dco:creditor <org/pact> ;
        dco:firmness "firm" ; dco:evidence <evidence/DOC/7-8> ; dco:cooperationArea <{DCC}area/joint-training> .""",
    f"""<act/DOC/3-4> a dco:SpeechAct , dco:ExpressiveAct ; dco:strength 4 ; dco:topic <place/cape> , <org/pact> ;
        dco:target <state/CHL> ; dco:actType <{DCC}act/condemn> ; dco:underFramework <org/pact> .""",
    """<act/DOC/1-2> a dco:SpeechAct , dco:AssertiveAct ; dco:strength 2 ; dco:topic <org/pact> ;
       dco:place <place/fjord> . <commitment/DOC/7-8> dco:madeBy <act/DOC/1-2> .""",
    '<document/DOC> dcterms:date "200DAY-02-03"^^xsd:date .',
    "<fact/DOC/1-2/a> dco:statedIn <document/DOC> ; dco:tenureOf <person/vik> ; dco:tenurePost <post/NOR/minister> .",
    """<fact/DOC/1-2/b> dco:statedIn <document/DOC> ; dco:tenureOf <person/vik> ; dco:tenurePost <post/CHL/chief> ;
       dco:factuality "intended" .""",
    "<fact/DOC/3-4/c> dco:partnershipOf <state/CHL> ; dco:partnershipWith <org/pact> .",
    "<act/DOC/9-9> dco:statedIn <document/DOC> ; dco:topic <place/cape> ; dco:target <place/fjord> .",
    "<person/vik> dco:heldPost <post/NOR/minister> .",
    "<person/vik> dco:organOf <state/CHL> .",
    "<post/CHL/chief> dco:postIn <org/CHL/corps> .",
    "<org/CHL/corps> dco:organOf <state/CHL> .",
    "<org/pact> a dco:InternationalOrganization .",
    '<org/pact> skos:prefLabel "Pact"@en .',
    '<org/pact> skos:prefLabel "The Pact"@en .',
    "<place/north> dco:withinPlace <place/world> .",
    "<place/fjord> dco:withinPlace <place/world> .",
    "<place/cape> a dco:Sea ; dco:withinPlace <place/north> .",
    "<org/y> dco:partOf <org/z> .",
    "<org/w> dco:partOf <org/x> .",
    "<state/CHL> dco:memberOf <org/pact> .",
)
CHANGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.frozensets(st.integers(0, len(SENTENCES) - 1), max_size=9)),
    min_size=1,
    max_size=7,
)


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PROLOGUE + text, format=ox.RdfFormat.TURTLE)]


def document(name: str, *numbers: int) -> list[ox.Quad]:
    text = "\n".join(SENTENCES[number] for number in numbers).replace("DOC", name).replace("DAY", str(ord(name) % 7))
    return [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples(text)]


def begin(store: GraphStore) -> GraphStore:
    store.set_graph(GRAPH_ONTOLOGY, triples(CLASSES))
    store.set_graph(GRAPH_REFERENCE, triples(KNOWN))
    return store


def put(store: GraphStore, maintainer: Maintainer, name: str, quads: list[ox.Quad] | None) -> None:
    """Do what building does with a document, and with one that is removed."""
    iri = document_iri(name)
    amendment = maintainer.revise({document_graph(iri): quads})
    if quads is None:
        store.remove_document(iri, amendment)
    else:
        store.replace_document(iri, quads, Source(f"{name}.txt", "", name), amendment=amendment)
    maintainer.confirm()


def inferred(store: GraphStore) -> list[str]:
    return sorted(str(quad.triple) for quad in store.quads(GRAPH_INFERENCES))


def from_the_whole(store: GraphStore) -> list[str]:
    return [str(triple) for triple in infer(store.quads_with)]


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_inferences_kept_up_are_those_of_the_whole_store(changes: list[tuple[str, frozenset[int] | None]]) -> None:
    with begin(GraphStore.memory()) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        for name, numbers in changes:
            put(store, maintainer, name, None if numbers is None else document(name, *sorted(numbers)))
            assert inferred(store) == from_the_whole(store)
        assert not store.find_damage()


@settings(max_examples=60, deadline=None)
@given(CHANGES, CHANGES)
def test_changes_that_the_maintainer_was_not_told_of_are_caught_up_with(
    told: list[tuple[str, frozenset[int] | None]], untold: list[tuple[str, frozenset[int] | None]]
) -> None:
    with begin(GraphStore.memory()) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        for name, numbers in told:
            put(store, maintainer, name, None if numbers is None else document(name, *sorted(numbers)))
        for name, numbers in untold:
            if numbers is None:
                store.remove_document(document_iri(name))
            else:
                store.replace_document(document_iri(name), document(name, *sorted(numbers)), Source(f"{name}.txt", ""))
        maintainer.catch_up()
        assert inferred(store) == from_the_whole(store)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store on disk with one document and its inferences."""
    with begin(GraphStore.open(tmp_path / "store")) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        put(store, maintainer, "a", document("a", 0, 2, 5, 6, 7, 14))
    return tmp_path / "store"


def test_a_commit_that_the_support_missed_is_noticed_and_healed(place: Path) -> None:
    with GraphStore.open(place) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        amendment = maintainer.revise({document_graph(document_iri("b")): document("b", 1, 4, 15)})
        store.replace_document(document_iri("b"), document("b", 1, 4, 15), Source("b.txt", ""), amendment=amendment)
        maintainer.cancel()  # as if the program had ended here
    heal(place)


def test_support_that_is_gone_or_damaged_is_made_again(place: Path) -> None:
    (place / FILE_NAME).write_bytes(b"SQLite format 3\x00 and then nothing that makes sense")
    heal(place)
    (place / FILE_NAME).unlink()
    heal(place)


def test_inferences_that_something_else_wrote_are_corrected(place: Path) -> None:
    with GraphStore.open(place) as store:
        store.set_graph(GRAPH_INFERENCES, triples("<state/NOR> dco:cooperatesWith <state/XYZ> ."))
    heal(place)


def test_new_reference_data_changes_what_is_inferred(place: Path) -> None:
    with GraphStore.open(place) as store:
        store.set_graph(GRAPH_REFERENCE, triples(KNOWN.replace("organOf <state/NOR>", "organOf <state/CHL>")))
    heal(place)


def heal(place: Path) -> None:
    with GraphStore.open(place) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        assert inferred(store) == from_the_whole(store) != []
        revision = store.revision
        maintainer.catch_up()
        assert store.revision == revision


def test_a_document_that_changes_nothing_others_rest_on_touches_no_other(place: Path) -> None:
    with GraphStore.open(place) as store, Maintainer(store) as maintainer:
        maintainer.catch_up()
        put(store, maintainer, "b", document("b", 0, 7))
    before = units(place)
    with GraphStore.open(place) as store, Maintainer(store) as maintainer:
        put(store, maintainer, "c", document("c", 0, 7, 11))
    assert before.items() <= units(place).items()


def test_support_that_another_program_uses_is_left_to_it(place: Path) -> None:
    with GraphStore.open(place) as store, Maintainer(store), Maintainer(store) as second:
        before = (place / FILE_NAME).read_bytes()
        second.catch_up()
        assert inferred(store) == from_the_whole(store)
    assert (place / FILE_NAME).read_bytes() == before


def units(place: Path) -> Mapping[str, bytes]:
    base = sqlite3.connect(place / FILE_NAME)
    try:
        return dict(base.execute("SELECT name, conclusions FROM unit"))
    finally:
        base.close()


def test_a_rule_that_could_join_two_documents_is_refused() -> None:
    refuse_joins(load_rules())
    body = "WHERE { ?x <urn:a> ?o . ?y <urn:a> ?o }"
    rule = Rule("pair", "", f"CONSTRUCT {{ ?x <urn:b> ?y }} {body}", frozenset(), frozenset())
    with pytest.raises(OntologyError, match=r"rules/pair\.rq: starts at \?x and \?y.*let one lead to the other"):
        refuse_joins([rule])


def test_a_rule_lives_on_what_is_there_and_on_what_others_conclude() -> None:
    found = {rule.name for rule in live_rules(load_rules(), frozenset({f"{DCO}tieBetween", f"{DCO}withinPlace"}))}
    assert found >= {"cooperates-with", "within-place-closure"}
    assert found.isdisjoint({"on-behalf-of", "spoke-in-tenure", "held-post", "cooperation-tie-from-act"})


def test_a_negated_or_optional_premise_is_no_need() -> None:
    head = "CONSTRUCT { ?x <urn:c> ?y } WHERE "
    without = "FILTER NOT EXISTS { ?x <urn:d> ?z } OPTIONAL { ?x <urn:e> ?w } MINUS { ?x <urn:f> ?y }"
    rule = Rule("r", "", f"{head} {{ ?x <urn:a>/<urn:b>? ?y {without} }}", frozenset(), frozenset())
    assert can_fire(rule, {"urn:a"})
    assert not can_fire(rule, {"urn:b", "urn:d", "urn:e", "urn:f"})
