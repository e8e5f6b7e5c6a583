"""Towns that no list knows."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact

TITLE = "Joint Statement of the Ministers of Defence of Norway and Chile\n\n12 May 2021\n\nThe Ministers "


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("met in Skogvika on 11 May 2021", "skogvika"),
        ("met in San Telmo del Valle, Chile", "san-telmo-del-valle"),
        ("held talks on piracy in Skogvika-Nord, where they opened a school", "skogvika-nord"),
        ("announced that the next meeting will take place in Skogvika", "skogvika"),
    ],
)
def test_where_the_ministers_met_is_a_town_though_no_list_knows_it(words: str, town: str) -> None:
    record = kg.extract(TITLE + words + ".")
    assert f"dcr:place/{town}" in {compact(m.iri) for m in record.mentions if m.iri and m.type == "LOC"}


@pytest.mark.parametrize(
    "words",
    [
        "met in Parliament on 11 May 2021",
        "met in May to discuss piracy",
        "expressed their confidence in Admiral Dahl",
        "agreed on the text in Annex Two of the plan",
    ],
)
def test_what_is_no_town_is_none(words: str) -> None:
    assert not [m for m in kg.extract(TITLE + words + ".").mentions if m.type == "LOC"]
