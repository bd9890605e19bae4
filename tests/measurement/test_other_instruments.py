"""Scales of other lengths than four items, and ratings in which items are left out."""

from dataclasses import replace

import numpy as np
import pytest

from assessments.measurement.instrument import DEFAULT
from assessments.measurement.pairs import (
    MOVEMENTS,
    UNKNOWN_NOISE,
    GapFlag,
    Movement,
    Noise,
    movement,
    pair_up,
    stretch,
)
from assessments.measurement.reliability import alpha, alpha_interval, scale_noise
from assessments.measurement.scoring import level_items, scale_scores
from assessments.measurement.simulation import Population, draw_answers, draw_teams
from tests.measurement.teams import team, two


@pytest.mark.parametrize("items", [2, 3, 4, 6, 9])
def test_the_default_noise_is_that_of_so_many_items(items):
    found = scale_noise(np.empty((0, items)), DEFAULT)
    assert found.sem == pytest.approx(13.67 / items**0.5, rel=0.001)
    assert found.is_default


@pytest.mark.parametrize("items", [2, 4, 8])
def test_and_near_the_noise_of_simulated_answers(items):
    offsets = tuple(np.resize([0.2, 0.1, -0.2, -0.1], items).tolist())
    rng = np.random.default_rng(items)
    answers = draw_answers(rng, draw_teams(rng, 40, Population(item_offsets=offsets)))[0]
    measured = scale_noise(answers[~np.isnan(answers[..., 0])], DEFAULT)
    assert not measured.is_default
    assert measured.sem == pytest.approx(13.67 / items**0.5, rel=0.05)


def test_one_item_has_no_interval_no_flag_and_no_certainty():
    noise = scale_noise(np.full((90, 1), 4.0), DEFAULT)
    assert noise is UNKNOWN_NOISE
    pair = two(100.0, 0.0, 100.0, 0.0, noise=noise).pair(0)
    assert (pair.trust.score, pair.zone is None) == (50, False)
    unknown = (pair.trust.low, pair.trust.high, pair.trust.possible_gap, pair.certainty)
    assert unknown == (None,) * 4
    assert (pair.trust.flag, pair.clear, pair.borderline, pair.divided) == (GapFlag.NONE, False, False, False)
    moved = movement(np.array([0.0]), np.array([100.0]), noise, noise, same_version=True)
    assert [MOVEMENTS[code] for code in moved] == [Movement.UNKNOWN]


def test_half_a_noise_is_none():
    with pytest.raises(ValueError):
        Noise(sem=np.nan, ratings=0, is_default=False)


def test_a_view_of_fewer_items_is_known_less_well():
    answered = np.array([[np.nan, 0.75], [1.0, np.nan]])
    assert stretch(answered) == pytest.approx([((4 / 3 + 1) / 2) ** 0.5])
    views = np.array([[np.nan, 60.0], [60.0, np.nan]])
    whole, fewer = team(views, views), team(views, views)
    fewer = fewer_items(views, answered)
    widths = [one.trust.high - one.trust.low for one in (whole, fewer)]
    assert widths[1] / widths[0] == pytest.approx(stretch(answered))


def fewer_items(views, answered):
    from assessments.measurement.spectrum import spectrum
    from tests.measurement.teams import BORDERS, NOISE

    return spectrum(views, views, None, NOISE, NOISE, BORDERS, answered=(answered, answered))


def test_an_item_left_out_does_not_shift_a_score():
    rng = np.random.default_rng(3)
    truth = draw_teams(rng, 30, replace(Population(), item_offsets=(0.8, 0.0, 0.0, -0.8)))
    answers = draw_answers(rng, truth)[0]
    rows = answers[~np.isnan(answers[..., 0])]
    whole = scale_scores(rows, 7)
    fewer = rows.copy()
    fewer[::2, 3] = np.nan  # the hardest
    plain = scale_scores(fewer, 7)
    level = level_items(plain, fewer, 7)
    assert np.mean((plain - whole)[::2]) > 3
    assert abs(np.mean((level - whole)[::2])) < 0.3
    np.testing.assert_array_equal(level[1::2], plain[1::2])


def test_from_few_complete_ratings_no_item_is_levelled():
    answers = np.array([[7.0, 6, 5, 1]] * 5 + [[7.0, 6, 5, np.nan]])
    scores = scale_scores(answers, 7)
    np.testing.assert_array_equal(level_items(scores, answers, 7), scores)


def test_without_one_rater_there_is_no_alpha_and_so_no_interval():
    answers = np.array([[4.0, 4, 4]] * 6 + [[1.0, 2, 3], [6, 7, 7]])
    raters = [1, 1, 2, 2, 3, 3, 4, 4]
    assert np.isfinite(alpha(answers))
    assert np.isnan(alpha_interval(answers, raters)).all()


def test_two_views_that_are_one_number_keep_their_pairs():
    assert pair_up(np.full((3, 3), 50.0)).gap.tolist() == [0, 0, 0]
