"""The reference pages: what every class, property, concept, shape, rule, mapping and question is, as static HTML.

In: ``ontology/``, ``queries/`` and ``docs/patterns/``. Out: a folder of pages that link one another and nothing that
must be fetched; the same files give the same bytes. It knows no graph but the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.documenting import overview, terms
from kg.documenting.content import rule_files, show_patterns, show_quality, show_questions, show_rules
from kg.documenting.diagrams import Box, draw_tree
from kg.documenting.patterns import load_patterns
from kg.documenting.release import release_text
from kg.documenting.reports import load_reports
from kg.errors import ExportError
from kg.knowledge.turtle import load_turtle, parse_turtle
from kg.names import DCC, DCO, PREFIXES, compact
from kg.resources import ontology_dir

__all__ = ["PAGES", "render_reference", "write_reference"]

PAGES = (
    ("index.html", "Overview"),
    ("patterns.html", "Patterns"),
    ("classes.html", "Classes"),
    ("properties.html", "Properties"),
    ("concepts.html", "Concepts"),
    ("shapes.html", "Shapes"),
    ("rules.html", "Rules"),
    ("questions.html", "Questions"),
    ("mappings.html", "Mappings"),
    ("quality.html", "Quality"),
)
_ONTOLOGY = DCO.rstrip("#")
_LEXICON = ("naming.ttl", "frames.ttl", "patterns.ttl")
_TERM_IN_TEXT = re.compile(r"\bdco:\w+|\boa:\w+|\borg:\w+")
_RELATIONS = frozenset(
    [PREFIXES["skos"] + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")]
    + [PREFIXES["rdfs"] + "subClassOf", PREFIXES["rdfs"] + "subPropertyOf", DCO + "eventCategory"]
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms that stand together on a page."""

    anchor: str
    title: str
    lead: str
    terms: list[terms.Term]
    diagram: Markup | None = None


def write_reference(folder: Path, patterns: Path) -> list[Path]:
    """Write the pages, the style sheet and the ontology in one file to a folder; return what was written."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in render_reference(patterns).items():
            path = folder / name
            path.write_text(text, encoding="utf-8", newline="\n")
            written.append(path)
    except OSError as error:
        raise ExportError(f"cannot be written: {error.strerror or error}", where=folder) from error
    return written


def render_reference(patterns: Path) -> dict[str, str]:
    """Return the text of every file by its name."""
    site = _Site()
    found = {file: site.render(file, name, patterns) for file, name in PAGES}
    style = resources.files("kg.documenting").joinpath("templates/style.css").read_text(encoding="utf-8")
    return {**found, "style.css": style, "defcoop-ontology.ttl": release_text()}


class _Site:
    """The pages' common knowledge: what exists and where it is described."""

    def __init__(self) -> None:
        self.known = load_turtle()
        self.classes = terms.classes(self.known)
        self.properties = terms.properties(self.known)
        self.schemes = sorted(terms.schemes(self.known), key=lambda scheme: _is_foreign(scheme.iri))
        self.shapes = terms.shapes(self.known)
        self.anchors = dict(self._anchors())
        loader = PackageLoader("kg.documenting")
        self.environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self.environment.filters.update(term=self.link, compact=compact, linked=self.link_words, words=_words)

    def _anchors(self) -> Iterable[tuple[str, str]]:
        for term in self.classes:
            yield term.iri, f"classes.html#{term.name}"
        for term in self.properties:
            yield term.iri, f"properties.html#{term.name}"
        for scheme in self.schemes:
            yield scheme.iri, f"concepts.html#{scheme.name}"
            for concept in scheme.concepts:
                yield concept.iri, f"concepts.html#{scheme.name}-{concept.name}"

    def link(self, value: str) -> Markup:
        """Return a node as a link to where it is described, another's IRI as a link to itself, a value as text."""
        if value in self.anchors:
            hint = self.known.value(value, "skos:definition") or ""
            return Markup('<a href="{}" title="{}">{}</a>').format(self.anchors[value], hint, self._name(value))
        if value.startswith("http"):
            return Markup('<a href="{}">{}</a>').format(value, compact(value))
        return escape(value)

    def _title(self, iri: str) -> str | None:
        return self.known.value(iri, "skos:prefLabel")

    def _name(self, iri: str) -> str:
        if iri.startswith(DCC):
            return self.known.value(iri, "skos:prefLabel") or compact(iri)
        return iri.removeprefix(DCO)

    def link_words(self, text: str) -> Markup:
        """Return prose in which names of terms lead to them."""
        parts = re.split(f"({_TERM_IN_TEXT.pattern})", text)
        return Markup("").join(self._link_word(part) for part in parts)

    def _link_word(self, part: str) -> Markup:
        iri = DCO + part.removeprefix("dco:")
        if part.startswith("dco:") and iri in self.anchors:
            return Markup('<a href="{}"><code>{}</code></a>').format(self.anchors[iri], part)
        return Markup("<code>{}</code>").format(part) if _TERM_IN_TEXT.fullmatch(part) else escape(part)

    def render(self, file: str, name: str, patterns: Path) -> str:
        """Return one page."""
        makers: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {
            "index.html": lambda: ("index.html", self._index(patterns)),
            "patterns.html": lambda: ("patterns.html", show_patterns(patterns, self._title)),
            "classes.html": lambda: ("terms.html", self._class_page()),
            "properties.html": lambda: ("terms.html", self._property_page()),
            "concepts.html": lambda: ("concepts.html", {"schemes": self.schemes}),
            "shapes.html": lambda: ("shapes.html", {"shapes": self.shapes}),
            "rules.html": lambda: ("queries.html", show_rules()),
            "questions.html": lambda: ("queries.html", show_questions()),
            "mappings.html": lambda: ("mappings.html", {"alignments": self._alignments()}),
            "quality.html": lambda: ("quality.html", {"reports": show_quality()}),
        }
        template, values = makers[file]()
        title = "The defcoop ontology of defence cooperation" if file == "index.html" else name
        text = self.environment.get_template(template).render(
            title=title,
            current=file,
            pages=PAGES,
            version=self.known.value(_ONTOLOGY, "owl:versionInfo"),
            licence=self.known.value(_ONTOLOGY, "dcterms:license"),
            **values,
        )
        return re.sub(r"[ \t]+\n", "\n", text)

    def _index(self, patterns: Path) -> dict[str, Any]:
        header = [
            (what, value)
            for what, predicate in (
                ("IRI", None),
                ("version IRI", "owl:versionIRI"),
                ("cite as", "dcterms:bibliographicCitation"),
                ("licence", "dcterms:license"),
                ("creator", "dcterms:creator"),
                ("created", "dcterms:created"),
                ("issued", "dcterms:issued"),
            )
            if (value := _ONTOLOGY if predicate is None else self.known.value(_ONTOLOGY, predicate))
        ]
        concepts = sum(len(scheme.concepts) for scheme in self.schemes)
        counts = [
            (len(self.classes), "classes", "classes.html"),
            (len(self.properties), "properties", "properties.html"),
            (concepts, "concepts", "concepts.html"),
            (len(load_patterns(patterns)), "patterns", "patterns.html"),
            (len(self.shapes), "shapes", "shapes.html"),
            (len(rule_files()), "rules", "rules.html"),
            (len(show_questions()["queries"]), "questions answered", "questions.html"),
            (len(load_reports()), "quality reports", "quality.html"),
        ]
        prefixes = [(prefix, PREFIXES[prefix]) for prefix in ("dco", "dcc", "dcr", "dcl", "dcg")]
        return {
            "description": self.known.value(_ONTOLOGY, "dcterms:description"),
            "overview": Markup(overview.draw_overview()),  # noqa: S704 - its text is escaped where it is drawn
            "header": header,
            "counts": counts,
            "prefixes": prefixes,
        }

    def _class_page(self) -> dict[str, Any]:
        lexical = load_turtle(*_LEXICON)
        words = [term for term in self.classes if term.iri in lexical]
        world = [term for term in self.classes if term.iri not in lexical]
        groups = [
            _Group("graph", "The graph", "What statements speak of, and how it is kept.", world, self._tree(world)),
            _Group("lexicon", "The lexicon", "The words from which statements are read.", words, self._tree(words)),
        ]
        return {
            "lead": "Every class with its place in the tree, what it is apart from and what describes it.",
            "groups": groups,
        }

    def _tree(self, members: list[terms.Term]) -> Markup:
        own = {term.iri: Box(term.iri, term.name, href=f"#{term.name}") for term in members}
        children: dict[str, list[Box]] = {}
        below = set()
        for term in members:
            for above in self.known.values(term.iri, "rdfs:subClassOf"):
                if above in own:
                    children.setdefault(above, []).append(own[term.iri])
                    below.add(term.iri)
        roots = [box for iri, box in own.items() if iri not in below]
        trees = (draw_tree([root], children, title=f"{root.title} and its kinds") for root in roots)
        return Markup("".join(trees))  # noqa: S704 - drawn from escaped names

    def _property_page(self) -> dict[str, Any]:
        lexical = load_turtle(*_LEXICON)
        words = [term for term in self.properties if term.iri in lexical]
        world = [term for term in self.properties if term.iri not in lexical]
        kinds = (
            ("object", "links", "Links between nodes", "Object properties: from one node to another."),
            ("data", "values", "Values", "Datatype properties: from a node to a number, a date or words."),
            ("annotation", "notes", "Notes", "Annotation properties, of which no reasoner draws a conclusion."),
        )
        groups = [_Group(name, title, lead, [t for t in world if t.kind == kind]) for kind, name, title, lead in kinds]
        groups.append(
            _Group("lexicon", "The lexicon", "Properties of the words from which statements are read.", words)
        )
        return {"lead": "Every property with the class it is of and what it leads to.", "groups": groups}

    def _alignments(self) -> list[terms.Alignment]:
        links: dict[str, list[tuple[str, str, str]]] = {}
        for path in sorted((ontology_dir() / "alignments").glob("*.ttl")):
            triples = list(parse_turtle(path))
            headers = [s for s, p, o in triples if p == PREFIXES["rdf"] + "type" and o == PREFIXES["owl"] + "Ontology"]
            for header in headers:
                links[header] = [triple for triple in triples if triple[1] in _RELATIONS]
        return terms.alignments(self.known, links)


def _words(iri: str) -> str:
    """Return the local name of a property in words.

    >>> _words("http://www.w3.org/2004/02/skos/core#broadMatch")
    'broad match'
    """
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", re.split(r"[#/]", iri)[-1])


def _is_foreign(iri: str) -> bool:
    return iri.removeprefix(DCC) in ("cameo", "dcad", "plover")
