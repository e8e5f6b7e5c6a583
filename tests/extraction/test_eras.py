"""Names of states that meant another state at the time of the statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.reading import Source


def parties(text: str) -> list[str]:
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    return sorted(iri[-3:] for iri in record.document.parties)


@pytest.mark.parametrize(
    ("year", "names", "expected"),
    [
        ("1963", "Norway and Vietnam", ["NOR", "XVS"]),
        ("1983", "Norway and Vietnam", ["NOR", "VNM"]),
        ("1943", "Norway and the Republic of China", ["CHN", "NOR"]),
        ("1963", "Norway and the Republic of China", ["NOR", "TWN"]),
        ("1955", "Norway and China, the Republic of China,", ["NOR", "TWN"]),
        ("1955", "Norway, the Republic of China and the People's Republic of China", ["CHN", "NOR", "TWN"]),
        ("1969", "Norway, Vietnam and the Democratic Republic of Vietnam", ["NOR", "VDR", "VNM"]),
    ],
)
def test_a_name_means_the_state_of_its_time(year: str, names: str, expected: list[str]) -> None:
    assert parties(f"Joint Statement\n\n3 May {year}\n\nThe Governments of {names} agreed to meet.") == expected


def test_a_text_without_a_day_is_as_old_as_the_latest_year_that_it_names() -> None:
    assert parties("The Governments of Norway and Vietnam agreed on the funds for 1963.") == ["NOR", "XVS"]


def test_the_adjective_of_such_a_state_is_the_party_too() -> None:
    text = "The Governments of Norway and Vietnam met in May 1963. The Vietnamese delegation thanked Norway."
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [iri[-3:] for iri in record.acts[-1].onBehalfOf] == ["XVS"]
