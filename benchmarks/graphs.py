"""Synthetic graphs for the page: states, issues and activities with a statement's passage behind every link.

In: how many links. Out: ``PageData``, equal for equal sizes. Few nodes have many links, as in statements.
"""

from __future__ import annotations

import random

from kg.page import Edge, Finding, Node, PageData, Statement

__all__ = ["synthetic"]

_RELATIONS = ("assertive", "commissive", "supportive", "critical", "directive")
_KINDS = ("issue", "area", "organization", "framework", "person", "place")
_SENTENCES = 400


def synthetic(edges: int) -> PageData:
    """Return a graph with so many links: 450 nodes for 1,000, some 4,000 for 10,000 and 30,000 for 100,000."""
    chance = random.Random(7)
    count = round(450 * (edges / 1000) ** 0.91)
    states = min(190, max(20, count // 40))
    nodes = tuple(
        Node(f"urn:n:{i:05}", f"State {i}" if i < states else f"Entity number {i}", _kind(i, states))
        for i in range(count)
    )
    statements = tuple(_statement(i) for i in range(max(1, edges // 1000)))
    findings, links = [], []
    for number in range(edges):
        source = min(int(chance.paretovariate(0.8)) - 1, states - 1) if number >= count else number % states
        target = number if number < count else int(chance.random() ** 2 * count)
        if source == target:
            target = (target + 1) % count
        relation = _RELATIONS[number % len(_RELATIONS)]
        place = (number // 3) % _SENTENCES
        statement = statements[number % len(statements)]
        if number % 3 == 0:
            findings.append(_finding(number, relation, statement, place, nodes[source].id, nodes[target].id))
        links.append(Edge(nodes[source].id, nodes[target].id, relation, findings[-1].id))
    return PageData(nodes, tuple(links), statements, tuple(findings))


def _kind(index: int, states: int) -> str:
    return "state" if index < states else _KINDS[index % len(_KINDS)]


def _statement(number: int) -> Statement:
    text = "".join(f"Sentence {at:03} says something about the matter. " for at in range(_SENTENCES))
    return Statement(
        f"urn:s:{number}", f"Joint statement {number}", f"20{number % 24 + 1:02}-0{number % 9 + 1}-15", text
    )


def _finding(number: int, relation: str, statement: Statement, place: int, source: str, target: str) -> Finding:
    length = len(statement.text) // _SENTENCES
    return Finding(
        id=f"urn:f:{number}",
        kind="act",
        type=relation,
        label=relation,
        statement=statement.id,
        start=place * length,
        end=(place + 1) * length - 1,
        relation=relation,
        strength=number % 5 + 1,
        roles={"onBehalfOf": (source,), "topic": (target,)},
    )
