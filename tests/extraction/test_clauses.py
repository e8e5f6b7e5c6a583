"""How sentences fall into clauses."""

from __future__ import annotations

import pytest

from kg.extraction.pipeline import understand
from kg.extraction.syntax.clauses import segment
from kg.extraction.syntax.predication import PredicateClause
from kg.reading import read_text
from tests.extraction.test_acts import OPENING


def clauses(sentence: str) -> tuple[str, list[PredicateClause]]:
    understanding = understand(read_text(OPENING + sentence + "\n"))
    return understanding.text, list(segment(understanding)[-1])


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The Ministers discussed piracy.", ["main"]),
        ("The Ministers discussed piracy and thanked the crews.", ["main", "coordinate"]),
        ("The Ministers noted that piracy declined.", ["main", "that"]),
        ("The Ministers praised the crews, who saved lives.", ["main", "relative"]),
        ("Recalling the treaty, the Ministers discussed piracy.", ["main", "participial"]),
        ("While Norway supports the plan, Chile opposes it.", ["main", "subordinate"]),
    ],
)
def test_kinds_of_clauses(sentence: str, kinds: list[str]) -> None:
    assert [clause.kind for clause in clauses(sentence)[1]] == kinds


def test_a_coordinated_clause_ends_its_neighbour() -> None:
    text, (first, second) = clauses("The Ministers discussed piracy, and Chile thanked the crews.")
    assert text[first.span.start : first.span.end] == "The Ministers discussed piracy"
    assert text[second.span.start : second.span.end] == "Chile thanked the crews."


def test_a_child_is_a_hole_in_its_parent() -> None:
    text, (main, child) = clauses("The Ministers noted that piracy declined.")
    assert main.holes == (child.span,)
    assert text[child.span.start : child.span.end] == "that piracy declined."


def test_a_list_with_and_inside_a_name_is_one_subject() -> None:
    _, found = clauses("The Ministry of Defence of Norway and the Ministry of Defence of Chile signed a plan.")
    assert len(found) == 1
    assert found[0].subject is not None
    assert len(found[0].subject.units) == 2


def test_every_sentence_has_its_tuple() -> None:
    understanding = understand(read_text(OPENING + "One. Two words here. Three!\n"))
    assert len(segment(understanding)) == len(understanding.sentences)
