"""Persons whom the reference data lists: whom a name means, and for which state a title without one stands."""

import pytest

from kg.extraction.pipeline import understand
from kg.names import compact
from kg.reading import read_text


def short(iri):
    return compact(iri).removeprefix("dcr:").removeprefix("person/").removeprefix("state/")


def read(text):
    return understand(read_text(text))


def people(found):
    return {short(p.iri): [short(b) for b in p.behalf] for p in found.registry.participants if "/person/" in p.iri}


def held(found):
    return {(short(f.subject), short(f.object), f.rule) for f in found.facts if f.predicate.endswith("heldPost")}


DATED = "Readout\n\nMay 4, 2023\n\n"


@pytest.mark.parametrize(
    "name",
    ["Joe Biden", "Joseph R. Biden, Jr.", "Joseph R. Biden Jr.", "Joseph Biden"],
)
def test_every_writing_of_a_name_leads_to_the_listed_person(name):
    found = read(f"{DATED}President {name} of the United States met Minister of Defence of Norway Kari Lund in Oslo.")
    assert people(found) == {"joe-biden": ["USA"], "kari-lund": ["NOR"]}


@pytest.mark.parametrize("name", ["Fumio Kishida", "Kishida Fumio", "KISHIDA Fumio"])
def test_the_family_name_may_come_first(name):
    found = read(f"{DATED}Prime Minister {name} of Japan met Minister of Defence of Norway Kari Lund in Tokyo.")
    assert "fumio-kishida" in people(found)


def test_a_full_name_and_title_give_the_state_that_the_text_leaves_out():
    found = read("Readout\n\nNational Security Advisor Jake Sullivan met Minister of Defence of Norway Kari Lund.")
    assert people(found) == {"jake-sullivan": ["USA"], "kari-lund": ["NOR"]}
    assert ("jake-sullivan", "post/USA/national-security-advisor", "tenure.on-date") in held(found)


def test_a_title_and_surname_give_post_and_state_where_the_text_names_the_state():
    found = read(
        f"{DATED}Secretary Austin met Norwegian Minister of Defence Kari Lund. They spoke of the United States."
    )
    assert people(found) == {"lloyd-austin": ["USA"], "kari-lund": ["NOR"]}
    assert ("lloyd-austin", "post/USA/secretary-of-defence", "tenure.on-date") in held(found)


def test_a_surname_alone_is_nobody_where_the_text_names_no_state_of_his():
    found = read(f"{DATED}Secretary Austin met Norwegian Minister of Defence Kari Lund. They spoke of forces.")
    assert people(found)["austin"] == []


def test_a_tenure_counts_only_on_its_days():
    later = DATED.replace("2023", "2018")
    found = read(
        f"{later}Secretary Austin met Norwegian Minister of Defence Kari Lund. They spoke of the United States."
    )
    assert people(found)["austin"] == []


def test_on_the_day_that_a_post_passes_on_two_of_one_name_are_nobody():
    """Two prime ministers of one surname governed India in 1984, on one day both, and one state has them."""
    day = "Readout\n\n{}\n\nPrime Minister Gandhi of India met Minister of Defence of Norway Kari Lund in Oslo."
    assert "indira-gandhi" in people(read(day.format("May 4, 1983")))
    assert "rajiv-gandhi" in people(read(day.format("May 4, 1985")))
    assert "gandhi" in people(read(day.format("October 31, 1984")))


def test_without_a_date_the_state_counts_where_all_of_that_name_and_title_share_it():
    found = read(
        "Readout\n\nPresident Bush met Norwegian Minister of Defence Kari Lund. They spoke of the United States."
    )
    assert people(found) == {"bush": ["USA"], "kari-lund": ["NOR"]}


def test_the_state_that_the_text_gives_wins():
    found = read(f"{DATED}President Joe Biden of Norway met Minister of Defence of Portugal Rui Sousa in Oslo.")
    assert people(found) == {"joe-biden": ["NOR"], "rui-sousa": ["PRT"]}
    assert not any(rule == "tenure.on-date" for _, _, rule in held(found))


def test_a_name_behind_a_title_is_no_stranger_to_the_parties():
    found = read(
        "Joint Statement of Norway and Portugal\n\nMay 4, 2023\n\nPresident Biden and Prime Minister Lund met. They "
        "spoke of the United States."
    )
    assert "USA" not in [state for states in people(found).values() for state in states]


def test_a_former_holder_holds_no_post():
    found = read("Readout\n\nFormer President Obama met Minister of Defence of Norway Kari Lund in the United States.")
    assert not any(rule == "tenure.on-date" for _, _, rule in held(found))


def test_who_is_named_behind_the_opening_speaks_for_the_party_whose_post_he_holds():
    found = read(
        "Joint Statement of Norway and the United States\n\nMay 4, 2023\n\nWe, the leaders of Norway and the United "
        "States, met. We stand together. We share values. We keep peace. We train. We exercise. We will meet again.\n\n"
        "President Biden reaffirmed the commitment to the defence of Norway."
    )
    assert people(found) == {"joe-biden": ["USA"]}
    assert [short(found.registry.participants[i].iri) for i in found.registry.voice] == ["NOR", "USA"]


def test_a_sentence_with_several_days_is_no_date_of_the_statement():
    found = read("Readout\n\nThe sides met after the meetings of May 14, 2015 and April 21, 2016 in Norway and Oslo.")
    assert found.document.date is None
