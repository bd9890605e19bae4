"""The Plotly figure: the SVG's coordinates, names and numbers on hover, nothing sent anywhere."""

import base64
import gzip
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from assessments.charts import theme
from assessments.charts.spectrum_figure import figure_json, spectrum_figure
from assessments.charts.spectrum_svg import spectrum_svg
from assessments.measurement.spectrum import Zone
from assessments.results.spectrum import TeamSpectrum

from . import teams
from .teams import NOISE, of, views

SCRIPTS = Path(__file__).resolve().parents[2] / "static/js"
NAN = float("nan")
CERTAINTY = {"clear": ", certainty %{customdata[4]} %", "unclear": ""}
KINDS = ("clear", "unclear", "one-sided")


def _traces(team: TeamSpectrum) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in json.loads(figure_json(team))["data"]}


def _rows(trace: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(trace["customdata"]["bdata"]), dtype=np.int8).reshape(-1, 5)


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_both_drawings_have_the_same_coordinates(pairs: int) -> None:
    team = teams.team(pairs)
    traces = _traces(team)
    for group in ET.fromstring(spectrum_svg(team)).iter("g"):
        kind = group.get("class", "").removeprefix("pairs ")
        if kind not in KINDS:
            continue
        circles = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in group.iter("circle")]
        in_svg = [(x / 10, (theme.SIDE - y) / 10) for x, y in circles]
        assert in_svg == list(zip(traces[kind]["x"], traces[kind]["y"], strict=True))


@pytest.mark.parametrize("pairs", [66, 435])
def test_both_drawings_join_the_same_views(pairs: int) -> None:
    team = teams.team(pairs)
    (path,) = [p for p in ET.fromstring(spectrum_svg(team)).iter("path") if p.get("class") == "views"]
    numbers = np.array(re.findall(r"\d+", path.get("d", "")), dtype=float).reshape(-1, 2, 2)
    trace = next(trace for trace in spectrum_figure(team).data if trace.name == "views")
    ends = np.column_stack([trace.x, trace.y]).reshape(-1, 3, 2)[:, :2]
    assert np.allclose(numbers[..., 0] / 10, ends[..., 0])
    assert np.allclose((theme.SIDE - numbers[..., 1]) / 10, ends[..., 1])


@pytest.mark.parametrize("kind", ["clear", "unclear"])
def test_hover_tells_scores_gaps_zone_and_certainty(kind: str) -> None:
    team = teams.team(435)
    trace = _traces(team)[kind]
    for a, b, row, phrase in zip(
        trace["meta"]["a"], trace["meta"]["b"], _rows(trace), trace["hovertext"], strict=True
    ):
        pair = team.spectrum.pair(team.spectrum.index(a, b))
        exact = [pair.purpose.score, pair.trust.score, pair.purpose.gap, pair.trust.gap]
        assert np.abs(row[:4] - exact).max() <= 0.5 + 1e-9
        assert row[4] == int(100 * pair.certainty)
        assert pair.clear == (kind == "clear")
        assert (pair.borderline, pair.divided) == ("borderline" in phrase, "divided" in phrase)
    assert trace["hovertemplate"] == (
        "%{text}<br>"
        f"Shared purpose %{{customdata[0]}} ± {NOISE.half_width:.0f}, gap %{{customdata[2]:+d}}<br>"
        f"Trust %{{customdata[1]}} ± {NOISE.half_width:.0f}, gap %{{customdata[3]:+d}}<br>"
        "%{hovertext}" + CERTAINTY[kind] + "<extra></extra>"
    )


def test_a_borderline_pair_names_the_zone_beside_it() -> None:
    team = of(views([[NAN, 74], [74, NAN]], [[NAN, 90], [90, NAN]]), "Ada Okafor", "Ben Larsen")
    assert _traces(team)["unclear"]["hovertext"] == [
        "Developing: trust first, borderline, close to leadership partnership"
    ]


def test_names_travel_once_and_escaped() -> None:
    """Plotly reads tags in texts; the browser joins two of these names into each pair's."""
    team = of(views([[NAN, 62], [62, NAN]]), "<a href='x'>Ada</a> Okafor", "Ben & Sons")
    assert json.loads(figure_json(team))["layout"]["meta"]["people"] == [
        "&lt;a href=&#x27;x&#x27;&gt;Ada&lt;/a&gt; Okafor",
        "Ben &amp; Sons",
    ]
    assert "<a" not in figure_json(team)


@pytest.mark.parametrize(("pairs", "most"), [(66, 8_000), (4950, 60_000)])
def test_it_is_light_on_the_wire(pairs: int, most: int) -> None:
    assert len(gzip.compress(figure_json(teams.team(pairs)).encode(), 6)) <= most


def test_plotly_accepts_it() -> None:
    figure = spectrum_figure(teams.team(66))
    assert isinstance(figure, go.Figure)
    assert len(figure.data) == 7


def test_zones_are_shapes_and_named() -> None:
    layout = json.loads(figure_json(teams.team(66)))["layout"]
    boxes = [(s["x0"], s["x1"], s["y0"], s["y1"]) for s in layout["shapes"] if s["type"] == "rect"]
    assert boxes == [(0, 50, 75, 100), (75, 100, 0, 50), (0, 50, 0, 50), (75, 100, 75, 100)]
    assert len([note for note in layout["annotations"] if note.get("xref") != "paper"]) == len(Zone)


def test_every_colour_is_a_token_that_the_browser_can_exchange() -> None:
    text = figure_json(teams.team(66))
    used = set(re.findall(r'"(#[0-9a-f]{3,8}|rgba?\([^"]*\))"', text))
    assert used <= set(theme.TOKENS.values())
    assert set(theme.RAMP) <= used
    assert json.loads(text)["layout"]["meta"]["tokens"] == {
        colour: name for name, colour in theme.TOKENS.items()
    }


def test_labels_and_points_are_those_of_the_svg() -> None:
    team = teams.team(66)
    written = [
        text.text for text in ET.fromstring(spectrum_svg(team)).iter("text") if "·" in (text.text or "")
    ]
    traces = _traces(team)
    assert traces["labels"]["text"] + traces["labels-wide"]["text"] == written


def test_no_button_sends_the_chart_anywhere() -> None:
    scripts = "".join(path.read_text() for path in SCRIPTS.glob("spectrum*.js"))
    assert "showSendToCloud: false" in scripts
    assert "displaylogo: false" in scripts
    buttons = re.search(r"modeBarButtons: \[\[(.*?)\]\]", scripts)
    assert buttons is not None
    assert buttons.group(1) == '"toImage", asSvg, "zoomIn2d", "zoomOut2d", "resetScale2d"'
    assert not re.search(r"https?://|plotlyServerURL|\beval\(|new Function|\.style\b|innerHTML\s*=", scripts)
