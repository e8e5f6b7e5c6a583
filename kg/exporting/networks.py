"""A networkx graph as GraphML or GEXF, without a clock.

In: a graph whose attributes are strings, numbers, booleans or None. Out: bytes. What is None is left out, since neither
format has a word for it.
"""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx

__all__ = ["export_gexf", "export_graphml"]

_NOT_GEXF = re.compile(rb' lastmodifieddate="[^"]*"|(?<=mode="static") name="[^"]*"')
"""The clock, and an attribute of ``graph`` that the schema of GEXF 1.2 has not."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_graphml(graph: nx.Graph[Any]) -> bytes:
    """Return the graph as GraphML."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_plain(graph), stream, named_key_ids=True)
    return stream.getvalue()


def export_gexf(graph: nx.Graph[Any]) -> bytes:
    """Return the graph as GEXF 1.2."""
    stream = io.BytesIO()
    nx.write_gexf(_plain(graph), stream)
    return _NOT_GEXF.sub(b"", stream.getvalue())


def _plain(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a copy in sorted order, with attributes that both formats can hold."""
    copy: nx.Graph[Any] = graph.__class__()
    for node, data in sorted(graph.nodes(data=True), key=lambda item: str(item[0])):
        copy.add_node(node, **_values(data))
    for number, (source, target, data) in enumerate(sorted(graph.edges(data=True), key=_edge_order)):
        attributes = _values(data)
        if graph.is_multigraph():
            copy.add_edge(source, target, key=number, id=str(number), **attributes)
        else:
            copy.add_edge(source, target, **attributes)
    return copy


def _edge_order(edge: tuple[Any, Any, dict[str, Any]]) -> tuple[str, str, list[tuple[str, str]]]:
    source, target, data = edge
    return str(source), str(target), sorted((key, str(value)) for key, value in data.items())


def _values(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in sorted(data.items()) if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, (bool, int, float)):
        return value
    words = " | ".join(sorted(map(str, value))) if isinstance(value, (list, tuple, set, frozenset)) else str(value)
    return _NOT_XML.sub("\ufffd", words)
