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

__all__ = ["Violation", "lift_properties", "load_shapes", "validate"]

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


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
        shacl_graph=_load_lifted() if shapes is None else lift_properties(shapes),
        inference="none",
        advanced=False,
        do_owl_imports=False,
        meta_shacl=False,
    )
    return sorted(_violation(report, result) for result in report.subjects(RDF.type, SH.ValidationResult))


@lru_cache(maxsize=1)
def _load_lifted() -> rdflib.Graph:
    return lift_properties(load_shapes())


def lift_properties(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return shapes that mean the same, in which the property shapes have the targets of the node shapes around them.

    pyshacl calls a property shape once for each focus node of the node shape around it, and once for all focus nodes
    where it has targets of its own; a result names the property shape either way (SHACL, sections 2.1.3 and 4.7.2).
    A node shape that other shapes refer to, that is deactivated or that has no target is left as it is.
    """
    lifted = rdflib.Graph()
    lifted += shapes
    for shape in set(shapes.subjects(SH.property)):
        targets = [pair for pair in shapes.predicate_objects(shape) if pair[0] in _TARGETS]
        if not targets or (shape, SH.deactivated, None) in shapes or any(shapes.triples((None, None, shape))):
            continue
        for property_shape in shapes.objects(shape, SH.property):
            lifted.remove((shape, SH.property, property_shape))
            for predicate, target in targets:
                lifted.add((property_shape, predicate, target))
    return lifted


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
