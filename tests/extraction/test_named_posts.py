"""Posts that are named with the state or body they are of."""

import pytest

from kg.extraction.assembly import extract
from kg.names import compact
from kg.reading import read_text

TITLE = "Joint Statement of Norway and Portugal\n\nOslo, 3 May 2022\n\n"


def posts(sentence):
    found = extract(read_text(TITLE + sentence))
    assert all(found.text[m.start : m.end] == m.text for m in found.mentions)
    return [(m.text, m.iri and compact(m.iri)) for m in found.mentions if m.type == "ROLE"]


@pytest.mark.parametrize(
    "post, iri",
    [
        ("Foreign Minister of Peru", "post/PER/minister-of-foreign-affairs"),
        ("Secretary General of NATO", "post/nato/secretary-general"),
        ("NATO Secretary General", "post/nato/secretary-general"),
        ("Chilean defence minister", "post/CHL/minister-of-defence"),
        ("Acting Minister of Defence of Peru", "post/PER/acting-minister-of-defence"),
        ("UN Special Representative for Somalia", "post/un/special-representative-for-somalia"),
        ("Chairperson of the Organ of Water and Trade of Peru", "post/PER/chairperson-of-the-organ-of-water-and-trade"),
        ("High Representative of the EU for Foreign Affairs and Security Policy", "post/eu/high-representative"),
    ],
)
def test_a_post_is_named_with_its_state_or_body(post: str, iri: str):
    assert posts(f"They thanked the {post}.") == [(post, f"dcr:{iri}")]


@pytest.mark.parametrize(
    "sentence, named",
    [
        ("They met the Chairman Joint Chiefs of Staff Committee.", ["Chairman Joint Chiefs of Staff Committee"]),
        (
            "They met the Secretary Ministry of Defence and the Commander Northern Fleet.",
            ["Secretary Ministry of Defence", "Commander Northern Fleet"],
        ),
        (
            "They met Commander Royal Army of Oman and Chief of Staff Chilean Navy.",
            ["Commander Royal Army of Oman", "Chief of Staff Chilean Navy"],
        ),
        (
            "They met the Chilean Under Secretary for Defence and Peru's Vice Minister for Policies.",
            ["Chilean Under Secretary for Defence"],
        ),
        ("They met the Norwegian Chargé d'Affaires.", ["Norwegian Chargé d'Affaires"]),
    ],
)
def test_a_body_may_follow_its_post_without_a_preposition(sentence: str, named: list[str]):
    assert [name for name, _ in posts(sentence)] == named


def test_whose_post_a_mission_to_a_state_is_stays_open():
    assert posts("They met the Ambassador to Chile.") == [("Ambassador to Chile", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met Chile's Minister of Defence.",  # the state in the possessive is a name of its own
        "It was the first visit of a Chilean Minister of Defence.",
        "They met the Ministers of Defence of Chile and Peru.",
        "They went with the Minister to Chile.",
        "They met their Chilean counterpart.",
    ],
)
def test_what_is_no_named_post_stays_apart(sentence: str):
    assert posts(sentence) == []


def test_a_post_in_a_body_is_described_with_its_body():
    found = extract(read_text(TITLE + "They thanked the Executive Secretary of SADC."))
    post = next(m.iri for m in found.mentions if m.type == "ROLE")
    assert [e.labels for e in found.entities if e.iri == post] == [("Executive Secretary of SADC",)]
    held = [compact(f.object) for f in found.facts if (f.subject, compact(f.predicate)) == (post, "dco:postIn")]
    assert held == ["dcr:org/sadc"]


@pytest.mark.parametrize(
    "sentence", ["It was held in Peru\n\nMinister of Defence Ana Rojas spoke.", "For Chile\n\nPresident"]
)
def test_no_post_reaches_across_a_blank_line(sentence: str):
    found = extract(read_text(TITLE + sentence))
    assert not [m.text for m in found.mentions if "\n\n" in m.text]
