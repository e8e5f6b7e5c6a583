"""Releases of one side: whose they are, where the publisher alone tells it, and what their date line leads into."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source
from kg.record import Record


def _read(text: str) -> Record:
    return extract(Source(text, text.encode(), "0" * 64, "release", Path("release.txt")))


def _acts(text: str) -> list[tuple[str, list[str]]]:
    return [(act.trigger, sorted(iri[-3:] for iri in act.onBehalfOf)) for act in _read(text).acts]


@pytest.mark.parametrize(
    "text",
    [
        "KUWAIT CITY, May 3 (KUNA) -- Minister of Defense Rashid Al-Nouri received Norwegian Ambassador Kari Lund.",
        "ISLAMABAD: Defence Minister Rashid Nouri received Norwegian Ambassador Kari Lund.",
        "Rawalpindi - May 3, 2021: General Kari Lund, Chief of the Norwegian Army, called on General Rashid "
        "Nouri, NI(M), Chief of Army Staff, at General Headquarters. ISPR said the two sides thanked the crews.",
        "Readout\n\nPentagon Press Secretary Carl Stone provided the following readout:\n\nDeputy Under "
        "Secretary Ola Berg met with Norwegian Minister of Defence Kari Lund.",
        "Defence Minister Rashid Nouri met Norwegian Minister of Defence Kari Lund at the Chilean Ministry of Defence.",
    ],
)
def test_a_release_tells_the_state_of_its_own_people(text: str) -> None:
    parties = {iri[-3:] for iri in _read(text).document.parties}
    assert "NOR" in parties
    assert len(parties) == 2


def test_an_acting_secretary_is_of_the_state_of_his_post() -> None:
    text = "Acting Secretary of Defense Carl Stone met with Norwegian Minister of Defence Kari Lund today."
    assert {iri[-3:] for iri in _read(text).document.parties} == {"USA", "NOR"}


def test_a_meeting_on_the_sidelines_tells_no_home() -> None:
    text = "BRUSSELS: Defence Minister Rashid Nouri met Norwegian Minister Kari Lund on the sidelines of the summit."
    assert not any(iri.endswith("BEL") for iri in _read(text).document.parties)


def test_a_press_service_speaks_for_nobody() -> None:
    text = "OSLO, May 3 (KUNA) -- Norwegian Minister Kari Lund met Chilean Minister Rui Paz. KUNA said talks ended."
    assert [trigger for trigger, _ in _acts(text)] == ["met"]


@pytest.mark.parametrize(
    "line",
    [
        "LIMA: ",
        "LIMA, May 3 (ABC) – ",
        "Lima - 3 May 2021 - ",
        "LIMA. ",
        "Santiago, 03.05.2021. /ABC “News”/. ",
        "Hanoi (VNA) – ",
    ],
)
def test_a_date_line_is_no_part_of_the_sentence(line: str) -> None:
    record = _read(f"{line}Norwegian Minister Kari Lund, and Rui Paz, Minister of Chile, discussed piracy.")
    sentence = next(part for part in record.parts if part.kind == "sentence")
    assert record.text[sentence.start :].startswith("Norwegian")
    assert [sorted(iri[-3:] for iri in act.onBehalfOf) for act in record.acts] == [["CHL", "NOR"]]


def test_two_states_that_a_dash_joins_begin_no_date_line() -> None:
    record = _read("Norway – Chile talks ended in Oslo. Norway and Chile condemned piracy.")
    assert any(part.kind == "sentence" and part.start == 0 for part in record.parts)


def test_offices_of_one_person_in_a_list_have_his_name() -> None:
    text = (
        "Hanoi (VNA) – Member of the Party Committee and Deputy Minister of Defence Gen. Tran Lam received Chilean "
        "Ambassador Ana Rojas."
    )
    assert [speakers for _, speakers in _acts(text)] == [["VNM"]]


@pytest.mark.parametrize("subject", ["Under Secretary Ola Berg", "Deputy Under Secretary Berg", "The Under Secretary"])
def test_an_under_secretary_is_a_subject(subject: str) -> None:
    opening = "Deputy Under Secretary Ola Berg of Chile met with Norwegian Minister Kari Lund."
    assert _acts(f"{opening} {subject} condemned piracy.")[-1] == ("condemned", ["CHL"])


BOTH = "Norwegian Defence Minister Kari Lund met Chilean Defence Minister Rui Paz in Oslo on 3 May 2021. "


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        ("A delegation from the Chilean Navy called on Minister Lund.", [("called on", ["CHL"])]),
        ("A seven-member delegation, led by Minister Paz, praised the crews.", [("praised", ["CHL"])]),
        ("Paz called on her.", [("called on", ["CHL"])]),
        ("Lund used the opportunity to thank the crews.", [("used the opportunity to thank", ["NOR"])]),
        ("The two ministers last met in Rome.", [("met", ["CHL", "NOR"])]),
        ("The wide-ranging talks tackled piracy.", [("tackled", ["CHL", "NOR"])]),
        ("Lund spoke to Minister Paz by telephone.", [("spoke", ["CHL", "NOR"])]),
        ("Lund made a call on Minister Paz.", [("made a call on", ["NOR"])]),
        ("The pair discussed piracy.", [("discussed", ["CHL", "NOR"])]),
        ("Lund was hosted by Paz.", [("hosted", ["CHL", "NOR"])]),
        ("Lund praised Paz, adding: “We thank Chile.”", [("praised", "N"), ("adding", "N"), ("thank", "N")]),
        ("“We discussed piracy,” Lund said.", [("discussed", ["CHL", "NOR"]), ("said", ["NOR"])]),
        (
            "She thanked Chile, saying, “We look forward to Lima.”",
            [("thanked", "N"), ("saying", "N"), ("look forward", "N")],
        ),
        ("Lund said this when Paz called on her.", [("called on", ["CHL"])]),
        ("The ministers condemned piracy, the Norwegian Ministry of Defence said.", [("condemned", ["CHL", "NOR"])]),
        ("The Norwegian Ministry of Defence said that Paz thanked the crews.", [("thanked", ["CHL"])]),
    ],
)
def test_what_a_release_tells(sentence: str, acts: list[tuple[str, list[str]]]) -> None:
    assert _acts(BOTH + sentence)[1:] == [(trigger, ["NOR"] if who == "N" else who) for trigger, who in acts]


@pytest.mark.parametrize(
    "introduction",
    [
        "Norway's caretaker Defence Minister Kari Lund and her counterpart from Chile, Rui Paz, discussed piracy.",
        "Danish Defence Minister Kari Lund and Chilean Defence Attaché Rui Paz discussed piracy.",
        "Norwegian Chargé d’Affaires Kari Lund and Chilean Minister Rui Paz discussed piracy.",
        "Kari Lund (Rtd), acting Minister of Defence of Norway, and Chilean Minister Rui Paz discussed piracy.",
        "The Norwegian Defence Attaché to Peru, Lieutenant Colonel (Lt Col) Kari Lund and Chilean Minister Rui Paz "
        "discussed piracy.",
    ],
)
def test_posts_of_releases_tell_their_states(introduction: str) -> None:
    states = {iri[-3:] for iri in _read(introduction).acts[0].onBehalfOf}
    assert states in ({"NOR", "CHL"}, {"DNK", "CHL"})


def test_who_is_called_on_is_of_the_other_state() -> None:
    text = (
        "Norwegian Ambassador Kari Lund paid a courtesy call on Brig. Gen. Ana Rojas, Minister of Defence, and Brig. "
        "Gen. Rui Paz, Chief of Defence of Chile. Minister Rojas thanked the crews."
    )
    assert _acts(text)[-1] == ("thanked", ["CHL"])


def test_an_office_without_a_name_is_of_the_party_that_is_left() -> None:
    text = (
        "Prime Minister's Office\n\nPM's call with President Rojas of Chile\n\nThe Prime Minister spoke to President "
        "Rojas to stress Norway's support for Chile. The Prime Minister praised the crews. President Rojas thanked her."
    )
    record = _read(text)
    assert record.document.title.startswith("PM's call")
    assert _acts(text) == [("spoke", ["CHL", "NOR"]), ("praised", ["NOR"]), ("thanked", ["CHL"])]


def test_an_office_that_somebody_holds_tells_of_no_other_party() -> None:
    text = "President Ana Rojas of Chile met officials in Lima. The President thanked Norway for Norway's support."
    assert [iri[-3:] for iri in _read(text).document.parties] == ["CHL"]
