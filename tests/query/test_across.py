"""Questions that compare statements, or need reference data beside them, asked of four invented statements."""

from __future__ import annotations

from datetime import date

import pytest

from kg.names import DCR
from kg.query import run
from kg.store import GraphStore
from tests.query.expectations import ACROSS, answer, expected, expected_files

FIRST, SECOND, SWEDEN = (f"{DCR}document/{name}" for name in ("a", "b", "c"))


def test_every_question_across_statements_has_expected_rows() -> None:
    assert {path.stem for path in expected_files("across")} == ACROSS


@pytest.mark.parametrize("name", sorted(ACROSS))
def test_a_question_across_statements_finds_the_expected_rows(across_store: GraphStore, name: str) -> None:
    found = answer(across_store, name)
    assert found == expected("across", name)
    assert found.count("\n") > 1


@pytest.mark.parametrize(
    ("name", "values", "rows"),
    [
        ("members-when-speaking", {"speaker": "Sweden"}, 1),
        ("members-when-speaking", {"body": "European Union", "speaker": "Finland"}, 3),
        ("partners-with-members", {"body": "ASEAN"}, 0),
        ("condemned-apart", {"state": "Russia"}, 0),
        ("firmness-over-time", {"first": "Finland", "second": "Sweden"}, 0),
        ("positions-by-membership", {"issue": "piracy"}, 1),
        ("issues-first-raised", {"by": "Estonia"}, 1),
        ("posts-of-persons", {"person": "dcr:person/aiko-mori"}, 1),
        ("frameworks-shared-apart", {"first": "Japan", "second": "Sweden"}, 1),
        ("acts-within-region", {"region": "Baltic Sea"}, 0),
        ("instruments-of-others", {"instrument": "New START"}, 0),
        ("courses-by-host", {"by": "Japan"}, 1),
        ("courses-by-host", {"by": "Spain"}, 0),
        ("exercises-by-year", {"state": "Sweden"}, 2),
        ("named-together", {"entity": "Sweden"}, 2),
        ("commitments-due", {"date": date(2024, 12, 30)}, 0),
        ("ties-between-blocs", {"one": "ASEAN", "other": "NATO"}, 1),
    ],
)
def test_a_parameter_narrows_a_question(
    across_store: GraphStore, name: str, values: dict[str, object], rows: int
) -> None:
    assert len(run(across_store, name, values)) == rows


def test_any_two_statements_can_be_compared(across_store: GraphStore) -> None:
    rows = run(across_store, "topics-changed", {"earlier": FIRST, "later": SWEDEN}).rows
    assert {(row["change"], row["topic"].rpartition("/")[2]) for row in rows} == {
        ("gone", "cyber-defence"),
        ("gone", "piracy"),
        ("gone", "south-china-sea"),
        ("new", "nuclear-programme"),
    }
    assert run(across_store, "strengths-changed", {"earlier": SECOND, "later": SWEDEN}).rows == [
        {
            "before": SECOND,
            "after": SWEDEN,
            "topic": "https://w3id.org/defcoop/concept/issue/ballistic-missiles",
            "strengthBefore": 5,
            "strengthAfter": 4,
        }
    ]


def test_a_membership_holds_from_its_day(across_store: GraphStore) -> None:
    rows = run(across_store, "members-when-speaking", {"speaker": "Finland"}).rows
    assert [(row["date"].year, row["standing"]) for row in rows] == [
        (2018, "before"),
        (2023, "member"),
        (2023, "member"),
    ]
