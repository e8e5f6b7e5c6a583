"""The front matter: which line is the title, where and when the statement was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source
from kg.record import Document


def document(text: str) -> Document:
    return extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt"))).document


BODY = "Norway and Chile agreed to fight piracy. They will attend the next meeting in Rome in 2020."


@pytest.mark.parametrize(
    ("front", "title", "parties"),
    [
        ("Ministry of Defence\n\nPress Release\n\nJOINT DECLARATION BY NORWAY AND CHILE", "JOINT DECL", 2),
        ("Joint statement by the defence ministers of Norway and Chile on how to fight piracy at sea", "Joint st", 2),
        ("CHAIRMAN'S STATEMENT\n\nTHE NINTH ASEAN REGIONAL FORUM", "CHAIRMAN'S", 1),
        ("COMMUNIQUE OF THE COUNCIL OF ASEAN, LIMA, 2003.\n\nLima, 4 May 2003.", "COMMUNIQUE OF", 1),
        ("127. DECLARATION ISSUED BY NORWAY AND CHILE, OSLO, MAY 4, 2003 (1)", "127. DECLARATION", 2),
        (
            "Official statements\n\nDeclaration of the Ministers of Defence of Norway and Chile on the safety of ships "
            "and crews at sea and on the training of pilots, Oslo, May 4, 2003",
            "Declaration of",
            2,
        ),
    ],
)
def test_the_title_is_the_line_that_names_the_document(front: str, title: str, parties: int) -> None:
    body = BODY if parties == 2 else "The Ministers agreed to fight piracy."
    found = document(f"{front}\n\n{body}")
    assert found.title.startswith(title)
    assert len(found.parties) == parties


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            "REPUBLIC OF CHILE\nMINISTRY OF DEFENCE\n\nPress Release No. 7/98\n\n"
            "JOINT COMMUNIQUE\nISSUED BY THE MINISTERS\nOF NORWAY AND CHILE",
            "JOINT COMMUNIQUE ISSUED BY THE MINISTERS OF NORWAY AND CHILE",
        ),
        (
            "Ministry of Defence\nReadout\n\nReadout of Kari Lund's Call With Chile",
            "Readout of Kari Lund's Call With Chile",
        ),
        (
            "Joint Declaration\n\nMeeting of Norway and Chile\n\nOslo, 3 May 2019",
            "Joint Declaration: Meeting of Norway and Chile",
        ),
        (
            "First Norway-Chile Summit\n(Bergen, 2-3 May 2019)\n\nJOINT STATEMENT",
            "First Norway-Chile Summit: JOINT STATEMENT",
        ),
        (
            "JOINT STATEMENT\n\nby the Ministers of Norway and Chile",
            "JOINT STATEMENT by the Ministers of Norway and Chile",
        ),
        (
            "Ministry of Defence\nNorway-Chile Committee meets in Oslo\n\nPosted On: 4 MAY 2019",
            "Norway-Chile Committee meets in Oslo",
        ),
        (
            "Skip to main content\nHome | News\nShare this page: Post  Mail\n\nJoint statement by Norway and Chile",
            "Joint statement by Norway and Chile",
        ),
        ("No: 21, 3 May 2019, Joint Statement of Norway and Chile", "Joint Statement of Norway and Chile"),
        ("Statement of Norway and Chile,\nOslo, 3 May 2019", "Statement of Norway and Chile"),
        ("# Joint Statement\n\n## Norway-Chile Talks", "Joint Statement: Norway-Chile Talks"),
    ],
)
def test_a_title_has_all_its_lines_and_no_letterhead(front: str, title: str) -> None:
    assert document(f"{front}\n\n{BODY}").title == title


@pytest.mark.parametrize(
    ("front", "opening"),
    [
        (
            "KINGDOM OF NORWAY\n\nJOINT COMMUNIQUE\n\nON THE MEETING OF THE COMMISSION\n\nBETWEEN NORWAY AND CHILE",
            "The Commission met.",
        ),
        ("MINISTERS OF NORWAY AND CHILE SIGN PLAN OF COOPERATION", "The Ministers signed the Plan for 2019."),
        ("Joint Communiqué of the Chiefs", "The Chiefs of Defence Staff of Norway and Chile met in Oslo."),
    ],
)
def test_neither_a_letterhead_nor_a_word_in_capitals_is_a_party(front: str, opening: str) -> None:
    parties = document(f"{front}\n\n{opening}\n\nThey agreed to fight piracy.").parties
    assert sorted(party.rsplit("/", 1)[-1] for party in parties) == ["CHL", "NOR"]


def test_a_title_in_capitals_stays_as_it_is_written() -> None:
    text = "JOINT PRESS COMMUNIQUE\n\nTHE MINISTERS OF NORWAY AND CHILE MET IN OSLO AND AGREED TO FIGHT PIRACY."
    assert document(text).title == "JOINT PRESS COMMUNIQUE"


@pytest.mark.parametrize(
    ("front", "publisher"),
    [
        ("REPUBLIC OF CHILE\nMINISTRY OF DEFENCE\n\nJoint Statement", "MINISTRY OF DEFENCE, REPUBLIC OF CHILE"),
        (
            "3.05.2019. | Ministry of Defence of the Republic of Chile\n\nJoint Statement",
            "Ministry of Defence of the Republic of Chile",
        ),
        ("Joint Statement of Norway and Chile\n\nFrom: Department of Fisheries", "Department of Fisheries"),
        ("Joint Statement of the Ministry of Defence of Chile and Norway", None),
    ],
)
def test_the_letterhead_names_the_publisher(front: str, publisher: str | None) -> None:
    assert document(f"{front}\n\n{BODY}").publisher == publisher


def test_rows_of_a_table_name_the_parties() -> None:
    rows = (
        "Country | Head | Post\nNorway | Kari Lund | Director\nChile | Pio Vega | Director\nPeru | Ana Soto | Director"
    )
    found = document(
        f"THIRD CONFERENCE OF COAST GUARDS\n\nPARTICIPANTS\n\n{rows}\n\n1. The Heads met in Oslo on 3 May 2019."
    )
    assert (len(found.parties), found.date) == (3, "2019-05-03")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Second Dialogue of Norway and Chile: Joint Press Statement", "joint press statement"),
        ("Chairman's Summary of the Norway-Chile Talks", "chairman's summary"),
        ("Norway and Chile sign a joint declaration", None),
        ("Agreement between Norway and Chile", "agreement"),
        ("Joint Vision Statement of Norway and Chile", "joint vision statement"),
    ],
)
def test_the_title_says_what_the_statement_calls_itself(title: str, kind: str | None) -> None:
    assert document(f"{title}\n\n{BODY}").kind == kind


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        (
            f"Joint Statement\n\n{BODY}\n\nDone at Skogvika, this third day of May, 2019.\n\nFor Norway",
            "2019-05-03",
            "skogvika",
        ),
        (f"Joint Statement\n\n{BODY}\n\nOslo, May 3, 2019", "2019-05-03", "oslo"),
        (
            "Joint Statement\n\nOSLO, Norway, May 3, 2019 (NP) -- Norway and Chile agreed to fight piracy.",
            "2019-05-03",
            "oslo",
        ),
        (f"Joint Statement\n\nMay 3, 2019 – Oslo, Norway – Ministry of Defence\n\n{BODY}", "2019-05-03", "oslo"),
        (f"Joint Statement\n\nAdopted in Oslo on 3 May 2019\n\n{BODY}", "2019-05-03", "oslo"),
        (f"Joint Statement of the Summit held in Oslo (3 May 2019)\n\n{BODY}", "2019-05-03", "oslo"),
        (f"Norway-Chile Summit (Skogvika, 3 May 2019)\n\n{BODY}", "2019-05-03", "skogvika"),
        ("Joint Statement\n\nSkogvika, 3 May 2019: Norway and Chile agreed to fight piracy.", "2019-05-03", "skogvika"),
        ("Joint Statement\n\n3 May 2019\n\nNorway and Chile signed a plan today in Oslo.", "2019-05-03", "oslo"),
        ("Joint Statement\n\n03.05.2019\n\nNorway and Chile met at Fjord House in Oslo.", "2019-05-03", "oslo"),
        (
            "Norway and Chile meet\n\nPosted On: 3 May 2019 by PIB Delhi\n\nNorway and Chile met in Oslo.",
            "2019-05-03",
            "oslo",
        ),
        ("Norway and Chile meet\n\nOslo, 3 May 2019. Norway and Chile discussed piracy.", "2019-05-03", "oslo"),
        (
            "Joint Statement\n\nOslo, 12 Dhul-Qadah 1440 AH, corresponding to 15 July 2019\n\nNorway and Chile met.",
            "2019-07-15",
            "oslo",
        ),
    ],
)
def test_the_day_and_place_are_where_statements_write_them(text: str, day: str, place: str) -> None:
    found = document(text)
    assert (found.date, (found.place or "").rsplit("/", 1)[-1]) == (day, place)


@pytest.mark.parametrize(
    ("dateline", "place"),
    [("Oslo, 14 May 2019", "oslo"), ("Skogvika, 14 May 2019", "skogvika"), ("14 May 2019", None)],
)
def test_the_date_line_says_where(dateline: str, place: str | None) -> None:
    found = document(f"Joint Statement\n\n{dateline}\n\n{BODY}").place
    assert (found and found.rsplit("/", 1)[-1]) == place


def test_a_day_on_a_line_of_its_own_below_the_issuers_is_the_statements() -> None:
    text = "Joint Declaration on Cooperation\n\nby the President of Chile and the President of Peru\n\n10 Jul. 2018\n\n"
    assert document(text + "1. Chile and Peru met.").date == "2018-07-10"


def test_the_day_of_a_treaty_is_not_the_statements() -> None:
    text = "Joint Declaration of Chile and Peru\n\nChile and Peru, recalling the Treaty of Lima of 3 May 1921, "
    assert document(text + "decided to hold exercises.").date is None


def test_a_line_above_the_title_says_what_the_text_is_where_the_title_does_not() -> None:
    text = f"MEDIA RELEASE No. 12\n\nNorwegian Minister visits Chile\n\n3 May 2019\n\n{BODY}"
    assert document(text).kind == "media release"


def test_a_line_in_capitals_below_the_title_goes_on_with_it() -> None:
    text = (
        "JOINT COMMUNIQUE\n\nISSUED AT THE CONCLUSION OF THE OFFICIAL VISIT OF THE MINISTER OF DEFENCE OF NORWAY "
        f"TO THE REPUBLIC OF CHILE\n\n{BODY}"
    )
    assert document(text).title.endswith("TO THE REPUBLIC OF CHILE")


@pytest.mark.parametrize(
    ("preface", "day"),
    [
        (
            "Gemensamt uttalande från försvarsministrarna den 25 augusti 2022. Uttalandet på engelska nedan.",
            "2022-08-25",
        ),
        ("Declaración de los ministros de defensa, 3 de octubre de 2019. El texto en inglés sigue.", "2019-10-03"),
        ("Erklärung der Verteidigungsminister vom 1. März 2021. Es folgt die englische Fassung.", "2021-03-01"),
    ],
)
def test_a_preface_in_another_language_tells_the_day(preface: str, day: str) -> None:
    assert document(f"{preface}\n\nJoint Statement of Norway and Chile\n\n{BODY}").date == day


@pytest.mark.parametrize("office", ["Public Relations Directorate", "Press and Information Department", "Media Unit"])
def test_a_press_office_below_its_ministry_is_no_title(office: str) -> None:
    text = (
        f"MINISTRY OF DEFENCE\n{office}\n\nPRESS RELEASE\n\nMinister of Defence receives Chilean counterpart\n\n{BODY}"
    )
    assert document(text).title == "Minister of Defence receives Chilean counterpart"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The Ministers of Norway and Chile met today. They will attend a summit scheduled for 15 May 2025.", None),
        ("We, the Presidents of Norway and Chile, met today. On 3 May 1997 our predecessors shaped this work.", None),
        ("The Ministers of Norway and Chile met in Oslo from 27 February to 6 March 1970.", "1970-03-06"),
    ],
)
def test_a_day_of_which_a_text_only_tells_is_not_its_own(text: str, day: str | None) -> None:
    assert document(f"Joint Statement of Norway and Chile\n\n{text} They condemned piracy.").date == day
