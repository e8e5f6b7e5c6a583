"""The text operators of a PDF page as fragments with positions.

In: a page of pypdf. Out: fragments in drawing order, in points from the lower left corner, each told whether a reader
of the page sees it. Methods: ISO 32000-1, 8.3 (coordinates) and 9.4 (text). Knows nothing of lines and paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject
from pypdf.generic._font import Font

from kg.reading.pdfvalues import Matrix, as_bytes, as_dictionary, as_matrix, as_numbers, decode, is_white, multiply

__all__ = ["Fragment", "read_fragments"]

Box = tuple[float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 20
_MOST_FORMS = 500
_MOST_STATES = 500
_TINY = 2.0
_FILLS = frozenset([b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"])
_PATH_ENDS = _FILLS | {b"n", b"S", b"s"}
_TEXT_STATE = {b"Tc": "spacing", b"Tw": "word_spacing", b"Tz": "scale", b"TL": "leading", b"Ts": "rise", b"Tr": "mode"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text on one baseline, from ``left`` to ``right``. ``running`` marks headers and footers by name."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    seen: bool = True
    running: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state that ``q`` saves."""

    place: Matrix
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    white: bool = False
    clear: bool = False


@dataclass(slots=True)
class _Limits:
    forms: int = 0
    boxes: list[Box] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)


def read_fragments(page: PageObject) -> list[Fragment]:
    """Return the fragments of a page. Text that is turned against the page (stamps, watermarks) is left out."""
    contents = page.get_contents()
    if contents is None:
        return []
    limits = _Limits()
    box = page.mediabox
    left, bottom, right, top = (float(value) for value in (box.left, box.bottom, box.right, box.top))
    turn = _turn_page(page.rotation % 360, left, bottom, right, top)
    _Interpreter(page, turn, limits, 0).run(contents)
    wide, high = (right - left, top - bottom) if page.rotation % 180 == 0 else (top - bottom, right - left)
    return [_hide_outside(fragment, wide, high) for fragment in limits.fragments]


def _turn_page(rotation: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    turns: dict[int, Matrix] = {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }
    return turns.get(rotation, (1.0, 0.0, 0.0, 1.0, -left, -bottom))


def _hide_outside(fragment: Fragment, wide: float, high: float) -> Fragment:
    inside = fragment.right > 0 and fragment.left < wide and 0 <= fragment.baseline <= high
    return fragment if inside else replace(fragment, seen=False)


class _Interpreter:
    """Runs one content stream: that of a page, or of a form that it draws."""

    def __init__(self, holder: DictionaryObject, place: Matrix, limits: _Limits, depth: int) -> None:
        self._limits, self._depth = limits, depth
        self._resources = as_dictionary(holder.get("/Resources"))
        self._fonts: dict[str, Font | None] = {}
        self._state = _State(place)
        self._saved: list[_State] = []
        self._line = self._text = _UNIT
        self._path: list[tuple[float, float]] = []
        self._marks: list[bool] = []
        self._geometry: dict[bytes, tuple[int, Callable[[Sequence[float]], None]]] = {
            b"cm": (6, self._transform),
            b"Tm": (6, self._set_matrix),
            b"Td": (2, lambda n: self._move(n[0], n[1])),
            b"TD": (2, self._move_leading),
            b"re": (4, self._add_rectangle),
            b"m": (2, lambda n: self._add_point(n[0], n[1])),
            b"l": (2, lambda n: self._add_point(n[0], n[1])),
            b"c": (6, lambda n: self._add_point(n[4], n[5])),
        }
        self._operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save,
            b"Q": self._restore,
            b"BT": self._begin_text,
            b"Tf": self._set_font,
            b"gs": self._set_state,
            b"T*": self._next_line,
            b"Tj": self._show,
            b"TJ": self._show_array,
            b"'": self._show_line,
            b'"': self._show_line,
            b"BDC": self._mark,
            b"BMC": self._mark,
            b"EMC": self._unmark,
            b"Do": self._draw,
            **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn", b"cs"), self._set_colour),
        }

    def run(self, contents: ContentStream) -> None:
        """Run all operators; one that is unknown or has wrong operands does nothing."""
        for operands, operator in contents.operations:
            values = list(operands) if isinstance(operands, (list, tuple)) else []
            numbers = as_numbers(values)
            if operator in _PATH_ENDS:
                self._end_path(operator)
            elif operator in _TEXT_STATE and numbers:
                self._state = _set_text_state(self._state, operator, numbers[0])
            elif operator in self._geometry:
                count, move = self._geometry[operator]
                if numbers is not None and len(numbers) >= count:
                    move(numbers)
            elif operator in self._operators:
                self._operators[operator](values)

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) < _MOST_STATES:
            self._saved.append(self._state)

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, numbers: Sequence[float]) -> None:
        self._state = replace(self._state, place=multiply(as_matrix(numbers), self._state.place))

    def _begin_text(self, _: list[Any]) -> None:
        self._line = self._text = _UNIT

    def _set_font(self, values: list[Any]) -> None:
        if len(values) >= 2 and (size := as_numbers(values[1:2])):
            self._state = replace(self._state, font=self._find_font(str(values[0])), size=size[0])

    def _find_font(self, name: str) -> Font | None:
        if name not in self._fonts:
            resource = as_dictionary(as_dictionary(self._resources.get("/Font")).get(name))
            try:
                self._fonts[name] = Font.from_font_resource(resource) if resource else None
            except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
                self._fonts[name] = None  # a broken font shows nothing that could be read
        return self._fonts[name]

    def _set_state(self, values: list[Any]) -> None:
        named = as_dictionary(as_dictionary(self._resources.get("/ExtGState")).get(str(values[0]) if values else ""))
        alpha = as_numbers([named.get("/ca", 1)])
        self._state = replace(self._state, clear=alpha is not None and alpha[0] < 0.05)

    def _move(self, x: float, y: float) -> None:
        self._line = self._text = multiply((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _next_line(self, _: list[Any]) -> None:
        self._move(0.0, -self._state.leading)

    def _move_leading(self, numbers: Sequence[float]) -> None:
        self._state = replace(self._state, leading=-numbers[1])
        self._move(numbers[0], numbers[1])

    def _set_matrix(self, numbers: Sequence[float]) -> None:
        self._line = self._text = as_matrix(numbers)

    def _set_colour(self, values: list[Any]) -> None:
        numbers = as_numbers(values)
        self._state = replace(self._state, white=numbers is not None and is_white(numbers))

    def _show_line(self, values: list[Any]) -> None:
        self._next_line(values)
        self._show(values[-1:])

    def _show(self, values: list[Any]) -> None:
        for value in values[:1]:
            self._show_string(value)

    def _show_array(self, values: list[Any]) -> None:
        for item in values[0] if values and isinstance(values[0], ArrayObject) else ():
            if isinstance(item, (int, float)):
                self._advance(-float(item) / 1000 * self._state.size * self._state.scale)
            else:
                self._show_string(item)

    def _advance(self, width: float) -> None:
        self._text = multiply((1.0, 0.0, 0.0, 1.0, width, 0.0), self._text)

    def _show_string(self, value: object) -> None:
        state = self._state
        if state.font is None or isinstance(value, NameObject) or not isinstance(value, (str, bytes)):
            return
        raw = as_bytes(value)
        text, width = decode(state.font, raw, state.size, state.spacing, state.word_spacing)
        begin = multiply((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), multiply(self._text, state.place))
        self._advance(width * state.scale)
        end = multiply(self._text, state.place)
        upright = begin[0] > 0 and abs(begin[1]) < 0.2 * abs(begin[0])
        size = state.size * math.hypot(begin[2], begin[3])
        if text and upright:
            fragment = Fragment(text, begin[4], end[4], begin[5], size, self._is_seen(begin, size), any(self._marks))
            self._limits.fragments.append(fragment)

    def _is_seen(self, begin: Matrix, size: float) -> bool:
        state = self._state
        if state.mode in (3, 7) or state.clear or size < _TINY:
            return False
        on_ground = any(
            b[0] - 1 <= begin[4] <= b[2] + 1 and b[1] - 1 <= begin[5] <= b[3] + 1 for b in self._limits.boxes
        )
        return on_ground or not state.white

    def _add_point(self, x: float, y: float) -> None:
        if len(self._path) < 10_000:
            a, b, c, d, e, f = self._state.place
            self._path.append((a * x + c * y + e, b * x + d * y + f))

    def _add_rectangle(self, numbers: Sequence[float]) -> None:
        x, y, width, height = numbers[:4]
        self._add_point(x, y)
        self._add_point(x + width, y + height)

    def _end_path(self, operator: bytes) -> None:
        if operator in _FILLS and not self._state.white and not self._state.clear:
            self._add_ground()
        self._path.clear()

    def _add_ground(self) -> None:
        if self._path and len(self._limits.boxes) < 1_000:
            across, up = [x for x, _ in self._path], [y for _, y in self._path]
            self._limits.boxes.append((min(across), min(up), max(across), max(up)))

    def _mark(self, values: list[Any]) -> None:
        named = as_dictionary(values[1]) if len(values) > 1 and not isinstance(values[1], NameObject) else {}
        self._marks.append(bool(values) and values[0] == "/Artifact" and named.get("/Type") == "/Pagination")

    def _unmark(self, _: list[Any]) -> None:
        if self._marks:
            self._marks.pop()

    def _draw(self, values: list[Any]) -> None:
        drawn = as_dictionary(as_dictionary(self._resources.get("/XObject")).get(str(values[0]) if values else ""))
        if drawn.get("/Subtype") == "/Image":
            self._path.clear()
            self._add_rectangle((0, 0, 1, 1))
            self._add_ground()
            self._path.clear()
        elif drawn.get("/Subtype") == "/Form" and isinstance(drawn, StreamObject):
            self._limits.forms += 1
            if self._depth < _DEEPEST and self._limits.forms <= _MOST_FORMS:
                inner = as_numbers(list(drawn.get("/Matrix", [])))
                matrix = as_matrix(inner) if inner and len(inner) >= 6 else _UNIT
                form = _Interpreter(drawn, multiply(matrix, self._state.place), self._limits, self._depth + 1)
                form._resources = form._resources or self._resources
                form._state = replace(self._state, place=multiply(matrix, self._state.place))
                form.run(ContentStream(drawn, None))


def _set_text_state(state: _State, operator: bytes, value: float) -> _State:
    if operator == b"Tr":
        return replace(state, mode=int(value))
    changes: dict[str, Any] = {_TEXT_STATE[operator]: value / 100 if operator == b"Tz" else value}
    return replace(state, **changes)
