"""The SPARQL rules on a document and on a large store, beside owlrl and HermiT in one run, at sizes that they can do.

``python -m benchmarks.reasoning --documents 10000`` measures reasoning alone, on that many documents.
"""

from __future__ import annotations

import argparse
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import rdflib

from benchmarks.measures import cpu_seconds, run
from benchmarks.synthetic import Statements, variants
from kg.reasoning.consistency import check_consistency
from kg.reasoning.rules import infer
from kg.reasoning.screening import surely_conforms
from kg.reasoning.shacl import validate
from kg.resources import ontology_dir
from kg.store import to_graph

LIMIT = 60.0
_LARGE = """
import sys, tempfile
from pathlib import Path
from benchmarks.synthetic import fill
from kg.names import GRAPH_INFERENCES
from kg.store import GraphStore
with tempfile.TemporaryDirectory() as folder, GraphStore.open(Path(folder) / "store") as store:
    reasoning, seconds = fill(store, int(sys.argv[1]), int(sys.argv[2]) or None)
    print(store.count(), store.graphs()[GRAPH_INFERENCES], reasoning, seconds)
"""


def measure(documents: int) -> None:
    """Print the time of each reasoner, and how time and memory of the rules grow with the documents."""
    _measure(max(2, documents // 10))


def _measure(large: int, longest: int = 0) -> None:
    print("Reasoning")
    _compare()
    _limit("owlrl", _owlrl)
    if shutil.which("java") is not None:
        _limit("HermiT", _hermit)
    _grow(large, longest)


def _compare() -> None:
    _, document = next(variants(1))
    store = Statements(1)
    rules, found = cpu_seconds(lambda: infer(store.quads_with))
    base = Statements(0)
    alone, _ = cpu_seconds(lambda: infer(base.quads_with))
    print(f"  one document of {len(document):,} triples with ontology and reference data, {len(store):,} triples")
    print(f"    rules            {rules * 1000:9.0f} ms   {len(found):7,} triples inferred   1.0 x")
    print(f"    rules, document  {max(0.0, rules - alone) * 1000:9.0f} ms   beyond what the base takes alone")
    closure, added = cpu_seconds(lambda: _owlrl(document))
    ratio = f"{closure / rules:5.1f} x, on ontology/modules and the document alone"
    print(f"    owlrl            {closure * 1000:9.0f} ms   {added:7,} triples inferred {ratio}")
    if shutil.which("java") is None:
        print("    HermiT left out: no Java runtime")
    else:
        seconds, verdict = _all_seconds(lambda: _hermit(document))
        print(f"    HermiT           {seconds * 1000:9.0f} ms   {verdict} {seconds / rules:21.1f} x, on the same two")
    shapes, broken = cpu_seconds(lambda: validate(_rdflib(document)))
    quick, _ = cpu_seconds(lambda: surely_conforms(ox.Quad(t.subject, t.predicate, t.object) for t in document))
    print(f"    shapes, screened {quick * 1000:9.1f} ms")
    print(f"    pyshacl          {shapes * 1000:9.0f} ms   {len(broken):7,} violations {shapes / rules:13.1f} x")


def _modules() -> list[Path]:
    return sorted((ontology_dir() / "modules").glob("*.ttl"))


def _limit(name: str, close: Callable[[list[ox.Triple]], object]) -> None:
    """Print on how many documents a reasoner ends within the limit, beside the rules on the same documents."""
    count, seconds = 1, 0.0
    while seconds * 2 < LIMIT:
        documents = [triple for _, triples in variants(count) for triple in triples]
        seconds, _ = _all_seconds(lambda documents=documents: close(documents))
        store = Statements(count)
        rules, _ = cpu_seconds(lambda store=store: infer(store.quads_with))
        print(
            f"    {name:6} on {count:4} documents {seconds:7.1f} s   rules {rules:6.2f} s {seconds / rules:9.1f} x",
            flush=True,
        )
        count *= 2
    print(f"    {count} documents would take {name} over {LIMIT:.0f} s")


def _owlrl(documents: list[ox.Triple]) -> int:
    """Close the modules and the documents under OWL RL; return how many triples there are then."""
    axioms = [quad.triple for path in _modules() for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    graph = _rdflib([*axioms, *documents])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return len(graph) - len(axioms) - len(documents)


def _hermit(documents: list[ox.Triple]) -> str:
    return "consistent" if check_consistency(documents).consistent else "inconsistent"


def _all_seconds(call: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds of this process and of its children that a call took, and its result."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, result = cpu_seconds(call)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result


def _rdflib(document: list[ox.Triple]) -> rdflib.Graph:
    return to_graph(ox.Quad(*triple) for triple in document)


def _grow(large: int, longest: int) -> None:
    small = max(1, large // 10)
    sizes = []
    for count in (max(1, small // 10), small, large):
        used = run("-c", _LARGE, str(count), str(longest))
        quads, inferred, reasoning, seconds = used.output.split()
        sizes.append(float(reasoning) / count)
        print(
            f"  {count:6,} documents {int(quads):11,} quads {int(inferred):9,} inferred"
            f" {float(reasoning) / count * 1000:7.1f} ms/document, {float(seconds) / count * 1000:7.1f} with writing"
            f"   peak {used.peak_megabytes:6.0f} MB"
        )
    print(f"  {large / small:.0f} x documents: {sizes[2] / sizes[1]:.2f} x time a document")


def main() -> None:
    """Measure reasoning alone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000, help="how many documents the largest store holds")
    parser.add_argument("--longest", type=int, default=0, help="leave out of the stores texts of more bytes")
    options = parser.parse_args()
    _measure(options.documents, options.longest)


if __name__ == "__main__":
    main()
