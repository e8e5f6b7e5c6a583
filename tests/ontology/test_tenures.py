"""Who held which post when: the reference data against itself, and against facts that everyone can look up."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pytest

from kg.knowledge.naming import load_naming
from kg.knowledge.tenures import Tenure, load_tenures, name_key
from kg.names import DCR

KNOWN = load_naming().knowledge
TENURES = sorted(
    (t for held in load_tenures().by_person.values() for t in held), key=lambda t: (t.post, t.begin, t.end)
)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _holder(post: str, day: str) -> list[str]:
    held = [tenure for tenure in TENURES if tenure.post == f"{DCR}post/{post}" and tenure.holds_on(day)]
    return [tenure.person.removeprefix(DCR + "person/") for tenure in held]


def test_there_are_as_many_tenures_as_the_list_needs() -> None:
    assert len(TENURES) > 500


def test_a_tenure_begins_no_later_than_it_ends() -> None:
    assert [t for t in TENURES if t.begin > t.end] == []


def test_a_day_never_stands_without_its_year() -> None:
    for iri in KNOWN.instances("dco:Tenure"):
        for end in ("since", "until"):
            for day in KNOWN.values(iri, f"dco:{end}Date"):
                assert DAY.fullmatch(day)
                assert KNOWN.value(iri, f"dco:{end}Year") == day[:4], iri


def test_every_tenure_names_a_listed_person_and_post_and_is_called_by_them() -> None:
    for iri in KNOWN.instances("dco:Tenure"):
        person, post = KNOWN.value(iri, "dco:tenureOf") or "", KNOWN.value(iri, "dco:tenurePost") or ""
        assert DCR + "person/" in person
        assert KNOWN.value(person, "skos:prefLabel")
        assert KNOWN.value(post, "skos:prefLabel")
        slug = f"{person.rpartition('/')[2]}/{post.removeprefix(DCR + 'post/').replace('/', '-')}"
        assert iri == f"{DCR}tenure/{slug}-{KNOWN.value(iri, 'dco:sinceYear')}"


def test_every_post_belongs_to_a_state_or_organization_and_has_a_role_noun() -> None:
    for tenure in TENURES:
        assert KNOWN.value(tenure.agent, "rdf:type") in {
            "https://w3id.org/defcoop/ontology#State",
            "https://w3id.org/defcoop/ontology#InternationalOrganization",
        }, tenure
        assert tenure.role, tenure
        code = tenure.post.removeprefix(DCR + "post/").split("/")[0]
        assert tenure.agent.rpartition("/")[2] == code


def test_one_person_at_a_time_holds_a_post() -> None:
    """Where both days are known; the day on which a post passes on belongs to both."""
    posts: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tenure in TENURES:
        posts[tenure.post].append(tenure)
    for held in posts.values():
        for earlier, later in pairwise(held):
            in_years = earlier.end.endswith("12-31") or later.begin.endswith("01-01")
            met = earlier.end[:4] <= later.begin[:4] if in_years else earlier.end <= later.begin
            assert met, f"{earlier} {later}"


def test_no_two_persons_share_a_full_name() -> None:
    shared = {key: held for key, held in load_tenures().full_names.items() if len(held) > 1}
    assert shared == {"georgebush": (f"{DCR}person/george-h-w-bush", f"{DCR}person/george-w-bush")}


def test_persons_are_called_by_a_part_of_one_of_their_names() -> None:
    for person in load_tenures().by_person:
        labels = (*KNOWN.values(person, "skos:prefLabel"), *KNOWN.values(person, "skos:altLabel"))
        titles = KNOWN.values(person, "dco:titleName")
        assert titles, person
        keys = [name_key(label) for label in labels]
        assert any(name_key(title) in key for title in titles for key in keys), person


@pytest.mark.parametrize(
    ("post", "day", "person"),
    [
        ("USA/president", "1962-10-22", "john-kennedy"),
        ("USA/president", "2001-09-11", "george-w-bush"),
        ("USA/president", "2023-08-18", "joe-biden"),
        ("USA/president", "2025-02-07", "donald-trump"),
        ("USA/secretary-of-defence", "2022-06-01", "lloyd-austin"),
        ("USA/secretary-of-state", "2010-05-05", "hillary-clinton"),
        ("USA/national-security-advisor", "2021-04-02", "jake-sullivan"),
        ("JPN/prime-minister", "1951-09-08", "shigeru-yoshida"),
        ("JPN/prime-minister", "2015-04-29", "shinzo-abe"),
        ("JPN/prime-minister", "2023-08-18", "fumio-kishida"),
        ("JPN/minister-of-defence", "2020-01-01", "taro-kono"),
        ("JPN/minister-of-foreign-affairs", "2014-01-01", "fumio-kishida"),
        ("KOR/president", "2018-04-27", "moon-jae-in"),
        ("GBR/prime-minister", "1982-05-01", "margaret-thatcher"),
        ("GBR/prime-minister", "2022-10-01", "liz-truss"),
        ("DEU/chancellor", "1990-10-03", "helmut-kohl"),
        ("FRA/president", "2003-03-20", "jacques-chirac"),
        ("AUS/prime-minister", "2021-09-15", "scott-morrison"),
        ("NOR/prime-minister", "2011-07-22", "jens-stoltenberg"),
        ("nato/secretary-general", "2022-02-24", "jens-stoltenberg"),
        ("un/secretary-general", "2003-03-20", "kofi-annan"),
        ("eu/high-representative", "2015-07-14", "federica-mogherini"),
        ("FIN/president", "2023-04-04", "sauli-niinisto"),
        ("PHL/president", "2023-05-01", "ferdinand-marcos"),
    ],
)
def test_post_was_held_by(post: str, day: str, person: str) -> None:
    assert _holder(post, day) == [person]


def test_the_day_on_which_a_post_passes_on_has_two_holders() -> None:
    assert _holder("USA/president", "2021-01-20") == ["donald-trump", "joe-biden"]
