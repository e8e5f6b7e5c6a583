"""Whether one document of a file may enter the store.

In: its quads. Out: a line for each fault, sorted. Each node is named by an IRI of the project's namespaces, each
predicate and class is one that the ontology or a vocabulary beside it declares, each quotation is what the text has at
its offsets, and the SHACL shapes hold. It refuses to know where the quads come from.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.knowledge.turtle import load_turtle
from kg.names import DCC, DCO, DCR, PREFIXES, compact, expand
from kg.reasoning.shacl import validate
from kg.store import to_graph

__all__ = ["count_unchecked", "find_faults"]

_OURS = {"dco", "dcc", "dcr", "dcl", "dcg"}
_VOCABULARIES = tuple(iri for prefix, iri in PREFIXES.items() if prefix not in _OURS)
_SCHEME = re.compile(r"(?:https?|urn|doi|mailto):")
_TYPE = PREFIXES["rdf"] + "type"
_TEXT, _STATEMENT, _EVIDENCE = expand("dco:text"), expand("dco:JointStatement"), expand("dco:Evidence")
_SOURCE, _SELECTOR = expand("oa:hasSource"), expand("oa:hasSelector")
_START, _END, _EXACT = expand("oa:start"), expand("oa:end"), expand("oa:exact")

Nodes = dict[str, dict[str, list[str]]]


def find_faults(document: str, quads: Sequence[Quad]) -> list[str]:
    """Return what is wrong with the document of this IRI, nothing where it may enter."""
    faults = sorted({fault for quad in quads for fault in _find_term_faults(quad)})
    if faults:
        return faults
    nodes = _index(quads)
    faults = [*_find_identity_faults(document, nodes), *_find_evidence_faults(document, nodes)]
    return faults or [f"breaks a shape: {violation}" for violation in validate(to_graph(quads))]


def count_unchecked(document: str, quads: Iterable[Quad]) -> int:
    """Return how many pieces of evidence could not be held against the text, since it is not in the graph."""
    nodes = _index(quads)
    if _TEXT in nodes.get(document, {}):
        return 0
    return sum(_EVIDENCE in node.get(_TYPE, ()) for node in nodes.values())


def _find_term_faults(quad: Quad) -> Iterator[str]:
    subject, predicate, value = quad.subject, quad.predicate.value, quad.object
    if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
        yield f"a blank node with {compact(predicate)}: name it with an IRI"
    elif isinstance(value, Triple):
        yield f"{compact(str(subject)[1:-1])} says with {compact(predicate)} what no fact of it says"
    elif isinstance(subject, NamedNode) and not subject.value.startswith((DCR, DCC)):
        yield f"{subject.value} is not of the namespaces dcr: or dcc:"
    if not _is_declared(predicate):
        yield f"no property {compact(predicate)}{_suggest(predicate)}"
    if predicate == _TYPE and isinstance(value, NamedNode) and not _is_declared(value.value):
        yield f"no class {compact(value.value)}{_suggest(value.value)}"
    if isinstance(value, NamedNode) and not _SCHEME.match(value.value):
        yield f"{value.value} is neither a web address nor a URN"


@lru_cache(maxsize=4096)
def _is_declared(iri: str) -> bool:
    return iri in load_turtle("modules") if iri.startswith(DCO) else iri.startswith(_VOCABULARIES)


def _suggest(iri: str) -> str:
    declared = [compact(name) for name in load_turtle("modules").subjects() if name.startswith(DCO)]
    near = difflib.get_close_matches(compact(iri), declared, n=1)
    return f": did you mean {near[0]}?" if near else " in the ontology"


def _index(quads: Iterable[Quad]) -> Nodes:
    nodes: Nodes = {}
    for quad in quads:
        values = nodes.setdefault(_words(quad.subject), {})
        values.setdefault(quad.predicate.value, []).append(_words(quad.object))
    return nodes


def _words(term: object) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else str(term)


def _find_identity_faults(document: str, nodes: Nodes) -> Iterator[str]:
    statements = sorted(iri for iri, node in nodes.items() if _STATEMENT in node.get(_TYPE, ()))
    if statements != [document]:
        found = ", ".join(map(compact, statements)) or "none"
        yield f"its graph is that of {compact(document)}, and the dco:JointStatement in it: {found}"
    if len(nodes.get(document, {}).get(_TEXT, ())) > 1:
        yield f"{compact(document)} has more than one dco:text"


def _find_evidence_faults(document: str, nodes: Nodes) -> Iterator[str]:
    """Yield where ``text[start:end]`` is not the quotation."""
    (text,) = nodes.get(document, {}).get(_TEXT, [None])
    for iri, node in sorted(nodes.items()):
        if _SELECTOR not in node:
            continue
        if node.get(_SOURCE) != [document]:
            yield f"{compact(iri)} is no evidence from {compact(document)}"
        elif text is not None and (fault := _compare(text, [nodes.get(name, {}) for name in node[_SELECTOR]])):
            yield f"{compact(iri)}: {fault}"


def _compare(text: str, selectors: list[dict[str, list[str]]]) -> str:
    starts, ends, quotes = ([w for s in selectors for w in s.get(name, ())] for name in (_START, _END, _EXACT))
    if not len(starts) == len(ends) == len(quotes) == 1:
        return "needs one oa:start, one oa:end and one oa:exact"
    try:
        start, end = int(starts[0]), int(ends[0])
    except ValueError:
        return f"offsets {starts[0]!r} and {ends[0]!r} are no whole numbers"
    if not 0 <= start < end <= len(text):
        return f"offsets {start}-{end} are outside of the text's {len(text)} characters"
    return "" if text[start:end] == quotes[0] else f"the text at {start}-{end} is {text[start:end][:60]!r}"
