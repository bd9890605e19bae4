"""What of a round robin a reader may see: nothing that a rule withholds is left in the value."""

import numpy as np
import pytest

from assessments.measurement import disclosure
from assessments.measurement.disclosure import Audience, Reader, Reason, Withheld
from assessments.measurement.round_robin import analyse, analyse_two, may_show_covariances, shown
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
    value = shown(team(n), Reader.FACILITATOR)
    assert reasons(value, FACTS + NAMED) == {Reason.TEAM_TOO_SMALL}


@pytest.mark.parametrize("n", [6, 7])
def test_six_and_seven_show_rough_shares_and_nothing_else(n):
    value = shown(team(n), Reader.FACILITATOR)
    assert value.shares.rough
    assert value.shares.perceiver + value.shares.target + value.shares.relationship == pytest.approx(1)
    assert reasons(value, (*FACTS[1:], *NAMED)) == {Reason.TEAM_TOO_SMALL}


def test_eight_show_everything_to_a_facilitator():
    result = team(8)
    value = shown(result, Reader.FACILITATOR)
    assert reasons(value, FACTS + NAMED) == {None}
    assert not value.shares.rough
    assert value.parts["dyadic_covariance"] == result.dyadic_covariance
    np.testing.assert_array_equal(value.target_effects.shrunk, result.persons.target_shrunk)


@pytest.mark.parametrize("n", range(4, 13))
def test_a_hole_too_many_takes_everything_away(n):
    allowed = disclosure.holes_allowed(n)
    before, after = (shown(team(n, holes), Reader.FACILITATOR) for holes in (allowed, allowed + 1))
    assert (reasons(before, ("shares",)) == {None}) == (n >= 6)
    assert None not in reasons(after, FACTS + NAMED)
    assert after.shares.reason is (Reason.TOO_MANY_HOLES if n >= 6 else Reason.TEAM_TOO_SMALL)


@pytest.mark.parametrize("reader", [Reader.LEADER, Reader.ADMIN])
@pytest.mark.parametrize("audience", Audience)
def test_persons_and_pairs_by_name_are_for_facilitators(reader, audience):
    assert reasons(shown(team(9), reader, audience), NAMED) == {Reason.NOT_IN_AUDIENCE}


def test_a_team_only_round_shows_no_name_to_facilitators_either():
    value = shown(team(9), Reader.FACILITATOR, Audience.TEAM_ONLY)
    assert reasons(value, NAMED) == {Reason.NOT_IN_AUDIENCE}
    assert reasons(value, FACTS) == {None}


def test_people_who_do_not_differ_enough_are_not_told_apart():
    weak = Population(perceiver_sd=(0, 0), target_sd=(0.25, 0.25))
    values = [shown(team(8, seed=seed, population=weak), Reader.FACILITATOR) for seed in range(20)]
    assert Reason.NO_VARIANCE in {reason for value in values for reason in reasons(value, NAMED[:1])}
    assert Reason.LOW_RELIABILITY in {reason for value in values for reason in reasons(value, NAMED[1:2])}


def test_a_team_without_any_variance_has_no_shares():
    assert shown(analyse(np.full((8, 8), 4.0)), Reader.FACILITATOR).shares.reason is Reason.NO_VARIANCE


def test_a_negative_variance_has_a_share_of_nothing():
    value = shown(analyse(tripler.square("team_06", "trust")), Reader.FACILITATOR)
    assert value.shares.perceiver == 0.0


def test_the_mean_of_fewer_than_five_answers_is_withheld():
    x = draw_teams(np.random.default_rng(1), 8).scores()[0]
    x[4:] = np.nan
    value = shown(analyse(x), Reader.FACILITATOR)
    assert value.mean == Withheld(Reason.TOO_FEW_ANSWERED, need=disclosure.TEAM_FLOOR)
    assert shown(team(5), Reader.LEADER).mean == team(5).mean


@pytest.mark.parametrize(("n", "refused"), [("team_06", True), ("team_08", False)])
def test_two_scales_together_are_shown_where_tests_are(n, refused):
    both = analyse_two(tripler.square(n, "trust"), tripler.square(n, "purpose"))
    assert isinstance(may_show_covariances(both), Withheld) == refused
