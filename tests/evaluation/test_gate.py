"""The extraction keeps its measured quality: F1 on the seed, on texts that no rule was corrected on, and on others."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.evaluation import Evaluation, evaluate, load_crosswalk, render_table

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
CORPUS = ROOT.parent / "shared" / "corpus" / "gold"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


@cache
def measured(gold: Path, split: str | None = None) -> Evaluation:
    texts = [ROOT / "seeds", CORPUS.parent]
    return evaluate([gold], kg.extract, load_crosswalk(GOLD / "corpus-topics.toml"), texts=texts, split=split)


@pytest.mark.parametrize("measure", FLOORS["seed"])
def test_seed_statement_is_understood(measure: str) -> None:
    score = measured(GOLD / "japan-spain-2018-01-15.json").scores[measure]
    assert score.f1 >= FLOORS["seed"][measure], score


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus is not beside this checkout")
@pytest.mark.parametrize("measure", FLOORS["untuned"])
def test_texts_that_no_rule_was_tuned_on(measure: str, capsys: pytest.CaptureFixture[str]) -> None:
    evaluation = measured(CORPUS)
    if measure == next(iter(FLOORS["untuned"])):
        with capsys.disabled():
            print("\nnot tuned on:", render_table(evaluation, per_document=False), sep="\n")
    score = evaluation.scores[measure]
    assert score.f1 >= FLOORS["untuned"][measure], score


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus is not beside this checkout")
@pytest.mark.parametrize("measure", FLOORS["development"])
def test_what_was_learnt_on_the_development_texts_is_kept(measure: str) -> None:
    score = measured(GOLD / "corpus", "dev").scores[measure]
    assert score.f1 >= FLOORS["development"][measure], score
