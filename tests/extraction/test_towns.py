"""Towns that no list knows."""

from __future__ import annotations

import pytest

import kg
from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import read_text

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


@pytest.mark.parametrize(
    ("sentence", "town"),
    [
        ("They spoke of the bridge in Wądołek, Norway.", "Wądołek"),
        ("The centre in Ostrava Nova in Portugal was praised.", "Ostrava Nova"),
        ("They thanked the town of Elden.", "Elden"),
    ],
)
def test_a_town_stands_beside_its_state_or_behind_what_it_is(sentence: str, town: str):
    found = extract(read_text("Joint Statement of Norway and Portugal\n\n3 May 2022\n\n" + sentence))
    assert [m.text for m in found.mentions if m.type == "LOC"] == [town]


def test_words_that_only_say_where_something_is_name_no_place():
    text = "Norway and Portugal praised Pacific-led work of the Nordic countries in the Pacific."
    found = extract(read_text("Joint Statement of Norway and Portugal\n\n" + text))
    assert [(m.text, m.start) for m in found.mentions if m.type == "LOC"] == [("Pacific", found.text.rindex("Pacific"))]
