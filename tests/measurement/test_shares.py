"""Each share of variance with its interval: the same for the same ratings, and holding the truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.measurement.round_robin import analyse, analyse_many
from assessments.measurement.round_robin.shares import shares
from assessments.measurement.simulation import LEADERSHIP, Population, draw_teams, leave_holes
from tests.measurement import tripler

SIDES = ("perceiver", "target", "relationship")
EVEN = Population(perceiver_sd=(0.5, 0.5), target_sd=(0.5, 0.5), relationship_sd=(0.7, 0.7))


def ends(found):
    return [(share.low, share.estimate, share.high) for share in (getattr(found, side) for side in SIDES)]


@pytest.mark.parametrize("team", tripler.TEAMS)
def test_estimates_are_those_of_the_parts_and_lie_within_their_intervals(team):
    result = analyse(tripler.square(team, "trust"))
    found = ends(shares(result, rough=False))
    parts = (result.perceiver_variance, result.target_variance, result.relationship_variance)
    assert [middle for _, middle, _ in found] == [part.standardised or 0.0 for part in parts]
    assert all(0 <= low <= middle <= high <= 1 for low, middle, high in found)


@given(st.floats(0.01, 100), st.floats(-50, 50))
@settings(deadline=None, max_examples=20)
def test_the_unit_of_the_answers_does_not_matter_and_chance_is_always_the_same(unit, shift):
    x = tripler.square("team_08", "trust")
    straight, scaled = (ends(shares(analyse(one), rough=False)) for one in (x, unit * x + shift))
    np.testing.assert_allclose(scaled, straight, atol=1e-9)


def test_exchanging_rater_and_rated_exchanges_the_intervals_but_for_the_draws():
    x = tripler.square("team_10", "purpose")
    straight, turned = (ends(shares(analyse(one), rough=False)) for one in (x, x.T))
    np.testing.assert_allclose(turned, [straight[1], straight[0], straight[2]], atol=0.02)


def test_larger_teams_know_their_shares_better():
    widths = [
        np.mean(
            [high - low for low, _, high in ends(shares(analyse(tripler.square(team, "trust")), rough=False))]
        )
        for team in ("team_06", "team_10", "team_20")
    ]
    assert widths == sorted(widths, reverse=True)


def test_where_nothing_varies_there_is_no_share():
    assert shares(analyse(np.full((8, 8), 4.0)), rough=False) is None


def coverage(n, population, holes, seed):
    """Of 500 teams how often each interval holds the true share."""
    rng = np.random.default_rng(seed)
    x = leave_holes(rng, draw_teams(rng, n, population, teams=(500,)).scores()[:, 0], holes)
    variances = np.square(
        [population.perceiver_sd[0], population.target_sd[0], population.relationship_sd[0]]
    )
    truth = variances / variances.sum()
    found = np.array([ends(shares(result, rough=False)) for result in analyse_many(list(x))])
    return ((found[..., 0] <= truth) & (truth <= found[..., 2])).mean(axis=0)


@pytest.mark.slow
@pytest.mark.parametrize("population", [LEADERSHIP, EVEN], ids=["leadership", "even"])
@pytest.mark.parametrize(("n", "holes"), [(6, 0.0), (7, 0.1), (8, 0.0), (8, 0.1), (10, 0.1), (12, 0.0)])
def test_intervals_hold_the_true_shares(n, holes, population):
    found = coverage(n, population, holes, seed=n)
    assert (found >= 0.90).all()
    assert (found <= 0.995).all()
