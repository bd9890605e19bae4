"""The two small bars and the key under the chart."""

import xml.etree.ElementTree as ET

import pytest

from assessments.charts.bars import effect_bar, shares_bar, views_bar
from assessments.charts.key import spectrum_key
from assessments.measurement.spectrum import PairScale

from . import teams
from .teams import of, views

NAN = float("nan")


def _scale(trust: list[list[float]]) -> PairScale:
    return views(trust).pair(0).trust


def _classes(svg: str) -> list[str]:
    return [part.get("class", "") for part in ET.fromstring(svg)]


def test_two_views_and_the_interval_between() -> None:
    bar = ET.fromstring(views_bar(_scale([[NAN, 60], [50, NAN]])))
    assert [(c.get("class"), c.get("cx")) for c in bar.iter("circle")] == [
        ("one", "60.0%"),
        ("other", "50.0%"),
    ]
    (interval,) = bar.iter("rect")
    assert (interval.get("x"), interval.get("width")) == ("45.5%", "18.9%")


def test_one_view_alone_has_no_interval() -> None:
    assert _classes(views_bar(_scale([[NAN, 60], [NAN, NAN]]))) == ["track", "one"]
    assert _classes(views_bar(_scale([[NAN, NAN], [NAN, NAN]]))) == ["track"]


def test_an_effect_goes_right_or_left_of_the_middle() -> None:
    places = []
    for points in (10.0, -5.0, 0.0):
        (bar,) = ET.fromstring(effect_bar(points, 10.0)).iter("rect")
        places.append((bar.get("x"), bar.get("width")))
    assert places == [("50.0%", "50.0%"), ("25.0%", "25.0%"), ("50.0%", "0.0%")]


def test_shares_are_laid_end_to_end_and_said_beside_it_with_their_intervals() -> None:
    bar = ET.fromstring(shares_bar(perceiver=0.3, target=0.05, relationship=0.65))
    places = [(r.get("class"), r.get("x"), r.get("width")) for r in bar.iter("rect")]
    assert places == [
        ("perceiver", "0.00%", "30.00%"),
        ("target", "30.00%", "5.00%"),
        ("relationship", "35.00%", "65.00%"),
    ]
    assert ([*bar.iter("text")], bar.get("aria-hidden")) == ([], "true")


@pytest.mark.parametrize(
    ("trust", "kinds"),
    [
        ([[NAN, 62], [62, NAN]], ["clear"]),
        ([[NAN, 62, 50], [62, NAN, NAN], [50, 40, NAN]], ["clear", "unclear", "one-sided"]),
    ],
)
def test_the_key_explains_the_marks_that_are_there(trust: list[list[float]], kinds: list[str]) -> None:
    key = ET.fromstring(
        spectrum_key(of(views(trust), *["Ada Okafor", "Ben Larsen", "Cleo Martin"][: len(trust)]))
    )
    assert [svg.get("class") for svg in key.iter("svg")] == kinds


def test_the_key_of_a_large_team_knows_all_marks() -> None:
    assert spectrum_key(teams.team(435)).count("<svg") == 3
