from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import ExportError
from kg.exporting import EXPORT_FORMATS, RDF_FORMATS, SCOPES, export, export_bytes
from kg.files import write_atomically
from kg.graph import KnowledgeGraph
from kg.mapping import map_record
from kg.names import DCL, DCO, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES, document_graph
from kg.store import GraphStore, Source
from tests.sample_record import ITALY, SAMPLE_IRI, sample_record

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DATASETS = ("trig", "nquads", "jsonld")
OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
RDF_1_1 = tuple(name for name in RDF_FORMATS if not name.endswith("12"))
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def label(iri: str, words: str) -> Quad:
    return Quad(NamedNode(iri), LABEL, Literal(words, language="en"))


def fill(store: GraphStore) -> GraphStore:
    store.set_graph(GRAPH_ONTOLOGY, [label(DCO + "State", "state"), label(DCL + "condemn", "condemn")])
    store.set_graph(GRAPH_REFERENCE, [label(ITALY, "Italy"), label(ITALY, 'the "boot" \\ a\n\tb\r 😀')])
    store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
    store.set_graph(GRAPH_INFERENCES, [label(ITALY, "Italy"), label("https://w3id.org/defcoop/id/tie/a", "tie")])
    return store


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return fill(GraphStore.memory())


def network() -> GraphStore:
    """Return a store of two states, two acts of one towards the other that are alike, and a post of it."""
    store = GraphStore.memory()
    state, act, evidence = DCR + "state/", DCR + "act/d/", DCR + "evidence/d/0-5"
    data = f"""@prefix dco: <{DCO}> . @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <{state}B> a dco:State ; rdfs:label "Beta & <co>" . <{state}A> a dco:State ; rdfs:label "Alpha" .
    <{DCR}post/p> dco:postIn <{state}B> .
    <{act}0> dco:onBehalfOf <{state}B> ; dco:target <{state}A> ; dco:actType dco:thank ; dco:strength 3 ;
      dco:factuality "done" ; dco:statedIn <{DCR}document/d> ; dco:evidence <{evidence}> .
    <{act}1> dco:onBehalfOf <{state}B> ; dco:target <{state}A> ; dco:actType dco:thank ; dco:strength 3 ;
      dco:factuality "done" ; dco:statedIn <{DCR}document/d> ; dco:evidence <{evidence}> .
    <{evidence}> oa:hasSelector <{evidence}/q> . <{evidence}/q> oa:exact "“they \\u000B met”\\r\\n]]> <b>" ."""
    store.replace_document(DCR + "document/d", parse(data, format=RdfFormat.TURTLE), Source("d.txt", ""))
    return store


def wanted(store: GraphStore) -> list[Quad]:
    return [quad for quad in store.quads() if not str(quad.subject).startswith(f"<{DCL}")]


@pytest.mark.parametrize("name", RDF_1_1)
def test_the_engines_parser_reads_back_what_was_exported(store: GraphStore, name: str) -> None:
    found = list(parse(export_bytes(store, name), format=OXIGRAPH[name]))
    if name in DATASETS:
        assert sorted(map(str, found)) == sorted(map(str, wanted(store)))
    else:
        assert sorted({str(quad.triple) for quad in found}) == sorted({str(quad.triple) for quad in wanted(store)})
        assert len(found) == len({quad.triple for quad in wanted(store)})


@pytest.mark.filterwarnings(
    "ignore:.*(Dataset|ConjunctiveGraph):DeprecationWarning"
)  # rdflib's parsers use what rdflib has deprecated
@pytest.mark.parametrize("name", RDF_1_1)
def test_rdflib_reads_back_what_was_exported(store: GraphStore, name: str) -> None:
    found: rdflib.Graph | rdflib.Dataset = rdflib.Dataset() if name in DATASETS else rdflib.Graph()
    found.parse(data=export_bytes(store, name).decode(), format=RDFLIB[name])
    graphs = found.graphs() if isinstance(found, rdflib.Dataset) else [found]
    expected = rdflib.Graph()
    for quad in wanted(store):
        expected.parse(data=f"{quad.triple} .", format="nt")
    assert {triple for graph in graphs for triple in graph} == set(expected)


def test_named_graphs_survive_where_the_format_has_them(store: GraphStore) -> None:
    found = parse(export_bytes(store, "trig"), format=RdfFormat.TRIG)
    assert {quad.graph_name for quad in found} == {
        NamedNode(name) for name in (document_graph(SAMPLE_IRI), GRAPH_INFERENCES, GRAPH_REFERENCE, GRAPH_ONTOLOGY)
    }


def test_turtle_keeps_evidence_and_provenance(store: GraphStore) -> None:
    graph = rdflib.Graph().parse(data=export_bytes(store, "turtle").decode(), format="turtle")
    query = f"""PREFIX dco: <{DCO}> PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
    SELECT ?exact {{ ?act dco:trigger "condemned" ; dco:rule ?rule ; prov:wasGeneratedBy/prov:used ?statement ;
      dco:evidence ?e . ?e oa:hasSource ?statement ; oa:hasSelector/oa:exact ?exact }}"""
    assert str(next(iter(graph.query(query)))[0]).startswith("The Ministers strongly condemned")  # type: ignore[index]


@pytest.mark.parametrize("name", ["turtle", "trig"])
def test_prefixes_are_declared_in_one_order(store: GraphStore, name: str) -> None:
    head, _, _ = export_bytes(store, name).decode().partition("\n\n")
    assert head.splitlines() == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]


def test_the_lexicon_is_exported_only_where_asked_for(store: GraphStore) -> None:
    assert DCL.encode() + b"condemn" not in export_bytes(store, "ntriples")
    assert DCL.encode() + b"condemn" in export_bytes(store, "ntriples", scopes=SCOPES)


def test_a_scope_leaves_out_the_other_graphs(store: GraphStore) -> None:
    found = parse(export_bytes(store, "nquads", scopes=("inferences",)), format=RdfFormat.N_QUADS)
    assert {quad.graph_name for quad in found} == {NamedNode(GRAPH_INFERENCES)}


def test_the_bookkeeping_of_the_store_is_not_exported(store: GraphStore) -> None:
    assert b"/manifest" not in export_bytes(store, "nquads", scopes=SCOPES)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
def test_equal_stores_give_equal_bytes_whatever_the_order_of_writing(name: str, store: GraphStore) -> None:
    other = GraphStore.memory()
    other.set_graph(GRAPH_INFERENCES, [label("https://w3id.org/defcoop/id/tie/a", "tie"), label(ITALY, "Italy")])
    other.replace_document(SAMPLE_IRI, map_record(sample_record())[::-1], Source("elsewhere.txt", ""))
    fill(other)
    assert export_bytes(store, name) == export_bytes(other, name)


def test_no_hash_seed_shows_in_any_export() -> None:
    code = """
import hashlib
from kg.exporting import EXPORT_FORMATS, export_bytes
from kg.store import GraphStore
from tests.exporting.test_exporting import fill, network
store = fill(GraphStore.memory())
for name in EXPORT_FORMATS:
    print(name, hashlib.sha256(export_bytes(store, name)).hexdigest())
"""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(EXPORT_FORMATS)


def test_rdf_xml_refuses_what_xml_cannot_hold() -> None:
    store = GraphStore.memory()
    store.set_graph(GRAPH_REFERENCE, [label(ITALY, "form\x0cfeed")])
    with pytest.raises(ExportError, match=r"U\+000C.*another format"):
        export_bytes(store, "rdfxml")
    assert "\\f" in export_bytes(store, "turtle").decode()


def test_the_table_of_acts_has_a_row_an_act_with_its_quote(store: GraphStore) -> None:
    rows = list(csv.DictReader(io.StringIO(export_bytes(store, "csv").decode())))
    assert [row["trigger"] for row in rows] == ["welcomed", "condemned", "expressed gratitude", "decided", "hoped"]
    condemned = rows[1]
    assert condemned["targets"] == "dcr:state/PRK"
    assert condemned["on_behalf_of"] == "dcr:state/AUS | dcr:state/ITA"
    assert condemned["quote"].startswith("The Ministers strongly condemned")
    assert int(condemned["end"]) - int(condemned["start"]) == len(condemned["quote"])


def test_no_cell_of_the_table_is_a_formula() -> None:
    store = GraphStore.memory()
    act, evidence = "https://w3id.org/defcoop/id/act/d/0-5", "https://w3id.org/defcoop/id/evidence/d/0-5"
    data = f"""@prefix dco: <{DCO}> . @prefix oa: <http://www.w3.org/ns/oa#> .
    <{act}> a dco:SpeechAct ; dco:statedIn <https://w3id.org/defcoop/id/document/d> ; dco:evidence <{evidence}> .
    <{evidence}> oa:hasSelector <{evidence}/position> , <{evidence}/quote> .
    <{evidence}/position> oa:start 0 ; oa:end 5 . <{evidence}/quote> oa:exact "=1+1;" ."""
    store.replace_document(
        "https://w3id.org/defcoop/id/document/d", parse(data, format=RdfFormat.TURTLE), Source("d.txt", "")
    )
    assert b",'=1+1;," in export_bytes(store, "csv")


def test_networks_are_read_back_by_networkx() -> None:
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        found = read(io.BytesIO(export_bytes(network(), name)))
        assert found.nodes[DCR + "state/B"]["label"] == "Beta & <co>"
        assert found.nodes[DCR + "post/p"] == {"label": "p", "kind": "Thing"}
        edges = sorted(found.edges(data=True), key=lambda edge: edge[2]["kind"])
        assert [data["kind"] for _, _, data in edges] == ["acts-targets", "acts-targets", "organs"]
        assert edges[0][2]["strength"] == 3 and edges[0][2]["quote"] == "“they \ufffd met”\r\n]]> <b>"
        assert "quote" not in edges[2][2]


def test_a_network_has_the_nodes_and_edges_of_the_projection(seed_graph: KnowledgeGraph) -> None:
    expected = seed_graph.network()
    found = nx.read_graphml(io.BytesIO(seed_graph.serialize("graphml")))
    assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))

    def lines(graph: nx.MultiDiGraph) -> list[str]:
        edges = (
            (s, t, {k: str(v) for k, v in data.items() if v is not None and k != "id"})
            for s, t, data in graph.edges(data=True)
        )
        return sorted(repr((s, t, sorted(data.items()))) for s, t, data in edges)

    assert lines(found) == lines(expected)


def test_an_unknown_format_lists_the_known(store: GraphStore) -> None:
    with pytest.raises(ExportError, match="no export format 'pdf'; choose one of turtle"):
        export_bytes(store, "pdf")


def test_an_unknown_scope_lists_the_known(store: GraphStore) -> None:
    with pytest.raises(ExportError, match="no scope 'all'"):
        export_bytes(store, "turtle", scopes=("all",))


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path, store: GraphStore) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")
    target.chmod(0o600)
    export(store, target, "turtle")
    assert target.read_bytes() == export_bytes(store, "turtle")
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="No space left on device; choose another file"):
        write_atomically(target, b"new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize("path", ["missing/graph.ttl", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, path: str) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write_atomically(tmp_path / path, b"x")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "link").is_symlink()
