"""Who met whom where a text names several, when, and what tells of an occasion again."""

from __future__ import annotations

import pytest

from kg.names import compact
from tests.extraction.test_activities import activities, names

LUND, VEGA = "dcr:person/eva-lund", "dcr:person/luis-vega"


@pytest.mark.parametrize(
    "words",
    [
        "Two useful meetings were held between Prime Minister Eva Lund and the President of the Council, Luis Vega.",
        "A meeting was held on 3 May 2021 in Oslo between Eva Lund, the Prime Minister of Norway, and Luis Vega, "
        "Secretary of the Defence Council of Peru.",
        "Talks between Prime Minister Eva Lund and General Luis Vega took place in Oslo.",
        "The meeting between Prime Minister Eva Lund and Luis Vega, Prime Minister of Peru, took place on the margins.",
    ],
)
def test_persons_between_whom_it_was_held_are_all_who_met(words: str) -> None:
    (meeting,) = activities(words)
    assert names(meeting.participants) == {LUND, VEGA}


def test_a_post_that_only_says_who_somebody_is_takes_no_part() -> None:
    (meeting,) = activities(
        "Eva Lund, the Prime Minister of Norway, came together for a meeting with Luis Vega, the President of Peru, "
        "on 4 May 2021 in Oslo."
    )
    assert {LUND, VEGA} <= names(meeting.participants)
    assert not any("/post/" in one for one in meeting.participants)


@pytest.mark.parametrize(
    "words",
    [
        "Prime Minister Eva Lund, accompanied by General Luis Vega, paid a visit to Peru on 3 May 2021.",
        "Prime Minister Eva Lund, accompanied by Minister Luis Vega and officials paid a visit to Peru on 3 May 2021.",
    ],
)
def test_who_accompanies_a_visitor_is_none(words: str) -> None:
    (visit,) = activities(words)
    assert names(visit.participants) == {LUND}


def test_who_invites_is_not_whom_a_post_stands_for_later() -> None:
    _, later = activities(
        "The President of Peru, Luis Vega, paid a visit to Norway at the invitation of Prime Minister Eva Lund. "
        "The President visited Oslo."
    )
    assert names(later.participants) == {VEGA}


@pytest.mark.parametrize(
    ("words", "begin"),
    [
        ("The Ministers agreed to hold an exercise this summer, a note of 3 May 2021 said.", "2021-06-01"),
        ("The exercise was held in May 2021, on 3 May 2021.", "2021-05-03"),
        ("The exercise was held on Monday, corresponding to 3 May 2021.", "2021-05-03"),
    ],
)
def test_the_first_date_counts_unless_another_tells_more_exactly(words: str, begin: str) -> None:
    (exercise,) = activities(words)
    assert exercise.time is not None
    assert exercise.time.begin == begin


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers discussed training and the conduct of joint exercises.",
        "The Ministers exchanged views on holding joint drills.",
        "During the exercise, both sides discussed the organizing of staff talks.",
    ],
)
def test_what_is_only_talked_of_is_no_plan(words: str) -> None:
    assert not [one for one in activities(words) if one.factuality == "intended"]


def test_a_session_ahead_of_which_is_talked_stays_one() -> None:
    (session,) = activities("The Ministers discussed the agenda and the forthcoming Norway-Chile talks on mines.")
    assert session.factuality == "intended"


def test_talks_held_at_their_own_meeting_are_one_occasion() -> None:
    (talks,) = activities("At their retreat in Oslo on 3 May 2021, the Ministers held extensive talks.")
    assert compact(talks.type) == "dco:Dialogue"
    assert names(talks.places) == {"dcr:place/oslo"}
    assert talks.time is not None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("General Luis Vega called on the Secretary Defence.", "Meeting"),
        ("General Luis Vega met the members of the committee.", "Meeting"),
        ("General Luis Vega is scheduled to visit defence industries.", "Visit"),
        ("Chilean officers attending the staff course at the Norwegian Defence University College were there.",
         "TrainingAttendance"),
        ("The visit was preceded by a meeting of experts.", "Meeting"),
        ("Norway will deploy a peacekeeping force to Peru.", "Operation"),
    ],
)  # fmt: skip
def test_more_words_tell_of_an_activity(words: str, kind: str) -> None:
    assert f"dco:{kind}" in {compact(one.type) for one in activities(words)}


def test_a_counterpart_whom_and_joins_meets_too() -> None:
    (meeting,) = activities(
        "The Minister of Defence of Norway, Kari Dahl, will meet in Lima on Tuesday with President of the Republic of "
        "Peru Luis Vega and her Peruvian counterpart Eva Lund."
    )
    assert {"dcr:person/kari-dahl", LUND, VEGA} <= names(meeting.participants)


@pytest.mark.parametrize(
    "words",
    [
        "Since we met a year ago, cooperation has grown.",
        "Much has changed since the Ministers last met in Oslo.",
    ],
)
def test_a_meeting_that_only_tells_since_when_is_none(words: str) -> None:
    assert not activities(words)


def test_a_day_before_its_noun_is_that_of_a_meeting() -> None:
    (meeting,) = activities("The Ministers recalled the committee's March 6 meeting.")
    assert meeting.time is not None
    assert meeting.time.begin == "2021-03-06"


def test_a_state_that_is_visited_visits_nobody_itself() -> None:
    found = activities("Her visit to Peru also includes scheduled visits to the Norwegian Defence University College.")
    later = [one for one in found if one.factuality == "intended"]
    assert later and not any("dcr:state/PER" in names(one.participants) for one in later)


def test_what_opens_a_sentence_dates_and_places_also_what_it_goes_on_with() -> None:
    (talks,) = activities(
        "On May 3, 2021 in the City of Oslo, Norway, the Prime Ministers of Norway, Ms. Eva Lund, and of Peru, "
        "Mr. Luis Vega, met and had a cordial exchange of views about training."
    )
    assert names(talks.places) == {"dcr:place/oslo"}
    assert talks.time is not None and talks.time.begin == "2021-05-03"


@pytest.mark.parametrize("words", ["the Lima meeting of March 2020", "the Lima summit in March 2020"])
def test_a_town_before_its_noun_is_where_it_was(words: str) -> None:
    (meeting,) = activities(f"The Ministers attached importance to {words}.")
    assert names(meeting.places) == {"dcr:place/lima"}
    assert meeting.time is not None and meeting.time.begin == "2020-03-01"


def test_where_a_force_is_to_be_deployed_is_its_place() -> None:
    (mission,) = activities("The Ministers decided to deploy an observer force to Peru by August 2022.")
    assert names(mission.places) == {"dcr:state/PER"}


def test_talks_that_both_sides_held_at_a_session_are_no_second_occasion() -> None:
    found = activities(
        "The first session of the Norway-Chile Defence Committee was held in Oslo on 11 May 2021. During the inaugural "
        "session, both sides exchanged views. The two sides also held in depth discussions on training."
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Norway hosted the 16th Joint Defence Council of the African Union in Oslo on 3 May 2021.", "Meeting"),
        ("The Ministers will meet every two years.", "Meeting"),
        ("The Ministers welcomed the deployment of a Peruvian battalion in 2020.", "Operation"),
    ],
)
def test_councils_that_were_hosted_and_what_recurs_are_activities(words: str, kind: str) -> None:
    assert f"dco:{kind}" in {compact(one.type) for one in activities(words)}


def test_the_lima_summit_is_where_its_name_says_and_when_the_sentence_goes_on() -> None:
    (summit,) = activities("The Lima African Union Summit in July will mark a milestone after the Oslo summit.")
    assert names(summit.places) == {"dcr:place/lima"}
    assert summit.time is not None and summit.time.begin == "2021-07-01"
    assert summit.factuality == "intended"


def test_whose_forces_are_deployed_takes_part_and_not_who_welcomes_it() -> None:
    (deployment,) = activities("The Ministers welcomed the decision to deploy NATO forces in Latvia.")
    assert names(deployment.participants) == {"dcr:org/nato"}


def test_who_will_come_to_a_session_to_be_held_is_open() -> None:
    text = (
        "The Minister of Defence of Norway, Kari Dahl, and the Minister of Defence of Chile, Ana Rojas, met in Oslo. "
    )
    _, session = activities(text + "A second session of the joint committee will be held in Lima in 2022.")
    assert not any("/person/" in one for one in session.participants)


@pytest.mark.parametrize("where", ["State House Oslo", "San Pedro de Oslo", "Camp Liberty Oslo"])
def test_a_town_behind_more_of_its_name_is_where_it_was(where: str) -> None:
    (talks,) = activities(f"The Ministers held talks at {where} on 3 May 2021.")
    assert names(talks.places) == {"dcr:place/oslo"}


def test_an_embassy_is_in_no_place_of_its_state() -> None:
    (meeting,) = activities("General Luis Vega met the members of the committee at the Peru Embassy on 3 May 2021.")
    assert not meeting.places


@pytest.mark.parametrize(
    "words",
    ["The visit ended with a press conference in Oslo.", "A news conference in Oslo followed."],
)
def test_a_press_conference_is_no_meeting(words: str) -> None:
    assert not any(compact(one.type) == "dco:Meeting" for one in activities(words))


def test_an_exercise_told_again_by_its_short_name_is_one() -> None:
    (exercise,) = activities(
        "Exercise Grey Heron 2021 (GH21) was held in May 2021. More than 200 soldiers participated in GH21."
    )
    assert exercise.name == "Exercise Grey Heron 2021 (GH21)"


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        ("The Ministers noted the recent conduct of a joint exercise.", "Exercise", "done"),
        ("Minister Dahl met with her Chilean and Peruvian colleagues in Oslo on 3 May 2021.", "Meeting", "done"),
        ("Minister Dahl hosted General Luis Vega in Oslo from 3 to 4 May 2021.", "Visit", "done"),
        ("General Luis Vega will also call on Prime Minister Eva Lund.", "Meeting", "intended"),
        ("General Luis Vega took part in the meeting at the 10. Summit in Oslo.", "Meeting", "done"),
    ],
)
def test_what_was_and_will_be_done(words: str, kind: str, factuality: str) -> None:
    assert [(compact(one.type), one.factuality) for one in activities(words)] == [(f"dco:{kind}", factuality)]


def test_talks_named_after_a_state_and_an_adjective_are_of_both() -> None:
    (talks,) = activities("The Ministers noted the regular US-Peruvian talks.")
    assert names(talks.participants) == {"dcr:state/USA", "dcr:state/PER"}


def test_services_that_the_subject_names_take_part() -> None:
    (talks,) = activities("The Chilean Navy and the Norwegian Coast Guard held staff talks in Oslo on 3 May 2021.")
    assert {"dcr:org/CHL/navy", "dcr:org/NOR/coast-guard"} <= names(talks.participants)


def test_instruments_of_its_own_clause_are_what_talks_are_held_under() -> None:
    (talks,) = activities("The Ministers held talks in Oslo pursuant to the Arms Trade Treaty.")
    assert names(talks.frameworks) == {"dcr:instrument/arms-trade-treaty"}


def test_who_is_somewhere_on_a_visit_is_the_subject_that_it_opens() -> None:
    visit, *_ = activities("On a visit to Peru on 3 May 2021, General Luis Vega laid a wreath.")
    assert names(visit.participants) == {VEGA}


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The Ministers held a meeting in the Norwegian town of Qusar on May 3 and discussed training.", "qusar"),
        ("The Ministers held a meeting in Qusar on Nov. 3.", "qusar"),
    ],
)
def test_a_town_ends_before_the_day(words: str, place: str) -> None:
    (meeting,) = activities(words)
    assert names(meeting.places) == {f"dcr:place/{place}"}


@pytest.mark.parametrize(
    ("words", "factuality"),
    [
        ("Norway and Chile are holding staff talks in Oslo.", "ongoing"),
        ("Prime Minister Eva Lund will chair the Lima African Union Summit in July.", "intended"),
        ("Prime Minister Eva Lund will chair a conference on mines in Oslo in July.", "intended"),
    ],
)
def test_what_goes_on_and_who_will_chair(words: str, factuality: str) -> None:
    assert [one.factuality for one in activities(words)] == [factuality]


def test_a_named_exercise_that_is_being_held_goes_on() -> None:
    (exercise,) = activities("Furthermore, Norway and Chile are holding Exercise Grey Heron on 12-14 May 2021.")
    assert exercise.factuality == "ongoing"


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers committed to deepen cooperation by conducting an annual Defence Ministers' Dialogue.",
        "The Ministers agreed on the launch of an annual Maritime Security Dialogue.",
    ],
)
def test_a_named_dialogue_to_be_held_is_planned(words: str) -> None:
    assert [one.factuality for one in activities(words)] == ["intended"]
