"""The rows that the catalogue's queries must find, as CSV files, and the command that writes them anew.

``python -m tests.query.expectations sample`` (or ``seed``, or ``across``) writes ``expected/sample/`` (or the like);
look at the difference before you commit it. Questions up to 25 are asked of single statements, the sample and the seed;
those above, which compare statements or need reference data, of the invented statements in ``fixtures/cq/``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse

from kg.mapping import map_record
from kg.names import DCC, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.query import catalogue, render, run
from kg.reasoning.rules import infer
from kg.resources import ontology_dir
from kg.store import GraphStore, Source
from tests.sample_record import SAMPLE_IRI, sample_record

ON_REFERENCE_DATA = {
    "memberships",
    "office-holders",
    "partners-not-members",
}  # their rows change with the reference data, not with the code
ACROSS = {name for name, query in catalogue().items() if (query.question or 0) > 25}
_STATEMENTS = Path(__file__).parent / "fixtures" / "cq"
_PROLOGUE = f"@base <{DCR}> .\n" + "".join(
    f"@prefix {prefix}: <{iri}> .\n"
    for prefix, iri in {**PREFIXES, **{name: f"{DCC}{name}/" for name in ("act", "area", "issue", "region")}}.items()
)
_FOLDER = Path(__file__).parent / "expected"
_SEEDS = Path(__file__).parents[2] / "seeds"


def expected_files(statement: str) -> list[Path]:
    return sorted((_FOLDER / statement).glob("*.csv"))


def expected(statement: str, name: str) -> str:
    return (_FOLDER / statement / f"{name}.csv").read_bytes().decode()


def answer(store: GraphStore, name: str) -> str:
    return render(run(store, name), "csv").replace("\r\n", "\n")


def build_sample() -> GraphStore:
    store = _build_base()
    store.replace_document(SAMPLE_IRI, map_record(sample_record()), Source("rome.txt", ""))
    store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    return store


def build_across() -> GraphStore:
    """Return a store with the invented statements that the questions across statements are asked of."""
    store = _build_base()
    for name, quads in invented_statements():
        store.replace_document(f"{DCR}document/{name}", quads, Source(f"{name}.ttl", ""))
    store.set_graph(GRAPH_INFERENCES, infer(store.quads_with))
    return store


def invented_statements() -> Iterator[tuple[str, list[Quad]]]:
    """Yield the names and the quads of the invented statements."""
    for path in sorted(_STATEMENTS.glob("*.ttl")):
        text = _PROLOGUE + path.read_text(encoding="utf-8")
        yield path.stem, [Quad(*quad.triple) for quad in parse(text, format=RdfFormat.TURTLE)]


def _build_base() -> GraphStore:
    store = GraphStore.memory()
    store.set_graph(GRAPH_ONTOLOGY, [*_parse("modules"), *_parse("concepts")])
    store.set_graph(GRAPH_REFERENCE, _parse("reference"))
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
    builders = {"sample": build_sample, "seed": build_seed, "across": build_across}
    asked = ACROSS if statement == "across" else set(catalogue()) - ACROSS - ON_REFERENCE_DATA
    folder = _FOLDER / statement
    folder.mkdir(parents=True, exist_ok=True)
    with builders[statement]() as store:
        for name in sorted(name for name in asked if not catalogue()[name].verify):
            (folder / f"{name}.csv").write_text(answer(store, name), encoding="utf-8", newline="")


if __name__ == "__main__":
    write(sys.argv[1])
