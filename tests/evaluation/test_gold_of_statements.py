"""The gold of real statements is consistent in itself and with the ontology; with the texts at hand it is scored.

The texts are not part of the project. They are looked for beside this checkout and in the folders that the
environment variable DEFCOOP_GOLD_TEXTS names (set apart as in PATH); tests that need one that is missing are skipped.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.evaluation import evaluate, load_crosswalk, load_gold, render_table
from kg.knowledge.turtle import load_turtle
from kg.names import expand
from tests.conftest import ROOT, SHARED

GOLD = ROOT / "tests" / "gold"
CORPUS = sorted((GOLD / "corpus").glob("*.json"))
PUBLIC = sorted((GOLD / "public").glob("*/*.json"))
SECOND = sorted((GOLD / "second").rglob("*.json"))  # a second annotator's
LONGEST_QUOTE = 150  # characters; the longest names are titles of treaties and meetings
UNPREFIXED = re.compile(r"[a-z][a-z-]*/[^:]+")  # names of concepts; those of individuals have a prefix


@cache
def gold(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def folders() -> tuple[Path, ...]:
    named = [Path(name) for name in os.environ.get("DEFCOOP_GOLD_TEXTS", "").split(os.pathsep) if name]
    return tuple(folder for folder in (*named, SHARED / "corpus") if folder.is_dir())


@cache
def hashes() -> frozenset[str]:
    files = (file for folder in folders() for file in sorted(folder.glob("*.txt")))
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def sources() -> dict[str, dict[str, str]]:
    with (GOLD / "public" / "sources.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}


def names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from names(item)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)
    elif isinstance(value, str):
        yield from value.split("|")


def by_name(path: Path) -> str:
    return f"{path.stem}-again" if path in SECOND else path.stem


@pytest.mark.parametrize("path", [*CORPUS, *PUBLIC, *SECOND], ids=by_name)
def test_spans_are_those_of_their_quotes_and_do_not_overlap(path: Path) -> None:
    end = gold(path)["annotated"]["to"]
    for layer, key in (("acts", "trigger"), ("entities", "text")):
        items = sorted(gold(path)[layer], key=lambda item: int(item["start"]))
        assert all(item["end"] - item["start"] == len(item[key]) < LONGEST_QUOTE for item in items), layer
        assert all(left["end"] <= right["start"] for left, right in pairwise(items)), layer
        assert all(item["end"] <= end for item in items), layer


@pytest.mark.parametrize("path", [*CORPUS, *PUBLIC, *SECOND], ids=by_name)
def test_act_types_have_the_class_that_is_given(path: Path) -> None:
    crosswalk = load_crosswalk(GOLD / "corpus-topics.toml")
    for act in gold(path)["acts"]:
        assert crosswalk.act_class(expand(act["type"])) == act["cls"], act["trigger"]
        assert act["speakers"] == sorted(act["speakers"]) != [], act["trigger"]


@pytest.mark.parametrize("path", [*CORPUS, *PUBLIC], ids=by_name)
def test_commitments_are_the_acts_that_commit(path: Path) -> None:
    committing = [act["start"] for act in gold(path)["acts"] if "commit" in act["flags"]]
    assert committing == [item["start"] for item in gold(path)["commitments"]]


@pytest.mark.parametrize("path", [*CORPUS, *PUBLIC, *SECOND], ids=by_name)
def test_concepts_exist_and_references_lead_to_a_mention(path: Path) -> None:
    concepts = load_turtle("concepts")
    said = {name for layer in ("acts", "activities", "commitments") for name in names(gold(path).get(layer, []))}
    assert sorted(name for name in said if UNPREFIXED.fullmatch(name) and f"dcc:{name}" not in concepts) == []
    mentioned = {entity["id"] for entity in gold(path)["entities"]}
    assert {name[1:] for name in said if name.startswith("#")} <= mentioned


def test_sources_tell_of_every_text_what_it_is() -> None:
    table = sources()
    assert sorted(table) == sorted(gold(path)["file"] for path in PUBLIC)
    for path in PUBLIC:
        row = table[gold(path)["file"]]
        assert (row["sha256"], int(row["characters"])) == (gold(path)["sha256"], gold(path)["annotated"]["to"])
        assert row["split"] == gold(path)["split"] == path.parent.name
        assert row["publisher"] == gold(path)["publisher"]
        assert row["url"].startswith("http")


def test_no_publisher_is_in_both_splits() -> None:
    published = {
        split: {row["publisher"] for row in sources().values() if row["split"] == split} for split in ("dev", "test")
    }
    assert published["dev"] and published["test"]
    assert published["dev"].isdisjoint(published["test"])


@pytest.mark.parametrize("path", PUBLIC, ids=by_name)
def test_spans_stand_where_they_say(path: Path) -> None:
    if gold(path)["sha256"] not in hashes():
        pytest.skip(f"the text {gold(path)['file']} is not at hand; sources.tsv says where it was published")
    assert load_gold([path], folders())[0].acts


def test_statements_of_other_publishers_are_scored(capsys: pytest.CaptureFixture[str]) -> None:
    development = [path for path in PUBLIC if path.parent.name == "dev"]
    if any(gold(path)["sha256"] not in hashes() for path in development):
        pytest.skip("not all texts of tests/gold/public/dev are at hand; name their folder in DEFCOOP_GOLD_TEXTS")
    evaluation = evaluate(development, kg.extract, load_crosswalk(GOLD / "corpus-topics.toml"), texts=list(folders()))
    with capsys.disabled():
        print("\nother publishers:", render_table(evaluation, per_document=False), sep="\n")
    floors = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))["elsewhere"]
    found = {measure: evaluation.scores[measure].f1 for measure in floors}
    assert {measure: f1 for measure, f1 in found.items() if f1 < floors[measure]} == {}
