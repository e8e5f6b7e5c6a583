"""The projection keeps evidence on its edges; links read as sentences; views and measures are stable."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.names import expand
from kg.network import centrality, communities, strongest_edges
from kg.resources import queries_dir

JAPAN, SPAIN, NATO = expand("dcr:state/JPN"), expand("dcr:state/ESP"), expand("dcr:org/nato")


def test_every_edge_from_a_statement_has_its_sentence(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network()
    stated = [data for _, _, data in graph.edges(data=True) if data["statement"]]
    text = seed_graph.query("SELECT ?text { ?d dco:text ?text }")[0]["text"]
    assert len(stated) > 100
    assert all(data["quote"] and data["quote"] in text for data in stated)


def test_nodes_have_labels_and_kinds(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network()
    assert graph.nodes[JAPAN] == {"label": "Japan", "kind": "State"}
    assert all(data["label"] and data["kind"] != "Thing" for _, data in graph.nodes(data=True))


def test_labels_and_classes_that_graphs_repeat_are_not_paired_with_each_other() -> None:
    text = (queries_dir() / "network" / "nodes.rq").read_text(encoding="utf-8")
    store = ox.Store()
    for graph in ("urn:g:1", "urn:g:2", "urn:g:3"):
        data = f"GRAPH <{graph}> {{ <urn:n> a <urn:Kind> ; rdfs:label 'the plain' ; skos:prefLabel 'the preferred' }}"
        store.update(f"PREFIX rdfs: <{expand('rdfs:')}> PREFIX skos: <{expand('skos:')}> INSERT DATA {{ {data} }}")
    rows = [row["label"].value for row in store.query(text, use_default_graph_as_union=True)]  # type: ignore[union-attr,index]
    assert rows == ["the preferred"] * 3


def test_how_far_an_instrument_has_come_is_no_node(seed_graph: KnowledgeGraph) -> None:
    assert seed_graph.query("instrument-statuses")
    assert not [iri for iri in seed_graph.network() if "/instrument-status/" in iri]


def test_a_link_names_its_hops_and_quotes_the_sentence(seed_graph: KnowledgeGraph) -> None:
    best = seed_graph.links("Japan", "NATO")[0]
    assert [(hop.source, hop.target) for hop in best.hops] == [(JAPAN, NATO)]
    assert best.hops[0].label == "partner of" and best.hops[0].factuality == "intended"
    assert "partnership with NATO" in (best.hops[0].quote or "")


def test_links_are_ordered_by_cost_and_no_longer_than_asked(seed_graph: KnowledgeGraph) -> None:
    links = seed_graph.links("Japan", "European Union", count=5, longest=2)
    assert [link.cost for link in links] == sorted(link.cost for link in links)
    assert all(len(link.hops) <= 2 for link in links)


def test_an_unknown_entity_is_refused_with_near_matches(seed_graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="Japan"):
        seed_graph.links("Jappan", "NATO")


def test_the_state_view_joins_the_two_parties(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network(view="states")
    assert graph.has_edge(JAPAN, SPAIN)
    assert all(data["kind"] == "State" for _, data in graph.nodes(data=True))
    source, target, weight, labels = strongest_edges(graph)[0]
    assert {source, target} == {JAPAN, SPAIN} and weight == len(graph[JAPAN][SPAIN]["joined"]) and labels


def test_the_issue_view_holds_positions_only(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network(view="issues")
    assert {data["kind"] for _, _, data in graph.edges(data=True)} == {"acts-topics"}


def test_the_framework_view_joins_members_of_the_same_organization(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network(view="frameworks")
    joined = graph[SPAIN][expand("dcr:state/ITA")]["joined"]
    assert NATO in {data["framework"] for data in joined}


def test_measures_are_the_same_twice(seed_graph: KnowledgeGraph) -> None:
    graph = seed_graph.network(view="all")
    for measure in ("degree", "betweenness", "closeness"):
        assert centrality(graph, measure) == centrality(graph, measure)
    groups = communities(graph)
    assert groups == communities(graph)
    assert sorted(node for group in groups for node in group) == sorted(graph)


def test_unknown_views_and_measures_name_the_known_ones(seed_graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="states"):
        seed_graph.network(view="nothing")
    with pytest.raises(QueryError, match="closeness"):
        centrality(nx.Graph(), "nothing")
