"""The acts of a store as one CSV table: a row an act, with its evidence.

In: a store. Out: bytes of UTF-8 CSV. Several values of a cell are sorted and joined by " | "; IRIs are prefixed names;
no cell is a spreadsheet's formula.
"""

from __future__ import annotations

import csv
import io

from pyoxigraph import NamedNode

from kg.names import compact, expand
from kg.query import neutralise
from kg.store import GraphStore

__all__ = ["COLUMNS", "export_csv"]

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
_ACTS = """
SELECT DISTINCT ?statement ?date ?act ?start ?end ?quote WHERE {
  ?act a dco:SpeechAct ; dco:statedIn ?statement ; dco:evidence ?evidence .
  ?evidence oa:hasSelector ?position , ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  OPTIONAL { ?statement dcterms:date ?date }
} ORDER BY ?date ?statement ?start ?end ?act"""


def export_csv(store: GraphStore) -> bytes:
    """Return the table of all acts, in the order of their statements and of their evidence."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    values = {name: _read_values(store, predicate) for name, predicate in _PROPERTIES.items()}
    for row in store.query(_ACTS):  # type: ignore[union-attr]
        given = [row[name] for name in COLUMNS[:6]]
        act = row["act"].value
        cells = ["" if term is None else _word(term) for term in given]
        cells += [" | ".join(values[name].get(act, ())) for name in _PROPERTIES]
        writer.writerow(neutralise(cell) for cell in cells)
    return stream.getvalue().encode()


def _word(term: object) -> str:
    return compact(term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", term))


def _read_values(store: GraphStore, predicate: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for quad in store.quads_with(expand(predicate)):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, set()).add(_word(quad.object))
    return {subject: sorted(values) for subject, values in found.items()}
