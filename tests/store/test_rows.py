"""Rows that the program reads itself: by name, and damage that shows only while they are read."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.names import GRAPH_REFERENCE
from kg.query.naming import load_labels
from kg.store import GraphStore, select

LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def fill(path: Path, count: int) -> None:
    nodes = (ox.NamedNode(f"https://w3id.org/defcoop/id/place/{number}") for number in range(count))
    with GraphStore.open(path) as store:
        store.set_graph(GRAPH_REFERENCE, [ox.Triple(node, LABEL, ox.Literal(f"Place {node.value}")) for node in nodes])
        store.optimize()


def test_rows_are_read_by_name_and_in_order(tmp_path: Path) -> None:
    fill(tmp_path / "store", 1)
    with GraphStore.open(tmp_path / "store", "read") as store:
        rows = select(store, "SELECT ?label ?none { ?place skos:prefLabel ?label }")
        assert rows.names == ("label", "none")
        assert [tuple(row) for row in rows] == [(ox.Literal("Place https://w3id.org/defcoop/id/place/0"), None)]


def test_damage_found_while_rows_are_read_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "store"
    fill(path, 3_000)
    table = max((path / "quads").glob("*.sst"), key=lambda file: file.stat().st_size)
    data = bytearray(table.read_bytes())
    data[len(data) // 4] ^= 4
    table.write_bytes(data)
    with GraphStore.open(path, "read", check=False) as store, pytest.raises(StoreError, match="kg doctor --repair"):
        load_labels(store)
