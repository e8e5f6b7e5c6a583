"""What the program asks a store itself, row by row, with the engine's errors in the user's words.

In: a store and a SELECT. Out: its rows. What strangers ask goes through ``kg.query``, which checks it first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolution, QuerySolutions

from kg.store.engine import translate_errors
from kg.store.interface import QuadStore

__all__ = ["Rows", "select"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a SELECT, to be read once: each has its terms by name, None where nothing is bound."""

    names: tuple[str, ...]
    solutions: QuerySolutions
    where: Path | None

    def __iter__(self) -> Iterator[QuerySolution]:
        """Yield the rows as they are found; raise ``StoreError`` where the store turns out to be damaged."""
        with translate_errors(self.where):
            yield from self.solutions


def select(store: QuadStore, sparql: str) -> Rows:
    """Return the rows of a SELECT over the union of all graphs."""
    answer = store.query(sparql)
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - a SELECT
    return Rows(tuple(variable.value for variable in answer.variables), answer, store.path)
