"""A document's graph as bytes, kept where there is no text to read again: of what was imported or pulled.

In: quads. Out: sorted N-Triples, compressed by gzip without a clock, so that equal graphs are equal bytes; and back.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import StoreError

__all__ = ["read_transcript", "transcribe"]


def transcribe(quads: Iterable[Quad]) -> bytes:
    """Return the bytes that stand for a graph.

    >>> quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"), NamedNode("urn:g"))
    >>> read_transcript(transcribe([quad]), "urn:g") == [quad]
    True
    """
    lines = sorted({f"{quad.triple} .\n" for quad in quads})
    return gzip.compress("".join(lines).encode(), 6, mtime=0)


def read_transcript(data: bytes, graph: str) -> list[Quad]:
    """Return the quads of a graph that was transcribed; raise ``StoreError`` where the bytes are no transcript."""
    name = NamedNode(graph)
    try:
        triples = parse(gzip.decompress(data), format=RdfFormat.N_TRIPLES)
        return [Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
    except (OSError, EOFError, zlib.error, SyntaxError) as error:
        raise StoreError("no graph can be read from its original", where=graph, remedy="import it again") from error
