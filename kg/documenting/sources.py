"""The whole ontology in memory, one named graph a file, for whoever judges or describes it.

In: the folder of the ontology. Out: a pyoxigraph store, and file names. It refuses to know what any file is for:
reference data, lexicon, shapes and alignments are all Turtle here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.resources import ontology_dir

__all__ = ["load_store", "ontology_files"]


def ontology_files(folder: Path | None = None) -> list[Path]:
    """Return the Turtle files of the ontology, ``axioms.owl`` among them, in a fixed order."""
    place = folder or ontology_dir()
    files = [path for path in place.rglob("*") if path.suffix in (".ttl", ".owl")]
    if not files:
        raise OntologyError("no Turtle file found", where=place, remedy="reinstall the package")
    return sorted(files, key=lambda path: path.relative_to(place).as_posix())


def load_store(files: Iterable[Path]) -> ox.Store:
    """Return a store with the triples of each file in a graph of its own, named by its number.

    Raises OntologyError with the line of what is not Turtle.
    """
    store = ox.Store()
    for number, path in enumerate(files):
        graph = ox.NamedNode(f"urn:file:{number}")
        try:
            quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            store.extend(ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)
        except SyntaxError as error:
            place = f"{path}:{error.lineno}" if error.lineno else path
            raise OntologyError(f"not valid Turtle: {error.msg}", where=place, remedy="correct this file") from error
        except OSError as error:
            raise OntologyError(f"cannot be read: {error.strerror or error}", where=path) from error
    return store
