"""A review lists what a person can settle, most frequent first; what a person decided is honoured by the next build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.decisions import Decisions, Sameness, apply_decisions, read_decisions
from kg.errors import SourceError
from kg.graph import KnowledgeGraph
from kg.knowledge.turtle import parse_turtle
from kg.names import DCR
from kg.reviewing import Item, render_text

OPENING = """Joint Statement of the Ministers of Defence of {first} and {second}

{place}, {day}

1. Minister of Defence of {first} {one} and Minister of Defence of {second} {other} met in {place} on
   {day}.
2. {rest}
"""


def statement(one: str, other: str, rest: str = "The Ministers condemned piracy.", **words: str) -> str:
    known = {"first": "Norway", "second": "Portugal", "place": "Oslo", "day": "3 May 2022"} | words
    return OPENING.format(one=one, other=other, rest=rest, **known)


OSLO = statement("Kari Nordmann", "João Pereira")
LISBON = """Press release

Lisbon, 4 June 2023

1. Minister of Defence of Portugal João Pereira and Secretary of State Ana Costa received Minister Nordmann in Lisbon.
2. Minister Nordmann thanked Portugal for its support.
"""


Build = Callable[..., KnowledgeGraph]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the ontology and the reference data alone: copied, it saves each test their loading."""
    folder = tmp_path_factory.mktemp("base")
    path = folder / "oslo.txt"
    path.write_text(OSLO, encoding="utf-8")
    graph = kg.open(folder / "store")
    graph.build(path)
    graph.remove(str(path))
    return folder / "store"


@pytest.fixture
def build(tmp_path: Path, base: Path) -> Build:
    """Write statements into files and build a store of them."""
    shutil.copytree(base, tmp_path / "store")

    def make(**texts: str) -> KnowledgeGraph:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        graph = kg.open(tmp_path / "store")
        report = graph.build(tmp_path)
        assert not report.failures and not report.violations
        return graph

    return make


def decide(folder: Path, text: str) -> Path:
    path = folder / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def of_kind(graph: KnowledgeGraph, kind: str) -> list[Item]:
    return [item for item in graph.review() if item.kind == kind]


def introduced(text: str) -> set[str]:
    """Return the persons of one statement; across statements a person is one where the IRI is."""
    iris = (entity.iri for entity in kg.extract(text).entities)
    return {iri.removeprefix(DCR + "person/") for iri in iris if iri.startswith(DCR + "person/")}


def persons(graph: KnowledgeGraph) -> set[str]:
    return {
        row["p"].removeprefix(DCR + "person/")
        for row in graph.query("SELECT DISTINCT ?p WHERE { ?part dco:mentions ?p . ?p a dco:Person }")
    }


def test_an_unknown_verb_comes_with_a_frame_to_fill_in(build: Build, tmp_path: Path) -> None:
    rest = "The Ministers blorbed that piracy is a threat. The Ministers blorbed that trade is free."
    graph = build(oslo=statement("Kari Nordmann", "João Pereira", rest))
    (item,) = of_kind(graph, "unknown-verb")
    assert (item.words, item.count, item.to) == ("blorb", 2, "ontology/lexicon/verbs.ttl")
    assert "piracy is a threat" in item.examples[0].sentence and item.examples[0].source == "oslo.txt"
    stub = tmp_path / "verbs.ttl"
    prefixes = (Path(__file__).resolve().parents[2] / item.to).read_text(encoding="utf-8").partition("\n\n")[0]
    stub.write_text(f"{prefixes}\n{item.add.replace('…', 'state')}\n", encoding="utf-8")
    assert ("https://w3id.org/defcoop/lexicon/verb/blorb", "https://w3id.org/defcoop/ontology#lemma", "blorb") in set(
        parse_turtle(stub)
    )


def test_the_most_frequent_comes_first_and_what_needs_nothing_last(build: Build) -> None:
    rest = "The Ministers blorbed that piracy is a threat. They flumped that it goes on. They flumped that it ends."
    graph = build(oslo=statement("Kari Nordmann", "João Pereira", rest))
    found = [(not item.add, -item.count) for item in graph.review()]
    assert found == sorted(found) and [item.words for item in of_kind(graph, "unknown-verb")] == ["flump", "blorb"]


def test_an_ignored_issue_is_gone_from_the_review_and_after_a_build_from_the_graph(
    build: Build, tmp_path: Path
) -> None:
    rest = "The Ministers blorbed that piracy is a threat. The Ministers flumped that trade is free."
    graph = build(oslo=statement("Kari Nordmann", "João Pereira", rest))
    decide(tmp_path, '[[ignore]]\ncode = "unknown-verb"\ntext = "blorbed"\n')
    assert [item.words for item in of_kind(graph, "unknown-verb")] == ["flump"]
    assert graph.build(tmp_path).documents == 1
    assert [
        row["q"]
        for row in graph.query("SELECT ?q { ?i a dco:ExtractionIssue ; dco:evidence/oa:hasSelector/oa:exact ?q }")
    ] == ["flumped"]


def test_undated_statements_are_told_where_to_write_the_date(build: Build, tmp_path: Path) -> None:
    text = (
        OSLO.replace("Oslo, 3 May 2022\n\n", "").replace(" on\n   3 May 2022", "")
        + "3. They will meet again next year.\n"
    )
    graph = build(oslo=text)
    (item,) = of_kind(graph, "date-without-anchor")
    assert item.to == str(tmp_path / "oslo.meta.toml")
    Path(item.to).write_text(item.add.replace("YYYY-MM-DD", "2022-05-03"), encoding="utf-8")
    graph.build(tmp_path)
    assert of_kind(graph, "date-without-anchor") == []


def test_a_surname_alone_is_suggested_to_be_the_person_with_the_full_name(build: Build) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON)
    assert {"kari-nordmann", "nordmann"} <= persons(graph)
    (item,) = of_kind(graph, "same-person")
    assert item.words == "Kari Nordmann / Nordmann" and item.count == 2
    assert 'iris = ["dcr:person/kari-nordmann", "dcr:person/nordmann"]' in item.add


def test_the_suggested_decision_merges_and_keeps_every_span(build: Build, tmp_path: Path) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON)
    spans = "SELECT ?d ?s ?w { ?e oa:hasSource ?d ; oa:hasSelector ?p , ?q . ?p oa:start ?s . ?q oa:exact ?w }"
    before = sorted(map(str, graph.query(spans)))
    (item,) = of_kind(graph, "same-person")
    decide(tmp_path, item.add)
    report = graph.build(tmp_path)
    assert (report.documents, report.unchanged) == (2, 0)
    assert "nordmann" not in persons(graph) and of_kind(graph, "same-person") == []
    assert sorted(map(str, graph.query(spans))) == before
    assert graph.check().ok


def test_a_decision_rebuilds_only_the_statements_it_touches(build: Build, tmp_path: Path) -> None:
    third = statement("Ines Moreau", "Paul Weber", first="France", second="Germany", place="Paris")
    graph = build(oslo=OSLO, lisbon=LISBON, paris=third)
    decide(tmp_path, '[[same]]\niris = ["dcr:person/kari-nordmann", "dcr:person/nordmann"]\n')
    report = graph.build(tmp_path)
    assert (report.documents, report.unchanged) == (2, 1)
    assert graph.build(tmp_path).documents == 0
    (tmp_path / "decisions.toml").unlink()
    assert graph.build(tmp_path).documents == 2 and "nordmann" in persons(graph)


def test_different_silences_the_suggestion_and_changes_no_quad(build: Build, tmp_path: Path) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON)
    (item,) = of_kind(graph, "same-person")
    decide(tmp_path, item.silence)
    assert graph.build(tmp_path).documents == 0
    assert of_kind(graph, "same-person") == []


def test_one_name_of_two_states_is_a_homonym_and_can_be_told_apart(build: Build, tmp_path: Path) -> None:
    texts = {
        "oslo": statement("Maria Berg", "João Pereira"),
        "bern": statement("Maria Berg", "Paul Weber", first="Austria", second="Germany", place="Vienna"),
    }
    graph = build(**texts)
    (item,) = of_kind(graph, "homonym")
    assert item.words == "Maria Berg" and "dcr:state/AUT" in item.why and "dcr:state/NOR" in item.why
    decide(tmp_path, item.add)
    assert graph.build(tmp_path).documents >= 1
    assert {"maria-berg", "maria-berg-aut"} <= persons(graph) and of_kind(graph, "homonym") == []


def test_one_person_of_two_states_is_silenced_by_saying_so(build: Build, tmp_path: Path) -> None:
    graph = build(
        oslo=statement("Maria Berg", "João Pereira"),
        bern=statement("Maria Berg", "Paul Weber", first="Austria", second="Germany", place="Vienna"),
    )
    decide(tmp_path, of_kind(graph, "homonym")[0].silence)
    assert of_kind(graph, "homonym") == []


def test_ministers_of_other_states_with_the_same_surname_are_not_suggested(build: Build) -> None:
    graph = build(
        oslo=statement("Maria Berg", "João Pereira"),
        bern=statement("Berg", "Paul Weber", first="Austria", second="Germany", place="Vienna"),
    )
    assert of_kind(graph, "same-person") == []


@pytest.mark.parametrize(
    "name",
    ["HOSHIKAWA Itsuki", "Itsuki Hoshikawa", "Itsuki HOSHIKAWA", "Mr. Itsuki Hoshikawa", "H.E. Itsuki Hoshikawa"],
)
def test_a_name_merges_across_statements_however_it_is_written(name: str) -> None:
    written = statement(name, "João Pereira", first="Japan")
    assert introduced(written) == {"itsuki-hoshikawa", "joao-pereira"}


def test_a_surname_joins_the_full_name_of_its_own_statement() -> None:
    rest = "Minister Hoshikawa thanked Portugal. Minister HOSHIKAWA praised the crews."
    assert introduced(statement("Itsuki Hoshikawa", "João Pereira", rest, first="Japan")) == {
        "itsuki-hoshikawa",
        "joao-pereira",
    }


def test_a_name_in_the_other_order_is_suggested(build: Build) -> None:
    graph = build(
        tokyo=statement("Itsuki Hoshikawa", "João Pereira", first="Japan"),
        lisbon=statement("Hoshikawa Itsuki", "João Pereira", first="Japan", day="7 June 2023"),
    )
    (item,) = of_kind(graph, "same-person")
    assert item.why == "the same words in another order"


def test_merged_facts_about_oneself_and_doubled_names_go(tmp_path: Path) -> None:
    record = kg.extract(OSLO)
    same = Decisions(same=(Sameness((DCR + "person/kari-nordmann", DCR + "person/joao-pereira")),))
    merged = apply_decisions(record, same, "oslo.txt")
    assert merged.document.participants == (DCR + "person/kari-nordmann",)
    assert [m.text for m in merged.mentions] == [m.text for m in record.mentions]
    (person,) = [entity for entity in merged.entities if entity.iri == DCR + "person/kari-nordmann"]
    assert person.labels == ("Kari Nordmann", "João Pereira")
    assert all(fact.literal or fact.subject != fact.object for fact in merged.facts)


def test_without_decisions_a_record_stays_as_it_is() -> None:
    record = kg.extract(OSLO)
    assert apply_decisions(record, Decisions(), "oslo.txt") == record


def test_merges_follow_one_another_to_the_last_name() -> None:
    a, b, c = (f"{DCR}person/{name}" for name in "abc")
    decisions = Decisions(same=(Sameness((b, a)), Sameness((c, b))))
    assert decisions.canonical("x.txt") == {a: c, b: c}
    assert decisions.touching("this text has a in it", "x.txt").same == decisions.same


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[same]]\niris = []\n", "no iris"),
        ('[[same]]\niri = ["dcr:person/a"]\n', "unknown key 'iri'"),
        ('[[sames]]\niris = ["dcr:person/a"]\n', "unknown entry 'sames'"),
        ('[[same]]\niris = ["Kari"]\n', "no individual"),
        ('[[different]]\niris = ["dcr:person/a"]\n', "one individual alone"),
        ('[[ignore]]\ntext = "x"\n', "no code"),
        ("[[same]\n", "not valid TOML"),
        (
            '[[same]]\niris = ["dcr:person/a", "dcr:person/b"]\n'
            '[[different]]\niris = ["dcr:person/b", "dcr:person/a"]\n',
            "both the same and different",
        ),
    ],
)
def test_a_malformed_decision_is_named(tmp_path: Path, text: str, words: str) -> None:
    path = decide(tmp_path, text)
    with pytest.raises(SourceError, match=r"decisions\.toml") as caught:
        read_decisions(path)
    assert words in str(caught.value)


def test_decisions_can_come_from_a_file_of_any_name(build: Build, tmp_path: Path) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON)
    decide(tmp_path, of_kind(graph, "same-person")[0].add).rename(tmp_path / "mine.toml")
    assert graph.build(tmp_path, decisions=tmp_path / "mine.toml").documents == 2
    assert "nordmann" not in persons(graph)


def test_the_command_prints_what_to_add_and_where(build: Build, tmp_path: Path) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON)
    command = [sys.executable, "-m", "kg.cli.main", "--store", str(graph.path), "review", "--kind", "same-person"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "[[same]]" in done.stdout and str(tmp_path / "decisions.toml") in done.stdout
    assert render_text(of_kind(graph, "same-person")) == done.stdout.rstrip("\n")


def test_two_spellings_of_one_name_are_suggested(build: Build) -> None:
    graph = build(
        oslo=statement("Olha Petrenko", "João Pereira", first="Ukraine"),
        lisbon=statement("Olha Petrenkoo", "João Pereira", first="Ukraine", day="7 June 2023"),
    )
    assert [item.why for item in of_kind(graph, "same-person")] == ["spelt almost alike"]


def test_ministers_with_one_surname_and_one_post_are_suggested(build: Build) -> None:
    graph = build(
        oslo=statement("Kari Nordmann", "João Pereira"),
        lisbon=statement("Torill Nordmann", "João Pereira", day="7 June 2023"),
    )
    assert [item.why for item in of_kind(graph, "same-person")] == ["the same Nordmann, and the same post"]


def test_an_explanation_tells_of_the_merge(build: Build, tmp_path: Path) -> None:
    graph = build(oslo=OSLO, lisbon=LISBON.replace("Nordmann in", "Nordmann of Norway in"))
    decide(tmp_path, of_kind(graph, "same-person")[0].add)
    graph.build(tmp_path)
    person = graph.explain("Kari Nordmann")
    merged = [detail.value for detail in person.details if detail.name == "the same as"]
    assert merged == ["dcr:person/nordmann"]
    row = graph.query("SELECT ?act { ?act dco:trigger 'thanked' }")[0]
    speakers = [detail.value for detail in graph.explain(row["act"]).details if detail.name == "speaker"]
    assert speakers == ["Kari Nordmann"]
