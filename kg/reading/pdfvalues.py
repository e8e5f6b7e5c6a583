"""Operands of a PDF's content as Python values: numbers, matrices, colours, strings.

In: what pypdf parsed, which may be anything. Out: finite numbers, the letters of a string and its width. Wrong operands
give None or an empty value, never an error.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pypdf.generic import DictionaryObject, TextStringObject
from pypdf.generic._font import Font

__all__ = ["Matrix", "as_bytes", "as_dictionary", "as_matrix", "as_numbers", "decode", "is_white", "multiply"]

Matrix = tuple[float, float, float, float, float, float]
_WHITE = 0.97
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


def decode(font: Font, raw: bytes, size: float, spacing: float, word_spacing: float) -> tuple[str, float]:
    """Return the text of a string and how far it moves the pen, in text space before any scaling."""
    if isinstance(font.encoding, str):
        codes = raw.decode(font.encoding, "replace")
        characters = codes
    else:
        codes = raw.decode("latin-1")
        characters = "".join(font.encoding.get(byte, chr(byte)) for byte in raw)
    text = "".join(str(font.character_map.get(character, character)) for character in characters)
    width = 0.0
    for code in codes:
        glyph = font.space_width if code == font.space_char else font.get_text_width(code)
        width += glyph / 1000 * size + spacing + (word_spacing if code == " " else 0.0)
    return text.translate(_LIGATURES), width


def multiply(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies the first and then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def as_bytes(value: str | bytes) -> bytes:
    """Return the bytes of a string as they stand in the file, whatever pypdf takes them for."""
    if isinstance(value, TextStringObject):
        return value.original_bytes
    return value.encode("latin-1", "replace") if isinstance(value, str) else value


def as_matrix(numbers: Sequence[float]) -> Matrix:
    """Return six operands as a matrix."""
    a, b, c, d, e, f = numbers[:6]
    return (a, b, c, d, e, f)


def as_numbers(values: Sequence[Any]) -> list[float] | None:
    """Return operands as finite numbers, or None where one of them is none."""
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError):
        return None
    return numbers if all(math.isfinite(number) and abs(number) < 1e7 for number in numbers) else None


def as_dictionary(value: Any) -> Any:
    """Return what a reference points to where it is a dictionary, else an empty one."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def is_white(numbers: Sequence[float]) -> bool:
    """Tell whether grey, red-green-blue or cyan-magenta-yellow-black operands are white."""
    if len(numbers) == 4:
        return max(numbers) < 1 - _WHITE
    return len(numbers) in (1, 3) and min(numbers) >= _WHITE
