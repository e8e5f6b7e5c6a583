"""Names of exercises and operations beside their common noun."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact

TITLE = "Joint Statement of Norway and Chile\n\n12 May 2021\n\n"


def events(text: str) -> list[tuple[str, str]]:
    return [(m.text, compact(m.iri or "")) for m in kg.extract(TITLE + text).mentions if m.type == "EVENT"]


@pytest.mark.parametrize(
    ("text", "name", "iri"),
    [
        ("The two navies held exercise Grey Heron.", "Grey Heron", "dcr:exercise/exercise-grey-heron"),
        ("They held the drill “Grey Heron 2021”.", "Grey Heron 2021", "dcr:exercise/exercise-grey-heron-2021"),
        ("The exercise, code-named 'Red Kite', ended.", "Red Kite", "dcr:exercise/exercise-red-kite"),
        ("The HERON-21 naval exercise ended.", "HERON-21", "dcr:exercise/exercise-heron-21"),
        ("The “Red Kite” exercise ended.", "Red Kite", "dcr:exercise/exercise-red-kite"),
        ("Exercise Grey Heron ended.", "Exercise Grey Heron", "dcr:exercise/exercise-grey-heron"),
    ],
)
def test_a_name_beside_its_noun_is_that_of_an_event(text: str, name: str, iri: str) -> None:
    assert events(text) == [(name, iri)]


def test_each_name_behind_a_plural_is_one() -> None:
    found = events("They held exercises Grey Heron, Red Kite and “White Owl” in the spring.")
    assert [name for name, _ in found] == ["Grey Heron", "Red Kite", "White Owl"]


@pytest.mark.parametrize("text", ["They held the exercise Chile had offered.", "In May 2021 exercises were held."])
def test_a_state_or_a_month_beside_the_noun_is_no_code_name(text: str) -> None:
    assert events(text) == []


def test_names_behind_such_as_are_each_an_exercise_and_one_is_told_again_without_its_noun() -> None:
    text = "Large-scale exercises such as Grey Heron and Silver Otter were held. Grey Heron will be held again."
    assert [name for name, _ in events(text)] == ["Grey Heron", "Silver Otter", "Grey Heron"]
