"""Proofs: why an inferred triple holds, down to what a statement or the reference data says.

In: a triple and a store's ``Sources``. Out: an ``Explanation`` whose premises are explained in turn. A proof never
rests on its own conclusion; of several proofs those with fewer inferred premises come first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pyoxigraph as ox

from kg.explaining.explanation import Explanation, RuleNote
from kg.explaining.patterns import Derivation, derivations
from kg.explaining.places import find_place, find_rule_place
from kg.explaining.reading import reread
from kg.explaining.sources import SEPARATOR, Sources, Triple
from kg.names import DCO, GRAPH_INFERENCES, GRAPH_ONTOLOGY, GRAPH_REFERENCE, PREFIXES
from kg.record import Span

__all__ = ["explain_triple", "type_triple"]

_TYPE = PREFIXES["rdf"] + "type"
_SHOWN_BY_QUOTE = frozenset({DCO + "evidence", DCO + "statedIn"})


def explain_triple(sources: Sources, triple: Triple, limit: int = 3) -> Explanation:
    """Return why a triple is in the graph; at most ``limit`` ways to infer it are shown."""
    graphs = sources.graphs(triple)
    stated = [graph for graph in graphs if graph != GRAPH_INFERENCES]
    reasons = [_mark(sources, triple, _stated(sources, triple, graph)) for graph in stated[:limit]]
    if len(stated) == 1 and GRAPH_INFERENCES not in graphs:
        return reasons[0]
    ways = _ways(sources, triple, frozenset()) if GRAPH_INFERENCES in graphs or not stated else []
    shown = [_proof(sources, triple, way, frozenset()) for way in islice(ways, limit)]
    proofs = [proof for proof in shown if proof is not None]
    if not reasons and len(proofs) == 1:
        return _with_others(proofs[0], len(ways) - 1)
    others = max(0, len(ways) - limit) + len(stated) - len(reasons)
    kind = "inferred" if proofs else "extracted" if reasons else "unexplained"
    return Explanation(sources.say(triple), kind, because=(*reasons, *proofs), others=others)  # type: ignore[arg-type]


def _with_others(proof: Explanation, others: int) -> Explanation:
    return replace(proof, others=others)


def _stated(sources: Sources, triple: Triple, graph: str) -> Explanation:
    """Return a triple that the ontology, the reference data or a statement says itself."""
    subject, predicate, value = triple
    claim = sources.say(triple)
    if graph in (GRAPH_ONTOLOGY, GRAPH_REFERENCE):
        words = [_local(predicate.value), _local(value.value)] if predicate.value != _TYPE else [_local(value.value)]
        where = find_place(subject.value, *words)
        kind = "reference" if graph == GRAPH_REFERENCE else "ontology"
        return Explanation(claim, kind, rule=RuleNote("stated", "stated there", where))  # type: ignore[arg-type]
    evidence = sources.evidence(triple, graph)
    quote = sources.quote(evidence) if evidence else None
    return Explanation(claim, "extracted", subject.value, sources.statement_of(graph), quote)


def _mark(sources: Sources, triple: Triple, reason: Explanation) -> Explanation:
    """Return a stated triple's reason with the words marked that name its object."""
    quote, value = reason.quote, triple[2]
    if quote is None or reason.statement is None or not isinstance(value, ox.NamedNode):
        return reason
    reading = reread(sources, reason.statement.iri)
    spans = reading.names_of(value.value, Span(quote.start, quote.end)) if reading else []
    return replace(reason, quote=replace(quote, marked=tuple((span.start, span.end) for span in spans)))


def _local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]


def _ways(sources: Sources, triple: Triple, above: frozenset[Triple]) -> list[Derivation]:
    """Return the derivations that do not rest on what they are to prove, the most direct ones first."""
    around = above | {triple}
    fitting = [way for way in derivations(sources.store, triple) if around.isdisjoint(way.premises)]
    return sorted(fitting, key=lambda way: (_inferred(sources, way), len(way.premises), _key(way)))


def _key(way: Derivation) -> str:
    return f"{way.rule.name} {' '.join(str(term) for triple in way.premises for term in triple)}"


def _inferred(sources: Sources, way: Derivation) -> int:
    """Return how many premises only the rules say."""
    return sum(sources.graphs(premise)[:1] == [GRAPH_INFERENCES] for premise in way.premises)


def _proof(sources: Sources, triple: Triple, way: Derivation, above: frozenset[Triple]) -> Explanation | None:
    """Return a derivation with its premises proved, or None where one of them has no proof of its own."""
    reasons = []
    for premise in way.premises:
        if premise[1].value in _SHOWN_BY_QUOTE:
            continue
        reason = _ground(sources, premise, above | {triple})
        if reason is None:
            return None
        reasons.append(reason)
    note = RuleNote(way.rule.name, way.rule.summary, find_rule_place(way.rule.name))
    return Explanation(sources.say(triple), "inferred", rule=note, because=_merge(reasons))


def _ground(sources: Sources, triple: Triple, above: frozenset[Triple]) -> Explanation | None:
    graphs = sources.graphs(triple)
    if graphs and graphs[0] != GRAPH_INFERENCES:
        return _stated(sources, triple, graphs[0])
    for way in _ways(sources, triple, above):
        proof = _proof(sources, triple, way, above)
        if proof is not None:
            return proof
    return None


def _merge(reasons: list[Explanation]) -> tuple[Explanation, ...]:
    """Join what one passage says of one node, so that its sentence is quoted once."""
    groups: dict[tuple[object, ...], list[Explanation]] = {}
    for number, reason in enumerate(reasons):
        subject = reason.claim.partition(SEPARATOR)[0]
        joins = reason.quote or reason.because
        groups.setdefault((subject, reason.kind, reason.quote, reason.because) if joins else (number,), []).append(
            reason
        )
    return tuple(_join(group) for group in groups.values())


def _join(group: list[Explanation]) -> Explanation:
    head = group[0].claim.partition(SEPARATOR)[0]
    told = [member.claim.partition(SEPARATOR)[2].replace(SEPARATOR, " ") for member in group]
    return group[0] if len(group) == 1 else replace(group[0], claim=f"{head}{SEPARATOR}{'; '.join(told)}")


def type_triple(sources: Sources, iri: str) -> Triple | None:
    """Return the inferred class of a node that only the rules made, or None."""
    for value in sources.values(iri, "rdf:type"):
        triple = (ox.NamedNode(iri), ox.NamedNode(_TYPE), value)
        if sources.graphs(triple) == [GRAPH_INFERENCES]:
            return triple
    return None
