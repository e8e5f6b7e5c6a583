"""The tools: each reads the graph, answers within bounds, and says in one line what went wrong.

In: words, names, SPARQL. Out: values of ``kg.agents.answers``. Knows nothing of the protocol.
"""

from __future__ import annotations

import asyncio
import difflib
import json
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kg.agents.answers import (
    Catalogue,
    Evidence,
    Found,
    FoundEntities,
    Passage,
    Question,
    QuestionParameter,
    Rows,
    Why,
)
from kg.errors import QueryError
from kg.explaining.rendering import render_text
from kg.knowledge.turtle import load_turtle
from kg.names import compact, expand
from kg.query import catalogue
from kg.serve.pool import Pool

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

__all__ = ["Tools"]

T = TypeVar("T")
_NAME = re.compile(r"[\w.-]+")
_MOST_ROWS, _MOST_FOUND, _MOST_PASSAGES = 200, 50, 20
_LONGEST_CELL, _LONGEST_TEXT = 2_000, 20_000
_SOLUTIONS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_EVIDENCE = """SELECT DISTINCT ?quote ?start ?end ?statement ?title ?date WHERE {
  { VALUES ?e { NODE } } UNION { NODE dco:evidence ?e }
  ?e oa:hasSource ?statement ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  OPTIONAL { ?statement dcterms:title ?title } OPTIONAL { ?statement dcterms:date ?date }
} ORDER BY ?date ?statement ?start ?end LIMIT 21"""


class Tools:
    """What an agent can ask; the docstrings are what it reads before it does."""

    def __init__(self, graph: KnowledgeGraph, pool: Pool) -> None:
        self._graph, self._pool = graph, pool
        self._thread = ThreadPoolExecutor(1)  # the index for search is open in one thread

    async def find_entity(self, words: str, kind: str = "", limit: int = 10) -> FoundEntities:
        """Find states, persons, bodies, places, instruments, concepts or quotations by words; best first.

        Start here: other tools take the IRIs that this one returns. `kind` narrows to a class of the ontology
        ("State", "Person", "Organization", "Place", "Concept" …). At most 50 are returned.
        """
        bound = max(1, min(limit, _MOST_FOUND))
        hits = await self._call(lambda: self._graph.search(words, type=kind, limit=bound))
        if not hits and kind:
            _refuse_unknown(kind)
        return FoundEntities(
            [Found(hit.node, hit.kind, _cut(hit.text), list(hit.types), hit.title, hit.date) for hit in hits]
        )

    async def list_questions(self, words: str = "") -> Catalogue:
        """List the questions that are ready to be asked with ask_question, with their parameters.

        `words` keeps those whose name or summary has all of them.
        """
        wanted = words.casefold().split()
        return Catalogue(
            [
                Question(
                    query.name, query.summary, [QuestionParameter(p.name, p.type, p.help) for p in query.parameters]
                )
                for query in catalogue().values()
                if not query.verify and all(word in f"{query.name} {query.summary}".casefold() for word in wanted)
            ]
        )

    async def ask_question(self, name: str, parameters: dict[str, str] | None = None, max_rows: int = 50) -> Rows:
        """Answer a question of the catalogue by its name, for example "positions-towards" with {"state": "PRK"}.

        A parameter of type iri takes an IRI, a name or an ISO code; a date is YYYY-MM-DD. At most 200 rows.
        """
        if not _NAME.fullmatch(name):
            raise QueryError(f"no question {name!r}", remedy="list_questions names them; run_sparql takes SPARQL")
        sparql = await self._call(lambda: self._graph.sparql(name, parameters or {}))
        return await self._answer(sparql, max_rows)

    async def run_sparql(self, query: str, max_rows: int = 50) -> Rows:
        """Run a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the union of all graphs, read-only.

        The prefixes dco:, dcc:, dcr:, oa:, skos:, dcterms:, prov:, rdfs: need no declaration. Read the resource
        defcoop://ontology for classes and properties. Queries end after 30 seconds; SERVICE and updates are refused.
        """
        return await self._answer(query, max_rows)

    async def get_evidence(self, iri: str) -> Evidence:
        """Return the quotations that a node (act, commitment, activity, fact, tie or evidence) rests on.

        Each comes with its offsets in the statement's text, the statement, its title and its day. Cite these.
        """
        node = _node(iri)
        rows = (await self._answer(_EVIDENCE.replace("NODE", str(node)), _MOST_PASSAGES + 1)).rows
        if not rows:
            raise QueryError(
                f"no evidence for {compact(node.value)}", remedy="find_entity finds nodes; acts and ties have evidence"
            )
        passages = [
            Passage(quote or "", int(start or 0), int(end or 0), statement or "", title or "", date or "")
            for quote, start, end, statement, title, date in rows
        ]
        return Evidence(node.value, passages[:_MOST_PASSAGES], len(passages) > _MOST_PASSAGES)

    async def explain_assertion(self, subject: str, predicate: str = "", object: str = "") -> Why:  # noqa: A002
        """Explain why the graph has a node, or says a triple: the sentence, the rule, the premises, the reference data.

        Give one IRI or name alone, or subject, predicate ("cooperatesWith", "dco:memberOf") and object.
        """
        words = [word for word in (subject, predicate, object) if word]
        explanation = await self._call(lambda: self._graph.explain(*words))
        text = render_text(explanation)
        return Why(text[:_LONGEST_TEXT], len(text) > _LONGEST_TEXT)

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _answer(self, sparql: str, max_rows: int) -> Rows:
        answer = await self._pool.query(sparql, _SOLUTIONS, _TRIPLES)
        if answer.status != 200:
            raise QueryError(answer.body.decode("utf-8", "replace").strip())
        limit = max(1, min(max_rows, _MOST_ROWS))
        if answer.type.startswith(_TRIPLES):
            return _read_triples(answer.body, limit)
        return _read_solutions(json.loads(answer.body), limit)


def _refuse_unknown(kind: str) -> None:
    classes = {"concept": "Concept"}
    classes |= {name.casefold(): name for name in map(_local, load_turtle("modules").instances("owl:Class"))}
    if kind.casefold() not in classes:
        near = difflib.get_close_matches(kind.casefold(), classes, n=3, cutoff=0.5)
        remedy = f"did you mean {', '.join(classes[one] for one in near)}?" if near else "see defcoop://ontology"
        raise QueryError(f"no class {kind!r}", remedy=remedy)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _read_solutions(answer: Mapping[str, Any], limit: int) -> Rows:
    if "boolean" in answer:
        return Rows(["ask"], [[str(answer["boolean"]).lower()]], 1, False)
    columns, bindings = answer["head"]["vars"], answer["results"]["bindings"]
    rows = [[_cut(_words(row[name])) if name in row else None for name in columns] for row in bindings[:limit]]
    return Rows(columns, rows, len(bindings), len(bindings) > limit)


def _read_triples(body: bytes, limit: int) -> Rows:
    triples = list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    rows: list[list[str | None]] = [
        [_cut(getattr(term, "value", str(term))) for term in (t.subject, t.predicate, t.object)]
        for t in triples[:limit]
    ]
    return Rows(["subject", "predicate", "object"], rows, len(triples), len(triples) > limit)


def _words(term: Mapping[str, Any]) -> str:
    value = term["value"]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _node(iri: str) -> ox.NamedNode:
    full = expand(iri.strip().removeprefix("<").removesuffix(">"))
    try:
        return ox.NamedNode(full)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI", remedy="find_entity returns IRIs") from error
