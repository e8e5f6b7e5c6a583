"""What the page shows, as plain frozen values.

In: nothing; ``kg.page.gathering`` fills these from the store and tests fill them by hand. Out: ``PageData``,
the page's only input. Identifiers are full IRIs, offsets count Unicode code points of the statement's text,
end exclusive, days are ISO 8601. The module knows nothing of RDF, HTML or pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.errors import QueryError
from kg.names import DCC

__all__ = ["Edge", "Finding", "Mention", "Node", "PageData", "PagePart", "Part", "Statement", "neighbourhood"]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, concept or activity. ``kind`` is a key of ``vocabulary.KINDS``; ``group`` the label of its class.

    ``short`` is what the network writes where ``label`` is long; empty for the label itself. ``at`` is longitude and
    latitude in degrees, of a state its capital's.
    """

    id: str
    label: str
    kind: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    short: str = ""
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed link; ``relation`` is a key of ``vocabulary.RELATIONS``, ``finding`` the id of what supports it.

    ``finding`` is None for reference data, which has no sentence behind it. ``label`` says the relation in words
    where its kind alone does not.
    """

    source: str
    target: str
    relation: str
    finding: str | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered paragraph, item or other piece of a statement that a reader can name."""

    start: int
    end: int
    kind: str
    number: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a statement's text names an entity; ``kind`` a key of ``KINDS``. The entity may be no node."""

    start: int
    end: int
    entity: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its stored text."""

    id: str
    title: str
    date: str
    text: str
    publisher: str = ""
    source: str = ""
    parts: tuple[Part, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something understood of a statement, with the passage that says so.

    ``kind`` is a key of ``vocabulary.FINDING_KINDS``; ``roles`` maps keys of ``vocabulary.ROLES`` to node ids,
    best first; ``start`` and ``end`` mark the quoted passage, ``trigger`` the words in it that gave rise to the
    finding. ``strength`` is 1 to 5, 0 where it makes no sense; ``stance`` "critical" or "supportive" of what the act is
    about, or empty. ``act`` is the finding that made a commitment and
    ``status`` what has become of it. ``classes``, ``concept`` (act type or predicate), ``ends`` (the properties of a
    fact's subject and object), ``datatype`` (of ``words``), ``quality`` (the concept that ``words`` tell of a fact's
    subject, such as the status of an instrument) and ``time`` are the IRIs that RDF needs.
    """

    id: str
    kind: str
    type: str
    label: str
    statement: str
    start: int
    end: int
    trigger: tuple[int, int] | None = None
    relation: str = ""
    strength: int = 0
    factuality: str = ""
    jointness: str = ""
    firmness: str = ""
    begin: str = ""
    until: str = ""
    when: str = ""
    words: str = ""
    rule: str = ""
    stance: str = ""
    intensifiers: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    status: str = ""
    act: str = ""
    classes: tuple[str, ...] = ()
    concept: str = ""
    ends: tuple[str, ...] = ()
    datatype: str = ""
    quality: str = ""
    time: str = ""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar.

    >>> [_is_day(text) for text in ("2024-02-29", "2023-02-29", "20240229", "spring")]
    [True, False, False, False]
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class PagePart:
    """Which part of the graph a page shows: statements from ``since`` to ``until`` (days, inclusive), one ``area``.

    ``area`` is the IRI of a cooperation area or issue; empty values leave everything in. A statement without a day is
    outside every period. Raises ``QueryError`` where a day is none, the last one before the first, or ``area`` no
    concept.
    """

    since: str = ""
    until: str = ""
    area: str = ""

    def __post_init__(self) -> None:
        """Refuse what no statement can be in."""
        for name, day in (("since", self.since), ("until", self.until)):
            if day and not _is_day(day):
                raise QueryError(f"{day!r} is no day", where=name, remedy="write it as YYYY-MM-DD")
        if self.since and self.until and self.until < self.since:
            raise QueryError(f"since {self.since} is after until {self.until}", remedy="exchange the two")
        if self.area and not self.area.startswith(DCC):
            raise QueryError("no area or issue", where=self.area, remedy="name a concept, such as cyber defence")

    def holds_day(self, day: str) -> bool:
        """Return whether a statement of this day belongs to the part.

        >>> [PagePart(since="2020-01-01").holds_day(day) for day in ("2019-12-31", "2020-01-01", "")]
        [False, True, False]
        """
        if not (self.since or self.until):
            return True
        return bool(day) and self.since <= day and (not self.until or day <= self.until)


@dataclass(frozen=True, slots=True)
class PageData:
    """All that one page holds: every id that is referred to is present, and the tuples are sorted."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()


def neighbourhood(data: PageData, focus: str, hops: int = 2) -> PageData:
    """Return the part of ``data`` within ``hops`` links of the node ``focus``; empty where the node is unknown.

    A finding stays when a link that it supports stays or it names the focus, a statement when a finding of it stays.

    >>> a, b, c = (Node(i, i, "state") for i in "abc")
    >>> data = PageData(nodes=(a, b, c), edges=(Edge("a", "b", "tie", None), Edge("b", "c", "tie", None)))
    >>> [node.id for node in neighbourhood(data, "a", hops=1).nodes]
    ['a', 'b']
    """
    near = _reach(data.edges, focus, hops) if any(node.id == focus for node in data.nodes) else set()
    edges = tuple(edge for edge in data.edges if edge.source in near and edge.target in near)
    cited = {edge.finding for edge in edges}
    findings = tuple(
        finding
        for finding in data.findings
        if finding.id in cited or (near and any(focus in ids for ids in finding.roles.values()))
    )
    roles = {iri for finding in findings for ids in finding.roles.values() for iri in ids}
    sources = {finding.statement for finding in findings}
    return PageData(
        nodes=tuple(node for node in data.nodes if node.id in near or node.id in roles),
        edges=edges,
        statements=tuple(statement for statement in data.statements if statement.id in sources),
        findings=findings,
    )


def _reach(edges: tuple[Edge, ...], focus: str, hops: int) -> set[str]:
    near = {focus}
    for _ in range(hops):
        near |= {
            end for edge in edges if edge.source in near or edge.target in near for end in (edge.source, edge.target)
        }
    return near
