"""What the store knows of each of its graphs, kept as one quad a graph beside the graph's own quads.

In: entries. Out: quads of the graph ``dcg:manifest``, and back. An entry is committed in the same transaction as the
quads it describes, so the two cannot disagree; its revision tells whether the file ``manifest.json`` has seen it.
Whoever may ask a store reads these quads, so they name a document's file and never its folder, nor what a reviewer
decided: that is told by ``kg.store.sources`` alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.names import DCG

__all__ = ["MANIFEST", "DocumentEntry", "Entry", "Source", "add_hashes", "entry_quad", "measure_triples", "read_entry"]

MANIFEST = NamedNode(DCG + "manifest")
_ENTRY = NamedNode(DCG + "manifest/entry")
_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's quads come from.

    ``path`` names the file, ``sha256`` its bytes; ``fingerprint`` may name all that its quads depend on (bytes,
    ontology and program), so that a builder can tell without reading that nothing is to be done. ``given`` may hold
    what else a builder needs, beside the kept original, to make the same quads again; the store does not look into it.
    """

    path: str
    sha256: str
    fingerprint: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a graph holds: how many triples, their hash, the revision that wrote them, and a document's source.

    The manifest's entry of itself holds the revision of the last removal. ``kept`` is the hash of what is kept in the
    place of an original, if that has another than ``sha256``. On a server ``place`` stands for the path: its hash, by
    which a builder knows the file again.
    """

    graph: str
    count: int
    revision: int
    digest: str = ""
    document: str | None = None
    path: str = ""
    sha256: str = ""
    fingerprint: str = ""
    given: str = ""
    kept: str = ""
    place: str = ""

    @property
    def original(self) -> str:
        """The hash of what is kept to make this graph again, nothing where nothing is."""
        return self.kept or (self.sha256 if self.given else "")

    def public(self) -> Entry:
        """Return what anybody may know of this: the name of the file alone, and nothing of what else was given."""
        return replace(self, path=PurePath(self.path).name, given="")


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of the store."""

    iri: str
    graph: str
    count: int
    source: Source


def measure_triples(lines: Iterable[str]) -> tuple[int, str]:
    """Return how many N-Triples lines there are, and the sum of their SHA-256 modulo 2**256.

    The lines are distinct; their order takes no part, so that a change needs no other line than those that it changes.

    >>> measure_triples(["a", "b"]) == measure_triples(["b", "a"]) != measure_triples(["ab"])
    True
    """
    count = total = 0
    for line in lines:
        count, total = count + 1, total + int.from_bytes(hashlib.sha256(line.encode()).digest())
    return count, _digits(total)


def add_hashes(digest: str, added: Iterable[str], removed: Iterable[str]) -> str:
    """Return the hash of a graph that had this one, once lines are added and others taken out.

    >>> add_hashes(measure_triples(["a", "b"])[1], ["c"], ["a"]) == measure_triples(["b", "c"])[1]
    True
    """
    gained, lost = (int(measure_triples(lines)[1], 16) for lines in (added, removed))
    return _digits(int(digest or "0", 16) + gained - lost)


def _digits(total: int) -> str:
    return f"{total % _MODULUS:064x}"


def entry_quad(entry: Entry) -> Quad:
    """Return the quad that holds what is public of an entry."""
    public = asdict(entry.public())
    content = {key: value for key, value in public.items() if key != "graph" and value not in (None, "")}
    return Quad(NamedNode(entry.graph), _ENTRY, Literal(json.dumps(content, sort_keys=True)), MANIFEST)


def read_entry(quad: Quad) -> Entry:
    """Return the entry that a quad holds."""
    subject, value = quad.subject, quad.object
    if not isinstance(subject, NamedNode) or not isinstance(value, Literal):
        raise StoreError("a manifest entry is damaged", where=str(subject), remedy="kg doctor --repair")
    try:
        return Entry(graph=subject.value, **json.loads(value.value))
    except (ValueError, TypeError) as error:
        raise StoreError("a manifest entry is damaged", where=subject.value, remedy="kg doctor --repair") from error
