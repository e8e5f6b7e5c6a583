"""Which triple each node of a fact stands for, in the words of RDF 1.2.

In: sorted keys of a store. Out: the same keys, and for each fact one more: ``rdf:reifies`` with the triple as its
object. Which classes are facts is what the ontology says with ``dco:reifiedAs``; a ``dco:Claim`` names its predicate.
Standard: RDF 1.2 Concepts, section 3.6 (triple terms and reification).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, product

from pyoxigraph import NamedNode

from kg.exporting.keys import split_key
from kg.names import PREFIXES, expand
from kg.store import QuadStore

__all__ = ["REIFIES", "add_reifications", "find_reified", "read_reified"]

REIFIES = PREFIXES["rdf"] + "reifies"
_TYPE = PREFIXES["rdf"] + "type"
_CLAIM = (expand("dco:claimSubject"), expand("dco:claimPredicate"), expand("dco:claimObject"))


def add_reifications(store: QuadStore, keys: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the keys with what each fact reifies, in order."""
    reified = read_reified(store)
    for subject, group in groupby(keys, lambda key: key.partition(b"\t")[0]):
        own = list(group)
        more = [b"%s\t1%s\t<<( %s )>>" % (subject, REIFIES.encode(), triple) for triple in find_reified(own, reified)]
        yield from sorted([*own, *more]) if more else own


def read_reified(store: QuadStore) -> dict[bytes, list[tuple[bytes, bytes, bytes]]]:
    """Return for each n-ary class the predicates that it reifies, each with the properties to its two ends."""
    ends = [
        {q.subject: q.object for q in store.quads_with(expand(name))}
        for name in ("dco:reifiedSubject", "dco:reifiedObject")
    ]
    found: dict[bytes, list[tuple[bytes, bytes, bytes]]] = {}
    for quad in store.quads_with(expand("dco:reifiedAs")):
        predicate = quad.subject
        if predicate in ends[0] and predicate in ends[1]:
            names = (predicate, ends[0][predicate], ends[1][predicate])
            found.setdefault(_term(quad.object), []).append((_term(names[0]), _term(names[1]), _term(names[2])))
    return found


def _term(node: object) -> bytes:
    return str(node).encode()


def find_reified(keys: list[bytes], reified: dict[bytes, list[tuple[bytes, bytes, bytes]]]) -> list[bytes]:
    """Return the triples that a node stands for, given its keys, as N-Triples without the dot."""
    values: dict[bytes, list[bytes]] = {}
    for key in keys:
        _, predicate, value = split_key(key)
        values.setdefault(predicate, []).append(value)
    claimed = (values.get(_term(NamedNode(name)), []) for name in _CLAIM)
    found = [b"%s %s %s" % triple for triple in product(*claimed)]
    for kind in values.get(_term(NamedNode(_TYPE)), []):
        for name, start, end in reified.get(kind, ()):
            found += [b"%s %s %s" % (s, name, o) for s in values.get(start, []) for o in values.get(end, [])]
    return found
