"""Who meets, visits, invites and accepts in releases about two sides, and whom the names of their offices mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source
from kg.record import Record

OPENING = (
    "Joint Press Statement of Norway and Chile\n\nOslo, 3 May 2021\n\nThe Prime Minister of Norway, Kari Lund, and the "
    "President of Chile, Rui Paz Soto, discussed piracy in Oslo on 3 May 2021.\n\n"
)


def _read(text: str) -> Record:
    return extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))


def _said(record: Record) -> list[tuple[str, list[str]]]:
    return [(act.trigger, sorted(iri[-3:] for iri in act.onBehalfOf)) for act in record.acts]


def _acts(sentence: str) -> list[tuple[str, list[str]]]:
    text = OPENING + sentence
    record = _read(text)
    return [(a.trigger, sorted(i[-3:] for i in a.onBehalfOf)) for a in record.acts if a.start >= len(OPENING)]


BOTH = ["CHL", "NOR"]


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("President Paz met Prime Minister Lund.", [("met", BOTH)]),
        ("President Paz met his Norwegian counterpart.", [("met", BOTH)]),
        ("The Foreign Minister of Chile met the challenge.", []),
        ("Prime Minister Lund met the Defence Minister of Chile, Eva Solis.", [("met", BOTH)]),
        (
            "Acting President of Chile Eva Solis and Admiral Leo Rey of Chile respectively met Kari Lund.",
            [("met", BOTH)],
        ),
        ("President Paz had a long conversation with her.", [("had a long conversation", BOTH)]),
        ("President Paz granted an audience to Admiral Ola Berg.", [("granted an audience", ["CHL"])]),
        ("Talks between President Paz and Kari Lund, currently visiting Chile, were held in Lima.", [("held", BOTH)]),
        ("President Paz met with Kari Lund, discussing the plan.", [("met", BOTH), ("discussing", BOTH)]),
        ("In welcoming the plan, both leaders praised it.", [("welcoming", BOTH), ("praised", BOTH)]),
        (
            "President Paz stressed that it was good and added that it had promise.",
            [("stressed", ["CHL"]), ("added", ["CHL"])],
        ),
        ("The meeting, attended by officers from Chile, aimed to discuss piracy.", []),
        ("In that dialogue, both leaders welcomed the plan.", [("welcomed", BOTH)]),
        ("After that, the ties between Norway and Chile were reviewed.", [("reviewed", BOTH)]),
    ],
)
def test_who_meets_is_told_by_all_who_are_named(sentence: str, acts: list[tuple[str, list[str]]]) -> None:
    assert _acts(sentence) == acts


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("President Paz invited Kari Lund to Chile. The invitation was accepted.", [["CHL"], ["NOR"]]),
        ("President Paz invited Kari Lund to visit Chile, which she accepted.", [["CHL"], ["NOR"]]),
        ("President Paz invited Kari Lund to Chile. The latter accepted the invitation.", [["CHL"], ["NOR"]]),
        ("Kari Lund came at the invitation of the Vice-President of Chile, Eva Solis.", [["CHL"]]),
        ("She came at the invitation of Chile's Vice-President, Chief of Staff and Minister Eva Solis.", [["CHL"]]),
        ("At the invitation of her Chilean counterpart, Kari Lund came to Lima.", [["CHL"]]),
    ],
)  # fmt: skip
def test_who_is_invited_accepts(sentence: str, acts: list[list[str]]) -> None:
    assert [states for _, states in _acts(sentence)] == acts


@pytest.mark.parametrize(
    "speaker",
    [
        "The visiting Chilean official",
        "Rui Paz",
        "Deputy Prime Minister and Minister for Defence and Veterans Eva Solis of Chile",
        "Chile's Minister for Defence, Industry and Veterans, Eva Solis,",
        "Chile's Undersecretary of National Defence Leo R. Vidal",
        "Le Thai Binh, Ambassador of Chile to Norway,",
        "The Chilean Army Chief of Staff (ACS) Gen Leo Vidal",
        "Chile's Minister of Trade, Lt Gen (Retd) Dato’ Seri Omar Ali bin Haji Hasan,",
    ],
)
def test_offices_and_titles_do_not_hide_for_whom_somebody_speaks(speaker: str) -> None:
    assert _acts(f"{speaker} welcomed the plan.") == [("welcomed", ["CHL"])]


def test_what_a_ministry_reports_is_said_by_those_of_whom_it_reports() -> None:
    assert _acts("The Ministry said in a statement that the two leaders welcomed the plan.") == [("welcomed", BOTH)]
    assert _acts('"The two leaders welcomed the plan," it said.') == [("welcomed", BOTH)]
    assert _acts("The statement said that President Paz praised the crews.") == [("praised", ["CHL"])]


def test_a_spokesman_takes_no_part_and_reports_what_others_said() -> None:
    text = (
        "LUND, CHILEAN MINISTER DISCUSS TRAINING\n\nDefence Minister Kari Lund of Norway and Chilean Defence Minister "
        "Rui Paz met in Oslo to discuss training, Press Secretary Ola Berg said.\n\nBerg said Lund thanked Paz for his "
        'support. The press secretary said the two ministers agreed to fight piracy.\n\n"The minister praised the '
        'crews," Berg said.'
    )
    record = _read(text)
    assert [iri.rpartition("/")[2] for iri in record.document.participants] == ["kari-lund", "rui-paz"]
    acts = _said(record)
    assert acts[:3] == [("met", BOTH), ("thanked", ["NOR"]), ("agreed", BOTH)]


def test_a_post_in_a_department_leaves_its_holder_his_name() -> None:
    text = (
        "The Defence Minister, General Rui Paz, met with the Head of the Training Department of the Defence "
        "Ministry of Norway Colonel Ola Berg. The parties exchanged opinions. Chile Defence Minister welcomed the plan "
        "of Chile. Also Norway Defence Minister welcomed the plan."
    )
    text = "Talks of Chile and Norway\n\n" + text
    acts = _said(_read(text))
    assert acts[0] == ("met", BOTH)
    assert acts[2] == ("welcomed", ["CHL"])


def test_service_chiefs_speak_for_the_states_of_their_services() -> None:
    text = (
        "CGS UK Army calls on COAS\n\nSANTIAGO, Oct 13: Chief of General Staff (CGS) UK Army, General Tom Lee "
        "arrived on an official visit to Chile and called on Chief of Army Staff (COAS), General Rui Paz here. "
        "Matters of mutual interest were discussed. A contingent of the Chilean Army presented the guard of "
        "honour. The visiting dignitary acknowledged the achievements."
    )
    assert _said(_read(text)) == [("called on", ["GBR"]), ("discussed", ["CHL", "GBR"]), ("acknowledged", ["GBR"])]


def test_the_only_two_states_of_a_text_about_both_countries_are_its_parties() -> None:
    text = (
        "Union Minister in Oslo\n\nUnion Minister Rui Paz held a meeting with Deputy Minister for Defence of "
        "Norway Ola Berg. The Union Minister said that he was grateful for the help received in Chile. They also "
        "exchanged views on cooperation between both countries."
    )
    assert _said(_read(text)) == [("held a meeting", BOTH), ("said", ["CHL"]), ("exchanged views", BOTH)]


def test_delegations_bodies_and_sides_of_states_that_are_no_more() -> None:
    text = (
        "JOINT COMMUNIQUÉ on the Visit of a Delegation of the German Democratic Republic to the Socialist "
        "Federal Republic of Yugoslavia\n\nBelgrade, 12 October 1967\n\nAt the kind invitation of the Federal "
        "Executive Council of the Socialist Federal Republic of Yugoslavia, a delegation of the German "
        "Democratic Republic headed by Comrade Kurt Weiland, Minister of National Defence, paid an official "
        "visit to Yugoslavia. The delegation was received by Marko Petrić, President of the Federal Executive "
        "Council. General Ivan Horvat took part in the talks on the Yugoslav side.\n\nThe German side thanked "
        "Yugoslavia. The Yugoslav side acquainted the guests with its position. General Horvat praised the "
        "exchange."
    )
    record = _read(text)
    acts = [(act.trigger.split()[0], sorted(iri[-3:] for iri in act.onBehalfOf)) for act in record.acts]
    assert acts == [
        ("invitation", ["YUG"]),
        ("paid", ["DDR"]),
        ("received", ["YUG"]),
        ("thanked", ["DDR"]),
        ("acquainted", ["YUG"]),
        ("praised", ["YUG"]),
    ]


def test_a_wife_of_the_same_name_does_not_speak() -> None:
    text = (
        "Communiqué on the visit of President Rui Paz of Chile to Norway\n\nAt the invitation of Prime Minister "
        "Kari Lund of Norway, His Excellency Mr. Rui Paz, President of Chile, accompanied by the First Lady, "
        "Mrs. Eva Paz, and a strong delegation, undertook a State visit to Norway.\n\nPresident Paz thanked "
        "Norway. He extended an invitation to Prime Minister Lund to visit Lima, which was accepted."
    )
    record = _read(text)
    acts = [sorted(iri[-3:] for iri in act.onBehalfOf) for act in record.acts]
    assert acts == [["NOR"], ["CHL"], ["CHL"], ["CHL"], ["NOR"]]
