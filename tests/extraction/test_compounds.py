"""Names that hold other names: days, states and bodies before a noun, bodies and short forms behind it."""

import pytest

from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import read_text

TITLE = "Joint Statement of Norway and Portugal\n\nOslo, 3 May 2022\n\n"


def record(sentence):
    found = extract(read_text(TITLE + sentence))
    assert all(found.text[m.start : m.end] == m.text for m in found.mentions)
    return found


def names(sentence, *types):
    return [m.text for m in record(sentence).mentions if m.start >= len(TITLE) and m.type in types]


@pytest.mark.parametrize(
    "kind, name",
    [
        ("INST", "1984 Treaty of Peace and Amity"),
        ("INST", "Porto Declaration"),
        ("INST", "14 May 1991 Joint Declaration of Zadar"),
        ("INST", "Peru-Chile Implementing Arrangement on Rescue"),
        ("EVENT", "23rd Peru-EU Summit"),
        ("EVENT", "Second Summit of the Lublin Triangle"),
        ("EVENT", "42nd Ordinary Meeting"),
        ("EVENT", "XVI BRICS Summit"),
        ("EVENT", "Cobra Gold 2019"),
        ("EVENT", "Shangri-La Dialogue 2022"),
        ("EVENT", "First Session of the Peru-Chile Defence Committee"),
        ("EVENT", "Tenth Meeting of Heads of State and Government of the Rio Group"),
        ("ORG", "Peru-Chile Joint Defence Committee"),
        ("ORG", "Visegrad Group (V4)"),
        ("ORG", "UAE National Guard"),
        ("ORG", "Mauritius Prison Service"),
        ("ORG", "1st Commando Battalion"),
        ("ORG", "Arab League's Council of Foreign Ministers"),
        ("ORG", "General Assembly of the OAS"),
        ("PROG", "Peru-Chile Defence Ministers' Dialogue"),
    ],
)
def test_a_name_is_read_with_the_names_in_it(kind: str, name: str):
    assert names(f"They welcomed the {name}.", "STATE", "LOC", "DATE", "ORG", "INST", "EVENT", "PROG") == [name]
    assert names(f"They welcomed the {name}.", kind) == [name]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("In 2019 Operation Northern Wind began.", ["2019", "Operation Northern Wind"]),
        ("EU-NATO cooperation was praised.", ["EU", "NATO"]),
        ("They thanked Chile's Ministry of Defence.", ["Chile", "Ministry of Defence"]),
        ("3. Summit was held.\n\n4. Peru was thanked.", ["Peru"]),
        ("They met at the Meeting in Peru.", ["Peru"]),
    ],
)
def test_names_that_only_stand_beside_each_other_stay_apart(sentence: str, expected: list[str]):
    assert names(sentence, "STATE", "DATE", "ORG", "EVENT") == expected


def test_a_common_noun_with_a_capital_takes_up_the_last_body_or_meeting_with_it():
    found = record("The Security Council met. The Council praised NATO. They thanked the Alliance. This Board was new.")
    again = [(m.text, compact(m.iri)) for m in found.mentions if m.text in ("Council", "Alliance", "Board")]
    assert again == [("Council", "dcr:org/un-security-council"), ("Alliance", "dcr:org/nato")]


def test_an_alliance_of_two_states_is_no_body():
    found = names("NATO met. They hailed the Peru-Chile Alliance. The Alliance was thanked.", "ORG", "STATE")
    assert found == ["NATO", "Peru", "Chile"]


def test_the_council_of_a_numbered_meeting_is_the_body_and_no_meeting():
    found = record("They hailed the Fourth Meeting of the SEATO Council. The Council was thanked.")
    assert [m.type for m in found.mentions if m.text == "Council"] == ["ORG"]


def test_states_inside_a_name_still_speak():
    found = extract(
        read_text("Peru-Chile Defence Committee\n\nJoint Statement\n\nPeru and Chile welcomed the exercise.")
    )
    assert [compact(iri) for act in found.acts for iri in act.onBehalfOf] == ["dcr:state/PER", "dcr:state/CHL"]


def test_a_short_form_that_spells_a_body_leaves_the_state_before_it_apart():
    assert names("The Peruvian National Rescue Council (NRC) met.", "ORG") == ["National Rescue Council (NRC)"]


def test_a_common_noun_begins_no_head_of_several_words():
    assert names("They thanked the NATO working Group.", "ORG") == ["NATO"]


def test_a_name_in_capitals_ends_before_its_parties():
    title = (
        "COMMUNIQUÉ OF THE FOURTH SESSION OF THE JOINT DEFENCE COMMITTEE BETWEEN THE REPUBLIC OF NORWAY AND PORTUGAL"
    )
    found = extract(read_text(f"{title}\n\nNorway and Portugal agreed to meet."))
    assert [m.text for m in found.mentions if m.type == "EVENT"] == ["FOURTH SESSION OF THE JOINT DEFENCE COMMITTEE"]


def test_a_meeting_is_not_named_after_who_attends_it():
    assert names("Minister of Defence Kari Lund's Meeting with Portugal was fruitful.", "EVENT") == []
