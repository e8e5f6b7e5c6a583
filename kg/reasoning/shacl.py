"""Whether a graph has the shape that the program promises to write, decided by pyshacl.

In: an rdflib graph, and the shapes of ``ontology/shapes/``. Out: one ``Violation`` a broken constraint, sorted. The
check is closed-world and reads the graph as it is: nothing is inferred, so what a class's shape asks is asked of the
nodes typed with exactly the classes that the shape lists. It refuses to know where the graph comes from.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, SH

from kg.errors import OntologyError
from kg.reasoning.violation import Violation
from kg.resources import ontology_dir

__all__ = ["Violation", "load_shapes", "validate"]


@lru_cache(maxsize=4)
def load_shapes(folder: Path | None = None) -> rdflib.Graph:
    """Return all shapes in one graph, which callers must not change."""
    place = folder or ontology_dir() / "shapes"
    shapes = rdflib.Graph()
    for path in sorted(place.glob("*.ttl")):
        try:
            shapes.parse(path, format="turtle")
        except SyntaxError as error:
            raise OntologyError(f"not valid Turtle: {error}", where=path, remedy="correct this file") from error
    if not shapes:
        raise OntologyError("no shape found", where=place, remedy="reinstall the package")
    return shapes


def validate(graph: rdflib.Graph, *, shapes: rdflib.Graph | None = None) -> list[Violation]:
    """Return what breaks the shapes, sorted by the node; an empty list says that the graph conforms."""
    import pyshacl  # half a second to import, and only this check needs it

    _, report, _ = pyshacl.validate(
        graph,
        shacl_graph=load_shapes() if shapes is None else shapes,
        inference="none",
        advanced=False,
        do_owl_imports=False,
        meta_shacl=False,
    )
    return sorted(_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    def text(predicate: rdflib.URIRef) -> str:
        return str(next(iter(report.objects(result, predicate)), ""))

    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    return Violation(
        focus=text(SH.focusNode),
        shape=text(SH.sourceShape),
        path=text(SH.resultPath),
        value=text(SH.value),
        message="; ".join(messages),
        severity=text(SH.resultSeverity).rpartition("#")[2].lower(),
    )
