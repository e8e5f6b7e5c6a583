"""What each kind of server does in its own way: where its services are, which graphs a query sees, how much it takes.

In: the address that a user gave, and the headers of the server's first answer. Out: a ``Dialect``. All that is known of
one product and of no other stands here; docs/remote-stores.md says how it was measured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from kg.names import PREFIXES
from kg.sparql.location import Location

__all__ = ["DIALECTS", "Dialect", "recognise", "services"]

_BOOLEAN = PREFIXES["xsd"] + "boolean"


@dataclass(frozen=True, slots=True)
class Dialect:
    """A kind of server.

    ``update`` and ``graph_store`` are paths, after the address less the ending that ``endings`` matches. ``union`` are
    parameters of a query that make the union of all graphs its default graph. ``lists_named``: GRAPH sees only graphs
    that are listed then. ``atomic``: an update is one transaction.
    ``batch``: so many triples go in one request. ``inlines``: subqueries with paths of any
    length have to be answered first. ``mend`` puts right what JSON results say wrongly.
    """

    name: str
    query: str = ""
    update: str = ""
    graph_store: str | None = None
    endings: str = ""
    union: tuple[tuple[str, str], ...] = ()
    lists_named: bool = False
    atomic: bool = True
    batch: int = 20_000
    inlines: bool = False
    mend: Callable[[bytes], bytes] | None = None


def _mend_virtuoso(results: bytes) -> bytes:
    """Return JSON results with a boolean for an ASK, which Virtuoso answers with a row, and with true for 1."""
    content: dict[str, Any] = json.loads(results)
    rows = content["results"]["bindings"]
    if content["head"].get("vars") == ["__ASK_RETVAL"]:
        content = {"head": {}, "boolean": rows[0]["__ASK_RETVAL"]["value"] == "1"}
    for row in rows:
        for term in row.values():
            if term.get("datatype") == _BOOLEAN:
                term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return json.dumps(content).encode()


_GENERIC = Dialect("SPARQL 1.1")
DIALECTS = (
    Dialect(
        "Virtuoso",
        query="/sparql",
        update="/sparql-auth",
        graph_store="/sparql-graph-crud-auth",
        endings=r"/(sparql(-auth)?/?)?$",
        atomic=False,
        inlines=True,
        mend=_mend_virtuoso,
    ),
    Dialect(
        "Fuseki",
        query="/query",
        update="/update",
        graph_store="/data",
        endings=r"/(query|sparql|update|data)?$",
        union=(("default-graph-uri", "urn:x-arq:UnionGraph"),),
        lists_named=True,
    ),
    Dialect(
        "Oxigraph",
        query="/query",
        update="/update",
        graph_store="/store",
        endings=r"/(query|update|store)?$",
        union=(("union-default-graph", ""),),
    ),
)


def recognise(headers: Mapping[str, str]) -> Dialect:
    """Return the kind of server that sends these headers.

    >>> recognise({"server": "Virtuoso/07.20.3229 (Linux)"}).name
    'Virtuoso'
    >>> recognise({"server": "nginx"}).name
    'SPARQL 1.1'
    """
    if "fuseki-request-id" in headers:
        return DIALECTS[1]
    server = headers.get("server", "")
    return next((dialect for dialect in DIALECTS if dialect.name in server), _GENERIC)


def services(location: Location, dialect: Dialect) -> tuple[str, str, str | None]:
    """Return the addresses for queries, for updates and of the graph store (None: the server has none that we know).

    >>> services(Location("http://localhost:3030/ds"), DIALECTS[1])
    ('http://localhost:3030/ds/query', 'http://localhost:3030/ds/update', 'http://localhost:3030/ds/data')
    """
    parts = urlsplit(location.query)
    base = re.sub(dialect.endings, "", parts.path) if dialect.endings else parts.path
    query = location.query if location.update or location.graph_store else _at(parts, base + dialect.query)
    update = location.update or _at(parts, base + dialect.update)
    store = location.graph_store or (None if dialect.graph_store is None else _at(parts, base + dialect.graph_store))
    return query, update, store


def _at(parts: SplitResult, path: str) -> str:
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
