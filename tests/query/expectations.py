"""The rows that the catalogue's queries must find, as CSV files, and the command that writes them anew.

``python -m tests.query.expectations sample`` (or ``seed``) writes ``expected/sample/`` (or ``expected/seed/``); look at
the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from kg.mapping import map_record
from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE
from kg.query import catalogue, render, run
from kg.reasoning.rules import infer
from kg.resources import ontology_dir
from kg.store import GraphStore, Source
from tests.sample_record import SAMPLE_IRI, sample_record

ON_REFERENCE_DATA = {
    "memberships",
    "partners-not-members",
}  # their rows change with the reference data, not with the code
_FOLDER = Path(__file__).parent / "expected"
_SEEDS = Path(__file__).parents[2] / "seeds"


def expected_files(statement: str) -> list[Path]:
    return sorted((_FOLDER / statement).glob("*.csv"))


def expected(statement: str, name: str) -> str:
    return (_FOLDER / statement / f"{name}.csv").read_bytes().decode()


def answer(store: GraphStore, name: str) -> str:
    return render(run(store, name), "csv").replace("\r\n", "\n")


def build_sample() -> GraphStore:
    store = GraphStore.memory()
    store.set_graph(GRAPH_ONTOLOGY, [*_parse("core.ttl"), *_parse("concepts")])
    store.set_graph(GRAPH_REFERENCE, _parse("reference"))
    store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
    store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    return store


def build_seed() -> GraphStore:
    from kg.building import build

    store = GraphStore.memory()
    build(store, [str(_SEEDS)])
    return store


def _parse(part: str) -> list[Triple]:
    place = ontology_dir() / part
    files = [place] if place.is_file() else sorted(place.rglob("*.ttl"))
    return [quad.triple for path in files for quad in parse(path=str(path), format=RdfFormat.TURTLE)]


def write(statement: str) -> None:
    folder = _FOLDER / statement
    folder.mkdir(parents=True, exist_ok=True)
    with build_seed() if statement == "seed" else build_sample() as store:
        for name, query in catalogue().items():
            if not query.verify and name not in ON_REFERENCE_DATA:
                (folder / f"{name}.csv").write_text(answer(store, name), encoding="utf-8", newline="")


if __name__ == "__main__":
    write(sys.argv[1])
