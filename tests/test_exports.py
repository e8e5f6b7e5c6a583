"""The committed exports of the seed are those that the program writes now; `make exports` renews them."""

from __future__ import annotations

import pytest

from kg.exporting import context_text
from kg.graph import KnowledgeGraph
from tests.conftest import ROOT

FORMATS = {
    "turtle": "ttl",
    "trig": "trig",
    "nquads": "nq",
    "ntriples": "nt",
    "jsonld": "jsonld",
    "rdfxml": "rdf",
    "graphml": "graphml",
    "gexf": "gexf",
    "csv": "csv",
}


@pytest.mark.parametrize("format_", FORMATS)
def test_committed_exports_do_not_drift(seed_graph: KnowledgeGraph, format_: str) -> None:
    committed = ROOT / "exports" / f"seed.{FORMATS[format_]}"
    assert seed_graph.serialize(format_) == committed.read_bytes(), "run `make demo` and commit exports/"


def test_the_committed_page_does_not_drift(seed_graph: KnowledgeGraph) -> None:
    committed = (ROOT / "exports" / "seed.html").read_text(encoding="utf-8")
    assert seed_graph.page() == committed, "run `make demo` and commit exports/"


def test_the_committed_context_does_not_drift() -> None:
    committed = (ROOT / "exports" / "context.jsonld").read_text(encoding="utf-8")
    assert context_text() == committed, "run `make demo` and commit exports/"
