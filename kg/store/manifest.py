"""What the store knows of each of its graphs, kept as one quad a graph beside the graph's own quads.

In: entries. Out: quads of the graph ``dcg:manifest``, and back. An entry is committed in the same transaction as the
quads it describes, so the two cannot disagree; its revision tells whether the file ``manifest.json`` has seen it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import StoreError
from kg.names import DCG

__all__ = ["MANIFEST", "DocumentEntry", "Entry", "Source", "entry_quad", "hash_triples", "read_entry"]

MANIFEST = NamedNode(DCG + "manifest")
_ENTRY = NamedNode(DCG + "manifest/entry")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document's quads come from.

    ``path`` names the file, ``sha256`` its bytes; ``fingerprint`` may name all that its quads depend on (bytes,
    ontology and program), so that a builder can tell without reading that nothing is to be done.
    """

    path: str
    sha256: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a graph holds: how many triples, their hash, the revision that wrote them, and a document's source.

    The manifest's entry of itself holds the revision of the last removal.
    """

    graph: str
    count: int
    revision: int
    digest: str = ""
    document: str | None = None
    path: str = ""
    sha256: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document of the store."""

    iri: str
    graph: str
    count: int
    source: Source


def hash_triples(lines: Iterable[str]) -> str:
    """Return the SHA-256 of sorted N-Triples lines.

    >>> hash_triples(["a", "b"]) != hash_triples(["ab"])
    True
    """
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def entry_quad(entry: Entry) -> Quad:
    """Return the quad that holds an entry."""
    content = {key: value for key, value in asdict(entry).items() if key != "graph" and value not in (None, "")}
    return Quad(NamedNode(entry.graph), _ENTRY, Literal(json.dumps(content, sort_keys=True)), MANIFEST)


def read_entry(quad: Quad) -> Entry:
    """Return the entry that a quad holds."""
    subject, value = quad.subject, quad.object
    if not isinstance(subject, NamedNode) or not isinstance(value, Literal):
        raise StoreError("a manifest entry is damaged", where=str(subject), remedy="build the store again")
    try:
        return Entry(graph=subject.value, **json.loads(value.value))
    except (ValueError, TypeError) as error:
        raise StoreError("a manifest entry is damaged", where=subject.value, remedy="build the store again") from error
