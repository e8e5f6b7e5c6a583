"""Splits what a file says into documents.

In: quads of a file, and what the store says of itself. Out: keys that begin with the graph of their document. A quad in
the graph of a document belongs to that document. What stands in no graph, or in one of another name, is placed by what
it says: a node's IRI names its document; a plain fact belongs where a node reifies it; what describes an individual
belongs to each document that names the individual. The ontology, the reference data and the inferences of a file are
counted and left out: the store has the first two, and infers anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

from pyoxigraph import DefaultGraph, Quad, QueryTriples, RdfFormat
from pyoxigraph import Store as Scratch

from kg.errors import KgError
from kg.exporting.keys import key_to_line, make_keys, split_key
from kg.exporting.reifying import add_reifications, find_reified, read_reified
from kg.exporting.streams import parse_lines
from kg.importing.screening import ImportRefusedError
from kg.names import DCG, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.reasoning.rules import load_rules
from kg.store import QuadStore

__all__ = ["Base", "Splitter"]

_DOCUMENTS = DCG + "document/"
_OURS = frozenset({GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, DCG + "manifest"})
_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_STATEMENT = b"<" + (PREFIXES["dco"] + "JointStatement").encode() + b">"
_FACTUALITY = b"<" + (PREFIXES["dco"] + "factuality").encode() + b">"
_HOLDING = (b'"done"', b'"ongoing"')
_NODE = re.compile(rb"<" + re.escape(DCR).encode() + rb"[a-z-]+/([^/>]+)[/>]")
_POOL = 3_000_000


class Base:
    """What a store says of itself: ontology and reference data, read once for all files of an import."""

    def __init__(self, store: QuadStore) -> None:
        self.store = store

    @cached_property
    def keys(self) -> frozenset[bytes]:
        """The statements of both graphs, with what RDF 1.2 adds to them."""
        graphs = (sorted(make_keys(self.store.quads(graph))) for graph in (GRAPH_ONTOLOGY, GRAPH_REFERENCE))
        return frozenset(key for keys in graphs for key in add_reifications(self.store, keys))


class Splitter:
    """Gives each statement of a file the graph of its document."""

    def __init__(self, base: Base, name: object) -> None:
        self._base, self._name = base, name
        self._pool: set[bytes] = set()
        self.left_out = 0

    def split(self, quads: Iterable[Quad]) -> Iterator[bytes]:
        """Yield the statements of documents, each as its graph's IRI, a tab and the statement's key.

        Raises ``ImportRefusedError`` where a statement belongs to no document, or too many stand in no graph.
        """
        for graph, run in groupby(quads, lambda quad: quad.graph_name):
            name = "" if isinstance(graph, DefaultGraph) else str(getattr(graph, "value", graph))
            if name.startswith(_DOCUMENTS):
                head = name.encode() + b"\t"
                yield from (head + key for key in make_keys(run))
            elif name in _OURS:
                self.left_out += sum(1 for _ in run)
            else:
                self._keep(make_keys(run))
        yield from self._place()

    def _keep(self, keys: Iterable[bytes]) -> None:
        self._pool.update(keys)
        if len(self._pool) > _POOL:
            raise ImportRefusedError(
                f"more than {_POOL:,} statements stand in no document's graph",
                where=self._name,
                remedy="use a format with named graphs: TriG, N-Quads or JSON-LD",
            )

    def _place(self) -> Iterator[bytes]:
        if not self._pool:
            return
        documents = {_slug(key) for key in self._pool if split_key(key)[1:] == (_TYPE, _STATEMENT)}
        known = self._base.keys
        inferred = _conclude(known | self._pool) if documents else frozenset()
        own: dict[bytes, list[bytes]] = defaultdict(list)
        rest: list[bytes] = []
        for key in sorted(self._pool):
            slug = _slug(key)
            if slug not in documents:
                rest.append(key)
            elif key in inferred:
                self.left_out += 1
            else:
                own[slug].append(key)
        for slug, keys in own.items():
            yield from (_graph(slug) + key for key in keys)
        yield from self._attach(rest, own, known | inferred)

    def _attach(self, keys: list[bytes], own: dict[bytes, list[bytes]], known: frozenset[bytes]) -> Iterator[bytes]:
        """Yield what no node's IRI places, with the documents that state it or, where it is new, name its subject."""
        stated, named = self._index(own)
        written = frozenset().union(*(rule.writes for rule in load_rules()))
        for key in keys:
            subject, predicate, value = split_key(key)
            slugs = stated.get(b"%s %s %s" % (subject, predicate, value))
            if slugs is None and key not in known:
                slugs = named.get(subject)
            if slugs:
                yield from (_graph(slug) + key for slug in sorted(slugs))
            elif key in known or (value if predicate == _TYPE else predicate)[1:-1].decode() in written:
                self.left_out += 1
            else:
                raise self._refuse(key)

    def _index(self, own: dict[bytes, list[bytes]]) -> tuple[dict[bytes, set[bytes]], dict[bytes, set[bytes]]]:
        """Return which documents reify each triple, and which name each node."""
        stated: dict[bytes, set[bytes]] = defaultdict(set)
        named: dict[bytes, set[bytes]] = defaultdict(set)
        reified = read_reified(self._base.store)
        for slug, keys in own.items():
            for _, group in groupby(keys, lambda key: key.partition(b"\t")[0]):
                node = list(group)
                for triple in find_reified(node, reified) if _holds(node) else ():
                    stated[triple].add(slug)
                for key in node:
                    named[split_key(key)[2]].add(slug)
        return dict(stated), dict(named)

    def _refuse(self, key: bytes) -> KgError:
        subject, predicate, _ = (term.decode() for term in split_key(key))
        return ImportRefusedError(
            f"belongs to no statement of the file: {subject} {predicate}",
            where=self._name,
            remedy="put it into the graph of its document, or leave it out",
        )


def _conclude(keys: frozenset[bytes]) -> frozenset[bytes]:
    """Return what the rules conclude in one step from all that the keys say."""
    scratch = Scratch()
    scratch.bulk_extend(parse_lines(map(key_to_line, sorted(keys)), RdfFormat.N_TRIPLES))
    found: set[bytes] = set()
    for rule in load_rules():
        triples = scratch.query(rule.query)
        assert isinstance(triples, QueryTriples)  # noqa: S101 - a rule is a CONSTRUCT
        found.update(make_keys(Quad(*triple) for triple in triples))
    return frozenset(found)


def _holds(node: list[bytes]) -> bool:
    """Tell whether a fact is done or ongoing, so that its plain triple stands beside it."""
    said = [value for _, predicate, value in map(split_key, node) if predicate == _FACTUALITY]
    return not said or any(value in _HOLDING for value in said)


def _slug(key: bytes) -> bytes:
    match: Any = _NODE.match(key)
    return match[1] if match else b""


def _graph(slug: bytes) -> bytes:
    return _DOCUMENTS.encode() + slug + b"\t"
