"""What of a round robin is known: nothing that a rule leaves unknown is left in the value."""

import numpy as np
import pytest

from assessments.measurement import knowable
from assessments.measurement.knowable import Cause, Unknown
from assessments.measurement.round_robin import analyse, analyse_two, known
from assessments.measurement.round_robin.known import covariances
from assessments.measurement.simulation import Population, draw_teams
from tests.measurement import tripler

FACTS = ("shares", "parts", "reciprocity", "reliability", "tests")
NAMED = ("perceiver_effects", "target_effects", "relationship")
STRONG = Population(perceiver_sd=(1, 1), target_sd=(1, 1), relationship_sd=(0.5, 0.5))


def team(n, holes=0, seed=1, population=STRONG):
    rng = np.random.default_rng(seed)
    x = draw_teams(rng, n, population).scores()[0]
    off = np.argwhere(~np.eye(n, dtype=bool))
    x[tuple(rng.permutation(off)[:holes].T)] = np.nan
    return analyse(x)


def reasons(value, names):
    return {getattr(getattr(value, name), "reason", None) for name in names}


@pytest.mark.parametrize("n", [4, 5])
def test_four_and_five_people_show_no_share(n):
    value = known(team(n))
    assert reasons(value, FACTS + NAMED) == {Cause.TEAM_TOO_SMALL}


@pytest.mark.parametrize("n", [6, 7])
def test_six_and_seven_show_rough_shares_and_nothing_else(n):
    value = known(team(n))
    assert value.shares.rough
    shares = (value.shares.perceiver, value.shares.target, value.shares.relationship)
    assert sum(share.estimate for share in shares) == pytest.approx(1)
    assert reasons(value, (*FACTS[1:], *NAMED)) == {Cause.TEAM_TOO_SMALL}


def test_eight_show_everything():
    result = team(8)
    value = known(result)
    assert reasons(value, FACTS + NAMED) == {None}
    assert not value.shares.rough
    assert value.parts["dyadic_covariance"] == result.dyadic_covariance
    np.testing.assert_array_equal(value.target_effects.shrunk, result.persons.target_shrunk)


@pytest.mark.parametrize("n", range(4, 13))
def test_a_hole_too_many_takes_everything_away(n):
    allowed = knowable.holes_allowed(n)
    before, after = (known(team(n, holes)) for holes in (allowed, allowed + 1))
    assert (reasons(before, ("shares",)) == {None}) == (n >= 6)
    assert None not in reasons(after, FACTS + NAMED)
    assert after.shares.reason is (Cause.TOO_MANY_HOLES if n >= 6 else Cause.TEAM_TOO_SMALL)


def test_people_who_do_not_differ_enough_are_not_told_apart():
    weak = Population(perceiver_sd=(0, 0), target_sd=(0.25, 0.25))
    values = [known(team(8, seed=seed, population=weak)) for seed in range(20)]
    assert Cause.NO_VARIANCE in {reason for value in values for reason in reasons(value, NAMED[:1])}
    assert Cause.LOW_RELIABILITY in {reason for value in values for reason in reasons(value, NAMED[1:2])}


def test_a_team_without_any_variance_has_no_shares():
    assert known(analyse(np.full((8, 8), 4.0))).shares.reason is Cause.NO_VARIANCE


def test_a_negative_variance_has_a_share_of_nothing():
    value = known(analyse(tripler.square("team_06", "trust")))
    assert value.shares.perceiver.estimate == value.shares.perceiver.low == 0.0 < value.shares.perceiver.high


@pytest.mark.parametrize(("n", "refused"), [("team_06", True), ("team_08", False)])
def test_two_scales_together_are_known_where_tests_are(n, refused):
    both = analyse_two(tripler.square(n, "trust"), tripler.square(n, "purpose"))
    assert isinstance(covariances(both), Unknown) == refused
