"""Who takes part, for whom, and what stands for them all."""

import pytest

import kg
from kg.errors import SourceError
from kg.extraction.assembly import extract
from kg.extraction.pipeline import looks_like_statement, understand
from kg.names import compact
from kg.reading import read_source, read_text


def short(iri):
    return compact(iri).removeprefix("dcr:").removeprefix("person/").removeprefix("state/")


def read(text):
    return understand(read_text(text))


def seats(found):
    """Return who speaks for whom, of those that "we" stands for."""
    people = found.registry.participants
    return [(short(people[i].iri), [short(b) for b in people[i].behalf]) for i in found.registry.voice]


TWO = "Joint Statement of Norway and Portugal\n\n"


@pytest.mark.parametrize(
    "opening",
    [
        "Minister of Defence of Norway Kari Lund and Minister of Defence of Portugal Rui Sousa met in Oslo.",
        "The Minister of Defence of Norway, Kari Lund, and the Minister of Defence of Portugal, Rui Sousa, met.",
        "Norwegian Defence Minister Kari Lund and Portugal's Minister of Defence Rui Sousa met in Oslo.",
        "H.E. Ms. Kari Lund, Minister of Defence of Norway, and Dr. Rui Sousa, Deputy Prime Minister and Minister of "
        "Defence of the Portuguese Republic, met.",
        "The Minister of Defence (acting) of Norway, Kari Lund, and the Secretary of State (Defence) of Portugal, Rui "
        "Sousa, met.",
        "Minister of Defence Kari Lund of Norway hosted Minister of Defence Rui Sousa of Portugal.",
        "Norway's defence minister, Kari Lund, received her Portuguese counterpart, Rui Sousa.",
    ],
)
def test_persons_are_seated_with_their_states(opening):
    found = read(TWO + opening + " The Ministers agreed.")
    assert seats(found) == [("kari-lund", ["NOR"]), ("rui-sousa", ["PRT"])]
    assert [short(p) for p in found.document.parties] == ["NOR", "PRT"]


@pytest.mark.parametrize(
    "opening",
    [
        "Ministers of Defence of Norway, Kari Lund, Portugal, Rui Sousa, and Chile, Ana Paz, met in Oslo.",
        "The Ministers of Defence of Norway, Ms Kari Lund, of Portugal, Mr Rui Sousa, and of Chile, Ms Ana Paz, met.",
        "The Defence Ministers of Norway (Kari Lund), Portugal (Rui Sousa) and Chile (Ana Paz) met in Oslo.",
        "The Foreign Ministers of Norway - Kari Lund, Portugal - Rui Sousa and Chile - Ana Paz met in Oslo.",
        "The Presidents of Norway Kari Lund, of Portugal Rui Sousa and of Chile Ana Paz met in Oslo.",
        "Kari Lund, Rui Sousa and Ana Paz, the Defence Ministers of Norway, Portugal and Chile, met in Oslo.",
        "Kari Lund, Rui Sousa and Ana Paz, respectively Presidents of Norway, Portugal and Chile, met in Oslo.",
    ],
)
def test_holders_of_a_post_in_the_plural_are_told_by_the_list_of_states(opening):
    record = extract(read_text("Joint Statement\n\n" + opening))
    (met,) = record.acts
    assert [short(p) for p in met.speakers] == ["kari-lund", "rui-sousa", "ana-paz"]
    assert [short(s) for s in met.onBehalfOf] == ["NOR", "PRT", "CHL"]


def test_a_post_is_a_fact_with_its_body_and_state():
    found = read(TWO + "Minister of Defence of Norway Kari Lund met Minister of Defence of Portugal Rui Sousa.")
    facts = {(short(f.subject), compact(f.predicate), short(f.object)) for f in found.facts}
    assert ("kari-lund", "dco:heldPost", "post/NOR/minister-of-defence") in facts
    assert ("post/NOR/minister-of-defence", "dco:postIn", "org/NOR/ministry-of-defence") in facts
    assert ("org/NOR/ministry-of-defence", "dco:organOf", "NOR") in facts


def test_two_posts_of_one_person_are_two_facts():
    found = read(
        TWO + "The Deputy Prime Minister and Minister of Defence of Norway, Kari Lund, met Minister of Defence of "
        "Portugal Rui Sousa."
    )
    held = {short(f.object) for f in found.facts if short(f.subject) == "kari-lund"}
    assert held == {"post/NOR/deputy-prime-minister", "post/NOR/minister-of-defence"}


def test_a_state_before_the_first_person_counts_for_the_next():
    found = read(
        "Joint Statement\n\nNorwegian Minister of Foreign Affairs Kari Lund and Minister of Defence Per Berg met "
        "Portuguese Minister of Defence Rui Sousa."
    )
    assert seats(found) == [("kari-lund", ["NOR"]), ("per-berg", ["NOR"]), ("rui-sousa", ["PRT"])]


def test_the_one_party_left_over_is_the_state_of_the_person_without_one():
    found = read("Norway-Portugal Joint Statement\n\nPresident Rui Sousa welcomed Prime Minister Kari Lund of Norway.")
    assert dict(seats(found)) == {"rui-sousa": ["PRT"], "kari-lund": ["NOR"]}


def test_a_part_of_a_name_finds_its_person():
    found = read(
        TWO + "Minister of Defence of Norway LUND Kari met Minister of Defence of Portugal Ana de Sousa. "
        "Minister de Sousa thanked Minister Lund. Ms. Lund agreed."
    )
    people = [(m.text, short(m.iri)) for m in found.mentions if m.type == "PER"]
    assert people == [
        ("LUND Kari", "kari-lund"),
        ("Ana de Sousa", "ana-de-sousa"),
        ("Minister de Sousa", "ana-de-sousa"),
        ("Minister Lund", "kari-lund"),
        ("Ms. Lund", "kari-lund"),
    ]


def test_groups_stand_for_those_who_hold_the_role():
    found = read(
        "Statement of Norway, Portugal and Chile\n\nPresident Kari Lund of Norway, President Rui Sousa of Portugal and "
        "Minister of Defence Ana Reis of Chile met."
    )
    groups = found.registry.groups
    assert groups["presidents"] == groups["both presidents"] == groups["two presidents"] == (0, 1)
    assert groups["sides"] == groups["three countries"] == found.registry.voice == (0, 1, 2)


def test_abbreviated_group_names_stand_for_the_group():
    found = read(
        "Statement of Norway, Portugal and Chile\n\nNational Security Advisors Kari Lund of Norway, "
        "National Security Advisor Rui Sousa of Portugal and National Security Advisor Ana Reis of Chile met. "
        "The three National Security Advisors (NSAs) agreed. The three NSAs will meet."
    )
    groups = found.registry.groups
    assert groups["nsas"] == groups["national security advisors"]
    assert groups["three nsas"] == groups["nsas"]


def test_a_statement_without_persons_speaks_for_its_states():
    found = read("Statement\n\nWe, the leaders of Norway, Portugal, and Chile, met in Oslo.")
    assert seats(found) == [("NOR", ["NOR"]), ("PRT", ["PRT"]), ("CHL", ["CHL"])]


def test_an_organization_speaks_for_itself_and_keeps_its_members():
    found = read(
        "Joint statement by the Ministers of Defence of NORDEFCO\n\nThe Ministers of the Nordic Defence Cooperation "
        "(NORDEFCO) - comprising Denmark, Finland, Iceland, Norway and Sweden - met in Oslo."
    )
    assert seats(found) == [("org/nordefco", ["org/nordefco"])]
    members = [short(found.registry.participants[i].iri) for i in found.registry.groups["members"]]
    assert members == ["DNK", "FIN", "ISL", "NOR", "SWE"]


def test_who_is_named_later_takes_no_part():
    found = read(
        TWO + "Minister of Defence of Norway Kari Lund met Minister of Defence of Portugal Rui Sousa. They recalled "
        "the visit of President Ana Reis of Chile."
    )
    assert "person/ana-reis" not in " ".join(compact(p) for p in found.document.participants)


@pytest.mark.parametrize(
    "text, day, place",
    [
        (TWO + "3 May 2022\n\nThe Ministers met in Oslo on 2 May 2022.", "2022-05-03", "place/oslo"),
        (TWO + "Lima, 05 MAY 04\n\nThe Ministers met on 2 May.", "2004-05-05", "place/lima"),
        (TWO + "The Ministers met in Oslo, Norway, on May 2, 2022.", "2022-05-02", "place/oslo"),
        ("Statement of Norway and Portugal, 4 May 2022\n\nThey met.", "2022-05-04", None),
        (TWO + "The Ministers met to discuss the Gulf of Aden.", None, None),
    ],
)
def test_day_and_place_come_from_the_text(text, day, place):
    document = read(text).document
    assert (document.date, document.place and short(document.place)) == (day, place)


@pytest.mark.parametrize(
    "title, parties",
    [
        ("Statement on Chile", []),
        ("Visit to Chile", []),
        ("Joint Statement on the Norway-Chile Partnership", ["NOR", "CHL"]),
        ("Statement by the Government of Chile", ["CHL"]),
    ],
)
def test_a_state_that_a_title_speaks_about_is_no_party(title, parties):
    found = read(title + "\n\nThe Foreign Minister, Kari Lund, spoke to the press.")
    assert [short(p) for p in found.document.parties] == parties
    assert short(found.document.participants[0]) == "kari-lund"


def test_the_publisher_lends_its_state_to_who_speaks_alone(tmp_path):
    (tmp_path / "a.txt").write_text("Press release\n\nDefence Minister Kari Lund condemned the attack.")
    (tmp_path / "a.meta.toml").write_text('publisher = "Ministry of Defence of Norway"\ndate = 2031-05-06')
    found = understand(read_source(tmp_path / "a.txt"))
    assert seats(found) == [("kari-lund", ["NOR"])]
    assert found.document.date == "2031-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "Rice\n\n1. Heat the oil in a pan.\n2. Serve it with lemon.",
        "import os\n\nprint(os.getcwd())\n",
        "The road was long\nand winter came\nI saw the river\ncall my name",
    ],
)
def test_a_text_where_nobody_speaks_is_no_statement(text):
    assert not looks_like_statement(read(text), acts=0)


def test_a_text_without_english_is_refused():
    with pytest.raises(SourceError, match="no English paragraph"):
        read("Uttalande från ministrarna den 3 maj. Det var en bra dag för alla i landet och den ska firas.")


def test_the_title_of_the_publishers_page_names_the_parties_of_a_text_without_one(tmp_path):
    (tmp_path / "a.txt").write_text("The Ministers met in Oslo and agreed to cooperate.")
    (tmp_path / "a.meta.toml").write_text('title = "Joint Statement of Norway and Chile on Polar Rescue"')
    found = understand(read_source(tmp_path / "a.txt"))
    assert [short(p) for p in found.document.parties] == ["NOR", "CHL"]


def test_who_is_only_spoken_of_holds_his_post_and_takes_no_part():
    text = (
        "Joint Statement of Norway and Chile\n\nThe Minister of Defence of Norway, Kari Lund, and her Chilean "
        "counterpart, Pedro Rojas, met in Oslo. They thanked the Chief of the Naval Staff of Ghana, Admiral Seth Amo."
    )
    found = read(text)
    held = {(short(f.subject), short(f.object)) for f in found.facts if f.predicate.endswith("heldPost")}
    assert held == {
        ("kari-lund", "post/NOR/minister-of-defence"),
        ("pedro-rojas", "post/CHL/minister-of-defence"),
        ("seth-amo", "post/GHA/chief-of-naval-operations"),
    }
    assert seats(found) == [("kari-lund", ["NOR"]), ("pedro-rojas", ["CHL"])]


def test_the_field_of_an_office_is_neither_a_person_nor_a_programme():
    text = (
        "Talks of Norway and Chile\n\nThe talks were co-chaired by Ms Kari Lund, Deputy Director-General at the "
        "Norwegian Ministry of Defence, and Mr Rui Paz, First Assistant Secretary International Policy, Chilean "
        "Ministry of Defence."
    )
    found = read(text)
    assert seats(found) == [("kari-lund", ["NOR"]), ("rui-paz", ["CHL"])]
    assert not [m for m in found.mentions if "Policy" in m.text]


_LED = """Communique of the Council of the North Atlantic Treaty Organization

The Council of the North Atlantic Treaty Organization met in Oslo on 3 May 1988. The delegations were led by:

1. H.E. Mr. Ola Ahmed, Minister for Foreign Affairs, Norway.
2. The Rt. Hon. Eve Marsh, Secretary of State for Foreign and Commonwealth Affairs, United Kingdom.
3. The Hon. Carl Stone, Minister of State for Defense, Canada.

The meeting was opened by the Secretary General. The Council welcomed the talks on conventional forces and agreed to
meet again in Rome in the autumn. It thanked the Government of Norway for its hospitality.
"""


@pytest.mark.parametrize("text", [_LED, _LED.upper()])
def test_who_led_the_delegations_takes_part_with_his_post(text):
    found = extract(read_text(text))
    assert [short(p) for p in found.document.participants] == ["ola-ahmed", "eve-marsh", "carl-stone"]
    held = {(short(f.subject), short(f.object)) for f in found.facts if f.predicate.endswith("heldPost")}
    assert ("eve-marsh", "post/GBR/secretary-of-state-for-foreign-and-commonwealth-affairs") in held
    assert {post.split("/")[1] for _, post in held} == {"NOR", "GBR", "CAN"}


def test_persons_behind_a_list_of_their_states_speak_each_for_his_own() -> None:
    text = (
        "The Ministers of Defence of Norway and Chile, Kari Lund and Pio Vega, met in Oslo on 3 May 2019. "
        "Minister Lund thanked Minister Vega."
    )
    record = kg.extract(text)
    thanks = next(act for act in record.acts if act.trigger == "thanked")
    assert [compact(iri) for iri in (*thanks.onBehalfOf, *thanks.targets)][:1] == ["dcr:state/NOR"]
    assert {compact(iri) for iri in record.document.participants} == {"dcr:person/kari-lund", "dcr:person/pio-vega"}


@pytest.mark.parametrize(
    "who",
    [
        "The Ministers of Defence of Norway and Chile, Kari Lund and Pio Vega,",
        "The Ministers of Defence of Norway, Kari Lund, and of Chile, Pio Vega,",
    ],
)
def test_persons_in_a_list_of_states_hold_the_post_each_of_his_own(who: str) -> None:
    facts = kg.extract(f"{who} met in Oslo on 3 May 2019.").facts
    held = {(compact(f.subject), compact(f.object)) for f in facts if compact(f.predicate) == "dco:heldPost"}
    assert held == {
        ("dcr:person/kari-lund", "dcr:post/NOR/minister-of-defence"),
        ("dcr:person/pio-vega", "dcr:post/CHL/minister-of-defence"),
    }


def test_two_ministers_of_one_state_do_not_hold_one_post() -> None:
    facts = kg.extract("The Foreign and Defence Ministers of Norway, Kari Lund and Arne Lie, met in Oslo.").facts
    assert not [f for f in facts if compact(f.predicate) == "dco:heldPost"]
