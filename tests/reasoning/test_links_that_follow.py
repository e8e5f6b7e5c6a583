"""Links that no single statement spells out: each follows from statements and reference data, and proves itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kg
from kg.explaining import Explanation
from kg.graph import KnowledgeGraph
from kg.names import DCC, DCR

STATEMENTS = {
    "piracy": """Joint Statement of the Ministers of Defence of Japan and Spain

Tokyo, 15 January 2019

1. Minister of Defense of Japan Takeshi Iwaya and Minister of Defence of Spain Margarita Robles met in Tokyo.
2. The Ministers condemned piracy in the Gulf of Aden. They decided to strengthen cooperation in maritime security.
""",
    "quad": """Joint Statement of the Ministers of Defence of Japan and Australia

Sydney, 3 May 2022

The Ministers decided to strengthen cooperation in maritime security.
""",
    "foreign": """Joint Statement of Japan and Australia

Tokyo, 10 October 2018

Minister Kono and Minister Payne met in Tokyo. Minister Kono welcomed the growing cooperation in peacekeeping.
""",
    "defence": """Joint Statement of Japan and Australia

Tokyo, 20 November 2019

Minister Kono and Minister Reynolds met in Tokyo. Minister Kono welcomed the growing cooperation in cyber security.
""",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("links")
    for name, text in STATEMENTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    graph = kg.open(folder / "store")
    assert graph.build(*sorted(folder.glob("*.txt"))).documents == len(STATEMENTS)
    return graph


def walk(explanation: Explanation) -> Iterator[Explanation]:
    yield explanation
    for reason in explanation.because:
        yield from walk(reason)


def prove(graph: KnowledgeGraph, subject: str, predicate: str, value: str) -> tuple[set[str], str]:
    """Return the rules of a proof and all words that it quotes and says."""
    reasons = list(walk(graph.explain(subject, predicate, value)))
    rules = {reason.rule.name for reason in reasons if reason.rule and reason.kind == "inferred"}
    leaves = [reason for reason in reasons if not reason.because]
    assert {leaf.kind for leaf in leaves} <= {"extracted", "reference", "ontology"}
    return rules, " ".join(reason.quote.text for reason in reasons if reason.quote)


def one(graph: KnowledgeGraph, pattern: str) -> str:
    (row,) = graph.query(f"SELECT DISTINCT ?found WHERE {{ {pattern} }}")
    return str(row["found"])


def test_piracy_in_the_gulf_of_aden_concerns_the_western_indian_ocean(graph: KnowledgeGraph) -> None:
    act = one(graph, f"?found dco:actType <{DCC}act/condemn>")
    rules, quoted = prove(graph, act, "concernsPlace", DCR + "place/western-indian-ocean")
    assert rules == {"concerns-place"}
    assert quoted == "The Ministers condemned piracy in the Gulf of Aden."


def test_two_members_of_an_arrangement_cooperate_as_its_members(graph: KnowledgeGraph) -> None:
    tie = DCR + "tie/AUS-JPN/maritime-security"
    rules, quoted = prove(graph, tie, "amongMembersOf", DCR + "org/quad")
    assert {"tie-among-members", "member-of"} <= rules
    assert quoted == "The Ministers decided to strengthen cooperation in maritime security."


def test_that_nearly_all_states_are_members_says_nothing(graph: KnowledgeGraph) -> None:
    assert list(graph.query(f"SELECT ?tie WHERE {{ ?tie dco:amongMembersOf <{DCR}org/un> }}")) == []


def test_a_partner_of_nato_cooperates_with_a_member(graph: KnowledgeGraph) -> None:
    tie = DCR + "tie/ESP-JPN/maritime-security"
    rules, quoted = prove(graph, tie, "betweenPartnerAndMemberOf", DCR + "org/nato")
    assert {"tie-of-partner-and-member", "member-of", "partner-of"} <= rules
    assert "strengthen cooperation in maritime security" in quoted
    other = DCR + "tie/AUS-JPN/maritime-security"
    assert list(graph.query(f"SELECT ?body WHERE {{ <{other}> dco:betweenPartnerAndMemberOf ?body }}")) == []


@pytest.mark.parametrize(
    ("day", "post"), [("2018-10-10", "minister-of-foreign-affairs"), ("2019-11-20", "minister-of-defence")]
)
def test_who_spoke_for_which_state_in_which_post_follows_from_the_day(
    graph: KnowledgeGraph, day: str, post: str
) -> None:
    act, tenure = (
        one(
            graph,
            f'?act dco:trigger "welcomed" ; dco:speaker <{DCR}person/taro-kono> ; dco:onBehalfOf <{DCR}state/JPN> ;'
            f' dco:spokeInTenure ?tenure ; dco:statedIn/dcterms:date "{day}"^^xsd:date .'
            f" ?tenure dco:tenurePost <{DCR}post/JPN/{post}> . BIND(?{name} AS ?found)",
        )
        for name in ("act", "tenure")
    )
    rules, quoted = prove(graph, act, "spokeInTenure", tenure)
    assert rules == {"spoke-in-tenure"}
    assert "Minister Kono" in quoted
