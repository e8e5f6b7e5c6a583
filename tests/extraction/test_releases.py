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
