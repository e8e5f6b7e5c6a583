"""What the reference data says of states, organizations, bodies, instruments and equipment, checked against itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pytest

from kg.knowledge.turtle import Knowledge, load_turtle
from kg.names import DCR, PREFIXES, expand

NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "dco:abbreviation", "dco:demonym")
SHARED_DEMONYMS = {"Congolese": {"state/COD", "state/COG"}, "Dominican": {"state/DMA", "state/DOM"}}
WITHOUT_DEMONYM = {"VAT", "SCG", "CAF"}  # "Central African" is said of the region
HEADS_OF_IRI = {
    "state": "dco:State",
    "org": "dco:Organization",
    "membership": "dco:Membership",
    "partnership": "dco:Partnership",
    "instrument": "dco:Instrument",
    "resolution": "dco:SecurityCouncilResolution",
    "programme": "dco:Programme",
    "forum": "dco:Forum",
    "exercise": "dco:Exercise",
    "operation": "dco:Operation",
    "equipment": "dco:EquipmentType",
    "strategy": "dco:PolicyConcept",
    "place": "dco:Place",
    "person": "dco:Person",
    "post": "dco:Post",
    "tenure": "dco:Tenure",
    "source": "dcterms:BibliographicResource",
}


@lru_cache
def knowledge() -> Knowledge:
    return load_turtle("modules", "naming.ttl", "reference", "lexicon/posts.ttl")


@lru_cache
def individuals() -> tuple[str, ...]:
    return tuple(subject.removeprefix(DCR) for subject in knowledge().subjects() if subject.startswith(DCR))


def of_kind(head: str) -> list[str]:
    return [name for name in individuals() if name.startswith(head + "/")]


def values(name: str, *predicates: str) -> list[str]:
    return [value for predicate in predicates for value in knowledge().values(DCR + name, predicate)]


def value(name: str, predicate: str) -> str:
    (only,) = values(name, predicate)
    return only


def types(name: str) -> set[str]:
    return {above for kind in values(name, "rdf:type") for above in knowledge().superclasses(kind)}


@lru_cache
def bearers() -> dict[str, set[str]]:
    """Label, as the matcher folds hyphens, to the individuals that bear it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in individuals():
        for label in values(name, *NAMES):
            found[" ".join(label.replace("-", " ").split())].add(name)
    return dict(found)


def members(organization: str, *, now: bool = True) -> set[str]:
    return {
        value(name, "dco:membershipOf").rpartition("/")[2]
        for name in of_kind("membership")
        if value(name, "dco:membershipIn") == DCR + organization
        and not (now and values(name, "dco:untilYear", "dco:untilDate"))
    }


def states() -> Iterator[tuple[str, str]]:
    for name in of_kind("state"):
        yield name, name.rpartition("/")[2]


def test_united_nations_have_193_members_and_two_observers() -> None:
    now = members("org/un")
    observers = {n.rpartition("/")[2] for n in of_kind("membership/un") if values(n, "dco:membershipKind")}
    assert observers == {"PSE", "VAT"}
    assert len(now) == 193 + 2
    assert members("org/un", now=False) - now == {"CSK", "DDR", "SCG", "SUN", "TWN", "YMD", "YUG"}


def test_states_have_their_code_names_and_demonym() -> None:
    for name, code in states():
        assert value(name, "dco:alpha3") == code
        assert value(name, "skos:prefLabel")
        formal = value(name, "dco:formalName")
        assert formal in values(name, "skos:prefLabel", "skos:altLabel")
        assert bool(values(name, "dco:demonym")) == (code not in WITHOUT_DEMONYM), code


def test_no_two_states_share_a_two_letter_code() -> None:
    codes = [code for name, _ in states() for code in values(name, "dco:alpha2")]
    assert len(codes) == len(set(codes)) == 193 + 2 + 4


def test_no_membership_outlives_its_state_or_organization() -> None:
    for name in of_kind("membership"):
        ends = [
            int(end)
            for predicate in ("dco:membershipOf", "dco:membershipIn")
            for end in values(value(name, predicate).removeprefix(DCR), "dco:dissolvedIn")
        ]
        assert not ends or int(value(name, "dco:untilYear")) <= min(ends), name


def test_a_state_that_no_longer_exists_is_a_member_of_nothing() -> None:
    gone = {name.rpartition("/")[2] for name, _ in states() if values(name, "dco:dissolvedIn")}
    assert len(gone) == 8
    assert not gone & {code for body in of_kind("org") for code in members(body)}


@pytest.mark.parametrize(
    ("organization", "count"),
    [
        ("org/nato", 32),
        ("org/eu", 27),
        ("org/asean", 11),
        ("org/un-security-council", 5),
        ("org/osce", 57),
        ("org/g7", 7),
        ("org/gcc", 6),
        ("org/sco", 10),
        ("org/five-eyes", 5),
        ("org/joint-expeditionary-force", 10),
        ("org/nordic-baltic-eight", 8),
        ("org/bucharest-nine", 9),
        ("org/arab-league", 22),
        ("org/african-union", 54),
        ("org/oas", 34),
        ("org/commonwealth", 56),
    ],
)
def test_organization_has_its_members(organization: str, count: int) -> None:
    assert len(members(organization)) == count


def test_a_member_that_left_is_kept_with_its_last_day() -> None:
    assert "GBR" in members("org/eu", now=False) - members("org/eu")
    assert value("membership/eu/GBR", "dco:untilDate") == "2020-01-31"


def test_a_member_that_came_back_has_a_membership_for_each_time() -> None:
    spans = {
        (value(name, "dco:sinceYear"), value(name, "dco:untilYear")) for name in of_kind("membership/commonwealth/ZAF")
    }
    spans.add((value("membership/commonwealth/ZAF", "dco:sinceYear"), ""))
    assert spans == {("1931", "1961"), ("1994", "")}


def test_nato_grew_by_accession_in_the_right_order() -> None:
    joined = {name.rpartition("/")[2]: int(value(name, "dco:sinceYear")) for name in of_kind("membership/nato")}
    assert sorted(code for code, year in joined.items() if year > 2010) == ["FIN", "MKD", "MNE", "SWE"]
    assert (joined["ESP"], joined["FIN"], joined["SWE"]) == (1982, 2023, 2024)
    assert sum(year == 1949 for year in joined.values()) == 12


def test_partners_of_nato_are_not_its_members() -> None:
    partners = {
        value(name, "dco:partnershipOf").removeprefix(DCR)
        for name in of_kind("partnership")
        if value(name, "dco:partnershipWith") == DCR + "org/nato"
    }
    assert {"state/JPN", "state/AUS", "state/NZL", "state/KOR", "org/eu"} <= partners
    assert not {f"state/{code}" for code in members("org/nato")} & partners


def test_affiliations_name_both_ends_and_do_not_end_before_they_begin() -> None:
    for name in of_kind("membership"):
        code = value(name, "dco:membershipOf").rpartition("/")[2]
        body = value(name, "dco:membershipIn").removeprefix(DCR + "org/")
        assert f"{name}/".startswith(f"membership/{body}/{code}/")
        for end in ("since", "until"):
            for day in values(name, f"dco:{end}Date"):
                assert day[:4] == value(name, f"dco:{end}Year")
        years = [*values(name, "dco:sinceYear"), *values(name, "dco:untilYear")]
        assert years == sorted(years)


def test_every_individual_that_is_spoken_of_exists() -> None:
    known = set(individuals())
    for name in individuals():
        for predicate, objects in knowledge().properties(DCR + name).items():
            missing = {o.removeprefix(DCR) for o in objects if o.startswith(DCR)} - known
            assert not missing, f"{name} {predicate} {missing}"


def test_the_head_of_an_iri_tells_the_class() -> None:
    heads = {re.match("[a-z]+", name)[0] for name in individuals()}  # type: ignore[index]
    assert heads <= HEADS_OF_IRI.keys()
    for name in individuals():
        head = name.split("/")[0]
        expected = expand(HEADS_OF_IRI[head])
        arrangement = head == "org" and PREFIXES["dco"] + "Framework" in types(name)
        assert expected in types(name) or arrangement, name


def test_a_label_belongs_to_one_individual() -> None:
    for label, names in sorted(bearers().items()):
        assert len(names) < 2 or names == SHARED_DEMONYMS.get(label), f"{label}: {sorted(names)}"


def test_labels_are_written_as_in_running_text_without_article() -> None:
    for name in individuals():
        for label in values(name, *NAMES):
            assert label == " ".join(label.split())
            assert not label.startswith(("the ", "a ", "an "))
            assert not re.search("[’‘“”]", label), label


def test_an_abbreviation_is_no_word_in_small_letters() -> None:
    for name in individuals():
        for short in values(name, "dco:abbreviation"):
            assert re.search("[A-Z0-9]", short), f"{name}: {short}"
            assert len(short) > 1


@pytest.mark.parametrize(
    "generic",
    [
        "Alliance",
        "Code of Conduct",
        "Commonwealth",
        "Convention",
        "Course",
        "Department of Defense",
        "Memorandum",
        "Ministry of Defence",
        "Mutual Defense Treaty",
        "National Security Strategy",
        "Strategy",
        "Union",
    ],
)
def test_a_name_that_many_things_share_is_no_label(generic: str) -> None:
    assert generic not in bearers()


@pytest.mark.parametrize(
    ("written", "individual"),
    [
        ("Kingdom of Spain", "state/ESP"),
        ("Spaniard", "state/ESP"),
        ("Philippine", "state/PHL"),
        ("Filipino", "state/PHL"),
        ("Dane", "state/DNK"),
        ("Aotearoa New Zealand", "state/NZL"),
        ("Turkey", "state/TUR"),
        ("Türkiye", "state/TUR"),
        ("ROK", "state/KOR"),
        ("DPRK", "state/PRK"),
        ("North Korea", "state/PRK"),
        ("U.S.", "state/USA"),
        ("Great Britain", "state/GBR"),
        ("Burma", "state/MMR"),
        ("USSR", "state/SUN"),
        ("JMSDF", "org/JPN/maritime self defense force"),
        ("Pentagon", "org/USA/department of defence"),
        ("UNSC", "org/un security council"),
        ("UN Convention on the Law of the Sea", "instrument/unclos"),
        ("Code of Conduct in the South China Sea", "instrument/code of conduct south china sea"),
        ("Shangri La Dialogue", "forum/shangri la dialogue"),
        ("PKOCCC", "programme/pkoccc"),
        ("P 3C", "equipment/p 3c"),
        ("Free and Open Indo Pacific Strategy", "strategy/free and open indo pacific"),
    ],
)
def test_name_leads_to_its_individual(written: str, individual: str) -> None:
    assert bearers()[written] == {individual.replace(" ", "-")}


def test_a_body_is_an_organ_of_the_state_in_its_iri() -> None:
    bodies = [name for name in of_kind("org") if re.match("org/[A-Z]{3}/", name)]
    assert len(bodies) > 150
    for name in bodies:
        assert value(name, "dco:organOf") == f"{DCR}state/{name.split('/')[1]}"


def test_an_organ_belongs_to_the_organization_at_the_top_of_its_wholes() -> None:
    organs = [name for name in of_kind("org") if PREFIXES["dco"] + "InternationalOrgan" in types(name)]
    assert len(organs) > 40
    for name in organs:
        top = name
        while values(top, "dco:partOf"):
            top = value(top, "dco:partOf").removeprefix(DCR)
        assert value(name, "dco:organOf") == DCR + top != DCR + name


def test_kinds_of_bodies_are_told_apart_by_their_names() -> None:
    seen: dict[str, str] = {}
    kinds = knowledge().instances("dco:BodyKind")
    for kind in kinds:
        assert len(knowledge().values(kind, "skos:prefLabel")) == 1, kind
        slug = knowledge().value(kind, "dco:bodySlug")
        assert f"{kind.rpartition('/')[0]}/{slug}" in kinds, f"{kind} makes bodies of no kind: {slug}"
        assert knowledge().value(kind, "dco:bodyClass")
        for predicate in ("skos:prefLabel", "skos:altLabel"):
            for label in knowledge().values(kind, predicate):
                assert seen.setdefault(label, kind) == kind, f"{label}: {kind} and {seen[label]}"


def test_resolutions_are_numbered_in_the_order_of_their_days() -> None:
    adopted = sorted((int(value(n, "dco:resolutionNumber")), value(n, "dco:adoptedOn")) for n in of_kind("resolution"))
    assert {1325, 1373, 1540, 1718, 1874, 2231, 2270, 2321, 2371, 2375, 2397} <= {number for number, _ in adopted}
    assert all(earlier <= later for (_, earlier), (_, later) in pairwise(adopted))
    assert dict(adopted)[2397] == "2017-12-22"
    for name in of_kind("resolution"):
        assert name == f"resolution/unsc-{value(name, 'dco:resolutionNumber')}"


def test_instruments_enter_into_force_no_earlier_than_they_are_signed() -> None:
    for name in of_kind("instrument"):
        signed, force = values(name, "dco:signedIn"), values(name, "dco:inForceSince")
        assert not (signed and force) or signed[0] <= force[0], name
        for day in values(name, "dco:signedOn"):
            assert [day[:4]] == signed, name


def test_equipment_says_what_it_is() -> None:
    for name in of_kind("equipment"):
        assert value(name, "dco:equipmentKind")


def test_every_affiliation_tenure_and_instrument_names_its_source() -> None:
    named = [n for head in ("membership", "partnership", "tenure", "instrument", "resolution") for n in of_kind(head)]
    assert len(named) > 1_900
    for name in named:
        sources = values(name, "dcterms:source")
        assert sources, name
        assert all(source.startswith((f"{DCR}source/", f"{DCR}instrument/")) for source in sources), name


def test_a_source_has_a_page_or_says_what_it_is_and_is_cited() -> None:
    cited = {source for name in individuals() for source in values(name, "dcterms:source")}
    for name in of_kind("source"):
        assert (
            values(name, "foaf:page")
            or values(name, "skos:note")
            or re.search(r"[Ss]tatement|Communiqué", value(name, "rdfs:label"))
        )
        assert DCR + name in cited, name


BY_DATE = (
    *("admm-plus", "african-union", "asean", "aukus", "csto", "eu", "five-eyes", "g7", "gcc", "nato", "nordefco"),
    *("joint-expeditionary-force", "osce", "quad", "sco", "un", "un-security-council"),
)


@pytest.mark.parametrize("body", BY_DATE)
def test_every_member_of_an_organization_that_is_asked_for_by_date_says_since_when(body: str) -> None:
    found = [name for name in of_kind("membership") if value(name, "dco:membershipIn") == f"{DCR}org/{body}"]
    assert found
    assert [name for name in found if not values(name, "dco:sinceYear")] == []


def test_an_outside_identifier_stands_for_one_individual() -> None:
    same = [(name, other) for name in individuals() for other in values(name, "schema:sameAs")]
    assert ("state/JPN", "http://www.wikidata.org/entity/Q17") in same
    assert len({other for _, other in same}) == len(same) == len({name for name, _ in same})
    assert all(re.fullmatch("http://www.wikidata.org/entity/Q[0-9]+", other) for _, other in same)
