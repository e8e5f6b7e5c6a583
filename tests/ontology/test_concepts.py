"""The concept schemes and places: well-formed, unambiguous, and able to recognise the phrases of the genre."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import pytest

from kg.knowledge.naming import load_naming
from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCC, DCO, DCR, expand
from kg.resources import ontology_dir

SCHEMES = ("act", "area", "issue", "region", "status")
LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
ILLOCUTIONS = {f"{DCO}{name}Act" for name in ("Assertive", "Commissive", "Directive", "Expressive", "Declarative")}
ACT_CLASSES = frozenset(
    [
        "commit",
        "affirm",
        "welcome",
        "recognize",
        "agree",
        "urge",
        "discuss",
        "support",
        "hope",
        "meet",
        "announce",
        "concern",
        "condemn",
        "thank",
        "oppose",
        "state",
        "instruct",
        "invite",
    ]
)
WITHOUT_CAPITAL = {"ISR", "NRU", "GNQ", "SGP", "MCO"}


@lru_cache(maxsize=1)
def known() -> Knowledge:
    return load_turtle("concepts", "reference")


def concepts(scheme: str) -> list[str]:
    return [iri for iri in known().instances("skos:Concept") if iri.startswith(f"{DCC}{scheme}/")]


def labels(iri: str) -> Iterator[str]:
    for predicate in LABELS:
        yield from known().values(iri, predicate)


def level(label: str) -> str:
    return label.casefold().replace("-", " ").replace("defense", "defence").replace("program ", "programme ")


def found(text: str) -> list[set[str]]:
    hits = load_naming().gazetteer.find(text).get("concept", [])
    return [{entry.iri.removeprefix(DCC) for entry in hit.entries} for hit in hits]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_concept_is_named_defined_and_placed(scheme: str) -> None:
    assert concepts(scheme)
    for iri in concepts(scheme):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", iri.removeprefix(f"{DCC}{scheme}/")), iri
        assert len(known().values(iri, "skos:prefLabel")) == 1, iri
        assert known().values(iri, "skos:inScheme") == (DCC + scheme,), iri
        definition = known().value(iri, "skos:definition") or ""
        assert definition.endswith(".") and len(definition.split()) > 2, iri
        is_top = known().values(iri, "skos:topConceptOf") == (DCC + scheme,)
        assert is_top != bool(known().values(iri, "skos:broader")), iri


@pytest.mark.parametrize("scheme", SCHEMES)
def test_broader_leads_to_a_top_concept_without_a_circle(scheme: str) -> None:
    for iri in concepts(scheme):
        path, step = [iri], known().values(iri, "skos:broader")
        while step:
            assert step[0] in concepts(scheme) and step[0] not in path, (iri, step)
            path.append(step[0])
            step = known().values(step[0], "skos:broader")
        assert path[-1] in known().values(DCC + scheme, "skos:hasTopConcept"), iri


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_label_is_shared_by_two_concepts_of_a_scheme(scheme: str) -> None:
    """A hidden label with "and" may name two concepts at once ("nuclear and missile programme")."""
    owners: dict[str, set[str]] = defaultdict(set)
    for iri in concepts(scheme):
        hidden = known().values(iri, "skos:hiddenLabel")
        for label in labels(iri):
            if not (label in hidden and " and " in label):
                owners[level(label)].add(iri)
    assert {label: iris for label, iris in owners.items() if len(iris) > 1} == {}


def test_no_label_of_an_issue_is_one_of_an_area() -> None:
    issues = {level(label) for iri in concepts("issue") for label in labels(iri)}
    areas = {level(label) for iri in concepts("area") for label in labels(iri)}
    assert issues & areas == set()


def test_a_state_alone_is_no_topic() -> None:
    names = {
        level(label)
        for iri in known().instances("dco:State")
        for predicate in ("skos:prefLabel", "skos:altLabel", "dco:demonym", "dco:abbreviation")
        for label in known().values(iri, predicate)
    }
    topics = {level(label) for kind in ("issue", "area") for iri in concepts(kind) for label in labels(iri)}
    assert names & topics == set()


def test_labels_are_phrases_and_no_sentences() -> None:
    long = [label for kind in ("issue", "area") for iri in concepts(kind) for label in labels(iri) if len(label) > 75]
    assert long == []


def test_links_of_concepts_lead_somewhere() -> None:
    for iri in (*concepts("issue"), *concepts("area")):
        for other in known().values(iri, "skos:related"):
            assert known().values(other, "skos:prefLabel"), (iri, other)
        for state in known().values(iri, "dco:concernsState"):
            assert state.startswith(DCR + "state/") and known().value(state, "dco:alpha3"), (iri, state)
        for place in known().values(iri, "dco:concernsPlace"):
            assert known().value(place, "dco:placeKind"), (iri, place)
    for iri in concepts("region"):
        place = known().value(iri, "dco:denotesPlace") or ""
        assert known().value(place, "dco:placeKind"), iri


def test_act_types_carry_strength_illocution_and_class() -> None:
    assert set(known().instances("dco:ActType")) == set(concepts("act"))
    for iri in concepts("act"):
        assert known().value(iri, "dco:baseStrength") in set("12345"), iri
        assert known().value(iri, "dco:illocution") in ILLOCUTIONS, iri
        assert known().value(iri, "dco:actClass") in ACT_CLASSES, iri
        assert known().value(iri, "skos:example"), iri
    assert {known().value(iri, "dco:actClass") for iri in concepts("act")} == ACT_CLASSES


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [("hope", "intend"), ("intend", "agree"), ("agree", "commit"), ("encourage", "call-on"), ("call-on", "demand"),
     ("note", "affirm"), ("affirm", "reaffirm"), ("concern", "condemn")],
)  # fmt: skip
def test_strength_grows_with_the_verb(weaker: str, stronger: str) -> None:
    one, other = (known().value(f"{DCC}act/{slug}", "dco:baseStrength") or "" for slug in (weaker, stronger))
    assert int(one) < int(other)


@pytest.mark.parametrize(
    ("heading", "area"),
    [
        ("Working Level Exchanges", "policy-dialogue"),
        ("Unit-to-Unit Exchanges", "unit-exchange"),
        ("Cooperation on Defence Equipment and Technology", "equipment-and-technology"),
        ("Defense Equipment and Technology Cooperation", "equipment-and-technology"),
        ("Education and Research Exchanges", "education"),
        ("Exchange of Views on Areas of Mutual Interest", "exchange-of-views"),
        ("Cooperation in the Multilateral Context", "multilateral-cooperation"),
    ],
)
def test_headings_of_ministries_name_their_area(heading: str, area: str) -> None:
    assert found(heading) == [{f"area/{area}"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They condemned acts of piracy in the strait.", ["issue/piracy"]),
        ("They upheld responsible state behavior in cyberspace.", ["issue/responsible-state-behaviour-cyberspace"]),
        ("The Ministers opposed a unilateral change of the status quo.", ["issue/status-quo-change"]),
        ("The Chiefs planned staff talks and a port call.", ["area/staff-talks", "area/port-calls"]),
        ("The parties reaffirmed Article 5 commitments.", ["issue/collective-defence"]),
        ("The delegations reviewed mutual defense assistance.", ["area/military-assistance"]),
        ("They support the two-state solution.", ["issue/israel-palestine"]),
        ("The Nordic ministers discussed cross-border military mobility.", ["area/military-mobility"]),
        ("They called for the reunification of Germany.", ["issue/cold-war-europe"]),
        ("Both sides will begin language training for cadets.", ["area/language-training"]),
    ],
)  # fmt: skip
def test_phrases_of_the_genre_are_recognised(text: str, expected: list[str]) -> None:
    assert found(text) == [{concept} for concept in expected]


def test_a_coordinated_label_names_both_of_its_concepts() -> None:
    (hit,) = found("They deplored the nuclear and ballistic missile programs.")
    assert hit == {"issue/nuclear-programme", "issue/ballistic-missiles"}


def test_a_deeper_concept_wins_over_the_phrase_inside_it() -> None:
    assert found("denuclearization of the Korean Peninsula") == [{"issue/korean-peninsula-denuclearization"}]


def test_places_lie_in_places_or_states_without_a_circle() -> None:
    places = [iri for iri in known().subjects() if iri.startswith(DCR + "place/")]
    for iri in places:
        seen, todo = {iri}, list(known().values(iri, "dco:withinPlace"))
        while todo:
            outer = todo.pop()
            assert known().value(outer, "skos:prefLabel"), (iri, outer)
            assert outer != iri
            if outer not in seen:
                seen.add(outer)
                todo.extend(known().values(outer, "dco:withinPlace"))


def test_coordinates_come_in_pairs_and_are_on_the_globe() -> None:
    pairs = 0
    for iri in known().subjects():
        latitude, longitude = (known().value(iri, f"dco:{name}") for name in ("latitude", "longitude"))
        assert (latitude is None) == (longitude is None), iri
        if latitude is not None and longitude is not None:
            assert abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180, iri
            pairs += 1
    assert pairs > 300


def test_members_of_the_united_nations_have_their_capital() -> None:
    for iri in known().instances("dco:State"):
        code = known().value(iri, "dco:alpha3") or ""
        if known().value(iri, "dco:unStatus") != "member" or code in WITHOUT_CAPITAL:
            continue
        capital = known().value(iri, "dco:capital") or ""
        assert iri in known().values(capital, "dco:withinPlace"), code


def test_place_names_are_no_names_of_states_or_bodies() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for iri in known().subjects():
        if iri.startswith(DCR):
            for predicate in LABELS[:2]:
                for label in known().values(iri, predicate):
                    owners[label].add(iri)
    shared = {label: iris for label, iris in owners.items() if len(iris) > 1}
    assert {label: iris for label, iris in shared.items() if any("/place/" in iri for iri in iris)} == {}


def test_files_mint_no_blank_node() -> None:
    files = [*(ontology_dir() / "concepts").glob("*.ttl"), ontology_dir() / "reference" / "places.ttl"]
    assert len(files) == 7
    for file in files:
        text = re.sub(r'"[^"]*"|<[^>]*>|#.*', "", file.read_text(encoding="utf-8"))
        assert "[" not in text and "_:" not in text, file


def test_names_that_the_contract_fixes_exist() -> None:
    for name in ("dcc:issue/piracy", "dcc:area/education", "dcc:act/condemn", "dcc:status/announced"):
        assert known().value(expand(name), "skos:prefLabel"), name
