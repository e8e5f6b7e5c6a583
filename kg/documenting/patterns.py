"""The modelling patterns: each a worked example in Turtle with a header that says what problem it solves.

In: ``docs/patterns/*.ttl``. Out: ``Pattern`` values with boxes and arrows to draw.

    #+ title: Evidence
    #+ problem: A claim is worth nothing without the sentence that says it.
    #+ solution: one paragraph a line
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF

from kg.documenting.diagrams import Box, Edge
from kg.errors import OntologyError
from kg.names import DCC, DCO, DCR

__all__ = ["Pattern", "load_patterns"]

_HEADER = re.compile(r"^#\+ (\w+):[ \t]*(.*)\n", re.MULTILINE)
_ORDER = (
    "statement", "evidence", "speech-act", "unilateral-act", "commitment", "tenure", "fact", "activity", "time",
    "framework", "place", "tie",
)  # fmt: skip
_NOT_DRAWN = frozenset(["wasGeneratedBy", "wasAssociatedWith", "used", "type", "claimPredicate"])


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


def load_patterns(folder: Path) -> list[Pattern]:
    """Return the patterns of a folder, from the text up to what is inferred."""
    names = {path.stem: path for path in sorted(folder.glob("*.ttl"))}
    if not names:
        raise OntologyError("no pattern found", where=folder, remedy="run in a checkout of the project")
    ordered = [name for name in _ORDER if name in names] + [name for name in names if name not in _ORDER]
    return [_read(names[name]) for name in ordered]


def _read(path: Path) -> Pattern:
    text = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value)
    try:
        graph = rdflib.Graph().parse(data=text, format="turtle")
    except SyntaxError as error:
        raise OntologyError(f"not valid Turtle: {error}", where=path, remedy="correct this file") from error
    boxes, edges = _graph(graph)
    return Pattern(
        name=path.stem,
        title=header["title"][0],
        problem=header["problem"][0],
        solution=tuple(header.get("solution", ())),
        turtle=_HEADER.sub("", text).strip() + "\n",
        boxes=boxes,
        edges=edges,
    )


def _graph(graph: rdflib.Graph) -> tuple[tuple[Box, ...], tuple[Edge, ...]]:
    edges = sorted(
        (str(s), str(o), _local(p))
        for s, p, o in graph
        if isinstance(o, rdflib.URIRef) and _local(p) not in _NOT_DRAWN and not str(o).startswith(DCO)
    )
    nodes = {node for source, target, _ in edges for node in (source, target)}
    boxes = tuple(Box(node, _short(node), _class(graph, node)) for node in sorted(nodes))
    return boxes, tuple(Edge(*edge) for edge in edges)


def _class(graph: rdflib.Graph, node: str) -> str:
    """Return the narrowest class that an example gives a node, or the kind that its IRI tells."""
    kinds = sorted(_local(kind) for kind in graph.objects(rdflib.URIRef(node), RDF.type))
    broad = {"SpeechAct", "StatementPart", "SpecificResource", "Activity"}
    narrow = [kind for kind in kinds if kind not in broad]
    if narrow:
        return narrow[0]
    return "concept" if node.startswith(DCC) else node.removeprefix(DCR).split("/")[0]


def _short(node: str) -> str:
    tail = node.removeprefix(DCR).removeprefix(DCC)
    parts = [part for part in tail.split("/")[1:] if "joint-press-statement" not in part] or [tail.split("/")[0]]
    return "/".join(parts)


def _local(node: object) -> str:
    return re.split(r"[#/]", str(node))[-1]
