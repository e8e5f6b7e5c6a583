"""The quick check of shapes never lets pass what pyshacl would not, and lets pass what the program writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mapping import map_record
from kg.names import PREFIXES
from kg.reasoning.screening import surely_conforms
from kg.reasoning.shacl import load_shapes, validate
from kg.record import Record
from kg.resources import ontology_dir
from kg.store import to_graph
from tests.sample_record import sample_record

FIXTURES = Path(__file__).parents[1] / "ontology" / "shapes"
NAMES = sorted(folder.name for folder in FIXTURES.iterdir())
XSD = PREFIXES["xsd"]
WORDS = st.sampled_from(["", "x", "5", "6", "0", "2018-02-30", "2018-01-15", "2018", "done", "-1", "01"])
DATATYPES = st.sampled_from(["string", "integer", "date", "gYear", "decimal", "boolean"])
LITERALS = st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)), WORDS, DATATYPES)
VALUES = LITERALS | st.builds(ox.NamedNode, st.just("https://w3id.org/defcoop/id/state/NOR"))


def read(name: str, which: str) -> list[ox.Quad]:
    return list(ox.parse(path=str(FIXTURES / name / f"{which}.ttl"), format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("name", NAMES)
def test_what_conforms_passes_quickly(name: str) -> None:
    assert surely_conforms(read(name, "pass"))


@pytest.mark.parametrize("name", NAMES)
def test_no_node_that_breaks_a_shape_passes(name: str) -> None:
    quads = read(name, "fail")
    for node in {quad.subject for quad in quads}:
        around = {node, *(quad.object for quad in quads if quad.subject == node)}
        part = [quad for quad in quads if quad.subject in around]
        if validate(to_graph(part)):
            assert not surely_conforms(part), node


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_what_passes_has_no_violation(name: str, data: st.DataObject) -> None:
    quads = read(name, "pass")
    changed = data.draw(st.sampled_from(quads))
    kept = [quad for quad in quads if quad != changed]
    if data.draw(st.booleans()):
        kept.append(ox.Quad(changed.subject, changed.predicate, data.draw(VALUES)))
    if data.draw(st.booleans()):
        kept.append(changed)
    if surely_conforms(kept):
        assert validate(to_graph(kept)) == []


def test_what_the_program_writes_passes_quickly(seed_record: Record) -> None:
    assert surely_conforms(map_record(sample_record()))
    assert surely_conforms(map_record(seed_record))


@pytest.mark.parametrize(
    "change",
    [
        ("sh:path oa:end ;", "sh:path oa:end ; sh:not dcs:IsQuote ;"),
        ("sh:path oa:end ;", "sh:path ( oa:end ) ;"),
        ("sh:path oa:end ;", "sh:path oa:end ; sh:targetClass dcs:X ;"),
        ("sh:targetClass dco:Evidence ;", "sh:targetNode dcs:X ;"),
        ("sh:targetClass dco:Evidence ;", "sh:targetClass dco:Evidence ; sh:closed true ;"),
        ("sh:datatype xsd:integer ; sh:minInclusive", "sh:datatype xsd:decimal ; sh:minInclusive"),
    ],
)
def test_a_constraint_that_it_does_not_know_is_left_to_pyshacl(tmp_path: Path, change: tuple[str, str]) -> None:
    shutil.copytree(ontology_dir() / "shapes", tmp_path / "shapes")
    place = tmp_path / "shapes" / "evidence.ttl"
    text = place.read_text(encoding="utf-8")
    assert change[0] in text
    place.write_text(text.replace(*change), encoding="utf-8")
    assert load_shapes(tmp_path / "shapes")
    assert not surely_conforms(read("Evidence", "pass"), tmp_path / "shapes")
