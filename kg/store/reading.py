"""What a store can be asked: its manifest, its quads, SPARQL, and whether the quads are those that were written.

In: an open engine. Out: quads and answers. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Variable,
)

from kg.errors import StoreError
from kg.names import PREFIXES
from kg.store.engine import Engine, translate_errors
from kg.store.files import Folder
from kg.store.journal import JournalLines
from kg.store.listing import Listing
from kg.store.manifest import MANIFEST, measure_triples, read_entry
from kg.store.recording import Recorder

__all__ = ["StoreReader", "measure"]

_COUNTED = 200_000
_SAMPLE = 8


class StoreReader(Listing):
    """An open store, as far as it is read."""

    def __init__(self, engine: Engine, folder: Folder | None) -> None:
        self._engine: Engine | None = engine
        self._recorder = Recorder(folder) if folder else None
        with translate_errors(self.path):
            entries = [read_entry(quad) for quad in engine.quads_for_pattern(None, None, None, MANIFEST)]
        super().__init__(self._recorder.recall(entries) if self._recorder else entries)

    @property
    def path(self) -> Path | None:
        """The store's folder, or None in memory."""
        return self._recorder.path if self._recorder else None

    @property
    def cache(self) -> Path | None:
        """The folder for what can be made again from the store: its own."""
        return self.path

    def original(self, sha256: str) -> bytes | None:
        """Return the original that has this hash, where it is kept."""
        return self._recorder.original(sha256) if self._recorder and sha256 else None

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph or of all, in the engine's order."""
        for name in [graph] if graph else self.graphs():
            with translate_errors(self.path):
                yield from self._open().quads_for_pattern(None, None, None, NamedNode(name))

    def quads_with(self, predicate: str) -> Iterator[Quad]:
        """Yield the quads of all graphs that have this predicate, in the engine's order."""
        with translate_errors(self.path):
            yield from self._open().quads_for_pattern(None, NamedNode(predicate), None, None)

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        value: NamedNode | Literal | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads of one graph or of all that have these terms, None for any, in the engine's order."""
        with translate_errors(self.path):
            yield from self._open().quads_for_pattern(
                subject, NamedNode(predicate) if predicate else None, value, NamedNode(graph) if graph else None
            )

    def query(
        self,
        sparql: str,
        substitutions: Mapping[Variable, NamedNode | Literal] | None = None,
        *,
        union: bool = True,
        dataset: tuple[Collection[str], Collection[str]] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a SPARQL query over the union of all graphs and return pyoxigraph's answer.

        The prefixes of ``kg.names`` need no declaration. With ``union``, FROM and FROM NAMED have no effect; nor have
        they with a ``dataset``: the graphs that make up the default graph, and those that GRAPH may name.
        Raises what the engine raises for a malformed query (``SyntaxError``); ``kg.query`` checks what strangers send.
        """
        with translate_errors(self.path):
            return self._open().query(
                sparql,
                prefixes=PREFIXES,
                use_default_graph_as_union=union and dataset is None,
                default_graph=[NamedNode(name) for name in dataset[0]] if dataset else None,
                named_graphs=[NamedNode(name) for name in dataset[1]] if dataset else None,
                substitutions=dict(substitutions) if substitutions else None,
            )

    def find_damage(self) -> list[str]:
        """Return the graphs whose triples are not those that were written, by count and hash; reads all quads."""
        names = (name for name in sorted(self._entries) if name != MANIFEST.value)
        return [name for name in names if not self.is_sound(name)]

    def is_sound(self, graph: str) -> bool:
        """Tell whether a graph can be read and its triples are those that were written."""
        entry = self._entries[graph]
        try:
            return (entry.count, entry.digest) == measure(self.quads(graph))
        except StoreError:
            return False

    def find_strangers(self) -> list[str]:
        """Return the graphs that hold quads and that the manifest does not know; the default graph is an empty name."""
        engine = self._open()
        with translate_errors(self.path):
            named = (name for name in engine.named_graphs() if isinstance(name, NamedNode) and name != MANIFEST)
            places: list[NamedNode | DefaultGraph] = [name for name in named if name.value not in self._entries]
            places.append(DefaultGraph())
            holding = [place for place in places if any(engine.quads_for_pattern(None, None, None, place))]
        return sorted(place.value if isinstance(place, NamedNode) else "" for place in holding)

    def journal(self) -> JournalLines:
        """Return what the journal says of the changes that this store has seen; of one in memory it says nothing."""
        return self._recorder.lines(self._revision) if self._recorder else JournalLines((), ())

    def _open(self) -> Engine:
        if self._engine is None:
            raise StoreError("the store is closed", where=self.path, remedy="open it again")
        return self._engine

    def _check_revision(self, written: int) -> None:
        if self._revision < written:
            raise StoreError(
                f"its last {written - self._revision} changes are lost (revision {self._revision} of {written})",
                where=self.path,
                remedy="kg doctor --repair",
            )

    def _check_count(self) -> None:
        """Count all quads of a small store; of a large one those of the graphs that were written last."""
        expected = self.count() + len(self._entries)
        if expected > _COUNTED:
            return self._check_newest()
        with translate_errors(self.path):
            found = len(self._open())
        if found != expected:
            raise self._damage(found, expected, "the manifest")
        return None

    def _check_newest(self) -> None:
        newest = sorted(self.entries().values(), key=lambda entry: -entry.revision)
        for entry in [entry for entry in newest if entry.count < _COUNTED][:_SAMPLE]:
            found = sum(1 for _ in self.quads(entry.graph))
            if found != entry.count:
                raise self._damage(found, entry.count, f"the manifest's entry of {entry.graph}")

    def _damage(self, found: int, expected: int, where: str) -> StoreError:
        problem = f"is damaged: {found} quads where {where} has {expected}"
        return StoreError(problem, where=self.path, remedy="kg doctor --repair")


def measure(quads: Iterable[Quad]) -> tuple[int, str]:
    """Return the count and the hash of a graph's quads."""
    return measure_triples(str(quad.triple) for quad in quads)
