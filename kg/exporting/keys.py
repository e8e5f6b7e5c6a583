"""Statements as lines that sort in canonical order, made of the engine's own N-Quads.

In: quads. Out: keys: subject, predicate (types first) and object, parted by tabs, which no N-Quads term holds. No blank
node is minted, so sorting is enough: neither the engine's order nor a hash seed shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Quad, RdfFormat, serialize

from kg.names import PREFIXES

__all__ = ["key_to_line", "make_key", "make_keys", "split_key"]

_RDF_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_BATCH = 20_000


def make_keys(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield the keys of quads that are all in one graph, in their order."""
    rest = iter(quads)
    while batch := list(islice(rest, _BATCH)):
        name = str(batch[0].graph_name)
        end = -len(f" {name} ." if name.startswith("<") else " .")
        data = serialize(batch, format=RdfFormat.N_QUADS)
        assert data is not None  # noqa: S101 - no output was given
        for line in data.splitlines():
            subject, predicate, value = line.split(b" ", 2)
            yield make_key(subject, predicate, value[:end])


def make_key(subject: bytes, predicate: bytes, value: bytes) -> bytes:
    """Return the key of three N-Triples terms.

    >>> make_key(b"<urn:s>", b"<urn:p>", b"5")
    b'<urn:s>\\t1urn:p\\t5'
    """
    flag = b"\t0" if predicate == _RDF_TYPE else b"\t1"
    return b"".join((subject, flag, predicate[1:-1], b"\t", value))


def split_key(key: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a key as N-Triples terms.

    >>> split_key(b"<urn:s>\\t1urn:p\\t5")
    (b'<urn:s>', b'<urn:p>', b'5')
    """
    subject, predicate, value = key.split(b"\t")
    return subject, b"<" + predicate[1:] + b">", value


def key_to_line(key: bytes) -> bytes:
    """Return a key as a line of N-Triples.

    >>> key_to_line(b"<urn:s>\\t1urn:p\\t5")
    b'<urn:s> <urn:p> 5 .\\n'
    """
    return b"%s %s %s .\n" % split_key(key)
