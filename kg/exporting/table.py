"""The acts of a store as one table: a row an act, with its evidence; as CSV, or as Parquet for data frames.

In: a store and a stream. Out: bytes. IRIs are prefixed names. In CSV several values of a cell are sorted and joined by
" | ", and no cell is a spreadsheet's formula; in Parquet they are lists, days are days and numbers are numbers. What is
in memory at a time is one statement.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import IO, Any

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.names import PREFIXES, compact, expand
from kg.query import neutralise
from kg.store import QuadStore

__all__ = ["COLUMNS", "write_csv", "write_parquet"]

_PROPERTIES = {
    "type": "dco:actType",
    "strength": "dco:strength",
    "trigger": "dco:trigger",
    "intensifiers": "dco:intensifier",
    "hedges": "dco:hedge",
    "speakers": "dco:speaker",
    "on_behalf_of": "dco:onBehalfOf",
    "primary_topic": "dco:primaryTopic",
    "topics": "dco:topic",
    "targets": "dco:target",
    "addressees": "dco:addressee",
    "frameworks": "dco:underFramework",
    "areas": "dco:cooperationArea",
    "places": "dco:place",
    "factuality": "dco:factuality",
    "jointness": "dco:jointness",
    "rule": "dco:rule",
}
COLUMNS = ("statement", "date", "act", "start", "end", "quote", *_PROPERTIES)
_SINGLE = frozenset({*COLUMNS[:6], "type", "strength", "trigger", "primary_topic", "factuality", "jointness", "rule"})
_WHOLE = frozenset({"start", "end", "strength"})
_ACT = expand("dco:SpeechAct")
_TYPE = PREFIXES["rdf"] + "type"
_DATE = PREFIXES["dcterms"] + "date"
_ROWS = 20_000

Nodes = dict[str, dict[str, list[str]]]
Row = dict[str, list[str]]


def write_csv(store: QuadStore, stream: IO[bytes]) -> None:
    """Write the table of all acts, in the order of their statements' days and of their evidence."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(store):
        writer.writerow([neutralise(" | ".join(map(compact, row.get(name, ())))) for name in COLUMNS])
    text.detach()  # flushes, and leaves the stream open


def write_parquet(store: QuadStore, stream: IO[bytes]) -> None:
    """Write the same table as Parquet. Raises ``ExportError`` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError("Parquet needs pyarrow", remedy="install it with: pip install 'defcoop[tables]'") from None
    schema = pa.schema([(name, _arrow_type(pa, name)) for name in COLUMNS])
    rows = ({name: _python(name, row.get(name, [])) for name in COLUMNS} for row in _rows(store))
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema))


def _arrow_type(pa: Any, name: str) -> Any:
    if name not in _SINGLE:
        return pa.list_(pa.string())
    if name == "date":
        return pa.date32()
    return pa.int64() if name in _WHOLE else pa.string()


def _python(name: str, values: list[str]) -> Any:
    words = list(map(compact, values))
    if name not in _SINGLE:
        return words
    if not words:
        return None
    return date.fromisoformat(words[0]) if name == "date" else int(words[0]) if name in _WHOLE else words[0]


def _rows(store: QuadStore) -> Iterator[Row]:
    days = {str(quad.subject): _words(quad.object) for quad in store.quads_with(_DATE)}
    documents = sorted(store.documents(), key=lambda known: (days.get(f"<{known.iri}>", ""), known.iri))
    for known in documents:
        yield from sorted(_acts(store.quads(known.graph)), key=_order)


def _order(row: Row) -> tuple[int, int, list[str]]:
    return int(row["start"][0]), int(row["end"][0]), row["act"]


def _acts(quads: Iterable[Quad]) -> Iterator[Row]:
    """Yield a row for each passage that an act of one statement rests on."""
    nodes: Nodes = {}
    for quad in quads:
        nodes.setdefault(_words(quad.subject), {}).setdefault(quad.predicate.value, []).append(_words(quad.object))
    for iri, act in nodes.items():
        if _ACT in act.get(_TYPE, ()):
            row = {"act": [iri], "statement": sorted(act.get(expand("dco:statedIn"), []))}
            row |= {column: _sorted(act.get(expand(predicate), [])) for column, predicate in _PROPERTIES.items()}
            row["date"] = [day for name in row["statement"] for day in nodes.get(name, {}).get(_DATE, ())]
            for evidence in act.get(expand("dco:evidence"), ()):
                yield row | _read_passage(nodes, evidence)


def _sorted(values: list[str]) -> list[str]:
    return sorted(values, key=compact)


def _read_passage(nodes: Nodes, evidence: str) -> Row:
    found: Row = {"start": ["0"], "end": ["0"]}
    for selector in nodes.get(evidence, {}).get(expand("oa:hasSelector"), ()):
        for column, name in (("start", "oa:start"), ("end", "oa:end"), ("quote", "oa:exact")):
            if words := nodes.get(selector, {}).get(expand(name)):
                found[column] = words
    return found


def _words(term: object) -> str:
    return str(getattr(term, "value", term))
