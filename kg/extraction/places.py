"""Where in its file each part of a record stood, and what the reading of the file left in doubt.

In: a record and its source. Out: the record with a page or an element on its parts, and with the source's issues.
"""

from __future__ import annotations

from dataclasses import replace

from kg.reading import Source
from kg.record import Part, Record

__all__ = ["add_places"]


def add_places(record: Record, source: Source) -> Record:
    """Return the record of a source with what the reading of its file knows; itself where that is nothing."""
    if not source.places and not source.issues:
        return record
    issues = sorted((*record.issues, *source.issues), key=lambda i: (i.start, i.end, i.code))
    return replace(record, parts=tuple(_place(part, source) for part in record.parts), issues=tuple(issues))


def _place(part: Part, source: Source) -> Part:
    """Return a part with the place where it begins."""
    place = source.place_at(part.start)
    return replace(part, page=place.page, element=place.element) if place else part
