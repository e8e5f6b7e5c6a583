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
    ],
)
def test_the_title_is_the_line_that_names_the_document(front: str, title: str, parties: int) -> None:
    body = BODY if parties == 2 else "The Ministers agreed to fight piracy."
    found = document(f"{front}\n\n{body}")
    assert found.title.startswith(title)
    assert len(found.parties) == parties


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
