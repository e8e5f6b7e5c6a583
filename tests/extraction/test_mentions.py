"""Which names a text holds: their spans, types and IRIs."""

import pytest

from kg.extraction.pipeline import understand
from kg.names import compact
from kg.reading import read_text

TITLE = "Joint Statement of Norway and Portugal\n\n3 May 2022\n\n"


def read(sentence):
    return understand(read_text(TITLE + sentence))


def mentions(sentence):
    found = read(sentence)
    return [
        (m.type, m.text, m.iri and compact(m.iri).removeprefix("dcr:"))
        for m in found.mentions
        if m.start >= len(TITLE) and m.type != "DATE"
    ]


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "They met the Republic of Korea (ROK). The ROK agreed.",
            [("STATE", "Republic of Korea (ROK)", "state/KOR"), ("STATE", "ROK", "state/KOR")],
        ),
        (
            "Ships patrolled the Gulf of Fontana and the Gulf.",
            [("LOC", "Gulf of Fontana", "place/gulf-of-fontana"), ("LOC", "Gulf", "place/gulf")],
        ),
        (
            "They thanked His Royal Highness Prince Omar bin Harith, Minister of Defence.",
            [("PER", "Omar bin Harith", "person/omar-bin-harith")],
        ),
        (
            "They thanked the President of Chile, General (Ret.) Rui Pascal Tau, for it.",
            [("ROLE", "President of Chile", "post/CHL/president"), ("PER", "Rui Pascal Tau", "person/rui-pascal-tau")],
        ),
        ("They support Norway’s plan.", [("STATE", "Norway", "state/NOR")]),
        ("They praised the Japan-Spain talks.", [("STATE", "Japan", "state/JPN"), ("STATE", "Spain", "state/ESP")]),
        ("NATO and the EU agree.", [("ORG", "NATO", "org/nato"), ("ORG", "EU", "org/eu")]),
        ("They sail in the Gulf of Aden region.", [("LOC", "Gulf of Aden", "place/gulf-of-aden")]),
        (
            "The Ministry of Defense of Portugal and Norway's Ministry of Defence cooperate.",
            [
                ("ORG", "Ministry of Defense of Portugal", "org/PRT/ministry-of-defence"),
                ("STATE", "Norway", "state/NOR"),
                ("ORG", "Ministry of Defence", "org/NOR/ministry-of-defence"),
            ],
        ),
        ("The Portuguese Air Force took part.", [("ORG", "Portuguese Air Force", "org/PRT/air-force")]),
        (
            "The Joint Military Commission and the Joint Working Group on Mines report.",
            [
                ("ORG", "Joint Military Commission", "org/joint-military-commission"),
                ("ORG", "Joint Working Group on Mines", "org/joint-working-group-on-mines"),
            ],
        ),
        (
            "They signed the Action Plan 2022-2024 and the Plan of Cooperation.",
            [
                ("INST", "Action Plan 2022-2024", "instrument/action-plan-2022-2024"),
                ("INST", "Plan of Cooperation", "instrument/plan-of-cooperation"),
            ],
        ),
        ("They held the Strategic Dialogue.", [("PROG", "Strategic Dialogue", "forum/strategic-dialogue")]),
        ("They praised CTF-151.", [("EVENT", "CTF-151", "operation/ctf-151")]),
        (
            "The Northern Fighter Wing flew over the Fontana Reef and the Varna Straits.",
            [
                ("ORG", "Northern Fighter Wing", "org/northern-fighter-wing"),
                ("LOC", "Fontana Reef", "place/fontana-reef"),
                ("LOC", "Varna Straits", "place/varna-straits"),
            ],
        ),
        (
            "They flew P-3Cs and the F-35.",
            [("EQP", "P-3Cs", "equipment/p-3c"), ("EQP", "F-35", "equipment/f-35")],
        ),
        ("The crew of HMS NORTHUMBRIA came.", [("EQP", "HMS NORTHUMBRIA", "equipment/hms-northumbria")]),
        (
            "They recall UN Security Council resolutions 1325 and 2250 (2015).",
            [
                ("INST", "UN Security Council resolutions 1325", "resolution/unsc-1325"),
                ("INST", "2250 (2015)", "resolution/unsc-2250"),
            ],
        ),
        (
            "They recall UNSCRs 1325 and 2250, General Assembly resolutions 60/1 and 61/105, and S/RES/2231.",
            [
                ("INST", "UNSCRs 1325", "resolution/unsc-1325"),
                ("INST", "2250", "resolution/unsc-2250"),
                ("INST", "General Assembly resolutions 60/1", "resolution/unga-60-1"),
                ("INST", "61/105", "resolution/unga-61-105"),
                ("INST", "S/RES/2231", "resolution/unsc-2231"),
            ],
        ),
        ("They recall Resolution 1540 and 200 soldiers.", [("INST", "Resolution 1540", "resolution/unsc-1540")]),
        (
            "They praise the Memorandum on Polar Rescue between Norway and Portugal. The Memorandum works.",
            [
                ("INST", "Memorandum on Polar Rescue", "instrument/memorandum-on-polar-rescue-nor-prt"),
                ("STATE", "Norway", "state/NOR"),
                ("STATE", "Portugal", "state/PRT"),
                ("INST", "Memorandum", "instrument/memorandum-on-polar-rescue-nor-prt"),
            ],
        ),
        (
            "They sail the East and South China Seas.",
            [("LOC", "East and South China Seas", "place/south-china-sea")],
        ),
        ("They joined Exercise Polar Anchor.", [("EVENT", "Exercise Polar Anchor", "exercise/exercise-polar-anchor")]),
        (
            "Officers attend the Polar Rescue Officers Course (PROC). The PROC is new.",
            [
                ("PROG", "Polar Rescue Officers Course (PROC)", "programme/polar-rescue-officers-course"),
                ("PROG", "PROC", "programme/polar-rescue-officers-course"),
            ],
        ),
        (
            "They welcome the Coastal and Polar Rescue Agreement.",
            [("INST", "Coastal and Polar Rescue Agreement", "instrument/coastal-and-polar-rescue-agreement")],
        ),
        (
            "They welcome a General Security of Equipment Agreement.",
            [("INST", "General Security of Equipment Agreement", "instrument/general-security-of-equipment-agreement")],
        ),
        (
            "They welcome K9 self-propelled howitzers and JS Lund the Great.",
            [("EQP", "K9", "equipment/k9"), ("EQP", "JS Lund the Great", "equipment/js-lund-the-great")],
        ),
        (
            "They met with G7 leaders and the A5 Charter.",
            [("ORG", "G7", "org/g7"), ("INST", "A5 Charter", "instrument/a5-charter")],
        ),
        ("They issued a Joint Statement at the Annual Meeting.", []),
        ("They thank Norwegian sailors.", []),
    ],
)
def test_names_get_their_span_type_and_iri(sentence, expected):
    assert mentions(sentence) == expected


def test_an_adjective_of_a_state_is_kept_apart():
    found = read("They thank Norwegian sailors.")
    assert [(a.text, compact(a.iri)) for a in found.adjectives] == [("Norwegian", "dcr:state/NOR")]


def test_a_name_across_hard_wrapped_lines_and_double_spaces_is_one():
    (found,) = mentions("They sail in the Gulf of\n    Aden.")
    assert found == ("LOC", "Gulf of\n    Aden", "place/gulf-of-aden")


def test_a_new_individual_becomes_an_entity_with_its_class():
    found = read("They praise the Memorandum on Polar Rescue between Norway and Portugal.")
    (entity,) = [e for e in found.entities if "memorandum" in e.iri]
    assert compact(entity.type) == "dco:Memorandum"
    assert entity.labels == ("Memorandum on Polar Rescue between Norway and Portugal",)


def test_an_abbreviation_is_a_fact_with_its_evidence():
    found = read("Officers attend the Polar Rescue Officers Course (PROC).")
    (fact,) = [f for f in found.facts if compact(f.predicate) == "dco:abbreviation"]
    assert (fact.object, fact.literal) == ("PROC", True)
    assert found.text[fact.evidence.start : fact.evidence.end] == "Polar Rescue Officers Course (PROC)"


def test_a_concept_is_found_in_either_spelling_and_in_the_plural():
    american, british = read("They back defense cooperation."), read("They back defence cooperation.")
    assert [c.iri for c in american.concepts] == [c.iri for c in british.concepts] != []


def test_a_region_is_a_place_and_a_concept():
    found = read("They sail in the Gulf of Aden.")
    assert [compact(c.iri) for c in found.concepts if c.text == "Gulf of Aden"] == ["dcc:region/gulf-of-aden"]


def test_two_places_with_one_noun_are_two_regions():
    found = read("They sail the East and South China Seas.")
    assert {compact(c.iri) for c in found.concepts} >= {"dcc:region/east-china-sea", "dcc:region/south-china-sea"}


def test_every_span_quotes_the_text():
    found = read("“Málaga’s \U0001d538 plan”, İzmir said, is  NATO\u00a0business in the Gulf\r\nof Aden.")
    for item in (*found.mentions, *found.concepts, *found.issues, *found.adjectives):
        assert found.text[item.start : item.end] == item.text
    assert any(m.text == "NATO" for m in found.mentions)


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u2060", "\u200e", "\u202a"])
def test_invisible_marks_inside_words_hide_no_name(mark: str):
    found = read(f"Minister of Defence Ka{mark}ri Lund of Norway met Nor{mark}way's crews.")
    names = [m.text for m in found.mentions]
    assert f"Ka{mark}ri Lund" in names
    assert f"Nor{mark}way" in names


def test_two_words_of_a_longer_name_name_the_person_again():
    text = (
        "Joint Statement\n\nSaif bin Hamad Al Nouri, Minister of Defence of Oman, and Rui Paz, Minister of Chile, "
        "met in Oslo. Al Nouri condemned piracy. Hamad Al Berg was not there."
    )
    found = [(m.text, m.iri) for m in understand(read_text(text)).mentions if m.type == "PER" and "Nouri" in m.text]
    assert found[-1] == ("Al Nouri", found[0][1])


@pytest.mark.parametrize(
    ("words", "name", "iri"),
    [
        ("Mr. A. K. Lund", "A. K. Lund", "person/lund"),
        ("President Julio A. Roca", "Julio A. Roca", "person/julio-roca"),
        ("Prince Khalid bin Sultan bin Omar", "Khalid bin Sultan bin Omar", "person/khalid-bin-sultan-bin-omar"),
        ("His Excellency Shaykh Omar al-Nu'aymi", "Omar al-Nu'aymi", "person/omar-al-nu-aymi"),
        ("Senator the Hon Kari Lund CSC", "Kari Lund", "person/kari-lund"),
        ("HE Kari Lund", "Kari Lund", "person/kari-lund"),
        ("Ratu Inoke Lala", "Inoke Lala", "person/inoke-lala"),
        ("Secretary of Defense Carl J. Houston III", "Carl J. Houston III", "person/carl-houston"),
        ("Prime Minister Sh. Karimov", "Sh. Karimov", "person/sh-karimov"),
    ],
)
def test_a_personal_name_ends_where_letters_begin_and_holds_initials_and_articles(words: str, name: str, iri: str):
    assert mentions(f"They met {words}, Minister of Defence.") == [("PER", name, iri)]


def test_a_title_belongs_to_two_surnames_too():
    found = mentions("They met Rui Paz Soares, Minister of Defence. Dr. Paz Soares was thanked.")
    assert [text for _, text, _ in found] == ["Rui Paz Soares", "Dr. Paz Soares"]
