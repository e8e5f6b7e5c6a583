"""Instruments and equipment: who signed, negotiated, built, bought or supplied them, and how far they had come."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact

TITLE = "Joint Statement of the Ministers of Defence of Norway and Chile\n\n12 May 2021\n\n"


def facts(words: str, predicate: str) -> set[tuple[str, str]]:
    found = kg.extract(TITLE + words).facts
    return {(compact(f.subject), compact(f.object)) for f in found if compact(f.predicate) == predicate}


def test_who_signs_in_the_statement_is_a_signatory() -> None:
    found = facts("The Ministers signed the Memorandum on Cyber Defence.", "dco:signatory")
    memorandum = "dcr:instrument/memorandum-on-cyber-defence"
    assert found == {(memorandum, "dcr:state/NOR"), (memorandum, "dcr:state/CHL")}


def test_what_others_signed_has_no_signatory_of_the_statement() -> None:
    words = "The Ministers welcomed that Peru signed the Memorandum on Cyber Defence."
    assert facts(words, "dco:signatory") == set()


def test_an_instrument_is_in_force_since_the_day_that_the_words_give() -> None:
    words = "The Agreement on Logistics Support entered into force on 1 March 2021."
    assert facts(words, "dco:inForceSince") == {("dcr:instrument/agreement-on-logistics-support", "2021-03-01")}


MEMORANDUM = "dcr:instrument/memorandum-on-cyber-defence"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("The Ministers noted that the Memorandum on Cyber Defence is under negotiation.", "under-negotiation"),
        ("They agreed to start negotiations on a new Memorandum on Cyber Defence.", "under-negotiation"),
        ("They hoped for the early conclusion of a Memorandum on Cyber Defence.", "under-negotiation"),
        ("They welcomed the signing of the Memorandum on Cyber Defence.", "signed"),
        ("The Memorandum on Cyber Defence is now in force.", "in-force"),
        ("They regretted the termination of the Memorandum on Cyber Defence.", "ended"),
    ],
)
def test_how_far_an_instrument_has_come(words: str, status: str) -> None:
    assert facts(words, "dco:instrumentStatus") == {(MEMORANDUM, f"dcc:instrument-status/{status}")}


def test_who_negotiates_is_a_party_of_the_negotiation() -> None:
    words = "Norway and Peru are negotiating a Memorandum on Cyber Defence."
    assert facts(words, "dco:negotiatedBy") == {(MEMORANDUM, "dcr:state/NOR"), (MEMORANDUM, "dcr:state/PER")}


def test_an_instrument_is_signed_in_a_town_in_a_month() -> None:
    words = "They recalled the Memorandum on Cyber Defence signed in Lima in March 2019."
    assert facts(words, "dco:signedOn") | facts(words, "dco:signedIn") == {(MEMORANDUM, "2019-03")}


@pytest.mark.parametrize(
    ("words", "predicate", "agents", "factuality"),
    [
        ("Chile has ordered four P-99 aircraft.", "acquiredBy", {"CHL"}, "done"),
        ("They noted Norway's decision to purchase P-99 aircraft.", "acquiredBy", {"NOR"}, "intended"),
        ("Norway will donate two P-99 aircraft to Chile.", "suppliedBy", {"NOR"}, "intended"),
        ("Norway will donate two P-99 aircraft to Chile.", "acquiredBy", {"CHL"}, "intended"),
        ("The P-99 aircraft will be built by Peru.", "builtBy", {"PER"}, "intended"),
        ("They saw the P-99 built by Peru.", "builtBy", {"PER"}, "done"),
        ("They saw the P-99 of Peru.", "builtBy", set(), "done"),
    ],
)
def test_who_builds_buys_and_supplies_equipment(words: str, predicate: str, agents: set[str], factuality: str) -> None:
    found = [fact for fact in kg.extract(TITLE + words).facts if compact(fact.predicate) == f"dco:{predicate}"]
    assert {(compact(fact.subject), compact(fact.object), fact.factuality) for fact in found} == {
        ("dcr:equipment/p-99", f"dcr:state/{agent}", factuality) for agent in agents
    }


@pytest.mark.parametrize(
    "name",
    [
        "Memorandum of Understanding (MoU) on Training and Technical Cooperation",
        "Letter of Intent on Cyber Defence",
        "Letter of Intent",
        "Agreement on Mutual Logistic Support (AMLS)",
        "Plan of Action for Energy Cooperation",
    ],
)
def test_the_name_of_an_instrument_runs_on_behind_its_acronym(name: str) -> None:
    record = kg.extract(f"Norway and Chile met in Lima on 3 May 2019. The Ministers signed a {name}.")
    assert [m.text for m in record.mentions if m.type == "INST"] == [name]


def test_two_instruments_beside_each_other_are_two() -> None:
    text = "Norway and Chile met in Lima. They signed a Memorandum (MoU) on Shared Patrols and Protocol on Sea Lanes."
    record = kg.extract(text)
    assert [m.text for m in record.mentions if m.type == "INST"] == [
        "Memorandum (MoU) on Shared Patrols",
        "Protocol on Sea Lanes",
    ]


@pytest.mark.parametrize("name", ["Vision 2030", "Strategic Vision 2035", "Agenda 2063"])
def test_a_strategy_is_named_by_its_year(name: str) -> None:
    record = kg.extract(f"Norway and Chile met in Lima on 3 May 2019. The Ministers welcomed {name}.")
    assert [m.text for m in record.mentions if m.type == "PROG"] == [name]
