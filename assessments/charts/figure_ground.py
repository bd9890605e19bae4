"""What lies around and beneath every team's pairs in the Plotly figure, at the places of the SVG's ground."""

from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.translation import gettext

from ..measurement.instrument import Borders
from ..measurement.spectrum import Zone
from ..results import words
from . import theme
from .geometry import UNITS, zone_anchors, zone_rectangles
from .wording import AXIS_ACROSS, AXIS_UP

if TYPE_CHECKING:
    from ..results.spectrum import TeamSpectrum

Part = dict[str, Any]
_INK, _SOFT, _CARD = theme.TOKENS["--ink"], theme.TOKENS["--ink-soft"], theme.TOKENS["--card"]
_EDGES = {Zone.PARTNERSHIP: theme.TOKENS["--spectrum-4"], Zone.COLLABORATION: theme.TOKENS["--spectrum-0"]}
_FILLS = {Zone.PARTNERSHIP: theme.TOKENS["--zone-partnership"]}


def layout(team: "TeamSpectrum") -> Part:
    borders = team.spectrum.borders
    return {
        "template": "none",
        "width": theme.REFERENCE,
        "height": theme.HEIGHT * theme.PIXELS,
        "margin": _margins(),
        "font": {"family": theme.FONT, "size": theme.TICK_FONT * theme.PIXELS, "color": _SOFT},
        "paper_bgcolor": _CARD,
        "plot_bgcolor": _CARD,
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "align": "left",
            "bgcolor": _CARD,
            "bordercolor": theme.TOKENS["--line-strong"],
            "font": {"color": _INK},
        },
        "xaxis": _axis(theme.TICK_DROP),
        "yaxis": _axis(theme.TICK_GAP),
        "shapes": [*_zones(borders), _arrow()],
        "annotations": [*_zone_names(borders), *_axis_names()],
        "meta": _for_the_browser(team),
    }


def _margins() -> Part:
    sides = {"l": theme.LEFT, "r": theme.RIGHT, "t": theme.TOP, "b": theme.BOTTOM}
    return {"pad": 0, "autoexpand": False, **{side: units * theme.PIXELS for side, units in sides.items()}}


def _axis(to_numbers: float) -> Part:
    return {
        "ticklabelstandoff": round(to_numbers * theme.PIXELS) - theme.PLOTLY_STANDOFF,
        "ticklabeloverflow": "allow",
        "range": [0, 100],
        "tickvals": theme.TICKS,
        "gridcolor": theme.TOKENS["--line"],
        "gridwidth": theme.GRID * theme.PIXELS,
        "zeroline": False,
        "ticks": "",
    }


def _zones(borders: Borders) -> list[Part]:
    return [_zone(*zone) for zone in zone_rectangles(borders)]


def _zone(zone: Zone, left: float, right: float, bottom: float, top: float) -> Part:
    edge = _EDGES.get(zone)
    line = {
        "color": edge or _CARD,
        "width": theme.ZONE_EDGE * theme.PIXELS if edge else 0,
        "dash": theme.ZONE_DASHES,
    }
    fill = _FILLS.get(zone, theme.TOKENS["--zone"])
    places = {"x0": left, "x1": right, "y0": bottom, "y1": top}
    return {"type": "rect", "layer": "between", "fillcolor": fill, "line": line, **places}


def _arrow() -> Part:
    head = "L".join(f"{x / UNITS} {y / UNITS}" for x, y in theme.ARROW)
    look = {"fillcolor": theme.TOKENS["--spectrum-4"], "opacity": theme.JOURNEY_OPACITY, "line": {"width": 0}}
    return {"type": "path", "path": f"M{head}Z", **look}


def _zone_names(borders: Borders) -> list[Part]:
    return [_zone_name(*anchor) for anchor in zone_anchors(borders)]


def _zone_name(zone: Zone, x: int, y: int, side: str) -> Part:
    colour = theme.TOKENS["--warn"] if zone is Zone.PARTNERSHIP else _SOFT
    font = {
        "family": theme.TITLE_FONT,
        "size": theme.ZONE_FONT * theme.PIXELS,
        "color": colour,
        "style": "italic",
    }
    anchor = {"start": "left", "end": "right"}.get(side, "center")
    where = {"x": x / UNITS, "y": 100 - y / UNITS, "xanchor": anchor, "yanchor": "middle"}
    return {"text": escape(words.zone(zone)), "showarrow": False, "borderpad": 0, "font": font, **where}


def _axis_names() -> list[Part]:
    """As annotations, which stay at their place where an axis' own title would move."""
    font = {"size": theme.AXIS_FONT * theme.PIXELS, "weight": 600, "color": _INK}
    middle = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "center",
        "yanchor": "middle",
        "showarrow": False,
        "font": font,
    }
    below = -(theme.BOTTOM - theme.AXIS_MARGIN) / theme.SIDE
    left = -(theme.LEFT - theme.AXIS_MARGIN) / theme.SIDE
    return [
        {"text": escape(str(AXIS_ACROSS)), "x": 0.5, "y": below, **middle},
        {"text": escape(str(AXIS_UP)), "x": left, "y": 0.5, "textangle": -90, **middle},
    ]


def _for_the_browser(team: "TeamSpectrum") -> Part:
    """Names, half an interval on both scales, which colour is which token, the words on Plotly's buttons."""
    spectrum = team.spectrum
    return {
        "people": [escape(person.name) for person in team.people],
        "half": [spectrum.noise_purpose.half_width_total, spectrum.noise_trust.half_width_total],
        "tokens": {colour: token for token, colour in theme.TOKENS.items()},
        "words": {
            "Download plot as a PNG": gettext("Download as PNG"),
            "Download as SVG": gettext("Download as SVG"),
            "Zoom in": gettext("Zoom in"),
            "Zoom out": gettext("Zoom out"),
            "Reset axes": gettext("Show everything"),
        },
    }
