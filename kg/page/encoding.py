"""Packs the page's data as columns of JSON, compressed and in base64.

In: ``PageData`` and where its nodes stand. Out: ASCII text that holds no ``<``, equal for equal data. Offsets become
UTF-16 units here, since that is how the page's script counts. The reading side is ``assets/js/model.js``.
"""

from __future__ import annotations

import base64
import gzip
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kg.page.data import Edge, Finding, PageData, Statement
from kg.page.layout import Placement
from kg.page.vocabulary import FINDING_KINDS, KINDS, RELATIONS, ROLES

__all__ = ["encode", "pack", "utf16_offsets"]

_FINDING_TEXTS = (
    "id", "kind", "type", "label", "relation", "strength", "factuality", "jointness", "firmness",
    "begin", "until", "when", "words", "rule", "stance", "intensifiers", "hedges", "status", "time",
)  # fmt: skip


def pack(text: str) -> str:
    """Return text as gzip in base64; the gzip header carries no clock and no name.

    >>> pack("a") == pack("a"), "<" in pack("<script>")
    (True, False)
    """
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")


def encode(
    data: PageData,
    placement: Placement,
    *,
    states: Mapping[str, tuple[int, int]],
    opening: int,
    title: str,
    focus: str | None,
    world: Any = None,
) -> dict[str, Any]:
    """Return the page's data as columns: for each table one list a field, references as indices.

    ``states`` are the places of states by IRI where they are drawn alone.
    """
    nodes = {node.id: index for index, node in enumerate(data.nodes)}
    findings = {finding.id: index for index, finding in enumerate(data.findings)}
    terms = {iri: index for index, iri in enumerate(sorted({iri for f in data.findings for iri in _terms(f)}))}
    return {
        "title": title,
        "world": world,
        "opening": opening,
        "spread": placement.spread,
        "states": [[nodes[iri], *place] for iri, place in sorted(states.items())],
        "focus": nodes[focus] if focus else -1,
        "kinds": {key: asdict(kind) for key, kind in KINDS.items()},
        "relations": {key: asdict(relation) for key, relation in RELATIONS.items()},
        "findingKinds": FINDING_KINDS,
        "roles": ROLES,
        "order": {"kinds": list(KINDS), "relations": list(RELATIONS), "roles": list(ROLES)},
        "nodes": {
            **{
                name: [getattr(node, name) for node in data.nodes]
                for name in ("id", "label", "kind", "group", "aliases", "short", "at")
            },
            "x": [x for x, _ in placement.positions],
            "y": [y for _, y in placement.positions],
        },
        "edges": _edges(data.edges, nodes, findings),
        "statements": _statements(data.statements, nodes),
        "findings": _findings(data, nodes, terms),
        "terms": list(terms),
    }


def _edges(edges: Sequence[Edge], nodes: dict[str, int], findings: dict[str, int]) -> dict[str, list[Any]]:
    return {
        "source": [nodes[edge.source] for edge in edges],
        "target": [nodes[edge.target] for edge in edges],
        "relation": [edge.relation for edge in edges],
        "finding": [-1 if edge.finding is None else findings[edge.finding] for edge in edges],
        "label": [edge.label for edge in edges],
    }


def _statements(statements: Sequence[Statement], nodes: dict[str, int]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        name: [getattr(statement, name) for statement in statements]
        for name in ("id", "title", "date", "text", "publisher", "source")
    }
    columns["parts"] = [_parts(statement) for statement in statements]
    columns["mentions"] = [_mentions(statement, nodes) for statement in statements]
    return columns


def _parts(statement: Statement) -> list[list[Any]]:
    units = utf16_offsets(statement.text)
    return [[units(part.start), units(part.end), part.kind, part.number, part.heading] for part in statement.parts]


def _mentions(statement: Statement, nodes: dict[str, int]) -> list[list[Any]]:
    """Return start, end and node of each name; of an entity that is no node its label and kind."""
    units = utf16_offsets(statement.text)
    return [
        [units(m.start), units(m.end), *((nodes[m.entity],) if m.entity in nodes else (-1, m.label, m.kind))]
        for m in statement.mentions
    ]


def _terms(finding: Finding) -> tuple[str, ...]:
    return tuple(
        iri for iri in (*finding.classes, finding.concept, *finding.ends, finding.datatype, finding.quality) if iri
    )


def _findings(data: PageData, nodes: dict[str, int], terms: dict[str, int]) -> dict[str, list[Any]]:
    numbers = {statement.id: index for index, statement in enumerate(data.statements)}
    units = {statement.id: utf16_offsets(statement.text) for statement in data.statements}
    columns: dict[str, list[Any]] = {
        name: [getattr(finding, name) for finding in data.findings] for name in _FINDING_TEXTS
    }
    columns["statement"] = [numbers[finding.statement] for finding in data.findings]
    acts = {finding.id: index for index, finding in enumerate(data.findings)}
    columns["act"] = [acts.get(finding.act, -1) for finding in data.findings]
    for name in ("concept", "datatype", "quality"):
        columns[name] = [terms.get(getattr(finding, name), -1) for finding in data.findings]
    for name in ("classes", "ends"):
        columns[name] = [[terms[iri] for iri in getattr(finding, name)] for finding in data.findings]
    columns["span"] = [_span(finding, units[finding.statement]) for finding in data.findings]
    columns["roles"] = [
        {role: [nodes[iri] for iri in ids] for role, ids in finding.roles.items()} for finding in data.findings
    ]
    return columns


def _span(finding: Finding, units: Callable[[int], int]) -> list[int]:
    return [units(offset) for offset in (finding.start, finding.end, *(finding.trigger or ()))]


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return the function that turns an offset in code points of ``text`` into one in UTF-16 units.

    >>> [utf16_offsets("a😀b")(offset) for offset in (0, 1, 2, 3)]
    [0, 1, 3, 4]
    """
    wide = [index for index, character in enumerate(text) if ord(character) > 0xFFFF]
    return lambda offset: offset + bisect_left(wide, offset)
