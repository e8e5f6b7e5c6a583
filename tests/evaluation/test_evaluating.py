"""Pooling, intervals, renderings, and the files that go in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.evaluation import (
    Crosswalk,
    Evaluation,
    evaluate,
    load_crosswalk,
    load_gold,
    render_groups,
    render_table,
    render_worst,
    to_json,
)
from kg.evaluation.alignment import align
from kg.evaluation.scores import MEASURES, Outcome, bootstrap
from kg.names import DCC, DCR
from kg.record import Record, Span


@pytest.fixture
def faulty(gold_path: Path, record: Record, crosswalk: Crosswalk) -> Evaluation:
    """An evaluation of a record that misses one act."""
    record = replace(record, acts=tuple(act for act in record.acts if act.trigger != "condemned"))
    return evaluate([gold_path], lambda path: record, crosswalk)


def test_documents_are_pooled(gold_path: Path, record: Record, crosswalk: Crosswalk) -> None:
    other = gold_path.with_name("again.json")
    other.write_bytes(gold_path.read_bytes())
    evaluation = evaluate([gold_path.parent], lambda path: record, crosswalk)
    assert [document.gold.name for document in evaluation.documents] == ["again.json", "statement.json"]
    assert evaluation.scores["trigger"].hits == 8
    assert render_table(evaluation).count("act + speaker + topic") == 3


def labelled(gold_path: Path, name: str, **labels: object) -> None:
    data = json.loads(gold_path.read_text()) | labels
    gold_path.with_name(name).write_text(json.dumps(data))


def test_texts_are_pooled_by_what_the_gold_says_of_them(gold_path: Path, record: Record, crosswalk: Crosswalk) -> None:
    labelled(gold_path, "a.json", decade="1990s", publisher="oslo")
    labelled(gold_path, "b.json", decade="1990s", publisher="lima")
    evaluation = evaluate([gold_path.parent], lambda path: record, crosswalk)
    assert {name: texts for name, (texts, _) in evaluation.scores_by("decade").items()} == {"1990s": 2, "not said": 1}
    assert evaluation.scores_by("decade")["1990s"][1]["trigger"].hits == 8
    lines = [line.split() for line in render_groups(evaluation, "publisher").splitlines()]
    assert [line[:3] for line in lines[1:]] == [["lima", "1", "1.000"], ["not", "said", "1"], ["oslo", "1", "1.000"]]


def test_gold_of_another_split_is_left_out_and_its_text_not_sought(
    gold_path: Path, record: Record, crosswalk: Crosswalk
) -> None:
    labelled(gold_path, "dev.json", split="dev")
    labelled(gold_path, "test.json", split="test", file="sealed.txt", sha256="0")
    evaluation = evaluate([gold_path.parent], lambda path: record, crosswalk, split="dev")
    assert [document.gold.name for document in evaluation.documents] == ["dev.json"]
    with pytest.raises(SourceError, match=r"no gold of the split 'final'; name a split that it has"):
        evaluate([gold_path.parent], lambda path: record, crosswalk, split="final")


def test_worst_sentence_comes_first_with_what_was_missed(faulty: Evaluation) -> None:
    worst = faulty.worst_sentences(3)
    assert [sentence.text for _, sentence in worst] == ["They strongly condemned piracy."]
    assert "  missed condemned (trigger, act class, act + speaker" in render_worst(faulty)


def test_table_shows_counts_and_interval(faulty: Evaluation) -> None:
    lines = render_table(faulty).splitlines()
    assert lines[0] == "statement.txt"
    assert next(line.split()[:7] for line in lines if line.startswith("trigger")) == [
        "trigger", "4", "3", "3", "1.000", "0.750", "0.857",
    ]  # fmt: skip
    assert next(line.split()[2:7] for line in lines if line.startswith("all topics")) == ["1", "-", "1", "-", "1.000"]


def test_json_names_files_without_their_folders(faulty: Evaluation, tmp_path: Path) -> None:
    values = to_json(faulty)
    assert values["documents"][0]["gold"] == "statement.json"
    assert values["pooled"]["trigger"]["recall"] == 0.75
    assert str(tmp_path) not in json.dumps(values)


def test_interval_is_the_same_in_every_run_and_holds_the_score() -> None:
    outcomes = [[[Outcome("m", "hit", i, "")] if i % 4 else [Outcome("m", "missed", i, "")] for i in range(40)]]
    low, high = bootstrap(outcomes, ["m"])["m"]
    assert (low, high) == bootstrap(outcomes, ["m"])["m"]
    assert low < 2 * 30 / (2 * 30 + 10) < high


def test_interval_of_faultless_outcomes_is_one() -> None:
    assert bootstrap([[[Outcome("m", "hit", 0, "")]]], ["m"]) == {"m": (1.0, 1.0)}


def test_identical_spans_are_paired_before_longer_overlaps() -> None:
    gold, predicted = [Span(0, 4), Span(0, 20)], [Span(0, 20)]
    assert align(gold, predicted) == {1: 0}


def test_text_is_found_by_its_hash_under_another_name(gold_path: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (tmp_path / "statement.txt").rename(texts / "renamed.txt")
    assert load_gold([gold_path], [texts])[0].text_path == texts / "renamed.txt"


def test_changed_text_is_refused(gold_path: Path, tmp_path: Path) -> None:
    (tmp_path / "statement.txt").write_text("Another text.\n")
    with pytest.raises(SourceError, match="is not the text that was annotated"):
        load_gold([gold_path])


def test_missing_text_is_named_with_its_remedy(gold_path: Path, tmp_path: Path) -> None:
    (tmp_path / "statement.txt").unlink()
    with pytest.raises(SourceError, match=r"statement\.txt is not found; name the right folder with --texts"):
        load_gold([gold_path])


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (lambda data: data.pop("acts"), "is no gold"),
        (lambda data: data["acts"][0].update(start=0, end=3), "does not read 'met' here"),
        (lambda data: data["parts"][0].update(heading="Training"), "does not read 'Training' here"),
    ],
)
def test_broken_gold_is_refused(
    gold_path: Path, break_it: Callable[[dict[str, list[dict[str, object]]]], object], message: str
) -> None:
    data = json.loads(gold_path.read_text())
    break_it(data)
    gold_path.write_text(json.dumps(data))
    with pytest.raises(SourceError, match=message):
        load_gold([gold_path])


@pytest.mark.parametrize(
    ("layer", "change", "message"),
    [
        ("acts", {"speakers": ["org/nato"]}, r"json: 66-69: 'org/nato' can match no individual; write dcr:org/nato"),
        ("acts", {"speakers": ["dcx:org/nato"]}, "has a prefix that names nothing here; write dcr: or dcc:"),
        ("acts", {"speakers": ["dcr:organization/nato"]}, "is of a kind that the graph does not have; its kinds are"),
        ("acts", {"speakers": ["CHL|dcr:state/XQZ"]}, "is no state; give dcr:state/ and an ISO"),
        ("acts", {"speakers": ["XQZ"]}, "is the code of no state; give an ISO 3166 code"),
        ("acts", {"speakers": ["#berg"]}, "names no mention; give its mention the id 'berg'"),
        ("acts", {"speakers": [""]}, "holds an empty name"),
        ("acts", {"topics": ["issue/pirates"]}, "'issue/pirates' is no concept; name a concept"),
        ("acts", {"topics": ["org/nato"]}, "'org/nato' is no concept; write dcr:org/nato"),
        ("acts", {"topics": ["dcc:issue/pirates"]}, "is no concept"),
        ("acts", {"type": "dcc:act/converse"}, "is no type of an act"),
        ("acts", {"cls": "converse"}, "is no class of an act"),
        ("acts", {"factuality": "certain"}, "is no factuality"),
        ("commitments", {"debtors": ["state/NOR"]}, "can match no individual"),
        ("commitments", {"firmness": "solid"}, "is no firmness"),
        ("commitments", {"end": 99_999}, r"lies outside the text, which ends at \d+; correct the offsets"),
        ("commitments", {"start": -5}, "lies outside the text"),
        ("activities", {"type": ["Party"]}, "is no class of the ontology"),
        ("activities", {"host": "#harbour"}, "names no mention"),
        ("facts", {"predicate": "dco:shortForm"}, "is no property of the ontology"),
        ("entities", {"iri": "dcr:land/norway"}, "is of a kind that the graph does not have"),
        ("entities", {"type": "COUNTRY"}, "is no type of a mention"),
    ],
)
def test_gold_that_nothing_can_match_is_refused(
    gold_path: Path, record: Record, crosswalk: Crosswalk, layer: str, change: dict[str, object], message: str
) -> None:
    data = json.loads(gold_path.read_text())
    data[layer][0].update(change)
    gold_path.write_text(json.dumps(data))
    with pytest.raises(SourceError, match=message) as refusal:
        evaluate([gold_path], lambda path: record, crosswalk)
    assert str(gold_path) in str(refusal.value) and "\n" not in str(refusal.value)


def test_codes_of_bodies_and_those_of_the_crosswalk_are_names(
    gold_path: Path, record: Record, crosswalk: Crosswalk
) -> None:
    data = json.loads(gold_path.read_text())
    data["acts"][0]["speakers"] = ["JEF", "NB8", "XQZ"]
    gold_path.write_text(json.dumps(data))
    explained = replace(crosswalk, agents={"XQZ": ("dcr:state/CHL", "dcr:state/NOR")})
    assert evaluate([gold_path], lambda path: record, explained).scores["trigger"].f1 == 1


@pytest.mark.parametrize(
    ("layer", "change", "message"),
    [
        ("acts", {"speakers": "NOR"}, r"json: acts\[0\]: is no gold: 'NOR' is no list; see docs/annotation.md"),
        ("acts", {"speakers": [None]}, r"acts\[0\]: is no gold: None is no string"),
        ("acts", {"start": "66"}, "'66' is no number"),
        ("acts", {"start": True}, "True is no number"),
        ("acts", {"strength": "high"}, "'high' is no number"),
        ("commitments", {"debtors": {}}, r"commitments\[0\]: is no gold: {} is no list"),
        ("activities", {"time": "2021"}, r"activities\[0\]: is no gold"),
        ("facts", {"object": 1}, "1 is no string"),
    ],
)
def test_gold_of_the_wrong_form_is_refused_at_its_place(
    gold_path: Path, layer: str, change: dict[str, object], message: str
) -> None:
    data = json.loads(gold_path.read_text())
    data[layer][0].update(change)
    gold_path.write_text(json.dumps(data))
    with pytest.raises(SourceError, match=message):
        load_gold([gold_path])


@pytest.mark.parametrize("content", ["[]", "1", "null", '{"file": 1}', '{"file": "x.txt", "annotated": []}'])
def test_json_that_is_no_gold_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "gold.json").write_text(content)
    with pytest.raises(SourceError, match="is no gold"):
        load_gold([tmp_path])


def test_text_is_sought_in_the_named_folders_alone(gold_path: Path) -> None:
    gold_path.write_text(json.dumps(json.loads(gold_path.read_text()) | {"file": "../statement.txt"}))
    with pytest.raises(SourceError, match="is no file's name; give it without a folder"):
        load_gold([gold_path])


@pytest.mark.parametrize(("name", "message"), [("none.json", "no such file"), ("empty", "holds no gold")])
def test_missing_gold_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=message):
        load_gold([tmp_path / name])


def test_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_text("{")
    with pytest.raises(SourceError, match="is no JSON"):
        load_gold([tmp_path])


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A concept scheme of three levels, and an act type."""
    concepts = tmp_path / "concepts"
    concepts.mkdir()
    (concepts / "areas.ttl").write_text(
        f"""
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix dco: <https://w3id.org/defcoop/ontology#> .
        <{DCC}area/drill> skos:broader <{DCC}area/exercise> .
        <{DCC}area/exercise> skos:broader <{DCC}area/defence> .
        <{DCC}area/defence> skos:prefLabel "Defence" .
        <{DCC}act/applaud> dco:actClass "welcome" .
        """
    )
    return tmp_path


def test_slug_covers_what_is_narrower_unless_exact(ontology: Path, tmp_path: Path) -> None:
    table = tmp_path / "topics.toml"
    table.write_text('[topics]\ntraining = ["dcc:area/exercise"]\n[exact]\ngeneral = ["dcc:area/defence"]\n')
    crosswalk = load_crosswalk(table, ontology)
    assert crosswalk.agrees("training", f"{DCC}area/drill")
    assert not crosswalk.agrees("training", f"{DCC}area/defence")
    assert crosswalk.agrees("general", f"{DCC}area/defence")
    assert not crosswalk.agrees("general", f"{DCC}area/drill")


def test_concept_in_gold_agrees_with_itself_only(ontology: Path) -> None:
    crosswalk = load_crosswalk(None, ontology)
    assert crosswalk.agrees("area/exercise", f"{DCC}area/exercise")
    assert not crosswalk.agrees("area/exercise", f"{DCC}area/drill")
    assert crosswalk.agrees("area/exercise|dcr:org/nato", f"{DCR}org/nato")
    assert crosswalk.agrees("drill", f"{DCC}area/drill")


def test_act_class_is_read_from_the_ontology(ontology: Path) -> None:
    crosswalk = load_crosswalk(None, ontology)
    assert crosswalk.act_class(f"{DCC}act/applaud") == "welcome"
    assert crosswalk.act_class(f"{DCC}act/unknown") is None


def test_body_in_gold_is_what_the_crosswalk_says() -> None:
    crosswalk = Crosswalk(agents={"JEF": ("dcr:org/joint-force",)})
    assert crosswalk.agents_of("JEF") == (f"{DCR}org/joint-force",)
    assert crosswalk.agents_of("NORDEFCO") == (f"{DCR}org/nordefco",)
    assert crosswalk.agents_of("NOR") == (f"{DCR}state/NOR",)


def test_broken_crosswalk_is_refused(ontology: Path, tmp_path: Path) -> None:
    table = tmp_path / "topics.toml"
    table.write_text("[topics\n")
    with pytest.raises(SourceError, match="is no crosswalk"):
        load_crosswalk(table, ontology)
    with pytest.raises(SourceError, match="cannot be read"):
        load_crosswalk(tmp_path / "none.toml", ontology)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[topics]\ntraining = "dcc:area/drill"\n', r"topics\.training: is no crosswalk: .* is no list of names"),
        ('[topic]\ntraining = ["dcc:area/drill"]\n', "'topic' is none of its tables; its tables are topics, exact"),
        ('[topics]\ntraining = ["dcc:area/drills"]\n', "training: 'dcc:area/drills' names nothing; name a concept"),
        ('[agents]\nXQZ = ["org/xqz"]\n', "XQZ: 'org/xqz' names nothing; .* an individual with dcr:"),
    ],
)
def test_crosswalk_that_leads_nowhere_is_refused(ontology: Path, tmp_path: Path, text: str, message: str) -> None:
    table = tmp_path / "topics.toml"
    table.write_text(text)
    with pytest.raises(SourceError, match=message):
        load_crosswalk(table, ontology)


def test_interval_ignores_resamples_in_which_the_measure_does_not_occur() -> None:
    rare = [[[Outcome("rare", "hit", 0, "")], [], [], []]]
    assert bootstrap(rare, ["rare"]) == {"rare": (1.0, 1.0)}


def test_measures_are_shown_in_one_order(faulty: Evaluation) -> None:
    shown = list(faulty.scores)
    assert shown == [name for name in MEASURES if name in faulty.scores]
    assert shown == list(faulty.documents[0].scores)
    assert shown[0] == "trigger"
