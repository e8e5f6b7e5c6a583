"""What a reader makes of a file that is no plain text: the text to store, and where each passage of it stood.

In: nothing; these are plain frozen values, and the builder that makes them. The stored text is rendered once, here, and
every offset counts in it. The module knows no format.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.reading.metadata import Metadata
from kg.record import Issue

__all__ = ["Place", "Rendition", "TextBuilder", "find_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the range ``start`` to ``end`` of the text stood: on a page (from 1), in an element (its XPath)."""

    start: int
    end: int
    page: int | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file as text. ``places`` are in order and do not overlap; ``issues`` are passages that were read in doubt."""

    text: str
    places: tuple[Place, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    issues: tuple[Issue, ...] = ()


def find_place(places: Sequence[Place], offset: int) -> Place | None:
    """Return the place of the character at an offset; None where it is unknown.

    >>> find_place([Place(0, 5, page=1), Place(7, 9, page=2)], 8)
    Place(start=7, end=9, page=2, element=None)
    >>> find_place([Place(0, 5, page=1)], 5)
    """
    index = bisect_right(places, offset, key=lambda place: place.start) - 1
    return places[index] if index >= 0 and offset < places[index].end else None


# What shows nothing and parts words: soft hyphens, zero-width spaces, marks of writing direction.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


class TextBuilder:
    """Puts paragraphs one after the other, a blank line between them, and notes where each stood.

    Characters that show nothing are left out of the text.

    >>> builder = TextBuilder()
    >>> builder.add("Joint Statement", Place(0, 0, page=1))
    >>> builder.add("The Ministers met.", Place(0, 0, page=2))
    >>> builder.text
    'Joint Statement\\n\\nThe Ministers met.'
    >>> builder.places[1]
    Place(start=17, end=35, page=2, element=None)
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def add(self, paragraph: str, place: Place, gap: str = "\n\n") -> None:
        """Append a paragraph after a gap; the offsets of ``place`` are counted here."""
        paragraph = paragraph.translate(_INVISIBLE)
        if self._pieces:
            self._append(gap)
        start = self._length
        self._append(paragraph)
        self.places.append(replace(place, start=start, end=self._length))

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
