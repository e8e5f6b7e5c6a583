"""A SPARQL server as the store needs it: queries over the union of our graphs, and graphs put, read and dropped.

In: SPARQL, triples. Out: pyoxigraph's answers and triples. Every request may be repeated, so a lost connection costs
nothing. It refuses to know what the graphs mean, and answers that are cut short where the server says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import StoreError
from kg.names import PREFIXES
from kg.sparql.credentials import Credentials
from kg.sparql.dialects import Dialect, recognise, services
from kg.sparql.location import Location
from kg.sparql.subqueries import inline_subqueries
from kg.sparql.transport import Answer, Transport

__all__ = ["Endpoint", "data_block"]

_N_TRIPLES = "application/n-triples"
_JSON = "application/sparql-results+json"
_GRAPH = re.compile(r"\bGRAPH\s*(?:<([^<>\s]*)>)?", re.IGNORECASE)
_CUT = ("x-sparql-maxrows", "x-sql-state")


class Endpoint:
    """The services of one server. Make it with ``connect``."""

    def __init__(self, location: Location, dialect: Dialect, transport: Transport) -> None:
        self.location = location
        self.dialect = dialect
        self._transport = transport
        self._query, self._update, self._graph_store = services(location, dialect)

    @classmethod
    def connect(
        cls, location: Location, credentials: Credentials | None = None, transport: Transport | None = None
    ) -> Endpoint:
        """Ask the server what it is, and return its services. Raises ``StoreError`` where none answers."""
        link = transport or Transport.to(
            location.query, credentials or Credentials(), timeout=location.timeout, plain=location.plain
        )
        try:
            answer = link.send("GET", location.query, parameters=(("query", "ASK {}"),), headers={"Accept": _JSON})
        except StoreError:
            link.close()
            raise
        answer.body.close()
        return cls(location, recognise(answer.headers), link)

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def query(
        self,
        sparql: str,
        *,
        union: Collection[str] | None = None,
        dataset: tuple[Collection[str], Collection[str]] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query over the union of all graphs, of which ours are named in ``union``, or over a ``dataset``.

        A dataset is the graphs of the default graph, and those that GRAPH may name. Without either, the query names
        its own. Raises ``SyntaxError`` for a malformed query, as the embedded engine does, and ``StoreError``.
        """
        constructs = isinstance(ox.Store().query(sparql, prefixes=PREFIXES), ox.QueryTriples)  # or is no SPARQL
        text = _declare(sparql)
        parameters: list[tuple[str, str]] = []
        if dataset is not None:
            parameters += [("default-graph-uri", graph) for graph in dataset[0]]
            parameters += [("named-graph-uri", graph) for graph in dataset[1]]
        elif union is not None:
            parameters += self._union(text, union)
        if self.dialect.inlines:
            text = inline_subqueries(text, lambda query: self._values(query, parameters))
        answer = self._ask(text, parameters, _N_TRIPLES if constructs else _JSON)
        return _triples(self._parse_triples(answer)) if constructs else self._solutions(answer)

    def _union(self, text: str, graphs: Collection[str]) -> list[tuple[str, str]]:
        if self.location.default_graph is not None:
            found = [("default-graph-uri", self.location.default_graph)]
        else:
            found = list(self.dialect.union)
        named = _GRAPH.findall(text) if found and self.dialect.lists_named else []
        return found + [("named-graph-uri", graph) for graph in (sorted(set(named)) if all(named) else graphs)]

    def _values(self, text: str, parameters: Sequence[tuple[str, str]]) -> list[object]:
        """Return the values of the one variable that a query selects, sorted."""
        rows = self._solutions(self._ask(text, parameters, _JSON))
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
        return sorted((row[0] for row in rows), key=str)

    def _ask(self, text: str, parameters: Sequence[tuple[str, str]], accept: str) -> Answer:
        form = _form([("query", text), *parameters])
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._transport.send("POST", self._query, content=form, headers=headers)
        self._require(answer, self._query, "the query", accept)
        return answer

    def _require(self, answer: Answer, url: str, doing: str, media_type: str | None = None) -> None:
        """Raise ``StoreError`` unless this is a whole answer in the right form; close its body then."""
        if answer.status >= 300:
            with closing(answer.body):
                raise self._transport.explain(answer, url, doing)
        if media_type is None:
            answer.body.close()
            return
        cut = next((answer.headers[name] for name in _CUT if name in answer.headers), None)
        if cut is not None or answer.media_type != media_type:
            answer.body.close()
        if cut is not None:
            raise StoreError(
                f"cuts its answers short ({cut})",
                where=url,
                remedy="raise its limits of rows and time (Virtuoso: ResultSetMaxRows, MaxQueryExecutionTime)",
            )
        if answer.media_type != media_type:
            raise StoreError(
                f"answers {answer.media_type or 'no media type'} where {media_type} was asked for",
                where=url,
                remedy="check that this is the address of a SPARQL service",
            )

    def _solutions(self, answer: Answer) -> ox.QuerySolutions | ox.QueryBoolean:
        with closing(answer.body) as body:
            data = body.read()
        try:
            found = ox.parse_query_results(
                self.dialect.mend(data) if self.dialect.mend else data, format=ox.QueryResultsFormat.JSON
            )
        except (SyntaxError, ValueError, LookupError) as error:
            raise StoreError(f"sends broken results: {error}", where=self._query) from error
        return found

    def _parse_triples(self, answer: Answer) -> Iterator[ox.Triple]:
        with closing(answer.body) as body:
            try:
                for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES):
                    yield quad.triple
            except SyntaxError as error:
                raise StoreError(f"sends broken triples: {error}", where=self.location) from error

    def update(self, text: str) -> None:
        """Run an update."""
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        answer = self._transport.send("POST", self._update, content=text.encode(), headers=headers)
        self._require(answer, self._update, "changes")

    def graphs(self) -> list[str]:
        """Return the names of all graphs of the server that are IRIs, sorted."""
        answer = self._ask("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", [], _JSON)
        rows = self._solutions(answer)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
        return sorted(row["g"].value for row in rows if isinstance(row["g"], ox.NamedNode))

    def count(self, graph: str) -> int:
        """Return how many triples a graph has."""
        answer = self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}", [], _JSON)
        rows = self._solutions(answer)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT
        return int(next(rows)["n"].value)

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a graph, in the server's order."""
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}"
        yield from self._parse_triples(self._ask(text, [], _N_TRIPLES))

    def put(self, graph: str, triples: Sequence[ox.Triple]) -> None:
        """Make these the triples of a graph, in as many requests as the server needs."""
        batch = self.dialect.batch
        parts = [triples[start : start + batch] for start in range(0, len(triples), batch)] or [triples]
        if self._graph_store is None:
            self.update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")
            for part in parts:
                self.update(data_block("INSERT", graph, part))
            return
        for number, part in enumerate(parts):
            self._send_part("POST" if number else "PUT", self._graph_store, graph, part)

    def _send_part(self, method: str, url: str, graph: str, triples: Sequence[ox.Triple]) -> None:
        answer = self._transport.send(
            method,
            url,
            parameters=(("graph", graph),),
            content=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"",
            headers={"Content-Type": _N_TRIPLES},
        )
        self._require(answer, url, "changes")


def data_block(verb: str, graph: str, triples: Sequence[ox.Triple]) -> str:
    """Return the update ``INSERT DATA`` or ``DELETE DATA`` of triples of a graph; empty where there are none."""
    if not triples:
        return ""
    data = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return f"{verb} DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{data}}} }}"


def _form(pairs: Sequence[tuple[str, str]]) -> bytes:
    return urlencode(pairs).encode()


def _declare(sparql: str) -> str:
    """Return a query with those of our prefixes before it that it may use."""
    used = (f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in sparql)
    return "".join(used) + sparql


def _triples(triples: Iterator[ox.Triple]) -> ox.QueryTriples:
    """Return triples as the engine returns those of a CONSTRUCT."""
    held = ox.Store()
    held.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found = held.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)  # noqa: S101 - a CONSTRUCT
    return found
