import numpy as np
import pytest

from assessments.measurement.instrument import DEFAULT
from assessments.measurement.knowable import Detail
from assessments.measurement.planner import plan
from assessments.measurement.reliability import scale_noise
from assessments.measurement.round_robin.team_change import team_change
from assessments.measurement.scoring import scale_scores
from assessments.measurement.simulation import draw_answers, draw_teams

SEM = DEFAULT.default_sem


def test_one_pair_is_known_as_the_default_noise_says():
    noise = scale_noise(np.empty((0, 4)), DEFAULT)
    found = plan(10, 4, SEM)
    assert (found.pairs, found.ratings) == (45, 90)
    assert found.half_width == pytest.approx(noise.half_width_total)
    assert found.gap == pytest.approx(noise.gap_limit)
    assert found.pair_moves == pytest.approx(1.96 * noise.sem_total)
    assert found.pair_found == pytest.approx(2.8 * noise.sem_total)


@pytest.mark.parametrize(("leaders", "half_width"), [(6, 7.3), (8, 4.9), (10, 3.9), (12, 3.3)])
def test_a_teams_half_width_is_that_of_simulated_teams(leaders, half_width):
    """As found in 600 simulated teams of each size, with days."""
    assert plan(leaders, 4, SEM).team_moves == pytest.approx(half_width, rel=0.1)


def test_more_leaders_and_more_items_see_more():
    moves = [plan(n, 4, SEM).team_moves for n in range(3, 30)]
    assert moves == sorted(moves, reverse=True)
    widths = [plan(10, k, SEM).half_width for k in range(2, 12)]
    assert widths == sorted(widths, reverse=True)


def test_unchanged_teams_stay_within_what_is_planned():
    rng = np.random.default_rng(6)
    truth = [draw_teams(rng, 10) for _ in range(60)]
    changes = []
    for one in truth:
        before, after = (scale_scores(draw_answers(rng, one, day_sd=0.38)[0], 7) for _ in range(2))
        changes.append(team_change(before, after).mean)
    assert np.mean(np.abs(changes) > plan(10, 4, SEM).team_moves) <= 0.05


@pytest.mark.parametrize(
    ("leaders", "shares", "holes"), [(5, Detail.NONE, 2), (6, Detail.ROUGH, 4), (8, Detail.FULL, 8)]
)
def test_what_can_be_known_at_which_size(leaders, shares, holes):
    found = plan(leaders, 4, SEM)
    assert (found.shares, found.holes) == (shares, holes)


def test_one_item_and_two_leaders_have_less():
    one = plan(10, 1, SEM)
    assert (one.half_width, one.gap, one.pair_moves, one.team_moves) == (None,) * 4
    two = plan(2, 4, SEM)
    assert (two.pairs, two.team_moves, two.pair_found is None) == (1, None, False)


@pytest.mark.parametrize(("leaders", "items"), [(1, 4), (0, 4), (5, 0)])
def test_there_is_no_plan_without_a_pair_or_a_question(leaders, items):
    with pytest.raises(ValueError, match="A plan needs"):
        plan(leaders, items, SEM)
