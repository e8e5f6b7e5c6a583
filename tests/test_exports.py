"""The committed exports of the seed are those that the program writes now; `make exports` renews them."""

from __future__ import annotations

from itertools import zip_longest

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
    _is_committed(f"seed.{FORMATS[format_]}", seed_graph.serialize(format_))


def test_the_committed_page_does_not_drift(seed_graph: KnowledgeGraph) -> None:
    _is_committed("seed.html", seed_graph.page().encode())


def test_the_committed_context_does_not_drift() -> None:
    _is_committed("context.jsonld", context_text().encode())


def _is_committed(name: str, content: bytes) -> None:
    """Fail by the first line that differs: a difference of whole exports takes minutes to make."""
    committed = (ROOT / "exports" / name).read_bytes()
    lines = zip_longest(content.splitlines(), committed.splitlines())
    differs = next((f"{name}:{number}" for number, (new, old) in enumerate(lines, 1) if new != old), None)
    if content != committed:
        pytest.fail(f"{differs or name} differs: run `make exports` and commit exports/")
