"""The reference pages, the release and the patterns: whole, true to the ontology, and the same in every run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.documenting import overview
from kg.documenting.__main__ import main
from kg.documenting.patterns import Pattern, load_patterns
from kg.documenting.reference import PAGES, render_reference, write_reference
from kg.documenting.release import merge, release_text
from kg.errors import ExportError, OntologyError
from kg.knowledge.turtle import load_turtle
from kg.names import DCL, DCO, DCR, PREFIXES
from kg.query.catalogue import catalogue
from kg.reasoning.shacl import validate
from kg.resources import ontology_dir

ROOT = Path(__file__).parents[2]
PATTERNS = ROOT / "docs" / "patterns"
AXE = ROOT / "tests" / "page" / "vendor" / "axe.min.js"
OA = PREFIXES["oa"]
LIMIT = 2_200_000


@lru_cache
def site() -> dict[str, str]:
    return render_reference(PATTERNS)


@lru_cache
def patterns() -> tuple[Pattern, ...]:
    return tuple(load_patterns(PATTERNS))


@lru_cache
def examples() -> Graph:
    whole = Graph()
    for path in sorted(PATTERNS.glob("*.ttl")):
        whole.parse(path, format="turtle")
    return whole


class Links(HTMLParser):
    """The anchors of a page, what it links, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a":
            self.targets.append(values.get("href") or "")
        elif tag in ("link", "script", "img", "iframe"):
            self.fetched.append(values.get("href") or values.get("src") or "")


@lru_cache
def links(page: str) -> Links:
    return Links(site()[page])


# --- Patterns


@pytest.mark.parametrize("path", sorted(PATTERNS.glob("*.ttl")), ids=lambda path: path.stem)
def test_example_is_valid_against_the_shapes(path: Path) -> None:
    assert [str(violation) for violation in validate(Graph().parse(path, format="turtle"))] == []


def test_every_node_of_a_class_with_a_shape_is_really_checked() -> None:
    """A speech act without its evidence must fail, else validity says nothing."""
    graph = Graph().parse(PATTERNS / "speech-act.ttl", format="turtle")
    graph.remove((None, URIRef(DCO + "evidence"), None))
    assert {violation.path for violation in validate(graph)} == {DCO + "evidence"}


def test_examples_use_declared_terms_only() -> None:
    known = load_turtle()
    used = {str(node) for triple in examples() for node in triple if str(node).startswith(DCO)}
    assert sorted(term for term in used if not known.values(term, "rdfs:isDefinedBy")) == []


def test_evidence_of_the_examples_quotes_the_invented_statement() -> None:
    graph = examples()
    (text,) = graph.objects(None, URIRef(DCO + "text"))
    quoted = 0
    for passage in graph.subjects(RDF.type, URIRef(DCO + "Evidence")):
        start, end = (
            int(str(graph.value(URIRef(f"{passage}/position"), URIRef(OA + name)))) for name in ("start", "end")
        )
        assert str(text)[start:end] == str(graph.value(URIRef(f"{passage}/quote"), URIRef(OA + "exact")))
        quoted += 1
    assert quoted


def test_offsets_in_the_names_of_nodes_cover_their_words() -> None:
    graph = examples()
    (text,) = map(str, graph.objects(None, URIRef(DCO + "text")))
    for predicate in ("trigger", "surfaceText"):
        pairs = list(graph.subject_objects(URIRef(DCO + predicate)))
        assert pairs
        for node, words in pairs:
            start, end = map(int, str(node).rpartition("/")[2].split("-"))
            assert text[start:end] == str(words), node


def test_names_of_individuals_that_the_examples_borrow_exist() -> None:
    known = load_turtle("reference", "concepts")
    borrowed = {
        str(node) for triple in examples() for node in triple if re.search(r"/id/state/|/concept/\w+/", str(node))
    }
    assert borrowed
    assert sorted(node for node in borrowed if not known.value(node, "skos:prefLabel")) == []


def test_every_pattern_says_problem_and_solution_and_draws_something() -> None:
    assert len(patterns()) >= 12
    for pattern in patterns():
        assert pattern.title and pattern.problem and pattern.solution, pattern.name
        assert len(pattern.boxes) >= 2 and pattern.edges, pattern.name


def test_pattern_without_a_problem_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("#+ title: X\n#+ draw: p\n<urn:a> <urn:p> <urn:b> .\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="problem"):
        load_patterns(tmp_path)


def test_overview_shows_classes_and_properties_of_the_ontology() -> None:
    known = load_turtle("modules")
    for name in overview.CLASSES.values():
        assert PREFIXES["owl"] + "Class" in known.values(DCO + name, "rdf:type"), name
    for source, label, target in overview.LINKS:
        assert known.value(DCO + label, "skos:definition"), label
        for name, end in ((source, "rdfs:domain"), (target, "rdfs:range")):
            for wanted in known.values(DCO + label, end):
                lines = {*known.superclasses(DCO + name), *known.subclasses(DCO + name)}
                assert wanted in lines, (source, label, target)


# --- Release


def test_release_holds_every_term_and_concept_and_one_header() -> None:
    graph = Graph().parse(data=release_text(), format="turtle")
    known = load_turtle()
    terms = {iri for iri in known.subjects() if known.values(iri, "rdfs:isDefinedBy")}
    assert {str(node) for node in graph.subjects(RDFS.isDefinedBy, None)} == terms
    ours = set(load_turtle("concepts").instances("skos:Concept"))
    assert ours <= {str(node) for node in graph.subjects(RDF.type, SKOS.Concept)}
    assert [str(node) for node in graph.subjects(RDF.type, OWL.Ontology)] == [DCO.rstrip("#")]


def test_release_holds_no_word_of_the_lexicon_and_no_individual() -> None:
    subjects = {str(node) for node in merge().subjects() if isinstance(node, URIRef)}
    assert not [node for node in subjects if node.startswith((DCL, DCR))]


def test_release_keeps_the_axioms_with_lists() -> None:
    graph = Graph().parse(data=release_text(), format="turtle")
    union = graph.value(URIRef(DCO + "Affiliation"), OWL.disjointUnionOf)
    assert union is not None
    members = rdflib.collection.Collection(graph, union)
    assert {str(member) for member in members} == {DCO + name for name in ("Tenure", "Membership", "Partnership")}


def test_release_is_the_same_under_another_hash_seed() -> None:
    code = (
        "from kg.documenting.release import release_text; import sys; sys.stdout.buffer.write(release_text().encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "77"}
    )
    assert done.stdout.decode() == release_text()


def test_release_command_writes_the_file(tmp_path: Path) -> None:
    target = tmp_path / "new" / "ontology.ttl"
    assert CliRunner().invoke(main, ["release", "-o", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == release_text()


# --- Pages


def test_pages_are_the_same_in_every_run_and_small() -> None:
    assert render_reference(PATTERNS) == site()
    assert sum(len(text.encode()) for text in site().values()) < LIMIT


@pytest.mark.parametrize("page", [file for file, _ in PAGES])
def test_page_fetches_nothing_but_its_style_sheet(page: str) -> None:
    assert links(page).fetched == ["style.css"]
    assert "@import" not in site()["style.css"] and "url(" not in site()["style.css"]


@pytest.mark.parametrize("page", [file for file, _ in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    broken = []
    for target in links(page).targets:
        file, _, anchor = target.partition("#")
        if target.startswith("http"):
            continue
        there = file or page
        if there not in site() or (anchor and anchor not in links(there).ids):
            broken.append(target)
    assert sorted(set(broken)) == []


@pytest.mark.parametrize("page", [file for file, _ in PAGES])
def test_no_two_anchors_of_a_page_are_the_same(page: str) -> None:
    ids = links(page).ids
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_every_class_property_and_concept_has_its_place_and_its_definition() -> None:
    known = load_turtle()
    pages = {"classes.html": "Class", "properties.html": "Property"}
    for page, kind in pages.items():
        own = [iri for iri in known.subjects() if iri.startswith(DCO) and is_kind(iri, kind)]
        assert len(own) > 50
        assert sorted({iri.removeprefix(DCO) for iri in own} - set(links(page).ids)) == []
    for iri in known.instances("skos:Concept"):
        assert iri.partition("/concept/")[2].replace("/", "-", 1) in links("concepts.html").ids, iri


def is_kind(iri: str, kind: str) -> bool:
    return any(
        name.startswith(PREFIXES["owl"]) and name.endswith(kind) for name in load_turtle().values(iri, "rdf:type")
    )


def test_every_shape_rule_mapping_and_question_is_shown() -> None:
    for path in (ontology_dir() / "rules").glob("*.rq"):
        assert path.stem in links("rules.html").ids
    for path in (ontology_dir() / "alignments").glob("*.ttl"):
        assert path.stem == "vocabulary" or path.stem in links("mappings.html").ids
    asked = {query.question: query.name for query in catalogue().values() if query.question}
    assert set(range(1, 26)) <= set(asked)
    assert set(asked.values()) <= set(links("questions.html").ids)
    shapes = load_turtle("shapes")
    for iri in shapes.instances("sh:NodeShape"):
        assert not shapes.values(iri, "sh:targetClass") or iri.rpartition("/")[2] in links("shapes.html").ids


def test_text_of_the_ontology_is_escaped() -> None:
    assert "<script" not in "".join(text for name, text in site().items() if name.endswith(".html"))
    assert "&lt;https://w3id.org/" in site()["patterns.html"]


def test_reference_command_writes_the_pages(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["reference", "-o", str(tmp_path / "out"), "--patterns", str(PATTERNS)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(site())


def test_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="file"):
        write_reference(tmp_path / "file" / "out", PATTERNS)


# --- In a browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reference")
    for name, text in site().items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.mark.browser
@pytest.mark.parametrize("page", [file for file, _ in PAGES if file not in ("concepts.html", "properties.html")])
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_page_fits_its_width_asks_for_nothing_and_is_accessible(
    chromium: Any, folder: Path, page: str, theme: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((folder / page).as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    assert {url.rpartition("/")[2] for url in asked} == {page, "style.css"}
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    context.close()
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
