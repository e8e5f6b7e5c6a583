import pytest

from kg.knowledge.gazetteer import Entry, Gazetteer

ENTRIES = [
    Entry("Norway", "x:nor", "name", "name", "x:State"),
    Entry("Kingdom of Norway", "x:nor", "name", "name", "x:State"),
    Entry("NOR", "x:nor", "name", "abbreviation", "x:State"),
    Entry("Norwegian", "x:nor", "name", "demonym", "x:State"),
    Entry("Sea of Norway", "x:sea", "name", "name", "x:Place"),
    Entry("defence programme", "x:plan", "concept", "phrase"),
    Entry("code of conduct", "x:code", "concept", "phrase"),
    Entry("people-to-people ties", "x:people", "concept", "phrase"),
    Entry("organised crime", "x:crime", "concept", "phrase"),
    Entry("science and research", "x:science", "concept", "phrase"),
    Entry("ties", "x:ties", "concept", "phrase"),
]
GAZETTEER = Gazetteer(ENTRIES, [("defence", "defense"), ("programme", "program")])


def find(text, layer):
    return [(text[hit.start : hit.end], hit.entries[0].iri) for hit in GAZETTEER.find(text).get(layer, [])]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("the Kingdom of Norway's fleet", [("Kingdom of Norway", "x:nor")]),
        ("KINGDOM OF NORWAY", [("KINGDOM OF NORWAY", "x:nor")]),
        ("the Chile-Norway talks", [("Norway", "x:nor")]),
        ("the Sea of Norway", [("Sea of Norway", "x:sea")]),
        ("Sea of\r\n  Norway", [("Sea of\r\n  Norway", "x:sea")]),
        ("Nor\u00adway", [("Nor\u00adway", "x:nor")]),
        ("norway, nor, Norways, NORs", []),
    ],
)
def test_names_are_found_whole_and_with_their_capitals(text, expected):
    assert find(text, "name") == expected


@pytest.mark.parametrize(
    "text, iri",
    [
        ("Defence Programme", "x:plan"),
        ("defense programs", "x:plan"),
        ("codes of conduct", "x:code"),
        ("people to people ties", "x:people"),
        ("people–to–people ties", "x:people"),
        ("organized crime", "x:crime"),
        ("science & research", "x:science"),
    ],
)
def test_terms_are_found_in_every_inflection(text, iri):
    assert find(text, "concept") == [(text, iri)]


def test_a_new_label_in_the_data_is_recognised_without_code():
    text = "The Norwegian Sea Watch sails."
    more = Gazetteer([*ENTRIES, Entry("Norwegian Sea Watch", "x:watch", "name", "name", "x:Organization")])
    assert [hit.entries[0].iri for hit in more.find(text)["name"]] == ["x:watch"]


def test_one_label_of_two_individuals_gives_both():
    both = Gazetteer([Entry("Georgia", "x:a", "name", "name"), Entry("Georgia", "x:b", "name", "name")])
    (hit,) = both.find("Georgia")["name"]
    assert [entry.iri for entry in hit.entries] == ["x:a", "x:b"]
