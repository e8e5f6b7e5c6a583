"""What counts as right, missed and spurious when a record meets its gold."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ExtractionError
from kg.evaluation import Crosswalk, GoldDocument, Score, judge, load_gold
from kg.names import DCC, DCR
from kg.record import Issue, Mention, Record, Span

NOR, CHL = f"{DCR}state/NOR", f"{DCR}state/CHL"
Changer = Callable[..., Record]


def test_record_that_says_what_the_gold_says_scores_one(
    gold: GoldDocument, record: Record, crosswalk: Crosswalk
) -> None:
    scores = judge(gold, record, crosswalk).scores
    assert {name: score.f1 for name, score in scores.items() if score.f1 != 1} == {}
    assert scores["trigger"] == Score(hits=4)
    assert set(scores) >= {"act + speaker + topic", "all topics", "commitment", "activity slots", "entity link", "fact"}


def test_empty_record_misses_everything(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    scores = judge(gold, Record(record.document, record.text), crosswalk).scores
    assert all(score.hits == 0 and score.spurious == 0 and score.missed for score in scores.values())


def test_wrong_class_fails_every_rung_above_the_trigger(
    gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk
) -> None:
    scores = judge(gold, change_act("condemned", type=f"{DCC}act/thank"), crosswalk).scores
    assert scores["trigger"] == Score(hits=4)
    for measure in ("act class", "act + speaker", "act + speaker + topic", "act type"):
        assert scores[measure] == Score(hits=3, missed=1, spurious=1), measure


def test_individual_act_is_wrong_when_said_of_both(
    gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk
) -> None:
    joint = judge(gold, change_act("welcomed", onBehalfOf=(CHL, NOR)), crosswalk).scores
    other_person = judge(gold, change_act("welcomed", speakers=(f"{DCR}person/berg",)), crosswalk).scores
    assert joint["act + speaker"] == other_person["act + speaker"] == Score(hits=3, missed=1, spurious=1)
    assert joint["act class"].f1 == other_person["act class"].f1 == 1


def test_first_topic_counts_and_later_ones_do_not(
    gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk
) -> None:
    topics = (f"{DCC}issue/terrorism", f"{DCC}area/education")
    scores = judge(gold, change_act("decided", topics=topics), crosswalk).scores
    assert scores["act + speaker + topic"] == Score(hits=3, missed=1, spurious=1)
    assert scores["all topics"] == Score(hits=1)


def test_topic_without_prediction_is_wrong(gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk) -> None:
    scores = judge(gold, change_act("decided", topics=()), crosswalk).scores
    assert scores["act + speaker + topic"].hits == 3
    assert scores["all topics"] == Score(missed=1)


def test_one_trigger_over_two_acts_answers_one(gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk) -> None:
    record = change_act("met", end=gold.acts[1].span.end)
    record = replace(record, acts=tuple(act for act in record.acts if act.trigger != "condemned"))
    assert judge(gold, record, crosswalk).scores["trigger"] == Score(hits=3, missed=1)


def test_target_counts_value_by_value(gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk) -> None:
    scores = judge(gold, change_act("welcomed", targets=(NOR, CHL)), crosswalk).scores
    assert scores["target"] == Score(hits=1, spurious=1)


def test_intensifier_and_strength_are_scored_apart(
    gold: GoldDocument, change_act: Changer, crosswalk: Crosswalk
) -> None:
    scores = judge(gold, change_act("condemned", intensifiers=()), crosswalk).scores
    assert scores["modifiers"] == Score(hits=3, missed=1, spurious=1)
    assert scores["strength"].f1 == 1


def test_commitment_needs_its_firmness(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    hedged = replace(record, commitments=(replace(record.commitments[0], firmness="hedged"),))
    scores = judge(gold, hedged, crosswalk).scores
    assert scores["commitment"] == Score(missed=1, spurious=1)
    assert scores["commitment flag"] == Score(hits=1)


def test_commitment_of_another_act_is_spurious(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    other = replace(record.commitments[0], act=gold.acts[0].span)
    scores = judge(gold, replace(record, commitments=(other,)), crosswalk).scores
    assert scores["commitment flag"] == scores["commitment"] == Score(missed=1, spurious=1)


@pytest.mark.parametrize(
    "slot",
    [
        {"places": ()},
        {"time": None},
        {"factuality": "intended"},
        {"participants": (NOR, CHL)},
        {"host": "https://w3id.org/defcoop/id/state/JPN"},
    ],
)
def test_activity_with_one_wrong_slot_is_found_but_not_right(
    gold: GoldDocument, record: Record, crosswalk: Crosswalk, slot: dict[str, object]
) -> None:
    activities = (replace(record.activities[0], **slot), record.activities[1])  # type: ignore[arg-type]
    scores = judge(gold, replace(record, activities=activities), crosswalk).scores
    assert scores["activity"] == Score(hits=2)
    assert scores["activity slots"] == Score(hits=1, missed=1, spurious=1)


def test_activity_of_another_class_is_not_found(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    activities = (replace(record.activities[0], type="https://w3id.org/defcoop/ontology#Exercise"),)
    scores = judge(gold, replace(record, activities=activities), crosswalk).scores
    assert scores["activity"] == Score(missed=2, spurious=1)


def test_coined_iri_is_right_wherever_its_entity_is_meant(
    gold: GoldDocument, record: Record, crosswalk: Crosswalk
) -> None:
    unlinked = tuple(replace(item, iri=None) if item.type == "ORG" else item for item in record.mentions)
    scores = judge(gold, replace(record, mentions=unlinked), crosswalk).scores
    assert scores["fact"] == Score(missed=1, spurious=1)
    assert scores["activity slots"] == Score(hits=1, missed=1, spurious=1)


def test_fact_under_an_unannotated_predicate_is_no_error(
    gold: GoldDocument, record: Record, crosswalk: Crosswalk
) -> None:
    extra = replace(record.facts[0], predicate="https://w3id.org/defcoop/ontology#partOf")
    scores = judge(gold, replace(record, facts=(*record.facts, extra)), crosswalk).scores
    assert scores["fact"] == Score(hits=1)


def test_intended_fact_is_not_a_fact_that_holds(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    intended = replace(record, facts=(replace(record.facts[0], factuality="intended"),))
    ongoing = replace(record, facts=(replace(record.facts[0], factuality="ongoing"),))
    assert judge(gold, intended, crosswalk).scores["fact"].hits == 0
    assert judge(gold, ongoing, crosswalk).scores["fact"].hits == 1


def test_mention_one_character_off_only_overlaps(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    academy = record.mentions[2]
    short = Mention(academy.start, academy.end - 5, "Fjord Academy", "ORG", academy.iri)
    scores = judge(gold, replace(record, mentions=(*record.mentions[:2], short)), crosswalk).scores
    assert scores["entity"] == scores["entity + type"] == Score(hits=2, missed=1, spurious=1)
    assert scores["entity overlap"] == Score(hits=3)


def test_wrong_link_is_missed_and_spurious_no_link_is_missed(
    gold: GoldDocument, record: Record, crosswalk: Crosswalk
) -> None:
    wrong = replace(record, mentions=(replace(record.mentions[0], iri=CHL), replace(record.mentions[1], iri=None)))
    assert judge(gold, wrong, crosswalk).scores["entity link"] == Score(missed=2, spurious=1)


def test_heading_with_another_area_is_wrong(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    part = replace(record.parts[0], areas=(f"{DCC}area/logistics",))
    scores = judge(gold, replace(record, parts=(part,)), crosswalk).scores
    assert scores["headed item"] == Score(missed=1, spurious=1)


def test_what_lies_outside_the_annotated_range_does_not_count(
    gold_path: Path, record: Record, crosswalk: Crosswalk
) -> None:
    data = json.loads(gold_path.read_text())
    end = data["acts"][0]["end"]
    data["annotated"]["to"] = end
    data["acts"], data["entities"] = data["acts"][:1], data["entities"][:1]
    for layer in ("commitments", "activities", "facts", "parts"):
        del data[layer]
    gold_path.write_text(json.dumps(data))
    scores = judge(load_gold([gold_path])[0], record, crosswalk).scores
    assert scores["trigger"] == Score(hits=1)
    assert scores["entity"] == Score(hits=1)
    assert "activity" not in scores
    assert "fact" not in scores


def test_record_of_another_text_is_refused(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    with pytest.raises(ExtractionError, match="of another text"):
        judge(gold, replace(record, text=record.text + " "), crosswalk)


def test_every_error_stands_in_one_sentence(gold: GoldDocument, record: Record, crosswalk: Crosswalk) -> None:
    judged = judge(gold, Record(record.document, record.text, issues=(Issue("x", 0, 1, ""),)), crosswalk)
    assert sum(len(sentence.errors) for sentence in judged.sentences) == sum(
        score.missed for score in judged.scores.values()
    )
    covered = [code for sentence in judged.sentences for code in range(sentence.span.start, sentence.span.end)]
    assert covered == list(range(gold.annotated.start, gold.annotated.end))
    assert Span(0, 1) in judged.sentences[0].span
