"""The media types that the endpoint writes, each with the engine's name of the format.

In: nothing. Out: tables in order of preference: the first of a table answers ``Accept: */*``.
"""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

__all__ = ["DATASET_TYPES", "DOCUMENT_TYPES", "GRAPH_TYPES", "HTML", "NAMES", "SOLUTION_TYPES"]

HTML = "text/html"
SOLUTION_TYPES: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
DATASET_TYPES: dict[str, RdfFormat] = {
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
GRAPH_TYPES: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    **DATASET_TYPES,
}
DOCUMENT_TYPES = (HTML, *GRAPH_TYPES)
NAMES = {
    "html": HTML,
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
"""Short names for links and addresses (``?as=turtle``)."""
