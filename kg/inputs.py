"""What a document was made from beside its bytes: its file's name, its metadata and the decisions that touch it.

In: a source and decisions. Out: one line of JSON, which the store keeps with the original, and from it the same source
again: so a graph that is lost is made anew, with the same IRIs, where the files that it came from are gone.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from kg.decisions import Decisions, Ignored, Sameness
from kg.reading import Metadata, Source, read_source

__all__ = ["Inputs", "gather_inputs", "read_again"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The name of a document's file, what is known of it from outside its text, and the decisions that touch it."""

    name: str
    metadata: Metadata
    decisions: Decisions

    def to_json(self) -> str:
        """Return this as one line; what is empty is left out."""
        content = {
            "name": self.name,
            "metadata": {key: value for key, value in asdict(self.metadata).items() if value},
            "same": [asdict(sameness) for sameness in self.decisions.same],
            "ignored": [asdict(ignored) for ignored in self.decisions.ignored],
        }
        return json.dumps({key: value for key, value in content.items() if value})

    @classmethod
    def from_json(cls, line: str) -> Inputs:
        """Return what ``to_json`` wrote.

        >>> inputs = Inputs("visit.txt", Metadata(date="2031-05-06"), Decisions(same=(Sameness(("dcr:a",)),)))
        >>> Inputs.from_json(inputs.to_json()) == inputs
        True
        """
        content = json.loads(line)
        decisions = Decisions(
            same=tuple(Sameness(**_tuples(item)) for item in content.get("same", ())),
            ignored=tuple(Ignored(**_tuples(item)) for item in content.get("ignored", ())),
        )
        return cls(content["name"], Metadata(**content.get("metadata", {})), decisions)


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}


def gather_inputs(source: Source, name: str, decisions: Decisions) -> Inputs:
    """Return what a source is made from beside its bytes; ``name`` is that of its file."""
    return Inputs(name, source.metadata, decisions.touching(source.text, name))


def read_again(original: bytes, inputs: Inputs, place: str) -> Source:
    """Return the source that these bytes were read as, at the place where they were; raise ``SourceError``."""
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / Path(inputs.name).name
        path.write_bytes(original)
        return replace(read_source(path), path=Path(place), metadata=inputs.metadata)
