"""Every error that defcoop raises on purpose.

    KgError
    ├── SourceError       a document cannot be read: missing, empty, binary, too large, wrongly encoded
    ├── ExtractionError   a document was read, and going on would make wrong triples
    ├── OntologyError     the ontology, lexicon or reference data is broken
    ├── QueryError        a query is unknown, malformed, misses a parameter or exceeds a limit
    ├── StoreError        the store is locked, unreadable, damaged or of another version
    └── ExportError       an export cannot be written

Each message is one line that names the file, the place and the remedy. The command line prints it
and exits with ``exit_code``; nothing else in the package catches these broadly.
"""

from __future__ import annotations

__all__ = [
    "ExportError",
    "ExtractionError",
    "KgError",
    "OntologyError",
    "QueryError",
    "SourceError",
    "StoreError",
]


class KgError(Exception):
    """Base of all errors that a user can act on.

    >>> print(KgError("empty file", where="notes.txt", remedy="give a statement's text"))
    notes.txt: empty file; give a statement's text
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: object = None, remedy: str | None = None) -> None:
        self.problem, self.where, self.remedy = problem, where, remedy
        message = problem if where is None else f"{where}: {problem}"
        if remedy:
            message = f"{message}; {remedy}"
        super().__init__(" ".join(message.split()))


class SourceError(KgError):
    """A document cannot be read."""


class ExtractionError(KgError):
    """A document was read, but going on would make wrong triples."""


class OntologyError(KgError):
    """The ontology, the lexicon or the reference data is broken."""


class QueryError(KgError):
    """A query is unknown, malformed, misses a parameter or exceeds a limit."""

    exit_code = 2


class StoreError(KgError):
    """The store is locked, unreadable, damaged or of another version."""


class ExportError(KgError):
    """An export cannot be written."""
