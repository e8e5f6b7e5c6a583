"""Whether the ontology and some data can be true together, decided by HermiT through owlready2.

In: triples of our own graphs, and the folder of the ontology. Out: a ``ConsistencyReport``. Only what an OWL 2 DL
axiom can speak of reaches the reasoner: declared classes and properties, and literals of OWL 2 datatypes (HermiT
crashes on ``xsd:date`` and its like, which the SHACL shapes check instead). owlready2 follows imports and runs Python
modules that a file names, so it is never handed a file: it sees a fresh world filled from the stripped triples. This
is the one module that imports owlready2, and it knows nothing of stores, queries and shapes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.names import PREFIXES
from kg.reasoning.conflicts import find_conflicts
from kg.resources import ontology_dir

__all__ = ["ConsistencyReport", "check_consistency"]

_RDF, _RDFS, _OWL, _XSD = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_TYPE = ox.NamedNode(_RDF + "type")
_DATATYPES = frozenset(_XSD + name for name in ("string", "integer", "boolean", "decimal", "double", "dateTime"))
_KINDS = {
    _OWL + "Class": "class",
    _OWL + "ObjectProperty": "object",
    _OWL + "DatatypeProperty": "data",
}
_IDENTITY = (_OWL + "sameAs", _OWL + "differentFrom")
_STRUCTURAL = (_RDF, _RDFS, _OWL, _XSD)
_LONGEST_LITERAL = 2_000
_JAVA_MEMORY_MB = 4_000
_BASE = "https://w3id.org/defcoop/check"


@dataclass(frozen=True, slots=True)
class ConsistencyReport:
    """What HermiT found. ``skipped`` gives the reason where it did not run, and then nothing is known.

    ``unsatisfiable`` names the classes that can have no member. ``conflicts`` says in words what contradicts what,
    where the reason is a common one. ``triples`` counts what the reasoner was given, ``ignored`` what no axiom speaks
    of.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    skipped: str | None = None
    triples: int = 0
    ignored: int = 0
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The declared terms by kind, and the functional object properties."""

    kinds: dict[str, str]
    functional: frozenset[str]


def check_consistency(triples: Iterable[ox.Triple] = (), *, ontology: Path | None = None) -> ConsistencyReport:
    """Tell whether the ontology together with ``triples`` has a model.

    Names are taken to be unique where a functional property has two values: OWL alone would conclude that the two
    are one. Without a Java runtime the report is ``skipped``. Raises OntologyError where HermiT itself fails.
    """
    if shutil.which("java") is None:
        return ConsistencyReport(consistent=False, skipped="no Java runtime was found; install one to run HermiT")
    axioms = _read_ontology(ontology or ontology_dir())
    vocabulary = _vocabulary(axioms)
    data = set(triples)
    kept = {triple for triple in data if _speaks(triple, vocabulary)}
    unique = _unique_names(kept, vocabulary)
    given = [*filter(_is_axiom, axioms), *sorted(kept | unique, key=str)]
    consistent, unsatisfiable = _run_hermit(_serialize(given))
    conflicts = () if consistent else find_conflicts(axioms, kept)
    return ConsistencyReport(consistent, unsatisfiable, None, len(given), len(data) - len(kept), conflicts)


def _read_ontology(folder: Path) -> list[ox.Triple]:
    paths = (*sorted((folder / "modules").glob("*.ttl")), folder / "axioms.owl")
    triples: list[ox.Triple] = []
    for path in paths:
        try:
            triples += (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except (OSError, SyntaxError) as error:
            raise OntologyError(str(error), where=path, remedy="restore the file from a release") from error
    return triples


def _vocabulary(axioms: Iterable[ox.Triple]) -> _Vocabulary:
    kinds: dict[str, str] = {}
    functional = set()
    for s, p, o in axioms:
        if p != _TYPE or not isinstance(s, ox.NamedNode) or not isinstance(o, ox.NamedNode):
            continue
        if o.value in _KINDS:
            kinds[s.value] = _KINDS[o.value]
        elif o.value == _OWL + "FunctionalProperty":
            functional.add(s.value)
    return _Vocabulary(kinds, frozenset(name for name in functional if kinds.get(name) == "object"))


def _speaks(triple: ox.Triple, vocabulary: _Vocabulary) -> bool:
    """Tell whether an OWL axiom can speak of a triple of instance data."""
    subject, predicate, value = triple
    if not isinstance(subject, ox.NamedNode) or subject.value in vocabulary.kinds:
        return False
    if predicate == _TYPE:
        return isinstance(value, ox.NamedNode) and vocabulary.kinds.get(value.value) == "class"
    kind = vocabulary.kinds.get(predicate.value)
    if isinstance(value, ox.NamedNode):
        return (kind == "object" or predicate.value in _IDENTITY) and value.value not in vocabulary.kinds
    return kind == "data" and _is_plain(value)


def _is_plain(value: object) -> bool:
    """Tell whether a value is a literal that HermiT takes; no axiom speaks of very long ones."""
    return isinstance(value, ox.Literal) and value.datatype.value in _DATATYPES and len(value.value) <= _LONGEST_LITERAL


def _is_axiom(triple: ox.Triple) -> bool:
    """Tell whether a triple of the ontology carries meaning for a reasoner: no header, annotation or import."""
    _, predicate, value = triple
    if value == ox.NamedNode(_OWL + "Ontology") or predicate.value == _OWL + "imports":
        return False
    if predicate.value in (
        _RDFS + "label",
        _RDFS + "comment",
        _RDFS + "isDefinedBy",
        _OWL + "versionIRI",
        _OWL + "versionInfo",
    ):
        return False
    return str(predicate.value).startswith(_STRUCTURAL)


def _unique_names(triples: Iterable[ox.Triple], vocabulary: _Vocabulary) -> set[ox.Triple]:
    """Say of the values that one subject has for a functional property that they differ."""
    values: defaultdict[tuple[str, str], list[ox.NamedNode]] = defaultdict(list)
    for subject, predicate, value in triples:
        if predicate.value in vocabulary.functional and isinstance(value, ox.NamedNode):
            values[str(subject), predicate.value].append(value)
    different = ox.NamedNode(_OWL + "differentFrom")
    return {
        ox.Triple(a, different, b)
        for group in values.values()
        for a, b in combinations(sorted(group, key=str), 2)
    }  # fmt: skip


def _serialize(triples: Iterable[ox.Triple]) -> bytes:
    header = ox.Triple(ox.NamedNode(_BASE), _TYPE, ox.NamedNode(_OWL + "Ontology"))
    output = io.BytesIO()
    ox.serialize([header, *triples], output=output, format=ox.RdfFormat.N_TRIPLES)
    return output.getvalue()


def _run_hermit(ntriples: bytes) -> tuple[bool, tuple[str, ...]]:
    import owlready2  # a second to import, and only this check needs it

    owlready2.reasoning.JAVA_MEMORY = _JAVA_MEMORY_MB
    world = owlready2.World()
    try:
        with _own_temporary_files():
            ontology = world.get_ontology(_BASE + "#").load(fileobj=io.BytesIO(ntriples), only_local=True)
            with ontology:
                owlready2.sync_reasoner_hermit(world, debug=0)
        return True, tuple(sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing))
    except owlready2.OwlReadyInconsistentOntologyError:
        return False, ()
    except owlready2.OwlReadyJavaError as error:
        raise OntologyError(
            f"HermiT failed: {str(error)[:400]}", remedy="check the Java runtime and the ontology"
        ) from error
    finally:
        world.close()


@contextmanager
def _own_temporary_files() -> Iterator[None]:
    """Let temporary files land in a folder that is removed; owlready2 leaves its file behind after a contradiction."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="kg-hermit-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
