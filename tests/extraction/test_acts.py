"""Which acts a statement performs, who speaks, and what fills their slots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.extraction.pipeline import understand
from kg.extraction.speech.acts import find_acts
from kg.extraction.syntax.clauses import segment
from kg.names import compact
from kg.reading import read_text
from kg.record import Act, Issue

OPENING = (
    "Joint Statement of the Ministry of Defence of Norway and the Ministry of Defence of Chile\n\n"
    "1. Minister of Defence of Norway Kari Lund and Minister of Defence of Chile Pedro Rojas met in Oslo "
    "on 3 March 2021.\n\n2. "
)
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "acts.yaml").read_text("utf-8"))
STATES = {"N": {"NOR"}, "C": {"CHL"}, "NC": {"NOR", "CHL"}}


def read(text: str) -> tuple[list[Act], list[Issue]]:
    understanding = understand(read_text(OPENING + text + "\n"))
    acts, _, issues = find_acts(understanding, segment(understanding))
    return [a for a in acts if a.start >= len(OPENING)], [i for i in issues if i.start >= len(OPENING)]


def only(text: str) -> Act:
    acts, _ = read(text)
    assert len(acts) == 1, [a.trigger for a in acts]
    return acts[0]


def names(iris: tuple[str, ...]) -> list[str]:
    return [compact(iri).partition(":")[2] for iri in iris]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_statement_performs_just_these_acts(case: dict[str, Any]) -> None:
    acts, _ = read(case["text"])
    found = [(a.trigger, compact(a.type), {iri[-3:] for iri in a.onBehalfOf}) for a in acts]
    assert found == [(trigger, f"dcc:act/{kind}", STATES[who]) for trigger, kind, who in case["acts"]]


def test_the_speaker_is_the_person_who_acts_for_the_state() -> None:
    act = only("Minister Rojas praised the crews.")
    assert names(act.speakers) == ["person/pedro-rojas"]
    assert names(act.onBehalfOf) == ["state/CHL"]


def test_a_state_that_is_named_speaks_itself() -> None:
    assert names(only("Norway praised the crews.").speakers) == ["state/NOR"]


def test_the_evidence_is_the_sentence_and_the_trigger_lies_in_it() -> None:
    understanding = understand(read_text(OPENING + "They met old friends. The Ministers praised the crews.\n"))
    acts, _, _ = find_acts(understanding, segment(understanding))
    act = acts[-1]
    assert understanding.text[act.evidence.start : act.evidence.end] == "The Ministers praised the crews."
    assert understanding.text[act.start : act.end] == act.trigger == "praised"


def test_the_content_is_what_follows_the_verb() -> None:
    text = "The Ministers decided to hold a joint exercise and thanked the crews."
    understanding = understand(read_text(OPENING + text + "\n"))
    acts, _, _ = find_acts(understanding, segment(understanding))
    content = acts[1].content
    assert content is not None
    assert understanding.text[content.start : content.end] == "to hold a joint exercise"


@pytest.mark.parametrize(
    ("text", "strength", "intensifiers", "hedges"),
    [
        ("The Ministers opposed the claim.", 4, (), ()),
        ("The Ministers strongly opposed the claim.", 5, ("strongly",), ()),
        ("The Ministers condemned, in the strongest terms, the attack.", 5, ("in the strongest terms",), ()),
        ("The Ministers expressed deep concern about piracy.", 4, ("deep",), ()),
        ("The Ministers decided to explore the possibility of joint patrols.", 3, (), ("explore the possibility of",)),
        ("The Ministers also discussed further patrols.", 2, (), ()),
    ],
)
def test_intensifiers_and_hedges_move_the_strength(
    text: str, strength: int, intensifiers: tuple[str, ...], hedges: tuple[str, ...]
) -> None:
    act = only(text)
    assert (act.strength, act.intensifiers, act.hedges) == (strength, intensifiers, hedges)


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("The Ministers welcomed the port call.", "done"),
        ("The Ministers welcomed that the talks are being held.", "ongoing"),
        ("The Ministers decided to hold talks.", "intended"),
        ("The Ministers expressed their hope to hold talks.", "hoped"),
        ("Minister Lund invited Minister Rojas to hold talks.", "invited"),
    ],
)
def test_factuality_is_that_of_the_content(text: str, factuality: str) -> None:
    assert only(text).factuality == factuality


@pytest.mark.parametrize(
    ("text", "commits"),
    [
        ("The Ministers decided to hold talks.", True),
        ("The Ministers confirmed that they would hold talks.", True),
        ("The Ministers confirmed their commitment to regular talks.", True),
        ("The Ministers affirmed that the treaty applies.", False),
        ("The Ministers supported an early ceasefire.", False),
        ("The Ministers instructed their staffs to draft a plan.", False),
    ],
)
def test_an_act_commits_where_it_binds_its_speakers(text: str, commits: bool) -> None:
    assert only(text).commits is commits


def test_the_owner_of_what_is_criticised_is_the_target() -> None:
    assert names(only("The Ministers condemned North Korea's missile test.").targets) == ["state/PRK"]


def test_the_adjective_of_a_state_names_the_target() -> None:
    assert names(only("The Ministers condemned the Russian attack on the port.").targets) == ["state/RUS"]


def test_whom_the_act_urges_is_target_and_addressee() -> None:
    act = only("The Ministers urged North Korea to end its missile tests against Japan.")
    assert names(act.targets) == names(act.addressees) == ["state/PRK"]


def test_an_invitation_goes_to_its_addressee() -> None:
    act = only("Minister Lund extended an invitation to Minister Rojas to visit Bergen.")
    assert names(act.addressees) == ["person/pedro-rojas"]


def test_a_framework_is_what_an_act_is_placed_in() -> None:
    assert names(only("The Ministers decided to train together within NATO.").frameworks) == ["org/nato"]
    assert names(only("The Ministers praised NATO.").frameworks) == []


def test_slots_stay_in_their_clause() -> None:
    acts, _ = read("The Ministers discussed training in Oslo and welcomed the port call in Tokyo.")
    assert [names(act.places) for act in acts] == [["place/oslo"], ["place/tokyo"]]


def test_an_unknown_verb_becomes_an_issue() -> None:
    acts, issues = read("The Ministers mused that the talks had been useful.")
    assert acts == []
    assert [(issue.code, issue.text) for issue in issues] == [("unknown-verb", "mused")]


def test_a_person_of_no_known_party_becomes_an_issue_and_no_act() -> None:
    acts, issues = read("President Blake condemned the attack.")
    assert acts == []
    assert [(issue.code, issue.text) for issue in issues] == [("unknown-speaker", "President Blake")]


def test_an_act_without_topic_becomes_an_issue() -> None:
    acts, issues = read("The Ministers praised the weather.")
    assert acts[0].topics == ()
    assert [issue.code for issue in issues] == ["act-without-topic"]


def test_bullets_take_the_subject_before_the_colon() -> None:
    acts, _ = read("The Ministers:\n\n- Welcomed the port call;\n- agreed to hold talks, and praised the crews.\n")
    assert [act.trigger for act in acts] == ["Welcomed", "agreed", "praised"]
    assert {names(act.onBehalfOf)[0] for act in acts} == {"state/NOR"}


def test_a_list_behind_a_colon_shares_the_subject() -> None:
    acts, _ = read("The Ministers: welcomed the port call; agreed to hold talks; and condemned piracy.")
    assert [act.trigger for act in acts] == ["welcomed", "agreed", "condemned"]


def test_they_are_the_last_group_that_spoke() -> None:
    acts, _ = read("Norway and Peru signed a plan. The Ministers praised it. They will meet again.")
    assert names(acts[-1].onBehalfOf) == ["state/NOR", "state/CHL"]


def test_odd_text_makes_no_act_and_no_error() -> None:
    for text in ("!!! ???", "and and and", "that that which", ", , ;", "The the of.", "'s's", "We", "will", "(("):
        acts, _ = read(text)
        assert acts == []


def test_the_rule_is_the_frame() -> None:
    assert only("The Ministers called for restraint.").rule == "verb/call.for"


def test_the_same_text_gives_the_same_acts() -> None:
    text = "The Ministers welcomed the port call and urged North Korea to stop."
    assert read(text) == read(text)
