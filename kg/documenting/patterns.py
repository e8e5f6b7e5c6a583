"""The modelling patterns: each a worked example in Turtle with a header that says what problem it solves.

In: ``docs/patterns/*.ttl``. Out: ``Pattern`` values with boxes and arrows to draw.

    #+ title: Evidence
    #+ problem: A claim is worth nothing without the sentence that says it.
    #+ solution: one paragraph a line
    #+ draw: hasSource exact    the properties, by local name, that the diagram shows
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF

from kg.documenting.diagrams import Box, Edge
from kg.errors import OntologyError
from kg.names import DCC, DCO, DCR, PREFIXES

__all__ = ["Pattern", "load_patterns"]

_HEADER = re.compile(r"^#\+ (\w+):[ \t]*(.*)\n", re.MULTILINE)
_ORDER = (
    "statement", "evidence", "speech-act", "unilateral-act", "commitment", "tenure", "membership", "fact",
    "activity", "time", "framework", "place", "tie",
)  # fmt: skip
_BROAD = frozenset(["SpeechAct", "StatementPart", "SpecificResource", "Activity", "Framework"])
_TITLES = tuple(
    rdflib.URIRef(name)
    for name in (DCO + "trigger", DCO + "surfaceText", PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")
)
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: ``turtle`` is the example without its header, ``boxes`` and ``edges`` its graph."""

    name: str
    title: str
    problem: str
    solution: tuple[str, ...]
    turtle: str
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def load_patterns(folder: Path, name: Callable[[str], str | None] = lambda iri: None) -> list[Pattern]:
    """Return the patterns of a folder, from the text up to what is inferred; ``name`` knows labels of individuals."""
    paths = {path.stem: path for path in sorted(folder.glob("*.ttl"))}
    if not paths:
        raise OntologyError("no pattern found", where=folder, remedy="run in a checkout of the project")
    ordered = [stem for stem in _ORDER if stem in paths] + [stem for stem in paths if stem not in _ORDER]
    graphs = {stem: _parse(path) for stem, path in paths.items()}
    whole = rdflib.Graph()
    for graph in graphs.values():
        whole += graph
    return [_read(paths[stem], graphs[stem], lambda iri: _title(whole, iri) or name(iri)) for stem in ordered]


def _parse(path: Path) -> rdflib.Graph:
    try:
        return rdflib.Graph().parse(path, format="turtle")
    except SyntaxError as error:
        raise OntologyError(f"not valid Turtle: {error}", where=path, remedy="correct this file") from error


def _read(path: Path, graph: rdflib.Graph, name: Callable[[str], str | None]) -> Pattern:
    text = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value)
    missing = [key for key in ("title", "problem", "draw") if key not in header]
    if missing:
        raise OntologyError(f"no '#+ {missing[0]}:' in the header", where=path, remedy="add that line")
    boxes, edges = _draw(graph, frozenset(header["draw"][0].split()), name)
    return Pattern(
        name=path.stem,
        title=header["title"][0],
        problem=header["problem"][0],
        solution=tuple(header.get("solution", ())),
        turtle=_HEADER.sub("", text).strip() + "\n",
        boxes=boxes,
        edges=edges,
    )


def _draw(
    graph: rdflib.Graph, wanted: frozenset[str], name: Callable[[str], str | None]
) -> tuple[tuple[Box, ...], tuple[Edge, ...]]:
    """Return boxes with the wanted values in them, and arrows for the wanted links; leaves of one arrow share a box."""
    triples = sorted((str(s), _local(p), o) for s, p, o in graph if _local(p) in wanted)
    links = [(s, p, str(o)) for s, p, o in triples if isinstance(o, rdflib.URIRef) and not str(o).startswith(DCO)]
    values = [(s, p, _local(o)) for s, p, o in triples if not isinstance(o, rdflib.URIRef) or str(o).startswith(DCO)]
    groups = _share_boxes(links, {subject for subject, _, _ in values})
    boxes = []
    for members in sorted(set(groups.values())):
        title = ", ".join(name(node) or _short(node) for node in members)
        lines = [f"{p}: {_cut(value)}" for s, p, value in values if s == members[0] and len(members) == 1]
        boxes.append(Box(members[0], title, (_class(graph, members[0]), *lines)))
    edges = sorted({(groups[s][0], groups[o][0], p) for s, p, o in links})
    return tuple(boxes), tuple(Edge(source, target, label) for source, target, label in edges)


def _share_boxes(links: list[tuple[str, str, str]], alone: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the members of each node's box: nodes that lead nowhere and that the same arrows lead to share one."""
    sources = {source for source, _, _ in links} | alone
    incoming: dict[str, set[tuple[str, str]]] = {}
    for source, label, target in links:
        incoming.setdefault(target, set()).add((source, label))
    shared: dict[tuple[object, str], list[str]] = {}
    for node in sorted(sources | incoming.keys()):
        arrows: object = node if node in sources else tuple(sorted(incoming[node]))
        shared.setdefault((arrows, _kind(node)), []).append(node)
    return {node: tuple(members) for members in shared.values() for node in members}


def _title(graph: rdflib.Graph, node: str) -> str | None:
    for predicate in _TITLES:
        found = graph.value(rdflib.URIRef(node), predicate)
        if found is not None:
            return _cut(f"“{found}”" if predicate in _TITLES[:2] else str(found))
    return None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _kind(node: str) -> str:
    return "concept" if node.startswith(DCC) else node.removeprefix(DCR).split("/")[0]


def _class(graph: rdflib.Graph, node: str) -> str:
    """Return the narrowest class that an example gives a node, or the kind that its IRI tells."""
    kinds = sorted(_local(kind) for kind in graph.objects(rdflib.URIRef(node), RDF.type))
    narrow = [kind for kind in kinds if kind not in _BROAD]
    return narrow[0] if narrow else _kind(node)


def _short(node: str) -> str:
    """Return what tells a node without a name from its like: its last word, or the characters that it covers."""
    tail = node.rstrip("/").rpartition("/")[2]
    start, dash, end = tail.partition("-")
    return f"characters {start} to {end}" if dash and start.isdecimal() and end.isdecimal() else tail


def _local(node: object) -> str:
    return re.split(r"[#/]", str(node))[-1] if isinstance(node, rdflib.URIRef) else str(node)
