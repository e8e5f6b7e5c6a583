"""Content negotiation: which of the media types on offer an Accept header prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

__all__ = ["choose"]


def choose(accept: str, offered: Iterable[str]) -> str | None:
    """Return the best offered type, the first of equals, or None where none is accepted.

    >>> choose("text/csv;q=0.5, application/json, */*;q=0.1", ["text/turtle", "text/csv"])
    'text/csv'
    >>> choose("image/png", ["text/csv"]) is None
    True
    """
    return _choose(accept, tuple(offered))


@lru_cache(maxsize=256)
def _choose(accept: str, offered: tuple[str, ...]) -> str | None:
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best, best_quality = None, 0.0
    for kind in offered:
        matching = [(pattern, quality) for pattern, quality in ranges if _matches(pattern, kind)]
        if not matching:
            continue
        _, quality = max(matching, key=lambda match: (match[0] == kind, not match[0].startswith("*"), match[1]))
        if quality > best_quality:
            best, best_quality = kind, quality
    return best


def _range(part: str) -> tuple[str, float]:
    pattern, *parameters = (piece.strip() for piece in part.lower().split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                quality = 0.0
    return pattern, quality


def _matches(pattern: str, kind: str) -> bool:
    return pattern in {"*/*", kind} or (pattern.endswith("/*") and kind.startswith(pattern[:-1]))
