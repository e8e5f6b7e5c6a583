"""An entity and its neighbourhood: what the graph says of it, what points to it, and the sentences behind both.

In: the store and an IRI. Out: RDF (the triples about it, a bounded number that point to it, its evidence and the labels
of its neighbours), or a page for people. Raises ``NotFoundError`` for what the store does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.names import DCO, PREFIXES, compact
from kg.query import load_labels
from kg.serve.answers import NotFoundError, write_triples
from kg.serve.media import HTML
from kg.serve.output import Output
from kg.serve.pages import link, list_alternates, render
from kg.store import GraphStore, Rows, select

__all__ = ["describe"]

_LOOKED_AT = 20_000
_SHOWN = 50
_LONG = 400
_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
_EVIDENCE = (DCO + "evidence", PREFIXES["oa"] + "hasSelector")
_ABOUT = "SELECT DISTINCT ?g ?p ?o { GRAPH ?g { VALUES ?s { UNDEF } ?s ?p ?o } }"
_POINTING = "SELECT ?s ?p { VALUES ?o { UNDEF } ?s ?p ?o }"
_QUOTES = """SELECT DISTINCT ?n ?quote {
  VALUES ?n { UNDEF } ?n (dco:evidence/oa:hasSelector/oa:exact)|(oa:hasSelector/oa:exact)|oa:exact ?quote }"""
_BELOW = """SELECT DISTINCT ?s ?p ?o {
  VALUES ?n { UNDEF } ?n dco:evidence? ?e . ?e oa:hasSelector? ?s . ?s ?p ?o FILTER(?s != ?n) }"""


@dataclass(frozen=True, slots=True)
class _Neighbourhood:
    """What surrounds a node: its own triples with their graphs, and the nodes that point to it by predicate."""

    node: NamedNode
    about: Mapping[str, tuple[NamedNode | Literal, ...]]
    graphs: tuple[str, ...]
    pointing: Mapping[str, tuple[str, ...]]
    more: bool


def describe(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Describe the first of ``iris`` that there is as ``type``; in a page, addresses begin with ``base``."""
    around = next((found for iri in job["iris"] if (found := _gather(store, iri))), None)
    if around is None:
        raise NotFoundError("the graph has no such entity", where=job["iris"][-1], remedy="see /search?q=")
    if job["type"] == HTML:
        output.begin(HTML)
        output.write(_page(store, around, job["base"], job["address"]))
    else:
        write_triples(dict.fromkeys(_triples(store, around)), job["type"], output)


def _gather(store: GraphStore, iri: str) -> _Neighbourhood | None:
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    about: dict[str, dict[NamedNode | Literal, None]] = {}
    graphs = set()
    for row in _select(store, _ABOUT, [node]):
        about.setdefault(row["p"].value, {})[row["o"]] = None
        graphs.add(row["g"].value)
    pointing: dict[str, set[str]] = {}
    count = 0
    for row in islice(_select(store, _POINTING, [node]), _LOOKED_AT):
        count += 1
        pointing.setdefault(row["p"].value, set()).add(row["s"].value)
    if not about and not pointing:
        return None
    return _Neighbourhood(
        node,
        {property_: tuple(sorted(values, key=str)) for property_, values in sorted(about.items())},
        tuple(sorted(graphs)),
        {property_: tuple(sorted(nodes)) for property_, nodes in sorted(pointing.items())},
        count == _LOOKED_AT,
    )


def _triples(store: GraphStore, around: _Neighbourhood) -> Iterator[Triple]:
    node = around.node
    for property_, values in around.about.items():
        yield from (Triple(node, NamedNode(property_), value) for value in values)
    for property_, nodes in around.pointing.items():
        yield from (Triple(NamedNode(one), NamedNode(property_), node) for one in nodes[:_SHOWN])
    for row in _select(store, _BELOW, [node]):
        yield Triple(row["s"], row["p"], row["o"])
    labels = load_labels(store, _mentioned(around))
    yield from (Triple(NamedNode(one), NamedNode(_LABEL), Literal(label)) for one, label in sorted(labels.items()))


def _mentioned(around: _Neighbourhood) -> set[str]:
    found = {around.node.value, *around.graphs, *around.about, *around.pointing}
    for values in around.about.values():
        found.update(value.value for value in values if isinstance(value, NamedNode))
    for nodes in around.pointing.values():
        found.update(nodes[:_SHOWN])
    return found


def _page(store: GraphStore, around: _Neighbourhood, base: str, address: str) -> bytes:
    labels = load_labels(store, _mentioned(around))
    pointing = {one for nodes in around.pointing.values() for one in nodes[:_SHOWN]}
    quotes = _quotes(store, {around.node.value, *pointing})

    def show(iri: str) -> dict[str, object]:
        return {"text": labels.get(iri) or compact(iri), "address": link(iri, base), "note": ""}

    def value(term: NamedNode | Literal) -> dict[str, object]:
        if isinstance(term, NamedNode):
            return show(term.value)
        note = term.language or compact(term.datatype.value).removeprefix("xsd:")
        return {"text": term.value, "long": len(term.value) > _LONG, "note": "" if note == "string" else note}

    more = "more than " if around.more else ""
    return render(
        "entity.html",
        base=base,
        title=labels.get(around.node.value) or compact(around.node.value),
        iri=around.node.value,
        kinds=[value(kind) for kind in around.about.get(_TYPE, ())],
        quotes=quotes.get(around.node.value, ()),
        properties=[(show(name), list(map(value, values))) for name, values in around.about.items() if name != _TYPE],
        inverse=[
            (show(name), f"{more}{len(nodes):,}", [(show(one), quotes.get(one, [""])[0]) for one in nodes[:_SHOWN]])
            for name, nodes in around.pointing.items()
        ],
        graphs=[show(graph) for graph in around.graphs],
        alternates=list_alternates(address),
    )


def _quotes(store: GraphStore, nodes: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _select(store, _QUOTES, map(NamedNode, sorted(nodes))):
        found.setdefault(row["n"].value, []).append(row["quote"].value)
    return {node: sorted(quotes) for node, quotes in found.items()}


def _select(store: GraphStore, sparql: str, nodes: Iterable[NamedNode]) -> Rows:
    return select(store, sparql.replace("UNDEF", " ".join(map(str, nodes))))
