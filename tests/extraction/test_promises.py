"""What binds: verbs of promise, each with the ways to say until when, on what condition and to whose benefit."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact
from kg.record import Commitment

TITLE = "Joint Statement of Norway and Chile\n\n12 May 2021\n\n"


def promise(words: str) -> Commitment:
    (found,) = kg.extract(TITLE + words).commitments
    return found


@pytest.mark.parametrize(
    ("verb", "firmness"),
    [
        ("will", "firm"),
        ("shall", "firm"),
        ("undertook to", "firm"),
        ("pledged to", "firm"),
        ("accepted to", "firm"),
        ("announced their decision to", "firm"),
        ("stand ready to", "firm"),
        ("are determined to", "firm"),
        ("signalled their intention to", "intended"),
        ("plan to", "intended"),
        ("hope to", "hoped"),
        ("wish to", "hoped"),
        ("agreed in principle to", "hedged"),
        ("agreed to explore ways to", "hedged"),
    ],
)
def test_each_way_to_promise_has_its_firmness(verb: str, firmness: str) -> None:
    assert promise(f"Norway and Chile {verb} share radar data.").firmness == firmness


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("by the end of 2022", "2022-12-31"),
        ("not later than 1 March 2022", "2022-03-01"),
        ("prior to the end of 2021", "2021-12-31"),
        ("within six months", "2021-11-12"),
        ("by 1 June 2022 at the latest", "2022-06-01"),
        ("on or before 1 June 2022", "2022-06-01"),
    ],
)
def test_until_when(until: str, last: str) -> None:
    deadline = promise(f"Norway and Chile undertook to share radar data {until}.").deadline
    assert deadline is not None and deadline.end == last


@pytest.mark.parametrize(
    "condition",
    [
        "subject to the approval of their parliaments",
        "provided that funds are available",
        "once the treaty is in force",
        "unless otherwise agreed",
        "in the event that talks succeed",
        "depending on the outcome of the review",
    ],
)
@pytest.mark.parametrize("verb", ["agreed to", "confirmed that they would"])
def test_a_condition_makes_no_promise_less_firm(verb: str, condition: str) -> None:
    found = promise(f"Norway and Chile {verb} share radar data, {condition}.")
    assert (found.condition, found.firmness) == (condition, "firm")


@pytest.mark.parametrize("words", ["provide Peru with two boats", "deliver two boats to Peru", "equip Peru"])
def test_to_whose_benefit(words: str) -> None:
    assert [compact(iri) for iri in promise(f"Norway and Chile agreed to {words}.").creditors] == ["dcr:state/PER"]


def test_what_merely_takes_place_binds_nobody() -> None:
    text = "Norway and Chile met in Lima. A session of the Council of the African Union will take place in Oslo."
    assert not kg.extract(text).commitments


@pytest.mark.parametrize("verb", ["confirmed", "reaffirmed", "reiterated"])
def test_to_confirm_to_do_something_binds(verb: str) -> None:
    (commitment,) = kg.extract(f"Norway and Chile {verb} to continue to work closely together.").commitments
    assert commitment.firmness == "firm"


@pytest.mark.parametrize(
    "who",
    ["relevant agencies of the two armies", "their navies", "the competent authorities of both countries"],
)
def test_what_organs_of_those_who_agree_will_do_binds_them(who: str) -> None:
    assert promise(f"The Ministers of Norway and Chile agreed that {who} will draw up a plan.").firmness == "firm"


def test_an_item_that_only_weighs_is_hedged_in_a_list_of_intentions() -> None:
    text = (
        "Norway and Chile declare their intention to:\n\n1. open an office by the end of 2025;\n\n"
        "2. explore the possibility of exchanging cadets."
    )
    found = kg.extract(TITLE + text).commitments
    assert [commitment.firmness for commitment in found] == ["intended", "hedged"]


def test_what_a_minister_pledges_that_her_government_would_do_binds_it() -> None:
    words = "The Minister of Defence of Norway pledged that her Government would supply spare parts."
    assert [compact(iri) for iri in promise(words).debtors] == ["dcr:state/NOR"]


@pytest.mark.parametrize(
    "words",
    [
        "The discussions will focus on training.",
        "The meeting will also analyse the plan.",
        "The visit will strengthen cooperation between both navies.",
        "Minister Rojas said that the meeting would discuss piracy.",
    ],
)
def test_what_an_occasion_will_do_binds_nobody(words: str) -> None:
    text = "The Minister of Defence of Norway, Kari Dahl, and the Minister of Defence of Chile, Ana Rojas, met. "
    assert not kg.extract(TITLE + text + words).commitments


@pytest.mark.parametrize(
    ("words", "firmness"),
    [
        ("are united in their determination to help Peru", ["firm"]),
        ("are united in their condemnation of the attack", []),
        ("would like to deepen the exchange of cadets", ["hoped"]),
        ("would like to thank Peru", []),
    ],
)
def test_what_a_stance_or_a_wish_binds_to(words: str, firmness: list[str]) -> None:
    found = kg.extract(TITLE + f"Norway and Chile {words}.").commitments
    assert [commitment.firmness for commitment in found] == firmness


def test_an_invitation_that_was_accepted_binds() -> None:
    text = "The President of Chile invited the Prime Minister of Norway. The invitation was accepted with pleasure."
    assert [commitment.firmness for commitment in kg.extract(TITLE + text).commitments] == ["firm"]


@pytest.mark.parametrize(
    ("words", "firmness"),
    [
        ("It was decided that a working group be set up.", "firm"),
        ("Norway and Chile agreed that the plan be submitted by May.", "firm"),
        ("It is our goal to make the region safer.", "intended"),
        ("It is their intention to meet again.", "intended"),
        ("Norway undertook the responsibility of training ten officers.", "firm"),
        ("Norway and Chile stand united in support of Peru.", "firm"),
    ],
)
def test_further_ways_to_promise(words: str, firmness: str) -> None:
    assert promise(words).firmness == firmness


def test_what_something_requires_to_be_done_binds_nobody() -> None:
    text = (
        "Norway and Chile agreed that in view of the attacks the defence of Peru requires that its forces be changed."
    )
    assert not kg.extract(TITLE + text).commitments
