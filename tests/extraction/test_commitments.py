"""Commitments of lists: what each item of "have decided to:" adds."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.extraction.assembly import extract
from kg.reading import Source

LIST = (
    "Joint Statement of Norway and Chile\n\nThe Ministers have decided to:\n\n- establish a rescue centre by 2010;\n\n"
    "- strengthen cyber defence; and\n\n- fight piracy.\n\nThey condemned terrorism."
)


def test_each_item_of_a_list_is_a_commitment_of_the_act_that_opens_it() -> None:
    record = extract(Source(LIST, LIST.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [act.trigger for act in record.acts] == ["decided", "condemned"]
    assert [item.object for item in record.commitments] == [
        "establish a rescue centre by 2010",
        "strengthen cyber defence",
        "fight piracy",
    ]
    assert [item.deadline.text if item.deadline else None for item in record.commitments] == ["2010", None, None]
    assert [item.topics[0].rsplit("/", 1)[-1] for item in record.commitments[1:]] == ["cyber-defence", "piracy"]
    assert {(item.act.start, item.act.end) for item in record.commitments} == {
        (record.acts[0].start, record.acts[0].end)
    }


def commitments(words: str) -> list[tuple[str, str | None]]:
    text = f"Joint Statement of Norway and Chile\n\n12 May 2021\n\n{words}"
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    return [(item.object, item.deadline.end if item.deadline else None) for item in record.commitments]


def test_an_item_that_begins_like_an_act_is_still_what_was_decided() -> None:
    words = "The Ministers have decided to:\n\n- set up a patrol before the end of the year;\n\n- fight piracy.\n"
    assert commitments(words) == [("set up a patrol before the end of the year", "2021-12-31"), ("fight piracy", None)]


def test_each_clause_of_what_was_agreed_is_a_commitment_with_its_own_deadline() -> None:
    words = "The Ministers agreed that patrols would be doubled, and that a hotline would be set up by 2022."
    assert commitments(words) == [
        ("that patrols would be doubled", None),
        ("that a hotline would be set up by 2022", "2022-12-31"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "It was agreed that the joint staffs would meet twice a year.",
        "It was agreed that the next round would be held in Oslo.",
        "The Minister of Defence of Norway told her counterpart that Norway would send two frigates.",
    ],
)
def test_what_will_take_place_by_common_consent_binds_those_who_agree(words: str) -> None:
    assert len(commitments(words)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers agreed that this would contribute to peace.",
        "The Ministers agreed that Peru would meet its obligations.",
        "Norway said that Chile looked to the talks with hope.",
    ],
)
def test_a_view_of_what_will_be_binds_nobody(words: str) -> None:
    assert commitments(words) == []


def test_direct_speech_ends_what_is_promised_at_the_closing_quote() -> None:
    words = "“We will hold a joint exercise by the end of 2022,” said the Ministers in Oslo."
    assert commitments(words) == [("hold a joint exercise by the end of 2022", "2022-12-31")]


def test_what_will_be_considered_is_a_hedged_commitment() -> None:
    text = "Joint Statement of Norway and Chile\n\nThe Ministers agreed that a joint patrol will be considered."
    (found,) = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt"))).commitments
    assert found.firmness == "hedged"


def test_a_list_ends_where_the_numbering_of_its_paragraph_goes_on() -> None:
    words = "2. The Ministers agreed to:\na) set up a patrol;\nb) fight piracy.\n\n3. They thanked the hosts.\n"
    assert commitments(words) == [("set up a patrol", None), ("fight piracy", None)]


@pytest.mark.parametrize(
    "opener",
    [
        "It was agreed to:",
        "The Ministers decided to",
        "The Ministers agreed to the following:",
        "The Ministers agreed on the following measures:",
        "It was decided:",
        "The two sides have agreed as follows:",
    ],
)
@pytest.mark.parametrize("item", ["hold a seminar in 2025", "expand their patrols", "Organise a joint course"])
def test_what_a_list_says_is_to_be_done_binds_whatever_opens_it(opener: str, item: str) -> None:
    words = f"{opener}\n- {item};\n- open a rescue centre in Oslo.\n\nThey thanked the hosts.\n"
    assert commitments(words) == [(item, None), ("open a rescue centre in Oslo", None)]


def test_things_in_a_list_bind_nobody_by_themselves() -> None:
    words = "The Ministers discussed the following:\n- Exchange of cadets;\n- Training at sea.\n"
    assert commitments(words) == []


@pytest.mark.parametrize(
    ("words", "firmness"),
    [
        ("The Ministers agreed on Wednesday to hold a joint exercise.", "firm"),
        ("The Ministers expressed their readiness to host the next course.", "firm"),
        ("The Ministers are united in their determination to fight piracy.", "firm"),
        ("The Ministers reaffirmed their commitment to fight piracy.", "firm"),
        ("The Ministers reaffirmed their shared intention to build a training centre.", "intended"),
        ("The Ministers plan to hold a joint exercise.", "intended"),
        ("The Ministers look forward to further strengthening their patrols.", "hoped"),
    ],
)
def test_how_firmly_the_speakers_bind_themselves(words: str, firmness: str) -> None:
    text = f"Joint Statement of Norway and Chile\n\n{words}"
    (found,) = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt"))).commitments
    assert found.firmness == firmness


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers approved the work of the committee.",
        "The Ministers adopted a declaration on piracy.",
        "The Ministers are united against piracy.",
        "The Ministers conveyed their best wishes to the crew.",
        "The Ministers look forward to the next round.",
    ],
)
def test_what_promises_nothing_is_no_commitment(words: str) -> None:
    assert commitments(words) == []


def test_infinitives_below_what_was_decided_are_its_items() -> None:
    words = "The Ministers decided as follows:\n\n(i) to set up a joint patrol;\n\n(ii) to request a report.\n"
    assert [item for item, _ in commitments(words)] == ["set up a joint patrol", "request a report"]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("decided to open an office, subject to parliamentary approval", "subject to parliamentary approval"),
        ("agreed to send troops if the ceasefire holds", "if the ceasefire holds"),
        ("agreed to hold a joint exercise", None),
    ],
)
def test_a_condition_is_kept_in_its_own_words(words: str, condition: str | None) -> None:
    text = f"Joint Statement of Norway and Chile\n\nThe Ministers {words}."
    (found,) = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt"))).commitments
    assert found.condition == condition


@pytest.mark.parametrize(
    ("words", "creditors"),
    [
        ("will continue to provide military aid to Ukraine", ["UKR"]),
        ("agreed to assist Peru", ["PER"]),
        ("agreed to hold an exercise in Peru", []),
    ],
)
def test_to_whom_aid_is_promised_is_the_creditor(words: str, creditors: list[str]) -> None:
    text = f"Joint Statement of Norway and Chile\n\nThe Ministers {words}."
    (found,) = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt"))).commitments
    assert [iri.rsplit("/", 1)[-1] for iri in found.creditors] == creditors


@pytest.mark.parametrize(
    ("words", "objects"),
    [
        ("We agreed:\n\n- to hold yearly talks;\n\n- to open an office.", ["hold yearly talks", "open an office"]),
        (
            "The Ministers reaffirmed Norway and Chile's commitment to peace.",
            ["Norway and Chile's commitment to peace."],
        ),
        ("The Ministers reaffirmed Peru's commitment to peace.", []),
        ("Norway offered to train officers.", ["to train officers."]),
        ("Norway offered its condolences.", []),
        ("The Ministers accepted an invitation to visit Lima.", ["to visit Lima."]),
        ("The Ministers stressed that this visit will strengthen peace.", []),
    ],
)
def test_what_binds_whom(words: str, objects: list[str]) -> None:
    assert [found for found, _ in commitments(words)] == objects


@pytest.mark.parametrize(
    ("term", "end"),
    [
        ("two years", "2023-05-12"),
        ("the next three months", "2021-08-12"),
        ("14 days", "2021-05-26"),
        ("eighteen months", "2022-11-12"),
        ("several years", None),
    ],
)
def test_a_term_is_a_deadline_counted_from_the_statement(term: str, end: str) -> None:
    assert commitments(f"The Ministers pledged to open a school within {term}.")[0][1] == end


def test_each_promise_of_a_list_behind_that_binds() -> None:
    text = (
        "Joint Statement of Norway and Chile\n\nThe Ministers agreed that:\n\n(a) a training team would be stationed "
        "in Oslo;\n\n(b) the plan is good; and\n\n(c) the draft would be finalised by 2030."
    )
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [item.object for item in record.commitments] == [
        "a training team would be stationed in Oslo",
        "the draft would be finalised by 2030",
    ]


def test_as_soon_as_possible_is_no_condition() -> None:
    text = "The Ministers of Norway and Chile met. They agreed to open an office as soon as possible."
    (commitment,) = kg.extract(text).commitments
    assert commitment.condition is None
