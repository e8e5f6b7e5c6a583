"""The ontology as one Turtle file: what a registry hosts and a tool opens.

In: the modules with classes, properties and axioms, and the concept schemes. Out: Turtle whose bytes depend on nothing
but those files. Lexicon, reference data, shapes and alignments are other artefacts and stay out.
"""

from __future__ import annotations

from pathlib import Path

import rdflib
from rdflib import OWL, RDF
from rdflib.compare import to_canonical_graph

from kg.errors import OntologyError
from kg.names import DCL, DCO, PREFIXES
from kg.resources import ontology_dir

__all__ = ["MODULES", "merge", "release_text", "version"]

MODULES = (
    "modules",
    "axioms.owl",
    "frames.ttl",
    "naming.ttl",
    "patterns.ttl",
    "alignments/vocabulary.ttl",
    "concepts",
)
_ONTOLOGY = rdflib.URIRef(DCO.rstrip("#"))
_NOTE = "# The defcoop ontology {version} in one file: its classes, properties, axioms and concept schemes.\n\n"


def merge(folder: Path | None = None) -> rdflib.Graph:
    """Return the triples of the release: of the modules all but words of the lexicon, and one header."""
    place = folder or ontology_dir()
    merged = rdflib.Graph()
    for name in MODULES:
        part = place / name
        for path in [part] if part.is_file() else sorted(part.glob("*.ttl")):
            merged += _read(path)
    if not merged:
        raise OntologyError("no module found", where=place, remedy="reinstall the package")
    for word in {node for node in merged.subjects() if str(node).startswith(DCL)}:
        merged.remove((word, None, None))
    for header in set(merged.subjects(RDF.type, OWL.Ontology)) - {_ONTOLOGY}:
        merged.remove((header, None, None))
    return merged


def _read(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except SyntaxError as error:
        raise OntologyError(f"not valid Turtle: {error}", where=path, remedy="correct this file") from error


def version(graph: rdflib.Graph) -> str:
    """Return the version that the ontology's header gives."""
    found = graph.value(_ONTOLOGY, OWL.versionInfo)
    if found is None:
        raise OntologyError(
            "no owl:versionInfo", where=_ONTOLOGY, remedy="give the header of modules/core.ttl a version"
        )
    return str(found)


def release_text(folder: Path | None = None) -> str:
    """Return the release as Turtle; blank nodes are named by what they say, so the text is the same in every run."""
    merged = merge(folder)
    canonical = rdflib.Graph(bind_namespaces="none")
    canonical += to_canonical_graph(merged)
    for prefix, namespace in PREFIXES.items():
        canonical.bind(prefix, namespace)
    return _NOTE.format(version=version(merged)) + canonical.serialize(format="turtle").strip() + "\n"
