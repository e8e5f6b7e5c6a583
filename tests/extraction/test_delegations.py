"""Who speaks where openings name delegations, two ministers a side, and letters behind names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source


def _acts(text: str) -> list[tuple[str, list[str]]]:
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    return [(act.trigger, sorted(iri[-3:] for iri in act.onBehalfOf)) for act in record.acts]


@pytest.mark.parametrize(
    "subject",
    [
        "Norway's Minister of Defence, Ms. Kari Lund, and Minister of Trade, Dr. Ola Berg,",
        "Minister of Defence of Norway, Kari Lund, and Minister of Trade of Norway, Ola Berg,",
        "Norwegian Minister of Defence Kari Lund MP and Norwegian Minister of Trade Ola Berg KC MP",
        "Minister of Defence of Norway, Kari Lund and Minister of Trade of Norway, Dr. Ola Berg,",
    ],
)
def test_a_subject_ends_before_its_verb_and_with_the_letters_behind_a_name(subject: str) -> None:
    text = f"Joint Statement\n\nOslo, 3 May 2024\n\n{subject} thanked Chile's Minister of Defence, Rui Paz, for it."
    assert _acts(text) == [("thanked", ["NOR"])]


def test_who_is_in_a_delegation_speaks_for_whom_it_comes_from() -> None:
    text = (
        "Norway-Chile Forum Joint Statement\n\nOslo, 3 May 2024\n\nThe Hon. Kari Lund, Minister for Trade, led the "
        "Norwegian delegation which included the Hon. Ola Berg, Minister for Defence. The Chilean delegation was led "
        "by the Rt. Hon. Sir Rui Paz, Minister for Trade, and included the Hon. Ana Soto, Minister for Defence. "
        "Mr Berg condemned piracy. Sir Rui thanked the crews. Ms Soto praised them."
    )
    assert _acts(text)[-3:] == [("condemned", ["NOR"]), ("thanked", ["CHL"]), ("praised", ["CHL"])]


def test_he_goes_on_with_a_post_that_one_participant_alone_has() -> None:
    text = (
        "Raksha Mantri Ram Sen and the Minister of Defence of Chile, Rui Paz, held talks in Lima. "
        "Raksha Mantri praised the crews. He condemned piracy."
    )
    assert _acts(text)[-2:] == [("praised", ["IND"]), ("condemned", ["IND"])]


OPENING = (
    "Joint Statement of Norway and Chile\n\nLima, 3 May 2024\n\n"
    "The Minister of Defence of Norway, Kari Lund, and the Minister of Defence of Chile, Rui Paz, met in Lima. "
)


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Minister Lund signed with Minister Paz a memorandum on training.", ["CHL", "NOR"]),
        ("Minister Lund agreed with her Chilean counterpart to hold a drill.", ["CHL", "NOR"]),
        ("Minister Lund discussed piracy with Minister Paz.", ["CHL", "NOR"]),
        ("Minister Lund discussed cooperation with Chile.", ["NOR"]),
        ("Minister Lund agreed with the assessment of Minister Paz.", ["NOR"]),
        ("Minister Lund held a teleconference with her Chilean and Peruvian counterparts.", ["CHL", "NOR"]),
        ("The Chilean delegation saw the yard. The delegation praised the crews.", ["CHL"]),
    ],
)
def test_who_talks_agrees_or_signs_with_somebody_acts_beside_him(sentence: str, speakers: list[str]) -> None:
    assert _acts(OPENING + sentence)[-1][1] == speakers


def test_a_meeting_behind_its_quoted_name_is_no_participle() -> None:
    assert len(_acts(OPENING + 'They welcomed the "2+2" meeting between Norway and Chile.')) == 2


def test_a_committee_that_two_states_formed_is_the_two() -> None:
    text = (
        "Press Statement\n\nThe Second Chile-Norway General Border Committee (GBC) Meeting was held on 3 May 2024 in "
        "Lima. It was co-chaired by General Rui Paz, Minister of Defence of the Republic of Chile, and Kari Lund, "
        "Minister of Defence of the Kingdom of Norway. Both sides condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["CHL", "NOR"])


def test_a_rank_ends_the_name_of_a_body_before_a_person() -> None:
    text = (
        "Norway-Chile Dialogue held in Lima\n\nThe Norway-Chile Dialogue, co-chaired by Defence Secretary Dr Ola Berg "
        "and Staff Officer of Armed Forces Division of Chile Lt Gen Rui Paz, was held in Lima. Dr Berg praised crews."
    )
    assert _acts(text)[-1] == ("praised", ["NOR"])


def test_a_style_joins_a_post_to_its_holder_in_a_list() -> None:
    text = (
        "Statement\n\nOslo, 3 May 2024\n\nNorwegian Minister for Trade Ola Berg, Norwegian Minister for Defence Kari "
        "Lund, Chilean Minister for Trade the Hon Rui Paz MP and Chilean Minister for Defence the Hon Ana Soto MP, "
        "met in Oslo. The Ministers condemned piracy."
    )
    assert _acts(text) == [("met", ["CHL", "NOR"]), ("condemned", ["CHL", "NOR"])]


def test_ministries_go_on_by_their_nouns_where_each_is_of_one_party() -> None:
    text = (
        "Vision Statement for the Norwegian – Chilean Alliance\n\nThe Ministry of Defence of Norway and the Department "
        "of Defence of Chile agree to train. The Ministry and the Department recognize the risk. The Department "
        "condemns piracy."
    )
    assert _acts(text)[1:] == [("recognize", ["CHL", "NOR"]), ("condemns", ["CHL"])]


def test_the_ministry_is_nobodys_where_both_parties_have_one() -> None:
    text = (
        "Statement of Norway and Chile\n\nThe Ministry of Defence of Norway and the Ministry of Defence of Chile agree "
        "to train. The Ministry condemns piracy."
    )
    assert [trigger for trigger, _ in _acts(text)] == ["agree"]


def test_a_courtesy_title_of_a_woman_is_no_verb() -> None:
    text = OPENING + "His Excellency Mr Rui Paz and Her Excellency Ms Kari Lund praised the crews."
    assert _acts(text)[-1] == ("praised", ["CHL", "NOR"])


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Minister Lund called on Minister Paz, and discussed with him the drill.", [["NOR"], ["CHL", "NOR"]]),
        ("Minister Lund met Minister Paz and discussed the drill with him.", [["CHL", "NOR"], ["CHL", "NOR"]]),
    ],
)
def test_who_talks_with_him_does_so_with_the_other(sentence: str, speakers: list[list[str]]) -> None:
    assert [behalf for _, behalf in _acts(OPENING + sentence)[1:]] == speakers


def test_the_town_of_a_release_tells_whose_the_host_is_where_the_text_names_its_state() -> None:
    text = (
        "Norwegian delegation calls on Minister for Defence Production\n\nLIMA, 12 May 2010: A Norwegian defence "
        "delegation led by Deputy Defence Minister Ola Berg called on Minister for Defence Production Rui Paz here on "
        "Wednesday. The minister assured the delegation of the support of Peru."
    )
    assert _acts(text) == [("called on", ["NOR"]), ("assured", ["PER"])]


def test_semicolons_part_ministers_who_begin_a_sentence() -> None:
    text = (
        "Joint Declaration\n\nOslo, 5 May 2016\n\nThe Minister of Defence of Norway, H.E. Kari Lund; the Minister of "
        "Defence of Chile, H.E. Rui Paz; and the Chief of Defence of Peru, General Ana Soto, met in Oslo. Minister "
        "Lund praised the crews; Minister Paz thanked them."
    )
    assert _acts(text) == [("met", ["CHL", "NOR", "PER"]), ("praised", ["NOR"]), ("thanked", ["CHL"])]


def test_the_meeting_of_a_body_between_two_sides_is_no_participle() -> None:
    text = (
        "12th Norway-Chile Working Group\n\nThe 12th Joint Working Group (JWG) meeting between the Defence Ministries "
        "of Norway and Chile convened in Lima on 16 May 2024."
    )
    assert _acts(text) == [("convened", ["CHL", "NOR"])]
