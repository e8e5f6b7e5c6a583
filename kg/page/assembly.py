"""Turns the store's answers into the page's data.

In: ``Facts``. Out: ``PageData``. A finding without a passage in a known statement is left out, since the page shows
nothing that it cannot quote; so are passages that were not understood. Links that reference data alone supports stand
without a passage and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.names import DCC, DCO, PREFIXES, parse_span
from kg.page.data import Edge, Finding, Mention, Node, PageData, PagePart, Part, Statement, neighbourhood
from kg.page.gathering import Facts, Query, gather
from kg.page.linking import fact_relation, finding_edges, reference_edges, tie_edges
from kg.page.vocabulary import KIND_OF_CLASS, KIND_OF_SCHEME, ROLES

__all__ = ["page_data"]

_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_SPAN = re.compile(r"/(\d+)-(\d+)(?:/[0-9a-f]{8})?$")
_ILLOCUTIONS = {
    DCO + name + "Act": name.lower() for name in ("Assertive", "Commissive", "Directive", "Expressive", "Declarative")
}

_CLAIM = (DCO + "claimSubject", DCO + "claimObject")
_LONG = 24

Values = Mapping[str, tuple[str, ...]]


def page_data(query: Query, *, focus: str | None = None, part: PagePart | None = None) -> PageData:
    """Return what the page shows of the store behind ``query``; with ``focus`` only the node's neighbourhood."""
    facts = gather(query)
    part = part or PagePart()
    kinds = _Kinds(facts)
    marker = _Marker(facts, kinds)
    everything = {iri: _statement(iri, values, facts, marker) for iri, values in facts.statements.items()}
    statements = {iri: statement for iri, statement in everything.items() if part.holds_day(statement.date)}
    findings = [
        finding
        for iri, values in facts.findings.items()
        if (finding := _finding(iri, values, facts, statements)) is not None and _is_about(finding, part.area)
    ]
    known = {finding.id: finding for finding in findings}
    edges = {*finding_edges(findings), *tie_edges(facts.ties, known)}
    present = _present(edges, findings)
    edges |= set(reference_edges(facts.reference, present, facts.labels))
    present |= _present(edges, ())
    data = PageData(
        nodes=tuple(kinds.node(iri) for iri in sorted(present)),
        edges=tuple(sorted(edges, key=lambda e: (e.source, e.target, e.relation, e.finding or "", e.label))),
        statements=tuple(sorted(statements.values(), key=lambda s: (*_undated_last(s.date), s.id))),
        findings=tuple(
            sorted(findings, key=lambda f: (*_undated_last(statements[f.statement].date), f.statement, f.start, f.id))
        ),
    )
    return neighbourhood(data, focus) if focus else data


def _undated_last(day: str) -> tuple[bool, str]:
    return (not day, day)


def _is_about(finding: Finding, area: str) -> bool:
    return not area or any(area in finding.roles.get(role, ()) for role in ("cooperationArea", "topic"))


def _present(edges: Iterable[Edge], findings: Iterable[Finding]) -> set[str]:
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    roles = {iri for finding in findings for ids in finding.roles.values() for iri in ids}
    return ends | roles | {finding.id for finding in findings if finding.kind == "activity"}


def _one(values: Values, name: str) -> str:
    found = values.get(DCO + name, ())
    return found[0] if found else ""


def _statement(iri: str, values: Values, facts: Facts, marker: _Marker) -> Statement:
    terms = PREFIXES["dcterms"]
    parts = marker.parts.get(iri, ())
    return Statement(
        id=iri,
        title=(*values.get(terms + "title", ()), *values.get(_LABEL, ()), iri)[0],
        date=(*values.get(terms + "date", ()), "")[0],
        text=_one(values, "text"),
        publisher=(*values.get(terms + "publisher", ()), "")[0],
        source=_one(values, "sourceName"),
        parts=tuple(sorted((_part(values, facts) for values in parts), key=lambda part: (part.start, -part.end))),
        mentions=tuple(sorted(marker.mentions.get(iri, ()), key=lambda m: (m.start, -m.end, m.entity))),
    )


def _part(values: Values, facts: Facts) -> Part:
    _, start, end = facts.evidence[_one(values, "evidence")]
    classes = sorted(set(values.get(_TYPE, ())) - {DCO + "StatementPart"})
    kind = classes[0].removeprefix(DCO) if classes else "StatementPart"
    number = values.get(PREFIXES["bibo"] + "number", ("",))[0]
    return Part(start, end, kind, number, _one(values, "heading"))


def _finding(iri: str, values: Values, facts: Facts, statements: Mapping[str, Statement]) -> Finding | None:
    places = [facts.evidence[node] for node in values.get(DCO + "evidence", ()) if node in facts.evidence]
    source, start, end = min(places, default=("", 0, 0))
    if source not in statements:
        return None
    classes = values.get(_TYPE, ())
    kind, predicate = _kind(values, facts)
    if not kind:
        return None
    act_type = _one(values, "actType")
    time = facts.times.get(_one(values, "time") or _one(values, "deadline"), {})
    kept = act_type or predicate or _specific(classes, facts)
    return Finding(
        id=iri,
        kind=kind,
        type=facts.labels.get(kept, _readable(kept)),
        label=(*values.get(_LABEL, ()), "")[0],
        statement=source,
        start=start,
        end=end,
        trigger=_trigger(iri, _one(values, "trigger") or _one(values, "object"), statements[source].text),
        relation=fact_relation(predicate) if predicate else _relation(classes, facts.stances.get(act_type, "")),
        strength=int(_one(values, "strength") or 0),
        factuality=_one(values, "factuality"),
        jointness=_one(values, "jointness"),
        firmness=_one(values, "firmness"),
        begin=_one(time, "beginDate"),
        until=_one(time, "endDate"),
        when=_one(time, "surfaceText"),
        words=_words(values, kind, facts),
        rule=_one(values, "rule"),
        stance=facts.stances.get(act_type, ""),
        intensifiers=values.get(DCO + "intensifier", ()),
        hedges=values.get(DCO + "hedge", ()),
        status=facts.labels.get(facts.statuses.get(_one(values, "status"), ""), ""),
        act=_one(values, "madeBy"),
        classes=tuple(sorted(set(classes))),
        concept=act_type or predicate,
        ends=_fact_ends(values, predicate, facts) if predicate else (),
        datatype=facts.datatypes.get(iri, ""),
        quality=_quality(_one(values, "claimObject")),
        time=_one(values, "time") or _one(values, "deadline"),
        roles=_roles(values, facts, kind, predicate),
    )


def _kind(values: Values, facts: Facts) -> tuple[str, str]:
    """Return the finding's kind, empty where it is none, and for a fact its predicate."""
    classes = values.get(_TYPE, ())
    if DCO + "SpeechAct" in classes:
        return "act", ""
    if DCO + "Commitment" in classes:
        return "commitment", ""
    if claimed := _one(values, "claimPredicate"):
        return "fact", claimed
    for predicate, (subject, target) in sorted(facts.reified.items()):
        if subject in values and target in values:
            return "fact", predicate
    happens = any(DCO + "Occurrence" in facts.ancestors.get(name, ()) for name in classes)
    return ("activity" if happens else ""), ""


def _words(values: Values, kind: str, facts: Facts) -> str:
    """Return what a commitment binds to, or the value of a fact whose object is no entity."""
    if kind == "commitment":
        return _one(values, "object")
    said = _one(values, "claimObject")
    if _quality(said):
        return facts.labels.get(said, _readable(said))
    return "" if _is_iri(said) else said


def _quality(iri: str) -> str:
    """Return the IRI of a concept that is no node but says what a fact's subject is like, else an empty string."""
    return iri if iri.startswith(DCC) and iri.removeprefix(DCC).partition("/")[0] not in KIND_OF_SCHEME else ""


def _specific(classes: Iterable[str], facts: Facts) -> str:
    own = sorted(name for name in classes if name.startswith(DCO))
    return max(own, key=lambda name: len(facts.ancestors.get(name, ())), default="")


def _relation(classes: Iterable[str], stance: str) -> str:
    illocution = next((_ILLOCUTIONS[name] for name in classes if name in _ILLOCUTIONS), "")
    return stance if illocution == "expressive" and stance in {"critical", "supportive"} else illocution


def _trigger(iri: str, trigger: str, text: str) -> tuple[int, int] | None:
    match = _SPAN.search(iri)
    if not (match and trigger):
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if text[start:end] == trigger else None


def _roles(values: Values, facts: Facts, kind: str, predicate: str) -> dict[str, tuple[str, ...]]:
    if kind == "fact":
        ends = _fact_ends(values, predicate, facts)
        found = {
            "subject": values.get(ends[0], ()),
            "object": tuple(o for o in values.get(ends[1], ()) if not _quality(o)),
        }
        found["reportedBy"] = values.get(DCO + "reportedBy", ())
    else:
        found = {role: values.get(DCO + role, ()) for role in ROLES if role not in {"subject", "object", "tieBetween"}}
        first = values.get(DCO + "primaryTopic", ())
        found["topic"] = (*first, *(iri for iri in found["topic"] if iri not in first))
    iris = {role: tuple(value for value in ids if _is_iri(value)) for role, ids in found.items()}
    return {role: ids for role, ids in iris.items() if ids}


def _fact_ends(values: Values, predicate: str, facts: Facts) -> tuple[str, str]:
    """Return the properties that link a fact's node to its subject and its object."""
    return _CLAIM if DCO + "claimPredicate" in values else facts.reified[predicate]


def _is_iri(value: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", value) is not None


def _readable(iri: str) -> str:
    """Return words for an IRI that carries no label.

    >>> _readable("https://w3id.org/defcoop/id/place/gulf-of-aden")
    'gulf of aden'
    """
    return re.split(r"[/#]", iri.rstrip("/#"))[-1].replace("-", " ") or iri


def _short(label: str, abbreviations: Iterable[str]) -> str:
    """Return what the network writes at a node: the label, or for a long one its abbreviation.

    >>> _short("North Atlantic Treaty Organization", ["N.A.T.O.", "NATO"])
    'NATO'
    """
    plain = [name for name in abbreviations if "." not in name]
    return plain[0] if plain and len(label) > _LONG else ""


class _Marker:
    """Knows the parts of each statement, and where its text names what."""

    def __init__(self, facts: Facts, kinds: _Kinds) -> None:
        self.parts: dict[str, list[Values]] = {}
        self.mentions: dict[str, list[Mention]] = {}
        sources: dict[str, str] = {}
        for iri, values in facts.parts.items():
            if place := facts.evidence.get(_one(values, "evidence")):
                sources[iri] = place[0]
                self.parts.setdefault(place[0], []).append(values)
        for iri, part, entity in facts.mentions:
            if part in sources:
                node = kinds.node(entity)
                mention = Mention(*parse_span(iri), entity, node.label, node.kind)
                self.mentions.setdefault(sources[part], []).append(mention)


class _Kinds:
    """Tells what kind of node an IRI is, by its classes and, for concepts, by its scheme."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._order = list(KIND_OF_CLASS)

    def node(self, iri: str) -> Node:
        facts = self._facts
        classes = facts.types.get(iri, ())
        label = facts.labels.get(iri) or _readable(iri)
        specific = _specific(classes, facts)
        group = facts.labels.get(specific, _readable(specific)) if specific else ""
        aliases = tuple(name for name in facts.aliases.get(iri, ()) if name != label)
        return Node(
            iri,
            label,
            self._kind(iri, classes),
            group,
            aliases,
            _short(label, facts.abbreviations.get(iri, ())),
            facts.coordinates.get(iri),
        )

    def _kind(self, iri: str, classes: Iterable[str]) -> str:
        if iri.startswith(DCC):
            return KIND_OF_SCHEME.get(iri.removeprefix(DCC).partition("/")[0], "other")
        reached = {up for name in classes for up in (name, *self._facts.ancestors.get(name, ()))}
        names = {name.removeprefix(DCO) for name in reached if name.startswith(DCO)}
        return next((KIND_OF_CLASS[name] for name in self._order if name in names), "other")
