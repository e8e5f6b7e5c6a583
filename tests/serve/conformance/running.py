"""Runs cases against servers of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx2 as httpx
import pyoxigraph as ox

from benchmarks.endpoint import serving
from kg.store import GraphStore
from tests.serve.conformance.manifests import Case
from tests.serve.conformance.outcomes import Outcome
from tests.serve.conformance.protocols import run_description_case, run_graph_store_case, run_protocol_case
from tests.serve.conformance.queries import EVALUATION, SYNTAX, load_data, run_query_case


def run(cases: Iterable[Case], root: Path) -> Iterator[Outcome]:
    """Yield the outcome of each case; ``root`` is the folder of the suites."""
    listed = list(cases)
    with tempfile.TemporaryDirectory() as folder:
        yield from _run_reading([case for case in listed if case.kind != "GraphStoreProtocolTest"], root, Path(folder))
        writing = [case for case in listed if case.kind == "GraphStoreProtocolTest"]
        if writing:
            yield from _run_writing(writing, Path(folder) / "graphs")


def _run_reading(cases: list[Case], root: Path, folder: Path) -> Iterator[Outcome]:
    with GraphStore.open(folder / "store") as store:
        load_data(store, cases, root)
        for case in cases:
            if case.kind == "ProtocolTest":
                for name, path in case.graphs:
                    store.set_graph(
                        name, [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.N_TRIPLES)]
                    )
    with serving(folder / "store") as server, httpx.Client(base_url=server.address, timeout=60) as client:
        for case in cases:
            yield _run(client, case, root)


def _run(client: httpx.Client, case: Case, root: Path) -> Outcome:
    if case.kind in SYNTAX or case.kind in EVALUATION:
        return run_query_case(client, case, root)
    if case.kind == "ProtocolTest":
        return run_protocol_case(client, case)
    if case.kind == "ServiceDescriptionTest":
        return run_description_case(client, case)
    return Outcome(case.id, "out of scope", "updates are not served")


def _run_writing(cases: list[Case], path: Path) -> Iterator[Outcome]:
    GraphStore.open(path).close()
    with serving(path) as server, httpx.Client(base_url=server.address, timeout=60) as client:
        for case in cases:
            yield run_graph_store_case(client, case, path)
