"""The hand-made gold of the seed statement is consistent with its text, with itself and with the ontology."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import load_crosswalk
from kg.knowledge.turtle import load_turtle
from kg.names import expand

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold" / "japan-spain-2018-01-15.json"
CROSSWALK = ROOT / "tests" / "gold" / "corpus-topics.toml"
LAYERS = ("acts", "entities", "commitments", "activities", "facts", "parts")


@cache
def gold() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return data


@cache
def text() -> str:
    return (ROOT / "seeds" / gold()["file"]).read_bytes().decode()


def test_gold_is_of_the_seed() -> None:
    assert hashlib.sha256(text().encode()).hexdigest() == gold()["sha256"]
    assert gold()["annotated"] == {"from": 0, "to": len(text())}


@pytest.mark.parametrize("layer", LAYERS)
def test_spans_stand_where_they_say(layer: str) -> None:
    for item in gold()[layer]:
        quote = text()[item["start"] : item["end"]]
        assert quote == quote.strip() != ""
        assert quote == item.get("trigger", item.get("text", item.get("heading", quote)))


def test_spans_of_acts_and_entities_do_not_overlap() -> None:
    for layer in ("acts", "entities"):
        spans = sorted((item["start"], item["end"]) for item in gold()[layer])
        assert all(left[1] <= right[0] for left, right in pairwise(spans)), layer


def test_every_act_is_annotated_in_full() -> None:
    keys = {"cls", "type", "speakers", "topics", "targets", "addressees", "frameworks", "areas", "places"}
    keys |= {"strength", "intensifiers", "hedges", "factuality", "flags"}
    for act in gold()["acts"]:
        assert keys <= act.keys(), act["trigger"]
        assert act["speakers"] == sorted(act["speakers"])
        assert [flag for flag in act["flags"] if flag.startswith("target=")] == [f"target={t}" for t in act["targets"]]
    assert len(gold()["acts"]) == 40


def test_class_and_type_of_an_act_agree_in_the_ontology() -> None:
    crosswalk = load_crosswalk(CROSSWALK)
    for act in gold()["acts"]:
        assert crosswalk.act_class(expand(act["type"])) == act["cls"], act["trigger"]


def test_strength_is_the_base_of_the_type_moved_by_its_modifiers() -> None:
    concepts = load_turtle("concepts")
    for act in gold()["acts"]:
        base = int(concepts.value(act["type"], "dco:baseStrength") or 0)
        assert act["strength"] == base + bool(act["intensifiers"]) - bool(act["hedges"]), act["trigger"]


def test_commitments_are_the_acts_that_commit() -> None:
    committing = [(act["start"], act["speakers"]) for act in gold()["acts"] if "commit" in act["flags"]]
    assert committing == [(item["start"], item["debtors"]) for item in gold()["commitments"]]


def test_individual_acts_are_those_of_one_state_and_no_nested_voice() -> None:
    for act in gold()["acts"]:
        alone = len(act["speakers"]) == 1 and "nested" not in act["flags"]
        assert ("persons" in act) == alone, act["trigger"]


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, str):
        yield from value.split("|")


def test_concepts_that_gold_and_crosswalk_name_exist() -> None:
    concepts = load_turtle("concepts")
    crosswalk = load_crosswalk(CROSSWALK)
    names = [*_names(gold()), *_names([list(v) for v in (*crosswalk.topics.values(), *crosswalk.exact.values())])]
    slugs = {f"dcc:{name}" for name in names if re.fullmatch(r"(area|issue|region|act)/[a-z-]+", name)}
    slugs |= {name for name in names if name.startswith("dcc:")}
    assert len(slugs) > 50
    assert sorted(name for name in slugs if name not in concepts) == []


def test_entity_references_lead_to_a_mention() -> None:
    ids = {entity["id"] for entity in gold()["entities"] if "iri" not in entity}
    references = {name[1:] for layer in LAYERS for name in _names(gold()[layer]) if name.startswith("#")}
    assert references
    assert references <= ids


def test_classes_and_predicates_are_those_of_the_ontology() -> None:
    core = load_turtle("modules")
    classes = {f"dco:{kind}" for activity in gold()["activities"] for kind in activity["type"]}
    predicates = {fact["predicate"] for fact in gold()["facts"]}
    assert sorted(name for name in classes | predicates if name not in core) == []
