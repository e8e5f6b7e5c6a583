"""Who takes part in an activity: those whom its own clause names, and nobody whom it leaves out."""

from __future__ import annotations

import pytest

from kg.names import compact
from tests.extraction.test_activities import OPENING, activities, names

NOR, CHL, PER, BRA = "dcr:state/NOR", "dcr:state/CHL", "dcr:state/PER", "dcr:state/BRA"


@pytest.mark.parametrize(
    ("words", "participants"),
    [
        ("Norway joined a summit in Oslo.", {NOR}),
        ("A Norwegian frigate will take part in a workshop in Oslo.", {NOR}),
        ("Peru and Chile conducted a command post exercise.", {PER, CHL}),
        ("Norway will conduct a seminar on mine clearance with Peru and Brazil.", {NOR, PER, BRA}),
        ("Norwegian soldiers held joint training alongside Peruvian forces.", {NOR, PER}),
        ("A bilateral meeting with units of Norway and Peru was conducted in Oslo.", {NOR, PER}),
        ("Off the coast of Chile, the two countries held joint drills.", {NOR, CHL}),
        ("In March 2021 in Lima, Peru, the two sides held a seminar.", {NOR, CHL}),
        ("The Ministers praised the third session which took place between Norway and Peru.", {NOR, PER}),
        ("The Ministers held talks on the partnership with Brazil.", {NOR, CHL}),
    ],
)
def test_who_takes_part_is_named_by_the_clause(words: str, participants: set[str]) -> None:
    (found,) = activities(words)
    assert names(found.participants) - {"dcr:person/kari-dahl", "dcr:person/ana-rojas"} == participants


def test_a_minister_of_a_third_state_does_not_speak_for_the_party_left() -> None:
    (meeting,) = activities(
        "The Minister of Defence of Norway, Kari Dahl, and the Minister of Defence of Peru, Luis Vega, met in Lima."
    )
    assert CHL not in names(meeting.participants)
    assert {"dcr:person/kari-dahl", "dcr:person/luis-vega"} <= names(meeting.participants)


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        ("A command post exercise between the two countries was carried out.", "Exercise", "done"),
        ("A session of the defence committee with units of both armies concluded in Lima.", "Meeting", "done"),
        ("A seminar on training was held in Lima.", "Meeting", "done"),
        ("Joint drills with Peru are planned.", "Exercise", "intended"),
        ("A coordinated patrol of the two navies is scheduled to take place.", "Operation", "intended"),
        (
            "The Ministers looked forward to the session of the defence committee to be held in 2022.",
            "Meeting",
            "hoped",
        ),
        ("Chilean officers will join consultations on arms control.", "Dialogue", "intended"),
        ("Chilean officers took part in diving training.", "Training", "done"),
    ],
)
def test_a_phrase_between_noun_and_verb_hides_no_activity(words: str, kind: str, factuality: str) -> None:
    assert [(compact(one.type), one.factuality) for one in activities(words)] == [(f"dco:{kind}", factuality)]


@pytest.mark.parametrize(
    ("words", "places", "time"),
    [
        ("The two navies held a joint exercise at the Slumark base.", {"dcr:place/slumark"}, None),
        ("A Chilean frigate visited Callao.", {"dcr:place/callao"}, None),
        ("Norway held a workshop on arms control in the Norwegian city of Bergen.", {"dcr:place/bergen"}, None),
        (
            "Norway held a seminar on mine clearance on the island of Andmo from 3 to 7 May.",
            {"dcr:place/andmo"},
            ("2021-05-03", "2021-05-07"),
        ),
        ("The two sides held talks on the situation in Lima.", set(), None),
        ("At Camp Storvik from 3 to 7 June, the two sides will hold drills.", {"dcr:place/camp-storvik"},
         ("2021-06-03", "2021-06-07")),
    ],
)  # fmt: skip
def test_where_and_when_behind_what_it_is_about(words: str, places: set[str], time: tuple[str, str] | None) -> None:
    (found,) = activities(words)
    assert names(found.places) == places
    assert (found.time and (found.time.begin, found.time.end)) == time


@pytest.mark.parametrize(
    "words",
    [
        "The Ministers agreed on the necessity of conducting regular exercises.",
        "The Ministers discussed ways to hold joint training.",
    ],
)
def test_what_might_be_done_is_no_activity(words: str) -> None:
    assert activities(words) == ()


@pytest.mark.parametrize(
    ("words", "participants"),
    [
        ("Norway hosted a seminar in Oslo in March 2021 and joined an exercise in Lima.", [{NOR}, {NOR}]),
        ("The General visited Lima on 3 May 2021.", [set()]),
        ("Minister Rojas thanked the crews. She visited Lima on 4 May.", [{"dcr:person/ana-rojas"}]),
        ("The Ministers visited Lima.", [{NOR, CHL}]),
    ],
)
def test_a_subject_that_nobody_is_named_for_is_not_all(words: str, participants: list[set[str]]) -> None:
    opening = "The Minister of Defence of Chile, Ana Rojas, and the Minister of Defence of Norway agreed on this. "
    assert [names(one.participants) for one in activities(opening + words)] == participants


@pytest.mark.parametrize(
    ("words", "kind", "participants"),
    [
        ("HMAS Acacia visited Lima.", "Visit", {"dcr:state/AUS"}),
        ("The visit of KNM Storm to Lima in May 2021 was a success.", "PortCall", {NOR}),
        ("KNM Storm is currently undertaking maritime patrols.", "Operation", {NOR}),
        ("A Chilean frigate visited Lima and took part in drills with the Peruvian Navy.", "Visit", {CHL}),
        ("Norway pledged to receive ten Chilean cadets at the Norwegian Defence College.", "TrainingAttendance", {CHL}),
    ],
)
def test_whose_ships_and_cadets_take_part(words: str, kind: str, participants: set[str]) -> None:
    found = next(one for one in activities(words) if compact(one.type) == f"dco:{kind}")
    assert names(found.participants) == participants


def test_of_two_states_with_one_prefix_the_party_owns_the_ship() -> None:
    (visit,) = activities("INS Taral visited Lima.")
    assert visit.participants == ()


def test_who_calls_on_somebody_to_discuss_pays_a_visit() -> None:
    (call,) = activities(
        "Minister Ana Rojas called on the Chief of Defence of Peru, General Martin Vega, to discuss training."
    )
    assert compact(call.type) == "dco:Meeting"
    assert "dcr:person/martin-vega" in names(call.participants)


@pytest.mark.parametrize(
    ("words", "kind", "factuality"),
    [
        ("Staff negotiations between the two ministries have been recently held in Lima.", "Dialogue", "done"),
        ("The plan followed a meeting between Norwegian Defence Minister Colonel Ola Vik and his colleague.", "Meeting",
         "done"),
        ("Chilean officers attended the Higher Command Studies Course last year.", "TrainingAttendance", "done"),
    ],
)  # fmt: skip
def test_more_ways_to_tell_of_an_occasion(words: str, kind: str, factuality: str) -> None:
    assert [(compact(one.type), one.factuality) for one in activities(words)] == [(f"dco:{kind}", factuality)]


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("The two navies held exercise Grey Heron 2020.", ("2020-01-01", "2020-12-31")),
        ("Exercise Grey Heron 2020 was held in March 2020.", ("2020-03-01", "2020-03-31")),
    ],
)
def test_the_year_in_a_name_dates_what_has_no_other_date(words: str, time: tuple[str, str]) -> None:
    (exercise,) = activities(words)
    assert exercise.time is not None and (exercise.time.begin, exercise.time.end) == time


def test_a_second_verb_behind_and_keeps_the_subject_and_its_own_place() -> None:
    text = (
        OPENING
        + "met in Oslo. Minister Dahl met with Admiral Pio Vega, Fleet Commander, and visited several bases in Arica."
    )
    _, met, visited = activities(text)
    assert "dcr:person/pio-vega" in names(met.participants) and not met.places
    assert names(visited.participants) == {"dcr:person/kari-dahl"} and names(visited.places) == {"dcr:place/arica"}


def test_a_ship_that_a_relative_tells_of_shows_its_flag() -> None:
    (call,) = activities("They saw the HNoMS Fjord which was conducting a port call in Arica.")
    assert (names(call.participants), call.factuality) == ({"dcr:state/NOR"}, "done")


def test_a_day_behind_a_relative_clause_is_of_the_main_verb() -> None:
    text = "Minister Dahl who is on an official visit to Chile is scheduled to open a school in Arica on 21 May 2021."
    visit = next(one for one in activities(text) if compact(one.type) == "dco:Visit")
    assert visit.time is None


def test_a_meeting_of_others_does_not_hide_that_of_the_ministers() -> None:
    text = "Minister Dahl met with Admiral Pio Vega. Minister Dahl and Minister Rojas held their third meeting."
    assert len(activities(text)) == 2


def test_who_invites_stands_behind_his_state() -> None:
    text = "Minister Dahl paid an official visit to Chile at the invitation of Chile's Minister of Defence Ana Rojas."
    (visit,) = activities(text)
    assert compact(visit.inviter or "") == "dcr:person/ana-rojas"


def test_a_place_in_a_post_is_not_where_it_was_held() -> None:
    text = "Minister Dahl attended a meeting in Oslo with the Commander of Forces in Arica General Pio Vega."
    meeting = next(one for one in activities(text) if compact(one.type) == "dco:Meeting")
    assert "dcr:place/arica" not in names(meeting.places)


def test_a_framework_for_exercises_is_no_exercise() -> None:
    assert not activities("The Ministers will establish a new framework to coordinate regional exercises.")


def test_the_delegation_is_whose_was_told_of() -> None:
    text = "A delegation of the Peruvian Navy led by Admiral Luis Vega visited Oslo. The delegation visited Bergen."
    first, second = activities(text)
    assert "dcr:person/luis-vega" in names(first.participants) and len(first.participants) == 2
    assert second.participants == first.participants


@pytest.mark.parametrize("who", ["he", "the Admiral"])
def test_a_pronoun_or_a_bare_post_is_who_came(who: str) -> None:
    text = f"In March, Admiral Luis Vega of Peru visited Norway. During the visit, {who} met senior officers in Bergen."
    visit, met = activities(text)
    assert set(visit.participants) <= set(met.participants) and names(met.places) == {"dcr:place/bergen"}


def test_a_meeting_is_one_where_a_state_and_then_its_town_are_told() -> None:
    text = "The Ministers, meeting in Peru, thanked the hosts. The Ministers meeting in Arequipa, Peru, agreed on this."
    (meeting,) = [one for one in activities(text) if compact(one.type) == "dco:Meeting"]
    assert names(meeting.places) == {"dcr:place/arequipa"}


def test_a_named_dialogue_that_is_named_again_is_one() -> None:
    text = (
        "Norway and Chile held the Annual Defence Dialogue on Monday in Oslo. They look forward to what was reached "
        "at the fifth Annual Defence Dialogue."
    )
    (held,) = activities(text)
    assert (compact(held.type), [compact(place) for place in held.places]) == ("dco:Meeting", ["dcr:place/oslo"])


@pytest.mark.parametrize(
    ("words", "participants"),
    [
        ("The Ministers noted the AU Summit, held from 30 to 31 January 2021.", {"dcr:org/african-union"}),
        (
            "The Ministers welcomed the recent meeting with Peru Secretary of Defence Pio Vega.",
            {"dcr:person/pio-vega"},
        ),
    ],
)
def test_a_meeting_of_others_is_theirs(words: str, participants: set[str]) -> None:
    (meeting,) = activities(words)
    assert participants <= names(meeting.participants)
    assert ("dcr:org/african-union" in participants) == ({NOR, CHL}.isdisjoint(names(meeting.participants)))


def test_a_place_behind_a_venue_is_where_it_was() -> None:
    (session,) = activities(
        "The fifth session was held from the 30 April to the 4 May 2021 at the Royal Hotel, Oslo, Norway."
    )
    assert session.time is not None and (session.time.begin, session.time.end) == ("2021-04-30", "2021-05-04")
    assert names(session.places) == {"dcr:place/oslo"}


def test_a_meeting_that_a_relative_clause_behind_a_comma_dates_is_told() -> None:
    (meeting,) = activities("They reviewed the outcome of the last meeting, which was held in Arica in May 2020.")
    assert names(meeting.places) == {"dcr:place/arica"}


@pytest.mark.parametrize(
    "words",
    [
        "They noted that a Peruvian training ship, the Sirena II, had called at Bergen in 2020.",
        "Norway looks forward to receiving a Peruvian frigate, BAP Union, in the port of Bergen next year.",
    ],
)
def test_whose_ship_calls_at_a_port(words: str) -> None:
    (call,) = activities(words)
    assert (compact(call.type), names(call.participants)) == ("dco:PortCall", {PER})
    assert names(call.places) == {"dcr:place/bergen"}


def test_a_government_that_supplies_is_that_of_who_pledges_it() -> None:
    text = "The Minister of Defence of Norway pledged that her Government would supply spare parts for the frigates."
    (transfer,) = activities(text)
    assert names(transfer.participants) == {NOR}


def test_a_commission_meets_alternately_in_two_places() -> None:
    (talks,) = activities("The Ministers decided to hold annual staff talks, alternating between Oslo and Lima.")
    assert names(talks.places) == {"dcr:place/oslo", "dcr:place/lima"}
