"""Whatever a store holds, each RDF format gives back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.exporting import export_bytes
from kg.names import DCG, DCO, DCR, PREFIXES
from kg.store import GraphStore

FORMATS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
XSD = PREFIXES["xsd"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NODES = st.sampled_from(
    [
        f"{DCR}state/JPN",
        f"{DCR}act/d/0-9",
        f"{DCO}State",
        "urn:x:y",
        "https://example.org/a?b=c#d",
        "tel:+1",
        f"{DCR}//x",
    ]
).map(NamedNode)
PREDICATES = st.sampled_from(
    [
        *(
            DCO + name
            for name in ("target", "trigger", "strength", "asOf", "time", "latitude", "unheard-of", "dcterms")
        ),
        *(PREFIXES["rdfs"] + name for name in ("label", "seeAlso")),
        PREFIXES["rdf"] + "type",
        PREFIXES["dcterms"] + "date",
        "https://example.org/p",
    ]
).map(NamedNode)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda words, tag: Literal(words, language=tag), TEXTS, st.sampled_from(["en", "es-mx", "ja"])),
    st.builds(
        lambda words, kind: Literal(words, datatype=NamedNode(kind)),
        st.sampled_from(["1", "-7", "0", "true", "false", "2018-01-15", "1.50", "9007199254740993", "2014", "=1+1"]),
        st.sampled_from([XSD + name for name in ("string", "integer", "boolean", "date", "decimal", "gYear")]),
    ),
)
TRIPLES = st.builds(Triple, NODES, PREDICATES, st.one_of(NODES, LITERALS))


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=100, deadline=None)
@given(first=st.frozensets(TRIPLES, max_size=8), second=st.frozensets(TRIPLES, max_size=3))
def test_what_a_store_holds_comes_back(name: str, first: frozenset[Triple], second: frozenset[Triple]) -> None:
    store = GraphStore.memory()
    store.set_graph(DCG + "reference", first)
    store.set_graph("https://example.org/graph", second)
    held: set[Quad] = set(store.quads())
    assert set(parse(export_bytes(store, name), format=FORMATS[name])) == held
