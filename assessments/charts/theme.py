"""Every colour and size of a drawing: the one module of the charts that knows any.

Colours are the light ones of static/css/tokens.css under the same names (a test compares the two). The SVG takes
them by class, so that dark mode is the style sheet's affair; the browser exchanges them in the Plotly figure.
Sizes are in units of a tenth of a score point: the plot is 1000 units wide and 1000 high, whatever the screen.
"""

from typing import Final

import numpy as np

from ..measurement.spectrum import Zone

TOKENS: Final = {
    "--ink": "#1c2333",
    "--ink-soft": "#545d70",
    "--ink-faint": "#8a92a3",
    "--card": "#ffffff",
    "--line": "#e5e2da",
    "--line-strong": "#c9c5ba",
    "--warn": "#8a5a00",
    "--spectrum-0": "#31446b",
    "--spectrum-1": "#575d6d",
    "--spectrum-2": "#7d7c78",
    "--spectrum-3": "#ab9a62",
    "--spectrum-4": "#e0b83c",
    "--zone": "rgba(43, 63, 115, .05)",
    "--zone-partnership": "rgba(224, 184, 60, .16)",
}
ZONES: Final = {
    Zone.PARTNERSHIP: TOKENS["--spectrum-4"],
    Zone.DEVELOPING: TOKENS["--spectrum-2"],
    Zone.COLLABORATION: TOKENS["--spectrum-0"],
    Zone.TRUST_LED: TOKENS["--spectrum-1"],
    Zone.PURPOSE_LED: TOKENS["--spectrum-3"],
}
RAMP: Final = tuple(TOKENS[f"--spectrum-{step}"] for step in range(5))
COLOUR_STEP: Final = 4  # points of the position that share a colour in the Plotly figure
FONT: Final = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
TITLE_FONT: Final = "Iowan Old Style, Palatino Linotype, Palatino, Georgia, serif"

# The plot and its margins; the one above has room for Plotly's buttons.
SIDE: Final = 1000
LEFT, RIGHT, TOP, BOTTOM = 112, 28, 64, 112
WIDTH: Final = LEFT + SIDE + RIGHT
HEIGHT: Final = TOP + SIDE + BOTTOM
REFERENCE: Final = 640  # pixels wide is the Plotly figure written down; the browser rescales it
PIXELS: Final = REFERENCE / WIDTH  # in one unit

# Axes: distance of the numbers, and from the edge of the drawing to the middle of an axis' words.
TICKS: Final = (0, 25, 50, 75, 100)
TICK_GAP, TICK_DROP = 12, 15
PLOTLY_STANDOFF: Final = 3  # pixels that Plotly leaves before its numbers in any case
AXIS_MARGIN: Final = 26

# Letters. A narrow chart has larger ones and larger points, as in chart.css (--grow). The widths of a capital, of
# the dot between two and of a letter in a word are guesses, in parts of the font size: fonts differ.
TICK_FONT, AXIS_FONT, ZONE_FONT, LABEL_FONT = 19, 22, 22, 19
NARROW_ZONE_FONT, NARROW_LABEL_FONT, NARROW_GROWTH = 36, 34, 1.5
CAPITAL, DOT, LETTER = 0.72, 0.36, 0.54
LABEL_GAP: Final = 5  # between a point and its label, and at the label's far end
ZONE_ROOM: Final = 28  # from the edge of the plot to the middle of a zone's name

# The journey from collaboration to leadership partnership along the diagonal, and its arrow.
JOURNEY: Final = (70, 932)
JOURNEY_STEP, JOURNEY_DOT, JOURNEY_OPACITY = 17, 4, 0.75
ARROW: Final = ((960, 960), (930, 948), (948, 930))

# Lines: grid, a zone's edge and its dashes in pixels, two joined views.
GRID, ZONE_EDGE, ZONE_DASHES = 1.6, 2.4, "2.3px,3.4px"
LINE, LINE_OPACITY = 1.6, 0.5

# Of the radius: the ring of a pair without a clear zone; the dashes and the line of a one-sided one.
RING, DASH, OUTLINE = 0.5, 0.52, 0.2

# More pairs are drawn smaller and lighter: for so many pairs a value, between them the logarithm decides.
_PAIRS: Final = np.log([3, 66, 435, 1431, 4950])
_RADIUS: Final = [15, 10.5, 7.5, 6, 4.2]
_OPACITY: Final = [1, 1, 0.92, 0.85, 0.75]
_EDGE: Final = [2.4, 2, 1.4, 1, 0.6]

# Above the first number of pairs only the widest of the flagged views are joined; above the second none, because a
# line no longer leads the eye to its point: it then shows when a pair is pointed at.
MOST_LINES, MOST_PAIRS_WITH_LINES, MOST_FLAGGED_LINES = 66, 1000, 24
MOST_LABELS, MOST_LABELS_TRIED = 80, 240
MOST_LONG_NAMES: Final = (
    2000  # above this many pairs a link's name is its two people only: the page stays light
)

# Pixels of the small bars; and in percent the narrowest share that has room for its number.
BAR_HEIGHT, BAR_INTERVAL_TOP, BAR_POINT = 28, 6, 6
CHANGE_WIDEST = 40  # points to either side of no change; more is drawn at the end
SHARES_HEIGHT: Final = 36
LEVEL_HEIGHT: Final = 14


def radius(pairs: int) -> float:
    return _for_so_many(pairs, _RADIUS)


def opacity(pairs: int) -> float:
    return _for_so_many(pairs, _OPACITY)


def edge(pairs: int) -> float:
    """Width of the light edge that keeps two touching points apart."""
    return _for_so_many(pairs, _EDGE)


def _for_so_many(pairs: int, values: list[float]) -> float:
    return round(float(np.interp(np.log(max(pairs, 1)), _PAIRS, values)), 2)
