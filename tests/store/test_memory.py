"""How much of what is new a store keeps in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.names import DCR, document_graph
from kg.store import GraphStore, Source


def _quads(number: int) -> list[Quad]:
    graph = NamedNode(document_graph(f"{DCR}document/{number}"))
    return [Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), Literal(str(value)), graph) for value in range(100)]


def test_what_is_new_is_written_out_before_the_store_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.graphstore._MOST_UNFLUSHED", 250)
    with GraphStore.open(tmp_path) as store:
        made = []
        for number in range(6):
            store.replace_document(f"{DCR}document/{number}", _quads(number), Source(f"/texts/{number}", str(number)))
            made.append(len(list(tmp_path.glob("quads/*.sst"))))
        assert made[0] == made[1] < made[2]
    with GraphStore.open(tmp_path) as store:
        assert store.count() == 600
