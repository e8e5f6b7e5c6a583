"""The triples of one document while they are written.

In: nodes, values, spans and times. Out: the set of triples, with every evidence span and time reference written once.
Knows how evidence and times look in the graph, and nothing of acts or facts.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExtractionError
from kg.mapping.terms import RDF_TYPE, day, english, integer, node, text
from kg.names import DCR, document_graph, slug, span_iri
from kg.record import Document, Span, Time

__all__ = ["Sheet", "excerpt"]

_LABEL_LIMIT = 80


class Sheet:
    """Collects the triples of a document; the same triple written twice counts once."""

    def __init__(self, document: Document, source: str) -> None:
        self.document = document
        self.source = source
        self._graph = node(document_graph(document.id))
        self._quads: set[Quad] = set()
        self._evidence: dict[Span, str] = {}

    def quads(self) -> list[Quad]:
        """Return all quads, sorted by their N-Quads form."""
        return sorted(self._quads, key=str)

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        """Write one triple."""
        self._quads.add(Quad(node(subject), node(predicate), value, self._graph))

    def link(self, subject: str, predicate: str, *objects: str | None) -> None:
        """Write a triple to each of these IRIs; None is left out."""
        for iri in objects:
            if iri is not None:
                self.add(subject, predicate, node(iri))

    def say(self, subject: str, predicate: str, *values: str | None) -> None:
        """Write a triple to each of these strings; None and the empty string are left out."""
        for value in values:
            if value:
                self.add(subject, predicate, text(value))

    def kinds(self, subject: str, *classes: str) -> None:
        """Write the classes of a node."""
        for name in classes:
            self.add(subject, RDF_TYPE.value, node(name))

    def iri(self, kind: str, span: Span) -> str:
        """Return the IRI of the node of this kind at this place of the document."""
        return span_iri(kind, self.document.id, span.start, span.end)

    def quote(self, span: Span) -> str:
        """Return the words at a span; raise ``ExtractionError`` where the text has no such span."""
        if not 0 <= span.start < span.end <= len(self.source):
            raise ExtractionError(
                f"span {span.start}-{span.end} is not in the text of {len(self.source)} characters",
                where=self.document.source,
                remedy="report the rule that made it",
            )
        return self.source[span.start : span.end]

    def evidence(self, span: Span) -> str:
        """Write the Web Annotation of a span, once, and return its IRI."""
        known = self._evidence.get(span)
        if known is not None:
            return known
        exact, iri = self.quote(span), self.iri("evidence", span)
        self._evidence[span] = iri
        position, quotation = f"{iri}/position", f"{iri}/quote"
        self.kinds(iri, "dco:Evidence", "oa:SpecificResource")
        self.link(iri, "oa:hasSource", self.document.id)
        self.link(iri, "oa:hasSelector", position, quotation)
        self.kinds(position, "oa:TextPositionSelector")
        self.add(position, "oa:start", integer(span.start))
        self.add(position, "oa:end", integer(span.end))
        self.kinds(quotation, "oa:TextQuoteSelector")
        self.add(quotation, "oa:exact", text(exact))
        return iri

    def time(self, when: Time | None, near: Span) -> str | None:
        """Write a time reference and return its IRI. ``near`` is the passage in which its words are looked for."""
        if when is None:
            return None
        iri = self._time_iri(when, near)
        self.kinds(iri, "dco:TimeReference")
        self.say(iri, "dco:surfaceText", when.text)
        self.link(iri, "dco:anchoredBy", self.document.id)
        self.add(iri, "dco:beginDate", day(when.begin))
        self.add(iri, "dco:endDate", day(when.end))
        self.say(iri, "dco:precision", when.precision)
        self.add(iri, "rdfs:label", english(when.text))
        return iri

    def ground(self, subject: str, span: Span, rule: str) -> None:
        """Write where something is stated, its evidence and the rule that found it."""
        self.link(subject, "dco:statedIn", self.document.id)
        self.link(subject, "dco:evidence", self.evidence(span))
        self.say(subject, "dco:rule", rule)
        self.link(subject, "prov:wasGeneratedBy", self.extraction)

    @property
    def extraction(self) -> str:
        """The IRI of the run that read this document."""
        return f"{DCR}extraction/{self.document.id.removeprefix(DCR + 'document/')}"

    def _time_iri(self, when: Time, near: Span) -> str:
        start = self.source.find(when.text, near.start, near.end)
        if start < 0:
            start = self.source.find(when.text)
        if start >= 0:
            return self.iri("time", Span(start, start + len(when.text)))
        words = slug(when.text, limit=40)
        return f"{DCR}time/{self.document.id.removeprefix(DCR + 'document/')}/{when.begin}-{when.end}-{words}"


def excerpt(words: Iterable[str]) -> str:
    """Return words as one line of at most 80 characters, cut at a word.

    >>> excerpt(["condemned,  in the strongest", "terms"])
    'condemned, in the strongest terms'
    """
    line = " ".join(" ".join(words).split())
    if len(line) <= _LABEL_LIMIT:
        return line
    return (line[:_LABEL_LIMIT].rpartition(" ")[0] or line[: _LABEL_LIMIT - 1]).rstrip(" ,;:") + "…"
