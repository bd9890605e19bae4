"""A zone that is called clear is right as often as said, whatever the zone: with days, halo and graded answers."""

from dataclasses import replace

import numpy as np
import pytest

from assessments.measurement.instrument import DEFAULT, Borders
from assessments.measurement.pairs import pair_up
from assessments.measurement.reliability import scale_noise
from assessments.measurement.scoring import scale_scores
from assessments.measurement.simulation import LEADERSHIP, Population, draw_answers, draw_teams
from assessments.measurement.spectrum import ZONES, Zone, spectrum, zones

BORDERS = Borders()
# Where trust and shared purpose have little to do with each other, so that there are trust-led and purpose-led pairs.
APART = Population(
    mean=(4.6, 4.4),
    perceiver_sd=(0.7, 0.7),
    target_sd=(0.9, 0.9),
    relationship_sd=(1.0, 1.0),
    generalized=(0.3, 0.3),
    dyadic=(0.6, 0.6),
    between_scales=0.0,
)


DAYS = {LEADERSHIP: 0.38, APART: 0.52}  # a tenth of the variance of views, as DAY_SHARE says


def clear_pairs(rng, population, n):
    """Of one team the clear pairs: their zone, its certainty, and whether it is the zone without noise."""
    higher = rng.normal(0, 0.6)
    truth = draw_teams(rng, n, replace(population, mean=tuple(mean + higher for mean in population.mean)))
    true = [pair_up(views) for views in np.clip(100 * (truth.scores() - 1) / 6, 0, 100)]
    answers = draw_answers(rng, truth, day_sd=DAYS[population], halo=0.5)
    noises = [scale_noise(scale[~np.eye(n, dtype=bool)], DEFAULT) for scale in answers]
    drawn = spectrum(*(scale_scores(scale, 7) for scale in answers), None, *noises, BORDERS)
    right = drawn.zone == zones(*true, BORDERS)
    return np.stack([drawn.zone, drawn.certainty, right], axis=-1)[drawn.clear]


@pytest.mark.slow
def test_clear_zones_are_right_as_often_as_said():
    rng = np.random.default_rng(8)
    teams = [(LEADERSHIP, 8, 250), (LEADERSHIP, 12, 120), (APART, 10, 350), (LEADERSHIP, 4, 300)]
    found = np.concatenate([clear_pairs(rng, of, n) for of, n, times in teams for _ in range(times)])
    for place, zone in enumerate(ZONES):
        _, said, right = found[found[:, 0] == place].mean(axis=0)
        assert (found[:, 0] == place).sum() > 200, zone
        assert abs(right - said) <= 0.03, (zone, said, right)
    assert set(ZONES) == set(Zone)
