"""Activities: what was, is or will be done together, each occasion once, with the slots of its own clause."""

from __future__ import annotations

import pytest

import kg
from kg.names import compact
from kg.record import Activity

TITLE = "Joint Statement of the Ministers of Defence of Norway and Chile\n\n12 May 2021\n\n"
OPENING = "The Minister of Defence of Norway, Kari Dahl, and the Minister of Defence of Chile, Ana Rojas, "


def activities(text: str) -> tuple[Activity, ...]:
    return kg.extract(TITLE + text).activities


def names(iris: tuple[str, ...]) -> set[str]:
    return {compact(iri) for iri in iris}


def test_the_meeting_that_the_opening_tells_of_has_its_persons_place_and_day() -> None:
    (meeting,) = activities(OPENING + "met in Oslo on 11 May 2021.")
    assert compact(meeting.type) == "dco:Meeting"
    assert {"dcr:person/kari-dahl", "dcr:person/ana-rojas"} <= names(meeting.participants)
    assert names(meeting.places) == {"dcr:place/oslo"}
    assert meeting.time is not None and meeting.time.begin == meeting.time.end == "2021-05-11"


def test_a_day_between_verb_and_place_hides_no_place() -> None:
    (meeting,) = activities(OPENING + "met on 11 May 2021 in Oslo.")
    assert names(meeting.places) == {"dcr:place/oslo"}


def test_talks_of_a_meeting_that_was_told_are_no_second_occasion() -> None:
    found = activities(OPENING + "met in Oslo on 11 May 2021. The Ministers held talks on maritime security.")
    assert [compact(activity.type) for activity in found] == ["dco:Meeting"]


def test_two_deployments_in_one_sentence_keep_their_own_place_and_state() -> None:
    text = "The Ministers welcomed the Danish deployment in Latvia and the Belgian deployment in Estonia."
    found = [activity for activity in activities(text) if compact(activity.type) == "dco:Operation"]
    assert [(names(one.participants), names(one.places)) for one in found] == [
        ({"dcr:state/DNK"}, {"dcr:state/LVA"}),
        ({"dcr:state/BEL"}, {"dcr:state/EST"}),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers recalled the third meeting of the joint working group.",
        "The Ministers recalled the meeting held in Santiago in March 2019.",
        "The Ministers recalled their meeting in March 2019.",
    ],
)
def test_a_meeting_that_a_noun_names_is_told_of(words: str) -> None:
    assert [compact(activity.type) for activity in activities(words)] == ["dco:Meeting"]


def test_the_place_and_year_of_one_meeting_do_not_spread_to_the_next() -> None:
    text = "The Ministers recalled the meeting held in Santiago in March 2019. The Ministers agreed to meet regularly."
    past, planned = activities(text)
    assert past.time is not None and past.time.begin == "2019-03-01"
    assert (planned.places, planned.time, planned.factuality) == ((), None, "intended")


def test_a_visit_names_its_host_and_who_invited() -> None:
    text = (
        "At the invitation of the Government of Chile, Minister Kari Dahl paid a visit to Chile from 3 to 5 May 2021."
    )
    (visit,) = [one for one in activities(OPENING + "issued this statement. " + text) if one.type.endswith("Visit")]
    assert (compact(visit.host or ""), compact(visit.inviter or "").startswith(("dcr:org/CHL", "dcr:state/CHL"))) == (
        "dcr:state/CHL",
        True,
    )
    assert "dcr:person/kari-dahl" in names(visit.participants)


def test_who_is_called_on_to_act_met_nobody() -> None:
    assert activities("The Ministers called on President Pedro Lima to end the talks.") == ()
