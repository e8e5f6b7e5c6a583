"""The statement itself: its metadata, parts, the individuals it names and the passages not understood.

In: a record. Out: triples on a sheet.
"""

from __future__ import annotations

from pathlib import PurePath

from kg.mapping.sheet import Sheet
from kg.mapping.terms import day, english, integer
from kg.names import DCR
from kg.record import Entity, Issue, Part, PartKind, Record, Span
from kg.version import __version__

__all__ = ["find_sentence", "write_document", "write_entities", "write_issues", "write_mentions", "write_parts"]

_SOFTWARE = f"{DCR}software/defcoop"
_CLASSES: dict[PartKind, str] = {
    "title": "dco:Title",
    "dateline": "dco:Dateline",
    "preface": "dco:Preface",
    "paragraph": "dco:Paragraph",
    "item": "dco:Item",
    "bullet": "dco:Bullet",
    "heading": "dco:Heading",
    "sentence": "dco:Sentence",
}


def write_document(sheet: Sheet, record: Record) -> None:
    """Write the statement's metadata, its text and the run that read it."""
    document = record.document
    iri = document.id
    sheet.kinds(iri, "dco:JointStatement")
    sheet.add(iri, "rdfs:label", english(document.title))
    sheet.say(iri, "dcterms:title", document.title)
    if document.date:
        sheet.add(iri, "dcterms:date", day(document.date))
    sheet.say(iri, "dcterms:language", document.language)
    sheet.say(iri, "dcterms:publisher", document.publisher)
    sheet.say(iri, "dco:documentKind", document.kind)
    sheet.link(iri, "dco:issuedAt", document.place)
    sheet.link(iri, "dco:party", *document.parties)
    sheet.link(iri, "dco:participant", *document.participants)
    sheet.say(iri, "dco:sha256", document.sha256)
    sheet.say(iri, "dco:sourceName", PurePath(document.source).name)
    sheet.say(iri, "dco:text", record.text)
    sheet.say(iri, "dco:extractedBy", f"defcoop {__version__}")
    _write_extraction(sheet, iri)


def _write_extraction(sheet: Sheet, document: str) -> None:
    sheet.kinds(sheet.extraction, "dco:Extraction", "prov:Activity")
    sheet.link(sheet.extraction, "prov:used", document)
    sheet.link(sheet.extraction, "prov:wasAssociatedWith", _SOFTWARE)
    sheet.kinds(_SOFTWARE, "prov:SoftwareAgent")
    sheet.add(_SOFTWARE, "rdfs:label", english("defcoop"))


def write_parts(sheet: Sheet, parts: tuple[Part, ...]) -> list[str]:
    """Write the parts and return their IRIs, one for each part of the record."""
    iris = _name_parts(sheet, parts)
    positions: dict[int | None, int] = {}
    for part, iri in zip(parts, iris, strict=True):
        positions[part.parent] = positions.get(part.parent, 0) + 1
        enclosing = sheet.document.id if part.parent is None else iris[part.parent]
        sheet.kinds(iri, "dco:StatementPart", _part_class(part))
        sheet.link(iri, "dco:partOf", enclosing)
        sheet.add(iri, "dco:position", integer(positions[part.parent]))
        sheet.say(iri, "bibo:number", part.number)
        sheet.say(iri, "dco:heading", part.heading)
        if part.page is not None:
            sheet.add(iri, "dco:page", integer(part.page))
        sheet.say(iri, "dco:elementPath", part.element)
        sheet.link(iri, "dco:cooperationArea", *part.areas)
        sheet.link(iri, "dco:evidence", sheet.evidence(Span(part.start, part.end)))
    return iris


def _part_class(part: Part) -> str:
    if part.kind == "paragraph" and part.number:
        return "dco:NumberedParagraph"
    if part.kind == "item" and part.heading:
        return "dco:HeadedItem"
    return _CLASSES[part.kind]


def _name_parts(sheet: Sheet, parts: tuple[Part, ...]) -> list[str]:
    """Name parts by their place; a part that fills the one around it (a paragraph of one sentence) adds its kind."""
    taken: set[str] = set()
    iris = []
    for part in parts:
        iri = sheet.iri("part", Span(part.start, part.end))
        while iri in taken:
            iri = f"{iri}/{part.kind}"
        taken.add(iri)
        iris.append(iri)
    return iris


def find_sentence(parts: tuple[Part, ...], iris: list[str], offset: int) -> str | None:
    """Return the sentence at an offset, else the smallest part there, else None."""
    around = [
        (part.kind != "sentence", part.end - part.start, iri)
        for part, iri in zip(parts, iris, strict=True)
        if part.start <= offset < part.end
    ]
    return min(around)[2] if around else None


def write_entities(sheet: Sheet, entities: tuple[Entity, ...], named: frozenset[str]) -> None:
    """Write the classes and names of those individuals that the reference data does not already describe."""
    for entity in entities:
        if entity.iri in named:
            continue
        sheet.kinds(entity.iri, entity.type)
        for place, label in enumerate(entity.labels):
            sheet.add(entity.iri, "skos:altLabel" if place else "skos:prefLabel", english(label))


def write_mentions(sheet: Sheet, record: Record, iris: list[str]) -> None:
    """Write which individuals and concepts each sentence, and so the statement, names, and at which characters."""
    places = [(Span(name.start, name.end), name.iri) for name in record.mentions if name.iri is not None]
    places += [(Span(concept.start, concept.end), concept.iri) for concept in record.concepts]
    for span, iri in places:
        sheet.link(sheet.document.id, "dco:mentions", iri)
        if sentence := find_sentence(record.parts, iris, span.start):
            sheet.link(sentence, "dco:mentions", iri)
    places += [(Span(words.start, words.end), iri) for words in record.references for iri in words.iris]
    for span, iri in places:
        mention = sheet.iri("mention", span)
        sheet.link(mention, "dco:refersTo", iri)
        sheet.link(mention, "dco:inPart", find_sentence(record.parts, iris, span.start))


def write_issues(sheet: Sheet, issues: tuple[Issue, ...]) -> None:
    """Write the passages that were seen and not understood."""
    for issue in issues:
        span = Span(issue.start, issue.end)
        iri = f"{sheet.iri('issue', span)}/{issue.code}"
        sheet.kinds(iri, "dco:ExtractionIssue")
        sheet.say(iri, "dco:issueCode", issue.code)
        sheet.add(iri, "rdfs:label", english(issue.code.replace("-", " ")))
        sheet.link(iri, "dco:statedIn", sheet.document.id)
        sheet.link(iri, "dco:evidence", sheet.evidence(span))
