"""The JSON-LD context of the graph: short names for what the ontology declares.

In: the ontology's modules. Out: a context as a JSON value, and a ``Compactor`` that writes terms by it. Local names are
those of ``dco:`` (by ``@vocab``); a property whose values are nodes, days or the like needs no word of it in the data.
Standard: JSON-LD 1.1, sections 4.1 and 4.2.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import ExportError
from kg.knowledge.turtle import load_turtle
from kg.names import DCO, PREFIXES

__all__ = ["Compactor", "Term", "context_text", "make_context"]

Term = NamedNode | Literal
_XSD = PREFIXES["xsd"]
_STRING, _INTEGER, _BOOLEAN = _XSD + "string", _XSD + "integer", _XSD + "boolean"
_NATIVE = frozenset({_STRING, _INTEGER, _BOOLEAN})
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_OTHERS: dict[str, dict[str, str]] = {
    "bibo:number": {},
    "dcterms:date": {"@type": "xsd:date"},
    "rdfs:label": {"@language": "en"},
    "skos:altLabel": {"@language": "en"},
    "skos:definition": {"@language": "en"},
    "skos:hiddenLabel": {"@language": "en"},
    "skos:prefLabel": {"@language": "en"},
    **{
        name: {"@type": "@id"}
        for name in (
            "oa:hasSelector",
            "oa:hasSource",
            "prov:used",
            "prov:wasAssociatedWith",
            "prov:wasDerivedFrom",
            "prov:wasGeneratedBy",
            "rdfs:domain",
            "rdfs:isDefinedBy",
            "rdfs:range",
            "rdfs:subClassOf",
            "rdfs:subPropertyOf",
            "skos:broader",
            "skos:inScheme",
            "skos:related",
        )
    },
}


@lru_cache(maxsize=1)
def make_context() -> dict[str, Any]:
    """Return the content of ``@context``, which callers must not change."""
    knowledge = load_turtle("modules")
    terms: dict[str, Any] = {}
    for name in knowledge.instances("owl:ObjectProperty"):
        terms[name] = {"@type": "@id"}
    for name in knowledge.instances("owl:DatatypeProperty"):
        kind = knowledge.value(name, "rdfs:range")
        if kind and kind.startswith(_XSD) and kind not in _NATIVE:
            terms[name] = {"@type": "xsd:" + kind.removeprefix(_XSD)}
    own = {name.removeprefix(DCO): {"@id": name, **how} for name, how in terms.items() if name.startswith(DCO)}
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if not _declares(knowledge.subjects(), prefix)}
    others = {name: {"@id": _expand(name), **how} for name, how in _OTHERS.items() if how}
    return {"@version": 1.1, "@vocab": DCO, **prefixes, **dict(sorted({**own, **others}.items()))}


def context_text() -> str:
    """Return the context as a document of its own, as it is published."""
    return json.dumps({"@context": make_context()}, indent=1, ensure_ascii=False) + "\n"


def _declares(subjects: Any, prefix: str) -> bool:
    return DCO + prefix in set(subjects)


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


class Compactor:
    """Writes terms as JSON values by a context, so that expansion gives the same terms."""

    def __init__(self, context: dict[str, Any]) -> None:
        self._prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and name[0] != "@"}
        self._terms = {how["@id"]: (name, how) for name, how in context.items() if isinstance(how, dict)}
        self._taken = frozenset(context)

    def iri(self, iri: str) -> str:
        """Return an IRI as the value of ``@id``. Raises ``ExportError`` where it would be taken for a short name."""
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        if iri.partition(":")[0] in self._prefixes:
            raise ExportError("JSON-LD would read the scheme as a prefix", where=iri, remedy="export another format")
        return iri

    def name(self, iri: str) -> str:
        """Return the IRI of a class, or of a property without a term, as JSON-LD's vocabulary lets it be written."""
        local = iri.removeprefix(DCO)
        if iri.startswith(DCO) and _LOCAL.fullmatch(local) and local not in self._taken:
            return local
        return self.iri(iri)

    def key(self, predicate: str) -> str:
        """Return the key of a property."""
        return self._terms[predicate][0] if predicate in self._terms else self.name(predicate)

    def value(self, predicate: str, term: Term) -> Any:
        """Return one value of a property."""
        how = self._terms.get(predicate, ("", {}))[1]
        if isinstance(term, NamedNode):
            short = self.iri(term.value)
            return short if how.get("@type") == "@id" else {"@id": short}
        if term.language:
            plain = how.get("@language") == term.language
            return term.value if plain else {"@language": term.language, "@value": term.value}
        return self._literal(term.value, term.datatype.value, how)

    def _literal(self, words: str, kind: str, how: dict[str, str]) -> Any:
        if "@type" in how or "@language" in how:
            if kind == _STRING:
                return {"@value": words}
            short = self.iri(kind)
            return words if how.get("@type") == short else {"@type": short, "@value": words}
        if kind == _STRING:
            return words
        if kind == _INTEGER and _WHOLE.fullmatch(words):
            return int(words)
        if kind == _BOOLEAN and words in ("true", "false"):
            return words == "true"
        return {"@type": self.iri(kind), "@value": words}
