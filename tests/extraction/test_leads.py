"""Which body speaks, as the subject of the opening sentence says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import Source


def parties(text: str) -> list[str]:
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    return [compact(iri).removeprefix("dcr:").removeprefix("org/") for iri in record.document.parties]


@pytest.mark.parametrize(
    ("opening", "bodies"),
    [
        (
            "The Foreign Ministers of the Blue River Coalition met in Oslo at the invitation of the Norwegian Foreign "
            "Minister Kari Lund. The meeting was chaired by Minister Lund and Peruvian Foreign Minister Ana Rojas.",
            ["blue-river-coalition"],
        ),
        (
            "The Council of Ministers of the Warsaw Pact held its third session in Prague under the chairmanship of "
            "Mr. Jan Novak, Prime Minister of Poland.",
            ["warsaw-pact"],
        ),
        (
            "At the invitation of Peru, the ASEAN Defence Ministers met in Lima with Chilean Minister Ana Rojas.",
            ["asean"],
        ),
        (
            "We, the Vice-Ministers of the Coastal Safety Commission and the Assistant Secretary of the Office of "
            "Lakes of Canada, gathered in Lima with observers of Peru, Chile and Mexico,",
            ["coastal-safety-commission", "state/CAN"],
        ),
        (
            "LIMA, May 4 -- The African Union's Council on Sunday condemned the raid. Kenya and Ghana took part.",
            ["african-union"],
        ),
        (
            "The 24th Extraordinary Summit of the East African Community (EAC) Heads of State, chaired by President "
            "Kim Tau of Kenya, has called on all parties to cease fire.",
            ["east-african-community"],
        ),
        (
            "We, the defence ministers of the participating countries of the Southeast Europe Cooperation Process: "
            "Minister Ola Berg, Minister Rui Paz, have met in Oslo.",
            ["south-east-european-cooperation-process"],
        ),
    ],
)
def test_a_body_that_the_opening_makes_its_subject_speaks(opening: str, bodies: list[str]) -> None:
    assert parties(f"Communiqué\n\n{opening}\n\nThe Ministers condemned piracy.") == bodies


@pytest.mark.parametrize(
    ("opening", "states"),
    [
        ("We, NATO Defence Ministers of Norway, Denmark and Spain, met in Oslo.", ["DNK", "ESP", "NOR"]),
        (
            "The Joint Military Committee met in Lima. The Peruvian side was led by Ana Rojas, Minister of Defence of "
            "Peru, and the Chilean side by Pia Soto, Minister of Defence of Chile.",
            ["CHL", "PER"],
        ),
    ],
)
def test_states_speak_where_the_body_only_names_what_they_are(opening: str, states: list[str]) -> None:
    assert sorted(party[-3:] for party in parties(f"Communiqué\n\n{opening}\n\nThe Ministers condemned it.")) == states


@pytest.mark.parametrize(
    ("opening", "states"),
    [
        (
            "At the invitation of the Presidency of the Western European Union, the Foreign and Defence Ministers of "
            "Norway, Spain and Poland met in Oslo.",
            ["ESP", "NOR", "POL"],
        ),
        ("We, Norway, Spain, Poland and Chile, condemn the raids by Boko Haram.", ["CHL", "ESP", "NOR", "POL"]),
    ],
)
def test_the_states_of_a_list_speak_before_any_body_of_the_title(opening: str, states: list[str]) -> None:
    found = parties(f"Joint statement on the raids by Boko Haram\n\n{opening}\n\nWe support Kenya.")
    assert sorted(party[-3:] for party in found) == states


def test_those_who_sit_in_a_body_speak_for_it_beside_others_that_no_list_knows() -> None:
    opening = (
        "1. The Summit of the Heads of State of the Frontline States and the Representatives of the Movements met."
    )
    assert parties(
        f"Final Communiqué\n\n{opening}\n\n2. The Summit was attended by Sir Kim Tau, President of Kenya."
    ) == ["frontline-states"]


def test_what_a_statement_is_about_is_no_party() -> None:
    text = "Nordic Defence Ministers' Joint Statement on strengthening Nordic Defence Cooperation\n\nWe met in Oslo."
    assert parties(text) == [f"state/{code}" for code in ("DNK", "FIN", "ISL", "NOR", "SWE")]


LAKES = "Joint Communiqué\n\nThe Ministers {} Defence of Kenya, the Republic of Uganda and Tanzania met in Arusha.\n\n"


@pytest.mark.parametrize("charge", ["of", "responsible for", "in charge of"])
def test_ministers_speak_for_every_state_whose_defence_is_in_their_charge(charge: str) -> None:
    text = LAKES.format(charge)
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [sorted(state[-3:] for state in act.onBehalfOf) for act in record.acts] == [["KEN", "TZA", "UGA"]]


def test_items_in_the_past_below_a_body_are_what_it_did() -> None:
    text = LAKES.format("of") + (
        "The Meeting:\n\n(a) Approved the work plan on piracy;\n(b) Received and considered the report on piracy;\n"
        "(c) Given the risk of piracy, patrols grew."
    )
    record = extract(Source(text, text.encode(), "0" * 64, "statement", Path("statement.txt")))
    assert [act.trigger for act in record.acts] == ["met", "Approved", "considered"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Northern Quartet met in Lima on 4 May 2003. The Quartet condemned piracy.", "northern-quartet"),
        (
            "COMMUNIQUE OF THE FRIENDS OF THE BLUE RIVER\n\nLima, 4 May 2003\n\nThe Friends held their third session "
            "under the chairmanship of Kari Lund, Minister of Defence of Norway. The Friends condemned piracy.",
            "friends-of-the-blue-river",
        ),
        (
            "The third session of the Blue River Bloc was held in Lima. It was attended by the Ministers of Defence of "
            "Norway, Chile, Peru and Fiji. The Bloc condemned piracy.",
            "blue-river-bloc",
        ),
        (
            "Chairman's Summary\n\nThird Meeting of the Defence Committee of the Blue River Compact\n\nThe Committee "
            "condemned piracy.",
            "defence-committee-of-the-blue-river-compact",
        ),
        (
            "Documents\n\nNo. 7. Declaration of the Council of the Blue River Pact on the Situation in the Northern "
            "Lakes and on the Training of Pilots, Lima, May 4, 2003\n\nThe Council condemned piracy.",
            "council-of-the-blue-river-pact",
        ),
    ],
)
def test_a_body_that_no_list_has_is_known_by_its_sitting_and_its_acts(text: str, body: str) -> None:
    assert parties(text) == [body]


@pytest.mark.parametrize(
    "text",
    [
        "The Highland Foreign Ministers met in Lima. The Ministers of Norway and Chile condemned piracy.",
        "The Norwegian Chief of Staff and the Chilean Minister met. The Chief of Staff condemned piracy.",
    ],
)
def test_offices_that_meet_are_no_body(text: str) -> None:
    assert parties(text) == ["state/NOR", "state/CHL"]
