"""Hashes of the engine's tables, which never change once written: a flipped bit shows before anything reads over it.

In: the folder that the engine owns, when no writer has it. Out: the file ``quads.sha256`` beside it, and what differs
from it. Tables that a killed writer left have no hash yet; those are checked by reading every index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Store

from kg.files import replace_file

__all__ = ["find_altered", "find_unsealed", "read_indexes", "seal"]


def seal(quads: Path, seals: Path) -> None:
    """Write the hash of every table that has none yet, and forget the tables that are gone."""
    known, tables = _read(seals), _tables(quads)
    if known.keys() == tables.keys():
        return
    hashes = {name: known.get(name) or _hash(path) for name, path in tables.items()}
    replace_file(seals, "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode(), durable=False)


def find_altered(quads: Path, seals: Path) -> list[str]:
    """Return the names of the tables that are not as they were written, sorted."""
    known = _read(seals)
    return [name for name, path in _tables(quads).items() if name in known and _hash(path) != known[name]]


def find_unsealed(quads: Path, seals: Path) -> list[str]:
    """Return the names of the tables that have no hash, sorted."""
    return sorted(_tables(quads).keys() - _read(seals).keys())


def read_indexes(engine: Store) -> None:
    """Read every key of every index; raise what the engine raises for a damaged one. Takes half a minute a million."""
    predicates = set()
    for quad in engine:
        predicates.add(quad.predicate)
        for subject, predicate, place in (
            (quad.subject, quad.predicate, None),
            (quad.subject, None, None),
            (quad.subject, None, quad.graph_name),
        ):
            _exhaust(engine.quads_for_pattern(subject, predicate, quad.object, place))
    for predicate in predicates:
        _exhaust(engine.quads_for_pattern(None, predicate, None, None))
        for graph in engine.named_graphs():
            _exhaust(engine.quads_for_pattern(None, predicate, None, graph))


def _exhaust(quads: Iterable[Quad]) -> None:
    for _ in quads:
        pass


def _tables(quads: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted(quads.glob("*.sst"))}


def _read(seals: Path) -> dict[str, str]:
    """Return the hash of each table; a line that is not one is left out, so its table counts as unsealed."""
    try:
        lines = seals.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split("  ") for line in lines)
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2 and len(pair[0]) == 64}


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
