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


@pytest.mark.parametrize(
    ("words", "time", "places"),
    [
        ("met today in Oslo to discuss the war in Syria", ("2021-05-12", "2021-05-12"), {"dcr:place/oslo"}),
        ("met to prepare the summit in Lima", None, set()),
        ("met, under the Treaty of 3 May 1951, in Oslo", None, {"dcr:place/oslo"}),
        ("met a year ago in Oslo", ("2020-01-01", "2020-12-31"), {"dcr:place/oslo"}),
        ("held talks on the situation on the Korean Peninsula", None, set()),
    ],
)
def test_a_meeting_has_its_own_day_and_place(words: str, time: tuple[str, str] | None, places: set[str]) -> None:
    (meeting, *_) = activities(OPENING + words + ".")
    assert (meeting.time and (meeting.time.begin, meeting.time.end)) == time
    assert names(meeting.places) == places


def test_what_opens_the_sentence_places_and_dates_the_meeting() -> None:
    (meeting,) = activities("On 3 May 2021 in Oslo, the Ministers of Norway and Chile met.")
    assert meeting.time is not None and meeting.time.begin == "2021-05-03"
    assert names(meeting.places) == {"dcr:place/oslo"}


@pytest.mark.parametrize("words", ["the Japan-France talks held in Paris", "the talks held between Japan and France"])
def test_talks_of_others_are_theirs(words: str) -> None:
    (talks,) = activities(f"The Ministers welcomed {words}.")
    assert names(talks.participants) == {"dcr:state/JPN", "dcr:state/FRA"}


def test_a_meeting_is_done_or_planned_by_the_calendar() -> None:
    past, ahead = activities(
        "The Ministers agreed on the follow-up of the meeting in Oslo in March 2019. "
        "They welcomed the meeting in Lima in March 2022."
    )
    assert (past.factuality, ahead.factuality) == ("done", "intended")


def test_what_will_be_continued_is_planned() -> None:
    (talks,) = activities("The Ministers agreed that Norway and Chile will continue regular consultations.")
    assert talks.factuality == "intended"


@pytest.mark.parametrize(
    ("words", "kind", "places"),
    [
        ("The Ministers, having met in Oslo, condemned piracy.", "dco:Meeting", {"dcr:place/oslo"}),
        ("The Ministers, meeting in the city of Oslo, condemned piracy.", "dco:Meeting", {"dcr:place/oslo"}),
        ("The Ministers ended a two-day meeting in Oslo.", "dco:Meeting", {"dcr:place/oslo"}),
        ("The Ministers welcomed the launch of a cyber dialogue.", "dco:Dialogue", set()),
        ("The Ministers met in Oslo, Norway.", "dco:Meeting", {"dcr:place/oslo"}),
    ],
)
def test_occasions_in_other_words(words: str, kind: str, places: set[str]) -> None:
    (found,) = activities(words)
    assert (compact(found.type), names(found.places)) == (kind, places)


def test_a_meeting_taken_up_by_a_later_sentence_is_the_same() -> None:
    found = activities(OPENING + "met in Oslo on 11 May 2021. The meeting was held in a warm atmosphere.")
    assert len(found) == 1


def test_discussions_on_training_are_no_training() -> None:
    assert {compact(one.type) for one in activities("The Ministers held discussions on training.")} == {"dco:Dialogue"}


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        (
            "The Ministers announced that two vehicles would be gifted to the Fijian Navy.",
            "EquipmentTransfer",
            "intended",
        ),
        ("Norway decided to donate two howitzers.", "EquipmentTransfer", "intended"),
        ("The boats were formally handed over to Chile.", "EquipmentTransfer", "done"),
        ("Norway and Chile intend to train peacekeepers.", "Training", "intended"),
    ],
)
def test_transfers_and_training_are_told_by_verbs_too(words: str, kind: str, factuality: str) -> None:
    (found,) = activities(words)
    assert (compact(found.type), found.factuality) == (f"dco:{kind}", factuality)


def test_a_meeting_that_is_told_again_with_its_day_and_place_is_one_occasion() -> None:
    found = activities(
        "The first meeting was held in Oslo on 11 May 2021.\n\nThe Ministers met in Oslo on 11 May 2021."
    )
    assert len(found) == 1


def test_who_hosts_is_the_host() -> None:
    (meeting,) = activities("Norway hosted a meeting of experts in Oslo on 11 May 2021.")
    assert compact(meeting.host or "") == "dcr:state/NOR"


def test_a_named_exercise_that_was_conducted_is_an_exercise() -> None:
    (exercise,) = activities("The two navies conducted Exercise Northern Wind in the Baltic Sea from 3 to 9 May 2021.")
    assert compact(exercise.type) == "dco:Exercise"


def test_a_visit_that_will_be_paid_is_intended() -> None:
    (visit,) = activities(OPENING.split(",")[0] + ", Kari Dahl, will visit Chile in June 2021.")
    assert (compact(visit.type), visit.factuality) == ("dco:Visit", "intended")


def test_a_visit_that_is_only_named_is_not_told_twice() -> None:
    found = activities(
        "This statement was issued for the visit of Minister Ana Rojas.\n\n"
        + OPENING.split(" and ")[0].rstrip(", ")
        + ", received Minister Ana Rojas, who paid a visit to Oslo on 11 May 2021."
    )
    assert [compact(activity.type) for activity in found].count("dco:Visit") == 1


@pytest.mark.parametrize(
    "deed",
    ["organizing and hosting the conference in Oslo", "allowing the delegations to hold the first session in Oslo"],
)
def test_what_somebody_is_thanked_for_is_done(deed: str) -> None:
    (meeting,) = activities(f"The Minister of Defence of Chile thanked Norway for {deed}.")
    assert meeting.factuality == "done"


@pytest.mark.parametrize(
    ("words", "kind", "participants"),
    [
        ("The Ministers noted the deployment of a Peruvian frigate to Haiti.", "Operation", {"dcr:state/PER"}),
        (
            "The Ministers noted the Peruvian-Bolivian talks held in Lima.",
            "Dialogue",
            {"dcr:state/PER", "dcr:state/BOL"},
        ),
        ("The Ministers noted that Chile will send a team to Haiti.", "Operation", {"dcr:state/CHL"}),
        ("A Chilean delegation is expected to visit Norway.", "Visit", {"dcr:state/CHL"}),
        (
            "Minister Kari Dahl received General Ivo Lindqvist, who is in Oslo on a working visit.",
            "Visit",
            {"dcr:person/ivo-lindqvist"},
        ),
    ],
)
def test_whose_an_activity_is_says_its_own_clause(words: str, kind: str, participants: set[str]) -> None:
    found = [one for one in activities(words) if compact(one.type) == f"dco:{kind}"]
    assert [names(one.participants) for one in found] == [participants]


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        ("The frigate called at Oslo in March 2021.", "PortCall", "done"),
        ("The two navies will conduct joint maritime patrols.", "Operation", "intended"),
        ("Chilean cadets are attending courses at the Norwegian Military Academy.", "TrainingAttendance", "ongoing"),
        ("Norway will acquire six helicopters.", "EquipmentTransfer", "intended"),
        ("Minister Ana Rojas is currently paying an official visit to Norway.", "Visit", "ongoing"),
        ("The Ministers welcomed the success of the joint naval exercise.", "Exercise", "done"),
        ("The Ministers noted the first-ever bilateral exercise to be held later this year.", "Exercise", "intended"),
        ("The Ministers agreed on this at the annual meeting in Oslo.", "Meeting", "done"),
    ],
)
def test_what_is_told_in_many_words_is_an_activity(words: str, kind: str, factuality: str) -> None:
    assert [(compact(one.type), one.factuality) for one in activities(words)] == [(f"dco:{kind}", factuality)]


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("The next meeting will be hosted by Chile in 2022.", "dcr:state/CHL"),
        ("The Ministers noted that Norway will host the next exercise.", "dcr:state/NOR"),
    ],
)
def test_who_will_host_is_told_in_both_voices(words: str, host: str) -> None:
    assert [compact(one.host or "") for one in activities(words)] == [host]


def test_where_and_when_may_close_the_sentence() -> None:
    (talks,) = activities("The Ministers held discussions on piracy and trafficking, in Oslo on 11 May 2021.")
    assert names(talks.places) == {"dcr:place/oslo"}
    assert talks.time is not None and talks.time.begin == "2021-05-11"


def test_a_named_exercise_keeps_its_name() -> None:
    (exercise,) = activities("Exercise Northern Wind was held in Oslo from 3 to 9 May 2021.")
    assert exercise.name == "Exercise Northern Wind"


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers discussed the agenda of the Lima Summit in July.",
        "The Ministers stressed that the delivery of howitzers to Peru is essential.",
    ],
)
def test_what_is_only_referred_to_or_called_for_is_no_activity(words: str) -> None:
    assert activities(words) == ()


def test_what_the_parties_met_for_is_their_meeting() -> None:
    found = activities(
        OPENING + "met in Oslo on 11 May 2021 to continue their consultations. This was the ninth meeting."
    )
    assert [compact(one.type) for one in found] == ["dco:Meeting"]


@pytest.mark.parametrize(
    ("words", "kind", "factuality", "places", "time"),
    [
        ("Canada will host a workshop on Arctic security in Iqaluit in March 2022.", "Meeting", "intended",
         {"dcr:place/iqaluit"}, ("2022-03-01", "2022-03-31")),
        ("A Norwegian frigate is currently deployed to the Baltic Sea.", "Operation", "ongoing",
         {"dcr:place/baltic-sea"}, None),
        ("The Chiefs of Defence would meet in Lima in June 2022.", "Meeting", "intended",
         {"dcr:place/lima"}, ("2022-06-01", "2022-06-30")),
        ("A Chilean training ship will call at Oslo next year.", "PortCall", "intended",
         {"dcr:place/oslo"}, ("2022-01-01", "2022-12-31")),
        ("Exercise Northern Wind was held from April to May 2020.", "Exercise", "done",
         set(), ("2020-04-01", "2020-05-31")),
    ],
)  # fmt: skip
def test_where_when_and_whether(
    words: str, kind: str, factuality: str, places: set[str], time: tuple[str, str] | None
) -> None:
    (found,) = activities(words)
    assert (compact(found.type), found.factuality, names(found.places)) == (f"dco:{kind}", factuality, places)
    assert (found.time and (found.time.begin, found.time.end)) == time


def test_two_named_exercises_keep_their_own_months() -> None:
    text = "The Ministers noted Exercise Grey Heron in October 2020, and Exercise Red Kite from April to May 2021."
    assert [(one.name, one.time and one.time.begin) for one in activities(text)] == [
        ("Exercise Grey Heron", "2020-10-01"),
        ("Exercise Red Kite", "2021-04-01"),
    ]


def test_a_name_behind_the_noun_is_the_exercise_own() -> None:
    (exercise,) = activities("Norway and Chile conducted a naval exercise, Exercise Grey Heron, in March 2021.")
    assert exercise.name == "Exercise Grey Heron"
    assert exercise.time is not None and exercise.time.begin == "2021-03-01"


def test_who_gives_equipment_takes_part_with_who_receives_it() -> None:
    (transfer,) = activities("The Ministers noted that Norway donated ten ambulances to Peru in March 2021.")
    assert names(transfer.participants) == {"dcr:state/NOR", "dcr:state/PER"}


def test_a_ship_of_unknown_owner_makes_nobody_take_part() -> None:
    (deployment,) = activities("The Ministers noted that HMAS Acacia is currently deployed to the Baltic Sea.")
    assert deployment.participants in ((), ("https://w3id.org/defcoop/id/state/AUS",))


def test_talks_that_are_called_regular_go_on() -> None:
    (talks,) = activities("Regular consultations between Norway and Chile cover piracy.")
    assert talks.factuality == "ongoing"


def test_a_day_of_the_calendar_tells_more_than_a_weekday() -> None:
    (meeting,) = activities(OPENING + "held their third meeting in Oslo on Tuesday, 11 May 2021.")
    assert meeting.time is not None and meeting.time.begin == "2021-05-11"


def test_under_what_talks_were_held() -> None:
    text = "Talks between Peru and Bolivia were held in Lima pursuant to the Treaty of Friendship."
    (talks,) = activities(text)
    assert len(talks.frameworks) == 1


def test_the_year_of_a_summit_is_not_that_of_what_follows_it() -> None:
    dialogue, *_ = activities("The dialogue between Peru and Bolivia is progressing after the summits 2019 in Lima.")
    assert dialogue.time is None


def test_what_was_promised_at_a_meeting_makes_the_meeting_no_plan() -> None:
    found = activities("Norway and Chile reaffirmed their commitment to cooperate at the annual meeting in Oslo.")
    assert [(compact(one.type), one.factuality) for one in found] == [("dco:Meeting", "done")]


@pytest.mark.parametrize(
    ("words", "kind", "participants"),
    [
        ("Norway acquired two aircraft from Chile in 2008.", "EquipmentTransfer", {"dcr:state/NOR", "dcr:state/CHL"}),
        (
            "The Ministers noted the visit of a Chilean hospital ship to Oslo in July 2019.",
            "PortCall",
            {"dcr:state/CHL"},
        ),
        ("A Chilean company has been deployed to Haiti since 2004.", "Operation", {"dcr:state/CHL"}),
    ],
)
def test_whose_ships_and_soldiers_are_told_by_adjectives(words: str, kind: str, participants: set[str]) -> None:
    assert [(compact(one.type), names(one.participants)) for one in activities(words)] == [
        (f"dco:{kind}", participants)
    ]


def test_whose_officers_attend_sends_them() -> None:
    (placement,) = activities("Chilean officers will attend the Norwegian Defence College in 2022.")
    assert compact(placement.sender or "") == "dcr:state/CHL"


def test_a_month_tells_more_than_the_year_in_a_name() -> None:
    (exercise,) = activities(
        "They noted the successful completion of the exercise of 2019, held in Lima in August 2019."
    )
    assert exercise.time is not None and exercise.time.begin == "2019-08-01"


def test_where_something_else_was_signed_is_no_place_of_a_meeting() -> None:
    (meeting,) = activities(
        "This is the first meeting of the Council after the Ministers signed the plan in Lima in 2019."
    )
    assert meeting.places == ()


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers commended Chile for hosting Exercise Grey Heron in March 2021.",
        "Chile offered to host the next session in December 2021.",
    ],
)
def test_who_hosts_may_be_thanked_or_offer_it(words: str) -> None:
    assert [compact(one.host or "") for one in activities(words)] == ["dcr:state/CHL"]


def test_what_was_agreed_to_be_held_lies_ahead() -> None:
    (patrols,) = activities("The Ministers agreed to resume joint patrols in July.")
    assert patrols.time is not None and patrols.time.begin == "2021-07-01"
    assert patrols.factuality == "intended"


def test_months_between_which_something_was_done() -> None:
    (patrols,) = activities("The Ministers reviewed the patrols conducted between January and April 2021.")
    assert patrols.time is not None and (patrols.time.begin, patrols.time.end) == ("2021-01-01", "2021-04-30")


def test_an_exercise_that_is_named_again_is_one() -> None:
    text = "Exercise Grey Heron will be held in July 2021. The Ministers welcomed Exercise Grey Heron."
    assert [(one.name, one.factuality) for one in activities(text)][:1] == [("Exercise Grey Heron", "intended")]


def test_officers_sent_to_a_school_are_hosted_there() -> None:
    (placement,) = activities("Chile has sent two officers to the Norwegian Defence College.")
    assert compact(placement.sender or "") == "dcr:state/CHL"
    assert compact(placement.host or "").startswith("dcr:org/")


@pytest.mark.parametrize(
    "words", ["look forward to meeting again in Lima in 2022", "hope to meet again in Lima in 2022"]
)
def test_a_meeting_that_is_looked_forward_to_is_hoped_for(words: str) -> None:
    _, hoped = activities(OPENING + f"met in Oslo on 11 May 2021.\n\nThe Ministers {words}.")
    assert (names(hoped.places), hoped.factuality) == ({"dcr:place/lima"}, "hoped")
    assert hoped.time is not None and hoped.time.begin == "2022-01-01"


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        ("This will be the first visit to Peru by a Norwegian minister.", "Visit", "intended"),
        ("Minister Dahl visited one of the military units.", "Visit", "done"),
        (
            "Minister Dahl thanked Chile for the deployment of its field hospital to the UN Mission.",
            "Operation",
            "done",
        ),
    ],
)
def test_what_only_few_words_tell_of(words: str, kind: str, factuality: str) -> None:
    (found,) = activities(words)
    assert (compact(found.type), found.factuality) == (f"dco:{kind}", factuality)


def test_the_state_of_a_ministry_is_not_where_it_was() -> None:
    (talks,) = activities("The two sides held talks at the headquarters of the Chile Ministry of Defence.")
    assert not talks.places
