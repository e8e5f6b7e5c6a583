"""Turns the pictures that this package draws into PNG, with fonts of its own: the same bytes on every machine.

In: SVG that ``kg.page.drawing`` made. Out: PNG. The machine's fonts are not looked at, so a bare one draws the same.
Only this module imports resvg.
"""

from __future__ import annotations

import hashlib
import json

from kg.errors import ExportError
from kg.page.bundle import ASSETS

__all__ = ["to_png"]

_FONTS = ASSETS / "fonts"
_FAMILY = "Inter"


def to_png(drawing: str, *, scale: int = 2) -> bytes:
    """Return an SVG drawing as PNG, ``scale`` pixels for each of its units.

    >>> to_png('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>')[1:4]
    b'PNG'
    """
    import resvg_py

    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=drawing,
                zoom=float(scale),
                skip_system_fonts=True,
                font_files=_fonts(),
                font_family=_FAMILY,
                sans_serif_family=_FAMILY,
            )
        )
    except ValueError as error:
        raise ExportError(f"the picture cannot be drawn: {error}", remedy="write it with --format svg") from error


def _fonts() -> list[str]:
    """Return the paths of the vendored fonts; one that is not the pinned one is refused."""
    paths = []
    for entry in json.loads((_FONTS / "vendor.json").read_text(encoding="utf-8")):
        path = _FONTS / entry["file"]
        if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise ExportError("differs from the pinned file", where=path, remedy="reinstall defcoop")
        paths.append(str(path))
    return paths
