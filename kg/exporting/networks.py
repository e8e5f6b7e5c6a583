"""The network of a store as GraphML or GEXF, without a clock, written as it is read.

In: a store and a stream. Out: bytes. What an edge does not have is left out, since neither format has a word for it; a
character that XML cannot hold is written as U+FFFD. Formats: GraphML 1.0, GEXF 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from kg.network.streaming import EDGE_ATTRIBUTES, Edge, stream
from kg.query import to_python
from kg.store import QuadStore, select

__all__ = ["write_gexf", "write_graphml"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERS = frozenset({"strength"})
_GRAPHML = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_GEXF = """<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">
  <meta>
    <creator>defcoop</creator>
  </meta>
  <graph defaultedgetype="directed" mode="static">
"""
_GEXF_EDGE = tuple(name for name in EDGE_ATTRIBUTES if name != "label")  # which an edge of GEXF has of its own


def write_graphml(store: QuadStore, stream_: IO[bytes]) -> None:
    """Write the network as GraphML."""
    stream_.writelines(line.encode() for line in _graphml(store))


def write_gexf(store: QuadStore, stream_: IO[bytes]) -> None:
    """Write the network as GEXF."""
    stream_.writelines(line.encode() for line in _gexf(store))


def _rows(store: QuadStore, sparql: str) -> Iterator[Mapping[str, Any]]:
    found = select(store, sparql)
    for row in found:
        yield {name: to_python(term) for name in found.names if (term := row[name]) is not None}


def _graphml(store: QuadStore) -> Iterator[str]:
    yield _GRAPHML
    for where, names in (("node", ("label", "kind")), ("edge", EDGE_ATTRIBUTES)):
        for name in names:
            yield f'  <key id="{where}-{name}" for="{where}" attr.name="{name}" attr.type="{_type(name)}" />\n'
    yield '  <graph edgedefault="directed">\n'
    with stream(lambda sparql: _rows(store, sparql)) as network:
        for iri, label, kind in network.nodes:
            yield f"    <node id={_quote(iri)}>\n"
            yield from _data("node", {"label": label, "kind": kind})
            yield "    </node>\n"
        for number, edge in enumerate(network.edges):
            yield f'    <edge id="{number}" source={_quote(edge["source"])} target={_quote(edge["target"])}>\n'
            yield from _data("edge", {name: edge[name] for name in EDGE_ATTRIBUTES})
            yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(where: str, values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if value is not None:
            yield f'      <data key="{where}-{name}">{escape(_clean(value), {chr(13): "&#13;"})}</data>\n'


def _gexf(store: QuadStore) -> Iterator[str]:
    yield _GEXF
    for where, names in (("node", ("kind",)), ("edge", _GEXF_EDGE)):
        yield f'    <attributes class="{where}" mode="static">\n'
        for name in names:
            yield f'      <attribute id="{where}-{name}" title="{name}" type="{_type(name)}" />\n'
        yield "    </attributes>\n"
    with stream(lambda sparql: _rows(store, sparql)) as network:
        yield "    <nodes>\n"
        for iri, label, kind in network.nodes:
            yield f"      <node id={_quote(iri)} label={_quote(label)}>\n"
            yield from _values("node", {"kind": kind})
            yield "      </node>\n"
        yield "    </nodes>\n    <edges>\n"
        for number, edge in enumerate(network.edges):
            yield from _gexf_edge(number, edge)
        yield "    </edges>\n"
    yield "  </graph>\n</gexf>\n"


def _gexf_edge(number: int, edge: Edge) -> Iterator[str]:
    source, target, label = (_quote(edge[name]) for name in ("source", "target", "label"))
    yield f'      <edge id="{number}" source={source} target={target} label={label}>\n'
    yield from _values("edge", {name: edge[name] for name in _GEXF_EDGE})
    yield "      </edge>\n"


def _values(where: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for name, value in values.items():
        if value is not None:
            yield f'          <attvalue for="{where}-{name}" value={_quote(value)} />\n'
    yield "        </attvalues>\n"


def _type(name: str) -> str:
    return "long" if name in _NUMBERS else "string"


def _quote(value: Any) -> str:
    return quoteattr(_clean(value))


def _clean(value: Any) -> str:
    return _NOT_XML.sub("\ufffd", str(value))
