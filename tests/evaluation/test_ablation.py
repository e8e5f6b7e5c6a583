"""The ablation switches stages off and on again, and shows what they bring."""

from __future__ import annotations

import pytest

from benchmarks.ablation import SWITCHES, Switch, render, switched_off, texts_at_hand
from kg.evaluation import load_crosswalk
from tests.conftest import ROOT


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda switch: switch.name)
def test_a_stage_that_was_switched_off_is_on_again(switch: Switch) -> None:
    before = [vars(place)[name] for place, name, _ in switch.neutral]
    with switched_off(switch):
        assert all(vars(place)[name] is neutral for place, name, neutral in switch.neutral)
    assert [vars(place)[name] for place, name, _ in switch.neutral] == before


def test_without_the_registry_nobody_speaks() -> None:
    registry = [switch for switch in SWITCHES if switch.name == "registry of participants"]
    seed = texts_at_hand()[0]
    lines = list(render(seed, load_crosswalk(ROOT / "tests" / "gold" / "corpus-topics.toml"), registry))
    whole, without = lines[-2].split()[2:], lines[-1].split()[3:]
    assert float(whole[2]) > 0.97
    assert float(without[2]) < -50
