"""Building: files into the store, validated, with what follows from them.

In: sources and an open store. Out: a ``BuildReport``. Each document is replaced in a transaction of its own, together
with its inferences, so an interrupted build keeps what it finished, and one bad file among good ones stops none of
them. A document whose bytes, sidecar, decisions, ontology and program have not changed is not even read into a record.
The module knows nothing of how anything is extracted, mapped, inferred or stored.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.decisions import FILE_NAME, Decisions, apply_decisions, load_decisions, read_decisions
from kg.errors import KgError, SourceError
from kg.extraction.assembly import extract
from kg.inputs import Inputs, gather_inputs
from kg.mapping import map_record
from kg.names import GRAPH_ONTOLOGY, GRAPH_REFERENCE, document_graph
from kg.reading import Source as ReadSource
from kg.reading import find_sources, read_source
from kg.reasoning.maintaining import Maintainer
from kg.reasoning.screening import surely_conforms
from kg.reasoning.violation import Violation
from kg.record import Record
from kg.resources import ontology_dir
from kg.store import QuadStore, Source, to_graph
from kg.version import __version__

__all__ = [
    "BuildReport",
    "Progress",
    "build",
    "catch_up",
    "find_decisions",
    "gather_decisions",
    "ingest",
    "load_base",
    "remove",
]

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. Counts are of the documents that it read; ``quads`` is the whole store's."""

    documents: int
    unchanged: int
    acts: int
    commitments: int
    activities: int
    entities: int
    issues: int
    quads: int
    seconds: float
    failures: tuple[KgError, ...] = ()
    violations: tuple[Violation, ...] = ()


def build(
    store: QuadStore, specs: Iterable[str], progress: Progress | None = None, decisions: Path | None = None
) -> BuildReport:
    """Ingest files, folders and globs, validate each document and infer what follows from it.

    ``decisions`` replaces the files of decisions beside the statements and in the store's folder. Raises
    ``SourceError`` where a spec names nothing, or a decision is malformed.
    """
    started = time.monotonic()
    paths = find_sources(specs)
    given = read_decisions(decisions) if decisions else None
    decided = {path: given or find_decisions(store, path) for path in paths}
    records: list[Counts] = []
    failures: list[KgError] = []
    load_base(store)
    with Maintainer(store) as maintainer:
        maintainer.catch_up()
        for number, path in enumerate(paths, start=1):
            try:
                counts = _ingest(store, maintainer, path, decided[path])
            except KgError as error:
                failures.append(error)
                maintainer.cancel()
            else:
                records.append(counts)
            if progress:
                progress(number, len(paths))
    fresh = [counts for counts in records if counts.document]
    return BuildReport(
        documents=len(fresh),
        unchanged=len(records) - len(fresh),
        acts=sum(counts.acts for counts in fresh),
        commitments=sum(counts.commitments for counts in fresh),
        activities=sum(counts.activities for counts in fresh),
        entities=sum(counts.entities for counts in fresh),
        issues=sum(counts.issues for counts in fresh),
        quads=store.count(),
        seconds=time.monotonic() - started,
        failures=tuple(failures),
        violations=tuple(v for counts in fresh for v in counts.violations),
    )


def remove(store: QuadStore, document: str) -> None:
    """Take a document out, with what follows from it alone."""
    with Maintainer(store) as maintainer:
        maintainer.catch_up()
        if store.document(document):
            store.remove_document(document, maintainer.revise({document_graph(document): None}))
            maintainer.confirm()


def catch_up(store: QuadStore) -> None:
    """Make the inferences those of the store as it is, whoever changed it and whatever was cut short."""
    with Maintainer(store) as maintainer:
        maintainer.catch_up()


@dataclass(frozen=True, slots=True)
class Counts:
    """What one document brought; ``document`` is empty where it had not changed."""

    document: str = ""
    acts: int = 0
    commitments: int = 0
    activities: int = 0
    entities: int = 0
    issues: int = 0
    violations: tuple[Violation, ...] = ()


def find_decisions(store: QuadStore, source: Path) -> Decisions:
    """Return what a person decided about a source: in the file beside it and in the one in the store's folder."""
    return load_decisions(source.parent / FILE_NAME, *([store.path / FILE_NAME] if store.path else []))


def gather_decisions(store: QuadStore) -> Decisions:
    """Return what a person decided about any document of a store, as ``find_decisions`` finds it."""
    paths = (Path(known.source.path) for known in store.documents())
    folders = sorted({path.parent for path in paths if path.is_absolute()})  # a server tells names of files alone
    return load_decisions(
        *(folder / FILE_NAME for folder in folders), *([store.path / FILE_NAME] if store.path else [])
    )


def _ingest(store: QuadStore, maintainer: Maintainer, path: Path, decisions: Decisions) -> Counts:
    source, place = read_source(path), str(path.resolve())
    inputs = gather_inputs(source, path.name, decisions)
    known = store.document_at(place)
    if known and known.source.fingerprint == _fingerprint(source, inputs):
        return Counts()
    return ingest(store, source, place, inputs, maintainer)


def ingest(
    store: QuadStore, source: ReadSource, place: str, inputs: Inputs, maintainer: Maintainer | None = None
) -> Counts:
    """Replace the document that was read from a place by what is made of a source today, and return what that is.

    Its inferences come with it if a maintainer is given, else when ``catch_up`` is called or the next build begins.
    """
    record = apply_decisions(extract(source), inputs.decisions, inputs.name)
    _refuse_namesake(store, record, place)
    quads = map_record(record)
    violations = _validate(quads)
    kept = Source(place, source.sha256, _fingerprint(source, inputs), inputs.to_json())
    amendment = None
    if maintainer:
        known = store.document_at(place)
        changes: dict[str, list[ox.Quad] | None] = {known.graph: None} if known else {}
        amendment = maintainer.revise({**changes, document_graph(record.document.id): quads})
    store.replace_document(record.document.id, quads, kept, source.raw, amendment)
    if maintainer:
        maintainer.confirm()
    return Counts(
        document=record.document.id,
        acts=len(record.acts),
        commitments=len(record.commitments),
        activities=len(record.activities),
        entities=len(record.entities),
        issues=len(record.issues),
        violations=violations,
    )


def _refuse_namesake(store: QuadStore, record: Record, place: str) -> None:
    """Raise where another file that is still there has the same title, date and name, and other words."""
    other = store.document(record.document.id)
    if other is None or other == store.document_at(place) or other.source.sha256 == record.document.sha256:
        return
    if Path(other.source.path).is_absolute() and Path(other.source.path).exists():
        raise SourceError(
            f"same title, date and file name as {other.source.path}", where=place, remedy="rename one of the two"
        )


def _validate(quads: list[ox.Quad]) -> tuple[Violation, ...]:
    if surely_conforms(quads):
        return ()
    from kg.reasoning.shacl import validate  # a second to import, and only broken shapes need it

    return tuple(validate(to_graph(quads)))


def _fingerprint(source: ReadSource, inputs: Inputs) -> str:
    """Return a hash of what a document's quads depend on: its bytes, sidecar, name, decisions, knowledge, program."""
    parts = (source.sha256, inputs.to_json(), _knowledge_hash(), __version__)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _knowledge_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(ontology_dir().rglob("*.*")):
        digest.update(path.relative_to(ontology_dir()).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_base(store: QuadStore) -> bool:
    """Bring the graphs of the ontology and of the reference data up to date; tell whether anything changed."""
    ontology = store.set_graph(GRAPH_ONTOLOGY, _triples(reference=False))
    return store.set_graph(GRAPH_REFERENCE, _triples(reference=True)) or ontology


def _triples(*, reference: bool) -> Iterator[ox.Triple]:
    """Return the base's triples with literals in the engine's canonical form, as they will be read back."""
    canonical = ox.Store()
    for path in sorted(ontology_dir().rglob("*.ttl")):
        folder = path.relative_to(ontology_dir()).parts[0]
        if folder != "shapes" and (folder == "reference") == reference:
            canonical.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    return (quad.triple for quad in canonical)
