"""Draws the links of the network from findings, ties and reference data.

In: findings with their roles. Out: edges between nodes. Which roles link is a table; the functions only read it.
Commitments draw no links of their own: the act that made a commitment links the same ends already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.names import DCO, PREFIXES
from kg.page.data import Edge, Finding
from kg.page.gathering import Properties

__all__ = ["fact_relation", "finding_edges", "reference_edges", "tie_edges"]

_CARRIED = (DCO + "postIn", DCO + "organOf")
_ACTORS = ("onBehalfOf", "speaker")
_ABOUT = ("target", "addressee", "topic", "underFramework", "cooperationArea")
_TAKES_PART = ("participant", "sender", "host", "inviter", "invitee")
_SETTING = ("place", "equipment", "topic", "underFramework", "cooperationArea", "programme")
_RELATION_OF = {"memberOf": "affiliation", "partnerOf": "affiliation", "organOf": "affiliation"}
_RELATION_OF |= {"heldPost": "post", "postIn": "post"}


def fact_relation(predicate: str) -> str:
    """Return the relation that a predicate's links show.

    >>> fact_relation("https://w3id.org/defcoop/ontology#memberOf")
    'affiliation'
    """
    return _RELATION_OF.get(predicate.removeprefix(DCO), "fact")


def finding_edges(findings: Iterable[Finding]) -> Iterator[Edge]:
    """Yield the links that acts, activities and facts support, without links of a node to itself."""
    for finding in findings:
        draw = {"act": _act, "activity": _activity, "fact": _fact}.get(finding.kind)
        if draw:
            yield from (edge for edge in draw(finding) if edge.source != edge.target)


def _act(finding: Finding) -> Iterator[Edge]:
    actors = next((finding.roles[role] for role in _ACTORS if role in finding.roles), ())
    for role in _ABOUT:
        for actor in actors:
            for about in finding.roles.get(role, ()):
                yield Edge(actor, about, finding.relation, finding.id)


def _activity(finding: Finding) -> Iterator[Edge]:
    for role in _TAKES_PART:
        for who in finding.roles.get(role, ()):
            yield Edge(who, finding.id, "participation", finding.id, "" if role == "participant" else role)
    for role in _SETTING:
        for what in finding.roles.get(role, ()):
            yield Edge(finding.id, what, "setting", finding.id)


def _fact(finding: Finding) -> Iterator[Edge]:
    for source in finding.roles.get("subject", ()):
        for target in finding.roles.get("object", ()):
            yield Edge(source, target, finding.relation, finding.id, finding.type)


def tie_edges(ties: Properties, findings: Mapping[str, Finding]) -> Iterator[Edge]:
    """Yield one link for every finding that a cooperation tie derives from."""
    derived = PREFIXES["prov"] + "wasDerivedFrom"
    for values in ties.values():
        ends = values.get(DCO + "tieBetween", ())
        for finding in values.get(derived, ()):
            if len(ends) == 2 and finding in findings:
                yield Edge(ends[0], ends[1], "tie", finding)


def reference_edges(
    triples: Iterable[tuple[str, str, str]], present: set[str], labels: Mapping[str, str]
) -> Iterator[Edge]:
    """Yield the affiliations that reference data gives to nodes that are ``present``.

    A post brings its body and a body its state along; a membership needs both ends.
    """
    known = [triple for triple in triples if triple[0] != triple[2]]
    reached = set(present)
    for step in _CARRIED:
        reached |= {target for source, predicate, target in known if predicate == step and source in reached}
    for source, predicate, target in known:
        if source in reached and target in reached:
            yield Edge(
                source, target, fact_relation(predicate), None, labels.get(predicate, predicate.removeprefix(DCO))
            )
