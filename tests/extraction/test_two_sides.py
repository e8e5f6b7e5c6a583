"""Who speaks in releases of two sides: hosts and guests, signatures, company, and whom nothing but the other tells."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import Source
from kg.record import Record

BOTH = ["CHL", "NOR"]


def _read(text: str) -> Record:
    return extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))


def _acts(text: str) -> list[tuple[str, list[str]]]:
    return [(act.trigger, sorted(iri[-3:] for iri in act.onBehalfOf)) for act in _read(text).acts]


def _people(text: str) -> set[str]:
    return {m.text for m in _read(text).mentions if m.type == "PER"}


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("The guests thanked the crews.", ["CHL"]),
        ("The guest praised the crews.", ["CHL"]),
        ("The visiting delegation thanked the crews.", ["CHL"]),
        ("The delegation called on Air Marshal Ola Moe.", ["CHL"]),
        ("The hosts thanked the crews.", ["NOR"]),
    ],
)
def test_who_is_received_is_the_guest(sentence: str, speakers: list[str]) -> None:
    text = f"Norwegian Minister of Defence Kari Lund received Chilean Minister of Defence Rui Paz in Oslo. {sentence}"
    assert _acts(text)[-1][1] == speakers


def test_nobody_is_guest_where_nothing_tells() -> None:
    text = (
        "Minister Kari Lund of Norway and Minister Rui Paz of Chile spoke by telephone. The guests thanked the crews."
    )
    assert "thanked" not in dict(_acts(text))


def test_signatures_stand_above_the_lines_of_their_parties() -> None:
    text = (
        "Norway and Chile held talks in Oslo.\n\nMinister Lund condemned terrorism.\n\nHon. Kari Lund\nMinister of"
        " Defence\nFor the Kingdom of Norway\n\nH.E. Rui Paz\nMinister of Defence\nFor the Republic of Chile\n"
    )
    assert _acts(text)[-1] == ("condemned", ["NOR"])


def test_who_signs_keeps_the_post_of_the_opening() -> None:
    text = (
        "Kari Lund, Minister of Defence of Norway, met Rui Paz, Minister of Trade of Chile.\n\nFor Norway:\nMs. Kari"
        " Lund\n\nFor Chile:\nMr. Rui Paz\n"
    )
    assert {fact.object.rpartition("/")[2] for fact in _read(text).facts if fact.predicate.endswith("heldPost")} == {
        "minister-of-defence",
        "minister-of-trade",
    }


def test_company_without_names_does_not_hide_the_verb() -> None:
    text = (
        "Minister of Defence Kari Lund of Norway received Minister of Defence Rui Paz of Chile. Minister Lund and "
        "other leading employees of the Ministry met with the Chilean delegation."
    )
    assert _acts(text)[-1] == ("met", BOTH)


def test_who_has_the_same_office_opposite_another_speaks_for_the_other_party() -> None:
    text = (
        "The Norway-Chile Commission opened in Oslo. Ministry of Defence Permanent Secretary, Mr. Ola Berg, condemned "
        "piracy. The talks go on. They are long. They are held at Oslo Fort..\n\nAnd Chile's "
        "Ministry of Defence Permanent Secretary, Mr. Rui Paz, condemned terrorism."
    )
    assert _acts(text)[-2:] == [("condemned", ["NOR"]), ("condemned", ["CHL"])]


def test_ranks_are_no_part_of_names() -> None:
    text = (
        "General-Colonel Ola Berg of Norway met Brig-Gen Rui Paz of Chile. With them were Director Operations Brig Gen"
        " Per Dahl, Army Chief of Operations, and Eng Nils Moe."
    )
    assert {"Ola Berg", "Rui Paz", "Per Dahl"} <= _people(text)


def test_a_ceremony_of_meeting_is_no_meeting() -> None:
    text = "Minister Kari Lund of Norway received Minister Rui Paz of Chile. A ceremony of meeting was held at noon."
    assert [trigger for trigger, _ in _acts(text) if trigger == "held"] == []


def test_talks_between_services_are_talks() -> None:
    assert _acts("Norway and Chile held the ninth Army to Army Staff talks in Oslo.") == [
        ("held the ninth Army to Army Staff talks", BOTH)
    ]


def test_whom_the_guest_calls_on_speaks_for_the_host() -> None:
    text = (
        "Norwegian Minister of Defence Kari Lund received this morning at the Ministry the Minister of Defence of "
        "Chile, Rui Paz, who is paying a visit to Norway at the invitation of his counterpart. The Chilean Minister "
        "later called on Prime Minister Ola Berg. The Prime Minister condemned terrorism. Mr. Berg thanked the crews."
    )
    assert _acts(text)[0][1] == ["NOR"]
    assert _acts(text)[1:] == [
        ("invitation", ["NOR"]),
        ("called on", ["CHL"]),
        ("condemned", ["NOR"]),
        ("thanked", ["NOR"]),
    ]


def test_the_other_delegations_are_all_but_the_one_that_spoke() -> None:
    text = (
        "The Ministers of Norway, Chile and Peru met in Oslo. The Norwegian delegation proposed joint patrols. This "
        "proposal was accepted by the other two delegations."
    )
    assert _acts(text)[-2:] == [("proposed", ["NOR"]), ("accepted", ["CHL", "PER"])]


def test_surnames_that_are_towns_are_persons_where_the_full_name_stands() -> None:
    text = (
        "The Secretary of Defence of Chile, Mr. Rui Lagos Paz, met the Minister of Defence of Norway, Ms. Kari Lund. "
        "Minister Lund condemned terrorism, with Secretary Lagos adding that the fleet will help."
    )
    assert _acts(text)[-2:] == [("condemned", ["NOR"]), ("adding", ["CHL"])]


def test_towns_behind_titles_are_no_persons_without_a_full_name() -> None:
    assert (
        _people("The Minister of Norway and the Ambassador of Chile met. Defence Minister Lagos talks went on.")
        == set()
    )


def test_delegations_tell_whom_their_leaders_speak_for() -> None:
    text = (
        "Talks between Norway and Chile were held. The Norwegian side was chaired by Ms. Kari Lund, Minister of "
        "Defence, whilst the Chilean side was chaired by Mr. Rui Paz, Minister of Trade. Minister Paz condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["CHL"])


def test_columns_of_signatures_are_names_of_their_own() -> None:
    text = "Norway and Chile met in Oslo.\n\nCol. K. Lund            Col. R. Paz\nFor Norway              For Chile\n"
    assert _people(text) == {"K. Lund", "R. Paz"}


def test_his_excellency_is_no_numbered_paragraph() -> None:
    text = "H. E. Sheikh Ali Al-Amin, Minister of Defence of Norway, met with H. E. Mr. Rui Paz, Minister of Chile."
    assert _people(text) == {"Ali Al-Amin", "Rui Paz"}


def test_navies_and_ministries_are_sides() -> None:
    text = (
        "The Norwegian Navy and the Chilean Navy held talks. Both navies condemned piracy. The two Ministries agreed."
    )
    assert _acts(text)[1:] == [("condemned", BOTH), ("agreed", BOTH)]


def test_letters_behind_a_name_do_not_part_it_from_its_verb() -> None:
    text = (
        "At the invitation of Ms. Kari Lund, Prime Minister of Norway, His Excellency General Rui Paz, NDC, PSC, "
        "President of the Council of Ministers of Chile, paid a visit to Norway."
    )
    assert _acts(text) == [("invitation", ["NOR"]), ("paid a visit", ["CHL"])]


def test_a_perfect_goes_on_the_perfect_before_it() -> None:
    text = "The Ministers of Norway and Chile felt that the talks had helped and had confirmed their hope for peace."
    assert _acts(text) == [("felt", BOTH)]


def test_two_offices_before_that_is_one_clause_of_content() -> None:
    text = "The Ministers of Norway and Chile agreed that their police and defence officials will meet twice a year."
    assert _acts(text) == [("agreed", BOTH)]


def test_my_government_is_the_authors() -> None:
    text = (
        "Statement by the Minister of Defence of Norway after talks with the Chilean Minister of Defence\n\nMinister "
        "Paz and I discussed piracy. My Government condemns terrorism."
    )
    assert _acts(text)[-1] == ("condemns", ["NOR"])


def test_who_is_on_a_visit_beside_the_talks_takes_no_part_in_them() -> None:
    text = (
        "Undersecretary Ola Berg met with Chile's Minister of Defence Rui Paz on the sidelines of the state visit to "
        "Chile of Prime Minister Kari Lund. Norway and Chile are friends. Berg condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["NOR"])


def test_a_department_that_leads_a_delegation_is_no_party() -> None:
    text = (
        "Talks of Norway and Chile were held in Oslo. The Norwegian delegation was headed by Colonel Ola Berg, Head of "
        "the Policy Planning Department, and the Chilean delegation by Colonel Rui Paz. Colonel Berg condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["NOR"])


@pytest.mark.parametrize(
    ("tail", "trigger"),
    [("adding that trade grows", "adding"), ("expressing hope for peace", "expressing hope")],
)
def test_a_participle_of_saying_goes_on_what_its_speaker_said(tail: str, trigger: str) -> None:
    text = f"Minister Kari Lund of Norway met Minister Rui Paz of Chile. Lund said that Chile had helped, {tail}."
    assert _acts(text)[-1] == (trigger, ["NOR"])


def test_he_who_reports_is_nobody_of_the_talks() -> None:
    text = (
        "Norway's Minister of Defence Kari Lund met Chile's Minister of Defence Rui Paz. The Director of "
        "Public Relations, Colonel Ola Berg, said that Minister Lund praised it. He added that Minister Paz thanked it."
    )
    assert _acts(text)[1:] == [("praised", ["NOR"]), ("thanked", ["CHL"])]


def test_a_quotation_mark_is_no_part_of_a_name() -> None:
    text = 'General Kari Lund of Norway met General Rui Paz of Chile. A note said: "General Paz condemned piracy."'
    assert "General Paz" in _people(text)


def test_presidents_whom_only_their_titles_name_are_those_of_their_day() -> None:
    text = (
        "President Kennedy and Prime Minister Macmillan of the United Kingdom met in Washington, 28 April 1962. The "
        "two leaders condemned the tests of the Soviet Union. They informed Soviet Ambassador Ivan Petrov."
    )
    assert _acts(text)[:2] == [("met", ["GBR", "USA"]), ("condemned", ["GBR", "USA"])]


def test_who_visits_an_officer_meets_him() -> None:
    text = "General Kari Lund of Norway has visited the Chief of Defence of Chile, General Rui Paz, in Santiago."
    assert _acts(text) == [("visited", ["NOR"])]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Joint communiqué issued at the end of a visit to Chile. Oslo, 3 May 1982.\n\nNorway and Chile agree.",
            "oslo",
        ),
        ("OSLO, Norway, May 3. Norway's Minister received the Minister of Chile.", "oslo"),
        ("Norway and Chile met. Norway's President spoke of the King's visit to Santiago for talks.", None),
    ],
)
def test_a_place_with_a_day_is_where_a_text_was_given(text: str, place: str | None) -> None:
    assert (_read(text).document.place or "").rpartition("/")[2] == (place or "")


def test_names_behind_offices_are_read_to_the_end_of_a_list() -> None:
    text = (
        "Norway and Chile are friends. Defence Minister, Kari Lund and Chile's Deputy Prime Minister and Minister of "
        "International Relations and Cooperation, Rui Paz signed the memorandum."
    )
    assert _acts(text)[-1] == ("signed", BOTH)


def test_a_name_behind_an_office_that_somebody_acts_in_stays_the_subject() -> None:
    text = (
        "Minister Kari Lund of Norway received Minister Rui Paz of Chile. Expressing satisfaction with her work as "
        "Norway's Minister, Rui Paz condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["CHL"])


def test_states_that_are_toured_are_no_parties() -> None:
    text = (
        "Minister Lund of Norway to visit Chile and Peru\n\nMinister Kari Lund of Norway will meet Minister Rui Paz of "
        "Chile."
    )
    assert sorted(iri[-3:] for iri in _read(text).document.parties) == BOTH


def test_whom_a_visitor_meets_is_not_of_the_visitors_state() -> None:
    text = (
        "The Deputy Minister of Defence, Dato Haji Omar bin Haji Ali, paid a visit to Chile. Brunei and Chile are "
        "friends. The Deputy Minister met with the Chief of Defence, General Rui Paz. General Paz condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["CHL"])


def test_courtesy_calls_are_paid_as_a_call_is() -> None:
    text = "Minister Kari Lund of Norway met Minister Rui Paz of Chile. Paz paid courtesy calls to the Speaker."
    assert _acts(text)[-1] == ("paid courtesy calls", ["CHL"])


def test_columns_of_a_table_give_each_party_its_own() -> None:
    text = (
        "Consultations of Norway and Chile\n\nFor Norway\n\nFor Chile\n\nMs. Kari Lund, Envoy\n\nMr. Rui Paz, Envoy\n\n"
        "1. Ms. Lund condemned piracy. Mr. Paz condemned terrorism.\n"
    )
    assert _acts(text) == [("condemned", ["NOR"]), ("condemned", ["CHL"])]


def test_a_heading_that_names_offices_does_not_end_the_opening() -> None:
    text = (
        "Government of Norway\nPress Release No. 8\n\nDeclaration by the Minister of Trade of Norway and the Minister "
        "of Defence of Chile\n\nThe Minister of Trade of Norway, Ms. Kari Lund, and the Minister of Defence of Chile, "
        "Mr. Rui Paz, met in Oslo. Mr. Paz condemned piracy."
    )
    assert _acts(text)[-1] == ("condemned", ["CHL"])


def test_who_hosts_the_guest_speaks_for_the_host() -> None:
    text = (
        "General Rui Paz, Chief of Defence of Chile, called on the Norwegian Minister of Defence, Ms. Kari Lund. He "
        "was received by the Chief of Air Force, MG Ola Moe. MG Moe condemned piracy."
    )
    assert _acts(text)[1:] == [("received", ["NOR"]), ("condemned", ["NOR"])]


def test_a_minister_of_neither_side_who_is_met_is_none_of_them() -> None:
    text = (
        "Minister of Defence Kari Lund of Norway received the Minister of Trade of Chile, Rui Paz. Mr. Paz also met "
        "the Minister of Defence of Peru, Mr. Luis Sol."
    )
    assert _acts(text)[-1] == ("met", ["CHL"])


@pytest.mark.parametrize(
    ("line", "day"),
    [("Lima, du 3 au 5 mai 2010 / 3rd - 5th May 2010", "2010-05-05"), ("Lima, 22.XI.1994", "1994-11-22")],
)
def test_letterheads_tell_the_day(line: str, day: str) -> None:
    text = f"JOINT COMMUNIQUE\n\n{line}\n\nThe Ministers of Norway and Chile met."
    assert _read(text).document.date == day


def test_the_service_before_a_rank_is_no_name() -> None:
    text = (
        "Minister Kari Lund of Norway met Minister Rui Paz of Chile, Press Secretary Navy Rear Adm. Ola Berg said. "
        "The Chilean diplomat condemned piracy."
    )
    assert _people(text) == {"Kari Lund", "Rui Paz", "Ola Berg"}
    assert _acts(text)[-1] == ("condemned", ["CHL"])


@pytest.mark.parametrize(
    "signatures",
    [
        "For the Ministry of Defence of Norway\nKari Lund\n\nFor the Ministry of National Defence of Chile\nRui Paz",
        "For the Norwegian Ministry of Defence\n\nKari Lund\n\nFor the Chilean Ministry of Defence\n\nRui Paz",
        "Kari Lund\nFor the Government of Norway\n\nRui Paz\nFor the Government of the Republic of Chile",
        "For Norway:\nKari Lund\n\nFor Chile:\nRui Paz",
    ],
)
def test_bare_names_of_signatures_take_part_where_nobody_else_is_named(signatures: str) -> None:
    text = (
        f"Joint Declaration\n\nNorway and Chile agree to fight piracy.\n\nDone in Oslo on 3 May 2022.\n\n{signatures}\n"
    )
    found = _read(text)
    assert [iri.rpartition("/")[2] for iri in found.document.participants] == ["kari-lund", "rui-paz"]
    assert _acts(text) == [("agree", BOTH)]


def test_bare_names_of_signatures_do_not_replace_who_is_introduced() -> None:
    text = (
        "Kari Lund, Minister of Defence of Norway, met Rui Paz, Minister of Trade of Chile.\n\nFor Norway:\nOla Berg"
        "\n\nFor Chile:\nAna Rojas\n"
    )
    assert [iri.rpartition("/")[2] for iri in _read(text).document.participants] == ["kari-lund", "rui-paz"]


@pytest.mark.parametrize(
    ("answer", "acts"),
    [
        (". Minister Paz showed his understanding.", [("showed his understanding", ["CHL"])]),
        (", to which Minister Paz responded positively.", [("responded positively", ["CHL"])]),
        (", to which the Minister of Trade replied favourably.", [("replied favourably", ["CHL"])]),
        (", to which Chile intends to contribute.", []),
    ],
)
def test_answers_to_what_the_other_said_are_acts(answer: str, acts: list[tuple[str, list[str]]]) -> None:
    text = (
        "Minister of Defence Kari Lund of Norway met Minister of Trade Rui Paz of Chile. Minister Lund requested help "
        f"against piracy{answer}"
    )
    assert _acts(text)[2:] == acts


@pytest.mark.parametrize(
    ("told", "speakers"), [("I informed my counterpart of the plan.", ["CHL"]), ("I praised General Moe.", None)]
)
def test_he_is_the_counterpart_whom_the_author_spoke_to(told: str, speakers: list[str] | None) -> None:
    text = (
        "Statement by the Minister of Defence of Norway after his meeting with the Minister of Defence of Chile\n\n"
        "Today I welcomed my friend, the Minister of Defence of Chile, Mr Rui Paz. Minister Paz and I agreed to fight "
        f"piracy. {told} He thanked me for our assistance."
    )
    assert dict(_acts(text)).get("thanked") == speakers


@pytest.mark.parametrize(
    "told", ["welcomed Chile's Minister of Defence, Rui Paz, to", "received Minister Rui Paz of Chile in"]
)
def test_who_welcomes_to_a_city_speaks_for_its_state(told: str) -> None:
    text = f"Defence Minister meets Chilean counterpart\n\nThe Minister of Defence, Kari Lund, {told} Oslo. "
    assert _acts(text + "Minister Lund praised the crews. The two Ministers condemned piracy.")[-2:] == [
        ("praised", ["NOR"]),
        ("condemned", BOTH),
    ]


def test_a_counterpart_in_the_title_is_he_whom_the_text_names() -> None:
    title = "Norwegian Minister of Defence meets Chilean counterpart"
    text = f"{title}\n\nNorwegian Minister of Defence Kari Lund met Chilean Defence Secretary Rui Paz. "
    acts = _read(text + "Both sides condemned piracy.").acts
    assert [iri.rpartition("/")[2] for iri in acts[-1].speakers] == ["kari-lund", "rui-paz"]


def test_small_words_inside_a_name_belong_to_it() -> None:
    text = "Minister of Defence of Namibia, Petrus ya Ndara, met Minister of Defence of Kenya Kip arap Keter. "
    assert _acts(text + "Hon. Ndara praised the crews. Mr Keter thanked him.")[-2:] == [
        ("praised", ["NAM"]),
        ("thanked", ["KEN"]),
    ]


def test_states_whose_ties_are_praised_are_not_given_to_persons_in_order() -> None:
    text = "Joint Statement of Chile, Norway and Peru\n\nThe leaders of Chile, Norway and Peru met in Lima. "
    read = _read(
        text + "President Rojas commended President Lund and Minister Paz for mending ties between Chile and Norway."
    )
    assert not {f.object.split("/post/")[1][:3] for f in read.facts if f.predicate.endswith("heldPost")} & {
        "CHL",
        "NOR",
    }


def test_whom_a_minister_met_is_not_the_minister() -> None:
    text = "Statement by Minister Lund following meeting with Chilean Minister of Defence\n\nOslo, 3 May 2022\n\n"
    met = "I met with Rui Paz, Deputy Prime Minister and Minister of Defence of Chile. "
    promised = "I announced that Norway will send a frigate."
    assert _acts(f"{text}{met}{promised} Minister Paz praised the crews.")[-2:] == [
        ("announced", ["NOR"]),
        ("praised", ["CHL"]),
    ]
    assert _acts(f"{text}I met with the Chilean Minister of Defence. {promised}")[-1] == ("announced", ["NOR"])


@pytest.mark.parametrize("end", ["", ","])
def test_a_post_with_its_state_behind_a_comma_renames_who_stands_before_it(end: str) -> None:
    first = (
        "The Hon. Kari Lund, Minister for Foreign Affairs, and the Hon. Ola Berg MP, Minister for Defence, of Norway"
    )
    text = f"{first} and H.E. Rui Paz, Minister of Defence, of Chile{end} met in Oslo. The Ministers condemned piracy."
    acts = _read(text).acts
    assert [len(act.speakers) for act in acts] == [3, 3]


@pytest.mark.parametrize(("opened", "closed"), [(" - ", " -"), (", namely ", ","), (" – ", " –"), (", ", ",")])
def test_a_list_of_names_with_their_states_tells_who_holds_the_post(opened: str, closed: str) -> None:
    listed = "Kari Lund (Norway), Rui Paz (Chile) and Ana Rojas (Peru)"
    read = _read(f"The Ministers of Defence{opened}{listed}{closed} met in Oslo. We condemn piracy.")
    assert {m.text for m in read.mentions if m.type == "PER"} == {"Kari Lund", "Rui Paz", "Ana Rojas"}
    assert sorted(iri[-3:] for iri in read.acts[-1].onBehalfOf) == ["CHL", "NOR", "PER"]


@pytest.mark.parametrize("both", ["Both sides", "The two sides", "The two Ministers"])
def test_both_sides_of_one_of_several_meetings_are_those_who_were_named_last(both: str) -> None:
    text = (
        "The Ministers of Defence of Norway, Kari Lund, of Chile, Pio Vega, and of Peru, Ana Rojas, met in Lima. "
        f"Minister Lund and Minister Vega reviewed their cooperation. {both} agreed to open an office."
    )
    (commitment,) = kg.extract(text).commitments
    assert {compact(iri) for iri in commitment.debtors} == {"dcr:state/NOR", "dcr:state/CHL"}
