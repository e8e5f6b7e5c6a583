"""One statement in five formats: the same text, acts, speakers and topics, and offsets that hold in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import build
from kg.errors import SourceError
from kg.extraction.assembly import extract
from kg.reading import Source, confinement, find_sources, read_source
from kg.record import Record
from kg.store import GraphStore
from tests.reading.samples import STATEMENT, write_all

FORMATS = ("markdown", "modern page", "table page", "div page", "archived page", "pdf", "pdf in columns", "docx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="module")
def sources(folder: Path) -> dict[str, Source]:
    return {name: read_source(path) for name, path in write_all(folder).items()}


@pytest.fixture(scope="module")
def records(sources: dict[str, Source]) -> dict[str, Record]:
    return {name: extract(source) for name, source in sources.items()}


@pytest.mark.parametrize("name", ["text", *FORMATS])
def test_every_format_gives_the_statement_and_nothing_else(sources: dict[str, Source], name: str) -> None:
    assert sources[name].text.strip().split("\n\n") == list(STATEMENT)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_acts_speakers_and_topics(records: dict[str, Record], name: str) -> None:
    expected, found = (
        [
            (a.trigger, a.type, a.strength, a.speakers, a.onBehalfOf, a.topics, a.targets, a.areas, a.factuality)
            for a in records[key].acts
        ]
        for key in ("text", name)
    )
    assert len(expected) == 11
    assert found == expected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_document_with_the_same_names(records: dict[str, Record], name: str) -> None:
    expected, found = records["text"], records[name]
    assert found.document.id == expected.document.id
    assert found.document.parties == expected.document.parties
    assert [(m.text, m.type, m.iri) for m in found.mentions] == [(m.text, m.type, m.iri) for m in expected.mentions]
    assert found.issues == expected.issues == ()


@pytest.mark.parametrize("name", ["text", *FORMATS])
def test_offsets_hold_in_every_format(records: dict[str, Record], name: str) -> None:
    record = records[name]
    assert all(record.text[m.start : m.end] == m.text for m in record.mentions)
    assert all(record.text[a.start : a.end] == a.trigger for a in record.acts)


@pytest.mark.parametrize("name", [name for name in FORMATS if "p" in name])
def test_every_part_of_a_page_knows_where_it_stood(records: dict[str, Record], name: str) -> None:
    parts = records[name].parts
    if "pdf" in name:
        assert {part.page for part in parts} >= {1}
        assert all(part.page and part.element is None for part in parts)
    elif "page" in name:
        assert all(part.element and part.element.startswith("/html[1]/body[1]/") for part in parts)


def test_the_place_of_a_passage_reaches_the_graph(folder: Path, sources: dict[str, Source], tmp_path: Path) -> None:
    ask = "SELECT ?place {{ ?part a dco:Sentence ; {} ?place }}"
    prefix = "PREFIX dco: <https://w3id.org/defcoop/ontology#> "
    for name, predicate in (("pdf", "dco:page"), ("modern", "dco:elementPath")):
        with GraphStore.open(tmp_path / name, "write") as store:
            report = build(store, [str(folder / name)])
            assert (report.documents, report.failures, report.violations) == (1, (), ())
            found = list(store.query(prefix + ask.format(predicate)))
        assert len(found) == sum(text.count(". ") for text in STATEMENT[2:])


def test_a_folder_of_all_formats_is_found(folder: Path) -> None:
    (folder / "modern" / "visit_files").mkdir()
    (folder / "modern" / "visit_files" / "frame.html").write_text("<p>What a browser saves beside a page.")
    suffixes = sorted(path.suffix for path in find_sources([str(folder)]))
    assert suffixes == sorted([".txt", ".md", ".html", ".html", ".htm", ".mhtml", ".pdf", ".pdf", ".docx"])


def test_a_file_that_takes_too_long_ends_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confinement, "SECONDS", 3)
    (tmp_path / "a.html").write_text("<!--" * 1_000_000)
    with pytest.raises(SourceError, match=r"a\.html: reading it takes over 3 seconds") as caught:
        read_source(tmp_path / "a.html")
    assert "\n" not in str(caught.value)
