"""Maps a record to quads in the shape of ``docs/graph-model.md``: pure functions, no store, no blank node.

In: a ``Record`` and the ``Schema`` that the ontology gives. Out: the sorted quads of the document's named graph.
"""

from __future__ import annotations

from pyoxigraph import Quad

from kg.mapping.document import (
    find_sentence,
    write_document,
    write_entities,
    write_issues,
    write_mentions,
    write_parts,
)
from kg.mapping.findings import write_activities, write_acts, write_commitments, write_facts
from kg.mapping.schema import Schema, load_schema
from kg.mapping.sheet import Sheet
from kg.record import Record

__all__ = ["Schema", "load_schema", "map_record"]


def map_record(record: Record, schema: Schema | None = None) -> list[Quad]:
    """Return the quads of a record, sorted, all in its document's graph.

    ``schema`` is that of the package's ontology unless given. Raises ``ExtractionError`` for a span outside of the
    text, a malformed IRI or an impossible date: going on would write a wrong triple.
    """
    schema = schema or load_schema()
    sheet = Sheet(record.document, record.text)
    write_document(sheet, record)
    iris = write_parts(sheet, record.parts)
    write_entities(sheet, record.entities, schema.named)
    write_mentions(sheet, record, iris)
    sentences = {
        act.start: iri for act in record.acts if (iri := find_sentence(record.parts, iris, act.start)) is not None
    }
    acts = write_acts(sheet, record.acts, schema, sentences)
    write_activities(sheet, record.activities)
    write_commitments(sheet, record.commitments, acts)
    write_facts(sheet, record, schema)
    write_issues(sheet, record.issues)
    return sheet.quads()
