"""Where the package's data files are: inside the installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ontology_dir", "queries_dir"]

_PACKAGE = Path(__file__).resolve().parent


def _directory(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def ontology_dir() -> Path:
    """Return the folder that holds the ontology, concept schemes, reference data, lexicon, shapes and rules."""
    return _directory("ontology")


def queries_dir() -> Path:
    """Return the folder that holds the query catalogue."""
    return _directory("queries")
