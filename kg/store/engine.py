"""The only module that touches pyoxigraph's ``Store``: opening, committing, and errors in the user's words.

In: paths, graphs and triples. Out: an open engine. Each change is one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import StoreError
from kg.store.manifest import MANIFEST

__all__ = ["Engine", "change", "open_engine", "translate_errors"]

Engine = Store
_ATTEMPTS, _PAUSE = 8, 0.05


def open_engine(path: Path | None, *, write: bool) -> Store:
    """Open the quads at a path (in memory where it is None)."""
    if path is None:
        return Store()
    try:
        return Store(path) if write else _open_for_reading(path)
    except (OSError, RuntimeError) as error:
        raise _translate(error, path.parent) from error


def _open_for_reading(path: Path) -> Store:
    """Open a snapshot; try again where a writer beside it has just merged a file that the snapshot needs."""
    for _ in range(_ATTEMPTS):
        try:
            return Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            if "No such file" not in str(error):
                raise
        time.sleep(_PAUSE)
    return Store.read_only(str(path))


@contextmanager
def translate_errors(where: Path | None) -> Iterator[None]:
    """Turn what the engine raises into a ``StoreError`` of one clear line."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not str(error).startswith("Corruption"):
            raise  # what a query does wrong
        raise _translate(error, where) from error


def _translate(error: OSError | RuntimeError, where: Path | None) -> StoreError:
    problem, remedy = _explain(str(error))
    return StoreError(problem, where=where, remedy=remedy)


def _explain(message: str) -> tuple[str, str]:
    lowered = message.lower()
    if "/lock:" in lowered:
        return "another program is writing to this store", "wait until it has finished"
    if "permission denied" in lowered:
        return "this user may not read or write it", "check the permissions or choose another --store"
    if "read-only" in lowered or "read only" in lowered:
        return "may not be written", "check the folder's permissions or choose another --store"
    if "no space" in lowered:
        return "the disk is full", "free some space and try again"
    return f"is damaged ({message.strip()})", "kg doctor --repair"


def change(
    engine: Store, drop: Iterable[str], quads: list[Quad], entries: list[Quad], stale: list[Quad] | None = None
) -> None:
    """Drop graphs with their manifest entries, take out stale quads, add quads and entries, all in one transaction.

    Dropping the manifest itself only drops the entry that it has of itself.
    """
    dropped = sorted(drop)
    if not dropped and not stale:
        engine.extend(quads + entries)
        return
    parts = [f"DROP SILENT GRAPH {NamedNode(graph)}" for graph in dropped if graph != MANIFEST.value]
    parts += [f"DELETE WHERE {{ GRAPH {MANIFEST} {{ {NamedNode(graph)} ?p ?o }} }}" for graph in dropped]
    parts += [_data("DELETE", stale or []), _data("INSERT", quads), _data("INSERT", entries)]
    engine.update(" ;\n".join(part for part in parts if part))


def _data(verb: str, quads: list[Quad]) -> str:
    by_graph: dict[str, list[Triple]] = {}
    for quad in quads:
        by_graph.setdefault(str(quad.graph_name), []).append(quad.triple)
    blocks = "\n".join(f"GRAPH {graph} {{\n{_n_triples(triples)}}}" for graph, triples in by_graph.items())
    return f"{verb} DATA {{ {blocks} }}" if blocks else ""


def _n_triples(triples: list[Triple]) -> str:
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    return data.decode() if data else ""
