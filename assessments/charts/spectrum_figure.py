"""The spectrum as a Plotly figure, for whoever points at it: the SVG's places, with names and numbers on hover.

It is written down for a width of `theme.REFERENCE` pixels in light colours; static/js/spectrum-figure.js fits both
to the page. Arrays go in as they are: looping over pairs is what makes figures slow.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from django.utils.html import escape
from django.utils.translation import gettext

from ..measurement.pairs import Floats, Indices, Noise
from ..measurement.spectrum import LAGS, ZONES, Spectrum, Zone
from ..results import words
from . import theme
from .figure_ground import layout
from .geometry import UNITS, Drawing, Marks, lay_out
from .labels import Label, place_labels
from .wording import whole

if TYPE_CHECKING:
    from ..results.spectrum import TeamSpectrum

Trace = dict[str, Any]
_RAMP = [[step / 4, colour] for step, colour in enumerate(theme.RAMP)]
_SIDES = {"start": "middle right", "end": "middle left", "top": "top center", "bottom": "bottom center"}


def figure_json(team: "TeamSpectrum") -> str:
    """The figure as the browser fetches it."""
    return spectrum_figure(team).to_json()


def spectrum_figure(team: "TeamSpectrum") -> go.Figure:
    """All pairs as a figure. People's words are escaped here: Plotly reads tags in what it writes."""
    drawing = lay_out(team.spectrum)
    always, if_wide = place_labels(team.spectrum, drawing, [person.initials for person in team.people])
    traces = [
        _journey(),
        _lines(drawing),
        _clear(team, drawing),
        _unclear(team, drawing),
        _one_sided(team, drawing),
        _labels("labels", always, drawing),
        _labels("labels-wide", if_wide, drawing),
    ]
    return go.Figure({"data": traces, "layout": layout(team)})


def _journey() -> Trace:
    begin, end = theme.JOURNEY
    along = np.arange(begin, end, theme.JOURNEY_STEP / 2**0.5) / UNITS
    marker = {"size": theme.JOURNEY_DOT * theme.PIXELS, "opacity": theme.JOURNEY_OPACITY, **_coloured(along)}
    return _silent("journey", "markers", along, along, marker=marker)


def _lines(drawing: Drawing) -> Trace:
    """The joined views: a line each, with a hole before the next."""
    x, y = (_with_holes(drawing.lines[:, ends]) for ends in ([0, 2], [1, 3]))
    line = {"color": theme.TOKENS["--ink-faint"], "width": theme.LINE * theme.PIXELS}
    return _silent("views", "lines", x / UNITS, 100 - y / UNITS, line=line, opacity=theme.LINE_OPACITY)


def _with_holes(ends: Indices) -> Floats:
    return np.column_stack([ends, np.full(len(ends), np.nan)]).ravel()


def _clear(team: "TeamSpectrum", drawing: Drawing) -> Trace:
    edge = {"color": theme.TOKENS["--card"], "width": drawing.edge * theme.PIXELS}
    positions = team.spectrum.position[drawing.clear.pairs]
    marker = {**_marker(drawing, drawing.radius), **_coloured(positions), "line": edge}
    certainty = escape(gettext(", certainty {percent} %")).format(percent="%{customdata[4]}")
    return _complete(team, "clear", drawing.clear, marker, certainty)


def _unclear(team: "TeamSpectrum", drawing: Drawing) -> Trace:
    """Rings: a zone that is not clear can be told from a clear one without colour."""
    positions = team.spectrum.position[drawing.unclear.pairs]
    ring = {**_coloured(positions), "width": drawing.ring * theme.PIXELS}
    marker = {
        **_marker(drawing, drawing.radius - drawing.ring / 2),
        "color": theme.TOKENS["--card"],
        "line": ring,
    }
    return _complete(team, "unclear", drawing.unclear, marker, "")


def _one_sided(team: "TeamSpectrum", drawing: Drawing) -> Trace:
    """Empty outlines, which chart.css dashes as in the SVG."""
    line = {"width": drawing.radius * theme.OUTLINE * theme.PIXELS}
    open_circle = {"symbol": "circle-open", "color": theme.TOKENS["--ink-soft"], "line": line}
    marker = {**_marker(drawing, drawing.radius), **open_circle}
    hover = f"%{{text}}<br>{escape(gettext('One view only'))}<extra></extra>"
    return _pairs(team, "one-sided", drawing.one_sided, marker, hovertemplate=hover)


def _complete(team: "TeamSpectrum", name: str, marks: Marks, marker: Trace, sureness: str) -> Trace:
    """Pairs with both views. `customdata`: purpose, trust, their gaps, certainty in percent."""
    spectrum, pairs = team.spectrum, marks.pairs
    numbers = [spectrum.purpose.score, spectrum.trust.score, spectrum.purpose.gap, spectrum.trust.gap]
    certainty = np.floor(
        100 * spectrum.certainty[pairs]
    )  # so that 79.9 % is not called 80, which would be clear
    customdata = np.column_stack([*(whole(number[pairs]) for number in numbers), certainty]).astype(np.int8)
    return _pairs(
        team,
        name,
        marks,
        marker,
        customdata=customdata,
        hovertext=_zone_phrases(spectrum, pairs),
        hovertemplate=_hover(spectrum, sureness),
    )


def _pairs(team: "TeamSpectrum", name: str, marks: Marks, marker: Trace, **more: Any) -> Trace:
    """Points that answer to the pointer. The browser joins their names: those of 4,950 pairs weigh too much."""
    a, b = team.spectrum.a[marks.pairs].tolist(), team.spectrum.b[marks.pairs].tolist()
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": _scores(marks.x),
        "y": _scores(theme.SIDE - marks.y),
        "meta": {"a": a, "b": b},
        "marker": marker,
        "cliponaxis": False,
        **more,
    }


def _labels(name: str, labels: list[Label], drawing: Drawing) -> Trace:
    """Initials at points that are not seen themselves: their size keeps the text at its distance."""
    return _silent(
        name,
        "markers+text",
        [label.x / UNITS for label in labels],
        [100 - label.y / UNITS for label in labels],
        text=[escape(label.text) for label in labels],
        textposition=[_SIDES[label.side] for label in labels],
        textfont={"size": theme.LABEL_FONT * theme.PIXELS, "color": theme.TOKENS["--ink"]},
        marker={"size": 2 * drawing.radius * theme.PIXELS, "opacity": 0},
    )


def _silent(name: str, mode: str, x: Any, y: Any, **more: Any) -> Trace:
    """A trace that does not answer to the pointer."""
    quiet = {"hoverinfo": "skip", "cliponaxis": False}
    return {"type": "scatter", "name": name, "mode": mode, "x": x, "y": y, **quiet, **more}


def _scores(units: Indices) -> list[float]:
    return (units / UNITS).tolist()


def _marker(drawing: Drawing, radius: float) -> Trace:
    return {"size": 2 * radius * theme.PIXELS, "opacity": drawing.opacity}


def _coloured(positions: Floats) -> Trace:
    """The spectrum's colours by position 0..100, in steps that an eye does not see and a compressor likes."""
    steps = np.rint(positions / theme.COLOUR_STEP).astype(np.int8)
    return {"color": steps, "colorscale": _RAMP, "cmin": 0, "cmax": 100 / theme.COLOUR_STEP}


def _zone_phrases(spectrum: Spectrum, pairs: Indices) -> list[str]:
    """The zone, with what comes first in it, and for a pair without a clear one why it is not."""
    lagging = [words.place(Zone.DEVELOPING, lag) for lag in LAGS]
    names = [escape(name) for name in (*map(words.zone, ZONES), *lagging)]
    places = np.where(spectrum.lag >= 0, len(ZONES) + spectrum.lag, spectrum.zone)[pairs]
    near = [escape(words.beside(zone)) for zone in ZONES]
    why = [("", *near, escape(words.divided()))[code] for code in _why_unclear(spectrum, pairs).tolist()]
    return [
        f"{names[place]}, {reason}" if reason else names[place]
        for place, reason in zip(places.tolist(), why, strict=True)
    ]


def _why_unclear(spectrum: Spectrum, pairs: Indices) -> Indices:
    """0 for a clear zone, 1 and more for the neighbour, and past all zones for two who are divided."""
    codes = np.where(spectrum.borderline, 1 + spectrum.neighbour, 0)
    return np.where(spectrum.divided, 1 + len(ZONES), codes)[pairs]


def _hover(spectrum: Spectrum, sureness: str) -> str:
    """The lines of the hover label. No tags but breaks: Plotly would write inline styles for them."""
    purpose = escape(gettext("Shared purpose {score} ± {half}, gap {gap}"))
    trust = escape(gettext("Trust {score} ± {half}, gap {gap}"))
    lines = [
        "%{text}",
        purpose.format(
            score="%{customdata[0]}", half=_half(spectrum.noise_purpose), gap="%{customdata[2]:+d}"
        ),
        trust.format(score="%{customdata[1]}", half=_half(spectrum.noise_trust), gap="%{customdata[3]:+d}"),
        "%{hovertext}" + sureness,
    ]
    return "<br>".join(lines) + "<extra></extra>"


def _half(noise: Noise) -> int:
    return int(whole(noise.half_width_total))
