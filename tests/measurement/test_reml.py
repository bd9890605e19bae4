"""REML: equal to a direct maximisation of the restricted likelihood, or it says that it is not; and at rest."""

import numpy as np
import pytest
from scipy.linalg import cho_solve, cholesky
from scipy.optimize import minimize

from assessments.measurement.round_robin import analyse
from assessments.measurement.round_robin.cells import observed
from assessments.measurement.round_robin.effects import centred
from assessments.measurement.round_robin.minque import minque, stack, unstack
from assessments.measurement.round_robin.reml import feasible, reml
from assessments.measurement.simulation import draw_teams, leave_holes

FREE = [0, 1, 2, 4, 5]
# Where the maximisation starts: of persons the Cholesky factor, of pairs the logarithms of the two variances.
STARTS = [
    (0.5, 0, 0.5, -0.7, -0.7),
    (0.2, 0.1, 0.2, 0, -1.5),
    (0.8, -0.5, 0.3, -1.5, 0),
    (0.9, 0.5, 0.7, -2, -1),
]


def written_out(x):
    """The ratings that are there, and the five V_k as (ratings × ratings) matrices."""
    there = observed(x)
    cells, y = np.argwhere(there), x[there]
    rater, about = np.eye(len(x))[cells[:, 0]], np.eye(len(x))[cells[:, 1]]
    returned = (cells[:, None] == cells[None, :, ::-1]).all(axis=2).astype(float)
    crossed = rater @ about.T
    return y, np.array([rater @ rater.T, about @ about.T, crossed + crossed.T, np.eye(len(y)), returned])


def with_slope(y, kinds, parts):
    """Minus twice the logarithm of the restricted likelihood, and its derivatives by the five parts."""
    v = np.tensordot(parts, kinds, 1)
    try:
        root = cholesky(v, lower=True)
    except np.linalg.LinAlgError:
        return 1e10, np.zeros(5)
    inverse = cho_solve((root, True), np.eye(len(y)))
    ones = inverse.sum(axis=0)
    p = inverse - np.outer(ones, ones) / ones.sum()
    py = p @ y
    value = 2 * np.log(np.diag(root)).sum() + np.log(ones.sum()) + y @ py
    return value, np.array([(p * kind).sum() - py @ kind @ py for kind in kinds])


def highest(x):
    """The five parts of the largest restricted likelihood, by BFGS from several starts, and its deviance."""
    y, kinds = written_out(x)
    size = y.var()

    def of(free):
        a, b, c, log_alike, log_differing = free
        alike, differing = np.exp(np.clip([log_alike, log_differing], -18, 18))
        slope = np.zeros((5, 5))
        slope[:, 0], slope[:, 1], slope[:, 2] = (2 * a, 0, b, 0, 0), (0, 2 * b, a, 0, 0), (0, 2 * c, 0, 0, 0)
        slope[:, 3] = (0, 0, 0, alike / 2, alike / 2)
        slope[:, 4] = (0, 0, 0, differing / 2, -differing / 2)
        parts = np.array([a * a, b * b + c * c, a * b, (alike + differing) / 2, (alike - differing) / 2])
        return size * parts, size * slope

    def objective(free):
        parts, slope = of(free)
        value, gradient = with_slope(y, kinds, parts)
        return value, gradient @ slope

    found = [minimize(objective, start, jac=True, method="BFGS", options={"gtol": 1e-9}) for start in STARTS]
    best = min(found, key=lambda one: one.fun)
    return of(best.x)[0], best.fun


def holed(n, share, count, seed):
    rng = np.random.default_rng(seed)
    x = draw_teams(rng, n, teams=(count,)).scores()[:, 0]
    return leave_holes(rng, x, share)


def assert_highest_or_said(x):
    """Of how many of these teams the parts are REML; each of those is what the maximisation finds."""
    found = reml(x)
    for team in np.flatnonzero(found.is_reml):
        own = found.parts[team, FREE]
        best, deviance = highest(x[team])
        mine = with_slope(*written_out(x[team]), own)[0]
        same = np.abs(own - best).max() <= 1e-6 * own[[0, 1, 3]].sum()
        higher = mine < deviance + 1e-7  # BFGS too can end on the lower of two hills
        assert same or higher, (team, own, best, mine - deviance)
    return int(found.is_reml.sum())


@pytest.mark.parametrize(("n", "share", "count"), [(5, 0.1, 30), (6, 0.2, 20), (8, 0.15, 8), (12, 0.1, 4)])
def test_reml_is_the_largest_likelihood_or_says_that_it_is_not(n, share, count):
    assert assert_highest_or_said(holed(n, share, count, seed=n)) > count / 5


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.05, 0.15, 0.25])
@pytest.mark.parametrize(("n", "count"), [(5, 120), (6, 80), (7, 50), (8, 20), (10, 10), (12, 6)])
def test_so_it_is_in_many_teams_of_every_size(n, share, count):
    assert assert_highest_or_said(holed(n, share, count, seed=100 * n)) > count / 5


def test_one_more_step_changes_nothing():
    x = holed(10, 0.1, 200, seed=3)
    found = reml(x)
    assert found.settled.all()
    again = stack(minque(x, x, unstack(feasible(found.parts))))
    total = np.abs(found.parts[:, [0, 1, 4]]).sum(axis=1, keepdims=True)
    assert np.abs(again - found.parts).max() <= (1e-8 * total).max()


def test_a_negative_variance_is_said_to_be_at_the_border_and_is_no_reml():
    x = holed(8, 0.1, 60, seed=4)
    found = reml(x)
    negative = (found.parts[:, :2] < 0).any(axis=1)
    assert negative.any()
    assert found.at_border[negative].all()
    assert not found.is_reml[negative].any()


def test_a_round_robin_names_the_method_that_it_rests_on():
    teams = holed(8, 0.1, 60, seed=4)
    teams = teams[np.isnan(teams).sum(axis=(1, 2)) > 8]
    found = reml(teams)
    for x, is_reml, at_border in zip(teams, found.is_reml, found.at_border, strict=True):
        fit = analyse(x).fit
        assert (fit.method, fit.at_border) == ("REML" if is_reml else "MINQUE", at_border)
    assert set(found.is_reml) == {True, False}


def test_equal_ratings_have_nothing_to_maximise():
    x = np.full((1, 6, 6), 4.0)
    x[0, 1, 2] = np.nan
    assert np.abs(reml(x).parts).max() < 1e-20
    assert not centred(x, observed(x))[1].any()
