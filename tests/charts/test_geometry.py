"""Where a pair is drawn, and which views are joined."""

import numpy as np
import pytest

from assessments.charts import theme
from assessments.charts.geometry import lay_out, zone_anchors, zone_rectangles
from assessments.measurement.instrument import DEFAULT
from assessments.measurement.spectrum import Zone, spectrum

from . import teams
from .teams import NOISE, views

NAN = float("nan")


def test_shared_purpose_runs_across_and_trust_up() -> None:
    drawing = lay_out(views(trust=[[NAN, 90], [80, NAN]], purpose=[[NAN, 20], [31, NAN]]))
    assert [(marks.x.tolist(), marks.y.tolist()) for marks in drawing.marks if len(marks.pairs)] == [
        ([255], [150])
    ]


def test_clear_unclear_and_one_sided_pairs_are_told_apart() -> None:
    """Ada and Ben sit in the middle of developing, Ada and Cleo at a border, Ben has not rated Cleo."""
    drawing = lay_out(views([[NAN, 62, 50], [62, NAN, NAN], [50, 40, NAN]]))
    assert [marks.pairs.tolist() for marks in drawing.marks] == [[0], [1], [2]]
    assert (drawing.one_sided.x.tolist(), drawing.one_sided.y.tolist()) == ([400], [600])


def test_a_pair_without_any_view_on_a_scale_has_no_place() -> None:
    drawing = lay_out(views(trust=[[NAN, 50], [NAN, NAN]], purpose=[[NAN, NAN], [NAN, NAN]]))
    assert [len(marks.pairs) for marks in drawing.marks] == [0, 0, 0]


def test_pairs_of_equal_scores_are_set_side_by_side() -> None:
    everybody_alike = np.full((7, 7), 62.0)
    np.fill_diagonal(everybody_alike, np.nan)
    drawing = lay_out(spectrum(everybody_alike, everybody_alike, None, NOISE, NOISE, DEFAULT.borders))
    points = drawing.clear.x + 1j * drawing.clear.y
    apart = np.abs(points[:, None] - points)[np.triu_indices(21, 1)]
    assert apart.min() > 1.5 * drawing.radius
    assert np.abs(points - (620 + 380j)).max() < 10 * NOISE.half_width


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_no_pair_is_drawn_farther_from_its_score_than_the_noise(pairs: int) -> None:
    drawn = teams.team(pairs).spectrum
    drawing = lay_out(drawn)
    for marks in (drawing.clear, drawing.unclear):
        assert np.abs(marks.x / 10 - drawn.purpose.score[marks.pairs]).max(initial=0) < NOISE.half_width
        assert np.abs(100 - marks.y / 10 - drawn.trust.score[marks.pairs]).max(initial=0) < NOISE.half_width


def test_a_lone_pair_is_drawn_at_its_score() -> None:
    drawing = lay_out(teams.team(3).spectrum)
    drawn = teams.team(3).spectrum
    assert np.allclose(drawing.clear.x, 10 * drawn.purpose.score[drawing.clear.pairs], atol=0.5)


@pytest.mark.parametrize("pairs", teams.LEADERS)
def test_as_many_views_are_joined_as_can_be_told_apart(pairs: int) -> None:
    drawn = teams.team(pairs).spectrum
    joined = len(lay_out(drawn).lines)
    if pairs <= theme.MOST_LINES:
        assert joined == drawn.complete.sum()
    elif pairs <= theme.MOST_PAIRS_WITH_LINES:
        assert 0 < joined <= theme.MOST_FLAGGED_LINES
    else:
        assert joined == 0


def test_a_line_joins_the_two_views() -> None:
    drawing = lay_out(views(trust=[[NAN, 90], [80, NAN]], purpose=[[NAN, 20], [31, NAN]]))
    assert drawing.lines.tolist() == [[200, 100, 310, 200]]


def test_every_zone_has_a_name_and_four_a_rectangle() -> None:
    assert {zone for zone, *_ in zone_anchors(DEFAULT.borders)} == set(Zone)
    places = {zone: place for zone, *place in zone_rectangles(DEFAULT.borders)}
    assert places[Zone.PARTNERSHIP] == [75, 100, 75, 100]
    assert places[Zone.TRUST_LED] == [0, 50, 75, 100]
    assert places[Zone.PURPOSE_LED] == [75, 100, 0, 50]
    assert places[Zone.COLLABORATION] == [0, 50, 0, 50]
