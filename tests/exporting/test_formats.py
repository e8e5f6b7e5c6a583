"""Each format beyond RDF 1.1 keeps what it promises, and other programs read what was written."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.cli.showing import FORMATS
from kg.errors import ExportError
from kg.exporting import EXPORT_FORMATS, export, export_bytes, make_context
from kg.exporting.reifying import REIFIES
from kg.mapping import map_record
from kg.names import DCO, DCR, PREFIXES
from kg.resources import ontology_dir
from kg.sorting import Sorter
from kg.store import GraphStore, Source
from tests.exporting.test_exporting import fill, network
from tests.sample_record import SAMPLE_IRI, sample_record

RIOT = Path("/opt/jena/jena-fuseki-server-4.10.0.jar")
LABEL = NamedNode(PREFIXES["rdfs"] + "label")


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return fill(GraphStore.memory())


@pytest.fixture(scope="module")
def declared() -> GraphStore:
    """A store with the sample statement and what the ontology says of facts."""
    store = GraphStore.memory()
    modules = sorted((ontology_dir() / "modules").glob("*.ttl"))
    triples = [quad.triple for path in modules for quad in parse(path=path, format=RdfFormat.TURTLE)]
    store.set_graph("https://w3id.org/defcoop/graph/ontology", triples)
    store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
    return store


def test_the_command_offers_every_format() -> None:
    assert tuple(FORMATS) == EXPORT_FORMATS


@pytest.mark.parametrize(
    ("name", "format_"),
    [("turtle12", RdfFormat.TURTLE), ("trig12", RdfFormat.TRIG), ("nquads12", RdfFormat.N_QUADS)],
)
def test_rdf_1_2_adds_what_each_fact_reifies_and_keeps_the_rest(
    declared: GraphStore, name: str, format_: RdfFormat
) -> None:
    found = set(parse(export_bytes(declared, name), format=format_))
    reified = {quad for quad in found if quad.predicate.value == REIFIES}
    plain = set(parse(export_bytes(declared, name.removesuffix("12")), format=format_))
    assert found - reified == plain
    facts = {quad.subject for quad in plain if "/id/fact/" in str(quad.subject)}
    assert facts and {quad.subject for quad in reified} == facts
    stated = {quad.triple for quad in plain}
    assert any(quad.object in stated for quad in reified), "a fact that is done stands beside its node"


def test_compact_json_ld_is_plain_json_with_the_published_context(store: GraphStore) -> None:
    data = json.loads(export_bytes(store, "jsonld"))
    assert data["@context"] == make_context()
    nodes = {node["@id"]: node for graph in data["@graph"] for node in graph["@graph"]}
    act = next(node for node in nodes.values() if node.get("trigger") == "condemned")
    assert act["strength"] == 5
    assert act["@type"] == ["ExpressiveAct", "SpeechAct"]
    assert act["target"] == "dcr:state/PRK"
    assert nodes[SAMPLE_IRI.replace(DCR, "dcr:")]["dcterms:date"] == "2021-03-04"


def test_a_term_of_the_context_is_no_prefix() -> None:
    """``time`` is a property of the ontology, so it cannot stand for the namespace of OWL-Time as well."""
    context = make_context()
    assert context["time"] == {"@id": DCO + "time", "@type": "@id"}
    assert "org" in context and context["@vocab"] == DCO


def test_an_iri_that_json_ld_would_read_as_a_short_name_is_refused() -> None:
    store = GraphStore.memory()
    triple = Triple(NamedNode("geo:1,2"), LABEL, NamedNode("urn:x"))
    store.set_graph("urn:g", [triple])
    with pytest.raises(ExportError, match=r"geo:1,2: JSON-LD would read the scheme as a prefix; export another format"):
        export_bytes(store, "jsonld")


def test_parquet_has_a_row_an_act_with_columns_of_their_types(store: GraphStore) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
    table = pq.read_table(io.BytesIO(export_bytes(store, "parquet")))
    row = table.to_pylist()[1]
    assert row["trigger"] == "condemned" and row["targets"] == ["dcr:state/PRK"] and row["strength"] == 5
    assert row["date"] == date(2021, 3, 4) and row["end"] - row["start"] == len(row["quote"])
    assert row["hedges"] == [] and str(table.schema.field("speakers").type) == "list<element: string>"


def test_parquet_without_pyarrow_names_the_remedy(store: GraphStore) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from kg.errors import KgError\nfrom kg.exporting import export_bytes\nfrom kg.store import GraphStore\n"
        "try: export_bytes(GraphStore.memory(), 'parquet')\nexcept KgError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Parquet needs pyarrow; install it with: pip install 'defcoop[tables]'\n"


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_every_end_of_a_relationship_for_neo4j_has_its_node(store: GraphStore) -> None:
    nodes, links = (rows(export_bytes(store, f"neo4j-{name}")) for name in ("nodes", "relationships"))
    ids = [row[":ID"] for row in nodes]
    assert len(ids) == len(set(ids))
    assert {row[end] for row in links for end in (":START_ID", ":END_ID")} <= set(ids)
    assert {"target", "oa_hasSource"} <= {row[":TYPE"] for row in links}
    act = next(row for row in nodes if row["trigger:string"] == "condemned")
    assert act["strength:long"] == "5" and act[":LABEL"] == "ExpressiveAct;SpeechAct"
    assert "dcterms_date:date" in nodes[0] and "rdfs_label:string[]" in nodes[0]


def test_cells_for_neo4j_are_neither_formulas_nor_split_by_their_own_words() -> None:
    store = GraphStore.memory()
    data = f"""@prefix dco: <{DCO}> . @prefix skos: <{PREFIXES["skos"]}> .
    <urn:a> dco:trigger "=1+1" ; skos:altLabel "one; two" , "three" ."""
    store.set_graph("urn:g", parse(data, format=RdfFormat.TURTLE))
    (row,) = rows(export_bytes(store, "neo4j-nodes"))
    assert row == {
        ":ID": "urn:a",
        ":LABEL": "Resource",
        "skos_altLabel:string[]": "one； two;three",
        "trigger:string": "'=1+1",
    }


GEXF = {  # the schema of GEXF 1.2, as far as it is used here
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": set(),
    "creator": set(),
    "graph": {"defaultedgetype", "mode"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": set(),
    "node": {"id", "label"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
    "edges": set(),
    "edge": {"id", "source", "target", "type", "weight", "label"},
}


def test_gexf_keeps_to_its_schema_so_that_gephi_opens_it() -> None:
    root = ElementTree.fromstring(export_bytes(network(), "gexf"))
    space = "{http://www.gexf.net/1.2draft}"
    for element in root.iter():
        assert set(element.attrib) <= GEXF[element.tag.removeprefix(space)], element.tag
    declared = {node.get("id"): node.get("type") for node in root.iter(f"{space}attribute")}
    assert set(declared.values()) <= {"string", "long", "double", "boolean"}
    assert {node.get("for") for node in root.iter(f"{space}attvalue")} <= set(declared)
    nodes = [node.get("id") for node in root.iter(f"{space}node")]
    edges = list(root.iter(f"{space}edge"))
    assert len(nodes) == len(set(nodes)) and len({edge.get("id") for edge in edges}) == len(edges) == 3
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(nodes)


@pytest.mark.parametrize("buffer", [1, 400, 1 << 20])
def test_lines_are_sorted_whatever_fits_in_the_buffer(buffer: int) -> None:
    lines = [f"{number * 7919 % 101:03}".encode() for number in range(300)]
    with Sorter(buffer) as sorter:
        sorter.add(lines)
        assert list(sorter) == sorted(set(lines))
        assert list(sorter) == sorted(set(lines)), "a second reading gives the same"


def count(command: Sequence[str], words: str) -> int:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    line = next(line for line in (done.stdout + done.stderr).splitlines()[::-1] if words in line)
    return int("".join(c for c in line.rpartition(words)[2].strip().split()[0] if c.isdigit()))


SUFFIXES = {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt", "rdfxml": "rdf", "jsonld": "jsonld"}


def expected(store: GraphStore, name: str) -> int:
    quads = list(parse(export_bytes(store, "nquads"), format=RdfFormat.N_QUADS))
    return len(quads) if name in {"trig", "nquads", "jsonld"} else len({quad.triple for quad in quads})


@pytest.mark.parametrize("name", [name for name in SUFFIXES if name != "jsonld"])
def test_raptor_counts_the_same(store: GraphStore, tmp_path: Path, name: str) -> None:
    if not shutil.which("rapper"):
        pytest.skip("needs rapper (raptor2-utils)")
    path = tmp_path / "graph"
    path.write_bytes(export_bytes(store, name))
    syntax = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml", "nq": "nquads", "trig": "trig"}[SUFFIXES[name]]
    assert count(["rapper", "-c", "-i", syntax, str(path)], "Parsing returned") == expected(store, name)


@pytest.mark.java
@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml"])
def test_jena_reads_back_the_same_statements(store: GraphStore, tmp_path: Path, name: str) -> None:
    if not shutil.which("java") or not RIOT.exists():
        pytest.skip(f"needs java and {RIOT}")
    path = tmp_path / f"graph.{SUFFIXES[name]}"
    path.write_bytes(export_bytes(store, name))
    command = ["java", "-cp", str(RIOT), "riotcmd.riot", "--output=nquads", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    wanted: set[Quad] = set(parse(export_bytes(store, name), format=RdfFormat.from_extension(SUFFIXES[name])))
    assert set(parse(done.stdout, format=RdfFormat.N_QUADS)) == wanted


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    store = GraphStore.memory()
    store.set_graph("urn:g", [Triple(NamedNode("urn:a"), LABEL, Literal("form\x0cfeed"))])
    target = tmp_path / "graph.rdf"
    target.write_text("old")
    with pytest.raises(ExportError, match=r"U\+000C"):
        export(store, target, "rdfxml")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.rdf"]
