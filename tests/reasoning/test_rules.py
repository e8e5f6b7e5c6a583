"""The rules infer ties and direct links from a small statement, to a fixpoint, and justify what they infer."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OntologyError
from kg.names import DCC, DCO, DCR, GRAPH_INFERENCES, PREFIXES, compact, expand
from kg.reasoning.rules import Rule, infer, load_rules
from kg.resources import ontology_dir

STATEMENT = Path(__file__).parent / "data" / "statement.ttl"
PROLOGUE = f"@base <{DCR}> .\n" + "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items())
TIE = f"{DCR}tie/CHL-NOR/joint-training"
AREA = f"<{DCC}area/joint-training>"


def infer_from(premises: ox.Store, **options: tuple[Rule, ...]) -> list[ox.Triple]:
    return infer(lambda iri: premises.quads_for_pattern(None, ox.NamedNode(iri), None), **options)


def store(*turtle: str, statement: bool = True) -> ox.Store:
    found = ox.Store()
    for module in sorted((ontology_dir() / "modules").glob("*.ttl")):
        found.load(path=str(module), to_graph=ox.NamedNode(PREFIXES["dcg"] + "ontology"))
    if statement:
        found.load(path=str(STATEMENT), to_graph=ox.NamedNode(PREFIXES["dcg"] + "document/d"))
    for number, text in enumerate(turtle):
        graph = ox.NamedNode(f"{PREFIXES['dcg']}document/{number}")
        found.load((PROLOGUE + text).encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return found


def inferred(*turtle: str, statement: bool = True) -> dict[tuple[str, str], set[str]]:
    """Subject without the namespace of individuals, and prefixed predicate, to values."""
    found: dict[tuple[str, str], set[str]] = {}
    for triple in infer_from(store(*turtle, statement=statement)):
        subject, value = (node.value.removeprefix(DCR) for node in (triple.subject, triple.object))  # type: ignore[union-attr]
        found.setdefault((subject, compact(triple.predicate.value)), set()).add(value)
    return found


def test_an_activity_and_a_commitment_tie_two_states_in_their_area() -> None:
    links = inferred()
    tie = "tie/CHL-NOR/joint-training"
    assert links[tie, "rdf:type"] == {DCO + "CooperationTie"}
    assert links[tie, "dco:tieBetween"] == {"state/CHL", "state/NOR"}
    assert links[tie, "dco:cooperationArea"] == {DCC + "area/joint-training"}
    assert links[tie, "dco:evidence"] == {"evidence/d/0-52"}
    assert links[tie, "prov:wasDerivedFrom"] == {"activity/d/27-41", "commitment/d/14-22"}
    assert links[tie, "dco:rule"] == {"cooperation-tie-from-activity", "cooperation-tie-from-commitment"}
    assert links[tie, "rdfs:label"] == {"Chile and Norway: joint training"}


def test_an_act_of_two_states_ties_them_in_its_area() -> None:
    act = f"<act/d/14-22> dco:cooperationArea {AREA} ."
    assert "act/d/14-22" in inferred(act)["tie/CHL-NOR/joint-training", "prov:wasDerivedFrom"]


@pytest.mark.parametrize("factuality", ["hoped", "invited"])
def test_a_hope_is_no_tie(factuality: str) -> None:
    activity = (
        f'<activity/x> dco:statedIn <document/x> ; dco:factuality "{factuality}" ; dco:evidence <e> ;'
        f" dco:cooperationArea {AREA} ; dco:participant <state/NOR> , <state/CHL> ."
        " <state/NOR> a dco:State . <state/CHL> a dco:State ."
    )
    assert not any(subject.startswith("tie/") for subject, _ in inferred(activity, statement=False))


def test_a_tie_of_a_state_with_an_organization_has_both_names_in_its_iri() -> None:
    activity = (
        '<activity/x> dco:statedIn <document/x> ; dco:factuality "done" ; dco:evidence <e> ;'
        f" dco:cooperationArea {AREA} ; dco:participant <state/NOR> , <org/nato> ."
        " <state/NOR> a dco:State . <org/nato> a dco:InternationalOrganization ."
    )
    assert ("tie/NOR-nato/joint-training", "dco:tieBetween") in inferred(activity, statement=False)


def test_states_that_a_tie_connects_cooperate_both_ways_and_never_with_themselves() -> None:
    links = inferred()
    assert links["state/CHL", "dco:cooperatesWith"] == {"state/NOR"}
    assert links["state/NOR", "dco:cooperatesWith"] == {"state/CHL"}


def test_participants_stand_for_their_states_by_post_or_body() -> None:
    assert inferred()["activity/d/27-41", "dco:participantState"] == {"state/NOR", "state/CHL"}


def test_a_tenure_is_in_the_body_of_its_post_and_in_all_that_this_is_an_organ_of() -> None:
    unit = """
        <fact/x> dco:statedIn <document/x> ; dco:tenureOf <person/kari-vik> ; dco:tenurePost <post/x> .
        <post/x> dco:postIn <org/unit> . <org/unit> dco:organOf <org/command> .
        <org/command> dco:organOf <org/alliance> .
        <org/alliance> a dco:InternationalOrganization .
        <activity/x> dco:statedIn <document/x> ; dco:participant <person/kari-vik> .
        <fact/unstated> dco:tenureOf <person/kari-vik> ; dco:tenurePost <post/x> ."""
    links = inferred(unit)
    assert links["fact/x", "dco:tenureBody"] == {"org/unit", "org/command", "org/alliance"}
    assert links["fact/x", "dco:inferredBy"] == {"tenure-body"}
    assert links["activity/x", "dco:participantState"] == {"org/alliance"}
    assert ("fact/unstated", "dco:tenureBody") not in links


def test_a_post_held_in_another_statement_does_not_speak_for_a_participant() -> None:
    activity = "<activity/x> dco:statedIn <document/x> ; dco:participant <person/kari-vik> ."
    assert ("activity/x", "dco:participantState") not in inferred(activity)


def test_an_act_without_a_bound_state_binds_the_state_of_its_speaker() -> None:
    act = "<act/x> dco:statedIn <document/d> ; dco:speaker <person/kari-vik> ."
    links = inferred(act)
    assert links["act/x", "dco:onBehalfOf"] == {"state/NOR"}
    assert links["act/x", "dco:spokeInTenure"] == {"fact/d/0-9/00000001"}
    assert links["act/x", "dco:inferredBy"] == {"on-behalf-of", "spoke-in-tenure"}


def test_an_act_that_says_whom_it_binds_is_left_alone() -> None:
    act = "<act/x> dco:statedIn <document/d> ; dco:speaker <person/kari-vik> ; dco:onBehalfOf <state/CHL> ."
    assert ("act/x", "dco:onBehalfOf") not in inferred(act)


def test_places_are_within_all_larger_places_and_states() -> None:
    assert inferred()["place/bergen", "dco:withinPlace"] == {"place/europe", "state/NOR"}


def test_an_activity_concerns_its_place_and_the_larger_ones() -> None:
    places = {"place/bergen", "place/norway-mainland", "place/europe", "state/NOR"}
    assert inferred()["activity/d/27-41", "dco:concernsPlace"] == places


def test_parts_of_bodies_are_closed_and_parts_of_statements_are_not() -> None:
    links = inferred("<org/a> dco:partOf <org/b> . <org/b> dco:partOf <org/c> .")
    assert links["org/a", "dco:partOf"] == {"org/c"}
    assert not any(subject.startswith("part/") for subject, _ in links)


@pytest.mark.parametrize(
    ("node", "link"),
    [
        ("dco:tenureOf <x> ; dco:tenurePost <y>", "dco:heldPost"),
        ("dco:membershipOf <x> ; dco:membershipIn <y>", "dco:memberOf"),
        ("dco:partnershipOf <x> ; dco:partnershipWith <y>", "dco:partnerOf"),
    ],
)
def test_an_affiliation_gives_its_short_form_unless_it_is_only_intended(node: str, link: str) -> None:
    assert inferred(f"<n> {node} .", statement=False)["x", link] == {"y"}
    assert inferred(f'<n> {node} ; dco:factuality "ongoing" .', statement=False)["x", link] == {"y"}
    assert ("x", link) not in inferred(f'<n> {node} ; dco:factuality "intended" .', statement=False)


@pytest.mark.parametrize(
    ("node", "link"),
    [
        ("dco:membershipOf <x> ; dco:membershipIn <y>", "dco:memberOf"),
        ("dco:partnershipOf <x> ; dco:partnershipWith <y>", "dco:partnerOf"),
    ],
)
def test_an_affiliation_that_has_ended_has_no_short_form(node: str, link: str) -> None:
    assert ("x", link) not in inferred(f'<n> {node} ; dco:untilYear "2020"^^xsd:gYear .', statement=False)


def test_what_is_stated_already_is_not_inferred_again() -> None:
    assert ("person/kari-vik", "dco:heldPost") not in inferred()


def test_earlier_inferences_take_no_part() -> None:
    stale = store()
    graph = ox.NamedNode(GRAPH_INFERENCES)
    before = infer_from(stale)
    stale.extend(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in before)
    stale.add(
        ox.Quad(ox.NamedNode(DCR + "place/europe"), ox.NamedNode(DCO + "withinPlace"), ox.NamedNode(DCR + "z"), graph)
    )
    assert infer_from(stale) == before


def test_inference_leaves_the_store_as_it_is_and_is_sorted() -> None:
    data = store()
    before = len(data)
    result = infer_from(data)
    assert len(data) == before
    assert result == sorted(result, key=str)
    assert infer_from(store()) == result


def test_every_rule_says_what_it_does_and_can_fire() -> None:
    rules = load_rules()
    assert all(rule.summary.endswith(".") for rule in rules)
    more = (
        "<act/x> dco:statedIn <document/d> ; dco:speaker <person/kari-vik> .",
        f"<act/d/14-22> dco:cooperationArea {AREA} . <org/a> dco:partOf <org/b> . <org/b> dco:partOf <org/c> .",
        "<n> dco:tenureOf <x> ; dco:tenurePost <y> . <m> dco:membershipOf <x> ; dco:membershipIn <y> .",
        "<l> dco:partnershipOf <x> ; dco:partnershipWith <y> .",
        "<act/d/14-22> dco:place <place/bergen> ; dco:target <state/CHL> ; dco:actType <t> .",
        '<t> dco:stance "critical" .',
        "<k> dco:membershipOf <state/CHL> ; dco:membershipIn <z> .",
        "<i> dco:membershipOf <state/NOR> ; dco:membershipIn <z> .",
        "<j> dco:partnershipOf <state/CHL> ; dco:partnershipWith <z> .",
        "<s> a dco:Sentence ; dco:mentions <state/CHL> , <state/NOR> ; dco:evidence <e> .",
        "<e> oa:hasSource <document/d> .",
    )
    complete = len(infer_from(store(*more)))
    idle = [r.name for r in rules if len(infer_from(store(*more), rules=tuple(o for o in rules if o != r))) == complete]
    assert idle == []


def test_every_inferred_node_names_its_rule() -> None:
    names = {rule.name for rule in load_rules()}
    triples = infer_from(store())
    made = {ox.NamedNode(DCO + "CooperationTie"), ox.NamedNode(DCO + "Tally")}
    nodes = {t.subject for t in triples if t.object in made}
    given = {t.subject for t in triples if t.predicate.value == DCO + "rule"}
    assert nodes == given
    said = {expand("dco:rule"), expand("dco:inferredBy")}
    assert {t.object.value for t in triples if t.predicate.value in said} <= names  # type: ignore[union-attr]


def test_a_rule_without_a_summary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.rq").write_text("CONSTRUCT { ?x ?p ?y } WHERE { ?x ?p ?y }", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"odd\.rq: a rule without a summary"):
        load_rules(tmp_path)


@pytest.mark.parametrize("query", ["CONSTRUCT { ?x }", "ASK { ?x ?p ?y }"])
def test_a_rule_that_is_no_construct_query_is_refused(tmp_path: Path, query: str) -> None:
    (tmp_path / "odd.rq").write_text(f"#+ summary: Odd.\n{query}", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"rules/odd\.rq"):
        infer_from(store(), rules=load_rules(tmp_path))


def test_a_folder_without_rules_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no rule found"):
        load_rules(tmp_path)


def test_a_type_that_a_rule_infers_concerns_the_rules_on_the_classes_above_it() -> None:
    first = Rule(
        "harbour",
        "A harbour is a facility.",
        f"CONSTRUCT {{ ?x a <{DCO}Facility> }} WHERE {{ ?x <{DCO}placeKind> 'harbour' }}",
        frozenset({f"{DCO}placeKind"}),
        frozenset({f"{DCO}Facility", PREFIXES["rdf"] + "type"}),
    )
    second = Rule(
        "place",
        "A place is within the world.",
        f"CONSTRUCT {{ ?x <{DCO}withinPlace> <{DCR}place/world> }} WHERE {{"
        f" ?x a/<{PREFIXES['rdfs']}subClassOf>* <{DCO}Place> }}",
        frozenset({f"{DCO}Place", PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "subClassOf"}),
        frozenset({f"{DCO}withinPlace"}),
    )
    premises = store('<place/vik> dco:placeKind "harbour" . <state/NOR> a dco:State .', statement=False)
    found = {
        (triple.subject.value, triple.predicate.value)  # type: ignore[union-attr]
        for triple in infer_from(premises, rules=(second, first))
    }
    assert found >= {(f"{DCR}place/vik", PREFIXES["rdf"] + "type"), (f"{DCR}place/vik", f"{DCO}withinPlace")}
