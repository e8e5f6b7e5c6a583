"""Everything that the seed statement says is in the graph, and nothing that one party alone said is the other's."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from kg.graph import KnowledgeGraph
from kg.names import DCC, DCO, DCR
from kg.record import Record
from tests.conftest import SEED, SHARED

JAPAN, SPAIN, NATO, EU = (f"dcr:{name}" for name in ("state/JPN", "state/ESP", "org/nato", "org/eu"))
ONODERA, COSPEDAL = (DCR + f"person/{name}" for name in ("itsunori-onodera", "maria-dolores-de-cospedal"))


def short(iri: str) -> str:
    for prefix, namespace in (("dcr:", DCR), ("dcc:", DCC), ("dco:", DCO)):
        iri = iri.replace(namespace, prefix)
    return iri


@pytest.fixture(scope="module")
def acts(seed_graph: KnowledgeGraph) -> list[dict[str, Any]]:
    rows = seed_graph.query(
        """SELECT ?act ?trigger ?type ?strength ?factuality ?start
             (GROUP_CONCAT(DISTINCT STR(?speaker); separator=" ") AS ?speakers)
             (GROUP_CONCAT(DISTINCT STR(?state); separator=" ") AS ?states)
             (GROUP_CONCAT(DISTINCT STR(?topic); separator=" ") AS ?topics)
             (GROUP_CONCAT(DISTINCT STR(?target); separator=" ") AS ?targets)
           WHERE {
             ?act a dco:SpeechAct ; dco:trigger ?trigger ; dco:actType ?type ; dco:strength ?strength ;
                  dco:factuality ?factuality ; dco:speaker ?speaker ; dco:onBehalfOf ?state ;
                  dco:evidence/oa:hasSelector/oa:start ?start .
             OPTIONAL { ?act dco:topic ?topic } OPTIONAL { ?act dco:target ?target }
           } GROUP BY ?act ?trigger ?type ?strength ?factuality ?start"""
    )
    for row in rows:
        for name in ("speakers", "states", "topics", "targets"):
            row[name] = set(map(short, (row[name] or "").split()))
        row["type"] = short(row["type"])
    return rows


def with_type(acts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [act for act in acts if act["type"] == f"dcc:act/{name}"]


def facts(graph: KnowledgeGraph, pattern: str) -> bool:
    return bool(graph.query(f"ASK {{ {pattern} }}")[0]["ask"])


def test_every_record_fits_the_published_schema(seed_record: Record) -> None:
    schema = SHARED / "contract" / "record.schema.json"
    if not schema.exists():
        pytest.skip("the published schema is not beside this checkout")
    jsonschema.validate(json.loads(json.dumps(seed_record.to_json())), json.loads(schema.read_text(encoding="utf-8")))


def test_every_piece_of_evidence_is_the_text_at_its_offsets(seed_graph: KnowledgeGraph) -> None:
    text = SEED.read_bytes().decode("utf-8")
    rows = seed_graph.query(
        """SELECT ?start ?end ?exact { ?e oa:hasSelector [ oa:start ?start ; oa:end ?end ] , [ oa:exact ?exact ] }"""
    )
    assert len(rows) > 50
    assert all(text[row["start"] : row["end"]] == row["exact"] for row in rows)


def test_the_meeting_and_its_participants_with_post_ministry_and_state(seed_graph: KnowledgeGraph) -> None:
    for person, state in ((ONODERA, JAPAN), (COSPEDAL, SPAIN)):
        assert facts(
            seed_graph,
            f"""?meeting a dco:Meeting ; dco:participant <{person}> ; dco:place dcr:place/tokyo ; dco:time ?time .
                ?time dco:beginDate "2018-01-15"^^xsd:date ; dco:endDate "2018-01-15"^^xsd:date .
                ?tenure dco:tenureOf <{person}> ; dco:tenurePost ?post . ?post dco:postIn ?ministry .
                ?ministry a dco:DefenceMinistry ; dco:organOf {state}""".replace(
                "dcr:place/tokyo", f"<{DCR}place/tokyo>"
            ).replace(state, f"<{state.replace('dcr:', DCR)}>"),
        )


def test_the_anniversary_dates_the_relations_back(seed_graph: KnowledgeGraph) -> None:
    assert facts(
        seed_graph, f'<{DCR}relations/ESP-JPN> dco:establishedIn ?y ; dco:anniversaryYears 150 FILTER(STR(?y) = "1868")'
    )


def test_about_forty_speech_acts_of_every_kind(acts: list[dict[str, Any]]) -> None:
    assert len(acts) == 40
    kinds = {act["type"].removeprefix("dcc:act/") for act in acts}
    assert kinds >= {
        *("welcome", "decide", "confirm", "affirm", "reaffirm", "recognize", "acknowledge", "appreciate", "thank"),
        *("satisfaction", "intend", "hope", "concern", "support", "share-the-view", "review", "exchange-views"),
        *("condemn", "urge", "oppose", "invite", "instruct"),
    }


def test_what_only_one_minister_said_is_hers_and_her_states(acts: list[dict[str, Any]]) -> None:
    hers = [act for act in acts if act["speakers"] == {short(COSPEDAL)}]
    assert {act["trigger"] for act in hers} >= {
        *("showed her appreciation", "acknowledged", "expressed gratitude", "welcomed", "extended a formal invitation"),
    }
    assert all(act["states"] == {SPAIN} for act in hers)
    assert {"dcc:area/nato-partnership", "dcr:strategy/free-and-open-indo-pacific"} <= {
        topic for act in hers for topic in act["topics"]
    }
    joint = [act for act in acts if act["speakers"] == {short(ONODERA), short(COSPEDAL)}]
    assert all(act["states"] == {JAPAN, SPAIN} for act in joint)
    assert len(hers) + len(joint) + 1 == len(acts)  # the one left is the intention that is reported of Japan


def test_the_condemnation_is_of_the_strongest_and_has_its_target(acts: list[dict[str, Any]]) -> None:
    (condemnation,) = with_type(acts, "condemn")
    assert condemnation["strength"] == 5 and "dcr:state/PRK" in condemnation["targets"]
    assert {"dcc:issue/ballistic-missiles", "dcc:issue/nuclear-programme"} <= condemnation["topics"]


def test_all_topics_of_a_list_are_found(acts: list[dict[str, Any]]) -> None:
    listed = {
        *("dcc:area/counter-ied", "dcc:area/humanitarian-assistance-disaster-relief"),
        *("dcc:area/cyber-defence", "dcc:area/gender"),
    }
    assert any(listed <= act["topics"] for act in acts)


def test_commitments_are_firm_or_hedged_as_they_are_worded(seed_graph: KnowledgeGraph) -> None:
    rows = seed_graph.query(
        "SELECT ?object ?firmness { ?c a dco:Commitment ; dco:object ?object ; dco:firmness ?firmness }"
    )
    assert len(rows) == 11
    hedged = [row["object"] for row in rows if row["firmness"] == "hedged"]
    assert len(hedged) == 1 and "explore the possibility of" in hedged[0]
    assert facts(seed_graph, "?c dco:debtor ?s ; dco:status/dco:statusValue ?v ; dco:cooperationArea ?a")


def test_the_joint_training_has_all_its_slots(seed_graph: KnowledgeGraph) -> None:
    slots = " ; ".join(
        [
            f"dco:participant <{DCR}org/JPN/maritime-self-defense-force> , <{DCR}org/ESP/air-force>",
            f"dco:equipment <{DCR}equipment/p-3c> , <{DCR}equipment/p-3m>",
            f"dco:place <{DCR}place/gulf-of-aden>",
            'dco:factuality "done"',
            "dco:time ?time",
        ]
    )
    assert facts(
        seed_graph,
        f"?training a dco:Training ; {slots} . ?time dco:surfaceText 'last year' ; "
        "dco:beginDate '2017-01-01'^^xsd:date ; dco:endDate '2017-12-31'^^xsd:date",
    )


@pytest.mark.parametrize(
    ("sender", "host", "programmes"),
    [
        ("state/JPN", "state/ESP", ["defense-research-programs"]),
        ("state/ESP", "org/JPN/peacekeeping-training-and-research-center", ["pkoccc", "unsoc"]),
    ],
)
def test_who_sends_officers_where(seed_graph: KnowledgeGraph, sender: str, host: str, programmes: list[str]) -> None:
    courses = " , ".join(f"<{DCR}programme/{name}>" for name in programmes)
    assert facts(
        seed_graph,
        f"?a a dco:TrainingAttendance ; dco:sender <{DCR}{sender}> ; dco:host <{DCR}{host}> ; dco:programme {courses}",
    )


def test_what_is_planned_is_intended_and_the_invitation_has_both_ends(seed_graph: KnowledgeGraph) -> None:
    planned = seed_graph.query(
        """SELECT ?label { ?a a ?class ; dco:factuality 'intended' ; rdfs:label ?label
                           VALUES ?class { dco:Meeting dco:Dialogue } }"""
    )
    labels = " | ".join(row["label"] for row in planned).lower()
    assert "meetings: vice-ministerial" in labels and "dialogue: defence equipment and technology" in labels
    assert facts(
        seed_graph,
        f"""?m a dco:Meeting ; dco:inviter <{COSPEDAL}> ; dco:invitee <{ONODERA}> ; dco:place <{DCR}place/madrid> ;
            dco:factuality "invited" ; dco:time/dco:surfaceText "2019" """,
    )
    assert facts(seed_graph, f"?m dco:underFramework <{DCR}forum/shangri-la-dialogue>")


def test_membership_is_a_fact_and_the_intended_partnership_is_none(seed_graph: KnowledgeGraph) -> None:
    document = "GRAPH ?g { ?document a dco:JointStatement . %s }"
    for organization in ("nato", "eu"):
        assert facts(seed_graph, document % f"<{DCR}state/ESP> dco:memberOf <{DCR}org/{organization}>")
    assert not facts(seed_graph, document % f"<{DCR}state/JPN> dco:partnerOf <{DCR}org/nato>")
    assert facts(
        seed_graph,
        document
        % f"""?p dco:partnershipOf <{DCR}state/JPN> ; dco:partnershipWith <{DCR}org/nato> ; dco:factuality "intended" ;
              dco:reportedBy <{COSPEDAL}>""",
    )


def test_the_fight_against_piracy_is_the_unions_with_japans_part(seed_graph: KnowledgeGraph) -> None:
    assert facts(
        seed_graph,
        f"""?o a dco:Operation ; dco:participant <{DCR}state/JPN> , <{DCR}org/eu> ;
            dco:place <{DCR}place/gulf-of-aden> ;
            dco:topic <{DCC}issue/piracy> ; dco:factuality "ongoing" """,
    )


def test_resolution_instruments_and_acronyms(seed_graph: KnowledgeGraph) -> None:
    assert facts(
        seed_graph,
        f"""<{DCR}resolution/unsc-2397> dco:adoptedOn "2017-12-22"^^xsd:date ; dco:vote "unanimous" ;
            dco:adoptedBy <{DCR}org/un-security-council>""",
    )
    invoked = {
        row["iri"] for row in seed_graph.query("SELECT DISTINCT ?iri { ?d a dco:JointStatement ; dco:mentions ?iri }")
    }
    assert {f"{DCR}instrument/unclos", f"{DCR}instrument/code-of-conduct-south-china-sea"} <= invoked
    known = {row["a"] for row in seed_graph.query("SELECT ?a { ?x dco:abbreviation ?a }")}
    assert {"JMSDF", "UN", "PKOCCC", "UNSOC", "C-IED", "HA/DR", "UNSC", "UNCLOS"} <= known


def test_the_memorandum_has_its_year_and_its_two_ministries(seed_graph: KnowledgeGraph) -> None:
    assert facts(
        seed_graph,
        f"""?m a dco:Memorandum ; dco:signedIn ?year ;
            dco:signatory <{DCR}org/JPN/ministry-of-defence> , <{DCR}org/ESP/ministry-of-defence>
            FILTER(STR(?year) = "2014")""",
    )


def test_the_six_headed_items_are_cooperation_areas(seed_graph: KnowledgeGraph) -> None:
    rows = seed_graph.query("SELECT ?part ?area { ?part a dco:HeadedItem ; dco:cooperationArea ?area }")
    areas = {short(row["area"]) for row in rows}
    assert len({row["part"] for row in rows}) == 6
    assert areas >= {
        f"dcc:area/{name}"
        for name in (
            "policy-dialogue",
            "unit-exchange",
            "equipment-and-technology",
            "education",
            "multilateral-cooperation",
        )
    }
