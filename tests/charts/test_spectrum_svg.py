"""The server's own drawing: every pair a link with a name, names escaped, light on the wire."""

import gzip
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from assessments.charts import theme
from assessments.charts.geometry import lay_out
from assessments.charts.spectrum_svg import spectrum_svg
from assessments.results.spectrum import TeamSpectrum

from . import teams
from .teams import of, views

NAN = float("nan")
EVIL = '<svg onload="alert(1)"> O’Neil & \'Sons'


def _tree(team: TeamSpectrum) -> ET.Element:
    """As XML: whatever is not well-formed fails here."""
    return ET.fromstring(spectrum_svg(team))


def _links(team: TeamSpectrum, kind: str = "pairs") -> list[ET.Element]:
    return [a for g in _tree(team).iter("g") if kind in g.get("class", "").split() for a in g.iter("a")]


def test_a_link_says_who_where_and_in_which_zone() -> None:
    drawn = views(trust=[[NAN, 80], [78, NAN]], purpose=[[NAN, 66], [62, NAN]])
    (link,) = _links(of(drawn, "Ada Okafor", "Ben Lindqvist"))
    assert link.findtext("title") == "Ada Okafor & Ben Lindqvist: purpose 64, trust 79, developing"
    assert link.get("href") == "pairs/00k3q9zx7w-01k3q9zx7w/"


def test_unclear_zones_and_single_views_are_said_and_drawn_without_colour() -> None:
    team = of(
        views([[NAN, 62, 50], [62, NAN, NAN], [50, 40, NAN]]), "Ada Okafor", "Ben Larsen", "Cleo Martin"
    )
    titles = {kind: [a.findtext("title") for a in _links(team, kind)] for kind in ("unclear", "one-sided")}
    assert titles == {
        "unclear": ["Ada Okafor & Cleo Martin: purpose 50, trust 50, developing, borderline"],
        "one-sided": ["Ben Larsen & Cleo Martin: one view only"],
    }
    groups = {g.get("class"): g for g in _tree(team).iter("g")}
    assert "fill" in groups["pairs clear"].attrib  # a disc
    assert "fill" not in groups["pairs unclear"].attrib  # a ring
    assert "stroke-dasharray" in groups["pairs one-sided"].attrib  # an empty, dashed outline


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_every_pair_that_has_a_place_is_a_link_with_a_name(pairs: int) -> None:
    team = teams.team(pairs)
    drawn = np.concatenate([marks.pairs for marks in lay_out(team.spectrum).marks])
    assert set(np.flatnonzero(team.spectrum.complete)) <= set(drawn)
    expected = [f"pairs/{team.key(team.spectrum.a[i], team.spectrum.b[i])}/" for i in drawn]
    links = _links(team)
    assert [link.get("href") for link in links] == expected
    assert all(" & " in (link.findtext("title") or "") for link in links)
    assert len(links) == len(set(expected))


def test_scores_are_rounded_as_in_the_table() -> None:
    """62.5 is 63 there, where Python would say 62."""
    team = of(views([[NAN, 62.5], [62.5, NAN]]), "Ada Okafor", "Ben Larsen")
    assert "purpose 63, trust 63" in spectrum_svg(team)


def test_names_are_escaped() -> None:
    team = of(views([[NAN, 62], [62, NAN]]), EVIL, "<b> <i>")
    assert "<svg onload" not in spectrum_svg(team)
    (link,) = _links(team)
    assert (link.findtext("title") or "").startswith(f"{EVIL} & <b> <i>: ")
    assert "<b>" not in spectrum_svg(team)
    assert [text.text for text in _tree(team).iter("text") if "·" in (text.text or "")] == ["<'·<<"]


@pytest.mark.parametrize(("pairs", "most"), [(66, 6_000), (1431, 40_000), (4950, 95_000)])
def test_it_is_light_on_the_wire(pairs: int, most: int) -> None:
    assert len(gzip.compress(spectrum_svg(teams.team(pairs)).encode(), 6)) <= most


@pytest.mark.parametrize("pairs", [66, 4950])
def test_it_obeys_the_content_policy_and_takes_its_colours_by_class(pairs: int) -> None:
    svg = spectrum_svg(teams.team(pairs))
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", svg)
    assert not re.search(r"#[0-9a-f]{3,8}\b", svg.replace("#spectrum-ramp", ""))


def test_a_place_has_the_colour_of_its_position() -> None:
    """One gradient across the plot: at (P, T) it is (P + T) / 2 of the way, which is the position."""
    ramp = _tree(teams.team(3)).find("defs/linearGradient")
    assert ramp is not None
    x1, y1, x2, y2 = (float(ramp.get(name, "")) for name in ("x1", "y1", "x2", "y2"))
    assert (x1, y1, x2, y2) == (0, theme.SIDE, theme.SIDE, 0)
    assert [(stop.get("class"), stop.get("offset")) for stop in ramp] == [
        ("s0", "0"), ("s1", "0.25"), ("s2", "0.5"), ("s3", "0.75"), ("s4", "1"),
    ]  # fmt: skip


def test_a_team_of_which_nothing_is_known_is_an_empty_chart() -> None:
    team = of(views([[NAN, NAN], [NAN, NAN]]), "Ada Okafor", "Ben Larsen")
    assert _links(team) == []
    assert "with 0 pairs" in spectrum_svg(team)
