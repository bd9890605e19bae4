"""Where every pair is drawn: the coordinates that the SVG and the Plotly figure share."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..measurement.instrument import Borders
from ..measurement.pairs import Floats, GapFlag, Indices
from ..measurement.spectrum import Spectrum, Zone
from . import theme

UNITS: Final = theme.SIDE / 100  # of the drawing in one point of a score
_GOLDEN_ANGLE: Final = np.pi * (3 - 5**0.5)
_SEED_SPACING: Final = 1.12  # in radii: neighbours just touch


@dataclass(frozen=True, eq=False)
class Marks:
    """Pairs that are drawn alike: their places in the spectrum, and units across and down, arrays (k,)."""

    pairs: Indices
    x: Indices
    y: Indices


@dataclass(frozen=True, eq=False)
class Drawing:
    """All that both drawings place alike: pairs whose zone is clear or is not, pairs with one view, joined views."""

    clear: Marks
    unclear: Marks
    one_sided: Marks
    lines: Indices  # (k, 4) x and y of one view and of the other, in units across and down
    radius: float
    opacity: float
    edge: float

    @property
    def ring(self) -> float:
        """How thick the ring of a pair without a clear zone is."""
        return self.radius * theme.RING

    @property
    def marks(self) -> tuple[Marks, Marks, Marks]:
        return self.clear, self.unclear, self.one_sided


def lay_out(spectrum: Spectrum) -> Drawing:
    """Place every pair that has a place; a pair without any view on one of the scales has none."""
    complete = spectrum.complete
    purpose = np.where(complete, spectrum.purpose.score, _one_view(spectrum.purpose.ab, spectrum.purpose.ba))
    trust = np.where(complete, spectrum.trust.score, _one_view(spectrum.trust.ab, spectrum.trust.ba))
    drawn = np.flatnonzero(~np.isnan(purpose + trust))
    size = len(drawn)
    x, y = _side_by_side(across(purpose[drawn]), down(trust[drawn]), theme.radius(size))
    whole, is_clear = complete[drawn], spectrum.clear[drawn]
    kinds = (whole & is_clear, whole & ~is_clear, ~whole)
    clear, unclear, one_sided = (Marks(drawn[kind], x[kind], y[kind]) for kind in kinds)
    lines = _lines(spectrum)
    return Drawing(
        clear, unclear, one_sided, lines, theme.radius(size), theme.opacity(size), theme.edge(size)
    )


def across(purpose: Floats) -> Indices:
    """Shared purpose 0..100 to units from the left."""
    return np.rint(purpose * UNITS).astype(np.intp)


def down(trust: Floats) -> Indices:
    """Trust 0..100 to units from the top."""
    return np.rint((100 - trust) * UNITS).astype(np.intp)


def zone_anchors(borders: Borders) -> Iterator[tuple[Zone, int, int, str]]:
    """Where each zone's name is written: in its outer corner, and developing's below its middle."""
    near, far = theme.ZONE_ROOM, theme.SIDE - theme.ZONE_ROOM
    yield Zone.TRUST_LED, near // 2, near, "start"
    yield Zone.PARTNERSHIP, theme.SIDE - near // 2, near, "end"
    yield Zone.COLLABORATION, near // 2, far, "start"
    yield Zone.PURPOSE_LED, theme.SIDE - near // 2, far, "end"
    yield Zone.DEVELOPING, round((borders.low + borders.high) / 2 * UNITS), far, "middle"


def zone_rectangles(borders: Borders) -> Iterator[tuple[Zone, float, float, float, float]]:
    """The four zones that are rectangles, as scores: purpose from and to, trust from and to."""
    low, high = borders.low, borders.high
    yield Zone.TRUST_LED, 0, low, high, 100
    yield Zone.PURPOSE_LED, high, 100, 0, low
    yield Zone.COLLABORATION, 0, low, 0, low
    yield Zone.PARTNERSHIP, high, 100, high, 100


def _one_view(ab: Floats, ba: Floats) -> Floats:
    """The only view, or the mean of two where it is the other scale that lacks one."""
    return np.where(np.isnan(ab), ba, np.where(np.isnan(ba), ab, (ab + ba) / 2))


def _side_by_side(x: Indices, y: Indices, radius: float) -> tuple[Indices, Indices]:
    """Set pairs of exactly equal scores side by side: answers are few, so many pairs share a point.

    They touch in a spiral like the seeds of a sunflower; even twenty move by less than the noise of the measure.
    """
    _, spot, sharing = np.unique(x * (2 * theme.SIDE) + y, return_inverse=True, return_counts=True)
    order = np.argsort(spot, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(sharing) - sharing, sharing)
    far = np.where(sharing[spot] > 1, _SEED_SPACING * radius * np.sqrt(rank + 0.5), 0)
    angle = rank * _GOLDEN_ANGLE
    return _whole(x + far * np.cos(angle)), _whole(y + far * np.sin(angle))


def _whole(values: Floats) -> Indices:
    return np.rint(values).astype(np.intp)


def _lines(spectrum: Spectrum) -> Indices:
    """The views to join from the start: all while they can be told apart, then the widest of the flagged."""
    joined = np.flatnonzero(spectrum.complete)
    if len(joined) > theme.MOST_PAIRS_WITH_LINES:
        joined = joined[:0]
    elif len(joined) > theme.MOST_LINES:
        joined = _widest_flagged(spectrum, joined)
    trust, purpose = spectrum.trust, spectrum.purpose
    one = across(purpose.ab[joined]), down(trust.ab[joined])
    other = across(purpose.ba[joined]), down(trust.ba[joined])
    return np.stack([*one, *other], axis=-1)


def _widest_flagged(spectrum: Spectrum, joined: Indices) -> Indices:
    flag = np.maximum(spectrum.trust.flag, spectrum.purpose.flag)[joined]
    joined = joined[flag == GapFlag.HEADLINE]
    width = np.hypot(spectrum.trust.gap, spectrum.purpose.gap)[joined]
    return np.sort(joined[np.argsort(-width, kind="stable")[: theme.MOST_FLAGGED_LINES]])
