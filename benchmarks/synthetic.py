"""Many statements from a few: the quads of real ones under other names, with other states and other days.

In: the texts of ``benchmarks.texts``. Out: triples of as many documents as are asked for, always the same. Each variant
has a document of its own, its states are exchanged for others in one fixed order, and its day is moved, so that pairs,
ties and series of statements grow as they do in a large collection.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox

from benchmarks.texts import statements
from kg.extraction.assembly import extract
from kg.mapping import map_record
from kg.names import DCR, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES, document_graph
from kg.reading import read_source
from kg.reasoning.maintaining import Maintainer
from kg.resources import ontology_dir
from kg.store import GraphStore, Source

__all__ = ["Statements", "base_graphs", "fill", "variants"]

_STATE = re.compile(r"(?<=/id/)(state|org|post)/([A-Z]{3})(?=[>/])")
_DATE = ox.NamedNode(PREFIXES["dcterms"] + "date")
_DAY = ox.NamedNode(PREFIXES["xsd"] + "date")
_FIRST_DAY = date(2001, 1, 1)
_STEP = 7


class Statements:
    """The ontology, the reference data and synthetic statements in memory, read by predicate as rules read a store."""

    def __init__(self, count: int, longest: int | None = None) -> None:
        """Hold ``count`` statements; ``longest`` leaves out texts of more bytes."""
        self._store = ox.Store()
        for triples in base_graphs().values():
            self._store.bulk_extend(ox.Quad(*triple) for triple in triples)
        for _, triples in variants(count, longest):
            self._store.bulk_extend(ox.Quad(*triple) for triple in triples)

    def __len__(self) -> int:
        return len(self._store)

    def quads_with(self, predicate: str) -> Iterator[ox.Quad]:
        """Yield the quads with a predicate."""
        return self._store.quads_for_pattern(None, ox.NamedNode(predicate), None)


def fill(
    store: GraphStore, count: int, longest: int | None = None, each: list[float] | None = None
) -> tuple[float, float]:
    """Put ``count`` statements with their inferences into a store; return the CPU seconds of reasoning and of all.

    ``longest`` leaves out texts of more bytes. ``each`` gets the CPU seconds that each statement took.
    """
    start, reasoning = time.process_time(), 0.0
    for graph, triples in base_graphs().items():
        store.set_graph(graph, triples)
    with Maintainer(store) as maintainer:
        maintainer.catch_up()
        for number, (iri, triples) in enumerate(variants(count, longest)):
            quads = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
            arrived = began = time.process_time()
            amendment = maintainer.revise({document_graph(iri): quads})
            reasoning += time.process_time() - began
            store.replace_document(iri, quads, Source(f"{number}.txt", ""), amendment=amendment)
            began = time.process_time()
            maintainer.confirm()
            reasoning += time.process_time() - began
            if each is not None:
                each.append(time.process_time() - arrived)
    store.optimize()
    return reasoning, time.process_time() - start


def base_graphs() -> dict[str, list[ox.Triple]]:
    """Return the triples of the ontology and of the reference data."""
    graphs: dict[str, list[ox.Triple]] = {GRAPH_ONTOLOGY: [], GRAPH_REFERENCE: []}
    for path in sorted(ontology_dir().rglob("*.ttl")):
        folder = path.relative_to(ontology_dir()).parts[0]
        if folder != "shapes":
            graph = GRAPH_REFERENCE if folder == "reference" else GRAPH_ONTOLOGY
            graphs[graph] += [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    return graphs


def variants(count: int, longest: int | None = None) -> Iterator[tuple[str, list[ox.Triple]]]:
    """Yield the IRI and the triples of ``count`` statements."""
    _, paths = statements(count, longest)
    files = list(dict.fromkeys(paths))
    originals = [_read(path) for path in files]
    codes = sorted(_codes())
    for number in range(count):
        iri, text = originals[number % len(files)]
        turn = number // len(files)
        name = iri.removeprefix(f"{DCR}document/")
        renamed = text.replace(f"/{name}/", f"/{name}-{turn}/").replace(f"/{name}>", f"/{name}-{turn}>")
        yield f"{iri}-{turn}", _parse(_exchange(renamed, codes, turn), f"{iri}-{turn}", number)


def _read(path: Path) -> tuple[str, str]:
    record = extract(read_source(path))
    output = io.BytesIO()
    ox.serialize([quad.triple for quad in map_record(record)], output=output, format=ox.RdfFormat.N_TRIPLES)
    return record.document.id, output.getvalue().decode()


def _codes() -> set[str]:
    triples = base_graphs()[GRAPH_REFERENCE]
    return {triple.object.value for triple in triples if triple.predicate.value.endswith("#alpha3")}  # type: ignore[union-attr]


def _exchange(text: str, codes: list[str], turn: int) -> str:
    places = {code: place for place, code in enumerate(codes)}

    def other(match: re.Match[str]) -> str:
        place = places.get(match[2])
        code = match[2] if place is None else codes[(place + turn * _STEP) % len(codes)]
        return f"{match[1]}/{code}"

    return _STATE.sub(other, text)


def _parse(text: str, iri: str, number: int) -> list[ox.Triple]:
    day = ox.Literal((_FIRST_DAY + timedelta(days=number)).isoformat(), datatype=_DAY)
    parsed = (quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))
    kept = [triple for triple in parsed if triple.predicate != _DATE]
    return [*kept, ox.Triple(ox.NamedNode(iri), _DATE, day)]
