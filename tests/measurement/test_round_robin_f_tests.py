"""The F-tests: the ratios by hand, scipy's tails, and their size and power in simulation."""

import dataclasses

import numpy as np
import pytest
from scipy import stats

from assessments.measurement.round_robin import analyse, analyse_many
from assessments.measurement.simulation import LEADERSHIP, Population, draw_teams, leave_holes
from tests.measurement import tripler

NO_PERSONS = Population(perceiver_sd=(0, 0), target_sd=(0, 0))
NO_RECIPROCITY = dataclasses.replace(LEADERSHIP, dyadic=(0.0, 0.0))


def p_values(n, population, count, seed, holes=0.0):
    rng = np.random.default_rng(seed)
    x = leave_holes(rng, draw_teams(rng, n, population, teams=(count,)).scores()[:, 0], holes)
    tests = [team.tests for team in analyse_many(list(x))]
    return {
        name: np.array([getattr(test, name).p for test in tests])
        for name in ("perceiver", "target", "dyadic")
    }


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_ratios_are_mean_squares_over_noise(team):
    result = analyse(tripler.square(team, "trust"))
    n = result.n
    d = result.relationship_variance.raw + result.dyadic_covariance.raw
    e = result.relationship_variance.raw - result.dyadic_covariance.raw
    noise = np.array([d / (2 * (n - 2)), e / (2 * n)])
    freedom = np.array([n * (n - 3) / 2, (n - 1) * (n - 2) / 2])
    square = np.sum(result.persons.target**2) / (n - 1)
    test = result.tests.target
    assert test.f == pytest.approx(square / noise.sum())
    assert (test.df1, test.df2) == pytest.approx((n - 1, noise.sum() ** 2 / np.sum(noise**2 / freedom)))
    assert test.p == pytest.approx(stats.f.sf(test.f, test.df1, test.df2), rel=1e-9)
    dyadic = result.tests.dyadic
    assert (dyadic.f, dyadic.df1, dyadic.df2) == pytest.approx((d / e, *freedom))
    tail = stats.f.sf(d / e, *freedom)
    assert dyadic.p == pytest.approx(2 * min(tail, 1 - tail), rel=1e-9)


def test_reversed_regard_is_as_significant_as_returned_regard():
    x = tripler.square("team_10", "trust")
    result = analyse(x)
    upper = np.triu(np.ones((10, 10), dtype=bool))
    turned = result.mean + np.where(upper, result.relationship, -result.relationship)
    reversed_regard = analyse(turned)
    assert reversed_regard.dyadic_covariance.raw < 0
    assert reversed_regard.tests.dyadic.p < 0.5


def test_ratings_that_are_fully_returned_leave_no_doubt_about_it():
    rng = np.random.default_rng(1)
    half = np.triu(rng.normal(size=(8, 8)), 1)
    test = analyse(half + half.T).tests.dyadic
    assert (test.f, test.p) == (None, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize("n", [6, 8, 10])
@pytest.mark.parametrize(
    ("effect", "population"),
    [("perceiver", NO_PERSONS), ("target", NO_PERSONS), ("dyadic", NO_RECIPROCITY)],
)
def test_the_size_is_near_five_per_cent(n, effect, population):
    p = p_values(n, population, count=4000, seed=20)[effect]
    assert 0.035 < np.mean(p < 0.05) < 0.065


@pytest.mark.slow
@pytest.mark.parametrize("n", [8, 10])
@pytest.mark.parametrize(("effect", "population"), [("perceiver", NO_PERSONS), ("dyadic", NO_RECIPROCITY)])
def test_holes_leave_the_size_near_five_per_cent(n, effect, population):
    p = p_values(n, population, count=2000, seed=21, holes=0.1)[effect]
    assert 0.03 < np.mean(p < 0.05) < 0.075


@pytest.mark.slow
def test_a_perceiver_share_of_30_per_cent_is_found_in_a_team_of_8():
    shares = Population(perceiver_sd=(0.3**0.5, 1), target_sd=(0.15**0.5, 1), relationship_sd=(0.55**0.5, 1))
    p = p_values(8, shares, count=1000, seed=22)["perceiver"]
    assert np.mean(p < 0.05) == pytest.approx(0.83, abs=0.05)
