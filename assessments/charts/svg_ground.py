"""What lies beneath every team's pairs in the SVG: the spectrum's colours, zones, grid, axes and the journey."""

from collections.abc import Iterator
from typing import Final

from django.utils.html import escape

from ..measurement.instrument import Borders
from ..results import words
from . import theme
from .geometry import UNITS, zone_anchors, zone_rectangles
from .wording import AXIS_ACROSS, AXIS_UP

RAMP: Final = "url(#spectrum-ramp)"


def ramp() -> str:
    """The spectrum's colours along the diagonal of the plot: the colour of a place is that of its position."""
    stops = "".join(f'<stop class="s{step}" offset="{step / 4:g}"/>' for step in range(5))
    return (
        '<defs><linearGradient id="spectrum-ramp" gradientUnits="userSpaceOnUse" '
        f'x1="0" y1="{theme.SIDE}" x2="{theme.SIDE}" y2="0">{stops}</linearGradient></defs>'
    )


def ground(borders: Borders) -> Iterator[str]:
    yield '<g class="ground" aria-hidden="true">'
    for score in theme.TICKS:
        yield _tick(score)
    for zone, left, right, bottom, top in zone_rectangles(borders):
        yield (
            f'<rect class="zone {zone}" x="{left * UNITS:g}" y="{theme.SIDE - top * UNITS:g}" '
            f'width="{(right - left) * UNITS:g}" height="{(top - bottom) * UNITS:g}"/>'
        )
    yield _axes()
    yield _journey()
    yield "</g>"


def zone_names(borders: Borders) -> Iterator[str]:
    """Above the points, so that they stay readable where points are many."""
    yield '<g class="zone-names" aria-hidden="true">'
    for zone, x, y, side in zone_anchors(borders):
        yield f'<text class="{zone} {side}" x="{x}" y="{y}">{escape(words.zone(zone))}</text>'
    yield "</g>"


def _tick(score: int) -> str:
    at, side = round(score * UNITS), theme.SIDE
    return (
        f'<path class="grid" d="M{at} 0V{side}M0 {side - at}H{side}"/>'
        f'<text class="tick below" x="{at}" y="{side + theme.TICK_DROP}">{score}</text>'
        f'<text class="tick end" x="{-theme.TICK_GAP}" y="{side - at}">{score}</text>'
    )


def _axes() -> str:
    middle, below = theme.SIDE // 2, theme.SIDE + theme.BOTTOM - theme.AXIS_MARGIN
    turned = f"translate({theme.AXIS_MARGIN - theme.LEFT} {middle}) rotate(-90)"
    return (
        f'<text class="axis" x="{middle}" y="{below}">{escape(str(AXIS_ACROSS))}</text>'
        f'<text class="axis" transform="{turned}">{escape(str(AXIS_UP))}</text>'
    )


def _journey() -> str:
    """From collaboration to leadership partnership: a dotted diagonal in the spectrum's colours, and its arrow."""
    begin, end = theme.JOURNEY
    head = "L".join(f"{x} {theme.SIDE - y}" for x, y in theme.ARROW)
    return (
        f'<path class="journey" stroke="{RAMP}" stroke-width="{theme.JOURNEY_DOT}" '
        f'stroke-dasharray="0 {theme.JOURNEY_STEP}" '
        f'd="M{begin} {theme.SIDE - begin}L{end} {theme.SIDE - end}"/>'
        f'<path class="journey" fill="{RAMP}" d="M{head}Z"/>'
    )
