"""Whole openings: who the parties are and who acts, in the forms that joint texts and bodies begin with."""

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source


def _read(text: str):
    return extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))


def _names(iris) -> set[str]:
    return {iri.rpartition("/")[2] for iri in iris}


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        ("We, the Governments of Angola; the Republic of Botswana; and the Republic of Namibia: agree", "AGO BWA NAM"),
        ("The Governments of Angola; Botswana; and Namibia agreed", "AGO BWA NAM"),
        ("The Ministers of Foreign Affairs and of Defence of Peru and Chile agreed", "PER CHL"),
        ("The Ministers of Defence of Peru and Chile, and of Norway and Latvia, agreed", "PER CHL NOR LVA"),
        ("The heads of the navies of Peru and Chile and of the coast guard of Ecuador agreed", "PER CHL ECU"),
        ("Senior officers from the navies of Samoa and Tonga and the Fiji Navy agreed", "WSM TON FJI"),
        ("The five Nordic Foreign Ministers and the Foreign Minister of Canada agreed", "DNK FIN ISL NOR SWE CAN"),
        ("The Baltic Ministers of Defence and their colleague from Poland agreed", "EST LVA LTU POL"),
        ("Canada and the five Nordic countries agreed", "DNK FIN ISL NOR SWE CAN"),
        ("The Peruvian-Chilean Joint Military Commission agreed", "PER CHL"),
        ("Today the Egyptian-Sudanese Standing Committee on Borders agreed", "EGY SDN"),
        ("Ministers of the Lake Triangle from Peru, Chile and Bolivia agreed", "PER CHL BOL"),
        ("The Canadian, Peruvian and Chilean Ministers of Defence agreed", "CAN PER CHL"),
        ("Canadian and South African officials agreed", "CAN ZAF"),
        ("The Foreign Minister of Canada, Kari Lund, and her Peruvian and Chilean counterparts agreed", "CAN PER CHL"),
        (
            "The Presidents of the Central Asian states and the President of Azerbaijan agreed",
            "KAZ KGZ TJK TKM UZB AZE",
        ),
        ("The coast guards of Peru and Chile agreed", "PER CHL"),
        ("The police maritime units of Peru and Chile agreed", "PER CHL"),
    ],
)
def test_an_opening_tells_the_parties_and_who_acts(opening: str, parties: str) -> None:
    record = _read(f"{opening} to exchange officers.\n\nThey condemned piracy.\n")
    assert _names(record.document.parties) == set(parties.split())
    assert [_names(act.onBehalfOf) for act in record.acts] == [set(parties.split())] * 2


@pytest.mark.parametrize(
    "opening",
    [
        "Norway's Minister of Defence Kari Lund met with her counterparts from Sweden and Finland in Oslo.",
        "The Minister of Defence of Norway, Kari Lund, hosted in Oslo her colleagues from Sweden and Finland.",
        "Minister of Defence Kari Lund of Norway received the Ministers of Defence of Sweden and Finland.",
        "At the invitation of Norway's Minister of Defence, the Ministers of Defence of Sweden and Finland met.",
        "The Ministers of Defence of Sweden and Finland, Nils Ek and Aino Salo, met with their Norwegian counterpart.",
    ],
)
def test_who_hosts_or_meets_several_others_is_a_party_with_them(opening: str) -> None:
    record = _read(f"{opening}\n\nThe ministers condemned piracy.\n")
    assert _names(record.document.parties) == {"NOR", "SWE", "FIN"}
    assert _names(record.acts[-1].onBehalfOf) == {"NOR", "SWE", "FIN"}


@pytest.mark.parametrize(
    "opening",
    [
        "The 7th Melanesian Spearhead Group (MSG) Leaders' Summit was held in Suva on 3 May 2013. It was attended by "
        "Pio Vega, Prime Minister of Fiji, and Rui Paz, Prime Minister of Vanuatu.",
        "The 22nd Ordinary Session of the Summit of Heads of State and Government of the Mano River Union was held in "
        "Monrovia. It was attended by Ana Rojas, President of Liberia; Pio Vega, President of Sierra Leone; Rui Paz, "
        "President of Guinea; and Kari Lund, President of Côte d'Ivoire.",
    ],
)
def test_a_session_is_its_body_s_also_where_all_members_are_named(opening: str) -> None:
    record = _read(f"{opening}\n\nThe Summit condemned piracy.\n")
    assert not any("/state/" in party for party in record.document.parties)
    assert record.acts[-1].onBehalfOf == record.document.parties


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ("Joint Statement of Peru and Chile\n\nOslo, Norway\nMay 3, 2012\n\nThe parties agreed to meet.", "oslo"),
        ("Joint Statement of Peru and Chile\n\nMay 3, 2012\nOslo\n\nThe parties agreed to meet.", "oslo"),
        ("Joint Statement of Peru and Chile\n\nIn Oslo today, the parties discussed piracy.", "oslo"),
    ],
)
def test_a_line_beside_the_day_or_the_first_words_tell_the_place(front: str, place: str) -> None:
    assert (_read(front + "\n").document.place or "").endswith(f"/{place}")


def test_heads_of_delegation_are_of_the_states_before_their_names() -> None:
    record = _read(
        "The heads of the delegations of Peru, Mr. Pio Vega, Vice Minister of Defence; of Chile, Colonel Ana Rojas, "
        "Chief of the Naval Staff; and of Bolivia, Captain Rui Paz, Commander of the River Fleet, met in Lima.\n\n"
        "The heads of delegation condemned piracy. The delegation of Bolivia thanked Peru.\n"
    )
    assert [_names(act.onBehalfOf) for act in record.acts] == [{"PER", "CHL", "BOL"}, {"PER", "CHL", "BOL"}, {"BOL"}]


@pytest.mark.parametrize("who", ["Both air forces", "The two air forces", "Both services", "The two navies"])
def test_the_services_of_both_sides_stand_for_them(who: str) -> None:
    record = _read(f"The Chilean Air Force and the Peruvian Air Force held talks in Lima.\n\n{who} condemned piracy.\n")
    assert _names(record.acts[-1].onBehalfOf) == {"CHL", "PER"}


@pytest.mark.parametrize("act", ["call on Iran to stop", "urge Iran to stop", "welcome the plan"])
def test_a_group_may_have_its_verb_in_the_plural(act: str) -> None:
    record = _read(f"Statement of the G7\n\nThe G7 {act}.\n")
    assert [_names(found.onBehalfOf) for found in record.acts] == [{"g7"}]


def test_observers_are_no_parties_and_posts_end_with_their_state() -> None:
    record = _read(
        "The Fifth National Security Adviser level meeting of the Lake Conclave was attended by Kari Lund, Minister of "
        "Defence of Norway; Pio Vega, National Security Adviser to the Prime Minister of the Republic of India; and "
        "General Rui Paz, Secretary to the Ministry of Defence of Chile. The delegation of Bolivia was led by Ana "
        "Rojas, Adviser to the President of Bolivia. Delegations from Bolivia and Peru participated as Observers.\n\n"
        "The members condemned piracy.\n"
    )
    assert _names(record.acts[-1].onBehalfOf) == {"NOR", "IND", "CHL"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        "Noting the risk,\n\nDeclare that they will meet again.\n\nCondemn piracy.",
        "Having met in Lima,\n\nHEREBY RESOLVE to meet again.\n\nCondemn piracy.",
    ],
)
def test_a_preamble_s_subject_leads_until_another_takes_its_place(paragraphs: str) -> None:
    record = _read(f"LIMA DECLARATION\n\nLima, 3 May 1931\n\nThe representatives of Peru and Chile,\n\n{paragraphs}\n")
    assert len(record.acts) == 3
    assert all(_names(act.onBehalfOf) == {"PER", "CHL"} for act in record.acts)


def test_states_that_a_list_comprises_speak_beyond_those_whose_ministers_are_named() -> None:
    record = _read(
        "The Ministers of the riparian States of the Bight of Benin, namely Benin, Ghana, Nigeria and Togo, met "
        "in Lomé under the chairmanship of the Minister of Benin.\n\nThe Ministers condemned piracy.\n"
    )
    assert _names(record.document.parties) == {"BEN", "GHA", "NGA", "TGO"}


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        (
            "Principals of the Arctic Rescue Forum (ARF) Members gathered in Oulu, Finland, on 3 May 2018.",
            {"arctic-rescue-forum"},
        ),
        (
            "The Mechanism was attended by the Ministers of Defence of the member countries, namely Peru, Chile and "
            "Bolivia. Also in attendance, as observers, were representatives from Norway and Finland.",
            {"PER", "CHL", "BOL"},
        ),
    ],
)
def test_neither_a_place_nor_observers_speak(opening: str, parties: set[str]) -> None:
    record = _read(f"Decisions on rescue\n\n{opening}\n\nThe Ministers condemned piracy.\n")
    assert _names(record.document.parties) == parties


def test_a_body_that_is_only_spoken_of_does_not_speak() -> None:
    record = _read(
        "Declaration on peace\n\nThe Ministers received the report of the Verification and Review Commission.\n\n"
        "The Ministers condemned piracy.\n"
    )
    assert record.document.parties == ()


def test_two_persons_of_the_two_states_that_an_opening_names_speak_for_them() -> None:
    record = _read(
        "DECLARATION OF THE FALLS\n\nOn the occasion of their meeting, Presidents Pio Vega and Ana Rojas inaugurated "
        "the bridge that joins Peru and Chile.\n\nThe Presidents condemned piracy. President Rojas thanked Peru.\n"
    )
    assert [_names(act.onBehalfOf) for act in record.acts[-2:]] == [{"PER", "CHL"}, {"CHL"}]


def test_delegations_led_by_several_speak_for_all() -> None:
    record = _read(
        "Talks between the Ministry of Defence of Peru and the Ministry of Defence of Chile were held in Lima.\n\n"
        "The two delegations, led by Colonel Pio Vega and Colonel Ana Rojas, discussed air policing.\n"
    )
    assert _names(record.acts[-1].onBehalfOf) == {"PER", "CHL"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "GCC-Central Asia Strategic Dialogue\n\nOn 7 September 2022, the first meeting of the GCC-Central Asia "
            "Strategic Dialogue was held in Riyadh. The event was attended by the foreign ministers of Qatar, Kuwait, "
            "Uzbekistan and Kazakhstan.\n\nThe parties condemned piracy.",
            {"QAT", "KWT", "UZB", "KAZ"},
        ),
        (
            "Summit Joint Statement\n\nAt the invitation of the King of the Kingdom of Saudi Arabia, the heads of the "
            "Gulf Cooperation Council (GCC) and the Central Asian states held their meeting in Jeddah.\n\nThe leaders "
            "condemned piracy.",
            {"gcc", "KAZ", "KGZ", "TJK", "TKM", "UZB"},
        ),
        (
            "Joint Statement of the Presidents of Peru, Chile and the Republic of Norway, Oslo, 5 December 2008\n\n"
            "The Presidents condemned piracy.",
            {"PER", "CHL", "NOR"},
        ),
    ],
)
def test_bodies_stand_beside_states_and_for_none_of_them(text: str, parties: set[str]) -> None:
    record = _read(f"{text}\n")
    assert _names(record.document.parties) == parties
    assert _names(record.acts[-1].onBehalfOf) == parties


@pytest.mark.parametrize("noun", ["Roundtable", "Symposium", "Forum"])
def test_a_forum_that_sits_speaks_and_not_those_who_chair_it(noun: str) -> None:
    record = _read(
        f"Northern Forces {noun}\nOslo, 8 May 2019\n\nThe Northern Forces {noun}, co-chaired by Norway and Canada, met "
        f"in Oslo on 8 May 2019.\n\nThe {noun} condemned piracy. Participants thanked Norway.\n"
    )
    assert [_names(act.onBehalfOf) for act in record.acts[-2:]] == [{f"northern-forces-{noun.lower()}"}] * 2


def test_two_organizations_speak_together() -> None:
    record = _read(
        "Joint communiqué of the African Union and the United Nations\n\nThe African Union and the United Nations met "
        "in Lima.\n\nThe two organizations condemned piracy.\n"
    )
    assert _names(record.acts[-1].onBehalfOf) == {"african-union", "un"}
