from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

import kg
from kg.errors import ExportError, QueryError
from kg.mapping import map_record
from kg.names import DCC, DCR
from kg.page import Finding, PageData, page_data, render_page, write_page
from kg.page.gathering import Query
from kg.page.layout import place_nodes
from kg.page.vocabulary import KINDS, RELATIONS, ROLES
from kg.resources import ontology_dir
from tests.page.samples import hostile_data
from tests.sample_record import AUSTRALIA, BIANCHI, GULF, ITALY, KOREA, MISSILES, NATO, TEXT, sample_record


def finding(data: PageData, label: str) -> Finding:
    return next(found for found in data.findings if found.label.startswith(label))


def unpack(page: str) -> dict[str, object]:
    packed = page.split('type="application/octet-stream">')[1].split("<")[0]
    unpacked: dict[str, object] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return unpacked


def test_every_act_activity_commitment_and_fact_is_shown(data: PageData) -> None:
    record = sample_record()
    counts = {kind: sum(found.kind == kind for found in data.findings) for kind in ("act", "activity", "commitment")}
    assert counts == {
        "act": len(record.acts),
        "activity": len(record.activities),
        "commitment": len(record.commitments),
    }
    assert sum(found.kind == "fact" for found in data.findings) == len(record.facts)


def test_a_finding_keeps_its_sentence_trigger_and_roles(data: PageData) -> None:
    condemned = finding(data, "condemned")
    assert TEXT[condemned.start : condemned.end].startswith("The Ministers strongly condemned North Korea")
    assert condemned.trigger is not None
    assert TEXT[slice(*condemned.trigger)] == "condemned"
    assert (condemned.type, condemned.strength, condemned.intensifiers) == ("condemn", 5, ("strongly",))
    assert condemned.roles["target"] == (KOREA,)
    assert condemned.roles["onBehalfOf"] == (AUSTRALIA, ITALY)


def test_how_far_an_instrument_has_come_is_told_of_it_and_is_no_node() -> None:
    title = "Joint Statement of Norway and Chile\n\n12 May 2021\n\n"
    text = f"{title}Norway and Chile noted that the Treaty on Patrols is in force."
    store = Store()
    store.extend(map_record(kg.extract(text)))
    for path in sorted((ontology_dir() / "concepts").glob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    shown = page_data(lambda asked: store.query(asked, use_default_graph_as_union=True))  # type: ignore[arg-type,return-value]
    (status,) = [found for found in shown.findings if found.concept.endswith("#instrumentStatus")]
    assert (status.words, status.quality) == ("in force", DCC + "instrument-status/in-force")
    assert status.roles["subject"] and "object" not in status.roles
    assert not [node for node in shown.nodes if "/instrument-status/" in node.id]


def test_states_are_linked_to_issues_through_their_acts(data: PageData) -> None:
    condemned = finding(data, "condemned")
    ends = {(edge.source, edge.target) for edge in data.edges if edge.finding == condemned.id}
    assert {(ITALY, KOREA), (AUSTRALIA, KOREA), (ITALY, MISSILES), (AUSTRALIA, MISSILES)} <= ends


def test_a_condemnation_is_a_critical_link(data: PageData) -> None:
    assert finding(data, "condemned").relation == "critical"


def test_a_place_is_linked_to_the_activity_there(data: PageData) -> None:
    exercise = next(found for found in data.findings if found.kind == "activity" and found.label == "naval exercise")
    assert (exercise.id, GULF) in {(edge.source, edge.target) for edge in data.edges}


def test_kinds_follow_the_classes_of_the_ontology(data: PageData) -> None:
    kinds = {node.id: node.kind for node in data.nodes}
    assert [kinds[iri] for iri in (ITALY, BIANCHI, NATO, GULF, MISSILES)] == [
        "state",
        "person",
        "organization",
        "place",
        "issue",
    ]


def test_a_long_name_has_a_short_one_for_the_network(data: PageData) -> None:
    nato = next(node for node in data.nodes if node.id == NATO)
    assert (nato.short, "Treaty" in nato.label) == ("NATO", True)


def test_passages_that_were_not_understood_are_no_nodes(data: PageData) -> None:
    assert not [node for node in data.nodes if "/issue/2021" in node.id]


def test_every_reference_of_the_data_resolves(data: PageData) -> None:
    nodes, findings = {node.id for node in data.nodes}, {found.id for found in data.findings}
    statements = {statement.id: statement for statement in data.statements}
    assert {end for edge in data.edges for end in (edge.source, edge.target)} <= nodes
    assert {edge.finding for edge in data.edges} <= findings | {None}
    assert {iri for found in data.findings for ids in found.roles.values() for iri in ids} <= nodes
    assert {role for found in data.findings for role in found.roles} <= set(ROLES)
    assert {edge.relation for edge in data.edges} <= set(RELATIONS)
    assert {node.kind for node in data.nodes} <= set(KINDS)
    for found in data.findings:
        assert 0 <= found.start < found.end <= len(statements[found.statement].text)


def test_the_same_graph_gives_the_same_bytes(query: Query, tmp_path: Path) -> None:
    write_page(query, tmp_path / "a.html")
    write_page(query, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_focus_keeps_only_what_is_within_two_links(query: Query, data: PageData) -> None:
    near = page_data(query, focus=f"{DCR}place/rome")
    assert {node.id for node in near.nodes} < {node.id for node in data.nodes}
    assert BIANCHI in {node.id for node in near.nodes}
    assert MISSILES not in {node.id for node in near.nodes}


def test_an_unknown_focus_is_an_error_that_names_it(query: Query, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="urn:nobody"):
        write_page(query, tmp_path / "page.html", focus="urn:nobody")
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_page(query: Query, tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.mkdir()
    with pytest.raises(ExportError, match="taken"):
        write_page(query, place)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_no_text_of_the_data_is_markup(data: PageData) -> None:
    page = render_page(hostile_data(), title="</title><script>alert(1)</script>")
    assert "onerror" not in page
    assert "<script>alert" not in page
    assert page.count("</script>") == 3


def test_offsets_count_utf16_units_in_the_page(data: PageData) -> None:
    statement = replace(data.statements[0], text="😀" + data.statements[0].text, parts=())
    moved = replace(finding(data, "condemned"), start=1, end=6, trigger=None)
    packed = unpack(render_page(replace(data, statements=(statement,), edges=(), findings=(moved,))))
    assert packed["findings"]["span"] == [[2, 7]]  # type: ignore[index]


def test_boxes_do_not_overlap() -> None:
    count = 60
    boxes = [(90.0, 40.0)] * count
    places = place_nodes(
        [(0, i, 1.0) for i in range(1, count)], [0] + [1 + i % 4 for i in range(1, count)], boxes, range(count)
    ).positions
    pairs = [(a, b) for i, a in enumerate(places) for b in places[:i]]
    assert not [(a, b) for a, b in pairs if abs(a[0] - b[0]) < 86 and abs(a[1] - b[1]) < 37]


def test_the_page_asks_for_nothing_by_its_policy() -> None:
    page = render_page(PageData())
    assert "default-src 'none'; script-src 'sha256-" in page
    assert "unsafe" not in page.split("<style>")[0]
