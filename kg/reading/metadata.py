"""The sidecar beside a statement: ``<stem>.meta.toml``, what the publisher's page says about the text.

In: the path of a statement. Out: a typed ``Metadata``. An unknown key, a wrong type or a bad date is an error that
names the file and the key: a misspelt key would otherwise be lost in silence.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kg.errors import SourceError

__all__ = ["Metadata", "parse_metadata", "read_metadata", "sidecar_path"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a statement from outside its text. ``date`` is an ISO 8601 day."""

    title: str | None = None
    date: str | None = None
    place: str | None = None
    publisher: str | None = None
    language: str | None = None
    kind: str | None = None
    url: str | None = None


_KEYS = tuple(f.name for f in fields(Metadata))


def sidecar_path(path: Path) -> Path:
    """Return where the sidecar of a statement is.

    >>> sidecar_path(Path("seeds/visit.txt")).name
    'visit.meta.toml'
    """
    return path.with_name(path.stem + ".meta.toml")


def read_metadata(path: Path) -> Metadata:
    """Return the metadata beside a statement; empty where there is no sidecar."""
    sidecar = sidecar_path(path)
    try:
        content = sidecar.read_bytes()
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", where=sidecar) from error
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(f"not UTF-8 at byte {error.start}", where=sidecar, remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"not valid TOML: {error}", where=sidecar, remedy="correct this file") from error
    return parse_metadata(values, sidecar)


def parse_metadata(values: dict[str, Any], where: object) -> Metadata:
    """Return validated metadata; raise ``SourceError`` that names the key at fault.

    >>> parse_metadata({"date": "2031-05-06"}, "x.meta.toml").date
    '2031-05-06'
    """
    for key in values:
        if key not in _KEYS:
            raise SourceError(f"unknown key {key!r}", where=where, remedy=f"use one of {', '.join(_KEYS)}")
    return Metadata(**{key: _parse(key, value, where) for key, value in values.items()})


def _parse(key: str, value: object, where: object) -> str:
    if key == "date":
        return _parse_date(value, where)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{key} is {value!r}", where=where, remedy=f'write {key} = "some text"')
    return " ".join(value.split())


def _parse_date(value: object, where: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise SourceError(f"date is {value!r}", where=where, remedy="write a day as date = 2031-05-06")
