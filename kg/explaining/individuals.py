"""What is known of an individual, concept or term: its names, where it is defined, which statements name it.

In: an IRI and a store's ``Sources``. Out: an ``Explanation``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.decisions import FILE_NAME
from kg.explaining.explanation import Detail, Explanation, RuleNote
from kg.explaining.places import find_blocks
from kg.explaining.sources import Sources
from kg.names import GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, compact, expand

__all__ = ["explain_individual"]

_NAMES = {
    "skos:prefLabel": "name",
    "rdfs:label": "name",
    "skos:altLabel": "other name",
    "skos:hiddenLabel": "spelling",
    "dco:formalName": "formal name",
    "dco:abbreviation": "abbreviation",
    "dco:demonym": "demonym",
    "skos:definition": "definition",
    "rdf:type": "is a",
    "skos:broader": "broader",
    "dco:sourceName": "file",
    "dcterms:date": "date",
}
_SAID = frozenset({"skos:prefLabel", "skos:altLabel", "dco:abbreviation"})
_MENTIONS = """
SELECT ?statement (COUNT(DISTINCT ?sentence) AS ?count) (MIN(?place) AS ?first) WHERE {
  ?sentence dco:mentions UNDEF ; dco:evidence ?evidence . ?evidence oa:hasSource ?statement .
  ?evidence oa:hasSelector/oa:start ?place
} GROUP BY ?statement"""


def explain_individual(sources: Sources, iri: str, limit: int = 3) -> Explanation:
    """Return an individual's names and definition, and the statements that name it, the most telling first."""
    homes = sources.homes(iri)
    kind = "ontology" if GRAPH_ONTOLOGY in homes else "reference" if GRAPH_REFERENCE in homes else "individual"
    blocks = find_blocks(iri)
    where = ", ".join(block.place for block in blocks)
    note = RuleNote("defined", "described there", where) if blocks else None
    mentions = list(_mentions(sources, iri, limit))
    count = _count(sources, iri)
    return Explanation(
        claim=f"{sources.label(iri)} — {compact(iri)}",
        kind=kind,  # type: ignore[arg-type]
        iri=iri,
        rule=note,
        details=(*_names(sources, iri, homes), *_merges(sources, iri), *_usage(sources, iri)),
        because=tuple(mentions),
        others=max(0, count - len(mentions)),
    )


def _names(sources: Sources, iri: str, homes: list[str]) -> Iterator[Detail]:
    stated = [home for home in homes if home not in (GRAPH_ONTOLOGY, GRAPH_REFERENCE, GRAPH_INFERENCES)]
    for predicate, name in _NAMES.items():
        for value in sources.values(iri, predicate):
            words = value.value if isinstance(value, ox.Literal) else sources.label(value)
            triple = (ox.NamedNode(iri), ox.NamedNode(expand(predicate)), value)
            documents = [graph for graph in sources.graphs(triple) if graph in stated]
            why = f"so called in {_statements(len(documents))}" if documents and predicate in _SAID else ""
            yield Detail(name, words, why)


def _merges(sources: Sources, iri: str) -> Iterator[Detail]:
    """Yield which other individuals a reviewer found to be this one."""
    for sameness in sources.decisions.same:
        if iri in sameness.iris and len(sameness.iris) > 1:
            others = ", ".join(compact(other) for other in sameness.iris if other != iri)
            where = f" in {', '.join(sameness.documents)}" if sameness.documents else ""
            yield Detail("the same as", others + where, f"a reviewer's decision ({FILE_NAME})")


def _statements(count: int) -> str:
    return f"{count} statement{'' if count == 1 else 's'}"


def _usage(sources: Sources, iri: str) -> Iterator[Detail]:
    """Yield how often each property of extracted and inferred nodes leads to the individual."""
    node = ox.NamedNode(iri)
    rows = sources.select(f"SELECT ?p (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p {node} }} GROUP BY ?p")
    counted = [(int(count.value), predicate.value) for predicate, count in rows if predicate and count]
    for count, predicate in sorted(counted, key=lambda pair: (-pair[0], pair[1])):
        yield Detail(f"as “{sources.label(predicate)}”", str(count))


def _mentions(sources: Sources, iri: str, limit: int) -> Iterator[Explanation]:
    rows = sources.select(_MENTIONS.replace("UNDEF", str(ox.NamedNode(iri))))
    counted = [(int(n.value), s.value, int(first.value)) for s, n, first in rows if s and n and first]
    for count, statement, _ in sorted(counted, key=lambda row: (-row[0], row[1]))[:limit]:
        graph = next(home for home in sources.homes(statement) if sources.statement_of(home))
        sentences = sources.select(
            f"SELECT ?start ?evidence {{ GRAPH <{graph}> {{ ?part dco:mentions <{iri}> ; "
            "dco:evidence ?evidence . ?evidence oa:hasSelector/oa:start ?start } }"
        )
        places = sorted((int(start.value), evidence.value) for start, evidence in sentences if start and evidence)
        quote = sources.quote(places[0][1]) if places else None
        claim = f"named in {count} sentence{'' if count == 1 else 's'}"
        yield Explanation(claim, "extracted", statement, sources.statement_of(graph), quote)


def _count(sources: Sources, iri: str) -> int:
    return len(sources.select(_MENTIONS.replace("UNDEF", str(ox.NamedNode(iri)))))
