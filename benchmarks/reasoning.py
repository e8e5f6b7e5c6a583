"""The SPARQL rules a document and on a large store, against owlrl and HermiT on one small input in the same run.

Also the share of the corpus's mentions that lead to an individual of the reference data.
"""

from __future__ import annotations

import resource
import shutil
from collections import Counter
from pathlib import Path

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import rdflib

from benchmarks.measures import cpu_seconds, run
from benchmarks.synthetic import Statements, base_graphs, variants
from benchmarks.texts import CORPUS, statements
from kg.extraction.assembly import extract
from kg.names import GRAPH_REFERENCE
from kg.reading import read_source
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
    reasoning, seconds = fill(store, int(sys.argv[1]))
    print(store.count(), store.graphs()[GRAPH_INFERENCES], reasoning, seconds)
"""


def measure(documents: int) -> None:
    """Print the time of each reasoner, and how time and memory of the rules grow with the documents."""
    print("Reasoning")
    _compare()
    _limit_owlrl()
    _grow(max(2, documents // 10))
    _link()


def _compare() -> None:
    _, document = next(variants(1))
    store = Statements(1)
    rules, found = cpu_seconds(lambda: infer(store.quads_with))
    base = Statements(0)
    alone, _ = cpu_seconds(lambda: infer(base.quads_with))
    print(f"  one document of {len(document):,} triples with ontology and reference data, {len(store):,} triples")
    print(f"    rules            {rules * 1000:9.0f} ms   {len(found):7,} triples inferred   1.0 x")
    print(f"    rules, document  {max(0.0, rules - alone) * 1000:9.0f} ms   beyond what the base takes alone")
    axioms = [quad.triple for path in _modules() for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    graph = to_graph(ox.Quad(*triple) for triple in [*axioms, *document])
    before = len(graph)
    closure, _ = cpu_seconds(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
    ratio = f"{closure / rules:5.1f} x, on ontology/modules and the document alone"
    print(f"    owlrl            {closure * 1000:9.0f} ms   {len(graph) - before:7,} triples inferred {ratio}")
    _hermit(document, rules)
    shapes, broken = cpu_seconds(lambda: validate(_rdflib(document)))
    quick, _ = cpu_seconds(lambda: surely_conforms(ox.Quad(t.subject, t.predicate, t.object) for t in document))
    print(f"    shapes, screened {quick * 1000:9.1f} ms")
    print(f"    pyshacl          {shapes * 1000:9.0f} ms   {len(broken):7,} violations {shapes / rules:13.1f} x")


def _modules() -> list[Path]:
    return sorted((ontology_dir() / "modules").glob("*.ttl"))


def _limit_owlrl() -> None:
    """Print the largest number of documents that owlrl closes within the limit, beside the rules on the same."""
    axioms = [quad.triple for path in _modules() for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    count, seconds = 1, 0.0
    while seconds * 2 < LIMIT:
        documents = [triple for _, triples in variants(count) for triple in triples]
        graph = to_graph(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in [*axioms, *documents])
        seconds, _ = cpu_seconds(lambda graph=graph: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
        store = Statements(count)
        rules, _ = cpu_seconds(lambda store=store: infer(store.quads_with))
        print(f"    owlrl on {count:4} documents {seconds:7.1f} s   rules {rules:6.2f} s {seconds / rules:9.1f} x")
        count *= 2
    print(f"    {count} documents would take owlrl over {LIMIT:.0f} s")


def _rdflib(document: list[ox.Triple]) -> rdflib.Graph:
    return to_graph(ox.Quad(*triple) for triple in document)


def _hermit(document: list[ox.Triple], rules: float) -> None:
    if shutil.which("java") is None:
        print("    HermiT left out: no Java runtime")
        return
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, report = cpu_seconds(lambda: check_consistency(document))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    verdict = "consistent" if report.consistent else "inconsistent"
    print(f"    HermiT           {seconds * 1000:9.0f} ms   {verdict} {seconds / rules:21.1f} x, on the same two")


def _grow(large: int) -> None:
    small = max(1, large // 10)
    sizes = []
    for count in (small, large):
        used = run("-c", _LARGE, str(count))
        quads, inferred, reasoning, seconds = used.output.split()
        sizes.append(float(reasoning) / count)
        print(
            f"  {count:6,} documents {int(quads):11,} quads {int(inferred):9,} inferred"
            f" {float(reasoning) / count * 1000:7.1f} ms/document, {float(seconds) / count * 1000:7.1f} with writing"
            f"   peak {used.peak_megabytes:6.0f} MB"
        )
    print(f"  {large / small:.0f} x documents: {sizes[1] / sizes[0]:.2f} x time a document")


def _link() -> None:
    if not CORPUS.is_dir():
        print("  linked mentions left out: the corpus is not beside this checkout")
        return
    known = _known()
    _, paths = statements(len(list(CORPUS.glob("*.txt"))))
    counts: Counter[str] = Counter()
    for path in paths:
        for mention in extract(read_source(path)).mentions:
            counts["all"] += 1
            counts["reference"] += mention.iri in known
            counts["own"] += mention.iri is not None and mention.iri not in known
    print(
        f"  {counts['all']:,} mentions in {len(paths)} statements: {counts['reference'] / counts['all']:.1%} lead to"
        f" reference data, {counts['own'] / counts['all']:.1%} to individuals that only statements name"
    )


def _known() -> set[str]:
    triples = base_graphs()[GRAPH_REFERENCE]
    return {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}
