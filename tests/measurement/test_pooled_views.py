import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from assessments.measurement.pairs import Noise, pair_up
from assessments.measurement.pooled_views import pool

NOISE = Noise(sem=7.0, ratings=90, is_default=False, day=5.0)
SILENT = Noise(sem=0.0, ratings=90, is_default=False)
SQUARE = npst.arrays(float, (5, 5), elements=st.floats(0, 100) | st.just(np.nan))


def pooled(trust, purpose, noise=NOISE):
    return pool(pair_up(trust), pair_up(purpose), noise, noise)


@given(SQUARE, SQUARE)
def test_without_noise_they_are_the_views_themselves(trust, purpose):
    found, on_trust, on_purpose = pooled(trust, purpose, SILENT), pair_up(trust), pair_up(purpose)
    known = ~np.isnan(on_trust.score + on_purpose.score)
    score = np.stack([on_trust.score, on_purpose.score], axis=-1)[known]
    half_gap = np.stack([on_trust.gap, on_purpose.gap], axis=-1)[known] / 2
    np.testing.assert_array_equal(found.score[known], score)
    np.testing.assert_array_equal(found.half_gap[known], half_gap)
    assert np.isnan(found.score[~known]).all()
    assert not found.score_covariance.any()


def test_one_pair_keeps_its_own_mean_and_all_of_its_noise():
    one = np.array([[np.nan, 90.0], [70.0, np.nan]])
    found = pooled(one, one)
    np.testing.assert_allclose(found.score, [[80, 80]])
    np.testing.assert_allclose(found.score_covariance.diagonal(), NOISE.se_total**2)
    assert (found.half_gap > 0).all()
    assert (found.half_gap < 10).all()


@given(SQUARE, SQUARE)
def test_a_pair_is_drawn_towards_its_team_and_never_known_worse_than_its_noise(trust, purpose):
    found = pooled(trust, purpose)
    known = ~np.isnan(found.score).any(axis=-1)
    if known.any():
        said = np.stack([pair_up(trust).score, pair_up(purpose).score], axis=-1)[known]
        np.testing.assert_allclose(found.score[known].mean(axis=0), said.mean(axis=0), atol=1e-9)
    assert (found.score_covariance.diagonal() <= NOISE.se_total**2 + 1e-9).all()
    assert (found.half_gap_covariance.diagonal() <= NOISE.se_total**2 + 1e-9).all()


def test_what_differs_by_noise_alone_is_drawn_almost_all_the_way():
    rng = np.random.default_rng(7)
    views = 60 + rng.normal(0, NOISE.sem_total, (2, 40, 40))
    found = pooled(*views)
    said = pair_up(views[0]).score
    assert found.score[:, 0].std() < 0.2 * said.std()
    assert found.score.mean() == pytest.approx(60, abs=1)
