"""Search by the index against CONTAINS over the same texts in the engine.

The entries of the statements are repeated under other documents, since search looks at nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph as ox

from benchmarks.texts import statements
from kg.extraction.assembly import extract
from kg.mapping import map_record
from kg.names import DCG, PREFIXES
from kg.reading import read_source
from kg.searching import GraphText, Index, find, read_graph

WORDS = ("piracy", "maritime security", '"freedom of navigation"', "cooperation", "condemn", "the", "xylophone")
REPEATS = 5
_QUOTE = ox.NamedNode(PREFIXES["oa"] + "exact")


def measure(documents: int) -> None:
    """Print CPU milliseconds of a search for different words at five times so many documents, and of CONTAINS."""
    count = documents * 5
    store = ox.Store()
    with Index(None, write=True) as index:
        for number, text in enumerate(_texts(count)):
            index.add(f"{DCG}document/{number}", "", text)
            node = ox.NamedNode(f"urn:d:{number}")
            quotes = (ox.Literal(entry.text) for entry in text.entries if entry.kind == "quote")
            store.extend(ox.Quad(node, _QUOTE, quote) for quote in quotes)
        total = index.connection.execute("SELECT (SELECT count(*) FROM names) + count(*) FROM quotes").fetchone()[0]
        print(f"Search, {count:,} documents of the {statements(1)[0]}, {total:,} names and quotes; best of {REPEATS}")
        for words in WORDS:
            ours = min(_milliseconds(index, words) for _ in range(REPEATS))
            theirs = _contains(store, words.strip('"'))
            print(f"  {words:26} {ours:8.1f} ms   CONTAINS {theirs:8.1f} ms   {theirs / ours:8.1f} x")


def _texts(count: int) -> Iterator[GraphText]:
    known: dict[str, GraphText] = {}
    for number, path in enumerate(statements(count)[1]):
        if str(path) not in known:
            known[str(path)] = read_graph(map_record(extract(read_source(path))))
        text = known[str(path)]
        entries = tuple(replace(entry, node=f"{entry.node}-{number}") for entry in text.entries)
        yield replace(text, entries=entries, document=f"{text.document}-{number}")


def _milliseconds(index: Index, words: str) -> float:
    start = time.process_time()
    find(index, words)
    return (time.process_time() - start) * 1000


def _contains(store: ox.Store, words: str) -> float:
    start = time.process_time()
    query = f'SELECT ?s ?q {{ ?s <{_QUOTE.value}> ?q FILTER(CONTAINS(LCASE(?q), "{words}")) }} LIMIT 1000000'
    list(store.query(query))  # type: ignore[arg-type]
    return (time.process_time() - start) * 1000
