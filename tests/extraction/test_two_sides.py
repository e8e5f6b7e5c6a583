"""Who speaks in releases of two sides: hosts and guests, signatures, company, and whom nothing but the other tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
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
