"""Lets graphs in that were made elsewhere in this vocabulary, each checked before it enters.

In: files of RDF and an open store. Out: an ``ImportReport``. A file is let in whole or not at all: every document of it
is checked before the first is written, then each is written in one transaction. The manifest names the file, its hash
and, by a fingerprint ``import:…``, that no text was read; each graph is kept in the place of an original. Inferences
are never taken from a file.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Store as Scratch

from kg.building import load_base
from kg.errors import KgError
from kg.exporting.keys import key_to_line
from kg.exporting.reifying import add_reifications
from kg.importing.checking import count_unchecked, find_faults
from kg.importing.reading import GraphFile, open_graph_file
from kg.importing.screening import ImportRefusedError
from kg.importing.splitting import Base, Splitter
from kg.names import DCG, DCR, document_graph
from kg.reasoning.maintaining import Maintainer
from kg.sorting import Sorter
from kg.store import QuadStore, Source, transcribe

__all__ = ["ImportRefusedError", "ImportReport", "import_files"]

Progress: TypeAlias = Callable[[int, int], None]
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: documents that are new or changed, and unchanged ones, and the store's quads.

    ``left_out`` counts statements of the ontology, reference data and inferences, which are the store's own;
    ``unchecked`` pieces of evidence whose text was not in the file. ``failures`` are the files that were refused.
    """

    documents: int
    unchanged: int
    quads: int
    left_out: int
    unchecked: int
    seconds: float
    failures: tuple[KgError, ...] = ()


def import_files(store: QuadStore, paths: Iterable[Path], progress: Progress | None = None) -> ImportReport:
    """Import files one after another; one that is refused stops none of the others."""
    started = time.monotonic()
    load_base(store)
    failures: list[KgError] = []
    counts = [0, 0, 0, 0]
    base = Base(store)
    with Maintainer(store) as maintainer:
        maintainer.catch_up()
        for path in paths:
            try:
                with open_graph_file(path) as file:
                    found = _import_file(base, maintainer, file, progress)
                counts = [one + other for one, other in zip(counts, found, strict=True)]
            except KgError as error:
                failures.append(error)
                maintainer.cancel()
    changed, unchanged, left_out, unchecked = counts
    seconds = time.monotonic() - started
    return ImportReport(changed, unchanged, store.count(), left_out, unchecked, seconds, tuple(failures))


def _import_file(
    base: Base, maintainer: Maintainer, file: GraphFile, progress: Progress | None
) -> tuple[int, int, int, int]:
    store, splitter = base.store, Splitter(base, file.name)
    with Sorter() as lines:
        lines.add(splitter.split(file.quads()))
        total, unchecked = _check(store, file, lines)
        changed = 0
        for number, (document, quads) in enumerate(_documents(store, lines), start=1):
            changed += _write(store, maintainer, file, document, quads)
            if progress:
                progress(number, total)
    return changed, total - changed, splitter.left_out, unchecked


def _check(store: QuadStore, file: GraphFile, lines: Iterable[bytes]) -> tuple[int, int]:
    """Return how many documents the file has, and how many pieces of evidence could not be checked."""
    total = unchecked = 0
    for document, quads in _documents(store, lines):
        if faults := find_faults(document, quads):
            more = f" (and {len(faults) - _SHOWN} more)" if len(faults) > _SHOWN else ""
            raise ImportRefusedError(
                "; ".join(faults[:_SHOWN]) + more,
                where=f"{file.name}: {document.removeprefix(DCR)}",
                remedy="correct the file; nothing of it was imported",
            )
        total, unchecked = total + 1, unchecked + count_unchecked(document, quads)
    if not total:
        raise ImportRefusedError("holds no statement", where=file.name, remedy="give a graph with a dco:JointStatement")
    return total, unchecked


def _documents(store: QuadStore, lines: Iterable[bytes]) -> Iterator[tuple[str, list[Quad]]]:
    """Yield each document's IRI and quads, literals in the engine's canonical form."""
    for graph, group in groupby(lines, lambda line: line.partition(b"\t")[0]):
        keys = [line.partition(b"\t")[2] for line in group]
        name = NamedNode(graph.decode())
        plain = _drop_reifications(store, keys)
        scratch = Scratch()
        triples = parse(b"".join(map(key_to_line, plain)), format=RdfFormat.N_TRIPLES)
        scratch.bulk_extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
        yield DCR + name.value.removeprefix(DCG), list(scratch)


def _drop_reifications(store: QuadStore, keys: Sequence[bytes]) -> list[bytes]:
    """Return the keys without those of RDF 1.2 that only repeat what a fact's node says."""
    plain = [key for key in keys if b"\t<<( " not in key]
    if len(plain) == len(keys):
        return plain
    repeated = set(add_reifications(store, plain)) - set(plain)
    return [key for key in keys if key not in repeated]


def _write(store: QuadStore, maintainer: Maintainer, file: GraphFile, document: str, quads: list[Quad]) -> bool:
    """Replace a document; tell whether anything changed."""
    graph = document_graph(document)
    if store.document(document) and set(store.quads(graph)) == set(quads):
        return False
    place = f"{file.name.resolve()}#{document.removeprefix(DCR)}"
    source = Source(place, file.sha256, f"import:{file.sha256}")
    amendment = maintainer.revise({graph: quads})
    store.replace_document(document, quads, source, transcribe(quads), amendment)
    maintainer.confirm()
    return True
