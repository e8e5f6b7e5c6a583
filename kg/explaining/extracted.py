"""Why a statement's node is in the graph: the sentence, the frame or pattern, and where every slot comes from.

In: the IRI of an act, commitment, activity, fact, part, time or issue, and a store's ``Sources``. Out: an
``Explanation``. What the graph leaves out (clauses, subjects, words of topics) is read from the stored text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kg.explaining.explanation import Detail, Explanation
from kg.explaining.lexicon import find_pattern, note_rule, reckon_strength
from kg.explaining.reading import Reading, reread
from kg.explaining.sources import Sources
from kg.explaining.voices import explain_voices, find_clause
from kg.names import DCC, DCO, DCR, GRAPH_INFERENCES, expand
from kg.record import Act, Span

__all__ = ["explain_node"]

_PLACE = re.compile(r"/(\d+)-(\d+)(?:/|$)")
_NOT_SLOTS = frozenset(
    expand(name)
    for name in ("rdf:type", "rdfs:label", "dco:statedIn", "dco:evidence", "dco:rule", "prov:wasGeneratedBy",
                 "dco:inPart", "dco:partOf", "dco:position", "dco:primaryTopic", "dco:status", "dco:madeBy",
                 "dco:object", "dco:anchoredBy", "oa:hasSelector", "oa:hasSource")
)  # fmt: skip
_GIVEN = frozenset(expand(name) for name in ("dco:statusValue", "dco:claimPredicate", "dco:time", "dco:deadline"))
_FACTUALITIES = {
    "done": "nothing in the act's class or its words makes it ongoing, intended, hoped or invited",
    "ongoing": "its content says that it is under way",
    "intended": "the act binds its speakers to something ahead",
    "hoped": "the act hopes for it",
    "invited": "the act invites to it",
}


def explain_node(sources: Sources, iri: str, graph: str) -> Explanation:
    """Return why a node of a document's graph is there."""
    statement = sources.statement_of(graph)
    reading = reread(sources, statement.iri) if statement else None
    place = _place(iri)
    act = _find_act(sources, reading, iri, place) if reading and "/id/act/" in iri else None
    rule = sources.value(iri, "dco:rule")
    index = reading.sentence_at(place.start) if reading and place else None
    pattern = None
    if reading and rule and index is not None:
        span = place if "/id/activity/" in iri else None
        pattern = find_pattern(rule, reading.sentences[index], span)
    evidence = _find_evidence(sources, iri)
    kinds = ", ".join(sources.label(kind) for kind in sources.values(iri, "rdf:type"))
    if reading and act:
        details = tuple(_explain_act(sources, reading, act))
    else:
        details = tuple(_explain_slots(sources, reading, iri, graph, index))
    return Explanation(
        claim=f"{sources.label(iri)} — {kinds}",
        kind="extracted",
        iri=iri,
        statement=statement,
        quote=sources.quote(evidence, [(place.start, place.end)] if place else []) if evidence else None,
        rule=note_rule(rule, pattern) if rule else None,
        details=(*details, *_inferred(sources, iri)),
        because=tuple(_because(sources, iri, graph)),
    )


def _find_evidence(sources: Sources, iri: str) -> str | None:
    """Return the evidence of a node: its own, itself, or that of what it is the time or status of."""
    if "/id/evidence/" in iri:
        return iri
    owners = sources.select(f"SELECT ?evidence {{ ?owner ?link <{iri}> ; dco:evidence ?evidence }}")
    own = sources.value(iri, "dco:evidence")
    return own or (owners[0][0].value if owners and owners[0][0] else None)


def _place(iri: str) -> Span | None:
    match = _PLACE.search(iri.removeprefix(DCR))
    return Span(int(match[1]), int(match[2])) if match else None


def _find_act(sources: Sources, reading: Reading, iri: str, place: Span | None) -> Act | None:
    """Return the act of a node: at its trigger, of its type, for those it binds."""
    behalf = {value.value for value in sources.values(iri, "dco:onBehalfOf")}
    kinds = {value.value for value in sources.values(iri, "dco:actType")}
    topics = {value.value for value in sources.values(iri, "dco:topic")}
    there = [act for act in reading.acts if place == Span(act.start, act.end) and act.type in kinds]
    alike = sorted(there, key=lambda act: (set(act.onBehalfOf) != behalf, set(act.topics) != topics, repr(act)))
    return alike[0] if alike else None


def _explain_act(sources: Sources, reading: Reading, act: Act) -> Iterator[Detail]:
    yield Detail("trigger", f"“{act.trigger}”", f"{act.start}–{act.end}")
    if found := find_clause(reading, act):
        span = reading.clauses[found[0]][found[1]].span
        yield Detail("clause", f"“{reading.words(span)}”", f"{span.start}–{span.end}")
    if act.content:
        yield Detail("content", f"“{reading.words(act.content)}”", f"{act.content.start}–{act.content.end}")
    yield Detail("act type", sources.label(act.type), "the frame evokes it")
    yield reckon_strength(act)
    for words, name in chain(((w, "intensifier") for w in act.intensifiers), ((w, "hedge") for w in act.hedges)):
        yield Detail(name, f"“{words}”", "in the clause of the act")
    yield from explain_voices(sources, reading, act)
    slots = (("topic", act.topics), ("target", act.targets), ("addressee", act.addressees),
             ("framework", act.frameworks), ("cooperation area", act.areas), ("place", act.places))  # fmt: skip
    for name, iris in slots:
        for iri in iris:
            yield Detail(name, sources.label(iri), _origin(reading, iri, act.content or act.evidence, act.evidence))
    yield Detail("factuality", act.factuality, _FACTUALITIES[act.factuality])


def _origin(reading: Reading, iri: str, near: Span, sentence: Span) -> str:
    """Return the words that bring an individual or concept into a slot."""
    found = reading.names_of(iri, near) or reading.names_of(iri, sentence)
    if found:
        return ", ".join(f"“{reading.words(span)}” ({span.start}–{span.end})" for span in found)
    index = reading.sentence_at(sentence.start)
    block = reading.understanding.sentences[index].block if index is not None else None
    while block is not None:
        around = reading.understanding.blocks[block]
        if around.heading and reading.names_of(iri, around.heading):
            return f"heading “{reading.words(around.heading)}”"
        block = around.parent
    if iri.startswith(DCC):
        return "not named: the kind of meeting, the frame's default, or cooperation as such"
    return "not named in the sentence: who speaks in its act, or what its words point back to"


def _explain_slots(
    sources: Sources, reading: Reading | None, iri: str, graph: str, index: int | None
) -> Iterator[Detail]:
    """Yield what the document's graph says of a node, each with the words of the sentence that name it."""
    for predicate, value in sources.select(f"SELECT DISTINCT ?p ?o {{ GRAPH <{graph}> {{ <{iri}> ?p ?o }} }}"):
        if predicate is None or value is None or predicate.value in _NOT_SLOTS:
            continue
        why = ""
        if reading and index is not None and value.value.startswith((DCR, DCC)) and predicate.value not in _GIVEN:
            span = reading.understanding.sentences[index].span
            why = _origin(reading, value.value, span, span)
        yield Detail(sources.label(predicate.value), sources.label(value), why)


def _inferred(sources: Sources, iri: str) -> Iterator[Detail]:
    """Yield what only the rules say of a node."""
    rows = sources.select(f"SELECT DISTINCT ?p ?o {{ GRAPH <{GRAPH_INFERENCES}> {{ <{iri}> ?p ?o }} }}")
    for predicate, value in rows:
        if predicate and value and predicate.value != DCO + "inferredBy":
            yield Detail(sources.label(predicate.value), sources.label(value), "inferred")


def _because(sources: Sources, iri: str, graph: str) -> Iterator[Explanation]:
    """Yield what a node rests on beside its own sentence: the act that made a commitment."""
    for act in sources.values(iri, "dco:madeBy"):
        yield explain_node(sources, act.value, graph)
