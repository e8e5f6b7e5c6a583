"""Whole statements in the manners of many hands: their parties, and who performs which acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extraction.assembly import extract
from kg.reading import Source

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "statements.yaml").read_text(encoding="utf-8")
)


def last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_statement_has_these_parties_and_acts(case: dict[str, Any]) -> None:
    text = case["text"]
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert sorted(map(last, record.document.parties)) == sorted(case["parties"])
    everyone = " ".join(sorted(case["parties"]))
    expected = [(trigger, everyone if who == "all" else who) for trigger, who in case["acts"]]
    assert [(act.trigger, " ".join(sorted(map(last, act.onBehalfOf)))) for act in record.acts] == expected
