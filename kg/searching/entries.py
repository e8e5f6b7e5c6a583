"""What of a graph can be searched: names of its individuals and concepts, and the quotes of its evidence.

In: the quads of one graph. Out: entries of text with the node they lead to, and the statement that the graph holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from kg.names import DCL, DCO, PREFIXES

__all__ = ["Entry", "GraphText", "read_graph"]

_SKOS, _OA = PREFIXES["skos"], PREFIXES["oa"]
_TYPE, _TITLE, _DATE = PREFIXES["rdf"] + "type", PREFIXES["dcterms"] + "title", PREFIXES["dcterms"] + "date"
_STATEMENT = DCO + "JointStatement"
_NAMES = frozenset(
    (
        *(_SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel")),
        *(PREFIXES["rdfs"] + "label", _TITLE, DCO + "abbreviation"),
    )
)
_QUOTE, _END = _OA + "exact", "/quote"
_CONTROL = dict.fromkeys((*range(32), 127), " ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that leads to a node: a ``name`` of it, or the ``quote`` that a piece of evidence stands for."""

    node: str
    kind: str
    text: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphText:
    """The entries of a graph, and its statement's IRI, title and day where it holds one."""

    entries: tuple[Entry, ...]
    document: str = ""
    title: str = ""
    date: str = ""


def read_graph(quads: Iterable[Quad]) -> GraphText:
    """Return what can be searched of the quads of one graph; entries of the lexicon are left out."""
    types: dict[str, set[str]] = {}
    names: set[tuple[str, str]] = set()
    quotes: set[tuple[str, str]] = set()
    titles, dates = {}, {}
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode) or subject.value.startswith(DCL):
            continue
        if predicate == _TYPE and isinstance(value, NamedNode):
            types.setdefault(subject.value, set()).add(value.value)
        elif isinstance(value, Literal) and predicate == _QUOTE:
            quotes.add((subject.value.removesuffix(_END), value.value.translate(_CONTROL)))
        elif isinstance(value, Literal) and predicate in _NAMES:
            names.add((subject.value, value.value.translate(_CONTROL)))
            if predicate == _TITLE:
                titles[subject.value] = value.value.translate(_CONTROL)
        elif isinstance(value, Literal) and predicate == _DATE:
            dates[subject.value] = value.value
    entries = [Entry(node, "name", text, _classes(types.get(node, ()))) for node, text in sorted(names)]
    entries += [Entry(node, "quote", text, ("Evidence",)) for node, text in sorted(quotes)]
    document = min((node for node, classes in types.items() if _STATEMENT in classes), default="")
    return GraphText(tuple(entries), document, titles.get(document, ""), dates.get(document, ""))


def _classes(types: Iterable[str]) -> tuple[str, ...]:
    """Return the names of classes, without their namespaces.

    >>> _classes([DCO + "State", _SKOS + "Concept"])
    ('Concept', 'State')
    """
    return tuple(sorted({type_.rpartition("#")[2].rpartition("/")[2] for type_ in types}))
