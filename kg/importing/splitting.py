"""Splits what a file says into documents.

In: quads of a file, and what the store says of itself. Out: keys that begin with the graph of their document. A quad in
the graph of a document belongs to that document. What stands in no graph, or in one of another name, is placed by what
it says: a node's IRI names its document; a plain fact belongs where a node reifies it; what describes an individual
belongs to each document that names the individual. The ontology, the reference data and the inferences of a file are
counted and left out: the store has the first two, and infers anew.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby, islice
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Quad, QueryTriples, RdfFormat
from pyoxigraph import Store as Scratch

from kg.errors import KgError
from kg.exporting.keys import key_to_line, make_key, make_keys, split_key
from kg.exporting.reifying import add_reifications, find_reified, read_reified
from kg.exporting.streams import parse_lines
from kg.importing.screening import ImportRefusedError
from kg.names import DCG, DCR, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.reasoning.rules import load_rules
from kg.sorting import Sorter
from kg.store import QuadStore

__all__ = ["Base", "Splitter"]

_DOCUMENTS = DCG + "document/"
_OURS = frozenset({GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, DCG + "manifest"})
_TYPE = f"<{PREFIXES['rdf']}type>".encode()
_STATEMENT = b"<" + (PREFIXES["dco"] + "JointStatement").encode() + b">"
_FACTUALITY = b"<" + (PREFIXES["dco"] + "factuality").encode() + b">"
_HOLDING = (b'"done"', b'"ongoing"')
_NODE = re.compile(rb"<" + re.escape(DCR).encode() + rb"[a-z-]+/([^/>]+)[/>]")
_BUFFER = 32 << 20
_BATCH = 50_000
_NAMED, _STATED = b"%s\t!%s", b"%s\t+%s"  # signs that sort before the digits that keys go on with
Reified: TypeAlias = dict[bytes, list[tuple[bytes, bytes, bytes]]]


class Base:
    """What a store says of itself: ontology and reference data, read once for all files of an import."""

    def __init__(self, store: QuadStore) -> None:
        self.store = store

    @cached_property
    def keys(self) -> frozenset[bytes]:
        """The statements of both graphs, with what RDF 1.2 adds to them."""
        graphs = (sorted(make_keys(self.store.quads(graph))) for graph in (GRAPH_ONTOLOGY, GRAPH_REFERENCE))
        return frozenset(key for keys in graphs for key in add_reifications(self.store, keys))

    @cached_property
    def read(self) -> frozenset[bytes]:
        """The predicates that rules read, as keys hold them."""
        return frozenset(name.encode() for rule in load_rules() for name in rule.reads)


class Splitter:
    """Gives each statement of a file the graph of its document. What waits to be placed waits on the disk."""

    def __init__(self, base: Base, name: object) -> None:
        self._base, self._name = base, name
        self.left_out = 0

    def split(self, quads: Iterable[Quad]) -> Iterator[bytes]:
        """Yield the statements of documents, each as its graph's IRI, a tab and the statement's key.

        Raises ``ImportRefusedError`` where a statement belongs to no document.
        """
        with Sorter(_BUFFER) as pool:
            for graph, run in groupby(quads, lambda quad: quad.graph_name):
                name = "" if isinstance(graph, DefaultGraph) else str(getattr(graph, "value", graph))
                if name.startswith(_DOCUMENTS):
                    head = name.encode() + b"\t"
                    yield from (head + key for key in make_keys(run))
                elif name in _OURS:
                    self.left_out += sum(1 for _ in run)
                else:
                    pool.add(make_keys(run))
            yield from self._place(pool)

    def _place(self, pool: Sorter) -> Iterator[bytes]:
        documents = {_slug(key) for key in pool if split_key(key)[1:] == (_TYPE, _STATEMENT)}
        reified = read_reified(self._base.store)
        with Sorter(_BUFFER) as concluded, Sorter(_BUFFER) as rest:
            if documents:
                concluded.add(_conclude(self._base, pool))
            for _, group in groupby(_mark(pool, concluded), lambda marked: marked[0].partition(b"\t")[0]):
                node = list(group)
                slug = _slug(node[0][0])
                if slug not in documents:
                    rest.add(b"%s\t%d" % marked for marked in node)
                    continue
                own = [key for key, inferred in node if not inferred]
                self.left_out += len(node) - len(own)
                rest.add(_note(slug, own, documents, reified))
                yield from (_graph(slug) + key for key in own)
            yield from self._attach(rest)

    def _attach(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what no node's IRI places, with the documents that state it or, where it is new, name its subject."""
        written = frozenset().union(*(rule.writes for rule in load_rules()))
        for key, inferred, stating, naming in _gather(lines):
            _, predicate, value = split_key(key)
            known = inferred or key in self._base.keys
            if slugs := stating or ([] if known else naming):
                yield from (_graph(slug) + key for slug in slugs)
            elif known or (value if predicate == _TYPE else predicate)[1:-1].decode() in written:
                self.left_out += 1
            else:
                raise self._refuse(key)

    def _refuse(self, key: bytes) -> KgError:
        subject, predicate, _ = (term.decode() for term in split_key(key))
        return ImportRefusedError(
            f"belongs to no statement of the file: {subject} {predicate}",
            where=self._name,
            remedy="put it into the graph of its document, or leave it out",
        )


def _note(slug: bytes, node: list[bytes], documents: set[bytes], reified: Reified) -> Iterator[bytes]:
    """Yield what one node of a document, all of its keys in order, says of nodes that are no document's.

    The key of a triple that it reifies, or a node that it names, then a tab, a sign and the document.
    """
    for triple in find_reified(node, reified) if _holds(node) else ():
        if _slug(triple) not in documents:
            subject, predicate, value = triple.split(b" ", 2)
            yield _STATED % (make_key(subject, predicate, value), slug)
    for key in node:
        value = split_key(key)[2]
        if value.startswith(b"<") and _slug(value) not in documents:
            yield _NAMED % (value, slug)


def _gather(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool, list[bytes], list[bytes]]]:
    """Yield each key, whether it is inferred, the documents that state it and those that name its subject.

    In: sorted lines, keys that end in a tab and 1 or 0, among them the lines of ``_note``, which sort before the keys
    that they are about.
    """
    for _, group in groupby(lines, lambda line: line.partition(b"\t")[0]):
        naming: list[bytes] = []
        stating: list[bytes] = []
        stated = b""
        for line in group:
            key, _, mark = line.rpartition(b"\t")
            if mark.startswith(b"!"):
                naming.append(mark[1:])
            elif mark.startswith(b"+"):
                if stated != key:
                    stated, stating = key, []
                stating.append(mark[1:])
            else:
                yield key, mark == b"1", stating if stated == key else [], naming


def _conclude(base: Base, pool: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what the rules conclude in one step from all that the base and the pool say."""
    read = (key for keys in (base.keys, pool) for key in keys if key.split(b"\t", 2)[1][1:] in base.read)
    with tempfile.TemporaryDirectory(prefix="defcoop-", ignore_cleanup_errors=True) as folder:
        yield from _fire(Scratch(folder), parse_lines(map(key_to_line, read), RdfFormat.N_TRIPLES))


def _fire(scratch: Scratch, premises: Iterable[Quad]) -> Iterator[bytes]:
    rest = iter(premises)
    while batch := list(islice(rest, _BATCH)):  # the engine takes memory for all that it is given at once
        scratch.bulk_extend(batch)
    for rule in load_rules():
        triples = scratch.query(rule.query)
        assert isinstance(triples, QueryTriples)  # noqa: S101 - a rule is a CONSTRUCT
        yield from make_keys(Quad(*triple) for triple in triples)


def _mark(keys: Iterable[bytes], concluded: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield sorted keys, and whether each is among other sorted ones."""
    rest = iter(concluded)
    other = next(rest, None)
    for key in keys:
        while other is not None and other < key:
            other = next(rest, None)
        yield key, key == other


def _holds(node: list[bytes]) -> bool:
    """Tell whether a fact is done or ongoing, so that its plain triple stands beside it."""
    said = [value for _, predicate, value in map(split_key, node) if predicate == _FACTUALITY]
    return not said or any(value in _HOLDING for value in said)


def _slug(key: bytes) -> bytes:
    match: Any = _NODE.match(key)
    return match[1] if match else b""


def _graph(slug: bytes) -> bytes:
    return _DOCUMENTS.encode() + slug + b"\t"
