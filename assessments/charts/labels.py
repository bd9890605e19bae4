"""Which points get their initials, and on which side: no label lies on another, on a point or on a zone's name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..measurement.instrument import Borders
from ..measurement.pairs import Indices
from ..measurement.spectrum import Spectrum
from ..results import words
from . import theme
from .geometry import Drawing, Marks, zone_anchors

_CELL: Final = 4  # units; smaller than LABEL_GAP, so that a label never collides with its own point
_ROOM: Final = 24  # around the plot, where a label may still reach
_CELLS: Final = (theme.SIDE + 2 * _ROOM) // _CELL


class Box(NamedTuple):
    """A rectangle, in units across and down."""

    left: float
    top: float
    right: float
    bottom: float


class Label(NamedTuple):
    """Initials at a point (x, y), written at (text_x, text_y), which is the text's start, end or middle."""

    text: str
    x: int
    y: int
    side: str  # start: right of the point; end: left of it; top; bottom
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Letters:
    """How large labels are in a wide or a narrow chart, how far they keep from a point, which sides they try."""

    font: float
    zone_font: float
    distance: float
    sides: tuple[str, ...]


class Canvas:
    """What is taken, cell by cell. A row is one integer: to look at it or to mark it costs next to nothing."""

    def __init__(self, marks: Iterable[Marks], reach: float) -> None:
        packed = np.packbits(_points_taken(marks, reach), axis=1, bitorder="little")
        self._rows = [int.from_bytes(row.tobytes(), "little") for row in packed]

    def is_free(self, box: Box) -> bool:
        if min(box.left, box.top) < -_ROOM or max(box.right, box.bottom) >= theme.SIDE + _ROOM:
            return False
        cells = _cells(box.left, box.right)
        return not any(row & cells for row in self._rows[_cell(box.top) : _cell(box.bottom) + 1])

    def take(self, box: Box) -> None:
        cells = _cells(box.left, box.right)
        for row in range(_cell(box.top), _cell(box.bottom) + 1):
            self._rows[row] |= cells


def place_labels(
    spectrum: Spectrum, drawing: Drawing, initials: Sequence[str]
) -> tuple[list[Label], list[Label]]:
    """Labels that fit even in a narrow chart with its larger letters, and those that only a wide one has room for."""
    narrow = Letters(
        theme.NARROW_LABEL_FONT,
        theme.NARROW_ZONE_FONT,
        drawing.radius * theme.NARROW_GROWTH,
        ("start", "end"),
    )
    wide = Letters(theme.LABEL_FONT, theme.ZONE_FONT, drawing.radius, ("start", "end", "top", "bottom"))
    waiting = _in_order(spectrum, drawing, initials)
    always = list(_place(waiting, _canvas(spectrum.borders, drawing, narrow), narrow))
    canvas = _canvas(spectrum.borders, drawing, wide)
    for label in always:
        canvas.take(label_box(label, wide.font))
    labelled = {(label.x, label.y) for label in always}
    waiting = [point for point in waiting if point[1:] not in labelled]
    return always, list(_place(waiting, canvas, wide))[: theme.MOST_LABELS - len(always)]


def label_box(label: Label, font: float) -> Box:
    """What a label covers, guessed generously: fonts differ between machines."""
    width = font * ((len(label.text) - 1) * theme.CAPITAL + theme.DOT) + theme.LABEL_GAP
    return _text_box(label.text_x, label.text_y, label.side, width, font)


def _text_box(x: float, y: float, side: str, width: float, height: float) -> Box:
    left = x if side == "start" else x - width if side == "end" else x - width / 2
    return Box(left, y - height / 2, left + width, y + height / 2)


def _place(waiting: list[tuple[str, int, int]], canvas: Canvas, letters: Letters) -> Iterator[Label]:
    beside = list(_beside(letters))
    for text, x, y in waiting:
        for side, across, down in beside:
            label = Label(text, x, y, side, x + across, y + down)
            box = label_box(label, letters.font)
            if canvas.is_free(box):
                canvas.take(box)
                yield label
                break


def _beside(letters: Letters) -> Iterator[tuple[str, float, float]]:
    """Where a text is anchored on each side of a point."""
    far = letters.distance + theme.LABEL_GAP
    high = far + letters.font / 2
    places = {"start": (far, 0.0), "end": (-far, 0.0), "top": (0.0, -high), "bottom": (0.0, high)}
    yield from ((side, *places[side]) for side in letters.sides)


def _canvas(borders: Borders, drawing: Drawing, letters: Letters) -> Canvas:
    canvas = Canvas(drawing.marks, letters.distance)
    for zone, x, y, side in zone_anchors(borders):
        width = min(len(words.zone(zone)) * theme.LETTER * letters.zone_font, theme.SIDE / 2)
        canvas.take(_text_box(x, y, side, width, letters.zone_font))
    return canvas


def _in_order(spectrum: Spectrum, drawing: Drawing, initials: Sequence[str]) -> list[tuple[str, int, int]]:
    """Pairs that need attention first, then those that stand out from the rest of the team."""
    pairs = np.concatenate([mark.pairs for mark in drawing.marks])
    x = np.concatenate([mark.x for mark in drawing.marks])
    y = np.concatenate([mark.y for mark in drawing.marks])
    far = np.hypot(x - x.mean(), y - y.mean()) if len(x) else x
    order = np.lexsort((-far, ~spectrum.priority[pairs]))[: theme.MOST_LABELS_TRIED]
    a, b = spectrum.a[pairs[order]].tolist(), spectrum.b[pairs[order]].tolist()
    texts = (f"{initials[i]}·{initials[j]}" for i, j in zip(a, b, strict=True))
    return list(zip(texts, x[order].tolist(), y[order].tolist(), strict=True))


def _cell(unit: float) -> int:
    return int((unit + _ROOM) // _CELL)


def _cells(left: float, right: float) -> int:
    """The bits from one unit to another."""
    first = _cell(left)
    return ((1 << (_cell(right) - first + 1)) - 1) << first


def _points_taken(marks: Iterable[Marks], reach: float) -> NDArray[np.bool_]:
    """The squares around all points at once: their corners marked +1 and −1, summed up both ways."""
    places = list(marks)
    left, right = _limits(np.concatenate([mark.x for mark in places]), reach)
    top, bottom = _limits(np.concatenate([mark.y for mark in places]), reach)
    corners = np.zeros((_CELLS + 1, _CELLS + 1), dtype=np.int32)
    for rows, columns, sign in ((top, left, 1), (top, right, -1), (bottom, left, -1), (bottom, right, 1)):
        np.add.at(corners, (rows, columns), sign)
    return corners.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0


def _limits(units: Indices, reach: float) -> tuple[Indices, Indices]:
    """The first cell of every point and the one after its last."""
    low, high = ((units + way * reach + _ROOM) // _CELL for way in (-1, 1))
    return low.clip(0, _CELLS).astype(np.intp), (high + 1).clip(0, _CELLS).astype(np.intp)
