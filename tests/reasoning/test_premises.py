"""What is read of a rule's WHERE is what a full parser of SPARQL reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from rdflib import URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.errors import OntologyError
from kg.reasoning.premises import Path, Pattern, read_premises
from kg.reasoning.rules import load_rules

_LITERAL = re.compile(r"[\"'\d].*")
_VARIED = """PREFIX ex: <urn:ex#>
CONSTRUCT { ?a ex:made ?b } WHERE {
  # a comment with a brace }
  ?a a ex:Thing , ex:Other ; ^ex:leads/(ex:p|ex:q)* ?b ; ex:said "}"@en , '1'^^ex:number , 4 .
  VALUES ?kind { ex:one ex:two } VALUES (?x ?y) { ("(" ex:one) }
  { ?b ex:r ?c } UNION { ?b ?any ?c . { ?c ex:s ?d } UNION { ?c ex:t+ ?d ; } } UNION { ?b <urn:full> ?c }
  FILTER(?a != ?b && REGEX(STR(?c), "[)]")) FILTER NOT EXISTS { ?a ex:gone ?z } FILTER BOUND(?c)
  { SELECT ?c (MAX(?n) AS ?most) WHERE { ?c ex:n ?n MINUS { ?c ex:off ?n } } GROUP BY ?c ORDER BY ?c }
  BIND(CONCAT("{", STR(?b)) AS ?words) OPTIONAL { ?a ex:perhaps ?w }
}"""


@pytest.mark.parametrize("query", [*(rule.query for rule in load_rules()), _VARIED])
def test_every_rule_is_read_as_a_full_parser_reads_it(query: str) -> None:
    expected = [set(map(_pattern, found)) for found in _gather(translateQuery(parseQuery(query)).algebra.p)]
    assert sorted(map(_order, read_premises(query))) == sorted(map(_order, expected))


@pytest.mark.parametrize(
    "where", ["{ [] <urn:p> ?x }", "{ ?x <urn:p> }", "{ ?x <urn:p> ?y", "{ GRAPH ?g { ?x <urn:p> ?y } }"]
)
def test_what_is_no_part_of_a_rule_is_refused(where: str) -> None:
    with pytest.raises(OntologyError, match="no part of a rule's WHERE here; write triples"):
        read_premises(f"CONSTRUCT {{}} WHERE {where}")


def _order(patterns: Any) -> list[str]:
    return sorted({str(replace(pattern, end=_LITERAL.sub("a literal", pattern.end))) for pattern in patterns})


def _gather(part: Any) -> list[list[Any]]:
    if part.name == "BGP":
        return [list(part.triples)]
    if part.name == "Union":
        return _gather(part.p1) + _gather(part.p2)
    if part.name == "Join":
        return [[*one, *other] for one in _gather(part.p1) for other in _gather(part.p2)]
    if part.name in ("LeftJoin", "Minus"):
        return _gather(part.p1)
    return _gather(part.p) if "p" in part else [[]]


def _pattern(triple: Any) -> Pattern:
    start, path, end = triple
    return Pattern(_node(start), _path(path), _node(end))


def _node(term: Any) -> str:
    if isinstance(term, Variable):
        return f"?{term}"
    return str(term) if isinstance(term, URIRef) else "a literal"


def _path(path: Any) -> Path:
    if isinstance(path, SequencePath):
        return Path("/", parts=tuple(map(_path, path.args)))
    if isinstance(path, AlternativePath):
        return Path("|", parts=tuple(map(_path, path.args)))
    if isinstance(path, InvPath):
        return Path("^", parts=(_path(path.arg),))
    if isinstance(path, MulPath):
        return Path(path.mod, parts=(_path(path.path),))
    return Path("name", _node(path))
