"""Targets: towards whom a stance is taken, in the words of many statements."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact
from tests.extraction.test_acts import only

TITLE = "Joint Statement of the Ministers of Defence of Norway and Chile\n\n12 May 2021\n\nThe Ministers "


def targets(words: str) -> set[str]:
    (act, *_) = kg.extract(TITLE + words + ".").acts
    return {compact(iri) for iri in act.targets}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("commended Kenya, Ghana and the Republic of Malawi for sending troops", {"KEN", "GHA", "MWI"}),
        ("called on the Government of Peru to release the crew", {"PER"}),
        ("urged the Peruvian authorities to release the crew", {"PER"}),
        ("thanked the Prime Minister of Fiji for the warm hospitality", {"FJI"}),
        ("expressed their appreciation to the Prime Minister of Fiji for the warm hospitality", {"FJI"}),
        ("expressed their condolences to the families of the victims and to the Government of Nepal", {"NPL"}),
        ("commended the tireless efforts of Kenya and Ghana", {"KEN", "GHA"}),
        ("affirmed that no talks can be held until Russia withdraws its troops", {"RUS"}),
        ("stressed that trade cannot resume unless the Government of Iran honours the agreement", {"IRN"}),
        ("agreed to train the crews until Kenya takes over the base", set()),
        ("condemned the repeated attacks on the port by Russia", {"RUS"}),
        ("reiterated their condemnation of the attacks carried out by Russia", {"RUS"}),
        ("demanded an end to all attacks by Russia", {"RUS"}),
        ("welcomed the commitment made by the new Government of Somalia", {"SOM"}),
        ("acknowledged Japan's efforts against piracy", {"JPN"}),
        ("called on Moscow and Minsk to withdraw their troops", {"RUS", "BLR"}),
    ],
)
def test_who_is_praised_thanked_urged_or_condemned_is_the_target(words: str, found: set[str]) -> None:
    assert targets(words) == {f"dcr:state/{code}" for code in found}


@pytest.mark.parametrize(
    "words",
    [
        "condemned the attack on Ukraine",
        "welcomed that an exercise was held by the Peruvian Navy",
        "recalled the statement made by Peru",
        "welcomed the talks held in Lima",
        "recognized that Russia's aggression goes on",
        "expressed their support for Ukraine's sovereignty",
        "welcomed the appointment of Admiral Juan Soto of Peru as Chairman",
    ],
)
def test_who_only_stands_near_the_deed_is_no_target(words: str) -> None:
    assert targets(words) == set()


def test_a_person_who_is_praised_for_something_is_the_target() -> None:
    act = only("Norway commended H.E. Minister Rojas for his efforts.")
    assert [compact(iri) for iri in act.targets] == ["dcr:person/pedro-rojas"]
