"""People have better and worse days: what intervals and movements promise must hold with them in."""

import numpy as np
import pytest

from assessments.measurement.instrument import DEFAULT
from assessments.measurement.pairs import MOVEMENTS, WITHIN_95, Movement, movement, pair_up
from assessments.measurement.reliability import scale_noise
from assessments.measurement.scoring import scale_scores
from assessments.measurement.simulation import draw_answers, draw_teams

DAY_SD = 0.38  # a tenth of the variance of views, as DAY_SHARE says
UNCHANGED = MOVEMENTS.index(Movement.NONE_CLEAR)


def coverage(score, true, half_width):
    inside = (true > 17) & (true < 83)  # an answer cannot lie off the scale: at its ends there is less noise
    return (np.abs(score - true) <= half_width)[inside]


@pytest.mark.slow
def test_the_stable_score_is_held_and_unchanged_pairs_do_not_move_from_day_to_day():
    rng = np.random.default_rng(20)
    total, sitting, moved, moved_without_days = [], [], [], []
    for _ in range(150):
        truth = draw_teams(rng, 10)
        true = pair_up(100 * (truth.scores()[0] - 1) / 6).score
        rounds = [draw_answers(rng, truth, day_sd=DAY_SD)[0] for _ in range(2)]
        noises = [scale_noise(answers[~np.isnan(answers[..., 0])], DEFAULT) for answers in rounds]
        before, after = (pair_up(scale_scores(answers, 7)).score for answers in rounds)
        total.extend(coverage(before, true, noises[0].half_width_total))
        sitting.extend(coverage(before, true, noises[0].half_width))
        moved.extend(movement(before, after, *noises, same_version=True) != UNCHANGED)
        sitting_limit = WITHIN_95 * (noises[0].se ** 2 + noises[1].se ** 2) ** 0.5
        moved_without_days.extend(np.abs(after - before) > sitting_limit)
    assert 0.93 <= np.mean(total) <= 0.97
    assert np.mean(moved) <= 0.05
    assert np.mean(sitting) < 0.93  # so that the days are really in it
    assert np.mean(moved_without_days) > 0.07
