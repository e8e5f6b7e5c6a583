"""The SPARQL rules: what the direct links of the graph are inferred by.

In: a store with asserted and extracted quads, and the rules of ``ontology/rules/``, one CONSTRUCT query a file. Out:
the inferred triples, sorted; nothing is written. The rules run to a fixpoint over the union of all graphs but the one
that holds earlier inferences. The module knows nothing of what any rule says, and nothing of how a store is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.names import GRAPH_INFERENCES, PREFIXES
from kg.resources import ontology_dir

__all__ = ["Rule", "infer", "load_rules"]

_SUMMARY = re.compile(r"^#\+ summary:[ \t]*(\S.*)$", re.MULTILINE)
_PREFIX = re.compile(r"^\s*PREFIX\s+(\w*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"\b(\w+):(\w+)\b")
_RDF_TYPE = PREFIXES["rdf"] + "type"
_INFERENCES = ox.NamedNode(GRAPH_INFERENCES)


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT query. ``name`` is its file's name; ``reads`` are the IRIs it names, its predicates among them."""

    name: str
    summary: str
    query: str
    reads: frozenset[str]


@lru_cache(maxsize=8)
def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules in the order of their names; raise OntologyError where one lacks its summary."""
    paths = sorted((folder or ontology_dir() / "rules").glob("*.rq"))
    if not paths:
        raise OntologyError("no rule found", where=folder or ontology_dir() / "rules", remedy="reinstall the package")
    return tuple(_read_rule(path) for path in paths)


def _read_rule(path: Path) -> Rule:
    query = path.read_text(encoding="utf-8")
    summary = _SUMMARY.search(query)
    if summary is None:
        raise OntologyError("a rule without a summary", where=path, remedy="begin it with a line '#+ summary: ...'")
    return Rule(path.stem, summary[1].strip(), query, _named_iris(query))


def _named_iris(query: str) -> frozenset[str]:
    """Return the IRIs that a query names, and rdf:type, which it may name as ``a``.

    >>> query = "PREFIX dco: <https://w3id.org/defcoop/ontology#> ASK { ?x dco:topic ?y }"
    >>> sorted(_named_iris(query))
    ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'https://w3id.org/defcoop/ontology#topic']
    """
    prefixes = dict(_PREFIX.findall(query))
    names = (prefixes[prefix] + local for prefix, local in _NAME.findall(query) if prefix in prefixes)
    return frozenset({_RDF_TYPE, *names})


def infer(store: ox.Store, *, rules: tuple[Rule, ...] | None = None) -> list[ox.Triple]:
    """Return the triples that the rules add to what the store says, sorted by their N-Triples form.

    The rules run on a scratch copy that holds only the predicates they read, so the store is not touched and may be
    open read-only. What the inference graph holds already takes no part: an inference whose ground is gone goes.
    """
    chosen = load_rules() if rules is None else rules
    scratch = _copy_premises(store, chosen)
    inferred: set[ox.Triple] = set()
    while new := _apply(chosen, scratch) - inferred:
        inferred |= new
        scratch.extend(_quad(triple) for triple in new)
    return sorted(inferred, key=str)


def _copy_premises(store: ox.Store, rules: tuple[Rule, ...]) -> ox.Store:
    scratch = ox.Store()
    for iri in sorted(frozenset().union(*(rule.reads for rule in rules))):
        quads = store.quads_for_pattern(None, ox.NamedNode(iri), None, None)
        scratch.bulk_extend(_quad(quad.triple) for quad in quads if quad.graph_name != _INFERENCES)
    return scratch


def _apply(rules: tuple[Rule, ...], scratch: ox.Store) -> set[ox.Triple]:
    """Return what one round of all rules says and the scratch store does not."""
    found: set[ox.Triple] = set()
    for rule in rules:
        found.update(triple for triple in _construct(rule, scratch) if _quad(triple) not in scratch)
    return found


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _construct(rule: Rule, scratch: ox.Store) -> ox.QueryTriples:
    try:
        result = scratch.query(rule.query)
    except SyntaxError as error:
        raise OntologyError(
            f"not valid SPARQL: {error}", where=f"rules/{rule.name}.rq", remedy="correct the rule"
        ) from error
    if not isinstance(result, ox.QueryTriples):
        raise OntologyError("not a CONSTRUCT query", where=f"rules/{rule.name}.rq", remedy="a rule constructs triples")
    return result
