"""A graph from elsewhere enters whole and checked, or not at all."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.exporting import RDF_FORMATS, export_bytes
from kg.graph import KnowledgeGraph
from kg.importing import ImportReport, import_files
from kg.importing.checking import count_unchecked
from kg.importing.screening import MAX_DEPTH
from kg.names import DCO, DCR
from kg.store import GraphStore

SUFFIXES = {
    "turtle": "ttl",
    "trig": "trig",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "turtle12": "ttl",
    "trig12": "trig",
    "nquads12": "nq",
}


@pytest.fixture(scope="module")
def source(seed_graph: KnowledgeGraph) -> GraphStore:
    return GraphStore.open(seed_graph.path, "read")


@pytest.fixture(scope="module")
def statement(source: GraphStore) -> bytes:
    """The seed's graph as N-Quads, without what every store has."""
    return export_bytes(source, "nquads", scopes=("documents",))


def let_in(store: GraphStore, folder: Path, files: dict[str, bytes]) -> ImportReport:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return import_files(store, [folder / name for name in files])


def test_every_format_brings_the_same_graph_and_inferences_are_made_anew(
    source: GraphStore, statement: bytes, tmp_path: Path
) -> None:
    store = GraphStore.open(tmp_path / "store")
    files = {f"{name}.{SUFFIXES[name]}": export_bytes(source, name) for name in RDF_FORMATS}
    report = let_in(store, tmp_path, {"statement.nq.gz": gzip.compress(statement), **files})
    assert report.failures == () and report.unchecked == 0
    assert (report.documents, report.unchanged) == (1, len(RDF_FORMATS)), "what a format changes, another changes back"
    assert set(store.quads()) == set(source.quads())
    (known,) = store.documents()
    assert known.source.path == f"{tmp_path}/statement.nq.gz#{known.iri.removeprefix(DCR)}"
    assert known.source.fingerprint == f"import:{known.source.sha256}"
    assert store.find_damage() == []


def edit(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    return change


def add(triple: str) -> Callable[[bytes], bytes]:
    """Return what adds a triple in the document's graph."""
    return lambda data: data + triple.encode() + b" <" + data.rpartition(b" <")[2]


def misquote(data: bytes) -> bytes:
    """Change the quotations, and not the text that they are held against."""
    lines = data.split(b"\n")
    return b"\n".join(line if b"#text>" in line else line.replace(b"strongest", b"mildest") for line in lines)


def drop(words: bytes) -> Callable[[bytes], bytes]:
    return lambda data: b"\n".join(line for line in data.split(b"\n") if words not in line)


NATO_MEMBER = b"#memberOf> <https://w3id.org/defcoop/id/org/nato> )>>"
CHANGES: list[tuple[Callable[[bytes], bytes], str]] = [
    (edit(b'"condemned"', b'"condemned" x'), r"^change-0\.nq:\d+: not valid: .*; correct the file$"),
    (edit(b"ontology#strength>", b"ontology#strenght>"), r"no property dco:strenght: did you mean dco:strength\?"),
    (edit(b"ontology#Evidence>", b"ontology#Evidance>"), r"no class dco:Evidance: did you mean dco:Evidence\?"),
    (edit(b"<https://w3id.org/defcoop/id/extraction/", b"<https://evil.example/id/"), r"is not of the namespaces"),
    (misquote, r"dcr:evidence/.*: the text at \d+-\d+ is '"),
    (
        edit(b"<https://w3id.org/defcoop/ontology#JointStatement>", b"<https://w3id.org/defcoop/ontology#Title>"),
        r"and the dco:JointStatement in it: none",
    ),
    (add('_:b <https://w3id.org/defcoop/ontology#trigger> "x"'), r"a blank node with dco:trigger"),
    (
        add("<https://w3id.org/defcoop/id/person/x> <http://xmlns.com/foaf/0.1/page> <javascript:alert>"),
        "javascript:alert is neither",
    ),
    (add("<https://w3id.org/defcoop/id/act/x> a"), "not valid"),
]


DEEP = MAX_DEPTH + 1


FILES: list[tuple[str, bytes, str]] = [
    ("a.ttl", b"<urn:a> <urn:b> " + b"(" * 50_000, "nests more than 64 deep; write it flatter"),
    (
        "a.ttl",
        b"# " + b"(" * 500 + b"\n<urn:a> <urn:b> '" + b"[" * 500 + b"' , <urn:x#((((> .",
        "holds no statement|no statement",
    ),
    ("a.nt", b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * DEEP, "nests more than"),
    ("a.jsonld", b'{"a":' * DEEP, "nests more than"),
    ("a.rdf", b"<a>" * DEEP, "nests more than"),
    (
        "a.rdf",
        b'<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY a "b">]><r/>',
        r"a\.rdf:2: a document type could expand",
    ),
    ("a.rdf", "<r/>".encode("utf-16"), "is not UTF-8"),
    ("a.rdf", b"<!--" * 200_000, "is not well-formed XML"),
    ("a.rdf", b'<a b="' * 200_000, "is not well-formed XML"),
    ("a.jsonld", b'{"@context": "http://127.0.0.1:9/c", "@id": "urn:a"}', "names a context on the network"),
    (
        "a.jsonld",
        b'{"@context": {"@import": "http://127.0.0.1:9/c"}, "@id": "urn:a"}',
        "names a context on the network",
    ),
    ("a.nq", b"", "is empty"),
    ("a.nq.gz", b"no gzip", "is no whole gzip file"),
    ("a.nq.gz", gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 99)[:-20], "is no whole gzip file"),
    ("a.doc", b"x", "its name tells no format"),
    ("a.nq", b"<urn:a> <urn:b> <urn:c> .\n", "belongs to no statement of the file: <urn:a> <urn:b>"),
]


@pytest.fixture(scope="module")
def refusals(source: GraphStore, statement: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each file, all of them given at once with one that is good."""
    folder, store = tmp_path_factory.mktemp("refused"), GraphStore.memory()
    files = {f"change-{number}.nq": change(statement) for number, (change, _) in enumerate(CHANGES)}
    files |= {f"file-{number}.{name}": data for number, (name, data, _) in enumerate(FILES)}
    slug = statement.partition(b"/graph/document/")[2].partition(b">")[0]
    files["second.nq"] = statement + statement.replace(slug, slug + b"-2").replace(b"#trigger>", b"#tiger>")
    twelve = export_bytes(source, "nquads12", scopes=("documents",))
    files["reifies.nq"] = twelve.replace(b"#partnerOf> <https://w3id.org/defcoop/id/org/nato> )>>", NATO_MEMBER)
    files["good.nq"] = statement
    report = let_in(store, folder, files)
    assert [known.source.path.partition("#")[0] for known in store.documents()] == [str(folder / "good.nq")]
    said = {str(failure).removeprefix(f"{folder}/") for failure in report.failures}
    assert len(said) == len(files) - 1 and not any("\n" in line for line in said)
    return {line.partition(":")[0]: line for line in said}


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_is_wrong_with_a_document_is_named(refusals: dict[str, str], number: int) -> None:
    assert re.search(CHANGES[number][1], refusals[f"change-{number}.nq"])


@pytest.mark.parametrize("number", range(len(FILES)))
def test_what_could_bring_the_reader_down_is_refused_before_it_is_parsed(refusals: dict[str, str], number: int) -> None:
    name, _, words = FILES[number]
    assert re.search(words, refusals[f"file-{number}.{name}"])


def test_one_bad_document_keeps_its_whole_file_out(refusals: dict[str, str]) -> None:
    assert "no property dco:tiger" in refusals["second.nq"]
    assert refusals["second.nq"].endswith("correct the file; nothing of it was imported")


def test_a_triple_term_that_no_fact_says_is_refused(refusals: dict[str, str]) -> None:
    assert "says with rdf:reifies what no fact of it says" in refusals["reifies.nq"]


def test_the_command_says_what_it_did(statement: bytes, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(statement)
    command = [sys.executable, "-m", "kg.cli.main", "import", "graph.nq", "none.ttl", "--store", "store"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("1 documents · 0 unchanged")
    assert done.stderr == "kg: none.ttl: cannot be read: No such file or directory; check the path\n"


def test_evidence_whose_text_is_not_there_is_counted(statement: bytes) -> None:
    quads = list(parse(statement, format=RdfFormat.N_QUADS))
    document = next(quad.subject.value for quad in quads if quad.predicate.value == DCO + "text")
    assert count_unchecked(document, quads) == 0
    kept = [quad for quad in quads if quad.predicate.value != DCO + "text"]
    assert count_unchecked(document, kept) > 50
