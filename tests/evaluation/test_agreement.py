"""Agreement of two annotators is symmetric, one with oneself, and counts on the common range alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.evaluation import agree
from tests.conftest import ROOT, SHARED

FIRST, SECOND = ROOT / "tests" / "gold" / "corpus", ROOT / "tests" / "gold" / "second"
needs_corpus = pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not beside this checkout")


@needs_corpus
def test_two_annotators_agree_and_none_is_favoured() -> None:
    one, other = agree(FIRST, SECOND, [SHARED / "corpus"]), agree(SECOND, FIRST, [SHARED / "corpus"])
    assert {name: a.f1 for name, a in one.items()} == {name: a.f1 for name, a in other.items()}
    assert one["trigger"].f1 >= 0.85 and one["entity"].f1 >= 0.9
    assert one["trigger"].agreed < one["trigger"].second + one["trigger"].first  # not the same file twice


@needs_corpus
def test_an_annotator_agrees_with_himself() -> None:
    assert all(found.f1 == 1 for found in agree(SECOND, SECOND, [SHARED / "corpus"]).values())


def test_commitments_agree_by_debtors_and_firmness(gold_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    second = other / gold_path.name
    second.write_bytes(gold_path.read_bytes())
    assert agree(gold_path.parent, other, [tmp_path])["commitment"].f1 == 1
    data = json.loads(second.read_text())
    data["commitments"][0]["firmness"] = "hoped"
    second.write_text(json.dumps(data))
    assert agree(gold_path.parent, other, [tmp_path])["commitment"].f1 == 0


def test_activities_agree_whatever_the_annotators_call_their_entities(gold_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    second = other / gold_path.name
    second.write_text(gold_path.read_text().replace("#academy", "#school").replace('"academy"', '"school"'))
    found = agree(gold_path.parent, other, [tmp_path])
    assert (found["activity"].f1, found["activity slots"].f1) == (1, 1)
    data = json.loads(second.read_text())
    data["activities"][0]["places"] = ["CHL"]
    data["activities"][1]["type"] = "Visit"
    second.write_text(json.dumps(data))
    found = agree(gold_path.parent, other, [tmp_path])
    assert (found["activity"].agreed, found["activity slots"].agreed) == (1, 0)


def test_folders_without_a_common_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no gold of the same name"):
        agree(FIRST, tmp_path)
