"""What a statement says: speech acts, activities, commitments and facts.

In: a record and the schema. Out: triples on a sheet, each node with its evidence, its rule and the run that made it.
"""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.mapping.identity import digest, name_nodes
from kg.mapping.schema import Schema
from kg.mapping.sheet import Sheet, excerpt
from kg.mapping.terms import day, english, integer, node, term
from kg.names import DCC
from kg.record import Act, Activity, Commitment, Document, Fact, Record, Span

__all__ = ["write_activities", "write_acts", "write_commitments", "write_facts"]

_PLAIN = frozenset({"done", "ongoing"})


def write_acts(sheet: Sheet, acts: tuple[Act, ...], schema: Schema, sentences: dict[int, str]) -> list[tuple[str, Act]]:
    """Write the speech acts; ``sentences`` gives the sentence of each trigger. Return them with their IRIs."""
    named = name_nodes(sheet, "act", acts, lambda act: Span(act.start, act.end))
    for iri, act in named:
        _write_act(sheet, iri, act, schema)
        sheet.link(iri, "dco:inPart", sentences.get(act.start))
    return named


def _write_act(sheet: Sheet, iri: str, act: Act, schema: Schema) -> None:
    sheet.kinds(iri, "dco:SpeechAct")
    if illocution := schema.illocutions.get(act.type):
        sheet.kinds(iri, illocution)
    content = act.content if act.content and act.content.start >= act.end else None
    words = [act.trigger] if content is None else [act.trigger, sheet.quote(content)]
    sheet.add(iri, "rdfs:label", english(excerpt(words)))
    sheet.say(iri, "dco:trigger", act.trigger)
    sheet.link(iri, "dco:actType", act.type)
    sheet.add(iri, "dco:strength", integer(act.strength))
    sheet.say(iri, "dco:intensifier", *act.intensifiers)
    sheet.say(iri, "dco:hedge", *act.hedges)
    sheet.link(iri, "dco:speaker", *act.speakers)
    sheet.link(iri, "dco:onBehalfOf", *act.onBehalfOf)
    sheet.link(iri, "dco:primaryTopic", *act.topics[:1])
    sheet.link(iri, "dco:target", *act.targets)
    sheet.link(iri, "dco:addressee", *act.addressees)
    sheet.link(iri, "dco:place", *act.places)
    _write_subject_matter(sheet, iri, act)
    sheet.say(iri, "dco:factuality", act.factuality)
    sheet.say(iri, "dco:jointness", _jointness(act, sheet.document))
    sheet.ground(iri, act.evidence, act.rule)


def _jointness(act: Act, document: Document) -> str | None:
    """Return how many of the statement's parties speak: "joint" for several, "unilateral" for one of several."""
    if len(set(act.onBehalfOf)) > 1:
        return "joint"
    return "unilateral" if act.onBehalfOf and len(set(document.parties)) > 1 else None


def _write_subject_matter(sheet: Sheet, iri: str, found: Act | Activity | Commitment) -> None:
    sheet.link(iri, "dco:topic", *found.topics)
    sheet.link(iri, "dco:cooperationArea", *found.areas)
    sheet.link(iri, "dco:underFramework", *found.frameworks)


def write_activities(sheet: Sheet, activities: tuple[Activity, ...]) -> None:
    """Write meetings, exercises, visits and the like."""
    for iri, activity in name_nodes(sheet, "activity", activities, _activity_span):
        span = _activity_span(activity)
        sheet.kinds(iri, activity.type)
        sheet.add(iri, "rdfs:label", english(excerpt([activity.name or sheet.quote(span)])))
        sheet.link(iri, "dco:participant", *activity.participants)
        sheet.link(iri, "dco:place", *activity.places)
        sheet.link(iri, "dco:equipment", *activity.equipment)
        sheet.link(iri, "dco:time", sheet.time(activity.time, activity.evidence))
        sheet.link(iri, "dco:sender", activity.sender)
        sheet.link(iri, "dco:host", activity.host)
        sheet.link(iri, "dco:programme", *activity.programmes)
        sheet.link(iri, "dco:inviter", activity.inviter)
        sheet.link(iri, "dco:invitee", activity.invitee)
        _write_subject_matter(sheet, iri, activity)
        sheet.say(iri, "dco:factuality", activity.factuality)
        sheet.ground(iri, activity.evidence, activity.rule)


def _activity_span(activity: Activity) -> Span:
    return Span(activity.start, activity.end) if activity.end else activity.evidence


def write_commitments(sheet: Sheet, commitments: tuple[Commitment, ...], acts: list[tuple[str, Act]]) -> None:
    """Write commitments, each with the status that the statement gives it: announced on the statement's day."""
    for iri, commitment in name_nodes(sheet, "commitment", commitments, lambda found: found.content):
        sheet.kinds(iri, "dco:Commitment")
        sheet.add(iri, "rdfs:label", english(excerpt([commitment.object])))
        sheet.link(iri, "dco:madeBy", _making_act(commitment, acts))
        sheet.link(iri, "dco:debtor", *commitment.debtors)
        sheet.link(iri, "dco:creditor", *commitment.creditors)
        sheet.say(iri, "dco:object", commitment.object)
        sheet.say(iri, "dco:firmness", commitment.firmness)
        sheet.say(iri, "dco:hedge", *commitment.hedges)
        sheet.say(iri, "dco:condition", *filter(None, [commitment.condition]))
        sheet.link(iri, "dco:deadline", sheet.time(commitment.deadline, commitment.evidence))
        _write_subject_matter(sheet, iri, commitment)
        sheet.ground(iri, commitment.evidence, commitment.rule)
        _write_status(sheet, iri, commitment)


def _write_status(sheet: Sheet, iri: str, commitment: Commitment) -> None:
    status = iri.replace("/id/commitment/", "/id/status/", 1) + "/announced"
    sheet.link(iri, "dco:status", status)
    sheet.kinds(status, "dco:CommitmentStatus")
    sheet.link(status, "dco:statusValue", DCC + "status/announced")
    if sheet.document.date:
        sheet.add(status, "dco:asOf", day(sheet.document.date))
    sheet.link(status, "dco:evidence", sheet.evidence(commitment.evidence))


def _making_act(commitment: Commitment, acts: list[tuple[str, Act]]) -> str | None:
    """Return the act at the commitment's trigger; of several there, one that binds the same debtors."""
    there = [(act.onBehalfOf != commitment.debtors, iri) for iri, act in acts if _span(act) == commitment.act]
    return min(there)[1] if there else None


def _span(act: Act) -> Span:
    return Span(act.start, act.end)


def write_facts(sheet: Sheet, record: Record, schema: Schema) -> None:
    """Write each fact as a node, and as a plain triple too where the statement says that it is so."""
    for fact in dict.fromkeys(record.facts):
        value = _fact_object(fact, schema)
        iri = f"{sheet.iri('fact', fact.evidence)}/{digest(fact.subject, fact.predicate, fact.object)}"
        _write_fact_node(sheet, iri, fact, value, schema)
        sheet.say(iri, "dco:factuality", fact.factuality)
        sheet.link(iri, "dco:reportedBy", *fact.reportedBy)
        sheet.link(iri, "dco:time", sheet.time(fact.time, fact.evidence))
        sheet.ground(iri, fact.evidence, fact.rule)
        if fact.factuality in _PLAIN:
            sheet.add(fact.subject, fact.predicate, value)


def _fact_object(fact: Fact, schema: Schema) -> NamedNode | Literal:
    if not fact.literal:
        return node(fact.object)
    if fact.predicate in schema.datatypes:
        return term(fact.object, schema.datatypes[fact.predicate])
    return Literal(fact.object)


def _write_fact_node(sheet: Sheet, iri: str, fact: Fact, value: NamedNode | Literal, schema: Schema) -> None:
    reification = schema.reified.get(fact.predicate)
    words = [_words(fact.subject), _words(fact.predicate), fact.object if fact.literal else _words(fact.object)]
    sheet.add(iri, "rdfs:label", english(excerpt(words)))
    if reification and isinstance(value, NamedNode):
        sheet.kinds(iri, reification.kind)
        sheet.link(iri, reification.subject, fact.subject)
        sheet.add(iri, reification.object, value)
        return
    sheet.kinds(iri, "dco:Claim")
    sheet.link(iri, "dco:claimSubject", fact.subject)
    sheet.link(iri, "dco:claimPredicate", fact.predicate)
    sheet.add(iri, "dco:claimObject", value)


def _words(iri: str) -> str:
    """Return the last segment of an IRI as words.

    >>> _words("https://w3id.org/defcoop/ontology#heldPost")
    'held post'
    """
    segment = re.split(r"[/#]", iri)[-1]
    return segment if segment.isupper() else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", segment).replace("-", " ").lower()
