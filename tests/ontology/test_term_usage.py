"""Every term of dco: that the documentation, the code, the queries, the shapes and the rules name is declared."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.knowledge.turtle import load_turtle
from kg.names import DCO
from kg.resources import ontology_dir, queries_dir

ROOT = Path(__file__).parents[2]
TERM = re.compile(r"(?<![\w:])dco:([A-Za-z]\w*)")
DECLARED = frozenset(
    iri.removeprefix(DCO)
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
    for iri in load_turtle().instances(f"owl:{kind}")
    if iri.startswith(DCO)
)
SOURCES = {
    "the graph's model": [ROOT / "docs" / "graph-model.md"],
    "the package": sorted((ROOT / "kg").rglob("*.py")),
    "the queries": sorted(queries_dir().rglob("*.rq")),
    "the rules": sorted((ontology_dir() / "rules").glob("*.rq")),
    "the axioms": [ontology_dir() / "axioms.owl"],
}


@pytest.mark.parametrize("where", SOURCES)
def test_only_declared_terms_are_named(where: str) -> None:
    files = [path for path in SOURCES[where] if path.exists()]
    assert files
    unknown = {
        term: path.name
        for path in files
        for term in TERM.findall(path.read_text(encoding="utf-8"))
        if term not in DECLARED
    }
    assert not unknown, f"{where} names terms that no file of the ontology declares: {unknown}"


def test_no_property_is_declared_in_vain() -> None:
    """Something beside its declaration names every property; classes are there for whoever types an individual."""
    text = "\n".join(path.read_text(encoding="utf-8") for files in SOURCES.values() for path in files if path.exists())
    text += "\n".join(path.read_text(encoding="utf-8") for path in sorted(ontology_dir().rglob("*.ttl")))
    named = Counter(TERM.findall(text))
    assert [term for term in sorted(DECLARED) if term[0].islower() and named[term] < 2] == []
