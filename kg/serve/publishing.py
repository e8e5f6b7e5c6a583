"""What the server says of itself and its data: Service Description, VoID and DCAT, the ontology, its health.

In: the store and the server's address. Out: RDF, a page or JSON. Counts come from the store's manifest, never from a
scan. No blank node is minted: what needs a name gets one below the server's own address.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.names import DCC, DCO, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.serve.answers import write_triples
from kg.serve.media import GRAPH_TYPES, HTML, NAMES
from kg.serve.output import Output
from kg.serve.pages import list_alternates, render
from kg.store import GraphStore, select
from kg.version import __version__

__all__ = ["describe_dataset", "describe_ontology", "describe_service", "report_health"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID, _DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
_FORMATS, _MEDIA = "http://www.w3.org/ns/formats/", "https://www.iana.org/assignments/media-types/"
_DCTERMS, _XSD = PREFIXES["dcterms"], PREFIXES["xsd"]
_TITLE = "Defence cooperation in official statements"
_DESCRIPTION = (
    "What official statements on defence cooperation say: who states what on whose behalf, who binds themselves to "
    "what, and who meets whom, each claim with the sentence it rests on."
)
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_RIGHTS = "The words of statements are those of the governments and organizations that issued them."
_WRITTEN = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
_PARTS = {GRAPH_REFERENCE: "reference", GRAPH_ONTOLOGY: "ontology", GRAPH_INFERENCES: "inferences"}
_TERMS = """SELECT ?term ?kind ?label ?definition {
  VALUES (?class ?kind) { (owl:Class 1) (owl:ObjectProperty 2) (owl:DatatypeProperty 3) }
  GRAPH dcg:ontology { ?term a ?class ; rdfs:label ?label . OPTIONAL { ?term skos:definition ?definition } }
  FILTER(STRSTARTS(STR(?term), STR(dco:)))
}"""
_HEADINGS = {"1": "Classes", "2": "Properties between things", "3": "Properties with values"}


class _Sheet:
    """Collects triples about one subject at a time."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(self, subject: str, *pairs: tuple[str, str | int | Literal]) -> None:
        """Add triples: a string is an IRI, a number an integer."""
        for predicate, value in pairs:
            term = value if isinstance(value, Literal) else _term(value)
            self.triples.append(Triple(NamedNode(subject), NamedNode(predicate), term))


def _term(value: str | int) -> NamedNode | Literal:
    return NamedNode(value) if isinstance(value, str) else Literal(str(value), datatype=NamedNode(_XSD + "integer"))


def _a(class_: str) -> tuple[str, str]:
    return PREFIXES["rdf"] + "type", class_


def describe_service(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Describe the endpoint below ``base`` as ``type`` (SPARQL 1.1 Service Description)."""
    base: str = job["base"]
    service, dataset, everything = f"{base}sparql", f"{base}dataset#it", f"{base}dataset#all"
    sheet = _Sheet()
    sheet.say(service, _a(_SD + "Service"), (_SD + "endpoint", service), (_SD + "defaultDataset", dataset))
    sheet.say(service, (_SD + "supportedLanguage", _SD + "SPARQL11Query"), (_SD + "feature", _SD + "UnionDefaultGraph"))
    sheet.say(service, *((_SD + "resultFormat", _FORMATS + name) for name in _WRITTEN.values()))
    sheet.say(dataset, _a(_SD + "Dataset"), (_SD + "defaultGraph", everything))
    sheet.say(everything, _a(_SD + "Graph"), (_VOID + "triples", store.count()))
    for name, count in store.graphs().items():
        entry = f"{base}dataset#{hashlib.sha256(name.encode()).hexdigest()[:16]}"
        sheet.say(dataset, (_SD + "namedGraph", entry))
        sheet.say(entry, _a(_SD + "NamedGraph"), (_SD + "name", name), (_SD + "graph", f"{entry}-graph"))
        sheet.say(f"{entry}-graph", _a(_SD + "Graph"), (_VOID + "triples", count))
    write_triples(sheet.triples, job["type"], output)


def describe_dataset(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Describe the data below ``base`` as ``type``: VoID and DCAT, or a page."""
    base: str = job["base"]
    parts = dict(sorted(_count_parts(store.graphs())))
    if job["type"] != HTML:
        return write_triples(_dataset_triples(store, base, parts), job["type"], output)
    output.begin(HTML)
    output.write(
        render(
            "dataset.html",
            base=base,
            title=_TITLE,
            description=_DESCRIPTION,
            documents=f"{len(store.documents()):,}",
            triples=f"{store.count():,}",
            parts=[(name, f"{count:,}") for name, count in parts.items()],
            licence=_LICENCE,
            rights=_RIGHTS,
            alternates=list_alternates(f"{base}dataset"),
        )
    )
    return None


def _count_parts(graphs: Mapping[str, int]) -> Iterable[tuple[str, int]]:
    sums: dict[str, int] = {}
    for graph, count in graphs.items():
        part = _PARTS.get(graph, "statements")
        sums[part] = sums.get(part, 0) + count
    return sums.items()


def _dataset_triples(store: GraphStore, base: str, parts: Mapping[str, int]) -> list[Triple]:
    dataset, service, dump = f"{base}dataset#it", f"{base}sparql", f"{base}rdf-graph-store?default"
    sheet = _Sheet()
    sheet.say(dataset, _a(_VOID + "Dataset"), _a(_DCAT + "Dataset"))
    sheet.say(dataset, (_DCTERMS + "title", Literal(_TITLE, language="en")))
    sheet.say(dataset, (_DCTERMS + "description", Literal(_DESCRIPTION, language="en")))
    sheet.say(dataset, (_DCTERMS + "license", _LICENCE), (_DCTERMS + "rights", Literal(_RIGHTS, language="en")))
    sheet.say(
        dataset, (_VOID + "sparqlEndpoint", service), (_VOID + "dataDump", dump), (_VOID + "triples", store.count())
    )
    sheet.say(dataset, (_VOID + "documents", len(store.documents())), (_VOID + "uriSpace", Literal(DCR)))
    sheet.say(dataset, (_VOID + "uriSpace", Literal(DCC)), (_VOID + "vocabulary", DCO))
    sheet.say(dataset, *((_VOID + "vocabulary", PREFIXES[name]) for name in ("skos", "oa", "prov", "dcterms")))
    sheet.say(dataset, (_VOID + "openSearchDescription", f"{base}openapi.json"))
    sheet.say(f"{base}.well-known/void", _a(_VOID + "DatasetDescription"), (PREFIXES["foaf"] + "primaryTopic", dataset))
    for name, count in parts.items():
        part = f"{base}dataset#{name}"
        sheet.say(dataset, (_VOID + "subset", part))
        sheet.say(part, _a(_VOID + "Dataset"), (_VOID + "triples", count), (_DCTERMS + "title", Literal(name)))
    _add_distributions(sheet, base, dataset, service, dump)
    return sheet.triples


def _add_distributions(sheet: _Sheet, base: str, dataset: str, service: str, dump: str) -> None:
    api = f"{base}dataset#service"
    sheet.say(api, _a(_DCAT + "DataService"), (_DCAT + "endpointURL", service), (_DCAT + "servesDataset", dataset))
    sheet.say(api, (_DCAT + "endpointDescription", f"{base}openapi.json"))
    for name, type_ in NAMES.items():
        if type_ in GRAPH_TYPES:
            copy = f"{base}dataset#{name}"
            sheet.say(dataset, (_DCAT + "distribution", copy))
            sheet.say(copy, _a(_DCAT + "Distribution"), (_DCAT + "accessURL", dump), (_DCAT + "accessService", api))
            sheet.say(copy, (_DCAT + "mediaType", _MEDIA + type_), (_DCTERMS + "license", _LICENCE))


def describe_ontology(store: GraphStore, job: Mapping[str, Any], output: Output) -> None:
    """Give the ontology's graph as ``type``, or a page with an anchor for every term."""
    if job["type"] != HTML:
        quads = store.quads(GRAPH_ONTOLOGY) if GRAPH_ONTOLOGY in store.graphs() else iter(())
        return write_triples((quad.triple for quad in quads), job["type"], output)
    groups: dict[str, dict[str, dict[str, str]]] = {heading: {} for heading in _HEADINGS.values()}
    for kind, name, label, definition in sorted(_terms(store)):
        groups[_HEADINGS[kind]].setdefault(name, {"name": name, "label": label, "definition": definition})
    output.begin(HTML)
    output.write(
        render(
            "ontology.html",
            base=job["base"],
            title="The ontology",
            iri=DCO,
            groups=[(heading, list(terms.values())) for heading, terms in groups.items()],
            alternates=list_alternates(f"{job['base']}ontology"),
        )
    )
    return None


def _terms(store: GraphStore) -> Iterator[tuple[str, str, str, str]]:
    for row in select(store, _TERMS):
        definition = row["definition"].value if row["definition"] is not None else ""
        yield row["kind"].value, row["term"].value.removeprefix(DCO), row["label"].value, definition


def report_health(store: GraphStore, _: Mapping[str, Any], output: Output) -> None:
    """Say in JSON that a worker can read the store, and how much is in it."""
    output.begin("application/json")
    facts = {"status": "ok", "version": __version__, "revision": store.revision, "quads": store.count()}
    output.write(json.dumps({**facts, "documents": len(store.documents())}).encode() + b"\n")
