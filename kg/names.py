"""The names of the graph: namespaces, and IRIs made from identity alone.

In: labels, codes and offsets. Out: IRI strings. No counter, clock or hash seed takes part, so the same
identity has the same IRI in every run. This module knows nothing of RDF libraries.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

__all__ = [
    "DCC",
    "DCG",
    "DCL",
    "DCO",
    "DCR",
    "GRAPH_INFERENCES",
    "GRAPH_ONTOLOGY",
    "GRAPH_REFERENCE",
    "PREFIXES",
    "belongs_to",
    "compact",
    "document_graph",
    "document_iri",
    "document_slug",
    "expand",
    "owning_state",
    "parse_span",
    "slug",
    "span_iri",
]

DCO = "https://w3id.org/defcoop/ontology#"
DCC = "https://w3id.org/defcoop/concept/"
DCR = "https://w3id.org/defcoop/id/"
DCL = "https://w3id.org/defcoop/lexicon/"
DCG = "https://w3id.org/defcoop/graph/"

PREFIXES: dict[str, str] = {
    "dco": DCO,
    "dcc": DCC,
    "dcr": DCR,
    "dcl": DCL,
    "dcg": DCG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "bibo": "http://purl.org/ontology/bibo/",
    "vann": "http://purl.org/vocab/vann/",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}

GRAPH_ONTOLOGY = DCG + "ontology"
GRAPH_REFERENCE = DCG + "reference"
GRAPH_INFERENCES = DCG + "inferences"

_NATIONAL = re.compile(re.escape(DCR) + r"(?:org|post)/([A-Z]{3})/")
_SPAN = re.compile(r"/(\d+)-(\d+)(?:/|$)")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"})


def slug(label: str, *, limit: int = 80) -> str:
    """Return a label as a lower-case ASCII slug, cut at a word end before ``limit`` characters.

    A label without a Latin letter or digit has no readable slug; it gets eight hex digits of its SHA-256.

    >>> slug("María Dolores de Cospedal")
    'maria-dolores-de-cospedal'
    """
    folded = unicodedata.normalize("NFKD", label.casefold().translate(_LETTERS))
    ascii_only = "".join(c for c in folded if not unicodedata.combining(c))
    text = _NOT_SLUG.sub("-", ascii_only).strip("-")
    if not text:
        return hashlib.sha256(label.encode()).hexdigest()[:8]
    if len(text) > limit:
        text = text[: limit + 1].rpartition("-")[0] or text[:limit]
    return text


def document_slug(title: str, date: str | None, name: str = "") -> str:
    """Return the identity of a document: its date and title, told apart by the name of its file.

    The last eight hex digits hash the full title, the date and ``name`` (the file's name without its folder
    and suffix), so that two files never share an IRI only because their titles begin alike, and a corpus that moves to
    another folder keeps its IRIs. The text takes no part: a corrected text is the same document.
    """
    digest = hashlib.sha256("\x1f".join((title, date or "", name)).encode()).hexdigest()[:8]
    return "-".join(part for part in (date, slug(title, limit=60), digest) if part)


def document_iri(document: str) -> str:
    """Return the IRI of the document with this slug."""
    return f"{DCR}document/{document}"


def document_graph(iri: str) -> str:
    """Return the named graph that holds a document's quads.

    >>> document_graph("https://w3id.org/defcoop/id/document/x")
    'https://w3id.org/defcoop/graph/document/x'
    """
    return DCG + iri.removeprefix(DCR)


def belongs_to(iri: str, graph: str) -> bool:
    """Tell whether a node is one of the document in this named graph: the document itself, or a place in it.

    >>> belongs_to(span_iri("act", document_iri("d"), 3, 9), document_graph(document_iri("d")))
    True
    """
    document = graph.removeprefix(DCG + "document")
    return iri.startswith(DCR) and (iri.endswith(document) or f"{document}/" in iri)


def span_iri(kind: str, document: str, start: int, end: int) -> str:
    """Return the IRI of a node that is identified by its place in a document.

    >>> span_iri("act", document_iri("d"), 3, 9)
    'https://w3id.org/defcoop/id/act/d/3-9'
    """
    return f"{DCR}{kind}/{document.removeprefix(DCR + 'document/')}/{start}-{end}"


def parse_span(iri: str) -> tuple[int, int]:
    """Return the offsets that the IRI of a node with a place in a document is made of.

    >>> parse_span(span_iri("act", document_iri("d"), 3, 9))
    (3, 9)
    """
    match = _SPAN.search(iri)
    if match is None:
        raise ValueError(f"{iri} is not identified by a place")
    return int(match[1]), int(match[2])


def owning_state(iri: str | None) -> str | None:
    """Return the state whose organ or post an IRI names by its path, or None.

    >>> owning_state("https://w3id.org/defcoop/id/org/JPN/ministry-of-defense")
    'https://w3id.org/defcoop/id/state/JPN'
    """
    match = _NATIONAL.match(iri or "")
    return f"{DCR}state/{match[1]}" if match else None


@lru_cache(maxsize=1 << 14)
def expand(name: str) -> str:
    """Return the full IRI of a prefixed name; a full IRI, or a name with an unknown prefix, comes back as it is.

    >>> expand("dco:State")
    'https://w3id.org/defcoop/ontology#State'
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else name


def compact(iri: str) -> str:
    """Return an IRI as a prefixed name where one of ours or of the vocabularies we use fits.

    >>> compact("https://w3id.org/defcoop/concept/issue/piracy")
    'dcc:issue/piracy'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
